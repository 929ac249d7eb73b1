"""A layout letter as its author wrote it: TOML with a body in a notation of its own.

Each line of the body is a printed paragraph; a blank line is white space. `{3?words}` and `{3!words}` say
that the words belong to question 3 or to its answer; the braces are not printed. What should be read is
made of these stretches, each paragraph on a line of its own.

    **words**    bold, the whole paragraph
    //words//    slanted, the whole paragraph
    [-]          the word may break here; it surely does in text, and where a paragraph ends with it
    [|]          the line ends here
    a | b | c    a table row
    <page>       the next page
    <sidebar>    where the sidebar comes in text; in PDF it stands beside the page's text

A paragraph that ends with `[-]` or `[|]` goes on with the next one, behind the sidebar or the page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

LETTERS = Path(__file__).parent / "letters"
FORMATS = ("text", "pdf", "docx", "scan")

HYPHEN, BREAK = "[-]", "[|]"
CELL = " | "
SPACES = re.compile(" +")
STRETCH = re.compile(r"\{(?P<number>[^\s{}?!]+)(?P<part>[?!])(?P<words>[^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that are printed, still with their break marks and stretches."""

    marked: str
    bold: bool = False
    slanted: bool = False

    @property
    def text(self) -> str:
        """What is printed, with break marks."""
        return STRETCH.sub(lambda found: found["words"], self.marked)

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a table row; of other paragraphs there is one."""
        return tuple(self.text.split(CELL))

    @property
    def goes_on(self) -> bool:
        return _goes_on(self.text)


@dataclass(frozen=True, slots=True)
class Blank:
    """White space between paragraphs."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The next page."""


@dataclass(frozen=True, slots=True)
class Sidebar:
    """The place of the sidebar."""


Block = Paragraph | Blank | Turn | Sidebar
PLACES: dict[str, Block] = {"": Blank(), "<page>": Turn(), "<sidebar>": Sidebar()}


@dataclass(frozen=True, slots=True)
class GoldQA:
    """A question with its answer, as it should be read."""

    number: str
    question: str
    answer: str
    also: tuple[str, ...] = ()
    """Other numbers, and other wordings of the question, that are right too."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A letter, and the rows of the catalogue of layouts that it stands for.

    `header` and `footer` are on every page; `{page}` and `{pages}` in them are numbers. `wrap` is the width
    of the text file, 0 where its lines are paragraphs. `meta` has the fields that the letter states.
    """

    name: str
    rows: tuple[str, ...]
    body: str
    meta: dict[str, Any]
    formats: tuple[str, ...] = FORMATS
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    sidebar: tuple[str, ...] = ()
    wrap: int = 78
    encoding: str = "utf-8"
    style: str = "sans"

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_block(line.strip()) for line in self.body.strip("\n").split("\n"))

    @property
    def qas(self) -> tuple[GoldQA, ...]:
        """What should be read, in the order in which it is first printed."""
        parts: dict[tuple[str, str], str] = {}
        for number, part, words in _stretches(self.blocks):
            before = parts.get((number, part), "")
            parts[number, part] = before + words if not before or _goes_on(before) else f"{before}\n{words}"
        numbers = dict.fromkeys(number for number, _ in parts)

        def text(number: str, part: str) -> str:
            return unmarked(parts.get((number, part), "")).rstrip()

        return tuple(GoldQA(number, text(number, "?"), text(number, "!")) for number in numbers)

    def running(self, lines: Sequence[str], page: int, pages: int) -> list[str]:
        """The header or footer as it is printed on a page."""
        return [line.format(page=page, pages=pages) for line in lines]


def layouts(folder: Path = LETTERS) -> tuple[Layout, ...]:
    """All layout letters, by name."""
    return tuple(load(path) for path in sorted(folder.glob("*.toml")))


def load(path: Path) -> Layout:
    """The layout letter in a file. A ValueError says what is wrong with it."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {field.name for field in fields(Layout)}
    if unknown := table.keys() - known:
        raise ValueError(f"{path.name}: expected {', '.join(sorted(known))}; found {', '.join(unknown)}")
    lists = {key: tuple(value) for key, value in table.items() if isinstance(value, list)}
    texts = {key: tuple(table[key].strip("\n").split("\n")) for key in ("sidebar",) if key in table}
    return Layout(name=path.stem, **{**table, "meta": _meta(table["meta"]), **lists, **texts})


def is_row(block: Block) -> bool:
    """Is it a table row?"""
    return isinstance(block, Paragraph) and len(block.cells) > 1


def merged(blocks: Sequence[Block], *over: Block) -> list[Block]:
    """The blocks, with paragraphs whole that go on behind `over`, which then stands behind them."""
    found: list[Block] = []
    for block in blocks:
        at = next((n for n in range(len(found) - 1, -1, -1) if found[n] not in over), None)
        last = found[at] if at is not None else None
        if at is not None and isinstance(last, Paragraph) and isinstance(block, Paragraph) and last.goes_on:
            found[at] = replace(last, marked=last.marked + block.marked)
        else:
            found.append(block)
    return found


def unmarked(text: str) -> str:
    """The text as it should be read."""
    return SPACES.sub(" ", text.replace(HYPHEN, "").replace(BREAK, "").replace(CELL, "\t"))


def _goes_on(text: str) -> bool:
    return text.endswith((HYPHEN, BREAK))


def _block(line: str) -> Block:
    if line in PLACES:
        return PLACES[line]
    for mark in ("**", "//"):
        if line.startswith(mark) and line.endswith(mark) and len(line) > 2 * len(mark):
            return Paragraph(line[len(mark) : -len(mark)], mark == "**", mark == "//")
    return Paragraph(line)


def _stretches(blocks: Sequence[Block]) -> Iterator[tuple[str, str, str]]:
    """(number, `?` or `!`, words) in printed order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for found in STRETCH.finditer(block.marked):
                yield found["number"], found["part"], found["words"]


def _meta(table: dict[str, Any]) -> dict[str, Any]:
    """The metadata as a letter has it: lists frozen."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
