"""Finds mentions of other answers, letters and annexes: `jf. svaret til spørgsmål 6`, `jf. bilag 2`.

The target is found first, by unmistakable words: `spørgsmål 6`, `svar af 3. marts 2021`, `bilag 2`. The words
before it are then read backwards, because they may come in any order: `jf. i øvrigt vores svar på`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.letter.numbers import ONE, listed
from kb.danish import MONTH
from kb.model import Remark
from kb.notes import Code

LONGEST_LEAD = 240
"""At most this many characters are read backwards: twice the longest seen, a committee's whole name."""


LONGEST_SERIES = 20
"""A committee's short name with `alm. del` has at most this many characters."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _compile(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Compiles a pattern. A blank in it matches 1 to 3 white-space characters: no text can make it slow."""
    return re.compile(pattern.replace(" ", r"(?:\s{1,3})"), flags)


_DATE = rf"\d{{1,2}}(?:\. ?(?:{MONTH})\b\.?(?: (?:\d{{4}}|i år))?|[-./]\d{{1,2}}[-./](?:\d{{4}}|\d{{2}}))"
_DAY = _compile(_DATE)
_DATED = rf"(?:af|fra|den|dateret|d\.) (?:den |d\. ?)?{_DATE}"

_UNITS = r"%|pct|procent|mio|mia|kr|årsværk|år|timer|dage|km|m²"
_NUMBER = rf"(?!\d{{1,4}}(?:\.\d{{3}}|\. ?(?:{MONTH})\b| ?(?:{_UNITS})\b)){ONE}"
"""A question's number, but not a date or an amount: `spørgsmål 3. maj`, `svar 12 dage`."""

_VERBS = (
    r"er|var|har|havde|kan|skal|vil|bliver|blev|viser|beskriver|omhandler|handler|dækker|giver|fremgår|besvares"
    r"|henvises|så|som|hvor|hvoraf|men|der|ovenfor|nedenfor|i|af|under|vedr|vedrørende|om|ovenstående"
)
_ENDS = rf" ?(?:$|[.;:!?)]|,(?!\d)|(?:–|-|og|samt|eller)\s|til (?:og med )?\d|(?:{_VERBS})\b)"
_LIST = listed(_NUMBER, rf"(?={_ENDS})")
"""A number after a comma belongs to the list only before punctuation, a verb or more numbers: in
`på spørgsmål 1, 15 både er i drift` the 15 is part of the sentence."""

_STOP = (
    r"er|blev|bliver|var|har|havde|indgår|indgik|kan|skal|vil|fremgår|hvor|hvoraf|som|at|så|oplyses|beskrives"
    r"|(?:og|samt|eller) (?:svar\w*|besvarelse\w*|spørgsmål|vores|det|der|vi|at|kan|har|er|skal|vil)"
    r"|(?:på|til|i|under) spørgsmål"
)
_ABOUT = rf"(?: (?:om|vedr\.|vedrørende|angående)(?: (?!(?:{_STOP})\b)[^\s.,;:()]+){{1,12}})?"
_NOUN = r"(?:svar(?:et|ene|brev(?:et)?)?|besvarelse(?:n|r|rne)?|brev(?:et)?|notat(?:et)?|redegørelse(?:n)?)"
_INQUIRY = r"(?:10-dages\s?)?(?:forespørgs(?:el|len|ler|lerne)|henvendelse(?:n|r|rne)?)"
_PARTY = r"[A-ZÆØÅ][\w.-]*(?: (?:og )?[A-ZÆØÅ][\w.-]*){0,4}"
_CASE = r"(?:sag(?:en|s?nr|snummer)?\.?|j\.?\s?nr\.?) ?(?:nr\.? ?)?:? ?[\w./-]{0,12}\d[\w./-]{2,20}\w"
_EARLIER = r"(?:tidligere|seneste|forrige|sidste|anden|andet)"
_LETTER = (
    rf"{_NOUN} {_DATED}{_ABOUT}"
    r"|(?:svar(?:et|ene)?|besvarelse(?:n|r|rne)?) "
    rf"(?:fra (?:19|20)\d\d\b{_ABOUT}"
    rf"|(?:på|til|af) (?:(?:en|den|et|vores|byrådets) )?{_INQUIRY} "
    rf"(?:{_DATED}(?: fra (?-i:{_PARTY}))?|fra (?-i:{_PARTY})(?: {_DATED})?){_ABOUT}"
    rf"|i {_CASE})"
)
_AWAY = (
    rf"(?: (?:i|fra) (?:\w+ )?(?:{_LETTER})| {_DATED}"
    rf"| (?:i|fra|til) (?:\w+ ){{0,2}}?{_EARLIER} (?:{_NOUN}|{_INQUIRY})\b"
    rf"| (?:i|fra|til) (?:\w+ ){{0,2}}?(?:{_NOUN}|{_INQUIRY}) (?:om|fra|vedrørende) [^\s.,;:()]+{_ABOUT}"
    rf"| i {_CASE}"
    rf"|,? \(?(?-i:[A-ZÆØÅ]{{2,5}},? )?alm\.?\s?del\b(?: {_DATED})?\)?)"
)
"""Words after a question's number that name another letter: `spørgsmål 6 i vores svar af 3. marts 2021`."""

