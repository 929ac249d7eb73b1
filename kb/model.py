"""The nouns of the house, frozen.

A letter keeps every line it was read from. Its pieces say what each stretch of each line is:
question, answer, metadata, furniture or remainder. Questions and answers are never typed anew;
they are `kb.text.join` of their pieces, which is what makes them provably verbatim.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from kb.notes import Code, Value


class Kind(StrEnum):
    """How a question was answered."""

    ANSWERED = "answered"
    INTERIM = "interim"
    REFERENCE = "reference"
    DECLINED = "declined"
    EMPTY = "empty"


class Role(StrEnum):
    """What a stretch of a line is. Every character of a letter has exactly one role."""

    QUESTION = "question"
    ANSWER = "answer"
    METADATA = "metadata"
    FURNITURE = "furniture"
    REMAINDER = "remainder"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points from the page's lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was read off a picture: characters [start, end) of its line, and how sure the reading is.

    `confidence` is from 0 to 1.
    """

    start: int
    end: int
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line – or one paragraph, in formats that have no lines – and where it stands.

    `page` is 1-based, None in formats without pages. `number` is 1-based on its page, in reading
    order. `opens` says that the source starts a new paragraph here: a blank line or wider gap
    above, a new DOCX paragraph, a list item, a table row. `bold` and `italic` hold if all its letters
    are. `size` is the type size in points, where known. `colour` is the ink of all its letters as six
    hex digits, `c00000`, or for black letters that of the box they stand in; None where both are
    plain, or there are several colours.

    `row` is the number of the table row that the line belongs to, counted through the document; None
    outside tables. A row whose cells wrap or have several paragraphs is printed as several lines. Cells
    are separated by tabs, as many in each line of a row, so that a column is the same cell in all of them.

    Of a line that was read off a picture, `words` says where each word stands, and `printed` is the line as
    it was read, where `text` mends it.
    """

    text: str
    page: int | None = None
    number: int = 1
    opens: bool = True
    bold: bool = False
    size: float | None = None
    box: Box | None = None
    words: tuple[Word, ...] = ()
    printed: str | None = None
    italic: bool = False
    colour: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """The characters [start, end) of line `line` (0-based index into `Letter.lines`), and their role.

    `qa` is the id of the QA that a question, answer or label piece belongs to.
    """

    role: Role
    line: int
    start: int
    end: int
    qa: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is told, as a code with its values; `web.showing.notes` words it.

    Raises ValueError where there are more or fewer values than the code has names.
    """

    code: Code
    values: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        if len(self.values) != len(self.code.names):
            raise ValueError(f"{self.code} with {len(self.values)} values")

    @property
    def named(self) -> dict[str, Value]:
        """The values by their names."""
        return dict(zip(self.code.names, self.values, strict=True))

    @property
    def parts(self) -> tuple[str | int, ...]:
        """The values, those of lists one by one."""
        lists = (value if isinstance(value, tuple) else (value,) for value in self.values)
        return tuple(chain.from_iterable(lists))


@dataclass(frozen=True, slots=True)
class Note(Remark):
    """A review note: something a keeper should look at, and where.

    `qa` is the id of the QA that it is about; None where it is about a page, or the letter as a whole.
    """

    page: int | None = None
    line: int | None = None
    qa: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Words in an answer that lean on another answer, and the QA ids they were resolved to.

    `reason` says why they lead to no answer, or not to all that they name.
    """

    text: str
    numbers: tuple[str, ...] = ()
    qas: tuple[str, ...] = ()
    reason: Remark | None = None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that a letter introduces, and the line (index into `Letter.lines`) that does."""

    short: str
    full: str
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a QA stands in its source: pages and first/last line numbers, in reading order."""

    pages: tuple[int, ...]
    lines: tuple[tuple[int | None, int, int], ...]
    """(page, first line, last line) for each page the QA touches."""


@dataclass(frozen=True, slots=True)
class QA:
    """One question with its answer. `digest` is SHA-256 over question and answer (kb.text.digest)."""

    id: str
    number: str
    question: str
    answer: str
    kind: Kind
    digest: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a letter says of itself. None or empty: the letter does not say."""

    title: str | None = None
    subject: str | None = None
    date: date | None = None
    department: str | None = None
    case: str | None = None
    officer: str | None = None
    recipient: str | None = None
    parties: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One answer letter. `pages` is None in formats without pages; `reading` is kb.text.READING."""

    id: str
    file: str
    metadata: Metadata
    pages: int | None
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    qas: tuple[QA, ...]
    notes: tuple[Note, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    reading: int = 0
