"""How letters relate: which answers refer to which, which letters look alike, which belong to one inquiry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.relations import departments, likeness, resolve
from ingest.relations.likeness import Differences
from ingest.relations.resolve import KnownLetter, Letters
from kb.dossier import Part, part
from kb.ids import letter_of
from kb.model import Kind, Reference, Remark
from kb.notes import Code
from kb.relations import Referring, Verdict
from kb.store import Store, Summary
from kb.text import SAME_QUESTION, question_likeness

MOST_FILES = 25
"""A folder with more letters than this does not belong to one inquiry, whatever its name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two letters that look alike, how much (0 to 1), and what was decided about them."""

    one: Summary
    other: Summary
    alike: float
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Member:
    """A letter of a dossier, and what it is within it."""

    letter: Summary
    part: Part


@dataclass(frozen=True, slots=True)
class Relations:
    """The relations of one knowledge base."""

    store: Store

    def update(self) -> None:
        """Resolve all references again, sketch the letters that have no sketch, and learn departments."""
        with self.store.unit_of_work():
            self._learn_departments()
            for id in self.store.likeness.unsketched():
                sketch = likeness.sketch(self.store.letter(id))
                self.store.likeness.put(id, sketch, likeness.bands(sketch))
            referring = self.store.links.referring()
            resolved = self._resolved(referring)
            links = {
                each.qa: (each.letter, resolved[each.qa])
                for each in referring
                if resolved[each.qa] != each.references
            }
            self.store.links.put(links, (*_links_to_letters(referring, resolved), *self._answered_anew()))

    def _learn_departments(self) -> None:
        """Put letters again whose department is known by now; their passages are made anew."""
        for learnt in list(departments.learnt(self.store)):
            source, letters = self.store.of_file(learnt.id)
            self.store.put(source, [learnt if each.id == learnt.id else each for each in letters])

    def unfinished(self) -> bool:
        """Did an earlier run end before its letters were sketched and related?"""
        return bool(self.store.likeness.unsketched())

    def pairs(self, letter: str | None = None) -> list[Pair]:
        """Letters that look alike – or those that look like `letter` –, the most alike first."""
        known = {summary.id: summary for summary in self.store.summaries()}
        verdicts = {(verdict.one, verdict.other): verdict for verdict in self.store.likeness.verdicts()}
        found = [
            Pair(known[one], known[other], alike, verdicts.get((one, other)))
            for one, first, other, second in self.store.likeness.pairs(letter)
            if one in known and other in known
            if (alike := likeness.similar(first, second)) >= likeness.ALIKE
        ]
        return sorted(found, key=lambda pair: (-pair.alike, pair.one.id, pair.other.id))

    def differences(self, pair: Pair) -> Differences:
        """What only one of two letters says."""
        return likeness.differences(*(self.store.letter(each.id) for each in (pair.one, pair.other)))

    def dossier(self, letter: str) -> list[Member]:
        """The letters in the folder of a letter's inquiry, in order; empty if it is alone there."""
        everything = self.store.summaries()
        folder = next((summary.dossier for summary in everything if summary.id == letter), None)
        members = [summary for summary in everything if folder and summary.dossier == folder]
        if not 1 < len(members) <= MOST_FILES:
            return []
        found = [Member(each, part(each.qas, each.answered)) for each in members]
        return sorted(found, key=lambda member: (list(Part).index(member.part), member.letter.file))

    def _answered_anew(self) -> Iterator[tuple[str, str, str]]:
        """(QA, interim QA, letter): where a later letter of the case answers the same question."""
        for interim, later in self.store.links.asked_again():
            if question_likeness(interim.question, later.question) >= SAME_QUESTION:
                yield later.qa, interim.qa, later.letter

    def _resolved(self, referring: Sequence[Referring]) -> dict[str, Sequence[Reference]]:
        """QA id -> its references, resolved among all letters."""
        numbers = self.store.links.numbers()
        homes = {each.id: _known(each, numbers.get(each.id, {})) for each in self.store.summaries()}
        passed_over = {verdict.passed_over for verdict in self.store.likeness.verdicts()}
        letters = resolve.Letters(known for id, known in homes.items() if id not in passed_over)
        found: dict[str, Sequence[Reference]] = {
            each.qa: _references(each, homes[each.letter], letters) for each in referring
        }
        leaning = [each.qa for each in referring if each.kind is Kind.REFERENCE]
        for ring in resolve.cycles({qa: [to for r in found[qa] for to in r.qas] for qa in leaning}):
            reason = Remark(Code.CIRCLE, ((*ring, ring[0]),))
            for qa in ring:
                found[qa] = tuple(replace(r, reason=reason) if {*r.qas} & {*ring} else r for r in found[qa])
        return found


def _links_to_letters(
    referring: Sequence[Referring], resolved: Mapping[str, Sequence[Reference]]
) -> Iterator[tuple[str, str, str]]:
    """(QA, QA of another letter that it refers to, letter), but for references to a letter as a whole."""
    for each in referring:
        for reference in resolved[each.qa]:
            for target in reference.qas if reference.numbers or len(reference.qas) == 1 else ():
                if letter_of(target) != each.letter:
                    yield each.qa, target, each.letter


def _references(referring: Referring, home: KnownLetter, letters: Letters) -> tuple[Reference, ...]:
    return tuple(resolve.resolve(reference, home, letters) for reference in referring.references)


def _known(summary: Summary, numbers: dict[str, str]) -> KnownLetter:
    says = summary.metadata
    return KnownLetter(
        summary.id, summary.file, says.date, says.title, says.subject, says.case, says.parties, numbers
    )
