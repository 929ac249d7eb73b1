"""What stands behind the last answer: words that close a letter, and the names and offices under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.furniture.running import DATE_LINE
from ingest.furniture.sidebar import label
from ingest.letter.questions.blocks import Block
from kb.danish import MONTH
from kb.text import is_bullet

LETTER = re.compile(
    r"\b(?:svar(?:et|ene)?|besvarelsen?|brev(?:et)?|notat(?:et)?|skema(?:et)?|e-?mail(?:en)?|mail(?:en)?|redegørelsen?"
    r"|ovenstående|spørgsmål(?:et|ene)?|henvendelsen?|forespørgslen|dokument(?:et)?|spørgetiden"
    r"|bilag(?:et|ene)?|udskriften\w*|referat(?:et)?|tilbagemelding(?:en)?|orientering(?:en)?|gennemgang(?:en)?)\b",
    re.IGNORECASE,
)
"""The letter itself, or one of its parts."""

READER = re.compile(
    r"\b(?:[Dd]u|[Dd]ig|[Dd]it|[Dd]in|[Dd]ine|I|[Jj]er|[Jj]eres|De|Dem|Deres"
    r"|(?:\w*udvalg|byråd|kommunalbestyrelse|magistrat|råd|gruppe|parti|direktion|økonomiudvalg)(?:et|en)s?"
    r"|partier(?:ne)?s?|medlem(?:mer)?(?:ne)?s?|formand(?:en)?s?|spørgeren?s?)\b"
)
"""Who gets it."""

SENDER = re.compile(
    r"\b(?:[Jj]eg|[Mm]ig|[Vv]i|[Oo]s|[Uu]ndertegnede"
    r"|[\w-]*(?:forvaltning|administration|afdeling|sekretariat|center|centr|direktion|kontor|region|kommun|team)(?:en|et|ens|ets|er)?)\b"
)
"""Who sends it."""

ACT = re.compile(
    r"\b(?:vedlagt|vedlægge[rs]?|kopi|cc|til\s+(?:\w+\s+)?orientering|til\s+rådighed|velkomm?en|kontakte?s?"
    r"|ring(?:e|er)?|skriv(?:e|er)?|uddyb\w*|yderligere\s+(?:oplysninger|spørgsmål|afklaring|information)"
    r"|på\s+forhånd|tak|takker|håber|god\s+(?:sommer|weekend|jul|ferie|læselyst)|beklager"
    r"|(?:dokument|brev|notat|svar)\w*\s+sendes|efterretning|indstiller|hjemmeside\w*|portal\w*|\w+portalen"
    r"|intranet\w*|First\s+Agenda|sagsfremstilling\w*|(?:på|i|til)\s+dagsorden\w*|dagsordenen\w*"
    r"|deltager\s+gerne|hører\s+fra|ser\s+(?:frem|gerne)|for\s+referatet|p\.\s?[af]\.\s?v|betragte[rs]|anses"
    r"|afslutningsvis|foretager\s+sig|færdigbehandlet|sluttede|hævet|rettes\s+til)\b",
    re.IGNORECASE,
)
"""What is done with a letter and little else."""

DONE = re.compile(
    r"\b(?:(?:sendt|sendes|sender|fremsendes)\s+(?:som|i|til)|offentliggjort|offentliggøres|forelægges|forelagt"
    r"|fremlagt|fremlægges|(?:lagt|lægges)\s+(?:på|i|ud|frem)|endelige?t?|frist(?:en)?|runde|afsluttet|besvaret"
    r"|udarbejdet|godkendt|(?:på|til|i|et)\s+(?:\w+\s+)?møde\w*|drøfte\w*|drøftet|afsend\w*)\b",
    re.IGNORECASE,
)
"""What is done with a letter, and with other things."""

DATE = re.compile(
    rf"\b(?:den\s+)?\d{{1,2}}\.?\s*(?:{MONTH})\b(?:\s+\d{{4}})?|\bkl\.\s*\d{{1,2}}(?:[.:]\d\d)?"
    r"|\b(?:19|20)\d\d\b|\b(?:tlf\.?|telefon)\s*(?:nr\.?\s*)?[\d ]{8,14}",
    re.IGNORECASE,
)
FIGURE = re.compile(r"(?<!§ )(?<!§)\b\d[\d.,]*(?:\s*(?:%|pct|procent|kr|mio))?")
"""A figure that is no date. Words that close a letter have few."""

LEANS = re.compile(
    r"(?:Det|Dette|Disse|Den|Der|Herudover|Derudover|Desuden|Dog|Derfor|Tallene|Heraf|Hertil|Samtidig|Dermed)\b"
)
"""How a sentence begins that goes on from the one before it."""

CONTENT = re.compile(r"[^\W\d_]{6,}")
STEM = 6
"""Letters in which two words agree that speak of the same."""

FEW_SENTENCES = 2
SENTENCE = re.compile(r"[.!?](?=\s+[A-ZÆØÅ]|$)")

NUMBERED = re.compile(r"(\d{1,2})[.)]?\s")
TOLD = re.compile(
    r"(?:Besvaret|Svaret\s+er\s+givet|Udarbejdet)\s+(?:af|den)\b.{2,80}$|(?:Stillet|Spurgt)\s+(?:af|den)\b.{2,80}$|Dato:\s",
    re.IGNORECASE,
)
"""A line under an answer, or above the next question, that says by whom or when."""

SIGNS = re.compile(
    r"[^\W\d_][^\d.?!:;]{1,60}|[A-ZÆØÅ][\w'’-]+(?:\s[A-ZÆØÅ][\w.'’-]*){1,3},?\s[a-zæøå][^\d?!:;]{2,50}"
)
"""A name or an office under a letter: `Eva Holm specialkonsulent, cand.jur.`"""

MOST_WORDS = 8

LONGEST_CLOSING = 350
"""Characters."""

SAYS = frozenset({"number", "date", "name", "phone", "mail", "direct", "unit"})
"""Kinds of labels that are about the letter itself, not about what it discusses."""

ABOVE = 4
"""Blocks above in which the last answer is looked for."""


def closes(blocks: Sequence[Block], at: int, signed: bool) -> tuple[str, ...]:
    """The evidence that a block behind the last answer speaks of the letter; empty if it cannot.

    `signed`: nothing but names stands behind it.
    """
    block = blocks[at]
    if block.row is not None or not block.opens or is_bullet(block.text):
        return ()
    text = block.text
    found = label(text)
    if (found and found.kind in SAYS and not found.owes) or DATE_LINE.fullmatch(text.strip()):
        return ("end:label",)
    if SIGNS.fullmatch(text) and signed and len(text.split()) <= MOST_WORDS:
        return ("end:name",)
    if block.is_heading:
        return ("end:heading",)
    if len(text) > LONGEST_CLOSING or block.ends_asking:
        return ()
    above = blocks[at - 1] if at else block
    names = ("closing:first",) if above.ends_asking or above.inner else ()
    return (
        "closing",
        *names,
        *_closing(text, " ".join(each.text for each in blocks[max(0, at - ABOVE) : at])),
    )


def _closing(text: str, above: str) -> Iterator[str]:
    """What speaks for a paragraph as closing words, and against it."""
    for name, pattern in (("letter", LETTER), ("reader", READER), ("sender", SENDER), ("act", ACT)):
        if pattern.search(text):
            yield f"closing:{name}"
    if LETTER.search(text) and (ACT.search(text) or DONE.search(text)):
        yield "closing:letter act"
    if FIGURE.search(DATE.sub("", text)):
        yield "closing:figure"
    if LEANS.match(text):
        yield "closing:leans"
    if len(SENTENCE.findall(text)) > FEW_SENTENCES:
        yield "closing:long"
    if _words(text) & _words(above):
        yield "closing:topic"


def _words(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a text is about."""
    for pattern in (LETTER, READER, SENDER):
        text = pattern.sub(" ", text)
    return frozenset(word[:STEM].casefold() for word in CONTENT.findall(text))
