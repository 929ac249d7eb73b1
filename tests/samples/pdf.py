"""The three PDF layouts: where text runs on each page, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, product

from tests.samples.compose import Composer, Fonts, Style
from tests.samples.flow import Element, Flow, Frame, Mark, Rule, Text, take_line, words
from tests.samples.letter import Draft, bare
from tests.samples.letterhead import MUNICIPALITY, page_label, reference_lines, sidebar, written_date
from tests.samples.press import A4, Page, measure, print_pages

SANS = Fonts("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
SERIF = Fonts("Times-Roman", "Times-Bold", "Times-Italic")
BROAD = Fonts("Vera", "Vera-Bold", "Vera-Italic")

ON_GRID = Style(SANS, 9.5, 12.5, SANS.bold, gap=1, item_gap=0, answer_gap=0)
"""White in whole lines only, so that the lines of both columns stand beside each other."""

STYLES: dict[str, tuple[Style, ...]] = {
    "sidebar": (
        Style(SANS, 10.5, 17.0, SANS.bold, ruled=False),
        Style(BROAD, 9, 15.0, BROAD.bold, annex_apart=True),
        Style(SANS, 10, 15.5, SANS.bold, annex_apart=True),
    ),
    "plain": (
        Style(SERIF, 11.5, 15.0, SERIF.slanted, justified=True, mark_alone=True, slash_alone=False),
        Style(SANS, 10, 14.0, SANS.bold, answer_alone=False),
        Style(
            BROAD, 9, 14, BROAD.text, True, ruled=False, mark_alone=True, answer_alone=False, answer_gap=0.5
        ),
        Style(SERIF, 12, 15.5, SERIF.bold, slash_alone=False),
    ),
    "columns": (
        replace(ON_GRID, ruled=False, slash_alone=False),
        replace(ON_GRID, fonts=SERIF, size=10.5, leading=13.0, question=SERIF.bold, answer_alone=False),
    ),
}
TRIES = sorted(
    product(range(0, 121, 12), (0.92, 0.96, 1.0, 1.04, 1.08, 1.12, 1.16)),
    key=lambda rise_and_scale: rise_and_scale[0] / 200 + abs(rise_and_scale[1] - 1),
)
"""Wider feet, in points, and line heights to try until a word that breaks over pages ends a full one."""

HEAD_Y = 756.0  # the running header's first line
SIDEBAR_X, SIDEBAR_WIDTH, SIDEBAR_FOOT = 442.0, 116.0, 118.0
SIDEBAR_SIZE, SIDEBAR_LEADING = 8.0, 12.5
FOOT_Y, FOOT_SIZE = 48.0, 9.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A page design.

    `head` fills `head_frame`; `frames` are the text's columns, given where on page 1 the head
    ends; `last` is what is painted on a page after its text. Tables are `width` points wide at most.
    """

    head: Callable[[Draft, Style], Iterator[Element]]
    head_frame: Frame
    frames: Callable[[float], Iterator[Frame]]
    width: float
    last: Callable[[Draft, Style, int, int], Iterator[Mark]]
    emblem: tuple[float, float]
    woven: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """A letter set: what stands where, and how much room its broken words left empty."""

    style: Style
    marks: Sequence[Mark]
    rules: Sequence[Rule]
    white: float


def pdf(draft: Draft, variant: int) -> bytes:
    """The letter as PDF. `variant` picks one of the layout's styles."""
    layout, styles = LAYOUTS[draft.layout], STYLES[draft.layout]
    proof = _best(draft, layout, styles[variant % len(styles)])
    pages = max(mark.page for mark in proof.marks)
    title = bare(draft.title) if variant % 2 == 0 else ""
    printed = (_page(draft, layout, proof, page, pages) for page in range(1, pages + 1))
    return print_pages(printed, title, MUNICIPALITY)


def _page(draft: Draft, layout: Layout, proof: Proof, page: int, pages: int) -> Page:
    return Page(
        text=tuple(mark for mark in proof.marks if mark.page == page),
        rules=tuple(rule for rule in proof.rules if rule.page == page),
        last=tuple(layout.last(draft, proof.style, page, pages)),
        woven=layout.woven and page % 2 == 1,
        emblem=layout.emblem if page == 1 else None,
    )


def _best(draft: Draft, layout: Layout, style: Style) -> Proof:
    """The letter in its style; a little looser or tighter if a broken word would leave a page half empty."""
    proofs = []
    for rise, scale in TRIES:
        proofs.append(_set(draft, layout, replace(style, leading=style.leading * scale), rise))
        if proofs[-1].white < 2 * style.leading:
            break
    return min(proofs, key=lambda proof: proof.white)


def _set(draft: Draft, layout: Layout, style: Style, rise: float) -> Proof:
    """The letter's text in its places, the foot of each page `rise` points wider than the layout's."""
    head = Flow(iter([layout.head_frame]), measure)
    head.place(layout.head(draft, style))
    frames = layout.frames(head.y - style.leading)
    flow = Flow((replace(frame, bottom=frame.bottom + rise) for frame in frames), measure)
    flow.place(Composer(style, measure, layout.width).body(draft))
    return Proof(style, head.marks + flow.marks, flow.rules, flow.white)


