"""A letter's body in blocks: the stretches of text at which a question or an answer may begin or end.

A block is a paragraph, a table cell, or a part of a paragraph that starts with a label or follows a `?`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.letter.body import Body, LineSpan, is_greeting
from ingest.letter.markers import ASKED_BY, COMMITTEE, GOES_ON, LABEL_HEAD, is_asking
from ingest.letter.numbers import ONE
from ingest.letter.questions.forms import (
    ALONE,
    HEADS_ANSWERS,
    HEADS_NUMBERS,
    HEADS_QUESTIONS,
    NAMED,
    NAMED_COUNTED,
    TOLD_OF,
)
from kb.model import Line
from kb.text import ENDS, LEADS_TO_NUMBER, is_bullet, is_row

Style = tuple[bool, bool, str | None, bool]
"""Bold, italic, colour, and whether a mail program quotes the text with `> `."""

LONGEST_HEADING = 90
"""Characters. A heading is one line, and a line of a letter has about 90."""

FREE = re.compile(r"\s*\(?(?:\d{1,2}[a-z]?|[A-Za-z]|[IVX]{1,5})[.)/]\s+(?=[A-ZÆØÅ\"”»])")
LABELLED = re.compile(
    r"\s*(?:(?:Spørgsmål|Spm\.?|Sp\.?)\s*(?:nr\.?\s*)?\d(?:[^?]{0,60}:|\d{0,3}\s*$)|(?:Svar|Sv\.?)\s*\d{1,3}[a-z]?\s*[:.)]|S[pv]\d{1,2}\s|(?:[\w-]{2,30}s\s+)?(?:Svar|SVAR|svar)\s*:"
    r"|Svar\s+på\s+spørgsmål\s+\d|Ad\.?\s+\d)"
)
"""What starts a block at a line's start, even where the source shows no new paragraph."""

GLUED = re.compile(
    r"(?<=[?.!:”\"»)])\s{0,20}(?=(?:Svar|SVAR|Besvarelse|Sv\.?)\s*(?:\d{1,3}\s*)?:|Spørgsmål\s+\d{1,3}\s*:)"
)
RUN_ON = re.compile(
    r"\s(?=(?:Spørgsmål|Spm\.?)\s*(?:nr\.?\s*)?\d{1,3}\s*:|Svar\s*:|(?:Med\s+v|V)enlig\s+hilsen\s)"
)
"""Labels in the middle of a line. A letter that lost its line breaks has several of the second kind."""
ASKED = re.compile(r"\?[\"”»’')]*(?:\s\([^()]{1,40}\))?\s+(?=[^\W_a-zæøå]|[\"”»«–-])")
FEWEST_RUN_ON, FEWEST_LISTED = 3, 2

NUMBER_BELOW = re.compile(rf"\s*(?:spørgsmål\s+(?:nr\.?\s*)?)?{ONE}\s*[:.]?(?:\s|$)", re.IGNORECASE)

ITEM = re.compile(r"\s*\d{1,3}[.)]\s+\S")
UNNUMBERED = re.compile(r"\s*(?:Spørgsmål(?:ene)?|Spm\.?)\s*", re.IGNORECASE)

TAIL = re.compile(r"(?:[\"”“»«’'\s.]|\([^()]{1,60}\))+$")


@dataclass(frozen=True, slots=True)
class Block:
    """`at`: the position of its first line in the body. `inner`: it follows a `?` in the same paragraph.

    `row` and `column` count the letter's table rows and their cells, None outside tables; `role` is what the
    table's head says of the column: "number", "question", "answer", or empty.
    """

    at: int
    spans: tuple[LineSpan, ...]
    text: str
    style: Style
    opens: bool = True
    inner: bool = False
    greets: bool = False
    left: float | None = None
    size: float | None = None
    row: int | None = None
    column: int | None = None
    role: str = ""

    @property
    def ends_asking(self) -> bool:
        """Does it end with a question mark, quotation marks and `(Venstre)` behind it aside?"""
        return "?" in self.text and _ends_asking(self.text)

    @property
    def is_heading(self) -> bool:
        """Is it short, and no sentence, list item or table cell?"""
        if len(self.text) > LONGEST_HEADING or self.row is not None or self.inner or not self.opens:
            return False
        return _is_heading(self.text)

    def cut(self, at: int) -> tuple[tuple[LineSpan, ...], tuple[LineSpan, ...]]:
        """The spans of the first `at` characters, and those of the rest."""
        before: list[LineSpan] = []
        after: list[LineSpan] = []
        for span in self.spans:
            size = span.end - span.start
            middle = span.start + min(max(at, 0), size)
            before += [LineSpan(span.line, span.start, middle)] * (middle > span.start)
            after += [LineSpan(span.line, middle, span.end)] * (middle < span.end)
            at -= size + 1
        return tuple(before), tuple(after)


