"""A QA as pages show it: the shared dicts, with links, highlights and linked answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from urllib.parse import quote

from index.answer.answer import Found, Why
from kb.citation import cite, pieces
from kb.ids import letter_of
from kb.model import QA, Letter, Note, Reference, Role
from kb.notes import Code
from web.showing import present
from web.showing.doubts import OF_LETTER, doubts
from web.showing.highlight import Span
from web.showing.present import CitationDict, QADict

LONG = 700
"""A linked answer with more characters than this, about eight lines on a desktop, is shown folded."""

OPENING = 180
"""Characters of a folded answer that are shown, about two lines."""

KINDS = {
    "interim": "Foreløbigt svar: Brevet svarer ikke endeligt på spørgsmålet.",
    "reference": "Svar ved henvisning: Brevet henviser til et andet svar.",
    "declined": "Afvist: Brevet svarer, at spørgsmålet ikke kan eller skal besvares.",
    "empty": "Intet svar: Brevet gengiver spørgsmålet, men svarer ikke på det.",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its URL and its text."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A QA with its citation, a link to its place in the source file, and the answers it leans on.

    `shown`: answers it refers to, shown with it. `later`: later answers to the same question, shown with it.
    `references`: links to the other QAs it refers to. `astray`: references that could not be resolved.
    `doubts`: on how it was read, its pages included. `unsure`: a link to the notes on its letter, where these
    doubt how the letter as a whole was split.
    `scanned`: the text comes from OCR and may be misread. `marks`: spans of the answer to highlight.
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
    doubts: tuple[Note, ...] = ()
    unsure: Link | None = None

    @property
    def anchor(self) -> str:
        """The HTML id of the QA on its letter's page."""
        return f"spoergsmaal-{self.citation['url'].rpartition('/')[2]}"

    @property
    def label(self) -> str | None:
        """A Danish remark on an answer that is not a final one; None for a final answer."""
        return KINDS.get(self.qa["kind"])

    @property
    def opening(self) -> str | None:
        """The first words of an answer that is shown folded; None if it is short enough to be shown whole."""
        answer = self.qa["answer"]
        if len(answer) <= LONG:
            return None
        return answer[:OPENING].rpartition(" ")[0].replace("\t", " ")


def excerpt(letter: Letter, qa: QA, beside: Collection[str] = ()) -> Excerpt:
    """A QA as pages show it, without links to the QAs in `beside`, which are shown with it."""
    told = doubts(letter, qa)
    return Excerpt(
        present.qa_dict(letter, qa),
        present.citation_dict(letter, qa),
        Link(present.letter_url(letter.id), present.heading(letter.metadata, letter.file)),
        source_link(letter, qa),
        tuple(_references(letter, qa, beside)),
        any(letter.lines[piece.line].words for piece in pieces(letter, qa.id)),
        tuple(each for each in qa.references if each.reason and each.reason.code is not Code.ANNEX),
        doubts=told.own,
        unsure=Link(present.notes_url(letter.id), OF_LETTER) if told.of_letter else None,
    )


def found_excerpt(found: Found) -> Excerpt:
    """A found QA with its highlights and the answers it leans on."""
    leans = [(lean.why, excerpt(lean.letter, lean.qa)) for lean in found.leans]
    shown, later = (
        tuple(each for why, each in leans if why is wanted) for wanted in (Why.REFERENCE, Why.LATER)
    )
    bare = excerpt(found.letter, found.qa, {lean.qa.id for lean in found.leans})
    return replace(bare, marks=found.marks, shown=shown, later=later)


def source_link(letter: Letter, qa: QA | None = None) -> Link:
    """A link to the source file; to the place of the QA in it if the format allows (PDF and plain text)."""
    url, sort = present.source_url(letter.id), PurePath(letter.file).suffix.lower()
    if sort not in (".pdf", ".txt"):
        return Link(url, f"Hent kilden ({sort.lstrip('.').upper() or 'fil'})")
    if qa and sort == ".pdf" and (pages := cite(letter, qa.id).pages):
        return Link(f"{url}#page={pages[0]}", f"Åbn kilden på side {pages[0]}")
    if qa and sort == ".txt" and (words := _first_line(letter, qa)):
        return Link(f"{url}#:~:text={words}", "Åbn kilden ved spørgsmålet")
    return Link(url, "Åbn kilden")


def _first_line(letter: Letter, qa: QA) -> str:
    """The first line of a question as a text fragment of a URL (wicg.github.io/scroll-to-text-fragment)."""
    asked = (p for p in pieces(letter, qa.id) if p.role is Role.QUESTION)
    first = next((letter.lines[p.line].text[p.start : p.end].strip() for p in asked), "")
    return quote(first, safe="").replace("-", "%2D")  # in a text fragment, `-` has a meaning of its own


def _references(letter: Letter, qa: QA, beside: Collection[str]) -> list[Link]:
    """Links to the QAs that a QA refers to: by number within its letter, else by the referring words."""
    if not qa.references:
        return []
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
    """URLs of QAs of other letters: of the QA if it is the only one of its letter, else of the letter."""
    by_letter: dict[str, list[str]] = {}
    for id in qas:
        by_letter.setdefault(letter_of(id), []).append(id)
    for other, ids in by_letter.items():
        yield present.qa_url(other, ids[0]) if len(ids) == 1 else present.letter_url(other)
