"""A QA as pages show it: the shared dicts, and the links beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from urllib.parse import quote

from index.answer.answer import Found, Why
from kb.citation import cite
from kb.ids import letter_of
from kb.model import QA, Letter, Reference, Role
from kb.notes import Code
from web.showing import present
from web.showing.highlight import Span
from web.showing.present import CitationDict, QADict

LONG = 700
"""Characters, about eight lines on a desk: a longer answer is folded where it stands under another."""

OPENING = 180
"""Characters, about two lines, that are shown of a folded answer."""

KINDS = {
    "interim": "Foreløbigt svar: Brevet svarer ikke endeligt på spørgsmålet.",
    "reference": "Svar ved henvisning: Brevet henviser til et andet svar.",
    "declined": "Afvist: Brevet svarer, at spørgsmålet ikke kan eller skal besvares.",
    "empty": "Intet svar: Brevet gengiver spørgsmålet, men svarer ikke på det.",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go, and what the link is called."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A QA with its citation, the link to its place in the source, and links to the QAs it leans on.

    `scanned`: its text was read off a picture, and may be misread. `astray`: references that lead nowhere.
    `marks`: the stretches of its answer that answer a question best. `shown`: the answers it refers to, that
    are shown with it, and `later`: those that came after it; `references` are links to all others.
    """

    qa: QADict
    citation: CitationDict
    letter: Link
    source: Link
    references: tuple[Link, ...]
    scanned: bool = False
    astray: tuple[Reference, ...] = ()
    marks: tuple[Span, ...] = ()
    shown: tuple[Excerpt, ...] = ()
    later: tuple[Excerpt, ...] = ()

    @property
    def anchor(self) -> str:
        """Where the QA stands on its letter's page."""
        return f"spoergsmaal-{self.citation['url'].rpartition('/')[2]}"

    @property
    def label(self) -> str | None:
        """What to say of an answer that is not simply an answer."""
        return KINDS.get(self.qa["kind"])

    @property
    def opening(self) -> str | None:
        """The first words of an answer too long to stand under another; None where it is not."""
        answer = self.qa["answer"]
        if len(answer) <= LONG:
            return None
        return answer[:OPENING].rpartition(" ")[0].replace("\t", " ")


def excerpt(letter: Letter, qa: QA, beside: Collection[str] = ()) -> Excerpt:
    """A QA as pages show it; no links to those QAs that are shown beside it."""
    return Excerpt(
        present.qa_dict(letter, qa),
        present.citation_dict(letter, qa),
        Link(present.letter_url(letter.id), present.heading(letter.metadata, letter.file)),
        source_link(letter, qa),
        tuple(_references(letter, qa, beside)),
        any(letter.lines[piece.line].words for piece in letter.pieces if piece.qa == qa.id),
        tuple(each for each in qa.references if each.reason and each.reason.code is not Code.ANNEX),
    )


def found_excerpt(found: Found) -> Excerpt:
    """A QA that was found, with the words that answer, and with the answers it leans on."""
    leans = [(lean.why, excerpt(lean.letter, lean.qa)) for lean in found.leans]
    shown, later = (
        tuple(each for why, each in leans if why is wanted) for wanted in (Why.REFERENCE, Why.LATER)
    )
    bare = excerpt(found.letter, found.qa, {lean.qa.id for lean in found.leans})
    return replace(bare, marks=found.marks, shown=shown, later=later)


def source_link(letter: Letter, qa: QA | None = None) -> Link:
    """The source file, at the place of a QA where the file's format can be opened at a place."""
    url, sort = present.source_url(letter.id), PurePath(letter.file).suffix.lower()
    if sort not in (".pdf", ".txt"):
        return Link(url, f"Hent kilden ({sort.lstrip('.').upper() or 'fil'})")
    if qa and sort == ".pdf" and (pages := cite(letter, qa.id).pages):
        return Link(f"{url}#page={pages[0]}", f"Åbn kilden på side {pages[0]}")
    if qa and sort == ".txt" and (words := _first_line(letter, qa)):
        return Link(f"{url}#:~:text={words}", "Åbn kilden ved spørgsmålet")
    return Link(url, "Åbn kilden")


def _first_line(letter: Letter, qa: QA) -> str:
    """The first line of a question as a text fragment (wicg.github.io/scroll-to-text-fragment)."""
    pieces = (p for p in letter.pieces if p.qa == qa.id and p.role is Role.QUESTION)
    first = next((letter.lines[p.line].text[p.start : p.end].strip() for p in pieces), "")
    return quote(first, safe="").replace("-", "%2D")


def _references(letter: Letter, qa: QA, beside: Collection[str]) -> list[Link]:
    """Links to what a QA leans on: its own letter's questions by number, others by the words that refer."""
    numbers = {other.id: other.number for other in letter.qas}
    links: dict[str, str] = {}
    for reference in qa.references:
        apart = [id for id in reference.qas if id != qa.id and id not in beside]
        own = [id for id in apart if id in numbers]
        links |= {present.qa_url(letter.id, id): f"spørgsmål {numbers[id]}" for id in own}
        others = [id for id in apart if id not in numbers]
        links |= dict.fromkeys(_elsewhere(others), f"»{reference.text}«")
    return [Link(url, text) for url, text in links.items()]


def _elsewhere(qas: Sequence[str]) -> Iterator[str]:
    """A QA of another letter by its own address; several of one letter by the letter's."""
    by_letter: dict[str, list[str]] = {}
    for id in qas:
        by_letter.setdefault(letter_of(id), []).append(id)
    for other, ids in by_letter.items():
        yield present.qa_url(other, ids[0]) if len(ids) == 1 else present.letter_url(other)
