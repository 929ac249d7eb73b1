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
    (r"a CPR number stands beside the text: (.+)", r"Et personnummer står uden for teksten: \1."),
    (
        r"CPR numbers were taken out: the source is a copy without them",
        "Personnumre er fjernet. Kilden er en kopi uden dem.",
    ),
    (r"the attached file “(.+)” could not be read", r"Den vedhæftede fil »\1« kunne ikke læses."),
    (r"the number (\S+) comes more than once", r"Nummer \1 forekommer mere end én gang."),
    (r"no text on this page: needs OCR", "Siden er et billede uden tekst. Lav en søgbar PDF af den."),
    (
        r"pictures are read by (Tesseract \(\S+\)) or (RapidOCR \(\S+\))",
        r"Sider, der er billeder, læses kun, når \1 eller \2 er installeret.",
    ),
    (
        r"(\d+) pages? read off pictures by (.+): check names and figures",
        r"Antal sider, der er læst fra billeder med \2: \1. Tjek navne og tal.",
    ),
    (
        r"(\d+) words? on this page hard to read: check (.+)",
        r"Antal ord på siden, der var svære at læse: \1. Tjek \2",
    ),
    (
        r"this page is a picture that could not be read \((.+)\)",
        r"Siden er et billede, der ikke kunne læses (\1).",
    ),
    (r"nothing could be read off the picture on this page", "Der blev ikke fundet tekst på sidens billede."),
    (
        r"the text of this page makes no sense: needs OCR",
        "Sidens tekst giver ingen mening og skal læses igen.",
    ),
    (r"most of this page is a picture: may need OCR", "Det meste af siden er et billede, som ikke er læst."),
    (
        r"the file does not say which letters this page shows: needs OCR",
        "Sidens tekst kan ikke læses som bogstaver. Lav en søgbar PDF af den.",
    ),
    (
        r"invisible text is in no answer \((\d+) words?\)",
        r"Siden har usynlig tekst, som er holdt ude af svarene (\1 ord).",
    ),
    (
        r"text outside the page is in no answer \((\d+) words?\)",
        r"Tekst uden for siden er holdt ude af svarene (\1 ord).",
    ),
    (
        r"an annex or text across the page is in no answer",
        "Siden er et bilag eller har tekst på tværs, som er holdt ude af svarene.",
    ),
    (
        r"the text is an older reading of a picture: check it",
        "Sidens tekst er en ældre maskinlæsning af et billede. Tjek den.",
    ),
    (
        r"the page's words differ from a second reading's \((\d+) of (\d+)\): check it",
        r"To læsninger af siden er ikke enige om \1 af \2 ord. Tjek den.",
    ),
    (
        r"the words could not be checked by a second reading \((.+)\)",
        r"Ordene kunne ikke kontrolleres med en anden læsning (\1).",
    ),
    (
        r"left out (\d+) drawing operators? without sense",
        r"Dele af sidens indhold var ødelagt og er udeladt.",
    ),
    (r"left out (\d+) comment or form fields?", r"Kommentarer eller felter er udeladt (\1)."),
    (r"this page could not be read \((.+)\)", r"Siden kunne ikke læses (\1)."),
    (
        r"page numbers start again: pages are counted from the beginning of the file",
        "Sidetallene begynder forfra. Siderne er talt fra filens begyndelse.",
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
    (
        r"the file has a date that follows the calendar, which was left out",
        "En dato, der følger kalenderen, er udeladt. Find brevets dato.",
    ),
    (
        r"the page has hidden text, which was set apart",
        "Siden har skjult tekst, som er holdt uden for svarene.",
    ),
    (
        r"the page shows another page or file in a frame, which was not read",
        "Siden viser en anden side eller fil i en ramme. Den er ikke læst.",
    ),
    (
        r"the attached file “(.+)” was not read: a picture in the text",
        r"Billedet »\1« i beskeden er ikke læst.",
    ),
    (
        r"the attached file “(.+)” was not read: it is one too many",
        r"Den vedhæftede fil »\1« er ikke læst: der er for mange, eller de er for store.",
    ),
    (r"the attached file “(.+)” was not read: (.+)", r"Den vedhæftede fil »\1« er ikke læst som brev."),
    (r"the files attached are too large to be read", "De vedhæftede filer er for store til at blive læst."),
    (r"a part of the message could not be read", "En del af beskeden kunne ikke læses."),
    (
        r"the message has its text as RTF alone, which was not read",
        "Beskedens tekst findes kun som RTF og er ikke læst.",
    ),
    (r"an annex, not a question", "Det er et bilag, ikke et spørgsmål."),
    (r"names another letter", "Der er tale om et andet brev, som ikke er fundet."),
    (r"names its own letter", "Der er tale om brevet selv."),
    (r"another series of questions \((.+)\)", r"Der er tale om en anden række spørgsmål (\1)."),
    (r"which answer is not said", "Det fremgår ikke, hvilket svar der er tale om."),
    (r"no answer stands before this one", "Der står intet svar før dette."),
    (r"no answer stands after this one", "Der står intet svar efter dette."),
    (r"this letter has no questions? (.+)", r"Brevet har ikke spørgsmål \1."),
    (r"the letter of (\d+\. \w+ \d+) has no questions? (.+)", r"Brevet af \1 har ikke spørgsmål \2."),
    (r"the letter of (\d+\. \w+ \d+) has no questions", r"Brevet af \1 har ingen spørgsmål."),
    (r"the letter of (\d+\. \w+ \d+) is about something else", r"Brevet af \1 handler om noget andet."),
    (r"the letter “(.+)” has no questions? (.+)", r"Brevet »\1« har ikke spørgsmål \2."),
    (r"the letter “(.+)” has no questions", r"Brevet »\1« har ingen spørgsmål."),
    (r"several letters fit: (.+)", r"Flere breve passer: \1."),
    (r"no letter of (\d+\. \w+ \d+)", r"Der er intet brev af \1."),
    (r"no other letter of case (.+)", r"Der er intet andet brev i sag \1."),
    (r"leads round in a circle: (.+)", r"Svarene henviser til hinanden i ring (\1)."),
    (r"no letter fits", "Der er intet brev, der passer."),
    (r"read as (.+): check æ, ø and å", r"Læst med tegnsættet \1. Tjek æ, ø og å."),
)
_PATTERNS = tuple((re.compile(english), danish) for english, danish in _SAID)
_MISSING = re.compile(r"not found in the letter: (.+)")


def danish(note: str) -> str | None:
    """A note's text in Danish; None where there is no translation yet."""
    if missing := _MISSING.fullmatch(note):
        return f"Ikke fundet i brevet: {', '.join(FIELDS[name] for name in missing[1].split(', '))}."
    return next((m.expand(said) for pattern, said in _PATTERNS if (m := pattern.fullmatch(note))), None)
