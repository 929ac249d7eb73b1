"""Output of the commands: plain text for people, dicts for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from index.answer.answer import Status
from ingest.relations.likeness import Differences
from ingest.relations.relations import Pair
from kb.model import Kind, Letter, Note
from kb.notes import Code
from web.service.intake import Failed, Outcome, PassedOver, Read, Unchanged
from web.showing.notes import NoteDict, danish_of, note_dict, placed
from web.showing.present import AnswerDict, LeanDict, PassageDict
from web.showing.wording import STATUS

WIDTH = 96
"""Width of text on the terminal, in columns."""


def among(pairs: Sequence[Pair], outcomes: Sequence[Outcome]) -> list[Pair]:
    """The undecided pairs with at least one of the letters just read."""
    new = {letter.id for each in outcomes if isinstance(each, Read) for letter in each.letters}
    return [pair for pair in pairs if pair.verdict is None and new & {pair.one.id, pair.other.id}]


def outcomes_dict(outcomes: Sequence[Outcome], pairs: Sequence[Pair] = ()) -> dict[str, object]:
    """The outcome of each file, for programs; notes tell what is held back or looks like another letter."""
    return {
        "read": [_read_dict(each, pairs) for each in outcomes if isinstance(each, Read)],
        "unchanged": [each.file for each in outcomes if isinstance(each, Unchanged)],
        "failed": [{"file": each.file, "error": each.error} for each in outcomes if isinstance(each, Failed)],
    }


def rehearsal_dict(outcomes: Sequence[Outcome], pairs: Sequence[Pair]) -> dict[str, object]:
    """The outcome that each file would have, for programs (`ingest --dry-run`)."""
    read = [each for each in outcomes if isinstance(each, Read)]
    return {
        "new": [_read_dict(each, pairs) for each in read if not each.changed],
        "changed": [_read_dict(each, pairs) for each in read if each.changed],
        "unchanged": [each.file for each in outcomes if isinstance(each, Unchanged) and not each.copy_of],
        "duplicates": [
            *({"file": e.file, "of": e.copy_of} for e in outcomes if isinstance(e, Unchanged) and e.copy_of),
            *(pair_dict(pair) for pair in pairs),
        ],
        "quarantined": [{"file": each.file, "places": list(each.held)} for each in read if each.held],
        "noted": [each.file for each in read if any(letter.notes for letter in each.letters)],
        "failed": [{"file": each.file, "error": each.error} for each in outcomes if isinstance(each, Failed)],
        "passed_over": [each.file for each in outcomes if isinstance(each, PassedOver)],
    }


def _read_dict(read: Read, pairs: Sequence[Pair]) -> dict[str, object]:
    own = {letter.id for letter in read.letters}
    alike = [pair for pair in pairs if own & {pair.one.id, pair.other.id}]
    notes = [
        *(Note(Code.HELD_BACK, (place,)) for place in read.held),
        *(note for letter in read.letters for note in letter.notes),
        *map(_looks_alike, alike),
    ]
    return {
        "file": read.file,
        "letters": [letter.id for letter in read.letters],
        "qas": sum(len(letter.qas) for letter in read.letters),
        "notes": list(map(placed, notes)),
        "codes": list(map(note_dict, notes)),
    }


def _looks_alike(pair: Pair) -> Note:
    """The note that says that two letters look alike."""
    names = pair.one.id, pair.one.file, pair.other.id, pair.other.file
    return Note(Code.LOOKS_ALIKE, (*names, round(pair.alike * 100)))


def pair_dict(pair: Pair) -> dict[str, object]:
    """Two letters that look alike, for programs. `alike` is from 0 to 1."""
    return {
        "letters": [pair.one.id, pair.other.id],
        "alike": round(pair.alike, 2),
        "decided": pair.verdict is not None,
        "preferred": pair.verdict.preferred if pair.verdict else None,
    }


def pair_text(pair: Pair) -> str:
    """Two letters that look alike, on one line."""
    if pair.verdict is None:
        decided = "undecided"
    else:
        decided = f"{pair.verdict.preferred} is preferred" if pair.verdict.preferred else "both are kept"
    names = ", ".join(f"{each.id} ({each.file})" for each in (pair.one, pair.other))
    return f"{names}: {pair.alike:.0%} alike, {decided}"


def differences_text(pair: Pair, found: Differences) -> Iterator[str]:
    """The questions and sentences that only one of two letters has, a line each."""
    for letter, numbers in ((pair.one, found.only_a), (pair.other, found.only_b)):
        if numbers:
            yield f"only in {letter.id}: question {', '.join(numbers)}"
    for change in found.changed:
        for letter, number, sentences in (
            (pair.one, change.number_a, change.only_a),
            (pair.other, change.number_b, change.only_b),
        ):
            yield from (f"{letter.id}, question {number}: {sentence}" for sentence in sentences)


def outcomes_text(
    outcomes: Sequence[Outcome], pairs: Sequence[Pair] = (), *, rehearsed: bool = False
) -> Iterator[str]:
    """The outcome of each file, then the letters that look alike, then a line with the totals."""
    for each in outcomes:
        match each:
            case Read():
                yield from _read_text(each, told=rehearsed)
            case Unchanged(file, copy) if rehearsed:
                yield f"{file}: unchanged{f', the same content as {copy}' if copy else ''}"
            case Failed(_, error):
                yield f"FAILED {error}"
            case PassedOver(file):
                yield passed_over(file)
    for pair in pairs:
        yield f"look alike: {pair_text(pair)}; `svarbasen duplicates --differences` compares them"
    counts = [sum(isinstance(each, kind) for each in outcomes) for kind in (Read, Unchanged, Failed)]
    held = sum(len(each.letters) for each in outcomes if isinstance(each, Read) and each.held)
    last = f"{counts[0]} read, {counts[1]} unchanged, {counts[2]} failed"
    yield last + (f"; {held} held back" if held else "") + ("; nothing was kept" if rehearsed else "")


def _read_text(read: Read, *, told: bool) -> Iterator[str]:
    """The lines on a file that was read; with `told`, in a rehearsal, also whether it is new."""
    for letter in read.letters:
        state = (", changed" if read.changed else ", new") if told else ""
        yield f"{read.file}: {_answers(letter)} ({letter.id}{state})"
        yield from (f"    note: {placed(note)}" for note in letter.notes)
    for place in read.held:
        yield f"    HELD BACK, a CPR number: {place}; see `svarbasen held`"


def passed_over(file: str) -> str:
    """The line on a file that was not read."""
    return f"passed over, not a format that is read: {file}"


def _answers(letter: Letter) -> str:
    answered = sum(qa.kind is not Kind.EMPTY for qa in letter.qas)
    return f"{len(letter.qas)} questions, {answered} answered"


def letter_text(letter: Letter) -> str:
    """A letter on one line."""
    says = letter.metadata
    return f"{letter.id}  {says.date or '–'}  {len(letter.qas):>3} questions  {says.title or letter.file}"


def answer_text(answer: AnswerDict) -> str:
    """An answer for the terminal: status, reason, what was searched, then each QA with its citation."""
    head = "\n".join([f"{STATUS[Status(answer['status'])]}: {answer['reason']}", *_searched(answer)])
    return "\n\n".join([head, *(_passage(n, each) for n, each in enumerate(answer["passages"], 1))])


def _searched(answer: AnswerDict) -> Iterator[str]:
    """The question as searched if that differs from what was asked, and the filters if there are any."""
    if answer["searched"] != answer["question"]:
        yield f"Søgt som: {answer['searched']}"
    filters = answer["filters"]
    values = [*filters["parties"], *filters["departments"], *map(str, filters["years"])]
    values += [*filters["kinds"], *filters["letters"]]
    if values:
        yield f"Afgrænset til: {', '.join(values)}"


def _passage(number: int, passage: PassageDict) -> str:
    said = [passage["question"], *passage["answer"].split("\n")]
    body = "\n".join(_wrapped(line) for line in said)
    leans = "".join(f"\n{_lean(lean)}" for lean in passage["leans"])
    doubts = "".join(f"\n{line}" for line in _doubts(passage["codes"]))
    return f"[{number}] {passage['citation']['text']}{doubts}\n{body}{leans}"


def _lean(lean: LeanDict) -> str:
    """An answer that the QA above leans on."""
    why = "Det senere svar" if lean["why"] == "later" else "Svaret henviser til"
    body = "\n".join(_wrapped(line) for line in lean["answer"].split("\n"))
    doubts = "".join(f"\n{line}" for line in _doubts(lean["codes"]))
    return f"    {why}: {lean['citation']['text']}{doubts}\n{body}"


def _doubts(codes: Sequence[NoteDict]) -> Iterator[str]:
    """The doubts about how a QA was read, a line each."""
    for told in codes:
        yield _wrapped(f"Måske læst forkert: {'' if told['qa'] else _place(told)}{danish_of(told)}")


def _place(told: NoteDict) -> str:
    """Where to look: `Side 2, linje 14: `, `Side 2: `, or `Afsnit 14: ` in formats without pages."""
    page, line = told["page"], told["line"]
    if not page:
        return f"Afsnit {line}: " if line else ""
    return f"Side {page}, linje {line}: " if line else f"Side {page}: "


def _wrapped(line: str) -> str:
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
