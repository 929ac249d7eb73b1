"""Highlighting: the blocks of a text as HTML with <mark>, every character kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from web.showing.blocks import Block, Items, Paragraph, Table, blocks

Span = tuple[int, int]
"""A stretch of a text, as character offsets (start, end)."""


def marked(text: str, marks: Sequence[Span] = ()) -> list[Block]:
    """The blocks of a text as safe HTML, with the spans of `marks` in <mark>.

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
    """Writes a text leaf by leaf (paragraph, item or cell), with `at` as the offset of the next leaf.

    Every leaf is followed by one character of the text, a new line or a tab.
    """

    marks: Sequence[Span]
    at: int = 0

    def write(self, leaf: str) -> Markup:
        """The next leaf as HTML with its marks."""
        start, self.at = self.at, self.at + len(leaf) + 1
        return Markup("").join(
            Markup("<mark>{}</mark>").format(part) if is_marked else escape(part)
            for part, is_marked in _parts(leaf, [(a - start, b - start) for a, b in self.marks])
        )

    def pass_over(self, bullet: str) -> Markup:
        """The bullet of a list item as HTML, never highlighted; no separator follows it."""
        self.at += len(bullet)
        return escape(bullet)


def _parts(leaf: str, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The leaf as (part, is it marked), cut at the ends of marks; white space there is not marked."""
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
