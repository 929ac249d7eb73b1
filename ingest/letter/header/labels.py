"""The labels in a letter's head, and their values: `Dato:`, `Sagsnr.`, `Sagsbehandler:`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.furniture.running import DATE_LINE
from ingest.furniture.sidebar import ADDRESS_OF_MAIL, CALL, CASE, DIGITS, NAME, OFFICER, REF, VALUES

LABELS = {
    "answered": r"(?:Svar|Besvarelses)dato|Dato\s+for\s+(?:svar|besvarelse)"
    r"|(?:Svaret|Svar|Besvarelsen?)\s+(?:er\s+)?(?:udsendt|afgivet|sendt)(?:\s+den)?|Besvaret(?:\s+den)?",
    "meeting": r"Mødedato",
    "date": r"(?:Dokument|Brev|Afsendelses|Udsendelses)?D\s?a\s?t\s?o|\w+/dato"
    r"|(?:Af)?sendt(?:\s+den)?|Sent(?=\s?:)",
    "case": CASE,
    "ref": REF,
    "officer": rf"{OFFICER}|(?:Af|Kontakt|Ansvarlig)(?=\s?:)",
    "sender": r"(?:Fra|From|Svar\s+fra)(?=\s?:)",
    "department": r"(?:Ansvarlig\s|Svarende\s|Fag)?"
    r"(?:Forvaltning|Afdeling|Magistratsafdeling|Direktørområde|Enhed|Kontor|Center(?=\s?:|\s*$))"
    r"|Afsender|Fagområde",
    "title": r"Emne|Subject(?=\s?:)|Vedr|Vedrørende|Angående|Ang",
    "recipient": r"Til|To(?=\s?:)|Modtager",
}
"""A label, and what it names. `answered` is a date that is surely the answer's, not the question's."""

BESIDE = {
    "document": r"Dok(?:ument)?\.?[\s-]?(?:nr|id|nummer)?|Akt[\s-]?(?:id|nr)",
    "phone": r"(?:Direkte\s+)?(?:Telefon|Tlf|Tel)|Mobil|Fax",
    "mail": r"(?:Direkte\s+)?(?:E-?mail|Mail|E-?post)",
    "web": r"Web|Hjemmeside",
    "register": r"CVR(?:[.-]?\s?nr)?|EAN(?:[.-]?\s?(?:nr|nummer))?",
}
"""Labels of values that we do not keep, but must not mistake for other values."""

LABELLED = {
    name: re.compile(
        rf"\s*(?:(?P<initials>[A-ZÆØÅ]{{2,8}}|(?-i:[a-zæøå]{{2,5}}))\s*/\s*(?=J))?"
        rf"(?:{label})(?:\.?\s?:|\.|\s*$|(?=\s))\s*(?P<value>.*)$",
        re.IGNORECASE,
    )
    for name, label in (LABELS | BESIDE).items()
}
"""A label and its value on one line. Initials before it are the officer's: `NMJ/ J.nr. 2009-5158`."""

ANY = re.compile(
    r"\s*(?:Direkte\s+\w[\w-]*|" + "|".join((*BESIDE.values(), *LABELS.values())) + r")[.:]*\s*(?:$|.*:)",
    re.IGNORECASE,
)
INNER = re.compile(
    r"(?<=\S)\s+(?=(?-i:[A-ZÆØÅ]))(?=(?:"
    + "|".join(
        label
        for name, label in (LABELS | BESIDE).items()
        if name not in ("title", "recipient", "sender", "department")
    )
    + r")\.?\s?:)",
    re.IGNORECASE,
)
"""The blanks before a label within a line: `Dato: 3. maj 2021 Sagsnr.: 21/44`."""

SIDE = re.compile(
    "|".join(
        rf"\s*(?:{(LABELS | BESIDE)[name]})\.?\s?:"
        for name in ("date", "case", "ref", "officer", "document", "phone")
    )
    + rf"|\s*(?:{CASE})\.?\s?\d",
    re.IGNORECASE,
)
"""A line that holds a label of those that stand beside a title, and its value."""

