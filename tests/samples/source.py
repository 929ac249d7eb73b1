"""The sources of the sample letters: TOML files, read and checked, all problems told at once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kb.model import Kind
from tests.samples.letter import ROW, Draft, DraftQA, DraftReference, Table, blocks, plain_text

Keys = Mapping[str, type]
LETTER_KEYS: Keys = {
    **dict.fromkeys(("file", "layout", "title", "subject"), str),
    **dict.fromkeys(("department", "case", "officer", "recipient", "question_mark"), str),
    "date": date,
    **dict.fromkeys(("parties", "signers", "qa"), list),
}
LETTER_MAY: Keys = dict.fromkeys(("unit", "answer_mark", "introduction", "annex"), str)
QA_KEYS: Keys = dict.fromkeys(("number", "kind", "question", "answer"), str)
QA_MAY: Keys = {"references": list}
REFERENCE_KEYS: Keys = {"text": str, "numbers": list}
REFERENCE_MAY: Keys = {"file": str}

ENDINGS = {"sidebar": ".pdf", "plain": ".pdf", "columns": ".pdf", "word": ".docx", "text": ".txt"}
CHOICES: Mapping[str, Collection[object]] = {
    "layout": ENDINGS,
    "question_mark": ("1.", "1)", "Spørgsmål 1:", "Spørgsmål nr. 1:", "Spm. 1:"),
    "answer_mark": ("", "Svar:", "Besvarelse:"),
    "kind": tuple(kind.value for kind in Kind),
}
STRAY_MARK = re.compile(r"(?<![^\W\d_])\[[-=]\]|\[[-=]\](?![^\W\d_])")
CODEC = "cp1252"  # what the standard PDF fonts can print and the oldest text letters are written in


def load(folder: Path) -> tuple[Draft, ...]:
    """All sources of a folder, by file name. A ValueError names every problem of every source."""
    tables = {path.name: _table(path) for path in sorted(folder.glob("*.toml"))}
    wrong = {name: found for name, table in tables.items() if (found := list(_key_problems(table)))}
    drafts = {name: _draft(table) for name, table in tables.items() if name not in wrong}
    unread = {tables[name].get("file") for name in wrong}
    problems = [f"{name}: {problem}" for name, found in wrong.items() for problem in found]
    problems += _problems(drafts, unread)
    if problems:
        raise ValueError("\n".join(problems))
    return tuple(sorted(drafts.values(), key=lambda draft: draft.file))


def _table(path: Path) -> dict[str, Any]:
    """The source as TOML has it, or why it is no TOML under the key `error`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return {"error": str(error)}


def _compare(table: Any, must: Keys, may: Keys) -> Iterator[str]:
    """Missing keys, unknown keys, and values a key cannot take."""
    if not isinstance(table, dict):
        yield f"expected a table, met {table!r}"
        return
    known = {**must, **may}
    yield from (f"{key} is missing" for key in must if key not in table)
    for key, value in table.items():
        if key not in known:
            yield f"{key} is not a key of this format"
        elif not isinstance(value, known[key]):
            yield f"{key} must be {known[key].__name__}, not {value!r}"
        elif key in CHOICES and value not in CHOICES[key]:
            yield f"{key} must be one of {', '.join(map(repr, CHOICES[key]))}, not {value!r}"


def _entries(table: Any, key: str, name: str) -> Iterator[tuple[str, Any]]:
    """The entries of a list in a table, each with a name to call it by: `qa 2`."""
    entries = table.get(key) if isinstance(table, dict) else None
    if isinstance(entries, list):
        yield from ((f"{name} {index}", entry) for index, entry in enumerate(entries, start=1))


