"""An independent check of what was read from a PDF: are a page's words the same as PDFium's?

Our reader and PDFium have no code in common. Where their words differ, one of them is wrong, and a keeper
should look at the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from ingest.formats.clean import clean
from ingest.formats.page import pdfium
from ingest.formats.page.drawn import SPACE
from kb.errors import Unreadable
from kb.model import Line, Note
from kb.notes import Code

PART, FEWEST = 0.02, 4
"""A page gets a note if more than this share of its words differ, and at least this many. On sound pages no
word differs, or about one in a hundred: bullets, a letter-spaced heading."""

MOST_FORMS = 20
"""Form XObjects that draw other forms, at most. PDFium aborts the process where forms draw each other over
and over; of 60 letters by several programs none has more than one."""

MANY = 1_000
"""Where more words differ than this, their parts are not compared."""

BROKEN = "\ufffe"
"""What PDFium writes for a hyphen at a line end and for the line break."""

WORD = re.compile(r"[^\W_]+")
"""Letters and digits: so hyphens at line ends, bullets and spaces do not count."""


def differing(
    data: bytes,
    lines: Sequence[Line],
    unlike: Collection[int] = (),
    beside: Mapping[int, Sequence[str]] | None = None,
) -> Iterator[Note]:
    """A note for each page whose words differ from PDFium's. `unlike`: pages that are known to differ.
    Words that were read off pictures are left out, and those `beside` a page's own text: of form fields.

    Only for files that our reader has read within its limits, because PDFium has none.
    """
    if data.count(b"/Form") > MOST_FORMS:
        yield Note(Code.UNCHECKED, ("too many forms",))
        return
    try:
        texts = pdfium.words(data)
    except Unreadable as error:
        yield Note(Code.UNCHECKED, (str(error),))
        return
    own: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        own[line.page or 0].append(_digital(line))
    for page, text in enumerate(texts, 1):
        if page in unlike:
            continue
        mine = "\n".join(own[page])
        if _same(mine, text):
            continue
        one, other = _words(mine), _words(text)
        if beside and page in beside:
            one = _without(one, _words(SPACE.join(beside[page])))
        count, most = difference(one, other), max(len(one), len(other))
        if count >= FEWEST and count > PART * most:
            yield Note(Code.READINGS_DIFFER, (count, most), page)


def _digital(line: Line) -> str:
    """A line without the words that were read off a picture."""
    text = line.text
    for word in reversed(line.words):
        text = text[: word.start] + text[word.end :]
    return text


def _same(mine: str, text: str) -> bool:
    """Are the words the same without cleaning? Nearly always, and then the slow comparison is not needed."""
    one, other = mine.split(), text.replace(BROKEN, "- ").split()
    return one == other or Counter(one) == Counter(other) or _counted(mine) == _counted(text)


def _counted(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def difference(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words one reading has and the other lacks: the larger count of both directions.

    A word that only one of them divides (`sags behandling`) is the same word.
    """
    mine, theirs = _without(one, other), _without(other, one)
    return max(_strangers(mine, theirs), _strangers(theirs, mine))


def _words(text: str) -> list[str]:
    """Words in the compatibility form: `m²` and `m2` are one word here, and nowhere else."""
    return WORD.findall(unicodedata.normalize("NFKC", clean(text)))


def _without(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Words, in order, that the others do not have as often."""
    more = Counter(words) - Counter(others)
    left = []
    for word in reversed(words if more else ()):
        if more[word] > 0:
            more[word] -= 1
            left.append(word)
    return left[::-1]


def _strangers(words: Sequence[str], others: Sequence[str]) -> int:
    """How many of the words do not occur in the others joined together."""
    if len(words) > MANY:
        return len(words)
    rest, count = "".join(others), 0
    for word in words:
        count += word not in rest
        rest = rest.replace(word, "\n", 1)
    return count
