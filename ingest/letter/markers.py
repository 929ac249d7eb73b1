"""Patterns for what marks a question, an answer and the end of a letter, and for what only looks like it."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.letter.numbers import LIST, listed

ORDINALS = (
    "behandling|forhandling|kvartal|halvår|klasse|pkt|punktum|runde|division|etape|fase|sal|led|verdenskrig"
    "|forhandlingsrunde|årgang|bølge|plads|gang|del|etage|kontor|viceborgmester|suppleant"
)
"""Nouns after an ordinal: `1. behandling`, `3. kvartal`, `2. pkt.` are not question numbers."""

QUESTION_WORD = r"(?:Spørgsmål(?:ene)?|Spm\.?)"
GENERAL = r"(?:(?:[A-ZÆØÅ]{2,4},?\s+)?Alm\.?\s*del\.?\s*[,–-]?\s*)"
"""`Alm. del` before a number: a parliamentary committee's question that belongs to no bill."""

LABEL_HEAD = re.compile(rf"\s*(?:{GENERAL}|{GENERAL}?{QUESTION_WORD}(?:\s*nr\.?)?)\s*$", re.IGNORECASE)
"""The first line of a label on two lines: `Alm. del` / `spørgsmål 159:`, `Spørgsmål nr.` / `3:`."""

COMMITTEE = re.compile(r"\s*[A-ZÆØÅ][^.,:;?!]{2,50}")
GOES_ON = re.compile(rf"\s*spørgsmål\s+(?:nr\.?\s*)?{listed()}\s*:\s*")
"""A label on two lines that starts with a committee's name: `Økonomiudvalget` / `spørgsmål 59:`."""


QUOTED = re.compile(r"\s*(?:>\s?)+")
"""The `> ` that a mail program puts before each line of a quoted mail."""


_SAID = r"(?:svar(?:et)?|besvarelsen?|bemærkninger|kommentarer?)"
_UNIT = r"(?:(?-i:[A-ZÆØÅ])[\w-]*(?:,\s+|\s+(?:og|for)\s+|-\s+)){0,3}[\w-]{2,40}s"
_WHOSE = (
    rf"(?:(?:{_UNIT}|Mit|Vores|Vort)\s+)?"
    r"(?:(?:samle(?:t|de)|fælles|foreløbige?t?|endelige?t?|supplerende)\s+)?"
)
NAMED_ANSWER = re.compile(
    rf"\s*(?:(?P<ad>Ad\.?\s*(?:(?:{QUESTION_WORD}|pkt\.?|punkt)\s*)?(?:nr\.?\s*)?)"
    rf"|{_WHOSE}{_SAID}\s+(?:(?:på|til|af|ad|vedr\.?|vedrørende)\s+)?(?:{QUESTION_WORD}\s*)?(?:nr\.?\s*)?"
    rf"|(?P<both>{QUESTION_WORD}\s*(?:nr\.?\s*)?))"
    rf"{LIST}(?(both)\s+besvares\s+(?:samlet|under\s+ét|under\s+et|sammen))"
    r"(?:\s*[:)]\s*|\.(?:\s+|$)|\s*$|\s+[–-]\s+|\t|(?(ad)\s+(?=(?-i:[A-ZÆØÅ]))|(?!)))",
    re.IGNORECASE,
)
"""Labels an answer that stands apart from its questions: `Ad 1.`, `Svar på spørgsmål 2-4:`."""

RECOMMENDS = re.compile(r"\s*[Aa]t\s+\d{1,2}[).]")
"""A recommendation that a meeting is asked to adopt: `At 1) byrådet godkender`."""

SERIES = re.compile(r"\s*Spørgsmål(?:ene)?,?\s+(?:fra|stillet\s+af|der|som)\s[^?.]{1,80}", re.IGNORECASE)
"""The heading above one asker's questions, where several have asked: `Spørgsmål fra Eva Holm (S)`."""

TIME = re.compile(r"\s*\(?Kl\.\s*\d{1,2}[.:]\d{2}\)?\s*", re.IGNORECASE)
"""A time of day alone on a line, as in minutes of a meeting: `Kl. 17.05`."""

_PERSON = r"[A-ZÆØÅ][\w.'’-]*(?:\s[\w.'’-]+){1,5}\s*\([A-ZÆØÅ]\w{0,3}\)"
ASKED_BY = re.compile(
    rf"\s*(?:Til\s[^?]{{1,80}}\saf:|(?:[Ss]tillet\s+af|[Aa]f):?\s+{_PERSON}.{{0,60}}|{_PERSON}(?:\s+m\.\s?fl\.)?[,.:]?)\s*"
)
"""A line that says who asks whom, between a number and its question: `Til borgmesteren af:`."""

SPEAKER = re.compile(r"\s*[A-ZÆØÅ][\w ]{2,60}\s\([A-ZÆØÅ][\w.'’-]*(?:\s[A-ZÆØÅ][\w.'’-]*){0,4}\):\s*")
"""Names the speaker, in minutes of a meeting: `Borgmesteren (Eva Holm):`."""

AFTERWORD = re.compile(
    r"\s*(?:Status:|Svarfrist:|Stillet\s+den:|Besvaret\s+den:|Læs\s+svar|Svar\s+mangler|Svar(?:et)?\s+bedes\s"
    r"|Spørgsmål(?:et|ene)\s+er\s+stillet\s+(?:efter|af))",
    re.IGNORECASE,
)
"""Follows a question that has no answer in this letter: its status, or a deadline, as `Svarfrist:`."""

