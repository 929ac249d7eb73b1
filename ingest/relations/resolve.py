"""References to other letters, resolved among all letters: `vores svar af 3. marts 2021 om busser`.

Only a clear match counts: exactly one letter fits all clues. Otherwise the reference says why not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.dates import parse_date
from ingest.letter.abbreviations import spells
from ingest.letter.references.references import Numbers, leads_away
from kb.danish import danish_date
from kb.model import Reference, Remark
from kb.notes import Code
from kb.parties import BY_NAME, party_pattern

MOST_NAMED = 3
"""If several letters fit, the remark names at most this many."""

STEM = 5
"""Words with this many first letters in common are of one topic: `hjemløshed`, `hjemløse`."""

_YEAR = re.compile(r"\bfra\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_CASE = re.compile(
    r"\b(?:sag(?:en|s?nr|snummer)?\.?|j\.?\s?nr\.?)\s{0,3}(?:nr\.?\s{0,3})?:?\s{0,3}"
    r"(?P<case>[\w./-]{0,12}\d[\w./-]{2,20}\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:om|vedr\.|vedrørende|angående)\s+(?P<subject>[^,;()]+?)"
    r"(?=\s+(?:på|til|i|under)\s+spørgsmål|[,;()]|$)",
    re.IGNORECASE,
)
_OF_INQUIRY = re.compile(r"\b(?:forespørgs\w+|henvendelse\w*)\s+(?:af|fra|den|dateret)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)?")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "af alle at blandt de den der det en et for fra fælles har i kommune kommunen kommunens kommunale med"
        " mod og om over på samt som til under ved",
    )
)
"""Stop words: they do not tell what a letter is about."""


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """What resolving needs to know of a letter. `numbers`: question number -> QA id, in order."""

    id: str
    file: str
    date: date | None
    title: str | None
    subject: str | None
    case: str | None
    parties: tuple[str, ...]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Clues:
    """What a reference says about the letter it names. `inquiry`: the date is that of the inquiry."""

    day: date | None
    inquiry: bool
    year: int | None
    case: str | None
    parties: frozenset[str]
    subject: tuple[str, ...]


class Letters:
    """All letters, in lookup tables by date, inquiry's date, year, case and party."""

    def __init__(self, known: Iterable[KnownLetter]) -> None:
        self.all = {letter.id: letter for letter in known}
        self._days: defaultdict[date, list[KnownLetter]] = defaultdict(list)
        self._inquiries: defaultdict[date, list[KnownLetter]] = defaultdict(list)
        self._years: defaultdict[int, list[KnownLetter]] = defaultdict(list)
        self._cases: defaultdict[str, list[KnownLetter]] = defaultdict(list)
        self._parties: defaultdict[str, list[KnownLetter]] = defaultdict(list)
        for letter in sorted(self.all.values(), key=lambda letter: letter.id):
            self._add(letter)
        self._names = party_pattern(self._parties)

    def _add(self, letter: KnownLetter) -> None:
        if letter.date:
            self._days[letter.date].append(letter)
            self._years[letter.date.year].append(letter)
        if (asked := parse_date(letter.title or "")) and asked != letter.date:
            self._inquiries[asked].append(letter)
        if letter.case:
            self._cases[_plain_case(letter.case)].append(letter)
        for party in letter.parties:
            self._parties[party].append(letter)

    def clues(self, text: str) -> _Clues:
        """The clues in the words of a reference."""
        year, case, about = _YEAR.search(text), _CASE.search(text), _ABOUT.search(text)
        parties = {BY_NAME.get(match[1], match[1]) for match in self._names.finditer(text)}
        return _Clues(
            parse_date(text),
            _OF_INQUIRY.search(text) is not None,
            int(year[1]) if year else None,
            _plain_case(case["case"]) if case else None,
            frozenset(parties),
            _topic(about["subject"]) if about else (),
        )

    def candidates(self, clues: _Clues, home: KnownLetter) -> list[KnownLetter]:
        """The letters that match the strongest clue: the date, else the case, the year, the party."""
        if clues.day:
            ways = (self._inquiries, self._days) if clues.inquiry else (self._days, self._inquiries)
            found = next((way[clues.day] for way in ways if clues.day in way), [])
            return [letter for letter in found if letter.id != home.id] or found
        if clues.case:
            return [letter for letter in self._cases.get(clues.case, []) if letter.id != home.id]
        earlier = self._years.get(clues.year, []) if clues.year else self._of_parties(clues.parties)
        return [letter for letter in earlier if letter.id != home.id and not _later(letter, home)]

    def _of_parties(self, parties: frozenset[str]) -> list[KnownLetter]:
        return [letter for party in sorted(parties)[:1] for letter in self._parties.get(party, [])]


