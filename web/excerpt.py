"""A QA as pages show it: the shared dicts, and the links beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from kb.citation import cite
from kb.model import QA, Letter, Role
from web import present
from web.present import CitationDict, QADict

KINDS = {
    "interim": "Foreløbigt svar: Brevet svarer ikke endeligt på spørgsmålet.",
    "reference": "Svar ved henvisning: Brevet henviser til et andet svar.",
    "empty": "Intet svar: Brevet gengiver spørgsmålet, men svarer ikke på det.",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go, and what the link is called."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A QA with its citation, the link to its place in the source, and links to the QAs it leans on."""

    qa: QADict
    citation: CitationDict
    letter: Link
    source: Link
    references: tuple[Link, ...]

    @property
    def anchor(self) -> str:
        """Where the QA stands on its letter's page."""
        return f"spoergsmaal-{self.citation['url'].rpartition('/')[2]}"

    @property
    def label(self) -> str | None:
        """What to say of an answer that is not simply an answer."""
        return KINDS.get(self.qa["kind"])


def excerpt(letter: Letter, qa: QA) -> Excerpt:
    """A QA as pages show it."""
    return Excerpt(
        present.qa_dict(letter, qa),
        present.citation_dict(letter, qa),
        Link(present.letter_url(letter.id), present.heading(letter.metadata, letter.file)),
        source_link(letter, qa),
        tuple(_references(letter, qa)),
    )


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


def _references(letter: Letter, qa: QA) -> list[Link]:
    numbers = {other.id: other.number for other in letter.qas}
    leans_on = dict.fromkeys(id for reference in qa.references for id in reference.qas if id != qa.id)
    return [
        Link(present.qa_url(letter.id, id), f"spørgsmål {numbers[id]}") for id in leans_on if id in numbers
    ]
