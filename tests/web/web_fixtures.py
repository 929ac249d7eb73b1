"""Letters typed by hand, and a small store and finder to show them with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter

from index.answer.answer import Answer, Found, Hit, Lean, Status, Why
from index.filters import Filters, facets
from index.question.question import Question
from kb.model import QA, Kind, Letter, Line, Metadata, Note, Piece, Reference, Role
from kb.notes import Code
from kb.sqlite.letters import SqliteStore
from kb.store import Source, Store
from kb.text import READING, digest, join
from web.asking.filters import minus, plus

A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Asked:
    """A question with its answer, paragraph by paragraph as (page, text)."""

    question: str
    answer: tuple[tuple[int | None, str], ...]
    kind: Kind = Kind.ANSWERED
    refers_to: tuple[str, ...] = ()


def letter(
    id: str, file: str, metadata: Metadata, asked: Sequence[Asked], notes: Sequence[Note] = ()
) -> Letter:
    """A letter whose QAs are made from its lines, as read ones are."""
    lines: list[Line] = []
    pieces: list[Piece] = []
    page: int | None = 1
    for number, one in enumerate(asked, 1):
        page = one.answer[0][0] if one.answer else page
        stretches = [(Role.QUESTION, page, one.question)]
        stretches += [(Role.ANSWER, page, text) for page, text in one.answer]
        for role, page, text in stretches:
            pieces.append(Piece(role, len(lines), 0, len(text), f"{id}.{number}"))
            lines.append(Line(text, page, 1 + sum(line.page == page for line in lines)))
    numbers = [line.page for line in lines if line.page]
    bare = Letter(id, file, metadata, max(numbers, default=None), tuple(lines), tuple(pieces), ())
    qas = tuple(_qa(bare, str(number), one) for number, one in enumerate(asked, 1))
    return replace(bare, qas=qas, notes=tuple(notes), reading=READING)


def _qa(letter: Letter, number: str, asked: Asked) -> QA:
    id = f"{letter.id}.{number}"
    question, answer = (
        join(letter.lines, [p for p in letter.pieces if p.qa == id and p.role is role])
        for role in (Role.QUESTION, Role.ANSWER)
    )
    references = tuple(
        Reference(f"jf. svaret til spørgsmål {n}", (n,), (f"{letter.id}.{n}",)) for n in asked.refers_to
    )
    return QA(id, number, question, answer, asked.kind, digest(question, answer), references)


SCHOOL_BUSES = letter(
    "skolebusser",
    "Skolebusser 2023.pdf",
    Metadata(
        title="Svar på 10-dages forespørgsel fra Socialistisk Folkeparti om skolebusser i landsbyerne",
        subject="skolebusser i landsbyerne",
        date=date(2023, 3, 14),
        department="BØRN OG SKOLE",
        case="23/004512-3",
        officer="Lone Vestergaard",
        recipient="Byrådssekretariatet",
        parties=("Socialistisk Folkeparti",),
        signers=("Kirsten Aagaard", "Poul Erik Storm"),
    ),
    [
        Asked(
            "Hvor mange elever bliver kørt i skolebus i skoleåret 2022/23?",
            (
                (
                    1,
                    "Der er i skoleåret 2022/23 visiteret 1.146 elever til skolebuskørsel. Heraf er 312 "
                    "visiteret på grund af trafikfarlig skolevej, mens resten er visiteret efter "
                    "afstandskriterierne i folkeskolelovens § 26.",
                ),
            ),
        ),
        Asked(
            "Hvad koster kørslen om året, og hvordan er udgiften fordelt på skoler?",
            (
                (1, "Den samlede udgift er 11,4 mio. kr. årligt. Udgiften fordeler sig således:"),
                (1, "- Østerby Skole: 4,1 mio. kr."),
                (1, "- Hedegårdsskolen: 3,9 mio. kr."),
                (1, "- Strandskolen: 3,4 mio. kr."),
                (1, "Hertil kommer ca. 0,6 mio. kr. til taxakørsel af enkelte elever."),
                (2, "Skole\t2021\t2022"),
                (2, "Østerby Skole\t3,8\t4,1"),
                (2, "Hedegårdsskolen\t3,7\t3,9"),
                (2, "Strandskolen\t3,3\t3,4"),
            ),
        ),
        Asked(
            "Er der planer om at nedlægge ruter?",
            (
                (2, "Nej. Forvaltningen har ikke aktuelle planer om at nedlægge ruter."),
                (
                    2,
                    "Ruterne justeres dog hvert år i juni, når klassedannelsen er kendt, jf. svaret på "
                    "spørgsmål 1.",
                ),
            ),
            refers_to=("1",),
        ),
        Asked(
            "Hvordan håndteres klager over forsinkede busser?",
            (
                (
                    2,
                    "Klager registreres i forvaltningens klagesystem og drøftes månedligt med vognmanden. "
                    "I 2022 blev der modtaget 87 klager, hvoraf 54 handlede om forsinkelser på mere end "
                    "15 minutter.",
                ),
            ),
        ),
        Asked(
            "Hvornår bliver busserne eldrevne?", ((2, "Se svaret på spørgsmål 3."),), Kind.REFERENCE, ("3",)
        ),
    ],
    notes=[Note(Code.TEXT, ("question 5 is answered by reference only",), 2, 14)],
)

FOOD_WASTE = letter(
    "madspild",
    "madspild.docx",
    Metadata(subject="madspild i de kommunale køkkener", date=date(2022, 10, 3), parties=("Alternativet",)),
    [
        Asked(
            "Hvor meget mad smides ud i kommunens produktionskøkkener?",
            (
                (None, "Målinger fra uge 36 og 37 viser et madspild på i gennemsnit 62 gram pr. måltid."),
                (None, "Det svarer til ca. 48 ton om året for de fem produktionskøkkener tilsammen."),
            ),
        ),
        Asked(
            "Er der sat et måltal for reduktionen?",
            ((None, "Spørgsmålet besvares, når klimaplanen er behandlet i byrådet."),),
            Kind.INTERIM,
        ),
        Asked("Hvem har ansvaret?", (), Kind.EMPTY),
    ],
)

BARE = letter(
    "note",
    "note.txt",
    Metadata(),
    [
        Asked(
            "Må hunde løbe frit i skoven?",
            ((1, "Nej – kun i de indhegnede hundeskove <b>&</b> på stranden."),),
        )
    ],
)

LETTERS = (SCHOOL_BUSES, FOOD_WASTE, BARE)


def blank_pdf(pages: int) -> bytes:
    """A PDF with empty pages."""
    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(*A4)
    writer.write(out)
    return out.getvalue()


def source(name: str, media_type: str, content: bytes) -> Source:
    """A file as it was read."""
    return Source(name, name, media_type, content, hashlib.sha256(content).hexdigest())


SOURCES = {
    "skolebusser": source("Skolebusser 2023.pdf", "application/pdf", blank_pdf(2)),
    "madspild": source("madspild.docx", "application/vnd.openxmlformats", b"PK not really"),
    "note": source("note.txt", "text/plain", "Må hunde løbe frit på søndage?".encode("cp1252")),
}


def shelved(folder: Path) -> SqliteStore:
    """A store with the letters above."""
    store = SqliteStore.open(folder / "kb.sqlite", "Nordfjord Kommune")
    for letter in LETTERS:
        store.put(SOURCES[letter.id], [letter])
    return store


REASONS = {
    Status.ANSWER: "Spørgsmålet ligner et, forvaltningen har svaret på.",
    Status.NEAR: "Emnet er det samme, men svaret rammer måske ikke det, du spørger om.",
    Status.NOTHING: "Ingen af brevene handler om det.",
}


@dataclass(frozen=True)
class WordFinder:
    """Finds by the longer words a question shares: three make an answer, one is near.

    A question that begins with `Og` is asked together with the one before; a party's name or a year in it
    narrows the search.
    """

    store: Store

    def ask(self, question: Question) -> Answer:
        text, before = question.text, question.before
        searched = f"{before[-1]} {text}" if before and text.startswith("Og ") else text
        understood = self.understood(text, question.ignored)
        applied = plus(question.filters, understood)
        wanted = _words(searched)
        shared = [
            (len(wanted & _words(qa.question)), qa, letter)
            for letter in self.store.letters()
            for qa in letter.qas
            if all(set(facets(letter, qa)) & set(group) for group in applied.where())
        ]
        best = sorted(shared, key=lambda one: (-one[0], one[1].id))[: question.limit]
        most = best[0][0] if best else 0
        status = Status.ANSWER if most >= 3 else Status.NEAR if most else Status.NOTHING
        found = tuple(self.found(*one) for one in best)
        return Answer(text, status, REASONS[status], found, 1.23, searched, applied, understood)

    def understood(self, question: str, ignored: Filters) -> Filters:
        """The filters that the question names, without those to ignore."""
        says = [summary.metadata for summary in self.store.summaries()]
        named = Filters(
            parties=tuple(party for each in says for party in each.parties if party in question),
            years=tuple(each.date.year for each in says if each.date and str(each.date.year) in question),
        )
        return minus(named, ignored)

    def found(self, score: float, qa: QA, letter: Letter) -> Found:
        """A hit whose first sentence answers, with what it leans on in its own letter."""
        first = len(qa.answer.partition(". ")[0]) + 1 if qa.kind is Kind.ANSWERED else 0
        leans = tuple(
            Lean(Why.REFERENCE, other, letter)
            for reference in qa.references
            for other in letter.qas
            if other.id in reference.qas
        )
        hit = Hit(qa.id, score, 0.9, score)
        return Found(hit, qa, letter, ((0, min(first, len(qa.answer))),) if first else (), leans)


def _words(text: str) -> set[str]:
    return {word for word in text.casefold().replace("?", " ").replace(",", " ").split() if len(word) > 3}


@dataclass(frozen=True)
class BrokenFinder:
    """Meets the same trouble with every question."""

    error: Exception

    def ask(self, question: Question) -> Answer:
        raise self.error
