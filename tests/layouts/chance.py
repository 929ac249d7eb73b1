"""Letters made by chance, with what they say: strategies for tests of what always holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hypothesis import strategies as st

from kb.model import Line
from tests.layouts.drawn import STYLES
from tests.layouts.source import CELL, GoldQA, Layout

Mark = Callable[[str, str], list[str]]
"""The paragraphs that a number and a question are printed as."""

FAMILIES: dict[str, Mark] = {
    "N.": lambda number, asks: [f"{number}. {asks}"],
    "N)": lambda number, asks: [f"{number}) {asks}"],
    "Spørgsmål N:": lambda number, asks: [f"Spørgsmål {number}:", asks],
    "Spørgsmål nr. N:": lambda number, asks: [f"Spørgsmål nr. {number}: {asks}"],
    "Spørgsmål N": lambda number, asks: [f"Spørgsmål {number}", asks],
    "Spm. N:": lambda number, asks: [f"Spm. {number}: {asks}"],
    "Spørgsmål:": lambda _, asks: [f"Spørgsmål: {asks}"],
}
UNNUMBERED, ASKED_FIRST = "Spørgsmål:", "Ad N."
LIKE_LISTS = ("N.", ASKED_FIRST)
"""Families whose numbers look like those of a list in an answer."""

ANSWERS = ("", "Svar:", "Svar: ", "Svar", "Besvarelse: ", "Forvaltningens svar:")
"""Answer labels; behind one with a space the answer goes on in the same line."""

ASKS = (
    "Hvor mange {} er der i kommunen?",
    "Hvad har de nye {} kostet siden sidste år, og hvem har betalt for dem?",
    "Hvornår bliver der flere {} i Ravnholt?",
    "Vil rådmanden redegøre for, hvordan det går med de {}, som byrådet vedtog i foråret?",
    "Kan forvaltningen oplyse, hvorfor {} ikke er med i planen?",
)
SAYS = (
    "Der er i alt {n} {}, og tallet har været det samme i flere år.",
    "Forvaltningen har brugt {n} kr. på {}.",
    "Nej.",
    "Ja, {} er med i den plan, som udvalget fik forelagt, før den blev sendt i høring hos naboerne.",
    "Arbejdet begyndte i maj og varer til efteråret, fordi leverandøren er forsinket.",
    "Udvalget får en status, når {} er talt op, og det sker to gange om året.",
)
THINGS = ("busskure", "legepladser", "skolebiblioteker", "plejeboliger", "cykelstier", "madpakker")
PARTS = {"skolebiblioteker": "skole", "plejeboliger": "pleje", "cykelstier": "cykel", "legepladser": "lege"}
"""Words that may be broken at a line's end, and their first parts."""

HEAD = ("Til Byrådsservice", "Svar på 10-dages forespørgsel fra Venstre om kommunens anlæg")
TAIL = ("Med venlig hilsen", "Eva Lykke Brask")
SIDEBAR = (
    *("TEKNIK OG MILJØ", "Anlæg", "Lindeborg Kommune", "Kirkegade 7", "9998 Lindeborg"),
    *("Direkte telefon: 09 14 22 60", "Sag: 21/003318-7", "Sagsbehandler:", "Helle Vang Skaarup"),
)
DATE = "2. februar 2022"


@dataclass(frozen=True, slots=True)
class Chance:
    """A letter made by chance: its lines, its questions and answers, and the letter before it is printed."""

    lines: tuple[Line, ...]
    qas: tuple[GoldQA, ...]
    layout: Layout


@dataclass(frozen=True, slots=True)
class Print:
    """How a letter is printed: characters to a line, lines to a page, a sidebar or none, its style."""

    width: int
    length: int
    sidebar: bool
    style: str


Block = tuple[str, ...]
"""Paragraphs that stand together without white between them."""

