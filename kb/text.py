"""Text helpers for both reading and finding: joining lines, digests, the likeness of questions.

`join` makes the shown text out of the source's lines. It changes only hyphens at line ends and white space.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from kb.danish import MONTH
from kb.model import Line, Piece

READING = 5
"""The version of reading. Raise it when `join` or a reader makes a different text of the same file, or tells
something else of it.

A letter of an earlier version is shown as it was read, proved by its digest alone, until `svarbasen
rebuild` reads its stored file again.
"""

SUSPENDED = ("og", "eller", "samt", "til", "og/eller", "henholdsvis", "hhv.", "såvel", "men", "kontra")
"""Words after a suspended hyphen: `dag-` / `og fritidstilbud` keeps its hyphen and its space."""

BROKEN_BEFORE = re.compile(r"(?:\b(?:ind|der|her|hid|hvor)-til|eksa-men|lige-såvel)\b", re.IGNORECASE)
"""Hyphenated words that are one word although they look like a suspended hyphen: `ind-` / `til` is
`indtil`."""

PREFIXES = ("ikke", "non")
"""First parts that keep their hyphen at a line end: `ikke-` / `vestlige`."""

SPAN = re.compile(rf"(?:{MONTH}|(?:man|tirs|ons|tors|fre|lør|søn)dag)(?!\w)", re.IGNORECASE)
"""A hyphen between two of these is a span: `juni-` / `august`, `mandag-` / `fredag`."""

BULLET = re.compile(r"\s*(?:[-–—•▪●◦*·]|\d{1,2}[.)]|[a-zæøå]\))\s+(?=\S)")
BREAK = re.compile(r"(?P<stem>[^\W\d_]*)(?:(?<=[\w.%])-|(?<=\w)[–/])$")
"""A hyphen, dash or slash that belongs to a word. A dash with a space before it is punctuation."""

JOINTS = ("-", "–", "/")
"""A line that ends with one of these may continue in the first word of the next line."""

LONGEST_STEM = 60
"""At most this many characters are looked at before a hyphen at a line end."""

SAME_QUESTION = 0.55
"""Least `question_likeness` of two questions that are one, asked again in other words or badly read.

Measured by `python -m tests.benchmarks.likeness`; docs/decisions/likeness-of-questions.md has the figures.
"""

LONGEST_COMPARED = 1000
"""Characters of two questions that are compared; longer ones differ before that."""

ENDS = re.compile(r"""[.!?:;]["”’»)\]]*$""")


LEADS_TO_NUMBER = re.compile(
    r"(?:\b(?:stk|nr|pkt|kap|art|litra|ca|kl|tlf)\.|§|\b(?:paragraf|kapitel|afsnit|artikel|bilag|side|lov))\s*$",
    re.IGNORECASE,
)
"""What a number at the start of the next line belongs to: `jf. § 9, stk.` / `2. Det fremgår`."""