_QUESTIONS = _compile(
    rf"\b(?P<what>(?P<prefix>[a-zæøå]{{0,20}})spørgsmål(?:ene|ets?)?|spm\b\.?|svar(?:et)?|pkt\.?|punkt(?:et|erne)?)"
    rf" ?(?P<nr>nr\.? ?)?(?-i:[A-ZÆØÅ]\s)?(?P<numbers>{_LIST})(?P<away>{_AWAY})?",
)
_LETTERS = _compile(
    rf"\b(?:{_LETTER}|{_EARLIER} (?:svar|besvarelse)(?= (?:om|vedr\.|vedrørende|angående)\s){_ABOUT}"
    rf"|(?P<cued>{_INQUIRY} fra (?-i:{_PARTY}){_ABOUT}|{_CASE}))"
    r"(?:[\s,(]{1,3}(?:(?:se|jf\.|under|på|til|i) )?(?:svar(?:et|ene)? (?:på|til) )?"
    rf"(?:spørgsmål(?:ene)?|spm\.?) ?(?:nr\.? ?)?(?P<numbers>{_LIST}))?",
)
_ANNEXES = _compile(
    r"\b(?:(?P<beside>vedlagte?|vedhæftede?|medsendte?|vedføjede?) (?:bilag|brev|notat|oversigt|skema)\w*"
    r"|bilag(?:et|ene)?(?P<number> ?(?:nr\.? ?)?(?-i:\d{1,3}|[A-H])\b)?+)"
    r"(?! til (?:lov|bekendtgør|direktiv|forordn))",
)
_NEIGHBOURS = _compile(
    r"\b(?:(?:svar(?:et|ene)?|besvarelsen) (?:lige )?(?:(?:her)?ovenfor|ovenover|(?P<below>(?:her)?nedenfor))"
    r"|(?:ovenstående|foregående|forrige|(?P<next>næste|efterfølgende|nedenstående))"
    r" (?:svar|besvarelse|(?P<question>spørgsmål))(?! ?\d|\w))",
)
_ORDINALS = "første andet tredje fjerde femte sjette syvende ottende niende tiende"
_ORDINAL = _compile(
    rf"\b(?:(?P<n>\d{{1,2}})\.|det (?P<word>{_ORDINALS.replace(' ', '|')})) spørgsmål\b(?! ?\d)"
)
_OPENS_ABOVE = _compile(
    r"\W{0,3}(?:der henvises til|se|jf\.?|jvf\.?|som) (?:svaret )?(?:her)?(?:ovenfor|ovenstående)\b(?! \w)",
)
"""`Se ovenfor.` at the start of an answer. Later in the answer it means earlier text of the same answer."""

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?:;]\W*$")
_ABBREVIATED = _compile(
    r"\W*(?:jf|jvf|jvnf|nr|alm|pkt|spm|vedr|ca|bl\.a|f\.eks|evt|d|kl|kap|\d{1,2}|\w)\.\W*$"
)
_ANSWER = re.compile(r"(?:svar(?:et|ene|brev\w*)?|besvarelse(?:n|r|rne)?|bemærkninger(?:ne)?)$")
_PREPOSITIONS = _words("til på af under vedr vedrørende om ad i som")
_CUES = _words(
    "jf jvf jvnf jævnfør se henvises henvise henviser fremgår fremgik nævnt beskrevet oplyst anført angivet"
    " omtalt forlængelse opfølgning samme svarede"
)
_ITS_OWN = _words(
    "vores vore mit mine sit vort min sin sine forvaltningens administrationens magistratens kommunens"
    " ministerens ovenstående foreløbige tidligere endelige foregående det de"
)
_SMALL = _ITS_OWN | _words(
    "der også i øvrigt til af på den desuden endvidere ligeledes her bl.a forvaltningen administrationen jeg"
    " vi som under ved ad fra nærmere særligt"
)
_SAID = _words("fremgår fremgik nævnt beskrevet oplyst omtalt")
_SAYS = _words("er var har havde kan skal vil bliver blev fremgår henvises se jf skriver")
"""Words that never stand between `svaret` and the question it answers: the search stops there."""

