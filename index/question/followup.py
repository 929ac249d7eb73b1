"""Follow-up questions: adds the topic of the earlier conversation turns to the question that is searched.

No language model is used. A question follows up if its words say so ("og hvad med …", "hvem gælder det
for?") or name nothing to search for ("hvorfor?"). If the words leave it open, the search decides: the
question follows up if alone it finds the letter of the previous turn, and has a higher best cosine together
with the topic of that turn. docs/decisions/follow-up-questions.md has the measurement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.words.danish import STOPWORDS
from kb.danish import ascii_typed

NEAR = 3
"""The previous turn's letter must be among this many best letters that the question finds alone."""

GAIN = 0.0
"""The topic of the previous turn must raise the best cosine by more than this."""

FEW = 2
"""Most naming words of a follow-up question without a typical opening."""

SOME = 4
"""Most naming words of a follow-up question with a typical opening such as `og hvad med`."""

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
"""Words that phrase a question but do not tell its topic, also spelt without æ, ø and å."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w[\w.-]*\w|\w")
_AND = r"(?:(?:og|men|eller|jamen|okay|ok)[ ,]+)*"
_CHANGES = re.compile(
    rf"{_AND}(?:(?:hvad|hvordan)(?: så| saa)? med\b|hvad s(?:å|aa)\b|ogs(?:å|aa)\b)"
    r"|(?:(?:og|men|eller)[ ,]+)+(?:ogs(?:å|aa) |kun )?"
    r"(?:i|på|paa|hos|for|til|med|om|fra|blandt|de|den|det)\b",
    re.IGNORECASE,
)
"""Openings that repeat the previous question with something exchanged: `og hvad med X?`."""

_ADDING = re.compile(r"(?:og|men)\b", re.IGNORECASE)
"""An opening that continues the previous turn, if only one word of the question names something."""

_POINTING = re.compile(
    r"\b(?:dem|disse|dette|heraf|deraf|dertil|dermed|herfor|bagefter|imens|dengang|i stedet)\b"
    r"|\b(?:den|de|det)(?= ?[?.!,]*$)"
    r"|\b(?:er|var|har|bliver|blev|får|fik) (?:de|det|den)(?= \w+ ?[?.!,]*$)"
    r"|(?<!\ber)(?<!\bvar)(?<!findes)(?<!bliver)(?<!kommer) der(?= ?[?.!]*$)"
    r"|\b(?:de|den)(?= (?:der|her|så|nu|også|for|på|af|med|til|hen|ud|ind|kostet|brugt|det|fået|gjort)\b)"
    r"|\bdet(?= (?:også|for|så|i|på|nu|her)\b)(?!.*\b(?:at|om|hvis)\b)",
    re.IGNORECASE,
)
"""Pronouns and adverbs that refer to something said before; not the `det` of `er det rigtigt, at …`."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A question as it is searched. `kept` are the words taken from earlier turns, if it follows up on them.

    `since` is the earlier turn, from 0, in which its topic began; the number of earlier turns if the topic is
    new.
    """

    text: str
    kept: str
    since: int


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The result of searching a text by meaning: the best cosine, and the letters found, best first."""

    similarity: float
    letters: tuple[str, ...]


Search = Callable[[str], Retrieved]


@dataclass(frozen=True, slots=True)
class Thread:
    """The state of a conversation on one topic, which began in turn `began` with the question `asked`.

    `changed` are the words that the last turn of the kind "og hvad med X?" exchanged. `last` is the last
    question that asked something else about the same topic.
    """

    began: int
    asked: str
    changed: tuple[str, ...] = ()
    last: str = ""

    def topic(self) -> tuple[str, ...]:
        """The words that name the topic, in the order of the conversation."""
        return _once((*(named(self.asked) or said(self.asked)), *self.changed))

    def whole(self) -> tuple[str, ...]:
        """The words of the last full question, followed by the topic."""
        asked = said(self.last) if self.last else said(self.asked)
        return _once((*asked, *self.topic()))


