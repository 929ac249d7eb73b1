"""Review notes in Danish. Reading writes them in English; a keeper meets them on the letter's page."""

from __future__ import annotations

import re

FIELDS = {"title": "titel", "date": "dato", "case": "sagsnummer", "department": "afdeling"}

_SAID = (
    (r"no questions found; the whole letter is kept as remainder", "Der er ikke fundet spørgsmål i brevet."),
    (r"inquiry only: no answers in the file", "Filen er en forespørgsel uden svar."),
    (r"question (\S+) has no text", r"Spørgsmål \1 har ingen tekst."),
    (r"question (\S+) has no answer", r"Spørgsmål \1 har intet svar."),
    (r"question (\S+): nothing found for “(.+)”", r"Spørgsmål \1: »\2« fører ikke til noget svar i brevet."),
    (r"the numbering jumps from (\S+) to (\S+)", r"Nummereringen springer fra \1 til \2."),
    (r"no text on this page: needs OCR", "Siden er et billede uden tekst. Lav en søgbar PDF af den."),
    (r"most of this page is a picture: may need OCR", "Det meste af siden er et billede, som ikke er læst."),
    (
        r"the file does not say which letters this page shows: needs OCR",
        "Sidens tekst kan ikke læses som bogstaver. Lav en søgbar PDF af den.",
    ),
    (r"left out invisible text \((\d+) words?\)", r"Usynlig tekst er udeladt (\1 ord)."),
    (r"left out text outside the page \((\d+) words?\)", r"Tekst uden for siden er udeladt (\1 ord)."),
    (
        r"left out (\d+) drawing operators? without sense",
        r"Dele af sidens indhold var ødelagt og er udeladt.",
    ),
    (r"left out (\d+) comment or form fields?", r"Kommentarer eller felter er udeladt (\1)."),
    (r"this page could not be read \((.+)\)", r"Siden kunne ikke læses (\1)."),
    (
        r"page numbers start again, pages are counted through: two letters in one file\?",
        "Sidetallene begynder forfra. Er der to breve i filen? Siderne er talt fra filens begyndelse.",
    ),
    (
        r"of (\d+) pages, no marker was found for (.+): pages may be wrong",
        r"Af \1 sider mangler mærket for side \2. Sidetallene kan være forkerte.",
    ),
    (
        r"the file has tracked changes, read as accepted: check that they were meant to be",
        "Filen har registrerede ændringer, som er læst som accepterede. Tjek, at de er det.",
    ),
    (r"the file has hidden text, which is not printed and was left out", "Skjult tekst er udeladt."),
    (
        r"(\d+) characters of a symbol font are not known and read as (.+)",
        r"\1 tegn fra en symbolskrift kendes ikke og er læst som \2.",
    ),
    (r"the file holds another file in its text, which was left out", "En indlejret fil er udeladt."),
    (r"the file has comments, which were left out", "Kommentarer er udeladt."),
    (
        r"(\d+) characters were UTF-8 decoded twice \(like `Ã¥` for `å`\) and were mended",
        r"\1 tegn var forvanskede (som »Ã¥« for »å«) og er rettet.",
    ),
    (r"bytes that are not (.+) were left out", r"Tegn, der ikke er \1, er udeladt."),
    (
        r"parts are not UTF-8 and were read as Windows-1252: check æ, ø and å",
        "Noget af teksten er i et andet tegnsæt. Tjek æ, ø og å.",
    ),
    (
        r"the character set is not clear, read as (.+): check all but plain letters",
        r"Tegnsættet er uklart og læst som \1. Tjek æ, ø, å og særlige tegn.",
    ),
    (r"read as (.+): check æ, ø and å", r"Læst med tegnsættet \1. Tjek æ, ø og å."),
)
_PATTERNS = tuple((re.compile(english), danish) for english, danish in _SAID)
_MISSING = re.compile(r"not found in the letter: (.+)")


def danish(note: str) -> str | None:
    """A note's text in Danish; None where there is no translation yet."""
    if missing := _MISSING.fullmatch(note):
        return f"Ikke fundet i brevet: {', '.join(FIELDS[name] for name in missing[1].split(', '))}."
    return next((m.expand(said) for pattern, said in _PATTERNS if (m := pattern.fullmatch(note))), None)
