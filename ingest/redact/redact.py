"""Removes CPR numbers from a letter and from its file, so that nothing of them is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import TypeVar

from ingest.privacy.cpr import known, masked, struck
from ingest.privacy.letters import Finding, in_field, number, of_letter
from ingest.redact.redact_pdf import Spot, pictured
from kb.errors import Unreadable
from kb.model import QA, Abbreviation, Letter, Line, Metadata, Reference, Remark
from kb.text import digest
from kb.verbatim import texts

AnyRemark = TypeVar("AnyRemark", bound=Remark)

PDF, TEXT = "application/pdf", "text/plain"
PAGE_END = "\f"


def redacted(letter: Letter) -> Letter:
    """The letter with a mark in the place of each digit of its CPR numbers; every line as long as before."""
    findings = of_letter(letter)
    if not findings:
        return letter
    numbers = _numbers(letter, findings)
    lines = _lines(letter, findings, numbers)
    struck_out = replace(
        letter,
        file=masked(letter.file, numbers),
        metadata=_metadata(letter.metadata, numbers),
        lines=lines,
        qas=tuple(_qa(letter, qa, lines, numbers) for qa in letter.qas),
        notes=tuple(_remark(note, numbers) for note in letter.notes),
        abbreviations=tuple(_abbreviation(each, numbers) for each in letter.abbreviations),
    )
    return redacted(struck_out)


def redacted_source(content: bytes, media_type: str, letters: Sequence[Letter]) -> tuple[bytes, str]:
    """What is kept and shown in the place of a file, and its media type. `letters` are as they were read.

    A PDF becomes pictures of its pages with the numbers black in them, so that nothing else it holds comes
    along; any other file, or a PDF that cannot be drawn, becomes the plain text of the redacted letters.
    """
    if media_type == PDF:
        try:
            return pictured(content, list(_spots(letters))), PDF
        except Unreadable:
            pass
    return text(letters).encode(), TEXT


def text(letters: Iterable[Letter]) -> str:
    """The redacted lines of letters, with empty lines between paragraphs and a form feed between pages."""
    out = ""
    before: Line | None = None
    for letter in letters:
        for line in redacted(letter).lines:
            if before is not None and line.page != before.page:
                out += PAGE_END
            elif before is not None and line.opens:
                out += "\n"
            out += f"{line.text}\n"
            before = line
    return out


def _numbers(letter: Letter, findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(number(letter, finding) for finding in findings) - {""}


def _lines(letter: Letter, findings: Iterable[Finding], numbers: frozenset[str]) -> tuple[Line, ...]:
    spans: dict[int | None, list[tuple[int, int]]] = {}
    for finding in findings:
        if finding.field == "line":
            for place in finding.places:
                spans.setdefault(place.line, []).append((place.start, place.end))
    return tuple(_line(line, spans.get(index, []), numbers) for index, line in enumerate(letter.lines))


def _line(line: Line, spans: Sequence[tuple[int, int]], numbers: frozenset[str]) -> Line:
    """A line without its numbers. If it was read off a picture, the uncorrected text goes too: it may hold
    the digits."""
    printed = None if spans or line.printed is None else masked(line.printed, numbers)
    return replace(line, text=masked(struck(line.text, spans), numbers), printed=printed)


def _qa(letter: Letter, qa: QA, lines: Sequence[Line], numbers: frozenset[str]) -> QA:
    question, answer = texts(lines, letter.pieces, qa.id)
    references = tuple(_reference(each, numbers) for each in qa.references)
    return replace(
        qa, question=question, answer=answer, digest=digest(question, answer), references=references
    )


def _reference(reference: Reference, numbers: frozenset[str]) -> Reference:
    reason = reference.reason and _remark(reference.reason, numbers)
    return replace(reference, text=masked(reference.text, numbers), reason=reason)


def _remark(remark: AnyRemark, numbers: frozenset[str]) -> AnyRemark:
    """A remark whose values name no number."""

    def clear(value: str | int) -> str | int:
        return masked(value, numbers) if isinstance(value, str) else value

    cleared = (
        tuple(map(clear, value)) if isinstance(value, tuple) else clear(value) for value in remark.values
    )
    return replace(remark, values=tuple(cleared))


def _abbreviation(abbreviation: Abbreviation, numbers: frozenset[str]) -> Abbreviation:
    short, full = (masked(each, numbers) for each in (abbreviation.short, abbreviation.full))
    return replace(abbreviation, short=short, full=full)


def _metadata(metadata: Metadata, numbers: frozenset[str]) -> Metadata:
    def clear(field: str, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(clear(field, each) for each in value)
        if not isinstance(value, str):
            return value
        return struck(value, [*known(value, numbers), *((a, b) for a, b, _ in in_field(field, value))])

    cleared = {field: clear(field, value) for field, value in asdict(metadata).items()}
    return replace(metadata, **cleared)  # type: ignore[arg-type]


def _spots(letters: Iterable[Letter]) -> Iterator[Spot]:
    """The places on a file's pages where CPR numbers were read."""
    for letter in letters:
        for finding in of_letter(letter):
            for place in finding.places:
                if place.line is not None:
                    line = letter.lines[place.line]
                    over = place.start, place.end
                    words = [word.box for word in line.words if word.start < over[1] and word.end > over[0]]
                    exact = tuple(words) if finding.field == "line" else ()
                    yield Spot(line.page or 0, number(letter, finding), line.box, exact)