BARE = {
    name: re.compile(rf"\s*(?:{label})\.?\s?:?\s*", re.IGNORECASE)
    for name, label in (LABELS | BESIDE).items()
}
PHRASE = re.compile(r"[A-ZÆØÅ][^.?!:]{1,60}")
SHAPES = {
    "answered": DATE_LINE,
    "meeting": DATE_LINE,
    "date": DATE_LINE,
    "case": DIGITS,
    "ref": re.compile(rf"{DIGITS.pattern}|{NAME.pattern}"),
    "officer": NAME,
    "sender": PHRASE,
    "department": PHRASE,
    "title": PHRASE,
    "recipient": PHRASE,
    "document": DIGITS,
    "phone": CALL,
    "mail": ADDRESS_OF_MAIL,
    "web": re.compile(r"\S+\.\w{2,}"),
    "register": VALUES["number"],
}
"""The shape of each label's value, where values stand in a column after a column of labels."""

OFFICERS = re.compile(rf"(?:{NAME.pattern})(?=\s*(?:$|[,;/|(–-]|(?i:tlf|tel|e-?mail|direkte|\+?\d)))")
"""An officer's name or initials; what stands behind it is a title or a telephone number."""

FEWEST, LONGEST_VALUE = 2, 2
"""A column has at least FEWEST labels; a value in a column has at most LONGEST_VALUE lines."""

SPACED = re.compile(r"[A-ZÆØÅ](?: [A-ZÆØÅ]){3,}[:.]?")
"""A word in letter-spaced capitals: `S A G S B E H A N D L E R`."""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a label, and the indexes of the lines of label and value."""

    text: str
    lines: tuple[int, ...]


def plain(text: str) -> str:
    """The text; a word in letter-spaced capitals without its blanks."""
    return text.replace(" ", "") if SPACED.fullmatch(text.strip()) else text


def columns(lines: Sequence[tuple[int, str]]) -> dict[str, Value]:
    """Label name -> value, where labels follow each other (`Dato:` / `Sagsnr.:`) and then their values.

    `lines` are (index, text) in reading order.
    """
    found: dict[str, Value] = {}
    for start, labels in _columns_of_labels([text for _, text in lines]):
        values = _values(labels, [text for _, text in lines], start + len(labels))
        for n, (name, (first, last)) in enumerate(zip(labels, values, strict=False)):
            text = " ".join(text.strip() for _, text in lines[first:last])
            places = (lines[start + n][0], *(index for index, _ in lines[first:last]))
            found.setdefault(name, Value(text, places))
    return found


def _columns_of_labels(texts: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """(position, names of the labels) of each group of lines that are labels without values."""
    at = 0
    while at < len(texts):
        names: list[str] = []
        while at + len(names) < len(texts) and (name := _bare(texts[at + len(names)])):
            names.append(name)
        if len(names) >= FEWEST:
            yield at, names
        at += len(names) or 1


def _bare(text: str) -> str | None:
    """The name of the label, if the line is only a label; else None."""
    if len(text) > 40:
        return None
    return next((name for name, pattern in BARE.items() if pattern.fullmatch(plain(text))), None)


def _values(labels: Sequence[str], texts: Sequence[str], at: int) -> list[tuple[int, int]]:
    """The lines [first, last) of each label's value; empty if they do not look like its values."""
    if not labels:
        return []
    for size in range(1, LONGEST_VALUE + 1):
        text = " ".join(text.strip() for text in texts[at : at + size])
        if at + size > len(texts) or not SHAPES[labels[0]].fullmatch(text):
            continue
        rest = _values(labels[1:], texts, at + size)
        if rest or len(labels) == 1:
            return [(at, at + size), *rest]
    return []


def valued(text: str, pattern: re.Pattern[str] | None) -> str | None:
    """The text, or its beginning that matches the pattern; None if it is empty or does not match."""
    text = text.strip()
    if pattern is None:
        return text or None
    match = pattern.match(text)
    return match.group().strip() if match else None


def known(name: str, values: Mapping[str, Value], pattern: re.Pattern[str] | None) -> Value | None:
    """The value of a label in the columns, if it matches the pattern."""
    value = values.get(name)
    return value if value and valued(value.text, pattern) else None
