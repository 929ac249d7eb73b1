"""How letters mark questions and answers: patterns for labels and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.letter.markers import GENERAL, ORDINALS
from ingest.letter.numbers import LIST, ONE, listed
from kb.danish import MONTH
from kb.parties import party_pattern

ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
WORD = r"(?:Spørgsmål(?:ene)?|Spørgsm\.?|Spm\.?|Spg\.?|Sp\.|Sp(?=\s?\d)|Question|Delspørgsmål|Underspørgsmål)"
AGAIN = r"(?:(?:Opfølgende|Supplerende|Yderligere|Ekstra|Nyt|Nye|Uddybende|Tillægs)[\s-]*)"
OTHER = "anden"
"""`andet` before a noun of common gender."""

COUNTED = ["første", "andet", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende"]
ASKER = r"(?:(?:fra|af|stillet\s+af)\s[^:?!]{1,80}(?=:))?"
STOP = r"(?:\s*[:.)](?:\s+|$|(?=(?-i:[A-ZÆØÅ\"”»])))|\s*[–-]\s+|\t|\s*$|\s+(?=(?-i:[A-ZÆØÅ\"”»])))"
_NAMES = r"[A-ZÆØÅ][\w.'’-]*(?:\s[\w.'’()-]+){0,6}"


@dataclass(frozen=True, slots=True)
class Form:
    """A way to mark questions. `sure`: the pattern alone says that a question (or its answer) starts."""

    name: str
    pattern: re.Pattern[str]
    sure: bool = False


FORMS = (
    Form(
        "label",
        re.compile(
            rf"\s*(?:{GENERAL}|(?-i:[A-ZÆØÅ])[\w-]*(?:udvalget|rådet|bestyrelsen)\s)?{AGAIN}?{WORD}\s*[-–]?\s*(?:nr\.?|nummer)?\s*(?:(?-i:[A-ZÆØÅ]{{1,2}})\s)?"
            rf"(?P<number>{LIST.removeprefix('(?P<number>').removesuffix(')')}|(?-i:{ROMAN}|[A-ZÆØÅa-h])(?!\w))\s*(?:\([^()]{{1,60}}\)\s*)?"
            rf"{ASKER}{STOP}",
            re.IGNORECASE,
        ),
        sure=True,
    ),
    Form(
        "counted",
        re.compile(
            rf"\s*(?:(?P<number>\d{{1,2}})\.|(?P<word>{'|'.join(COUNTED)}))\s+(?:{WORD})(?<!ene)(?:\s+lyder)?\s*(?::\s*|$)",
            re.IGNORECASE,
        ),
        sure=True,
    ),
    Form(
        "bare",
        re.compile(
            rf"\s*(?:{AGAIN}?(?:Spørgsmål(?:et)?|Spm\.?|Spg\.?|Sp\.|Question|Forespørgs(?:el|len)|Henvendelse(?:n)?)(?:\s+(?:fra|til|af|om|stillet\s+af)\s[^:?!.]{{1,60}}(?=:))?\s*(?::\s*|$)"
            rf"|(?-i:[SQ])\s*:\s*|(?-i:[A-ZÆØÅ])[^:?!\t»”\"]{{1,80}}?\s(?:spørger|spurgte|har\s+spurgt|ønsker\s+(?:svar|oplyst)|vil(?:le)?\s+vide)(?:\s[^:?!]{{1,60}})?\s*:\s*)",
            re.IGNORECASE,
        ),
        sure=True,
    ),
    Form(
        "nr",
        re.compile(
            rf"\s*(?:Nr\.?|Punkt|Pkt\.?)\s*(?:(?-i:[A-ZÆØÅ])\s)?{LIST}(?:\s*[:.)](?:\s+|$)|\s+(?=\S)|$)",
            re.IGNORECASE,
        ),
    ),
    Form(
        "paren",
        re.compile(r"\s*[»”\"“„]?\(?(?P<number>\d{1,3}[a-zæøå]?)(?:\)(?:[.:]?\s*(?=\S)|$)|/\s+(?=\S))"),
    ),
    Form(
        "dot",
        re.compile(
            rf"\s*[»”\"“„]?(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}(?=\.?\s)|\d{{1,4}}(?:[a-zæøå](?!\w))?(?=\.|\s?:|\s[–-]\s))(?:\.:?|\s?:|\s[–-])?"
            rf"(?:\s+(?!(?:{MONTH})\b|(?:{ORDINALS})\b)(?=\S)|(?=[A-ZÆØÅ”“\"»])|$)"
        ),
    ),
    Form("spaced", re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})?[a-z]?)\s+(?=[A-ZÆØÅ\"”»])")),
    Form("roman", re.compile(rf"\s*(?P<number>{ROMAN})[.):](?:\s+(?=\S)|$)")),
    Form("letter", re.compile(r"\s*\(?(?P<number>[A-ZÆØÅ]|[a-zæøå])[.):](?:\s+(?=\S)|$)")),
    Form("bullet", re.compile(r"\s*[-–—•▪●◦*·o]\s+(?=\S)")),
)
"""The ways to mark questions, the surest first; a block is tried with each."""

PARENTS = frozenset({"label", "counted", "nr", "paren", "dot", "spaced", "roman"})
"""The forms of questions that may have parts."""

PART = re.compile(r"\s*\(?(?P<number>[a-zæøå])[).]\s+(?=\S)")

BULLET = re.compile(r"\s*[-–—•▪●◦*·→>]+\s*(?=[A-ZÆØÅ])")
WORDED = re.compile(r"\s*(?P<word>[A-ZÆØÅ][a-zæøå]{0,14})\s?(?P<number>\d{1,2})\s*(?:[:.)]\s*(?=\S|$)|$)")
"""A word or a letter with a number: a label of any wording, if it counts on through the letter."""

ITEM = re.compile(r"\s*\(?\d{1,3}[.)]")
VALUE = re.compile(rf"\s*(?:{WORD}\s*)?(?P<number>{ONE})[.):]?\s*", re.IGNORECASE)
"""A cell that holds a number only."""

NUMERAL = re.compile(rf"\s*(?:{ROMAN}|[A-Ha-h])[.):]\s*")
"""A cell that holds a roman numeral or a letter only."""

_LETTER = r"[A-Ha-h]"
_LETTERS = rf"{_LETTER}\s?[-–]\s?{_LETTER}|{_LETTER}(?:,\s?{_LETTER})*\s(?:og|samt)\s{_LETTER}"
LETTERS = re.compile(_LETTERS)
_ONE_OF = rf"(?P<number>{listed()}|(?-i:{_LETTERS}|{ROMAN}|{_LETTER})(?!\w))"
"""Numbers, letters or a roman numeral, one or several."""

NAMED = re.compile(
    rf"\s*(?:(?:Vedr\.?|Vedrørende|Til|Re\.?|Ang\.?|Angående|Om|Hvad\s+angår|Ad\.?|Svar(?:et)?\s+(?:på|til)|Besvarelse\s+af|Svar\s+(?:ad|vedr\.?))\s+{AGAIN}?(?:{WORD}\s*(?:nr\.?\s*)?|(?:nr\.|pkt\.?|punkt)\s*)"
    rf"|(?:(?:Svar\s+)?(?:Vedr\.?|Re\.?|Ang\.?|Ad\.?)\s*|Svar(?:et)?\s+(?:på|til)\s+)(?=(?:\d{{1,3}}|[IVXA-H]{{1,4}})\b)|(?:Svar|Besvarelse|Sv\.?|A)\s*(?:nr\.?\s*)?)(?!\d{{4}}){_ONE_OF}(?:\s*[:.)]{{1,2}}(?:\s+|$)|\s*[–-]\s+|\s*$|\s+(?=(?-i:[A-ZÆØÅ»”\"])|\d))",
    re.IGNORECASE,
)
NAMED_COUNTED = re.compile(
    rf"\s*(?:Svar(?:et)?\s+på|Ad|Vedr\.?|Vedrørende|Til)\s+(?:det\s+|den\s+)?(?P<word>{'|'.join(COUNTED)}|{OTHER})\s+(?:og\s+sidste\s+)?(?:{WORD}|pind|punkt|bullet|dot|prik|streg|del)\s*(?::\s*|$)",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"\s*[\[(]?[^:?!\t]{2,90}?\s(?:svarer|svarede|oplyser|oplyste|bemærker|bemærkede|udtaler|(?:skal|kan)\s+(?:hertil\s+)?(?:bemærke|oplyse|svare)|"
    r"har\s+(?:hertil\s+)?følgende\s+(?:svar|bemærkninger?))(?:\s+(?:hertil|følgende|at))?\s*(?::\s*[\])]?\s*|$)"
    r"|\s*(?:(?-i:[FAR]|Sv\.?)|Answer|Reply|Svaret\s+er|Hertil\s+(?:kan|skal)\s+(?:oplyses|bemærkes|svares|[\w-]+\s+(?:oplyse|bemærke|svare)))\s*:\s*",
    re.IGNORECASE,
)
PREFIX = re.compile(
    r"\s*([\[(]?(?:[^:.?!\t\d]|\.(?=:| \()){1,40}?)(?:\s\([^()]{1,30}\))?\s*:\s*[\])]?(?:\s+|$)"
)
ALONE = re.compile(r"\s*([A-ZÆØÅ][^:.,?!\t\d]{1,45})\s*")
"""A line that may be a label of its own wording: `Svar fra Kultur og Fritid`."""

WORDLESS = re.compile(
    r"\s*(?:Svar|SVAR|Besvarelse|Sv)\.\s+(?=[A-ZÆØÅ\d\"”»])|\s*(?:Svar|SVAR|Besvarelse)\s+(?=[A-ZÆØÅ]|\d{3,4}\b|\d[\d.,]*\s+\S)(?!på\b|til\b)|\s*Sv\.\s*:?\s*(?=\S|$)"
    r"|\s*(?:\w+s\s+|Foreløbigt\s+|Endeligt\s+|Supplerende\s+)?(?:[Ss]var|[Bb]esvarelse|[Bb]emærkning(?:er)?)\s+[–-]\s+(?=\S)"
)
"""`Svar Ja, fra maj.`: a label whose colon is missing, as a table or bold letters made it plain."""

TOLD_BY = re.compile(
    r"(?=.{5,130}$)"
    r"(?:[^?\n]*\b(?:følgende|nedenstående)\s+(?:svar|bemærkning\w*|redegørelse|oplysninger|besvarelse|tilbagemelding)\b[^?\n]*"
    r"|[^?\n]*\b(?:svar(?:et|er|ede)?|besvarelsen?|tilbagemelding(?:en)?)\b[^?\n]*\b(?:følgende|således|sådan|lyder|hermed)\b[^?\n]*"
    r"|(?:Vi|Jeg|\w+en|\w+et)\s+(?:kan|skal)\s[^?\n]*\b(?:svare|oplyse|bemærke)\b[^?\n]*):\s*"
)
"""A paragraph of its own that leads to an answer: `Jeg har modtaget følgende svar fra afdelingen:`"""

DOTTED = re.compile(
    r"\s*(?:Ad\.?|Re\.?|Vedr\.?|Svar)\s*(?P<number>\d{1,2}[.)]?\s*(?:og|-|–|,|til)\s*\d{1,2})\s*[.:)]\s*",
    re.IGNORECASE,
)
"""`Ad 3. og 4.`"""

BRACKETED = re.compile(
    r"\s*[\[(]\s*(?:[^\])]{1,40}\s)?(?:svar|besvarelse|bemærkning(?:er)?|kommentar(?:er)?)\s*:?\s*[\])]\s*:?\s*|\s*[\[(]\s*(?:svar|besvarelse)\s*:\s*",
    re.IGNORECASE,
)
LEADS_TO_QUOTE = re.compile(r"[^:?»”\"“„]{3,70}:\s*(?=[»”\"“„])")
"""`Du spørger først: »Hvor mange?«`"""

WHOLLY_QUOTED = re.compile(r"\s*[»”\"“„][^»«”\"“„]{10,900}[«”\"“][\s.]*(?:\([^()]{1,60}\))?[\s.]*")

ASKING_PERSON = re.compile(
    rf"\s*[A-ZÆØÅ][\w.'’-]*(?:\s[\w.'’-]+){{1,5}}\s*"
    rf"\((?:[A-ZÆØÅ]\w{{0,3}}|{party_pattern().pattern}|[\w ]*[Ll]isten?[\w ]*)\)\s*:\s*"
)
"""`Eva Holm (S):` before what she asks."""

HEADS_QUESTIONS = re.compile(
    r"(?:[\w-]+s\s+)?(?:spørgsmål(?:et|ene)?|spm\.?|spørgsmål\s+(?:fra|om)\b.*):?", re.IGNORECASE
)
HEADS_NUMBERS = re.compile(r"(?:(?:spørgsmål|spm\.?|løbe)[\s-]?)?(?:nr\.?|nummer)|#|", re.IGNORECASE)
HEADS_ANSWERS = re.compile(
    r"(?:[\w-]+s\s+)?(?:svar|besvarelse|bemærkning(?:er)?|kommentar(?:er)?)\b.{0,60}", re.IGNORECASE
)
"""What heads the columns of a table of questions."""


TOLD_OF = re.compile(
    r"(?:Stillet\s+(?:af|den)|Spørger|Spurgt\s+af|Fra|Parti|Dato|Modtaget|Besvaret(?:\s+(?:af|den))?|Svarfrist|Emne)\s*:?",
    re.IGNORECASE,
)
"""The first cell of a row of two that is about a question, and is neither question nor answer."""
