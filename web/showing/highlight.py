"""The words that answer, marked in a text that is otherwise shown to the character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from web.showing.blocks import Block, Items, Paragraph, Table, blocks

Span = tuple[int, int]
"""A stretch of a text, as (start, end)."""


def marked(text: str, marks: Sequence[Span] = ()) -> list[Block]:
    """The blocks of a text as safe HTML, with the marked stretches in <mark>.

    A stretch that runs over several paragraphs, items or cells is marked in each of them.
    """
    pen = _Pen(sorted(marks))
    return [_marked(block, pen) for block in blocks(text)]


def _marked(block: Block, pen: _Pen) -> Block:
    match block:
        case Paragraph(text):
            return replace(block, text=pen.write(text))
        case Items(items):
            return replace(block, items=tuple((pen.pass_over(mark), pen.write(text)) for mark, text in items))
        case Table(rows):
            return replace(block, rows=tuple(tuple(map(pen.write, row)) for row in rows))


@dataclass(slots=True)
class _Pen:
    """Goes over a text leaf by leaf. After each stands one character, a new line or a tab."""

    marks: Sequence[Span]
    at: int = 0

    def write(self, leaf: str) -> Markup:
        """The next leaf, marked."""
        start, self.at = self.at, self.at + len(leaf) + 1
        return Markup("").join(
            Markup("<mark>{}</mark>").format(part) if is_marked else escape(part)
            for part, is_marked in _parts(leaf, [(a - start, b - start) for a, b in self.marks])
        )

    def pass_over(self, bullet: str) -> Markup:
        """The mark of a list item, which is never marked; its item follows at once."""
        self.at += len(bullet)
        return escape(bullet)


def _parts(leaf: str, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The leaf cut where marks begin and end; no white space at the ends of a mark is marked."""
    at = 0
    for first, last in marks:
        start = max(first, at)
        part = leaf[start : max(last, start)]
        if lit := part.strip():
            start += len(part) - len(part.lstrip())
            yield leaf[at:start], False
            yield lit, True
            at = start + len(lit)
    yield leaf[at:], False
