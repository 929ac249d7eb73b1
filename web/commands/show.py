"""The lines of `svarbasen show`: what was read from a letter, why, and the role of every character."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ingest.letter.annex import annex
from ingest.letter.questions.explain import explain
from kb.model import QA, Letter, Role
from kb.verbatim import uncovered
from web.commands.coverage import by_page
from web.showing import present
from web.showing.doubts import doubts
from web.showing.notes import english, placed

SHOWN = 60
"""Most characters quoted of a line."""


def letter_lines(letter: Letter) -> Iterator[str]:
    """The metadata of a letter, its questions and answers, its abbreviations, and the notes to review."""
    shown = present.letter_dict(letter)
    for name in ("title", "subject", "date", "department", "case", "officer", "recipient"):
        yield f"{name}: {shown[name] or '–'}"
    for name, values in (("parties", shown["parties"]), ("signers", shown["signers"])):
        yield f"{name}: {', '.join(values) or '–'}"
    for qa in letter.qas:
        yield ""
        yield from _qa_lines(letter, qa)
    for each in letter.abbreviations:
        yield f"abbreviation: {each.short} = {each.full} (line {letter.lines[each.line].number})"
    yield from (f"note: {placed(note)}" for note in letter.notes)


def _qa_lines(letter: Letter, qa: QA) -> Iterator[str]:
    pages = present.qa_dict(letter, qa)["pages"]
    where = f", page {present.spans(pages)}" if pages else ""
    yield f"[{qa.number}] {qa.question}  ({qa.kind}{where})"
    yield from (f"    {line}" for line in qa.answer.split("\n"))
    for reference in qa.references:
        leads = ", ".join(reference.qas) or "nowhere"
        why = f" ({english(reference.reason)})" if reference.reason else ""
        yield f"    refers: “{reference.text}” → {leads}{why}"
    yield from (f"    note: {placed(note)}" for note in doubts(letter, qa).own)


def coverage_lines(letter: Letter) -> Iterator[str]:
    """A table of characters by page and role, and whether every character has exactly one role."""
    yield f"{'page':>6} " + " ".join(f"{role:>10}" for role in Role) + f" {'all':>10}"
    pages = by_page(letter)
    for each in pages:
        counts = " ".join(f"{each.roles[role]:>10}" for role in Role)
        yield f"{each.page or '–':>6} {counts} {each.total:>10}"
    faults = uncovered(letter)
    yield from (f"without a role, or with more than one: {fault}" for fault in faults)
    if not faults:
        yield f"every one of {sum(each.total for each in pages)} characters has exactly one role"


def piece_lines(letter: Letter) -> Iterator[str]:
    """Every piece of every line with its place (page:line) and role."""
    for piece in letter.pieces:
        line = letter.lines[piece.line]
        place = f"{line.page or '–'}:{line.number}"
        whose = f" {piece.qa.partition('.')[2]}" if piece.qa else ""
        yield f"{place:>8} {piece.role + whose:<16} {line.text[piece.start : piece.end]}"


def explanation_lines(letter: Letter) -> Iterator[str]:
    """The reading of the letter that was chosen, the next best, and the evidence for both."""
    furniture = frozenset(piece.line for piece in letter.pieces if piece.role is Role.FURNITURE)
    found = explain(letter.lines, furniture | annex(letter.lines, furniture))

    def marked(number: str, index: int) -> str:
        line = letter.lines[index]
        where = f"page {line.page}, line {line.number}" if line.page else f"line {line.number}"
        return f"{number or '–'} ({where}): {textwrap.shorten(line.text, SHOWN, placeholder=' …')}"

    if not found.chosen:
        yield "chosen: none, nothing asks"
        return
    yield f"margin to the runner-up: {found.margin:.1f}"
    for name, way in (("chosen", found.chosen), ("runner-up", found.runner_up)):
        if way is None:
            yield f"{name}: none"
            continue
        yield f"{name}: {way.forms}, {len(way.questions)} questions, score {way.score:.1f}"
        yield from (f"    question {marked(*each)}" for each in way.questions)
        yield from (f"    answer {marked(*each)}" for each in way.answers)
        yield from (f"    {worth:+6.1f}  {evidence} × {times}" for evidence, times, worth in way.evidence)