def _title(draft: Draft, style: Style, before: float) -> Text:
    text = style.text(words(draft.title, style.fonts.bold), before)
    return replace(text, size=style.size + 1, leading=style.leading + 1)


def _to(draft: Draft, style: Style, before: float = 0.0) -> Iterator[Text]:
    if draft.recipient:
        yield style.line(f"Til {draft.recipient}", before)


def _letterhead(draft: Draft, style: Style) -> Iterator[Text]:
    """Who writes, when, in which case, to whom, about what."""
    yield replace(style.text(words(MUNICIPALITY, style.fonts.bold)), size=style.size + 3)
    yield from (style.line(line) for line in (draft.department, draft.unit) if line)
    for number, (label, value) in enumerate(reference_lines(draft)):
        yield style.line(f"{label} {value}", 0 if number else 1)
    yield from _to(draft, style, 1)
    yield _title(draft, style, 1.5)


# Sidebar: text beside a narrow column of contact lines on page 1; date and page in the corner of every page.


def _sidebar_head(draft: Draft, style: Style) -> Iterator[Element]:
    yield from _to(draft, style)
    yield _title(draft, style, 1)


def _sidebar_frames(top: float) -> Iterator[Frame]:
    yield Frame(1, 57, top, 92, 366)
    yield from (Frame(page, 57, 725, 92, 440) for page in count(2))


def _sidebar_last(draft: Draft, style: Style, page: int, pages: int) -> Iterator[Mark]:
    """The sidebar on page 1, then the running header, which LibreOffice paints after everything else."""
    if page == 1:
        yield from _sidebar_marks(draft, style.fonts)
    for line, text in enumerate((written_date(draft), page_label(page, pages))):
        y = HEAD_Y - line * style.leading
        yield Mark(page, SIDEBAR_X, y, text, style.fonts.text, style.size)


def _sidebar_marks(draft: Draft, fonts: Fonts) -> Iterator[Mark]:
    """The sidebar's lines, long ones on two, the last at the foot of the page."""
    rows = [
        (row, font)
        for line in sidebar(draft)
        for font in [fonts.bold if line == draft.department else fonts.text]
        for row in _folded(line, font)
    ]
    for down, (row, font) in enumerate(rows, start=1 - len(rows)):
        y = SIDEBAR_FOOT - down * SIDEBAR_LEADING
        yield from [Mark(1, SIDEBAR_X, y, row, font, SIDEBAR_SIZE)] if row else []


def _folded(line: str, font: str) -> list[str]:
    """A sidebar line on as many lines as it takes; a blank one stays."""
    rest, rows = list(words(line, font)), [] if line else [""]
    space = measure(" ", font, SIDEBAR_SIZE)
    while rest:
        row, rest, _ = take_line(
            rest, SIDEBAR_WIDTH, lambda word: measure(word.text, font, SIDEBAR_SIZE), space
        )
        rows.append(" ".join(word.text for word in row))
    return rows


# Plain: a letterhead above the text, the page number in the middle of the foot.


def _plain_frames(top: float) -> Iterator[Frame]:
    yield Frame(1, 71, top, 82, 453)
    yield from (Frame(page, 71, 770, 82, 453) for page in count(2))


def _plain_last(draft: Draft, style: Style, page: int, pages: int) -> Iterator[Mark]:
    text, font = page_label(page, pages), style.fonts.text
    x = (A4[0] - measure(text, font, FOOT_SIZE)) / 2
    yield Mark(page, x, FOOT_Y, text, font, FOOT_SIZE)


# Columns: a letterhead across the page, text in two columns, case number and page number at the foot.


def _columns_frames(top: float) -> Iterator[Frame]:
    for page in count(1):
        start = top if page == 1 else 785
        yield from (Frame(page, x, start, 80, 232) for x in (57, 307))


def _columns_last(draft: Draft, style: Style, page: int, pages: int) -> Iterator[Mark]:
    text, font = page_label(page, pages), style.fonts.text
    yield Mark(page, 57, FOOT_Y, f"{MUNICIPALITY} – {written_date(draft)}", font, FOOT_SIZE)
    yield Mark(page, 539 - measure(text, font, FOOT_SIZE), FOOT_Y, text, font, FOOT_SIZE)


LAYOUTS = {
    "sidebar": Layout(
        _sidebar_head, Frame(1, 57, 725, 92, 366), _sidebar_frames, 366, _sidebar_last, emblem=(57, 770)
    ),
    "plain": Layout(
        _letterhead, Frame(1, 71, 770, 82, 453), _plain_frames, 453, _plain_last, emblem=(498, 750)
    ),
    "columns": Layout(
        _letterhead, Frame(1, 57, 785, 80, 482), _columns_frames, 232, _columns_last, (513, 765), woven=True
    ),
}
