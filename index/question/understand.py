"""Reads filters out of a question: the party that asked, the department, the year, and the kind of answer.

A filter excludes everything that does not match. So only words about the answering become filters ("hvad
svarede I Enhedslisten i 2022 om …", "svar fra 2022"), never the facts asked for ("hvor mange var der i
2022?"), and only values that some letter has. docs/decisions/follow-up-questions.md has the measurement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from index.filters import ANY, Filters
from kb import parties
from kb.danish import MONTHS
from kb.model import Kind
from kb.store import Summary

Span = tuple[int, int]


@dataclass(frozen=True)
class FilterValues:
    """The values that the letters can be filtered by, as the letters write them."""

    parties: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @classmethod
    def of(cls, summaries: Iterable[Summary]) -> FilterValues:
        """The values of these letters, sorted, each once."""
        says = [summary.metadata for summary in summaries]
        return cls(
            tuple(sorted({party for letter in says for party in letter.parties})),
            tuple(sorted({letter.department for letter in says if letter.department})),
            tuple(sorted({letter.date.year for letter in says if letter.date})),
        )

    @cached_property
    def names(self) -> tuple[tuple[str, str | None], ...]:
        """(name, party; None: no letter has it), longest first, so `Radikale Venstre` is not `Venstre`."""
        pairs = (*parties.called(self.parties), *((name, None) for name in parties.others(self.parties)))
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@dataclass(frozen=True, slots=True)
class Understood:
    """The filters read out of a question, and the text without the words that name them."""

    text: str
    filters: Filters = ANY


@dataclass(frozen=True, slots=True)
class FilterMention:
    """A place in a question that names values of one field of Filters."""

    span: Span
    field: str
    values: tuple[object, ...]


_NOUN = (
    r"(?:svar(?:et|ene)?|svarbrev\w*|besvarelse\w*|brev(?:e|et|ene)?|forespørgs(?:el|len|ler|lerne)"
    r"|henvendelse\w*)"
)
_ANSWERING = re.compile(
    rf"\b(?:{_NOUN}|svar(?:e|er|ede)|besvar(?:e|er|ede|et)|spurgte?|spørger|skrev(?:et)?|oplyste?|at vide"
    r"|spørgsmål(?:et|ene)?|stille(?:de|t))\b",
    re.IGNORECASE,
)
"""Words about asking and answering."""

_SAYING = """
10-dages administrationen af afdelingen afgivet alle at bad bedt besvare besvarede besvarer besvares
besvaret blev borgmesteren byrådet da de den der deres det du efter en er et fik find for forespørgslen
forvaltningen fra fået givet har hvad hvilke hvilken hvilket hvordan hvornår i jeg jer kommunen kun man med
mig nogen noget nogle og også oplyst oplyste over partierne partiet på rådmanden se sendt sendte sit skrev
skrevet spurgt spurgte spørge spørger spørgsmål spørgsmålet stillede svare svarede svarer så tidligere til
var ved vi vide ville vis vist
"""
_FRAME = frozenset(_SAYING.split())
"""Words of an opening that does not name the topic: `Hvad svarede I … om`."""

_TOPIC = re.compile(r"(?:^|[\s,])(?:om|vedrørende|angående|ang\.)(?=[\s,:?.!]|$)", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_TO = r"(?:(?:fra|til|af|hos|i|over for|overfor|jf\.|og|eller|,)\s+)"
_BY = re.compile(rf"\b{_NOUN}\s+{_TO}*$", re.IGNORECASE)
"""Words right before a filter: `svar fra …`."""

_IN = re.compile(r"i\s", re.IGNORECASE)
_FROM = re.compile(r"\b(?:til|fra)\s+$", re.IGNORECASE)
_LINK = re.compile(r"\b(?:fra|til|af|hos|over for|overfor|og|eller)\s+$", re.IGNORECASE)
"""Prepositions and conjunctions that are removed with the filter after them."""

_OF = re.compile(
    rf"(?:s|'s|’s)?\s+(?:byrådsgruppes?\s+)?(?:10-dages\s+)?(?:{_NOUN}|spørgsmål(?:et|ene)?)\b", re.IGNORECASE
)
"""Words right after a filter: `Enhedslistens forespørgsel`."""

_LEFT = re.compile(
    rf"[\s,]*\b(?:ifølge|efter|i|jf\.)\s+{_NOUN}\s*(?=[?.!,]|$)|^\W*{_NOUN}(?=[\s,:])|[\s,–-]+{_NOUN}\W*$",
    re.IGNORECASE,
)
"""Phrases left over once the values of a filter are removed: `ifølge svaret`."""

_YEAR = r"((?:19|20)\d\d)(?![/\d]|[.,]\d)"
_SEASON = (
    rf"(?:(?:{'|'.join(MONTHS)}"
    r"|foråret|sommeren|efteråret|vinteren)\s+)?"
)
_TIMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), means)
    for pattern, means in (
        (rf"\b(?:(?:fra|i)\s+)?{_YEAR}\s*(?:til(?: og med)?|-|–)\s*{_YEAR}", "through"),
        (rf"\bmellem\s+{_YEAR}\s+og\s+{_YEAR}", "through"),
        (rf"\b(?:i|fra)\s+(?:både\s+)?{_YEAR}\s+(?:og|eller)\s+(?:i\s+|fra\s+)?{_YEAR}", "in"),
        (rf"\bsiden\s+{_YEAR}|\bfra\s+{_YEAR}\s+og\s+frem\w*", "since"),
        (rf"\befter\s+{_YEAR}", "after"),
        (rf"\b(?:før|inden)\s+{_YEAR}", "before"),
        (rf"\b(?:i|fra|af|,)\s+{_SEASON}{_YEAR}|(?<=svar ){_YEAR}", "in"),
        (r"\b(?:(?:i|fra)\s+)?sidste\s+år\b", "last"),
        (r"\b(?:i|fra i)\s+år\b", "this"),
    )
)
_INTERIM = re.compile(r"\bforeløbig[et]*\s+(?=(?:svar|besvarelse))", re.IGNORECASE)


MOST_MENTIONS = 8
"""No filters are read out of a question that names more parties, departments and years than this."""


def understand(
    question: str, known: FilterValues, ignored: Filters = ANY, today: date | None = None
) -> Understood:
    """Read the filters out of a question.

    `ignored` are values that must not become filters; `today` resolves `i år` and `sidste år`.
    """
    if not _ANSWERING.search(question):
        return Understood(question)
    mentions = _mentions(question, known, today)
    if len(mentions) > MOST_MENTIONS:
        return Understood(question)
    meant = [mention for mention in mentions if _speaks_of_answering(question, mention, mentions)]
    filters = _filters(meant, ignored)
    return Understood(_rest(question, meant) or question, filters) if filters else Understood(question)


def _mentions(question: str, known: FilterValues, today: date | None) -> list[FilterMention]:
    """All places that could name a filter, in order, without overlaps."""
    found: list[FilterMention] = []
    for mention in (
        *_parties(question, known),
        *_departments(question, known),
        *_years(question, known, today),
        *(FilterMention(match.span(), "kinds", (Kind.INTERIM,)) for match in _INTERIM.finditer(question)),
    ):
        if not any(_overlap(mention.span, other.span) for other in found):
            found.append(mention)
    # a party that no letter has gives no values: it is only there so that `Radikale Venstre` is not `Venstre`
    return sorted((mention for mention in found if mention.values), key=lambda mention: mention.span)


def _parties(question: str, known: FilterValues) -> Iterator[FilterMention]:
    for name, party in known.names:
        pattern = rf"(?<![\w-])({re.escape(name)})(?:s|'s|’s)?(?![\w-])"
        for match in re.finditer(pattern, question, re.IGNORECASE):
            if parties.meant(name, match[1]):
                yield FilterMention(match.span(), "parties", (party,) if party else ())


def _departments(question: str, known: FilterValues) -> Iterator[FilterMention]:
    """Departments by name in capitals, or as `Magistratsafdelingen for …`, `socialforvaltningen`."""
    for department in known.departments:
        name = re.escape(department).replace(r"\ ", r"\s+")
        pattern = rf"(?<!\w)((?:Magistratsafdelingen|afdelingen|forvaltningen)\s+(?:for\s+)?)?{name}(?!\w)"
        for match in re.finditer(pattern, question, re.IGNORECASE):
            if match[1] or match[0][0].isupper():
                yield FilterMention(match.span(), "departments", (department,))
    for match in re.finditer(
        r"(?<!\w)((?:[\wæøå]+-\s+og\s+)?[\wæøå]+?)s?forvaltningen", question, re.IGNORECASE
    ):
        heads = [word[:4].casefold() for word in re.findall(r"\w{4,}", match[1])]
        fits = [
            name for name in known.departments if heads and all(part in _word_starts(name) for part in heads)
        ]
        if len(fits) == 1:
            yield FilterMention(match.span(), "departments", (fits[0],))


def _word_starts(name: str) -> set[str]:
    """The first four letters of each word: enough to match `social-` with `sociale forhold`."""
    return {word[:4].casefold() for word in re.findall(r"\w+", name)}


def _years(question: str, known: FilterValues, today: date | None) -> Iterator[FilterMention]:
    for pattern, means in _TIMES:
        for match in pattern.finditer(question):
            given = [int(year) for year in re.findall(r"(?:19|20)\d\d", match[0])]
            if years := tuple(year for year in known.years if _within(year, means, given, today)):
                yield FilterMention(match.span(), "years", years)


def _within(year: int, means: str, given: Sequence[int], today: date | None) -> bool:
    match means:
        case "through":
            return given[0] <= year <= given[1]
        case "since":
            return year >= given[0]
        case "after":
            return year > given[0]
        case "before":
            return year < given[0]
        case "in":
            return year in given
    return today is not None and year == today.year - (means == "last")


def _speaks_of_answering(question: str, mention: FilterMention, mentions: Sequence[FilterMention]) -> bool:
    """Does a mention say which answers are meant (then it is a filter), and not what they are about?"""
    start, end = mention.span
    # 1. It stands in an opening such as `Hvad svarede I … om`.
    if end <= _head(question, mentions):
        return True
    before = _part(question, 0, start, mentions)
    # 2. A year, right after `svar fra` and the like.
    if mention.field == "years":
        return bool(_BY.search(before + " ")) and not _IN.match(question[start:])
    # 3. A kind, which is a filter only in an opening.
    if mention.field == "kinds":
        return False
    # 4. A party or department: at the end after `til` or `fra`, or beside a word for an answer or question.
    at_the_end = not question[end:].strip(" ?.!") and bool(_FROM.search(question[:start]))
    return at_the_end or bool(_OF.match(question[end:])) or bool(_BY.search(before + " "))


def _head(question: str, mentions: Sequence[FilterMention]) -> int:
    """The end of an opening that speaks only of asking and answering; 0 if there is none."""
    ends = [match.start() for match in _TOPIC.finditer(question)]
    years = [mention for mention in mentions if mention.field == "years"]
    if not ends or not _WORD.search(_TOPIC.sub("", _part(question, ends[0], len(question), years), count=1)):
        ends = [len(question)]
    for end in ends:
        start = _TOPIC.sub("", _part(question, 0, end, mentions))
        if _ANSWERING.search(start) and all(map(_is_frame, _WORD.findall(start))):
            return end
    return 0


def _is_frame(word: str) -> bool:
    return word.lower() in _FRAME or bool(_ANSWERING.fullmatch(word))


def _rest(question: str, mentions: Sequence[FilterMention]) -> str:
    """The question without filters and the words around them; empty if it asks for nothing else."""
    head = _head(question, mentions)
    text = _part(question, head, len(question), mentions)
    if head:
        return _TOPIC.sub("", text, count=1).strip(" ,:;–-?.!")
    return " ".join(_LEFT.sub("", text).split()).strip(" ,:;–-")


def _part(question: str, start: int, end: int, mentions: Sequence[FilterMention]) -> str:
    """A part of the question without its mentions and the prepositions before them."""
    text = question[:end]
    for mention in sorted(mentions, key=lambda mention: mention.span, reverse=True):
        at, past = mention.span
        if start <= at and past <= end:
            text = f"{_LINK.sub('', text[:at])} {text[past:]}"
    return " ".join(text[start:].split())


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _filters(mentions: Sequence[FilterMention], ignored: Filters) -> Filters:
    """The values of the mentions except ignored ones, each once, in order of the question."""
    said: dict[str, dict[object, None]] = {}
    for mention in mentions:
        off = getattr(ignored, mention.field)
        said.setdefault(mention.field, {}).update(
            {value: None for value in mention.values if value not in off}
        )
    return Filters(**{field: tuple(values) for field, values in said.items()})  # type: ignore[arg-type]
