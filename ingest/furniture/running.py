"""Running headers and footers: page numbers, dates beside them, and lines that repeat from page to page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, takewhile

from kb.danish import MONTH
from kb.model import Line

WRITTEN = rf"\d{{1,2}}\.?\s*(?:{MONTH})\s+\d{{4}}"
DATE = rf"(?:dato:?\s*|den\s+|d\.\s*)?(?:{WRITTEN}|\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}})"
PAGE_OF = r"side\s*\d{1,4}\s*(?:af|/|ud\s+af)\s*\d{1,4}"

DATE_LINE = re.compile(DATE, re.IGNORECASE)
PAGE_MARK = re.compile(rf"(?:{DATE}\s+)?[-–|]?\s*{PAGE_OF}\s*[-–|]?(?:\s+{DATE})?", re.IGNORECASE)
PAGE_NUMBERED = re.compile(r"Side:?\s*\d{1,4}")
PAGE_INSIDE = re.compile(r"\bside:?\s*(\d{1,4})(?:\s*(?:af|/)\s*\d{1,4})?", re.IGNORECASE)
"""A page number among other words: `Vej om land – sag 22/1 – side 2`."""

FOOTED = re.compile(
    r"(?=.*(?:\d{2,4}[-/]\d{3,}|kommune\b|\bsag\b|\bnotat\b))[^.?!:;]{3,70}[\s,|–-]side\s*\d{1,3}(?:\s*(?:af|/)\s*\d{1,3})?",
    re.IGNORECASE,
)
"""The foot of one page in a text: what the letter is called, and a page number: `Notat 24/60718 side 1`."""

NUMBERED_EDGE = re.compile(
    r"[^?!]{3,100}[\s·|–-]side:?\s*(?P<page>\d{1,4})(?:\s*(?:af|/)\s*\d{1,4})?"
    r"|[^?!]{3,100}\s(?P<of>\d{1,3})\s?[/|]\s?\d{1,3}"
    r"|(?=.*(?:www|@|tlf|kommune))[^?!]{5,110}[|·–-]\s?(?P<alone>\d{1,3})"
    r"|side:?\s*(?P<other>\d{1,4})(?:\s*(?:af|/)\s*\d{1,4})?\s*[·|–-][^?!]{3,100}",
    re.IGNORECASE,
)
"""A line at a page's edge with a page number among other words."""

CASE_LINE = re.compile(
    r"(?:vores\s+)?(?:sag|j\.?\s?nr|journal|ref|dok|id|acadre)[\w.-]*(?:\s*nr\.?)?:?\s*(?P<case>\S*\d\S*)"
    r"(?:\s+(?:side\s*)?\d{1,3}(?:\s*(?:/|af)\s*\d{1,3})?)?",
    re.IGNORECASE,
)
"""A case number in a running head, with a page number or without."""

HEAD_LINES = 20
"""Lines of a letterhead."""

LONGEST_COUNTED, FEWEST_COUNTED = 120, 2
PAGE_WORD = re.compile(r"Side:?")
FRACTION = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
NUMBER = re.compile(r"[-–]?\s*(\d{1,4})\s*[-–]?")

CONVERTED = re.compile(
    r"[\w.-]{1,80}_\d{4}\.(?:png|jpe?g|gif|tiff?|bmp)|PDF to HTML - Convert PDF files to HTML files",
    re.IGNORECASE,
)
"""What PDF-to-text programs leave in the text: file names of page pictures, and the program's name."""

QUESTION_MARK = re.compile(
    r"(?:spørgsmål|spm|svar|besvarelse|ad)\b\.?(?:\s*nr\.?)?\s*\d*[a-z]?\s*[.:)]?|\d{1,3}\s?[.)]\s.*",
    re.IGNORECASE,
)
"""Labels that are no header, though they stand at the same place on every page: letters with one question a
page."""

PAGES_ALIKE, SHARE_ALIKE = 3, 0.5
"""A running line stands on at least three pages, and on half of all: the first page often has none."""

EDGE_LINES = 6
"""A running line is among this many lines from the page's top or foot."""

