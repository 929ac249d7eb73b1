"""What stands behind the last answer: words that close a letter, and the names and offices under it."""

from __future__ import annotations

import re

from ingest.furniture.running import DATE_LINE
from ingest.furniture.sidebar import label
from ingest.letter.questions.blocks import Block

CLOSING = re.compile(
    r"\b(?:vedlagt|vedlægge[rs]|(?:i|en)\s+kopi|kopi\s+(?:til|af|er|sendes)|cc|til\s+(?:din\s+|jeres\s+)?orientering|til\s+rådighed|velkomm?en\s+til\s+at"
    r"|kontakte?s?|henvend(?:e|else)\b.{0,30}\b(?:til|kan|rettes)|yderligere\s+(?:oplysninger|spørgsmål|afklaring)|uddyb(?:ende\s+spørgsmål|ning)"
    r"|på\s+forhånd|tak\s+for|takker|håber|god\s+(?:sommer|weekend|jul|ferie)|beklager\b.{0,40}\b(?:sene|ventetid|forsink)"
    r"|(?:dette|denne|nærværende)\s+(?:svar|besvarelse|brev|notat|mail)|(?:svaret|svarene|besvarelsen|notatet|brevet)\s+(?:er|vil|bliver|sendes|offentliggøres|forelægges|lægges|deles)"
    r"|spørgsmålene\s+(?:anses|er|betragtes)|(?:endeligt|supplerende)\s+svar|frist\w*\s+for\s+(?:spørgsmål|ændringsforslag)|(?:mødet|spørgetiden)\s+(?:slut|hæv|afslut)"
    r"|ovenstående\s+(?:er|svar)|(?:du|I|De)\s+hører\s+fra|for\s+referatet|p\.\s?a\.\s?v|deltager\s+gerne|(?:drøfte|uddybe|orientere)\b.{0,60}\b(?:møde|lejlighed|gerne)|gerne\b.{0,40}\b(?:møde|uddybe|drøfte|svare)"
    r"|(?:skriv|ring)\b.{0,40}\b(?:endelig|gerne|hvis|til\s+mig|på)|(?:har|skulle)\s+(?:du|I|De|der|udvalget|byrådet|gruppen|partiet)\b.{0,60}\bspørgsmål|\brettes\s+til\b|undertegnede|endelige\s+svar|ser\s+(?:frem|gerne)\b|samlede\s+(?:dokument|besvarelse|svar|notat)"
    r"|(?:lagt|lægges|ligger|offentliggjort|offentliggøres|findes|kan\s+ses)\s+(?:på|i)\b.{0,60}(?:hjemmeside|dagsorden|intranet|agenda|sagen)|\bbilag\s+\d+\s*:|bedes\s+(?:rettes|stilet)|afslutningsvis|udskriftens|flere\s+spørgsmål|vender\s+(?:vi|jeg|\w+en)\s+tilbage|som\s+besvaret|øvrige\s+partier)",
    re.IGNORECASE,
)
"""Words of a last paragraph that speaks of the letter, its reader or its sender, and answers nothing."""

NUMBERED = re.compile(r"(\d{1,2})[.)]?\s")
TOLD = re.compile(
    r"(?:Besvaret|Svaret\s+er\s+givet|Udarbejdet)\s+(?:af|den)\b.{2,80}$|(?:Stillet|Spurgt)\s+(?:af|den)\b.{2,80}$|Dato:\s",
    re.IGNORECASE,
)
"""A line under an answer, or above the next question, that says by whom or when."""

SIGNS = re.compile(r"[^\W\d_][^\d.?!:;]{1,60}")
"""A name or an office under a letter."""

LONGEST_CLOSING = 350
"""Characters."""

SAYS = frozenset({"number", "date", "name", "phone", "mail", "direct", "unit"})
"""Kinds of labels that are about the letter itself, not about what it discusses."""


def closes(block: Block, signed: bool) -> str | None:
    """The evidence that a block behind the last answer speaks of the letter; None if it does not.

    `signed`: nothing but names stands behind it.
    """
    if block.row is not None or not block.opens:
        return None
    text = block.text
    found = label(text)
    if (found and found.kind in SAYS and not found.owes) or DATE_LINE.fullmatch(text.strip()):
        return "end:label"
    if len(text) <= LONGEST_CLOSING and CLOSING.search(text):
        return "end:closing"
    if SIGNS.fullmatch(text) and signed and len(text.split()) <= 6:
        return "end:name"
    if block.is_heading:
        return "end:heading"
    return "end:plain" if len(text) <= LONGEST_CLOSING and not block.ends_asking else None