Row = tuple[str, bool]
"""A printed line, and whether a paragraph starts with it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A letter before it is printed: its blocks in order, and its questions and answers."""

    blocks: tuple[Block, ...]
    qas: tuple[GoldQA, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer."""

    number: str
    asks: str
    answer: tuple[Block, ...]

    @property
    def gold(self) -> GoldQA:
        return GoldQA(self.number, self.asks, "\n".join(line for block in self.answer for line in block))


def letters() -> st.SearchStrategy[Chance]:
    """Letters of all families."""
    return st.builds(_letter, _sources(), _prints())


def _prints() -> st.SearchStrategy[Print]:
    styles = st.sampled_from(sorted(STYLES))
    return st.builds(Print, st.integers(50, 95), st.integers(14, 60), st.booleans(), styles)


@st.composite
def _sources(draw: st.DrawFn) -> Source:
    family = draw(st.sampled_from([*sorted(FAMILIES), ASKED_FIRST]))
    label = draw(st.sampled_from(ANSWERS))
    numbers = [1, 2, 3] if family == UNNUMBERED else draw(_numbers(more=family == ASKED_FIRST))
    steps = family not in LIKE_LISTS or numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    asked = [Asked(str(number), draw(_questions()), draw(_answers(steps))) for number in numbers]
    body = _asked_first(asked) if family == ASKED_FIRST else _in_turn(asked, family, label)
    return Source((*_alone(HEAD), *body, *_alone(TAIL)), tuple(question.gold for question in asked))


def _numbers(more: bool) -> st.SearchStrategy[list[int]]:
    """Rising numbers, some of which may lack; `more` than one, so that a list of questions can be told."""
    steps = st.lists(st.sampled_from((1, 1, 1, 1, 2, 3)), min_size=more, max_size=6)
    return st.builds(
        lambda first, steps: [*accumulate([first, *steps])], st.sampled_from((1, 1, 7, 138)), steps
    )


def _in_turn(asked: Sequence[Asked], family: str, label: str) -> Iterator[Block]:
    """Each question with its answer below it."""
    for question in asked:
        yield from _alone(FAMILIES[family](question.number, question.asks))
        yield from _labelled(label, question.answer)


def _asked_first(asked: Sequence[Asked]) -> Iterator[Block]:
    """All questions, then all answers."""
    yield from _alone(f"{question.number}. {question.asks}" for question in asked)
    yield ("Forvaltningen kan oplyse følgende:",)
    for question in asked:
        yield (f"Ad {question.number}.",)
        yield from question.answer


def _alone(lines: Iterable[str]) -> Iterator[Block]:
    return ((line,) for line in lines)


def _labelled(label: str, answer: Sequence[Block]) -> Iterator[Block]:
    """The answer under its label, or behind it."""
    if label.endswith(" "):
        yield (label + answer[0][0], *answer[0][1:])
        yield from answer[1:]
    elif label:
        yield (label, *answer[0])
        yield from answer[1:]
    else:
        yield from answer


@st.composite
def _questions(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(ASKS)).format(draw(st.sampled_from(THINGS)))


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(SAYS)).format(draw(st.sampled_from(THINGS)), n=draw(st.integers(2, 999)))


@st.composite
def _answers(draw: st.DrawFn, steps: bool) -> tuple[Block, ...]:
    """Paragraphs, and at most one list or table among them.

    Without `steps` no numbered list: where questions are numbered alike, it could be those that lack.
    """
    paragraphs = st.lists(_sentences(), min_size=1, max_size=4).map(lambda said: (" ".join(said),))
    found: list[Block] = draw(st.lists(paragraphs, min_size=1, max_size=3))
    extra = draw(st.one_of(st.none(), _dashes(), _tables(), *([_steps()] if steps else ())))
    return (*found[:1], *([extra] if extra else ()), *found[1:])


def _dashes() -> st.SearchStrategy[Block]:
    return st.lists(_sentences(), min_size=2, max_size=4).map(
        lambda said: ("Det drejer sig om følgende:", *(f"- {line}" for line in said))
    )


def _steps() -> st.SearchStrategy[Block]:
    """A numbered list, which starts with 1."""
    return st.lists(_sentences(), min_size=2, max_size=3).map(
        lambda said: ("Planen har disse trin:", *(f"{n}. {line}" for n, line in enumerate(said, 1)))
    )


def _tables() -> st.SearchStrategy[Block]:
    rows = st.tuples(st.sampled_from(THINGS), st.integers(1, 9999), st.integers(0, 99))
    return st.lists(rows, min_size=1, max_size=4).map(
        lambda rows: ("Anlæg\tAntal\tAndel", *(f"{thing}\t{n}\t{share} pct." for thing, n, share in rows))
    )


def _letter(source: Source, how: Print) -> Chance:
    """The letter printed: in lines, on pages with a header each, with a sidebar in the text of the first."""
    rows = [row for block in source.blocks for row in _rows(block, how.width)]
    pages = [rows[start : start + how.length] for start in range(0, len(rows), how.length)]
    if how.sidebar and (place := next(_gaps(pages[0]), None)):
        after = (pages[0][place][0], True)
        pages[0][place : place + 1] = [*((line, True) for line in SIDEBAR), after]
    return Chance(tuple(_lines(pages)), source.qas, _layout(source, how))


def _layout(source: Source, how: Print) -> Layout:
    """The letter for makers of other formats: a blank line between blocks, the sidebar before the text."""
    blocks = ["\n".join(paragraph.replace("\t", CELL) for paragraph in block) for block in source.blocks]
    body = "\n\n".join([*["<sidebar>"] * how.sidebar, *blocks])
    header = (DATE, "Side {page} af {pages}")
    return Layout("brev", (), body, {}, header=header, sidebar=SIDEBAR, style=how.style)


def _lines(pages: Sequence[Sequence[Row]]) -> Iterator[Line]:
    for page, rows in enumerate(pages, 1):
        head = [(DATE, True), (f"Side {page} af {len(pages)}", False)]
        for number, (text, opens) in enumerate([*head, *rows], 1):
            yield Line(text, page, number, opens)


def _rows(block: Block, width: int) -> Iterator[Row]:
    """The printed lines of a block."""
    for paragraph in block:
        for at, line in enumerate(_wrapped(paragraph, width)):
            yield line, at == 0


def _wrapped(paragraph: str, width: int) -> list[str]:
    """The lines of a paragraph; words that may break do so where that fills the line."""
    if "\t" in paragraph:
        return [paragraph]
    lines = [""]
    for word in paragraph.split():
        first = PARTS.get(word, "")
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        elif first and len(lines[-1]) + 2 + len(first) <= width:
            lines[-1] += f" {first}-"
            lines.append(word.removeprefix(first))
        else:
            lines.append(word)
    return [line.strip() for line in lines]


def _gaps(rows: Sequence[Row]) -> Iterator[int]:
    """Places inside paragraphs, where a sentence surely goes on."""
    for place in range(len(HEAD) + 2, len(rows)):
        (before, _), (after, opens) = rows[place - 1], rows[place]
        if not opens and after[:1].islower() and before[-1:].isalpha() and "?" not in before:
            yield place


def plain(chance: Chance) -> bytes:
    """The letter as a text file: a blank line above each paragraph but list items and table rows."""
    found: list[str] = []
    for line in chance.lines:
        tight = line.text.startswith("- ") or "\t" in line.text or line.text[1:3] == ". "
        found += [""] * (line.opens and not tight) + [line.text]
    return "\n".join(found).encode()