FOOT = 110.0
"""Points from the lower edge of the paper. A footer stands below this height; short answers may end at the
same height on several pages, but not so far down."""

OUTERMOST = 3
"""Where there are only two pages without page numbers, a running line is among this many outermost lines, is
identical on both, and stands apart from the text."""

NEAR_MARK = 40.0
"""The most points, up or down, between a page number and a date that belongs to it."""

SAME_HEIGHT = 3.0
"""Points by which the baseline of a running line may vary."""

LONG = 25
"""In formats without positions, a line of at least this many characters may be running although it ends one
page and begins the next: where pages of a text are cut, a footer can go with the header below it."""

BESIDE_NUMBER = ("above", "below")

Place = tuple[str, str, int]
Pages = dict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Edge:
    """Indexes of lines, from the edge of a page inwards or from a page number onwards, and which edge it
    is."""

    side: str
    run: Sequence[int]


def is_page_mark(text: str) -> bool:
    """Is the line a page number such as `Side 2 af 5`, alone or with the date?"""
    return PAGE_MARK.fullmatch(text.strip()) is not None


def running(lines: Sequence[Line]) -> set[int]:
    """Indexes of lines that are running headers, footers and page numbers."""
    seen = [index for index, line in enumerate(lines) if line.text.strip()]
    pages = _by_page(lines)
    marks = _page_marks(lines, seen)
    converted = {index for index in seen if CONVERTED.fullmatch(lines[index].text.strip())}
    marks |= _at_edge(lines, pages) | _again(lines, seen)
    certain = (
        marks
        | _dates_beside(lines, seen, marks)
        | _lone_numbers(lines, pages)
        | converted
        | _counted(lines, seen)
    )
    return certain | _repeated(lines, _edges(lines, pages, seen, marks), certain)


def _page_marks(lines: Sequence[Line], seen: Sequence[int]) -> set[int]:
    texts = {index: lines[index].text.strip() for index in seen}
    marks = {
        i
        for i, text in texts.items()
        if is_page_mark(text) or PAGE_NUMBERED.fullmatch(text) or FOOTED.fullmatch(text)
    }
    for one, two in pairwise(seen):
        value = FRACTION.fullmatch(texts[two]) or NUMBER.fullmatch(texts[two])
        if PAGE_WORD.fullmatch(texts[one]) and value:
            marks |= {one, two}
    return marks | _fractions(texts)


def _counted(lines: Sequence[Line], seen: Sequence[int]) -> set[int]:
    """Lines that differ in their page number alone, `Sag 22/1 | Side 2 af 3`, and what stands above each."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place, index in enumerate(seen):
        if len(text := lines[index].text.strip()) <= LONGEST_COUNTED and PAGE_INSIDE.search(text):
            alike[re.sub(r"\d+", "#", text)].append(place)
    found: set[int] = set()
    for places in alike.values():
        numbers = [
            int(match[1]) for place in places for match in PAGE_INSIDE.finditer(lines[seen[place]].text)
        ]
        if len(places) < FEWEST_COUNTED or any(two - one != 1 for one, two in pairwise(numbers)):
            continue
        found.update(seen[place] for place in places)
        above = [seen[place - 1] for place in places if place]
        if len(above) >= FEWEST_COUNTED and len({lines[index].text.strip() for index in above}) == 1:
            found.update(above)
    return found


def _fractions(texts: dict[int, str]) -> set[int]:
    """`1/3`, `2/3`, `3/3`, each alone on a line, are page numbers; one of them alone is not."""
    found = {i: match for i, text in texts.items() if (match := FRACTION.fullmatch(text))}
    pages = [int(match[1]) for match in found.values()]
    totals = {int(match[2]) for match in found.values()}
    return set(found) if totals == {len(pages)} and pages == [*range(1, len(pages) + 1)] else set()


def _dates_beside(lines: Sequence[Line], seen: Sequence[int], marks: set[int]) -> set[int]:
    """Lines that are only a date and stand next to a page number: in reading order, or on the page."""
    after = dict(pairwise(seen))
    before = {two: one for one, two in after.items()}
    dates = {index for index in seen if DATE_LINE.fullmatch(lines[index].text.strip())}
    found = {next((n for n in (before.get(m), after.get(m)) if n in dates), None) for m in marks}
    near = {date for date in dates if any(_near(lines[date], lines[mark]) for mark in marks)}
    return {index for index in found if index is not None} | near


def _near(date: Line, mark: Line) -> bool:
    """Does a date stand directly above, below or beside a page number?"""
    one, two = date.box, mark.box
    if date.page != mark.page or not one or not two:
        return False
    apart = abs(one.y0 - two.y0)
    return apart <= SAME_HEIGHT or (apart <= NEAR_MARK and one.x0 < two.x1 and two.x0 < one.x1)


def _by_page(lines: Sequence[Line]) -> Pages:
    """Indexes of each page's lines from the top down, in formats that have pages."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.page is not None and line.text.strip():
            pages[line.page].append(index)
    return {page: sorted(found, key=lambda i: _depth(lines[i])) for page, found in pages.items()}


