"""The seam where a knowledge base is kept: what any store promises. `kb.sqlite.letters` is the embedded one.

A store keeps letters, and in the same place their passages (`kb.passages`) and how they relate
(`kb.relations`). A *unit of work* keeps changes to all of these together, or none of them.

Whatever stands behind it belongs to one municipality; its name is part of every key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from kb.model import QA, Letter, Metadata
from kb.passages import Passages
from kb.relations import Likeness, Links


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read. `path` tells files apart, `name` is what users see."""

    path: str
    name: str
    media_type: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A letter without its text. `qas` is how many questions it has, `answered` how many are not empty.

    `dossier` is the folder of the inquiry it belongs to, where files are kept by year and inquiry.
    """

    id: str
    file: str
    metadata: Metadata
    qas: int
    answered: int = 0
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A letter that nobody sees until a keeper releases or redacts it. `places` repeat no number."""

    id: str
    file: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How much of a store may be seen, how many letters are held back, and the version of its schema."""

    letters: int
    qas: int
    schema: int
    held: int = 0


class Store(Protocol):
    """Letters, their QAs and the bytes they came from.

    Letters that are held back are in no list and raise HeldBack, a NotFound, when they are asked for;
    only `held`, `of_file`, `release`, `redact`, `forget` and `verify` know them.

    Each change is a unit of work, or joins the one around it.
    """

    # The unit of work

    def unit_of_work(self) -> AbstractContextManager[object]:
        """Keep all changes inside, or none where an error leaves it; others see all of them or none.

        It covers letters, passages, links and likeness of this store. One inside another joins that one.
        """

    def erasing_at_end(self) -> AbstractContextManager[object]:
        """Many units of work: what they delete is erased for good after the last one, not after each."""

    def erased(self) -> bool:
        """Is nothing left of what was deleted? False while another process reads the state before."""

    # What is kept beside the letters

    def passages(self, encoder: str, dimension: int) -> Passages:
        """The passages made with an encoder, by its identity; vectors of so many numbers."""

    @property
    def links(self) -> Links:
        """What QAs refer to."""

    @property
    def likeness(self) -> Likeness:
        """Which letters look alike, and what was decided of them."""

    # Letters

    def holds(self, path: str, sha256: str) -> bool:
        """Was exactly this content read last from this path?"""

    def known(self, path: str) -> bool:
        """Was anything read from this path?"""

    def home(self, sha256: str) -> str | None:
        """A path whose letters were read from this content, if there is one."""

    def reserve(self, path: str, name: str) -> str:
        """The id that a letter read from `path` gets: the one it had, unless that letter is elsewhere too."""

    def put(self, source: Source, letters: Sequence[Letter], held: Sequence[str] = ()) -> None:
        """Keep the letters of a file; all or nothing.

        What the path held before goes – or stays under another path that has the same content. `held`: where
        CPR numbers stand; such letters are held back, unless this content was released.
        """

    def also(self, source: Source) -> None:
        """Remember a path whose content is held already under another."""

    def move(self, old: str, source: Source) -> None:
        """Keep the letters of a path that is gone under the one where the same content is now."""

    def prune(self, path: str, names: Sequence[str]) -> None:
        """Let go of what was attached to a message and is none of these names now."""

    def of_file(self, id: str) -> tuple[Source, list[Letter]]:
        """The file that a letter stands in, and all its letters, held back or not. Raises NotFound."""

    def held(self) -> list[Held]:
        """The letters that are held back, by id."""

    def withheld(self, sha256: str) -> bool:
        """May this content not be seen, because it is held back or was redacted?"""

    def release(self, letter: str) -> None:
        """Let a file's letters be seen, now and when the same content is met again. Raises NotFound."""

    def redact(self, letter: str, letters: Sequence[Letter], content: bytes, media_type: str) -> None:
        """Put redacted letters and bytes in the place of a file's own, of which nothing is left."""

    def tombs(self, sha256: str) -> frozenset[str]:
        """Ids of letters of this content that were forgotten while others of it stayed."""

    def letter(self, id: str) -> Letter:
        """One letter. Raises NotFound; raises Tampered where a text no longer equals its lines."""

    def qa(self, id: str) -> tuple[Letter, QA]:
        """One QA and the letter it stands in. Raises NotFound, or Tampered for this QA alone."""

    def ids(self) -> list[str]:
        """The ids of all letters, newest first; equal dates by id, undated last."""

    def outdated(self) -> list[str]:
        """The ids of letters that an earlier version read, by id."""

    def faulty(self) -> list[str]:
        """The ids of letters that are not as they were put, or were read by an earlier version."""

    def letters(self) -> Iterator[Letter]:
        """All letters, in the order of `ids`. Raises Tampered at one whose texts do not equal its lines."""

    def summaries(self) -> list[Summary]:
        """All letters without their text, in the order of `letters`; the same list until anything changes."""

    def abbreviations(self) -> list[tuple[str, str]]:
        """(short form, full form) of all letters, each once, in order; cheap enough for a question."""

    def leaning_on(self, qa: str) -> list[str]:
        """The ids of QAs of other letters that refer to this one or answer it anew, the oldest first."""

    def source(self, letter: str) -> Source:
        """The file a letter was read from. Raises NotFound, or Tampered if the bytes lost their digest."""

    def forget(self, letter: str) -> None:
        """Remove a letter, its passages and vectors, and its file if no other letter needs it.

        Raises NotFound. Whoever forgets looks afterwards whether it is `erased`.
        """

    def verify(self) -> Iterator[str]:
        """One line for each thing that is not as it was put."""

    def state(self) -> State:
        """How much is held."""

    def close(self) -> None:
        """Let go of files and connections."""
