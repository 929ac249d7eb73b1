"""Layout letters as text files, as text looks that somebody took out of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from tests.layouts.source import BREAK, HYPHEN, Blank, Layout, Paragraph, Sidebar, Turn, is_row

GAP = 3
"""Spaces between the columns of a table."""


def text(layout: Layout) -> bytes:
    """The letter as a text file."""
    lines = [*_turned(layout, 1, None), *_lines(layout), *_running(layout, layout.footer, _pages(layout))]
    return _encoded("\n".join([*lines, ""]), layout.encoding)


def _encoded(text: str, encoding: str) -> bytes:
    """The bytes of a text. `twice` is UTF-8 that was taken for cp1252 and written as UTF-8 again."""
    if encoding != "twice":
        return text.encode(encoding)
    taken = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    return "".join(taken).encode()


def _lines(layout: Layout) -> Iterator[str]:
    page = 1
    for block in layout.blocks:
        match block:
            case Blank():
                yield ""
            case Sidebar():
                yield from ("", *layout.sidebar, "")
            case Turn():
                page += 1
                yield from _turned(layout, page, page - 1)
            case Paragraph():
                yield from _printed(layout, block)


def _turned(layout: Layout, page: int, before: int | None) -> Iterator[str]:
    """The foot of one page and the head of the next; a form feed where neither says anything."""
    if before:
        foot = _running(layout, layout.footer, before)
        yield from ["", *foot] if foot else []
        yield "" if foot or layout.header else "\f"
    head = _running(layout, layout.header, page)
    yield from [*head, ""] if head else []


def _running(layout: Layout, lines: Sequence[str], page: int) -> list[str]:
    return layout.running(lines, page, _pages(layout))


def _pages(layout: Layout) -> int:
    return 1 + layout.blocks.count(Turn())


def _printed(layout: Layout, block: Paragraph) -> Iterator[str]:
    """The lines of a paragraph or table row."""
    if is_row(block):
        yield _row(block.cells, _widths(layout, block))
        return
    lines = block.text.replace(HYPHEN, "-\n").replace(BREAK, "\n").removesuffix("\n").split("\n")
    for line in lines:
        yield from _wrapped(line, layout.wrap)


def _wrapped(line: str, width: int) -> list[str]:
    if not width:
        return [line.rstrip()]
    return wrap(line, width, break_long_words=False, break_on_hyphens=False)


def _widths(layout: Layout, row: Paragraph) -> list[int]:
    """The widths of the columns of all tables that have as many."""
    rows = [b.cells for b in layout.blocks if isinstance(b, Paragraph) and len(b.cells) == len(row.cells)]
    return [max(map(len, column)) + GAP for column in zip(*rows, strict=True)]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(map(str.ljust, cells, widths)).rstrip()
