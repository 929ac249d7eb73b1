"""Letters in memory, and the whole store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date

from kb import verbatim
from kb.dossier import WITHIN, dossier
from kb.errors import HeldBack, NotFound, Tampered, Unavailable
from kb.ids import file_id, file_of
from kb.model import QA, Kind, Letter
from kb.store import Held, Source, State, Summary
from tests.kb.memory.passages import MemoryPassages
from tests.kb.memory.relations import MemoryLikeness, MemoryLinks
from tests.kb.memory.tables import Clearance, Keeper, Tables

Place = dict[str, "MemoryStore"]
"""What is kept together: a store for each municipality."""


class MemoryStore:
    """A `kb.store.Store` for one municipality."""

    def __init__(self, place: Place, municipality: str) -> None:
        self.place, self.municipality = place, municipality
        self.keeper = Keeper()

    @classmethod
    def open(cls, place: Place, municipality: str = "") -> MemoryStore:
        return place.setdefault(municipality, cls(place, municipality))

    def unit_of_work(self) -> AbstractContextManager[Tables]:
        return self.keeper.unit_of_work()

    def erasing_at_end(self) -> AbstractContextManager[None]:
        return nullcontext()

    def erased(self) -> bool:
        return True

    def passages(self, encoder: str, dimension: int) -> MemoryPassages:
        return MemoryPassages(
            self.keeper, self.municipality, encoder, dimension, self._searched, self._everyone
        )

    @property
    def links(self) -> MemoryLinks:
        return MemoryLinks(self.keeper, self._shown)

    @property
    def likeness(self) -> MemoryLikeness:
        return MemoryLikeness(self.keeper, self._shown)

    def _everyone(self) -> set[tuple[str, str]]:
        return {(name, who) for name, each in self.place.items() for who in each.keeper.tables.editions}

    def _clearance(self, id: str) -> Clearance:
        path, _ = self.keeper.tables.letters[id]
        return self.keeper.tables.clearances.get(self.keeper.tables.files[path][1], Clearance())

    def _kept(self) -> dict[str, Letter]:
        """All letters, newest first; equal dates by id, undated last."""
        found = {
            id: replace(each, file=self.keeper.tables.files[path][0])
            for id, (path, each) in sorted(self.keeper.tables.letters.items())
        }
        dated = {id: each.metadata.date for id, each in found.items()}
        order = sorted(found, key=lambda id: dated[id] or date.min, reverse=True)
        return {id: found[id] for id in order}

    def _shown(self) -> dict[str, Letter]:
        return {id: each for id, each in self._kept().items() if self._clearance(id).held is None}

    def _searched(self) -> set[str]:
        shown = self._shown().keys()
        verdicts = self.likeness.verdicts()
        return shown - {each.passed_over for each in verdicts if each.preferred in shown}

    # Files

    def holds(self, path: str, sha256: str) -> bool:
        return self.keeper.tables.files.get(path, ("", ""))[1] == sha256

    def known(self, path: str) -> bool:
        return path in self.keeper.tables.files

    def home(self, sha256: str) -> str | None:
        tables = self.keeper.tables
        paths = {path for path, _ in tables.letters.values() if tables.files[path][1] == sha256}
        return min(paths, default=None)

    def reserve(self, path: str, name: str) -> str:
        tables = self.keeper.tables
        own = sorted((id for id, (at, _) in tables.letters.items() if at == path), key=_in_order)
        if own and self._elsewhere(path) is None:
            return file_of(own[0])
        return file_id(name, {file_of(id) for id in [*tables.letters, *(id for _, id in tables.forgotten)]})

    def _elsewhere(self, path: str) -> str | None:
        """Another path with the content that this path had when it was read."""
        files = self.keeper.tables.files
        return min((p for p, f in files.items() if path in files and p != path and f[1] == files[path][1]),
                   default=None)  # fmt: skip

    def put(self, source: Source, letters: Sequence[Letter], held: Sequence[str] = ()) -> None:
        with self.unit_of_work() as tables:
            if not self.holds(source.path, source.sha256):
                own = {id for id, (path, _) in tables.letters.items() if path == source.path}
                tables.verdicts = {pair: v for pair, v in tables.verdicts.items() if not own & {*pair}}
            self._leave(tables, source.path)
            tables.sources[source.sha256] = source.media_type, source.content
            if tables.clearances.get(source.sha256, Clearance()).cleared != "released":
                tables.clearances.pop(source.sha256, None)
                if held:
                    tables.clearances[source.sha256] = Clearance(tuple(held))
            tables.files[source.path] = source.name, source.sha256
            for each in letters:
                self._add(tables, each, source.path)
            self._drop_orphans(tables)

    def _add(self, tables: Tables, letter: Letter, path: str) -> None:
        if letter.id in tables.letters:
            raise Unavailable(f"{letter.id}: another ingest took this id meanwhile; run it again")
        tables.letters[letter.id] = path, letter

    def _leave(self, tables: Tables, path: str) -> None:
        """Free a path. Its letters stay under another path with their content, if there is one."""
        if (other := self._elsewhere(path)) is not None:
            self._rehouse(tables, path, other)
        tables.drop_file(path)

    def _rehouse(self, tables: Tables, old: str, new: str) -> None:
        own = {id: each for id, (path, each) in tables.letters.items() if path == old}
        tables.letters |= {id: (new, each) for id, each in own.items()}

    def _drop_orphans(self, tables: Tables) -> None:
        needed = {sha256 for _, sha256 in tables.files.values()}
        tables.sources = {sha256: each for sha256, each in tables.sources.items() if sha256 in needed}
        tables.clearances = {sha256: each for sha256, each in tables.clearances.items() if sha256 in needed}
        tables.forgotten = {key: None for key in tables.forgotten if key[0] in needed}

    def also(self, source: Source) -> None:
        with self.unit_of_work() as tables:
            self._leave(tables, source.path)
            tables.files[source.path] = source.name, source.sha256
            self._drop_orphans(tables)

    def move(self, old: str, source: Source) -> None:
        with self.unit_of_work() as tables:
            for path in [path for path in tables.files if path == old or path.startswith(old + WITHIN)]:
                tail, (_, sha256) = path[len(old) :], tables.files[path]
                self._leave(tables, source.path + tail)
                tables.files[source.path + tail] = source.name + tail.replace(WITHIN, "/"), sha256
                self._rehouse(tables, path, source.path + tail)
                tables.drop_file(path)
            self._drop_orphans(tables)

    def prune(self, path: str, names: Sequence[str]) -> None:
        within = path + WITHIN
        with self.unit_of_work() as tables:
            for each in [each for each in tables.files if each.startswith(within)]:
                if each[len(within) :].partition(WITHIN)[0] not in names:
                    self._leave(tables, each)
            self._drop_orphans(tables)

    def forget(self, letter: str) -> None:
        with self.unit_of_work() as tables:
            path, sha256 = self._at(letter)
            tables.drop_letter(letter)
            tables.verdicts = {pair: v for pair, v in tables.verdicts.items() if letter not in pair}
            if any(at == path for at, _ in tables.letters.values()):
                tables.forgotten[sha256, letter] = None
            else:
                for each in [each for each, (_, own) in tables.files.items() if own == sha256]:
                    tables.drop_file(each)
                self._drop_orphans(tables)

    def _at(self, letter: str) -> tuple[str, str]:
        """The path and the content that a letter stands in."""
        if letter not in self.keeper.tables.letters:
            raise NotFound(f"{letter}: no such letter; `svarbasen letters` lists them")
        path, _ = self.keeper.tables.letters[letter]
        return path, self.keeper.tables.files[path][1]

    # What is held back

    def held(self) -> list[Held]:
        found = ((id, each, self._clearance(id).held) for id, each in sorted(self._kept().items()))
        return [Held(id, each.file, places) for id, each, places in found if places is not None]

    def withheld(self, sha256: str) -> bool:
        found = self.keeper.tables.clearances.get(sha256, Clearance())
        return found.held is not None or found.cleared == "redacted"

    def release(self, letter: str) -> None:
        with self.unit_of_work() as tables:
            tables.clearances[self._at(letter)[1]] = Clearance(cleared="released")

    def redact(self, letter: str, letters: Sequence[Letter], content: bytes, media_type: str) -> None:
        with self.unit_of_work() as tables:
            path, sha256 = self._at(letter)
            tables.drop_file(path)
            for each in letters:
                self._add(tables, each, path)
            stored = hashlib.sha256(content).hexdigest()
            tables.clearances[sha256] = Clearance(cleared="redacted", stored=stored)
            tables.sources[sha256] = media_type, content
            tables.files[path] = letters[0].file, sha256

    def tombs(self, sha256: str) -> frozenset[str]:
        return frozenset(id for own, id in self.keeper.tables.forgotten if own == sha256)

    # Reading

    def letter(self, id: str) -> Letter:
        with self.keeper.snapshot():
            return self._proved(id)

    def _proved(self, id: str, only: str | None = None) -> Letter:
        letter = self._among_shown(id)
        if faults := verbatim.faults(letter, only):
            raise Tampered(faults[0])
        links = self.keeper.tables.links
        qas = [replace(qa, references=links[qa.id][1] if qa.id in links else qa.references)
               for qa in letter.qas]  # fmt: skip
        return replace(letter, qas=tuple(qas))

    def _among_shown(self, id: str) -> Letter:
        self._at(id)
        if (places := self._clearance(id).held) is not None:
            raise HeldBack(f"{id}: held back, CPR numbers: {'; '.join(places)}; run `svarbasen redact {id}`")
        return self._kept()[id]

    def qa(self, id: str) -> tuple[Letter, QA]:
        with self.keeper.snapshot():
            home = next((own for own, each in self._kept().items() if id in {qa.id for qa in each.qas}), None)
            if home is None:
                raise NotFound(f"{id}: no such question; `svarbasen letters --json` lists them")
            found = self._proved(home, id)
            return found, next(qa for qa in found.qas if qa.id == id)

    def source(self, letter: str) -> Source:
        self._among_shown(letter)
        return self._source(letter)

    def _source(self, letter: str) -> Source:
        path, sha256 = self._at(letter)
        media_type, content = self.keeper.tables.sources[sha256]
        name = self.keeper.tables.files[path][0]
        return Source(path, name, media_type, content, self._clearance(letter).stored or sha256)

    def of_file(self, id: str) -> tuple[Source, list[Letter]]:
        path, _ = self._at(id)
        kept = self._kept()
        own = sorted(
            (each for each, (at, _) in self.keeper.tables.letters.items() if at == path), key=_in_order
        )
        return self._source(id), [kept[each] for each in own]

    def ids(self) -> list[str]:
        return list(self._shown())

    def letters(self) -> Iterator[Letter]:
        return map(self.letter, self.ids())

    def summaries(self) -> list[Summary]:
        return [
            Summary(
                id,
                each.file,
                each.metadata,
                len(each.qas),
                sum(qa.kind != Kind.EMPTY for qa in each.qas),
                dossier(self.keeper.tables.letters[id][0]),
            )
            for id, each in self._shown().items()
        ]

    def abbreviations(self) -> list[tuple[str, str]]:
        return sorted({(a.short, a.full) for each in self._shown().values() for a in each.abbreviations})

    def leaning_on(self, qa: str) -> list[str]:
        shown = self._shown()
        leans = self.keeper.tables.leans.items()
        found = [(shown[letter].metadata.date or date.min, own)
                 for (own, target), letter in leans if target == qa and letter in shown]  # fmt: skip
        return [own for _, own in sorted(found)]

    def outdated(self) -> list[str]:
        return sorted(
            id
            for id, each in self._kept().items()
            if verbatim.outdated(each) and self._clearance(id).cleared != "redacted"
        )

    def faulty(self) -> list[str]:
        outdated = self.outdated()
        return [id for id, each in self._kept().items() if id in outdated or verbatim.faults(each)]

    def verify(self) -> Iterator[str]:
        outdated = self.outdated()
        for id, each in self._kept().items():
            yield from verbatim.faults(each)
            yield from verbatim.uncovered(each)
            if id in outdated:
                yield f"{each.file}: was read by an earlier version; run `svarbasen rebuild`"

    def state(self) -> State:
        shown = self._shown().values()
        return State(len(shown), sum(len(each.qas) for each in shown), 0, len(self.held()))

    def close(self) -> None:
        pass


def _in_order(id: str) -> tuple[int, str]:
    """`vej`, `vej_2`, `vej_10`."""
    return len(id), id
