"""Words notes and reasons: in English for the terminal and for programs, in Danish for the page."""

from __future__ import annotations

from typing import TypedDict

from kb.model import Note, Remark
from kb.notes import Code, Value

FIELDS = {"title": "titel", "date": "dato", "case": "sagsnummer", "department": "afdeling"}
"""Name of a metadata field -> its Danish name."""

WORDS: dict[Code, tuple[str, str]] = {
    Code.TEXT: ("{text}", "{text}"),
    Code.NO_QUESTIONS: (
        "no questions found; the whole letter is kept as remainder",
        "Der er ikke fundet spørgsmål i brevet.",
    ),
    Code.INQUIRY_ONLY: ("inquiry only: no answers in the file", "Filen er en forespørgsel uden svar."),
    Code.QUESTION_WITHOUT_TEXT: ("question {number} has no text", "Spørgsmål {number} har ingen tekst."),
    Code.QUESTION_WITHOUT_ANSWER: ("question {number} has no answer", "Spørgsmål {number} har intet svar."),
    Code.REFERENCE_LEADS_NOWHERE: (
        "question {number}: nothing found for “{words}”",
        "Spørgsmål {number}: »{words}« fører ikke til noget svar i brevet.",
    ),
    Code.NUMBERS_SKIPPED: (
        "the numbering jumps from {before} to {after}",
        "Nummereringen springer fra {before} til {after}.",
    ),
    Code.NUMBER_REPEATED: (
        "the number {number} comes more than once",
        "Nummer {number} forekommer mere end én gang.",
    ),
    Code.NOT_FOUND: ("not found in the letter: {fields}", "Ikke fundet i brevet: {fields:felt}."),
    Code.ANNEX_PAGE: (
        "an annex or text across the page is in no answer",
        "Siden er et bilag eller har tekst på tværs, som er holdt ude af svarene.",
    ),
    Code.PAGE_UNREADABLE: ("this page could not be read ({error})", "Siden kunne ikke læses ({error})."),
    Code.INVISIBLE_TEXT: (
        "invisible text is in no answer ({words:word})",
        "Siden har usynlig tekst, som er holdt ude af svarene ({words} ord).",
    ),
    Code.TEXT_OUTSIDE_PAGE: (
        "text outside the page is in no answer ({words:word})",
        "Tekst uden for siden er holdt ude af svarene ({words} ord).",
    ),
    Code.OPERATORS_LEFT_OUT: (
        "left out {operators:drawing operator} without sense",
        "Dele af sidens indhold var ødelagt og er udeladt.",
    ),
    Code.FIELDS_LEFT_OUT: (
        "left out {fields:comment or form field}",
        "Kommentarer eller felter er udeladt ({fields}).",
    ),
    Code.OLDER_READING: (
        "the text is an older reading of a picture: check it",
        "Sidens tekst er en ældre maskinlæsning af et billede. Tjek den.",
    ),
    Code.UNCHECKED: (
        "the words could not be checked by a second reading ({why})",
        "Ordene kunne ikke kontrolleres med en anden læsning ({why}).",
    ),
    Code.READINGS_DIFFER: (
        "the page's words differ from a second reading's ({differing} of {words}): check it",
        "To læsninger af siden er ikke enige om {differing} af {words} ord. Tjek den.",
    ),
    Code.PAGES_RESTART: (
        "page numbers start again: pages are counted from the beginning of the file",
        "Sidetallene begynder forfra. Siderne er talt fra filens begyndelse.",
    ),
    Code.PAGES_UNMARKED: (
        "of {of} pages, no marker was found for {pages}: pages may be wrong",
        "Af {of} sider mangler mærket for side {pages}. Sidetallene kan være forkerte.",
    ),
    Code.NO_TEXT: (
        "no text on this page: needs OCR",
        "Siden er et billede uden tekst. Lav en søgbar PDF af den.",
    ),
    Code.MOSTLY_PICTURE: (
        "most of this page is a picture: may need OCR",
        "Det meste af siden er et billede, som ikke er læst.",
    ),
    Code.UNKNOWN_LETTERS: (
        "the file does not say which letters this page shows: needs OCR",
        "Sidens tekst kan ikke læses som bogstaver. Lav en søgbar PDF af den.",
    ),
    Code.SENSELESS_TEXT: (
        "the text of this page makes no sense: needs OCR",
        "Sidens tekst giver ingen mening og skal læses igen.",
    ),
    Code.NO_ENGINE: (
        "pictures are read by Tesseract (tesseract-ocr-dan) or RapidOCR (svarbasen[ocr])",
        "Sider, der er billeder, læses kun, når Tesseract (tesseract-ocr-dan) eller RapidOCR (svarbasen[ocr])"
        " er installeret.",
    ),
    Code.READ_OFF_PICTURES: (
        "{pages:page} read off pictures by {engine}: check names and figures",
        "Antal sider, der er læst fra billeder med {engine}: {pages}. Tjek navne og tal.",
    ),
    Code.PICTURE_UNREADABLE: (
        "this page is a picture that could not be read ({error})",
        "Siden er et billede, der ikke kunne læses ({error}).",
    ),
    Code.PICTURE_WITHOUT_TEXT: (
        "nothing could be read off the picture on this page",
        "Der blev ikke fundet tekst på sidens billede.",
    ),
    Code.HARD_TO_READ: (
        "{count:word} on this page hard to read: check {words}",
        "Antal ord på siden, der var svære at læse: {count}. Tjek {words}",
    ),
    Code.TRACKED_CHANGES: (
        "the file has tracked changes, read as accepted: check that they were meant to be",
        "Filen har registrerede ændringer, som er læst som accepterede. Tjek, at de er det.",
    ),
    Code.HIDDEN_TEXT_LEFT_OUT: (
        "the file has hidden text, which is not printed and was left out",
        "Skjult tekst er udeladt.",
    ),
    Code.HIDDEN_TEXT_APART: (
        "the page has hidden text, which was set apart",
        "Siden har skjult tekst, som er holdt uden for svarene.",
    ),
    Code.UNKNOWN_SYMBOLS: (
        "{count} characters of a symbol font are not known and read as {shown}",
        "{count} tegn fra en symbolskrift kendes ikke og er læst som {shown}.",
    ),
    Code.CALENDAR_DATE: (
        "the file has a date that follows the calendar, which was left out",
        "En dato, der følger kalenderen, er udeladt. Find brevets dato.",
    ),
    Code.EMBEDDED_FILE: (
        "the file holds another file in its text, which was left out",
        "En indlejret fil er udeladt.",
    ),
    Code.COMMENTS_LEFT_OUT: ("the file has comments, which were left out", "Kommentarer er udeladt."),
    Code.FRAME_NOT_READ: (
        "the page shows another page or file in a frame, which was not read",
        "Siden viser en anden side eller fil i en ramme. Den er ikke læst.",
    ),
    Code.DECODED_TWICE: (
        "{count} characters were UTF-8 decoded twice (like `Ã¥` for `å`) and were mended",
        "{count} tegn var forvanskede (som »Ã¥« for »å«) og er rettet.",
    ),
    Code.BYTES_LEFT_OUT: (
        "bytes that are not {charset} were left out",
        "Tegn, der ikke er {charset}, er udeladt.",
    ),
    Code.CHARSETS_MIXED: (
        "parts are not UTF-8 and were read as Windows-1252: check æ, ø and å",
        "Noget af teksten er i et andet tegnsæt. Tjek æ, ø og å.",
    ),
    Code.CHARSET_UNCLEAR: (
        "the character set is not clear, read as {charset}: check all but plain letters",
        "Tegnsættet er uklart og læst som {charset}. Tjek æ, ø, å og særlige tegn.",
    ),
    Code.CHARSET_GUESSED: (
        "read as {charset}: check æ, ø and å",
        "Læst med tegnsættet {charset}. Tjek æ, ø og å.",
    ),
    Code.RTF_ALONE: (
        "the message has its text as RTF alone, which was not read",
        "Beskedens tekst findes kun som RTF og er ikke læst.",
    ),
    Code.PART_UNREADABLE: (
        "a part of the message could not be read",
        "En del af beskeden kunne ikke læses.",
    ),
    Code.ATTACHMENTS_TOO_LARGE: (
        "the files attached are too large to be read",
        "De vedhæftede filer er for store til at blive læst.",
    ),
    Code.PICTURE_IN_TEXT: (
        "the attached file “{file}” was not read: a picture in the text",
        "Billedet »{file}« i beskeden er ikke læst.",
    ),
    Code.ONE_TOO_MANY: (
        "the attached file “{file}” was not read: it is one too many",
        "Den vedhæftede fil »{file}« er ikke læst: der er for mange, eller de er for store.",
    ),
    Code.NO_LETTER: (
        "the attached file “{file}” was not read: found {found}",
        "Den vedhæftede fil »{file}« er ikke læst som brev.",
    ),
    Code.ATTACHED_UNREADABLE: (
        "the attached file “{file}” could not be read",
        "Den vedhæftede fil »{file}« kunne ikke læses.",
    ),
    Code.CPR_BESIDE_TEXT: (
        "a CPR number stands beside the text: {where}",
        "Et personnummer står uden for teksten: {where}.",
    ),
    Code.CPR_REMOVED: (
        "CPR numbers were taken out: the source is a copy without them",
        "Personnumre er fjernet. Kilden er en kopi uden dem.",
    ),
    Code.HELD_BACK: (
        "held back, a CPR number: {place}",
        "Holdt tilbage på grund af et personnummer: {place}.",
    ),
    Code.LOOKS_ALIKE: (
        "looks like another letter: {one} ({one_file}), {other} ({other_file}): {percent}% alike, undecided",
        "Brevene {one} ({one_file}) og {other} ({other_file}) ligner hinanden {percent} %.",
    ),
    Code.ANNEX: ("an annex, not a question", "Det er et bilag, ikke et spørgsmål."),
    Code.OTHER_LETTER: ("names another letter", "Der er tale om et andet brev, som ikke er fundet."),
    Code.OWN_LETTER: ("names its own letter", "Der er tale om brevet selv."),
    Code.OTHER_SERIES: (
        "another series of questions ({series})",
        "Der er tale om en anden række spørgsmål ({series}).",
    ),
    Code.NOT_NAMED: ("which answer is not said", "Det fremgår ikke, hvilket svar der er tale om."),
    Code.NONE_BEFORE: ("no answer stands before this one", "Der står intet svar før dette."),
    Code.NONE_AFTER: ("no answer stands after this one", "Der står intet svar efter dette."),
    Code.LACKING: ("this letter has no {numbers:question}", "Brevet har ikke spørgsmål {numbers}."),
    Code.LACKING_ON_DAY: (
        "the letter of {day} has no {numbers:question}",
        "Brevet af {day} har ikke spørgsmål {numbers}.",
    ),
    Code.LACKING_IN_FILE: (
        "the letter “{file}” has no {numbers:question}",
        "Brevet »{file}« har ikke spørgsmål {numbers}.",
    ),
    Code.NO_QUESTIONS_ON_DAY: (
        "the letter of {day} has no questions",
        "Brevet af {day} har ingen spørgsmål.",
    ),
    Code.NO_QUESTIONS_IN_FILE: (
        "the letter “{file}” has no questions",
        "Brevet »{file}« har ingen spørgsmål.",
    ),
    Code.ABOUT_SOMETHING_ELSE: (
        "the letter of {day} is about something else",
        "Brevet af {day} handler om noget andet.",
    ),
    Code.NONE_ON_DAY: ("no letter of {day}", "Der er intet brev af {day}."),
    Code.NONE_OF_CASE: ("no other letter of case {case}", "Der er intet andet brev i sag {case}."),
    Code.NONE_FITS: ("no letter fits", "Der er intet brev, der passer."),
    Code.SEVERAL_FIT: ("several letters fit: {files}", "Flere breve passer: {files}."),
    Code.CIRCLE: ("leads round in a circle: {qas:→}", "Svarene henviser til hinanden i ring ({qas:→})."),
}
"""Code -> its templates in English and Danish, with values in braces (see `_Filling`)."""