def _key_problems(table: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the keys of a source, from the letter down to its references."""
    if "error" in table:
        yield table["error"]
        return
    yield from _compare(table, LETTER_KEYS, LETTER_MAY)
    for place, qa in _entries(table, "qa", "qa"):
        yield from (f"{place}: {problem}" for problem in _compare(qa, QA_KEYS, QA_MAY))
        for deeper, reference in _entries(qa, "references", f"{place}, reference"):
            found = _compare(reference, REFERENCE_KEYS, REFERENCE_MAY)
            yield from (f"{deeper}: {problem}" for problem in found)


def _still(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with its lists frozen."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _qa(table: Mapping[str, Any]) -> DraftQA:
    references = tuple(DraftReference(**_still(entry)) for entry in table.get("references", ()))
    return DraftQA(**{**table, "kind": Kind(table["kind"]), "references": references})


def _draft(table: Mapping[str, Any]) -> Draft:
    values = _still(table)
    return Draft(qas=tuple(map(_qa, values.pop("qa"))), **values)


def _problems(drafts: Mapping[str, Draft], unread: Collection[object]) -> Iterator[str]:
    """What is wrong between sources and inside each; letters in `unread` exist, but could not be read."""
    by_file = {draft.file: draft for draft in drafts.values()}
    copies = Counter(draft.file for draft in drafts.values())
    yield from (f"{file}: {count} sources write this file" for file, count in copies.items() if count > 1)
    for name, draft in drafts.items():
        yield from (f"{name}: {problem}" for problem in _letter_problems(draft))
        for qa in draft.qas:
            found = (*_qa_problems(qa), *_reference_problems(qa, draft, by_file, unread))
            yield from (f"{name}: question {qa.number}: {problem}" for problem in found)


def _letter_problems(draft: Draft) -> Iterator[str]:
    if not draft.file.endswith(ENDINGS[draft.layout]):
        yield f"layout {draft.layout!r} makes a {ENDINGS[draft.layout]} file, not {draft.file!r}"
    if not draft.qas:
        yield "has no questions"
    counts = Counter(qa.number for qa in draft.qas)
    yield from (f"question {number} occurs {count} times" for number, count in counts.items() if count > 1)
    if draft.layout == "word" and not all(qa.number.isdecimal() for qa in draft.qas):
        yield "Word numbers its questions itself: every number must be a whole number"
    for key in ("title", "introduction", "annex"):
        yield from (f"{key}: {problem}" for problem in _text_problems(getattr(draft, key)))


def _qa_problems(qa: DraftQA) -> Iterator[str]:
    if len(blocks(qa.question)) != 1:
        yield f"the question is not one paragraph: {qa.question!r}"
    if (qa.kind is Kind.EMPTY) is bool(qa.answer.strip()):
        yield f"kind {qa.kind.value!r} does not fit {'an' if qa.answer.strip() else 'no'} answer"
    yield from (f"question: {problem}" for problem in _text_problems(qa.question))
    yield from (f"answer: {problem}" for problem in _text_problems(qa.answer))


def _text_problems(text: str) -> Iterator[str]:
    """Break marks outside words, ragged tables, letters no font has."""
    for mark in STRAY_MARK.finditer(text):
        yield f"break mark outside a word: {text[max(mark.start() - 20, 0) : mark.end() + 10]!r}"
    for table in (block for block in blocks(text) if isinstance(block, Table)):
        if len({len(row) for row in table.rows}) > 1:
            yield f"table rows of different length under {ROW} {f' {ROW} '.join(table.rows[0])} {ROW}"
    strange = sorted({char for char in text if not char.encode(CODEC, "ignore")})
    if strange:
        yield f"not in {CODEC}: {' '.join(strange)}"


def _reference_problems(
    qa: DraftQA, draft: Draft, by_file: Mapping[str, Draft], unread: Collection[object]
) -> Iterator[str]:
    """References to letters or questions that do not exist, or whose words are not in the answer."""
    for reference in qa.references:
        other = by_file.get(reference.file or draft.file)
        if reference.text not in plain_text(qa.answer):
            yield f"the answer does not say {reference.text!r}"
        if other:
            gone = set(reference.numbers) - {other_qa.number for other_qa in other.qas}
            yield from (
                f"{reference.text!r}: {other.file} has no question {number}"
                for number in sorted(map(str, gone))
            )
        elif reference.file not in unread:
            yield f"{reference.text!r} refers to a letter that does not exist: {reference.file}"