UNNUMBERED_LABEL = re.compile(rf"\s*{QUESTION_WORD}\s*:\s*", re.IGNORECASE)

ANSWER = re.compile(
    rf"\s*(?:{_WHOSE}(?:svar|besvarelse)|[\w-]{{2,40}}s\s+(?:samlede\s+)?(?:bemærkninger|bemærkning|kommentarer|kommentar))"
    rf"(?:\s+(?:på|til)\s+(?:spørgsmål|spm\.?)\s*(?:nr\.?\s*)?{listed()})?"
    r"(?:\s+fra\s+[^:.?!]{1,80}(?=:))?\s*(?::\s*|\t\s*|$)",
    re.IGNORECASE,
)
"""An answer label at the start of a line, with a colon, or alone in its line or table cell."""

TOGETHER = re.compile(rf"\s*(?:samlet|fælles)\s+{_SAID}\s*:?|.*\b(?:begge|alle)\s+spørgsmål\b", re.IGNORECASE)
"""An answer label for all the questions right above it that have no answer yet."""

FIRST_NAME = r"(?-i:[A-ZÆØÅ][a-zæøåéäöü]+(?:-[A-ZÆØÅ][a-zæøåéäöü]+)?)"
NAME = r"(?-i:[A-ZÆØÅ][\w.'’-]*)(?:\s+(?-i:[A-ZÆØÅ][\w.'’-]*)|\s+(?:de|von|van|af|la)){1,5}"
SHORT_GREETING = r"M\.?\s?v\.?\s?h\.?|D\.?\s?b\.?\s?h\.?|(?-i:[VvKk]\.?h\.?)"
"""`Mvh.`, `Dbh`, `Vh`. Two capitals alone are somebody's initials."""

GREETING = re.compile(
    r"\s*(?:(?:Med\s+)?(?:de\s+)?(?:venlige?|bedste|kærlige?|mange)\s+hils(?:en|ener|ner)|Hilsen|Venligst"
    rf"|{SHORT_GREETING}|P\.?\s?[afs]\.?\s?v\.?|På\s+(?:\w+\s+){{1,3}}vegne|På\s+vegne\s+af\b.{{0,80}})\s*[,.]?"
    rf"(?:\s+(?:{NAME}(?:\s*/\s*{NAME})?|{FIRST_NAME}))?\s*$",
    re.IGNORECASE,
)

ASKS = re.compile(
    r"\?|\b(?:bedes|anmod(?:es|er|e))\b|^(?:der|det)\s+ønskes\b|\b(?:ønskes|ønsker|beder)\b[^\n]{0,200}\b(?:redegør\w*|oplys\w*|beskriv\w*|svar\w*|opgør\w*|opgjort|orienter\w*|at\s+(?:vide|få))"
    r"|^(?:at\s+)?(?:redegøre|oplyse|opgøre|forklare|beskrive|anslå|vurdere|komme\s+med|besvare|belyse|fremlægge|bekræfte|oversende|angive|uddybe|begrunde|kommentere|undersøge)\b"
    r"|\bvil(?:le)?\s+(?:jeg\s+|vi\s+)?(?:også\s+|gerne\s+){1,2}bede\s+om\b"
    r"|\b(?:spørger|ønsker|beder|anmoder|efterspørger)\s+(?:du|De|(?-i:I)|partiet|gruppen|udvalget)\b"
    r"|\b(?:du|De|(?-i:I)|partiet|gruppen|udvalget)\s+(?:spørger|ønsker|beder|har\s+spurgt|efterspørger)\b"
    r"|\bvil(?:le)?\s+(?:\w+\s+){0,4}?(?:vide|bede\s+om|høre,?\s+(?:om|hv\w+)|have\s+(?:svar|oplyst|at\s+vide))\b|\bf[åÅ]\s+(?:oplyst|svar\s+på|at\s+vide)\b"
    r"|\bvil(?:le)?\s+gerne\s+(?:have|bede|høre|spørge)\b|\bdet\s+ønskes\s+(?:op|be)lyst\b"
    r"|^[\"”“»]?(?:Hv(?:ad|em|or\w*|ilke[tn]?|is\s+(?:ansvar|skyld))\b|Kan|Vil|Er|Har|Bør|Må|Får|Kender|Send|Vis|Vedlæg|Udarbejd|Oversend|Vedhæft|Gør\s+rede|Kommenter|Specificer|Dokumenter|Orienter|Skitsér|Skitser|Opdel|Fordel|Indhent|Fortæl|Peg\s+på|Redegør|Oplys|Beskriv|Opgør|Angiv|Forklar|Uddyb|Begrund|Giv|Nævn|Vurd[ée]r|Kommentér|Bekræft|Specific[ée]r|Dokumentér|Orientér|Fremlæg|Beregn|Belys|Opstil|Undersøg|Fremsend|Sammenlign|Kortlæg|Anslå|Oplist|Kunne|Skal|Mener|Findes|Bliver|Agter)\b",
    re.IGNORECASE,
)
"""Text that asks: a question mark, `bedes … redegøre`, or a first word that asks, unlike `Hvis`, `Hver`."""


@lru_cache(maxsize=8192)
def is_asking(text: str) -> bool:
    """Does a text ask, in words or with a question mark? The same blocks are asked about again and again."""
    return ASKS.search(text) is not None