def _depth(line: Line) -> float:
    """How far down the page a line stands: by its box, else by its number."""
    return -line.box.y0 if line.box else float(line.number)


def _again(lines: Sequence[Line], seen: Sequence[int]) -> set[int]:
    """Case numbers that stand alone in the text as they do in the letterhead: what a running head leaves in a
    format without pages."""
    head = {lines[index].text.strip() for index in seen[:HEAD_LINES]}
    return {
        index
        for index in seen[HEAD_LINES:]
        if lines[index].text.strip() in head and CASE_LINE.fullmatch(lines[index].text.strip())
    }


def _at_edge(lines: Sequence[Line], pages: Pages) -> set[int]:
    """The outermost lines of pages that tell the page's number, or that stand in the letterhead too."""
    if len(pages) < 2:
        return set()
    first = min(pages)
    letterhead = " ".join(lines[index].text for index in pages[first][:HEAD_LINES]).split()
    found: set[int] = set()
    for page, indexes in pages.items():
        for index in (*indexes[:OUTERMOST], *indexes[-OUTERMOST:]):
            text = lines[index].text.strip()
            match = NUMBERED_EDGE.fullmatch(text)
            if match and int(match["page"] or match["of"] or match["alone"] or match["other"]) == page:
                found.add(index)
        top = indexes[0]
        named = page != first and CASE_LINE.fullmatch(lines[top].text.strip())
        if named and named["case"] in letterhead:
            found.add(top)
    return found


def _lone_numbers(lines: Sequence[Line], pages: Pages) -> set[int]:
    """Page numbers alone at the top or foot of their page."""
    found: set[int] = set()
    for side in (0, -1):
        numbers = {page: indexes[side] for page, indexes in pages.items()}
        if len(pages) > 1 and all(_says(lines[index], page) for page, index in numbers.items()):
            found.update(numbers.values())
    for page, indexes in pages.items():
        for edge, next_to in ((indexes[0], indexes[1:2]), (indexes[-1], indexes[-2:-1])):
            if _says(lines[edge], page) and all(_set_apart(lines[edge], lines[n]) for n in next_to):
                found.add(edge)
    return found


def _says(line: Line, page: int) -> bool:
    """Is the line the page's number alone?"""
    number = NUMBER.fullmatch(line.text.strip())
    return number is not None and int(number[1]) == page


def _set_apart(line: Line, other: Line) -> bool:
    """Does it stand further from the text than the text's own lines?"""
    if not line.box or not other.box or not other.size:
        return True
    return abs(line.box.y0 - other.box.y0) > 1.5 * other.size


