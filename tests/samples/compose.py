"""A letter as elements for the flow: what is bold, what is indented, how much white stands above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tests.samples.flow import Element, Measure, Text, Turn, Word, words
from tests.samples.grid import Type, set_table
from tests.samples.letter import Block, Draft, DraftQA, Item, Paragraph, Table, blocks
from tests.samples.letterhead import GREETING, signature


@dataclass(frozen=True, slots=True)
class Fonts:
    """A family: the fonts for text, for what is heavy and for what is slanted."""

    text: str
    bold: str
    slanted: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a letter is set. Gaps are in lines; `*_alone` puts a mark on a line of its own."""

    fonts: Fonts
    size: float
    leading: float
    question: str
    """The font of the questions, one of `fonts`."""
    justified: bool = False
    ruled: bool = True
    mark_alone: bool = False
    answer_alone: bool = True
    slash_alone: bool = True
    gap: float = 0.5
    item_gap: float = 0.3
    answer_gap: float = 0.25
    annex_apart: bool = False

    def text(self, run: Iterable[Word], before: float = 0.0, keep: float = 0.0) -> Text:
        """Running text of this style; `before` and `keep` in lines."""
        return Text(tuple(run), self.size, self.leading, before * self.leading, keep * self.leading)

    def line(self, text: str, before: float = 0.0, keep: float = 0.0) -> Text:
        """One plain text."""
        return self.text(words(text, self.fonts.text), before, keep)

    def heading(self, text: str, before: float = 0.0) -> Text:
        """Bold text that stays with what follows."""
        return self.text(words(text, self.fonts.bold), before, keep=2)

    def table_type(self) -> Type:
        """Tables are set a point smaller than text."""
        return Type(self.fonts.text, self.fonts.bold, self.size - 1, self.leading - 1, self.ruled)


@dataclass(frozen=True, slots=True)
class Composer:
    """Turns a letter into elements of one style, with tables for columns of one width."""

    style: Style
    measure: Measure
    width: float

    def body(self, draft: Draft) -> Iterator[Element]:
        """Introduction, questions, answers, signatures and annex."""
        yield from self.blocks(blocks(draft.introduction), self.style.gap)
        for qa in draft.qas:
            yield from self._question(draft, qa)
            yield from self._answer(draft, qa)
        yield from self._closing(draft)

    def blocks(self, found: Iterable[Block], before: float) -> Iterator[Element]:
        """Paragraphs, items and tables; `before` is the white above the first, in lines."""
        for block in found:
            yield self._block(block, before)
            before = self.style.gap

    def _block(self, block: Block, before: float) -> Element:
        match block:
            case Paragraph(text):
                return replace(self.style.line(text, before), justified=self.style.justified)
            case Item(label, text):
                line = self.style.line(text, min(before, self.style.item_gap))
                return replace(line, label=label, indent=self.style.size * 1.5)
            case Table(rows):
                grid = set_table(rows, self.style.table_type(), self.width, self.measure)
                return replace(grid, before=before * self.style.leading)

    def _question(self, draft: Draft, qa: DraftQA) -> Iterator[Text]:
        """The mark and the question, on one line or two."""
        style = self.style
        mark = words(draft.mark(qa.number), style.fonts.bold)
        question = words(qa.question, style.question)
        if style.mark_alone and draft.question_mark[0].isalpha():
            yield style.text(mark, 1, keep=3)
            yield style.text(question, 0, keep=2)
        else:
            yield style.text((*mark, *question), 1, keep=3)

    def _answer(self, draft: Draft, qa: DraftQA) -> Iterator[Element]:
        """The answer, behind or below its mark if the letter has one."""
        style, found = self.style, blocks(qa.answer)
        mark = words(draft.answer_mark, style.fonts.bold)
        if not mark:
            yield from self.blocks(found, style.answer_gap)
        elif style.answer_alone or not found or not isinstance(found[0], Paragraph):
            yield style.text(mark, style.answer_gap, keep=1 if found else 0)
            yield from self.blocks(found, 0)
        else:
            run = (*mark, *words(found[0].text, style.fonts.text))
            yield replace(style.text(run, style.answer_gap), justified=style.justified)
            yield from self.blocks(found[1:], style.gap)

    def _closing(self, draft: Draft) -> Iterator[Element]:
        """Greeting and names, all on one page; then the annex."""
        names = signature(draft, slash_alone=self.style.slash_alone)
        if names:
            yield self.style.line(GREETING, 1.5, keep=2 * len(names) - 1)
        for number, name in enumerate(names):
            yield self.style.line(name, 1 if number == 0 else self.style.gap)
        if draft.annex.strip():
            yield from self._annex(blocks(draft.annex))

    def _annex(self, found: Sequence[Block]) -> Iterator[Element]:
        """What is enclosed, its heading bold."""
        if self.style.annex_apart:
            yield Turn()
        if isinstance(found[0], Paragraph) and not found[0].text.endswith("."):
            yield self.style.heading(found[0].text, 2)
            found = found[1:]
        yield from self.blocks(found, 1)