class NoteDict(TypedDict):
    """A note for programs: a code of `kb.notes`, its values by their names, and where to look."""

    code: str
    values: dict[str, Value]
    page: int | None
    line: int | None


def english(remark: Remark) -> str:
    """A remark in English."""
    return _filled(WORDS[remark.code][0], remark)


def danish(remark: Remark) -> str:
    """A remark in Danish; but one that an earlier version stored as English text stays English."""
    return _filled(WORDS[remark.code][1], remark)


def placed(note: Note) -> str:
    """A note in English with its place in front: `page 1, line 2: question 3 has no answer`."""
    where = ", ".join(f"{name} {at}" for name, at in (("page", note.page), ("line", note.line)) if at)
    return f"{where}: {english(note)}" if where else english(note)


def note_dict(note: Note) -> NoteDict:
    """A note as a dict for programs."""
    return {"code": note.code.value, "values": note.named, "page": note.page, "line": note.line}


def _filled(template: str, remark: Remark) -> str:
    return template.format_map({name: _Filling(value) for name, value in remark.named.items()})


class _Filling:
    """A value in a template, formatted by its format specification.

    `{words:word}` counts: `1 word`, `2 words`. `{numbers:question}` lists: `question 1`, `questions 1, 2`.
    `{qas:→}` joins values by arrows, and `{fields:felt}` writes names of metadata fields in Danish.
    """

    def __init__(self, value: Value) -> None:
        self.value = value

    def __format__(self, spec: str) -> str:
        value = self.value
        if isinstance(value, int) and spec:
            return f"{value} {spec}{'s' * (value != 1)}"
        if not isinstance(value, tuple):
            return str(value)
        if spec == "→":
            return " → ".join(map(str, value))
        if spec == "felt":
            return ", ".join(FIELDS.get(str(part), str(part)) for part in value)
        listed = ", ".join(map(str, value))
        return f"{spec}{'s' * (len(value) > 1)} {listed}" if spec else listed