def digest(*parts: str) -> str:
    """SHA-256 over the parts, each ended with NUL, in hex."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.encode() + b"\0")
    return sha.hexdigest()


def squeeze(text: str) -> str:
    """The text with each run of white space as one space. Tabs stay in a table row, also at its start if the
    first cell is empty."""
    cells = "\t".join(" ".join(cell.split()) for cell in text.split("\t"))
    return cells.rstrip() if is_row(text) else cells.strip()


def is_bullet(text: str) -> bool:
    """Does the line look like the start of a list item? `2. februar` does too; a reader must check that
    itself."""
    return BULLET.match(text) is not None


def is_row(text: str) -> bool:
    """Is the line a table row?"""
    return "\t" in text.strip()


def _glue(before: str, after: str) -> str | None:
    """`before` and `after` joined inside a word or compound; None if no word goes over the line end."""
    if not before.endswith(JOINTS):
        return None
    broken = BREAK.search(before, max(0, len(before) - LONGEST_STEM))
    if not broken or is_row(before) or is_row(after) or not after[:1].isalnum():
        return None
    if before[-1] != "-":
        return before if before[-1] == "/" or before[-2].isdigit() == after[0].isdigit() else None
    first = after.split(maxsplit=1)[0].lower().rstrip(",")
    if first in SUSPENDED and not BROKEN_BEFORE.fullmatch(broken["stem"] + "-" + first):
        return before + " "
    return before if _hyphenated(broken["stem"], after) else before[:-1]


COUNTS = frozenset(
    ["en", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tyve"]
)


def _hyphenated(stem: str, after: str) -> bool:
    """Does the hyphen belong to the word, and not to the line break? It does in `EU-`, `e-`, `10-`,
    `CO2-`."""
    if SPAN.fullmatch(stem) and SPAN.match(after):
        return True
    word = after.split(maxsplit=1)[0].rstrip(".,;:)?!").lower()
    if "-" in word.strip("-") or (stem.lower() in COUNTS and word in COUNTS):
        return True  # `støtte-kontakt-person`, `fem-otte`
    if stem.endswith("isk") and word.endswith(("isk", "iske")):
        return True  # `pædagogisk-psykologisk`
    broken = len(stem) > 1 and stem[-1].islower() and stem.lower() not in PREFIXES
    return not broken or not after[0].islower()


def _separator(before: Line, line: Line, apart: bool, head: str, tail: str) -> str:
    """What stands between two lines of one text: a new line or a space."""
    if is_row(head) or is_row(tail):
        return "\n"
    if not line.opens or (_in_row(before, line) and tail[:1].islower() and _goes_on(head, tail)):
        return " "
    if before.page == line.page and not (apart and tail[:1].islower()):
        return "\n"
    return " " if _goes_on(head, tail) else "\n"


def _goes_on(head: str, tail: str) -> bool:
    """Does a sentence continue over a page break? After a list item, which needs no full stop, only in lower
    case."""
    if ENDS.search(head) or is_bullet(tail):
        return False
    return tail[:1].islower() or not is_bullet(head)


def _joined(stretches: Iterable[tuple[int, Line, str]]) -> str:
    """The text of stretches, each with its place: where places do not follow, something stood between."""
    paragraphs = [""]
    before: Line | None = None
    last = 0
    for place, line, raw in _rows_whole(stretches):
        apart, last = place - last > 1, place
        part = squeeze(raw)
        if not part:
            continue
        head = paragraphs[-1]
        whole = before is not None and (
            not line.opens or before.page != line.page or apart or _in_row(before, line)
        )
        if before is None:
            paragraphs = [part]
        elif whole and (glued := _glue(head, part)) is not None:
            paragraphs[-1] = glued + part
        elif _separator(before, line, apart, head, part) == " ":
            paragraphs[-1] = f"{head} {part}"
        else:
            paragraphs.append(part)
        before = line
    return "\n".join(paragraphs)


def _in_row(before: Line, line: Line) -> bool:
    """Do both belong to one table row? A line of it opens where a paragraph starts in any of its cells."""
    return line.row is not None and before.row == line.row


def _rows_whole(stretches: Iterable[tuple[int, Line, str]]) -> Iterator[tuple[int, Line, str]]:
    """The stretches, where the lines of a table row that have all their cells are one: cell by cell."""
    for (row, tabs), group in groupby(stretches, key=lambda each: (each[1].row, each[2].count("\t"))):
        lines = list(group)
        if row is None or not tabs or len(lines) < 2:
            yield from lines
            continue
        columns = zip(*(text.split("\t") for _, _, text in lines), strict=True)
        yield *lines[0][:2], "\t".join(map(_cell, columns))


def _cell(parts: Iterable[str]) -> str:
    """The lines of a table cell as one."""
    whole = ""
    for part in filter(None, map(squeeze, parts)):
        glued = _glue(whole, part)
        whole = f"{whole} {part}".strip() if glued is None else glued + part
    return whole


def join_lines(stretches: Iterable[tuple[Line, str]]) -> str:
    """The text of stretches of lines: hyphenated words joined, each paragraph on a line of its own.

    A stretch is (line, its part of the line's text). A word continues in a new paragraph only over a page
    break, or where line numbers are missing between, because a sidebar stood there.
    """
    return _joined((line.number, line, text) for line, text in stretches)


def join(lines: Sequence[Line], pieces: Iterable[Piece]) -> str:
    """The text of pieces of a letter's lines, as `join_lines` puts them together."""
    return _joined((p.line, lines[p.line], lines[p.line].text[p.start : p.end]) for p in pieces)


SURROGATES = re.compile("[\ud800-\udfff]")


def readable(name: str) -> str:
    """A name without surrogates, which stand for bytes that are not text and cannot be printed or kept."""
    return SURROGATES.sub("\ufffd", name)


def question_likeness(one: str, other: str) -> float:
    """How alike two questions are worded, from 0 to 1: Dice's coefficient of their words' trigrams."""
    first, second = _trigrams(one[:LONGEST_COMPARED]), _trigrams(other[:LONGEST_COMPARED])
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


@lru_cache(maxsize=1024)  # each question of a letter is compared with each of another
def _trigrams(text: str) -> frozenset[str]:
    """All stretches of three characters of a text's words, each word with a space before and after it."""
    words = (f" {word} " for word in re.findall(r"\w+", text.casefold()))
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))
