"""Letters whose words and numbers mislead: Word's numbering and changes, look-alikes, strange characters."""

from __future__ import annotations

import unicodedata
from functools import partial

from tests.ingest.formats.word_files import definition, docx, level, listed, numbers, p, r, row
from tests.nasty.case import Case

HEAD = "Svar på 10-dages forespørgsel fra Venstre om skolebusser\n\n2. februar 2022\n\n"
END = "\n\nMed venlig hilsen\n\nEva Holm\n"


def letter(body: str) -> bytes:
    """A plain text letter in UTF-8."""
    return (HEAD + body + END).encode()


def numbered() -> bytes:
    """Questions whose numbers are Word's; a list inside an answer; a list that goes on behind it."""
    lists = definition(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
    lists += definition(2, level(0, "decimal", "%1.")) + numbers(1, 1) + numbers(2, 2)
    body = p("Svar på 10-dages forespørgsel fra Venstre om skolebusser") + p("2. februar 2022")
    body += p("Hvor mange elever kører i skolebus?", listed(1)) + p("Der kører elever fra:")
    body += p("Viby", listed(2)) + p("Lystrup", listed(2))
    body += p("Hvad koster det?", listed(1)) + p("Det koster 11,4 mio. kr.")
    return docx(body, numbering=lists)


def tracked() -> bytes:
    """An amount that was changed while somebody kept track."""
    change = 'w:id="1" w:author="Eva" w:date="2022-02-02T00:00:00Z"'
    amount = f"<w:del {change}><w:r><w:delText>26</w:delText></w:r></w:del><w:ins {change}>{r('27')}</w:ins>"
    answer = f"<w:p>{r('Beløbet er ')}{amount}{r(' mio. kr.')}</w:p>"
    return docx(p("1. Hvor stort er beløbet?") + answer)


def word_table() -> bytes:
    """A table with a cell of several paragraphs."""
    rows = row(p("Skoleår"), p("Elever")) + row(p("2020/21"), p("1.098")) + row(p("2021/22"), p("1.146"))
    first = p("1. Hvor mange elever?") + p("Tallene er:") + f"<w:tbl>{rows}</w:tbl>"
    return docx(first + p("2. Hvad koster det?") + p("11,4 mio. kr."))


LOOKALIKES = """1. Hvor mange elever kører i skolebus?

Der kører 1.146 elever, jf. svarene på spørgsmål
5 – 7 i brevet af
2. februar 2021, og det koster
26 mio. kr. efter folkeskolelovens
§ 14, stk. 2. Der er en
10-dages frist.
Kommunen vil:

1. købe flere busser
2. tale med skolerne
3. spørge forældrene

2. Hvad koster det?

Det koster 11,4 mio. kr.

3. Hvornår sker det?

I 2023."""

PARTS = """Spørgsmål 1: Hvor mange elever kører i skolebus, og
a) hvor mange er under 10 år?
b) hvor langt kører de?

Svar: Der kører 1.146 elever.
a) 300 er under 10 år.
b) De kører 6 km.

Spørgsmål 2 og 3 besvares samlet.

Spørgsmål 2: Hvad koster det?

Spørgsmål 3: Hvem betaler?

Svar: Det koster 11,4 mio. kr., og kommunen betaler.

Spørgsmål 4:
"Hvornår sker det?"

Svar: I 2023."""

SIGNS = """1. Hvor mange elever k\u00f8rer i skolebus?

Der k\u00f8rer 1\u2009250\u00a0000 elever p\u00e5 ef\u00adter\u00admid\u00addage,
of\ufb01cielt 10\u2011dages frist og 25 m\u00b2."""

CASES = (
    Case(
        16,
        "numbered.docx",
        "Word's automatic numbers",
        numbered,
        says=(
            "[1] Hvor mange elever kører i skolebus?",
            "[2] Hvad koster det? | Det koster 11,4 mio. kr.",
            "Lystrup",
        ),
    ),
    Case(
        17,
        "tracked.docx",
        "tracked changes",
        tracked,
        says=("Beløbet er 27 mio. kr.",),
        lacks=("2627", "26 mio"),
        note="tracked changes",
    ),
    Case(
        18,
        "lookalikes.txt",
        "look-alikes of question numbers",
        partial(letter, LOOKALIKES),
        says=(
            "[1] Hvor mange",
            "26 mio. kr. efter",
            "3. spørge forældrene [2] Hvad koster det?",
            "[3] Hvornår",
        ),
    ),
    Case(
        19,
        "parts.txt",
        "sub-questions, joint answers, quoted questions",
        partial(letter, PARTS),
        says=("300 er under 10 år", "De kører 6 km.", "og kommunen betaler.", "Hvornår sker det?", "I 2023."),
    ),
    Case(20, "table.docx", "a Word table", word_table, says=("2020/21 1.098 2021/22 1.146", "11,4 mio. kr.")),
    Case(
        23,
        "signs.txt",
        "soft hyphens, ligature, thin spaces, U+2011",
        partial(letter, SIGNS),
        says=("eftermiddage, officielt 10-dages frist og 25 m².",),
        lacks=("\u00ad", "\ufb01", "\u2009"),
    ),
    Case(
        23,
        "decomposed.txt",
        "decomposed å",
        lambda: unicodedata.normalize("NFD", letter(SIGNS).decode()).encode(),
        says=("på eftermiddage",),
    ),
    Case(
        23,
        "cp1252.txt",
        "Windows-1252",
        lambda: letter("1. Hvad koster det på året?\n\nDet koster 5 € – årligt.").decode().encode("cp1252"),
        says=("Det koster 5 € – årligt.",),
    ),
    Case(
        23,
        "twice.txt",
        "UTF-8 decoded twice",
        lambda: (
            letter("1. Hvad koster det på året?\n\nDet går på 5 kr.")
            .decode()
            .encode()
            .decode("cp1252")
            .encode()
        ),
        says=("Det går på 5 kr.",),
        note="decoded twice",
    ),
    Case(
        23,
        "spaced.txt",
        "letter-spaced words",
        partial(letter, "1. Hvad koster det?\n\nS A G S N R. Det koster 5 kr."),
        says=("Det koster 5 kr.",),
    ),
)