def _repeated(lines: Sequence[Line], edges: Sequence[Edge], certain: set[int]) -> set[int]:
    """Lines with the same text, ignoring digits, at the same place on most pages, from the edges inwards.

    Where lines have no position but their order, a page number must be among them.
    """
    placed = [{i: _places(lines, edge, i) for i in edge.run} for edge in edges]
    times = Counter(place for places in placed for place in set().union(*places.values()))
    least = _least(edges, certain)
    found = _alike(lines, edges, certain) if len(edges) == 4 else set[int]()
    for edge, places in zip(edges, placed, strict=True):
        alike = (i for i in edge.run if any(times[place] >= least for place in places[i]))
        known = certain | {i for i in alike if _may_run(lines[i], edge.side)}
        run = list(takewhile(known.__contains__, edge.run))
        if edge.side in BESIDE_NUMBER or certain.intersection(run) or all(lines[i].box for i in run):
            found.update(run)
    return found


def _alike(lines: Sequence[Line], edges: Sequence[Edge], certain: set[int]) -> set[int]:
    """Lines that are equal at the same height on both pages, and stand apart from the text."""
    found: set[int] = set()
    for one, two in combinations(edges, 2):
        if one.side != two.side:
            continue
        runs = [_shared(lines, one, two, certain), _shared(lines, two, one, certain)]
        rests = [edge.run[len(run) :] for edge, run in zip((one, two), runs, strict=True)]
        apart = (
            _set_apart(lines[run[-1]], lines[rest[0]])
            for run, rest in zip(runs, rests, strict=True)
            if run and rest
        )
        if any(rests) and all(apart):
            found.update(*runs)
    return found


def _shared(lines: Sequence[Line], edge: Edge, other: Edge, certain: set[int]) -> list[int]:
    """The outermost lines of a page that are also on the other page, or are page numbers."""
    outermost = edge.run[:OUTERMOST]
    may = [i for i in outermost if _may_run(lines[i], edge.side)]
    same = {i for i in may if any(_same(lines[i], lines[n]) for n in other.run)}
    return list(takewhile((certain | same).__contains__, outermost))


def _same(line: Line, other: Line) -> bool:
    """Are both lines equal, at the same height?"""
    if not line.box or not other.box or line.text.split() != other.text.split():
        return False
    return abs(line.box.y0 - other.box.y0) <= SAME_HEIGHT


def _may_run(line: Line, side: str) -> bool:
    """Can the line be running? It may not be a question's label (a date is none), and a footer must really
    stand low."""
    low = side != "foot" or line.box is None or line.box.y0 < FOOT
    text = line.text.strip()
    return low and (DATE_LINE.match(text) is not None or not QUESTION_MARK.fullmatch(text))


def _least(edges: Sequence[Edge], certain: set[int]) -> float:
    """The least number of pages that a running line stands on; two are enough where both have page
    numbers."""
    pages = len(edges) / 2
    numbered = sum(any(index in certain for index in edge.run) for edge in edges)
    return 2 if pages == 2 and numbered > 1 else max(PAGES_ALIKE, SHARE_ALIKE * pages)


def _edges(lines: Sequence[Line], pages: Pages, seen: Sequence[int], marks: set[int]) -> list[Edge]:
    """The edges of the pages or, where the format has none, of the page numbers."""
    if pages:
        sides = (("top", 1), ("foot", -1))
        return [Edge(side, page[::step][:EDGE_LINES]) for page in pages.values() for side, step in sides]
    at = [number for number, index in enumerate(seen) if index in marks]
    above = [Edge(BESIDE_NUMBER[0], seen[max(0, number - EDGE_LINES) : number][::-1]) for number in at]
    return above + [Edge(BESIDE_NUMBER[1], seen[number + 1 : number + 1 + EDGE_LINES]) for number in at]


def _places(lines: Sequence[Line], edge: Edge, index: int) -> set[Place]:
    """The keys under which a line is compared: its text without digits, with its rounded height or its
    row."""
    text = re.sub(r"\d+", "#", " ".join(lines[index].text.split()))
    box = lines[index].box
    if box is None:
        outermost = index == edge.run[0] and len(text) >= LONG
        either = {("either", text, 0)} if outermost else set[Place]()
        return {(edge.side, text, edge.run.index(index)), *either}
    height = round(box.y0 / SAME_HEIGHT)
    return {(edge.side, text, height), (edge.side, text, height + 1)}
