"""Questions that follow up: what the turns before were about, put into the question that is searched.

No language model reads the turns. A question follows up where its words say so ("og hvad med …", "hvem
gælder det for?") or name nothing to search for ("hvorfor?"). Where the words leave it open, the letters
decide: it follows up if alone it finds the letter of the turn before, and with the topic of that turn finds
something that is more like it. docs/decisions/follow-up-questions.md has the measurement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.words.danish import STOPWORDS
from kb.danish import ascii_typed

NEAR = 3
"""Passages of a question alone among which the letter of the turn before must be."""

GAIN = 0.0
"""Least rise of the best cosine by the topic of the turn before."""

FEW = 2
"""Most words that name something, in a question that leans on the turn before without opening like one."""

SOME = 4
"""Most of them in one that opens with `og hvad med`."""

_ASKING = """
altså anden andet andre antal begynde begynder begyndte bestemme bestemmer betale betaler betalte betyde
betyder betød blevet brug bruge bruger bruges brugt byen dag dyr dyrere dyrt endelig far fast finde findes
flere flest fortælle forvaltningen færre fået gang gange gik gjort gælde gælder gøre gøres gå går hed hedder
hele helt hurtigt høj højt igen jeres kom komme kommer kommet kommune kommunen kommunens kommuner koste
kostede koster kostet kroner lade lader lang langt lidt længe længere meget mene mener mere mest mindre
mindst nogen nok næste ofte ok okay passe passer penge pengene plan planen planer pris prisen rigtigt sagt
sandt sat satte selv sige siger siges ske sker sket skete skrev skrevet skrive skriver skyldes stadig stor
store stort større størst største stå stået står sætte sættes sådan svar svarede svarer tage tager taget tid
tit tog udgør vide vise viser vores ændre ændrer ændret
"""
ASKING = frozenset(_ASKING.split()) | frozenset(ascii_typed(_ASKING).split())
"""Words that a question is put with, and that do not tell one topic from another; typed without æøå too."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w[\w.-]*\w|\w")
_AND = r"(?:(?:og|men|eller|jamen|okay|ok)[ ,]+)*"
_CHANGES = re.compile(
    rf"{_AND}(?:(?:hvad|hvordan)(?: så| saa)? med\b|hvad s(?:å|aa)\b|ogs(?:å|aa)\b)"
    r"|(?:(?:og|men|eller)[ ,]+)+(?:ogs(?:å|aa) |kun )?"
    r"(?:i|på|paa|hos|for|til|med|om|fra|blandt|de|den|det)\b",
    re.IGNORECASE,
)
"""Openings that put something else into the question before."""

_ADDING = re.compile(r"(?:og|men)\b", re.IGNORECASE)
"""An opening that goes on with what was said, where little else is named."""

_POINTING = re.compile(
    r"\b(?:dem|disse|dette|heraf|deraf|dertil|dermed|herfor|bagefter|imens|dengang|i stedet)\b"
    r"|\b(?:den|de|det)(?= ?[?.!,]*$)"
    r"|\b(?:er|var|har|bliver|blev|får|fik) (?:de|det|den)(?= \w+ ?[?.!,]*$)"
    r"|(?<!\ber)(?<!\bvar)(?<!findes)(?<!bliver)(?<!kommer) der(?= ?[?.!]*$)"
    r"|\b(?:de|den)(?= (?:der|her|så|nu|også|for|på|af|med|til|hen|ud|ind|kostet|brugt|det|fået|gjort)\b)"
    r"|\bdet(?= (?:også|for|så|i|på|nu|her)\b)(?!.*\b(?:at|om|hvis)\b)",
    re.IGNORECASE,
)
"""Words that point at something said before; not the `det` of `er det rigtigt, at …`."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A question as it is searched. `kept` are the words it took over, none where it stands on its own.

    `since` is the turn that its topic began with, counted from 0 among the turns before; it is their number
    where the question begins one itself.
    """

    text: str
    kept: str
    since: int


@dataclass(frozen=True, slots=True)
class Look:
    """What a text finds: its best cosine, and the letters of its best answers, best first."""

    similarity: float
    letters: tuple[str, ...]


Looks = Callable[[str], Look]