def resolve(reference: Reference, home: KnownLetter, letters: Letters) -> Reference:
    """The reference with the QAs of the other letter that it names, or with the reason why there are none.

    A reference within its own letter is unchanged. One to a whole letter leads to all its QAs. It may be
    resolved again whenever letters were added or removed.
    """
    if not leads_away(reference):
        return reference
    clues = letters.clues(reference.text)
    found = letters.candidates(clues, home)
    fitting = _fitting(found, clues, reference.numbers)
    if fitting == [home] and not reference.numbers:
        return replace(reference, qas=(), reason=Remark(Code.OWN_LETTER))
    if len(fitting) == 1:
        return _with_targets(reference, fitting[0], clues)
    return replace(reference, qas=(), reason=_reason(reference, clues, found, fitting))


def cycles(links: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Cycles of QAs that only refer to each other, so that none of them has an answer.

    `links`: each QA that is only a reference -> the QAs it refers to. QAs without an entry have an answer.
    """
    answered = _leads_to_answer(links)
    lost = {qa: [to for to in links[qa] if to in links] for qa in links if qa not in answered}
    return tuple(sorted(set(_cycles_in(lost))))


def _fitting(found: Sequence[KnownLetter], clues: _Clues, numbers: tuple[str, ...]) -> list[KnownLetter]:
    """The letters that agree with all clues; of several, those with the whole subject and all questions.

    A party or a year alone is too little: such a reference must also say what the letter is about.
    """
    if not (clues.day or clues.case or clues.subject):
        return []
    fitting = [letter for letter in found if _agrees(letter, clues)]
    if len(fitting) > 1:
        fitting = [letter for letter in fitting if all(_said(clues.subject, letter))] or fitting
    if len(fitting) > 1 and numbers:
        fitting = [letter for letter in fitting if all(map(Numbers(letter.numbers).seek, numbers))] or fitting
    return fitting


def _agrees(letter: KnownLetter, clues: _Clues) -> bool:
    """Does a letter agree with a reference's parties and subject, as far as it names any itself?"""
    if clues.parties and letter.parties and not clues.parties <= {*letter.parties}:
        return False
    if not clues.subject or not (letter.title or letter.subject):
        return True
    said = _said(clues.subject, letter)
    return any(said) if clues.day or clues.case else all(said)  # a date or case is strong: one word will do


def _said(subject: Sequence[str], letter: KnownLetter) -> list[bool]:
    """For each word of a subject: does it, or its full form, stand in the letter's title or subject?"""
    words = _WORD.findall(f"{letter.title or ''} {letter.subject or ''}")
    plain = [word.casefold() for word in words]
    return [any(_akin(word.casefold(), p) for p in plain) or _is_short(word, words) for word in subject]


def _akin(one: str, other: str) -> bool:
    """Are two words of one topic, as `busser` and `skolebusser`, or `hjemløse` and `hjemløshed`?"""
    if one == other:
        return True
    short = min(len(one), len(other))
    if short < STEM:
        return False
    return one[:STEM] == other[:STEM] or one in other or other in one


def _is_short(word: str, words: Sequence[str]) -> bool:
    """Is it the short form of consecutive words, as `SoS` of `Sammen om Sprog`?"""
    if sum(char.isupper() for char in word) < 2:
        return False
    return any(spells(word, words[:end]) is not None for end in range(1, len(words) + 1))


def _with_targets(reference: Reference, letter: KnownLetter, clues: _Clues) -> Reference:
    """The reference with the QAs of the letter that it names."""
    numbers = Numbers(letter.numbers)
    sought = {number: numbers.seek(number) for number in reference.numbers}
    qas = dict.fromkeys(qa for found in sought.values() for qa in found)
    lacks = tuple(number for number, found in sought.items() if not found)
    if not reference.numbers:
        qas = dict.fromkeys(letter.numbers.values())
    return replace(
        reference, qas=tuple(qas), reason=None if qas and not lacks else _lacking(letter, clues, lacks)
    )


def _lacking(letter: KnownLetter, clues: _Clues, numbers: tuple[str, ...]) -> Remark:
    """The remark that a letter, named by date or else file, lacks these questions, or has none at all."""
    if clues.day:
        lacking, none, name = Code.LACKING_ON_DAY, Code.NO_QUESTIONS_ON_DAY, danish_date(clues.day)
    else:
        lacking, none, name = Code.LACKING_IN_FILE, Code.NO_QUESTIONS_IN_FILE, letter.file
    return Remark(lacking, (name, numbers)) if numbers else Remark(none, (name,))


def _reason(
    reference: Reference, clues: _Clues, found: Sequence[KnownLetter], fitting: Sequence[KnownLetter]
) -> Remark:
    """Why a reference leads to no letter, or to more than one."""
    if len(fitting) > 1:
        names = [letter.file for letter in fitting]
        return Remark(Code.SEVERAL_FIT, ((*names[:MOST_NAMED], *["…"] * (len(names) > MOST_NAMED)),))
    if reference.reason and reference.reason.code is Code.OTHER_SERIES:
        return reference.reason
    if clues.day:
        return Remark(Code.ABOUT_SOMETHING_ELSE if found else Code.NONE_ON_DAY, (danish_date(clues.day),))
    if clues.case:
        return Remark(Code.NONE_OF_CASE, (clues.case,))
    return Remark(Code.NONE_FITS if clues.subject else Code.OTHER_LETTER)


def _topic(subject: str) -> tuple[str, ...]:
    """The words of a subject without stop words and numbers."""
    words = _WORD.findall(subject)
    return tuple(word for word in words if word.casefold() not in _SMALL and not word.isdigit())


def _plain_case(case: str) -> str:
    return re.sub(r"\s", "", case).casefold()


def _later(letter: KnownLetter, home: KnownLetter) -> bool:
    return letter.date is not None and home.date is not None and letter.date > home.date


def _leads_to_answer(links: Mapping[str, Sequence[str]]) -> set[str]:
    """The QAs in `links` from which a QA with an answer can be reached (search backwards along the links)."""
    back: defaultdict[str, list[str]] = defaultdict(list)
    for qa, targets in links.items():
        for to in targets:
            back[to].append(qa)
    reached, waiting = set[str](), [to for to in back if to not in links]
    while waiting:
        fresh = [qa for qa in back[waiting.pop()] if qa not in reached]
        reached.update(fresh)
        waiting += fresh
    return reached


def _cycles_in(links: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Cycles, each rotated to start with its lowest id, found by depth-first search from each QA."""
    seen = set[str]()
    for start in sorted(links):
        path: dict[str, Iterator[str]] = {} if start in seen else {start: iter(links[start])}
        while path:
            qa, targets = next(reversed(path.items()))
            to = next(targets, None)
            if to is None:
                seen.add(qa)
                del path[qa]
            elif to in path:
                order = list(path)
                ring = order[order.index(to) :]
                first = ring.index(min(ring))
                yield (*ring[first:], *ring[:first])
            elif to not in seen:
                path[to] = iter(links[to])