@lru_cache(maxsize=4096)
def _ends_asking(text: str) -> bool:
    return TAIL.sub("", text).endswith("?")


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    return not (ENDS.search(text) or is_bullet(text)) and not text[:1].islower()


def blocks(body: Body) -> tuple[Block, ...]:
    """The blocks of a body in reading order; those of a table row, cell by cell."""
    found: list[Block] = []
    at, row = 0, 0
    labels = _labels(body)
    roles: tuple[str, ...] = ()
    while at < len(body):
        end = _row_end(body, at)
        if end > at:
            cells = _cells(body, at, end, row)
            if named := _roles([cell.text if cell else "" for cell in cells]):
                roles = named
            elif len(cells) == 2 and cells[0] and TOLD_OF.fullmatch(cells[0].text):
                pass  # a row that says who asks, or when
            elif (
                "number" in roles
                and len(roles) == len(cells)
                and not cells[roles.index("number")]
                and found
                and found[-1].role
            ):
                _continue(found, cells)
            else:
                found += _told(cells, roles if len(roles) == len(cells) else ())
            row += 1
        else:
            end = _paragraph_end(body, at, labels)
            found += _parts(body, at, end)
        at = end
    return tuple(_joined(found))


def _joined(found: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those of a label on two lines as one: `Spørgsmål nr.` / `3:`."""
    at = 0
    while at < len(found):
        block = found[at]
        after = found[at + 1] if at + 1 < len(found) else None
        if after and block.row == after.row and _on_two_lines(block.text, after.text):
            block = replace(block, spans=block.spans + after.spans, text=f"{block.text} {after.text}")
            at += 1
        yield block
        at += 1


def _on_two_lines(text: str, below: str) -> bool:
    """Do two texts make one label, with the number on the second line?"""
    if LABEL_HEAD.fullmatch(text):
        number = NUMBER_BELOW.match(below)
        # `Spørgsmål` over `1. Hvor mange …` is the heading of a list.
        listed = ITEM.match(below) is not None and UNNUMBERED.fullmatch(text) is not None
        return number is not None and not listed
    return (
        COMMITTEE.fullmatch(text) is not None
        and GOES_ON.fullmatch(below) is not None
        and below.lstrip()[:1] == "s"
    )


def _row_end(body: Body, at: int) -> int:
    """The position after the table row that starts here; `at` itself where none does."""
    row = body.line(at).row
    if row is None:
        return at + is_row(body.text(at))
    end = at
    while end < len(body) and body.line(end).row == row:
        end += 1
    return end


def _cells(body: Body, first: int, end: int, row: int) -> list[Block | None]:
    """The cells of a row, None for empty ones."""
    spans: list[list[LineSpan]] = []
    for at in range(first, end):
        start = body.unquoted(at)
        for n, cell in enumerate(body.text(at)[start:].split("\t")):
            if n == len(spans):
                spans.append([])
            blank = len(cell) - len(cell.lstrip())
            if cell.strip():
                spans[n].append(body.span(at, start + blank, start + blank + len(cell.strip())))
            start += len(cell) + 1
    return [
        _block(body, first, tuple(own), row=row, column=n) if own else None for n, own in enumerate(spans)
    ]


def _roles(cells: Sequence[str]) -> tuple[str, ...]:
    """What the columns hold, if the cells are the head of a table of questions; else empty."""
    roles = tuple(
        "question"
        if HEADS_QUESTIONS.fullmatch(cell)
        else "answer"
        if HEADS_ANSWERS.fullmatch(cell)
        else "number"
        if HEADS_NUMBERS.fullmatch(cell)
        else "aside"
        for cell in cells
    )
    enough = roles.count("question") == 1 and ("answer" in roles or "number" in roles)
    return roles if enough or sorted(roles) == ["answer", "number"] else ()


def _told(cells: Sequence[Block | None], roles: Sequence[str]) -> Iterator[Block]:
    """The cells that hold something, with the roles of their columns; only those with a role if there are
    any."""
    told = [cell for cell in cells if cell]
    if len(told) == 1 and (len(cells) == 1 or (roles and not told[0].text.endswith(("?", ".")))):
        yield replace(told[0], row=None, column=None)  # a box, or a heading between the rows
        return
    for n, cell in enumerate(cells):
        if cell and (not roles or roles[n] != "aside"):
            yield replace(cell, role=roles[n] if roles else "")


def _continue(found: list[Block], cells: Sequence[Block | None]) -> None:
    """Put the cells of a row without a number behind those of the row before it."""
    row = found[-1].row
    for place, block in enumerate(found):
        more = cells[block.column or 0] if block.row == row and row is not None else None
        if more:
            found[place] = replace(block, spans=block.spans + more.spans, text=f"{block.text} {more.text}")


def _paragraph_end(body: Body, first: int, labels: frozenset[str]) -> int:
    """The position after the block that starts at `first`."""
    end = first + 1
    style = _style(body, first)
    while end < len(body) and not (
        body.starts(end)
        or body.greets(end)
        or _row_end(body, end) > end
        or _style(body, end) != style
        or _starts(body, end, labels)
    ):
        end += 1
    return end


def _labels(body: Body) -> frozenset[str]:
    """Short lines that stand below several questions: labels of answers, whatever they say."""
    below = Counter(
        body.text(at).strip()
        for at in range(1, len(body) - 1)
        if body.text(at - 1).rstrip().endswith("?")
        and ALONE.fullmatch(body.text(at))
        and not body.text(at + 1)[:1].islower()
    )
    return frozenset(text for text, times in below.items() if times > 1)


def _starts(body: Body, at: int, labels: frozenset[str]) -> bool:
    """Does the line start with a label, though no paragraph starts there?"""
    text = body.text(at)[body.unquoted(at) :]
    if LABELLED.match(text) or ((named := NAMED.match(text)) and named.group().rstrip().endswith((":", ")"))):
        return text.lstrip()[:1].isupper()
    above = body.text(at - 1)
    if labels & {text.strip(), above.strip()}:
        return True
    if any(label.fullmatch(above) for label in (NAMED, NAMED_COUNTED)):
        return True
    if (ASKED_BY.fullmatch(text) is None) != (ASKED_BY.fullmatch(above) is None):
        return True
    number = FREE.match(text)
    if number is None or LEADS_TO_NUMBER.search(above):
        return False
    return ENDS.search(above) is not None or is_asking(text[number.end() :])


def _style(body: Body, at: int) -> Style:
    line = body.line(at)
    return line.bold, line.italic, line.colour, body.unquoted(at) > 0


def _parts(body: Body, first: int, end: int) -> Iterator[Block]:
    """A paragraph, cut where a label stands in the middle of it and behind each `?`."""
    spans = []
    for at in range(first, end):
        text, start = body.text(at), body.unquoted(at)
        blank = len(text[start:]) - len(text[start:].lstrip())
        spans.append(body.span(at, start + blank, len(text.rstrip())))
    whole = _block(body, first, tuple(span for span in spans if span.end > span.start))
    whole = replace(whole, greets=body.greets(first))
    places = {match.end(): False for match in GLUED.finditer(whole.text)}
    run_on = [match.end() for match in RUN_ON.finditer(whole.text)]
    if len(run_on) >= FEWEST_RUN_ON:
        places |= dict.fromkeys(run_on, False)
    for match in ASKED.finditer(whole.text):
        places.setdefault(match.end(), True)
    yield from _cut(body, whole, sorted(places.items()))


def _cut(body: Body, whole: Block, places: Sequence[tuple[int, bool]]) -> Iterator[Block]:
    counted = [
        ITEM.match(whole.text, start)
        for start in (int(whole.text.startswith(("»", "”", '"', "“"))), *(at for at, _ in places))
    ]
    listed = sum(match is not None for match in counted) >= FEWEST_LISTED
    bounds = [(0, whole.inner), *places, (len(whole.text), False)]
    if listed:  # `1) Hvor mange? 2) Hvornår?` in one paragraph
        bounds = [(at, inner and not ITEM.match(whole.text, at)) for at, inner in bounds]
    for (start, inner), (stop, _) in itertools.pairwise(bounds):
        _, rest = whole.cut(start)
        text = whole.text[start:stop]
        kept, _ = replace(whole, spans=rest, text=whole.text[start:]).cut(len(text.rstrip()))
        if kept:
            yield replace(
                whole,
                spans=kept,
                text=text.strip(),
                inner=inner,
                opens=whole.opens if start == 0 else not inner,
                greets=whole.greets if start == 0 else is_greeting(text),
            )


def _block(
    body: Body, at: int, spans: tuple[LineSpan, ...], row: int | None = None, column: int | None = None
) -> Block:
    text = " ".join(body.lines[span.line].text[span.start : span.end] for span in spans)
    line: Line = body.line(at)
    return Block(
        at,
        spans,
        text,
        _style(body, at),
        opens=body.starts(at) or row is not None,
        left=line.box.x0 if line.box and row is None else None,
        size=line.size,
        row=row,
        column=column,
    )
