"""What a typed letter is split into, for tests of the splitter's parts."""

from __future__ import annotations

from ingest.letter.questions.split import LineSpan, split
from kb.text import join_lines
from tests.ingest.lines import typed

HEAD = "Svar om busser\n\nDato: 3. maj 2021\n\n"
TAIL = "\n\nMed venlig hilsen\n\nEva Holm"

ASKED = [
    ("1", "Hvor mange busser kører der?", "Der kører 12."),
    ("2", "Hvad koster det?", "Det koster 3 mio. kr."),
    ("3", "Hvornår åbner den?", "Den åbner i maj."),
]
"""Three questions, to be typed in many forms."""


def pairs(text: str) -> list[tuple[str, str, str]]:
    """(number, question, answer) of every question in a typed letter."""
    lines = typed(text)

    def words(spans: tuple[LineSpan, ...]) -> str:
        return join_lines((lines[s.line], lines[s.line].text[s.start : s.end]) for s in spans)

    return [(found.number, words(found.question), words(found.answer)) for found in split(lines).found]


def form(each: str, between: str = "\n\n") -> str:
    """The three questions in a form: `{n}. {q}` and so on."""
    return between.join(each.format(n=n, q=q, a=a) for n, q, a in ASKED)
