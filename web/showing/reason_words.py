"""The words of the reasons why a reference leads to no answer."""

from __future__ import annotations

from kb.notes import Code

REASONS: dict[Code, tuple[str, str]] = {
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
"""Code -> its templates in English and Danish, with values in braces (see `web.showing.notes`)."""