_OTHERS = _compile(r"\b[Aa]lm\.?\s?del\b|\bFolketing\w+|\b\w*[Uu]dvalgs\b|\b[A-ZÆØÅ]{2,4}U\b", 0)
_SERIES = _compile(
    r"(?:\b[A-ZÆØÅ]{2,5},? )?[Aa]lm\.?\s?del\b|(?:Folketingets )?(?:\b\w+- (?:og )?)?\w*udvalgs?\b"
    r"|\b[A-ZÆØÅ]{2,4}U\b|Folketing\w+",
    flags=0,
)
_SERIES_BEFORE = _compile(r"(?:(?-i:\b[A-ZÆØÅ]{2,5}),? )?\balm\.?\s?del $|\b(?-i:[A-ZÆØÅ]{2,4}U) $")
_OWN_PARTS = ("under", "del", "hoved", "følge", "tillægs", "opfølgende")
"""`delspørgsmål 2` is a part of some question, not question 2."""

_LISTED = re.compile(r"^\s{0,3}(\d{1,2})[.)]\s", re.MULTILINE)
_LABELS = _compile(r" ?(?:[:.)]\s|$)")
_SURVEY = _compile(r"spørgeskema|\bsurvey|måling|trivsels|respondent|undersøgelse")
_LAW = _compile(r"(?:§|stk\.|lovens|bekendtgørelsens|direktivets|forordningens)[^.]{0,25}$")
_ELSEWHERE_POINT = _compile(r" ?,? ?(?:i|af|på) (?:den |det )?(?!dette|denne|svar|brev)\w+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: its characters [start, end), the question numbers, and why they are not of this letter.

    `step`: the answer before (-1) or after (1) is meant. `bare`: too vague to report if the question is
    missing.
    """

    start: int
    end: int
    numbers: str = ""
    reason: Remark | None = None
    step: int = 0
    bare: bool = False


def mentions(answer: str) -> Iterator[Mention]:
    """The mentions in an answer, in order. Of two that overlap, the one that starts first or is longer."""
    small = answer.lower()
    ways = (way for way, words in _WAYS.items() if any(word in small for word in words))
    found = [mention for way in ways for mention in way(answer)]
    at = 0
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= at:
            yield mention
            at = mention.end


def _questions(answer: str) -> Iterator[Mention]:
    listed = frozenset(_LISTED.findall(answer))
    for match in _QUESTIONS.finditer(answer):
        prefix, what = (match["prefix"] or "").lower(), match["what"].lower()
        if prefix.startswith(_OWN_PARTS):
            continue
        start, cued, whose = _lead_to_question(answer, match.start(), prefix in _PREPOSITIONS)
        named = "spørgsmål" in what or what.startswith("spm")
        if not cued and (not named or _is_no_reference(answer, match)):
            continue
        if what.startswith(("pkt", "punkt")) and _is_other_point(answer, match, listed):
            continue
        reason = _away(match, whose, prefix)
        yield Mention(start, match.end(), match["numbers"], reason, bare=not cued and not match["nr"])


def _ordinals(answer: str) -> Iterator[Mention]:
    """Mentions by an ordinal: `svaret på det andet spørgsmål`."""
    for match in _ORDINAL.finditer(answer):
        start, cued, whose = _lead_to_question(answer, match.start(), False)
        if cued and not whose:
            number = match["n"] or str(_ORDINALS.split().index(match["word"].lower()) + 1)
            yield Mention(start, match.end(), number, bare=True)


def _is_no_reference(answer: str, match: re.Match[str]) -> bool:
    """Is it a label at a line's start (`Spørgsmål 4:`), a year, or a question of a survey?"""
    before = answer[answer.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    labels = not before and not match["away"] and _LABELS.match(answer, match.end()) is not None
    year = re.fullmatch(r"(?:19|20)\d\d", match["numbers"]) is not None and not match["nr"]
    around = answer[max(0, match.start() - 120) : match.end() + 120]
    return labels or year or (not match["away"] and _SURVEY.search(around) is not None)


def _is_other_point(answer: str, match: re.Match[str], listed: frozenset[str]) -> bool:
    """Is it a point of a law, an agenda, or the answer's own list?"""
    law = _LAW.search(answer[max(0, match.start() - 60) : match.start()])
    first = re.split(r"\D", match["numbers"])[0]
    return bool(law or first in listed or _ELSEWHERE_POINT.match(answer, match.end()))


def _away(match: re.Match[str], whose: str, prefix: str) -> Remark | None:
    """Why the questions are not in this letter; None if they are."""
    names = f"{whose} {match['away'] or ''}"
    other = bool(prefix) and prefix not in _PREPOSITIONS
    if _OTHERS.search(names) or other or "/" in match["numbers"]:
        series = _SERIES.search(names)
        what = series.group() if series else match["what"] if other else match["numbers"]
        return Remark(Code.OTHER_SERIES, (" ".join(what.split()),))
    return Remark(Code.OTHER_LETTER) if match["away"] or _DAY.search(whose) else None


def _letters(answer: str) -> Iterator[Mention]:
    for match in _LETTERS.finditer(answer):
        start, cued = _lead(answer, match.start())
        if cued or not match["cued"]:
            yield Mention(start, match.end(), match["numbers"] or "", Remark(Code.OTHER_LETTER))


def _neighbours(answer: str) -> Iterator[Mention]:
    if match := _OPENS_ABOVE.match(answer):
        yield Mention(0, match.end(), step=-1)
    for match in _NEIGHBOURS.finditer(answer):
        start, cued, _ = _lead_to_question(answer, match.start(), False)
        if match["question"] and not cued:
            continue
        yield Mention(start, match.end(), step=1 if match["below"] or match["next"] else -1)


def _annexes(answer: str) -> Iterator[Mention]:
    for match in _ANNEXES.finditer(answer):
        start, cued = _lead(answer, match.start())
        law = _LAW.search(answer[max(0, match.start() - 60) : match.start()])
        if (match["beside"] or match["number"] or cued) and not law:
            yield Mention(start, match.end(), reason=Remark(Code.ANNEX))


_WAYS: dict[Callable[[str], Iterator[Mention]], frozenset[str]] = {
    _letters: _words("svar brev notat redegørelse forespørgs henvendelse sag nr"),
    _questions: _words("spørgsmål spm svar pkt punkt"),
    _ordinals: _words("spørgsmål"),
    _neighbours: _words("oven neden foregående forrige næste efterfølgende"),
    _annexes: _words("bilag vedlag vedhæft medsend vedføj"),
}
"""Ways to mention something -> parts of words, of which it needs one: most answers have none."""


def _lead(answer: str, at: int) -> tuple[int, bool]:
    """(start of the words that lead to a mention, as `jf. i øvrigt vores`; do they contain a cue as
    `jf.`?)"""
    return _cued(answer, at, _words_before(answer, at), 0)


def _lead_to_question(answer: str, at: int, glued: bool) -> tuple[int, bool, str]:
    """As `_lead`, before a question, with the words that say whose question it is.

    Read backwards: `jf. / i øvrigt / svaret / på / <whose> / spørgsmål 6`. `glued`: the blank after the
    preposition is missing, as in `påspørgsmål 6`.
    """
    series = _SERIES_BEFORE.search(answer, max(0, at - LONGEST_SERIES), at)
    first = series.start() if series else at
    words = _words_before(answer, first)
    place, whose = _answered(words, glued)
    start, cued = _cued(answer, first, words, place)
    return start, cued or place > 0, answer[whose or first : at]


def _cued(answer: str, at: int, words: list[re.Match[str]], place: int) -> tuple[int, bool]:
    """(start, cued) as in `_lead`. `words`: nearest first; the first `place` of them are used already."""
    cued, near = False, True
    for here in range(place, len(words)):
        word = _bare(words[here])
        if word not in _CUES | _SMALL or (here and words[here].group().endswith(",")):
            break
        near = near and word in _ITS_OWN
        if near or word in _CUES:
            place, cued = here + 1, cued or word in _CUES
    if place and _bare(words[place - 1]) in _SAID:
        said = (n for n in range(place, len(words)) if _bare(words[n]) not in ("det", "som"))
        place = next(said, len(words))
    start = words[place - 1].start() if place else at
    return start + (answer[start] in "(“\"»'"), cued


def _answered(words: list[re.Match[str]], glued: bool) -> tuple[int, int | None]:
    """(words back to `svaret`, 0 without it; the position after its preposition, if words follow that)."""
    if glued and words and _ANSWER.match(_bare(words[0])):
        return 1, None
    for place, word in enumerate(words[:-1]):
        if _bare(word) in _SAYS:
            break
        if _bare(word) in _PREPOSITIONS and _ANSWER.match(_bare(words[place + 1])):
            return place + 2, word.end() if place else None
    return 0, None


def _words_before(answer: str, at: int) -> list[re.Match[str]]:
    """The words of the same sentence before position `at`, nearest first."""
    first = max(0, at - LONGEST_LEAD, answer.rfind("\n", 0, at) + 1)
    found = list(_WORD.finditer(answer, first, at))[::-1]
    end = (n for n, w in enumerate(found) if _SENTENCE_END.search(w[0]) and not _ABBREVIATED.match(w[0]))
    return found[: next(end, len(found))]


def _bare(word: re.Match[str]) -> str:
    return word.group().strip("(),.“”\"»«'").casefold()
