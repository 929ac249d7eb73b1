"""Layout letters as PDF: text in a column, sidebar beside it, header and footer in the margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby

from tests.layouts.source import BREAK, HYPHEN, Blank, Block, Layout, Paragraph, Sidebar, Turn, is_row, merged
from tests.samples import flow
from tests.samples.compose import Fonts, Style
from tests.samples.flow import Element, Flow, Frame, Mark, words
from tests.samples.grid import set_table
from tests.samples.press import A4, Page, measure, print_pages

STYLES = {
    "sans": Style(Fonts("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"), 10, 14, "", ruled=False),
    "serif": Style(Fonts("Times-Roman", "Times-Bold", "Times-Italic"), 11, 14.5, "", justified=True),
    "broad": Style(Fonts("Vera", "Vera-Bold", "Vera-Italic"), 9, 13, ""),
}
LEFT, WIDTH, BESIDE_SIDEBAR = 62.0, 460.0, 350.0
TOP, TOP_WITH_HEADER, FOOT = 775.0, 735.0, 90.0
HEADER_X, HEADER_Y, FOOTER_Y = 430.0, 790.0, 50.0
SIDEBAR_X, SIDEBAR_FOOT, SIDEBAR_SIZE = 440.0, 120.0, 8.0
WHITE = 0.6
"""Lines. The white of a blank line."""


def pdf(layout: Layout) -> bytes:
    """The letter as PDF. What does not fit on its page goes on the next."""
    style = STYLES[layout.style]
    set_ = Flow(_frames(layout), measure)
    set_.place(_elements(merged(layout.blocks, Sidebar()), style))
    pages = range(1, set_.frame.page + 1)
    return print_pages((_page(layout, style, set_, page) for page in pages), "", "")


def _page(layout: Layout, style: Style, set_: Flow, page: int) -> Page:
    return Page(
        text=tuple(mark for mark in set_.marks if mark.page == page),
        rules=tuple(rule for rule in set_.rules if rule.page == page),
        last=tuple(_furniture(layout, style, page, set_.frame.page)),
    )


def _furniture(layout: Layout, style: Style, page: int, pages: int) -> Iterator[Mark]:
    """What stands around the text: sidebar, header, footer."""
    font = style.fonts.text
    if page == _sidebar_page(layout):
        for up, line in enumerate(reversed(layout.sidebar)):
            y = SIDEBAR_FOOT + up * SIDEBAR_SIZE * 1.5
            yield from [Mark(page, SIDEBAR_X, y, line, font, SIDEBAR_SIZE)] if line else []
    for down, line in enumerate(layout.running(layout.header, page, pages)):
        x = min(HEADER_X, LEFT + WIDTH - measure(line, font, style.size))
        yield Mark(page, x, HEADER_Y - down * style.leading, line, font, style.size)
    for down, line in enumerate(layout.running(layout.footer, page, pages)):
        x = (A4[0] - measure(line, font, style.size - 1)) / 2
        yield Mark(page, x, FOOTER_Y - down * style.leading, line, font, style.size - 1)


def _sidebar_page(layout: Layout) -> int:
    """The page that the sidebar stands on; 0 if there is none."""
    if Sidebar() not in layout.blocks:
        return 0
    return 1 + layout.blocks[: layout.blocks.index(Sidebar())].count(Turn())


def _frames(layout: Layout) -> Iterator[Frame]:
    beside = _sidebar_page(layout)
    top = TOP_WITH_HEADER if layout.header else TOP
    for page in count(1):
        yield Frame(page, LEFT, top, FOOT, BESIDE_SIDEBAR if page == beside else WIDTH)


def _elements(blocks: Sequence[Block], style: Style) -> Iterator[Element]:
    """Paragraphs, tables and page turns, with the white that blank lines leave above them."""
    before = 0.0
    for row, group in groupby(blocks, key=is_row):
        if row:
            cells = [block.cells for block in group if isinstance(block, Paragraph)]
            grid = set_table(cells, style.table_type(), BESIDE_SIDEBAR, measure)
            yield replace(grid, before=before * style.leading)
            continue
        for block in group:
            match block:
                case Paragraph():
                    for part in block.text.removesuffix(BREAK).split(BREAK):
                        yield _text(replace(block, marked=part), style, before)
                        before = 0.0
                case Turn():
                    yield flow.Turn()
                case Blank():
                    before = WHITE
                case Sidebar():
                    pass


def _text(block: Paragraph, style: Style, before: float) -> Element:
    """Running text; a list item's dash hangs."""
    fonts = style.fonts
    font = fonts.bold if block.bold else fonts.slanted if block.slanted else fonts.text
    text = block.text.removesuffix(HYPHEN) + "-" * block.text.endswith(HYPHEN)
    dash = text.startswith("- ")
    set_ = style.text(words(text.removeprefix("- "), font), before)
    set_ = replace(set_, justified=style.justified)
    return replace(set_, label="-", indent=style.size * 1.2) if dash else set_
