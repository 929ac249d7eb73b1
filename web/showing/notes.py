"""Words notes and reasons: in English for the terminal and for programs, in Danish for the page."""

from __future__ import annotations

from typing import TypedDict

from kb.model import Note, Remark
from kb.notes import Code, Value
from web.showing.note_words import NOTES
from web.showing.reason_words import REASONS

FIELDS = {"title": "titel", "date": "dato", "case": "sagsnummer", "department": "afdeling"}
"""Name of a metadata field -> its Danish name."""

WORDS = NOTES | REASONS
"""Code -> its templates in English and Danish, with values in braces (see `_Filling`)."""


class NoteDict(TypedDict):
    """A note for programs: a code of `kb.notes`, its values by their names, and where to look.

    `qa` is the id of the QA that it is about, None where it is about a page or the whole letter.
    """

    code: str
    values: dict[str, Value]
    page: int | None
    line: int | None
    qa: str | None


def english(remark: Remark) -> str:
    """A remark in English."""
    return _filled(WORDS[remark.code][0], remark)


def danish(remark: Remark) -> str:
    """A remark in Danish; but one that an earlier version stored as English text stays English."""
    return _filled(WORDS[remark.code][1], remark)


def placed(note: Note) -> str:
    """A note in English with its place in front: `page 1, line 2: question 3 has no answer`."""
    where = ", ".join(f"{name} {at}" for name, at in (("page", note.page), ("line", note.line)) if at)
    return f"{where}: {english(note)}" if where else english(note)


def note_dict(note: Note) -> NoteDict:
    """A note as a dict for programs."""
    return {
        "code": note.code.value,
        "values": note.named,
        "page": note.page,
        "line": note.line,
        "qa": note.qa,
    }


def danish_of(told: NoteDict) -> str:
    """A note for programs in Danish."""
    return danish(Remark(Code(told["code"]), tuple(told["values"].values())))


def _filled(template: str, remark: Remark) -> str:
    return template.format_map({name: _Filling(value) for name, value in remark.named.items()})


class _Filling:
    """A value in a template, formatted by its format specification.

    `{words:word}` counts: `1 word`, `2 words`. `{numbers:question}` lists: `question 1`, `questions 1, 2`.
    `{qas:→}` joins values by arrows, and `{fields:felt}` writes names of metadata fields in Danish.
    """

    def __init__(self, value: Value) -> None:
        self.value = value

    def __format__(self, spec: str) -> str:
        value = self.value
        if isinstance(value, int) and spec:
            return f"{value} {spec}{'s' * (value != 1)}"
        if not isinstance(value, tuple):
            return str(value)
        if spec == "→":
            return " → ".join(map(str, value))
        if spec == "felt":
            return ", ".join(FIELDS.get(str(part), str(part)) for part in value)
        listed = ", ".join(map(str, value))
        return f"{spec}{'s' * (len(value) > 1)} {listed}" if spec else listed
