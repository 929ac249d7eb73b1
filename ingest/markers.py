"""What marks a question, an answer and the end of a letter, and what only looks like it."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = (
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)

ORDINALS = (
    "behandling|forhandling|kvartal|halvår|klasse|pkt|punktum|runde|division|etape|fase|sal|led|verdenskrig"
)
"""Nouns after an ordinal: `1. behandling`, `3. kvartal`, `2. pkt.` are not question numbers."""

NUMBER = r"(?P<number>\d{1,4}[a-zæøå]?)"


@dataclass(frozen=True, slots=True)
class Family:
    """One way to number questions. `weight` is how much a bare match says that it is a question."""

    name: str
    pattern: re.Pattern[str]
    weight: int


FAMILIES = (
    Family(
        "Spørgsmål N",
        re.compile(
            rf"\s*(?:Spørgsmål|Spm\.?)\s*(?:nr\.?)?\s*(?:[A-ZÆØÅ]\s)?{NUMBER}\s*(?:[:.)]\s*|\s*$)",
            re.IGNORECASE,
        ),
        3,
    ),
    Family("Ad N", re.compile(rf"\s*Ad\s+{NUMBER}\s*(?:[:.)]\s*|\s*$)", re.IGNORECASE), 2),
    Family("N)", re.compile(rf"\s*{NUMBER}\)\s+(?=\S)"), 1),
    Family("N.", re.compile(rf"\s*{NUMBER}\.\s+(?!(?:{MONTHS})\b|(?:{ORDINALS})\b)(?=\S)"), 1),
)
"""The families in order of trust; LAYOUTS of Danish municipal and ministerial letters."""

UNNUMBERED_LABEL = re.compile(r"\s*Spørgsmål\s*:\s*", re.IGNORECASE)

ANSWER = re.compile(
    r"\s*(?:(?:Administrationens|Forvaltningens|Afdelingens|Magistratens|Borgmesterens)\s+)?"
    r"(?:Svar|Besvarelse|Bemærkninger)(?:\s+(?:på|til)\s+(?:spørgsmål|spm\.?)\s*(?:nr\.?\s*)?\d+[a-z]?)?"
    r"\s*(?::\s*|$)",
    re.IGNORECASE,
)
"""An answer label at the start of a line, with its colon or alone on the line."""

GLUED_ANSWER = re.compile(r"(?<=[?.”\"])\s*(?:Svar|SVAR|Besvarelse)\s*:\s*")
"""An answer label that lost its line break: `…ordningen?Svar: Ja.`"""

GREETING = re.compile(
    r"\s*(?:(?:Med\s+)?(?:de\s+)?(?:venlige?|bedste|kærlige?)\s+hilsen(?:er)?|Venligst|Mvh\.?"
    r"|På\s+(?:\w+\s+){1,3}vegne|På\s+vegne\s+af\b.*)\s*[,.]?\s*$",
    re.IGNORECASE,
)

ASKS = re.compile(
    r"\?|\b(?:bedes|ønskes|anmod\w*)\b.*\b(?:redegør\w*|oplys\w*|beskriv\w*|svar\w*|opgør\w*)"
    r"|^(?:Hv(?!is\b|er\b|ert\b|erken\b|erdag)\w+|Kan|Vil|Er|Har|Redegør|Oplys|Beskriv|Opgør|Angiv|Forklar)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Text that asks: a question mark, `bedes … redegøre`, or a first word that asks; `Hvis`, `Hver` do not."""