def searched(question: str, before: Sequence[str], search: Search | None = None) -> Followed:
    """The question, with the topic of the earlier turns (oldest first) if it follows up on them.

    `search` searches a text by meaning; without it, a question whose words leave it open does not follow up.
    """
    thread: Thread | None = None
    for turn, earlier in enumerate(before):
        thread = _next(thread, earlier, turn, search)
    if thread is None or not follows(question, thread, search):
        return Followed(question, "", len(before))
    text, kept = joined(question, thread)
    return Followed(text, " ".join(kept), thread.began) if kept else Followed(question, "", len(before))


def follows(question: str, thread: Thread, search: Search | None = None) -> bool:
    """Does a question follow up on the thread?"""
    names = [name for name in named(question) if not YEAR.fullmatch(name)]
    # 1. It names nothing, or opens like a follow-up question.
    if not names or (_CHANGES.match(question) and len(names) <= SOME):
        return True
    # 2. It names too much to need a topic from earlier turns.
    if len(names) > FEW:
        return False
    # 3. It names little, and continues the previous turn, refers to it, or is decided by the search.
    if len(names) == 1 and _ADDING.match(question):
        return True
    return _points_back(question) or (search is not None and _leads_back(question, thread, search))


def joined(question: str, thread: Thread) -> tuple[str, tuple[str, ...]]:
    """The question followed by the words it takes from the thread, in brackets; and those words."""
    if year := _another_year(question):
        return _in_year(thread, year)
    kept = thread.whole() if _needs_all(question) else thread.topic()
    if YEAR.search(question):
        kept = tuple(word for word in kept if not YEAR.fullmatch(word))
    return f"{question} ({' '.join(kept)})", kept


def named(text: str) -> tuple[str, ...]:
    """The words of a text that name a topic: no stopwords, and no words that only phrase a question."""
    return tuple(word for word in said(text) if word.lower() not in ASKING)


def said(text: str) -> tuple[str, ...]:
    """The words of a text that are no stopwords."""
    return tuple(word for word in _WORD.findall(text) if word.lower() not in STOPWORDS)


def _next(thread: Thread | None, question: str, turn: int, search: Search | None) -> Thread:
    """The thread after one more turn."""
    if thread is None or not follows(question, thread, search):
        return Thread(turn, question)
    if year := _another_year(question):
        return replace(thread, asked=_with_year(thread.asked, year))
    if _CHANGES.match(question):
        return replace(thread, changed=named(question))
    return replace(thread, last=question)


def _points_back(question: str) -> bool:
    """Does a word refer back to something that is not named in an earlier clause of the question itself?"""
    found = _POINTING.search(question)
    return found is not None and not named(re.split(r"[^,.;:?!]*$", question[: found.start()])[0])


def _another_year(question: str) -> str | None:
    """The year of a question that names nothing but years: `og i 2022?`."""
    years = YEAR.findall(question)
    return years[-1] if years and len(years) == len(said(question)) else None


def _in_year(thread: Thread, year: str) -> tuple[str, tuple[str, ...]]:
    """The last question, asked about another year; and the words taken from the thread, without years."""
    asked = _with_year(thread.asked, year)
    text = f"{thread.last} ({' '.join(replace(thread, asked=asked).topic())})" if thread.last else asked
    return text, tuple(word for word in thread.topic() if not YEAR.fullmatch(word))


def _with_year(text: str, year: str) -> str:
    """The question with every year replaced; with the year added if it has none."""
    if YEAR.search(text):
        return YEAR.sub(year, text)
    return f"{text.rstrip(' ?.!')} i {year}?"


def _needs_all(question: str) -> bool:
    """Does it need the whole previous question: to exchange something in it, or because it only asks why?"""
    return bool(_CHANGES.match(question)) or not said(question)


def _leads_back(question: str, thread: Thread, search: Search) -> bool:
    """Does the search say that a question follows up? See the module's docstring."""
    alone, together = search(question), search(joined(question, thread)[0])
    earlier = search(thread.asked).letters[:1]
    return together.similarity - alone.similarity > GAIN and not set(earlier).isdisjoint(alone.letters[:NEAR])


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """The words without repetitions, ignoring case."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(word.lower(), word)
    return tuple(first.values())