@dataclass(frozen=True, slots=True)
class Thread:
    """What is talked about: a question that stood on its own, in turn `began`, and what came after it.

    `changed` are the words that a later turn put into it ("og hvad med X?"); `last` is the question of the
    turn before, where that asked for something else about the same topic.
    """

    began: int
    asked: str
    changed: tuple[str, ...] = ()
    last: str = ""

    def topic(self) -> tuple[str, ...]:
        """The words that name what is talked about, in the order they were said."""
        return _once((*(named(self.asked) or said(self.asked)), *self.changed))

    def whole(self) -> tuple[str, ...]:
        """The topic with what was asked about it last."""
        asked = said(self.last) if self.last else said(self.asked)
        return _once((*asked, *self.topic()))


def searched(question: str, before: Sequence[str], looks: Looks | None = None) -> Followed:
    """The question with the topic of the turns before it, oldest first, where it follows up on them.

    `looks` searches a text; without it, what the words leave open counts as a question of its own.
    """
    thread: Thread | None = None
    for turn, earlier in enumerate(before):
        thread = _next(thread, earlier, turn, looks)
    if thread is None or not follows(question, thread, looks):
        return Followed(question, "", len(before))
    text, kept = joined(question, thread)
    return Followed(text, " ".join(kept), thread.began) if kept else Followed(question, "", len(before))


def follows(question: str, thread: Thread, looks: Looks | None = None) -> bool:
    """Whether a question leans on what is talked about."""
    names = [name for name in named(question) if not YEAR.fullmatch(name)]
    if not names or (_CHANGES.match(question) and len(names) <= SOME):
        return True
    if len(names) > FEW:
        return False
    if len(names) == 1 and _ADDING.match(question):
        return True
    return _points_back(question) or (looks is not None and _leads_back(question, thread, looks))


def joined(question: str, thread: Thread) -> tuple[str, tuple[str, ...]]:
    """The question with the words it takes over behind it, and those words."""
    if year := _another_year(question):
        return _in_year(thread, year)
    kept = thread.whole() if _needs_all(question) else thread.topic()
    if YEAR.search(question):
        kept = tuple(word for word in kept if not YEAR.fullmatch(word))
    return f"{question} ({' '.join(kept)})", kept


def named(text: str) -> tuple[str, ...]:
    """The words of a text that name something, as they stand."""
    return tuple(word for word in said(text) if word.lower() not in ASKING)


def said(text: str) -> tuple[str, ...]:
    """The words of a text that say anything, as they stand."""
    return tuple(word for word in _WORD.findall(text) if word.lower() not in STOPWORDS)


def _next(thread: Thread | None, question: str, turn: int, looks: Looks | None) -> Thread:
    """What is talked about after one more turn."""
    if thread is None or not follows(question, thread, looks):
        return Thread(turn, question)
    if year := _another_year(question):
        return replace(thread, asked=_with_year(thread.asked, year))
    if _CHANGES.match(question):
        return replace(thread, changed=named(question))
    return replace(thread, last=question)


def _points_back(question: str) -> bool:
    """Whether a word points at something that the question itself has not named in an earlier clause."""
    found = _POINTING.search(question)
    return found is not None and not named(re.split(r"[^,.;:?!]*$", question[: found.start()])[0])


def _another_year(question: str) -> str | None:
    """The year of a question that says nothing else: `og i 2022?`."""
    years = YEAR.findall(question)
    return years[-1] if years and len(years) == len(said(question)) else None


def _in_year(thread: Thread, year: str) -> tuple[str, tuple[str, ...]]:
    """What was asked last, of another year."""
    asked = _with_year(thread.asked, year)
    text = f"{thread.last} ({' '.join(replace(thread, asked=asked).topic())})" if thread.last else asked
    return text, tuple(word for word in thread.topic() if not YEAR.fullmatch(word))


def _with_year(text: str, year: str) -> str:
    """A question about another year."""
    if YEAR.search(text):
        return YEAR.sub(year, text)
    return f"{text.rstrip(' ?.!')} i {year}?"


def _needs_all(question: str) -> bool:
    """Whether a question needs all of the one before: it puts in something else, or asks only why."""
    return bool(_CHANGES.match(question)) or not said(question)


def _leads_back(question: str, thread: Thread, looks: Looks) -> bool:
    """Whether the letters say that a question follows up: see the module's first lines."""
    alone, together = looks(question), looks(joined(question, thread)[0])
    earlier = looks(thread.asked).letters[:1]
    return together.similarity - alone.similarity > GAIN and not set(earlier).isdisjoint(alone.letters[:NEAR])


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """The words, each at its first place."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.lower(), word)
    return tuple(first.values())
