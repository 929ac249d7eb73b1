"""Words into lines, lines into frames, frames on pages. Knows how wide words are, not how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.samples.letter import HARD, SOFT, bare

Measure = Callable[[str, str, float], float]
"""The width in points of a text in a font at a size."""

BASELINE = 0.8  # this part of a line's height stands above the baseline


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the font it is set in; may hold break marks."""

    text: str
    font: str


@dataclass(frozen=True, slots=True)
class Text:
    """Running text, the white above it, the room to be left below its first line, its hanging label."""

    words: tuple[Word, ...]
    size: float
    leading: float
    before: float = 0.0
    keep: float = 0.0
    indent: float = 0.0
    label: str = ""
    justified: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a table: its words, and how far right of the frame and below the table's top they stand."""

    x: float
    drop: float
    word: Word


@dataclass(frozen=True, slots=True)
class Grid:
    """A table set to size: `rules` tells how far below its top the lines between rows are."""

    cells: tuple[Cell, ...]
    rules: tuple[float, ...]
    size: float
    width: float
    height: float
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """What follows stands on the next page."""


Element = Text | Grid | Turn


@dataclass(frozen=True, slots=True)
class Frame:
    """A column of a page, in points from the page's lower left corner."""

    page: int
    x: float
    top: float
    bottom: float
    width: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Printed words. `spread` is added to every space in them."""

    page: int
    x: float
    y: float
    text: str
    font: str
    size: float
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line."""

    page: int
    x0: float
    x1: float
    y: float


def words(text: str, font: str) -> tuple[Word, ...]:
    """The words of a text, all in one font."""
    return tuple(Word(word, font) for word in text.split(" ") if word)


def breaks(word: Word, mark: str) -> Iterator[tuple[Word, Word]]:
    """The ways to break a word at a mark, the longest first part first."""
    parts = word.text.split(mark)
    for cut in range(len(parts) - 1, 0, -1):
        yield Word(mark.join(parts[:cut]) + "-", word.font), Word(mark.join(parts[cut:]), word.font)


def take_line(
    text: Sequence[Word], width: float, measure: Callable[[Word], float], space: float
) -> tuple[list[Word], list[Word], bool]:
    """The words of one line, the words left over, and whether the page must end after the line.

    A word that is wider than the line stands alone on it.
    """
    line: list[Word] = []
    room = width
    for index, word in enumerate(text):
        after = text[index + 1 :]
        for head, tail in breaks(word, HARD):
            if measure(head) <= room or not line:
                return [*line, head], [tail, *after], True
        if HARD not in word.text and (measure(word) <= room or not line):
            line.append(word)
            room -= measure(word) + space
            continue
        for head, tail in breaks(word, SOFT):
            if measure(head) <= room:
                return [*line, head], [tail, *after], False
        return line, [word, *after], False
    return line, [], False


def runs(line: Iterable[Word]) -> list[tuple[str, str]]:
    """The line as (text, font) pairs; a space between two fonts ends the first's text."""
    pairs = [
        (" ".join(bare(word.text) for word in group), font)
        for font, group in groupby(line, key=lambda word: word.font)
    ]
    return [(text + " ", font) for text, font in pairs[:-1]] + pairs[-1:]


class Flow:
    """Puts elements into frames one after another, and keeps what was printed where.

    `white` is how many points of height were left empty where a word had to break over two pages.
    """

    def __init__(self, frames: Iterator[Frame], measure: Measure) -> None:
        self._frames = frames
        self._measure = measure
        self.frame = next(frames)
        self.y = self.frame.top
        self.white = 0.0
        self.marks: list[Mark] = []
        self.rules: list[Rule] = []

    def place(self, elements: Iterable[Element]) -> None:
        """Print the elements below what is printed already."""
        for element in elements:
            match element:
                case Text():
                    self._text(element)
                case Grid():
                    self._grid(element)
                case Turn():
                    self._next_page()

    def _next_frame(self) -> None:
        self.frame = next(self._frames)
        self.y = self.frame.top

    def _next_page(self) -> float:
        """Go on at the top of the next page; tells how much room that left empty."""
        page, white = self.frame.page, 0.0
        while self.frame.page == page:
            white += self.y - self.frame.bottom
            self._next_frame()
        return white

    def _room(self, height: float, before: float = 0.0) -> None:
        """Leave white above, but not at the top of a frame; if there is no room, go on in the next."""
        if self.y == self.frame.top:
            return
        self.y -= before
        if self.y - height < self.frame.bottom:
            self._next_frame()

    def _text(self, text: Text) -> None:
        self._room(text.leading + text.keep, text.before)
        label, rest = text.label, list(text.words)
        while rest:
            self._room(text.leading)
            if label:
                self._print(self.frame.x, self._baseline(text), words(label, rest[0].font), text.size)
            label, rest = "", self._text_line(text, rest)

    def _text_line(self, text: Text, rest: Sequence[Word]) -> list[Word]:
        """Print one line of the text; returns the words left over."""
        width = self.frame.width - text.indent
        space = self._measure(" ", rest[0].font, text.size)
        line, left, turn = take_line(rest, width, lambda word: self._width([word], text.size), space)
        spare = width - self._width(line, text.size)
        spread = spare / (len(line) - 1) if text.justified and left and not turn and line[1:] else 0.0
        self._print(self.frame.x + text.indent, self._baseline(text), line, text.size, spread)
        self.y -= text.leading
        if turn:
            self.white += self._next_page()
        return left

    def _grid(self, grid: Grid) -> None:
        """Print a table, whole."""
        self._room(grid.height, grid.before)
        for cell in grid.cells:
            self._print(self.frame.x + cell.x, self.y - cell.drop, [cell.word], grid.size)
        for drop in grid.rules:
            x, y = self.frame.x, self.y - drop
            self.rules.append(Rule(self.frame.page, x, x + grid.width, y))
        self.y -= grid.height

    def _baseline(self, text: Text) -> float:
        return self.y - BASELINE * text.leading

    def _width(self, line: Iterable[Word], size: float) -> float:
        return sum(self._measure(text, font, size) for text, font in runs(line))

    def _print(self, x: float, y: float, line: Sequence[Word], size: float, spread: float = 0.0) -> None:
        """Keep a line's words as marks, one for each font."""
        for text, font in runs(line):
            self.marks.append(Mark(self.frame.page, x, y, text, font, size, spread))
            x += self._measure(text, font, size) + spread * text.count(" ")
