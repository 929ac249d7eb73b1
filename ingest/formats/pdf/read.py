"""PDF files as documents: their lines in reading order, and what could not be read.

pypdf reads the file's structure. Whatever it raises on a broken or hostile file comes out of here as
`Unreadable`, or as a note where only a page is lost.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from typing import cast

from pypdf import PasswordType, PdfReader, apply_configuration, get_configuration
from pypdf.errors import DependencyError, LimitReachedError
from pypdf.generic import DictionaryObject, StreamObject

from ingest.document import Document
from ingest.formats.clean import clean
from ingest.formats.magic import PDF_HEADER_WITHIN, looks_like, unexpected
from ingest.formats.ocr.read import PICTURE_PAGE, read_pictures
from ingest.formats.ocr.regions import hidden_on_pictures, unread_share
from ingest.formats.outside_text import noted
from ingest.formats.page.drawn import Drawn, Fragment, Rule
from ingest.formats.page.lines import numbered
from ingest.formats.page.order import Flow, flows
from ingest.formats.page.rows import stretches
from ingest.formats.pdf.annotations import left_out, said
from ingest.formats.pdf.check import differing
from ingest.formats.pdf.draw import draw
from ingest.formats.pdf.font import Face
from ingest.formats.pdf.layers import Layers
from ingest.formats.pdf.operators import MOST_OPERATIONS, Budget
from kb.errors import Unreadable
from kb.model import Line, Note
from kb.notes import Code

PDF_HEADER = b"%PDF-"

LARGEST = 100_000_000
"""The most bytes of a file, and of one stream in it. A scanned letter of 100 pages has 60 million."""

MOST_PAGES = 2_000

LIMITS = {
    "maximum_declared_stream_length": LARGEST,
    "zlib_maximum_output_length": 30_000_000,
    "lzw_maximum_output_length": 30_000_000,
    "run_length_maximum_output_length": 30_000_000,
    "array_based_stream_maximum_output_length": 30_000_000,
    "stream_decoding_work_maximum_length": 100_000_000,
    "stream_parsing_work_maximum_count": 250_000,
    "page_tree_maximum_entries": 10 * MOST_PAGES,
    "page_tree_maximum_page_entries": 100 * MOST_PAGES,
}
"""pypdf's limits, lowered: a page of text has 20,000 bytes of operators and 5,000 tokens, and 250,000
take three seconds."""

HARD_PAGES = 4
"""Up to this many pages that hit a limit are left out with a note; a file with more is refused."""

SCANNED = 0.3
"""Of a page that is a scan, at least this share is picture without text, between its margins."""

HANDED_DOWN = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
"""What pages inherit."""

NAMELESS = ("untitled",)

logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(data: bytes) -> Document:
    """The lines of a PDF file. Raises Unreadable; its message is one line, without the file's name."""
    _refuse_strangers(data)
    with _own_errors(), apply_configuration(get_configuration().with_overwrites(**LIMITS)):
        reader = _open(data)
        title = _title(reader)
        pages, notes, whole = _draw_all(reader)
        unshown = list(_beside_lines(reader))
    read = read_pictures(data, pages)
    aside = [_flows(drawn.aside) for drawn in read.pages]
    lines = read.told(numbered([_flows(drawn.fragments, drawn.rules) for drawn in read.pages], aside))
    older = (n for n, drawn in enumerate(read.pages, 1) if drawn.older and n not in read.words)
    notes += [Note(Code.OLDER_READING, page=n) for n in older]
    beside = {n: drawn.fields for n, drawn in enumerate(pages, 1) if drawn.fields}
    notes += differing(data, lines, read.whole, beside) if whole else ()
    document = Document(lines, len(pages), title, (*notes, *read.notes), furniture=_unseen(lines, aside))
    return noted(document, unshown)


def _refuse_strangers(data: bytes) -> None:
    if PDF_HEADER not in data[:PDF_HEADER_WITHIN]:
        raise unexpected("a PDF file", looks_like(data))
    if len(data) > LARGEST:
        raise Unreadable(
            f"the file has {len(data) // 1_000_000} MB; at most {LARGEST // 1_000_000} MB are read"
        )


@contextmanager
def _own_errors() -> Iterator[None]:
    """pypdf's errors as ours. On a broken file it may raise anything, as its documentation says."""
    try:
        yield
    except Unreadable:
        raise
    except DependencyError as error:
        raise Unreadable("the PDF is encrypted with AES: install `cryptography` to read it") from error
    except (LimitReachedError, MemoryError) as error:
        raise Unreadable(f"the PDF asks for more work than a letter needs ({_reason(error)})") from error
    except RecursionError as error:
        raise Unreadable("the PDF is nested too deeply to be a letter") from error
    except Exception as error:
        raise Unreadable(f"the PDF is broken ({_reason(error)}): save or print it as PDF again") from error


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split()).rstrip(".!")
    return text[:120] or type(error).__name__


def _open(data: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(data[data.index(PDF_HEADER) :]))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise Unreadable("the PDF is locked with a password: remove the password and try again")
    _mend_tree(reader)
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise Unreadable(f"the PDF has {count} pages; at most {MOST_PAGES} are read")
    if not count:
        raise Unreadable("the PDF has no pages")
    return reader


def _mend_tree(reader: PdfReader) -> None:
    """Takes what leads nowhere out of the root of the page tree: pypdf refuses to hand it down to pages."""
    with suppress(Exception):
        root = cast(DictionaryObject, reader.root_object["/Pages"].get_object())
        for name in [name for name in HANDED_DOWN if name in root and root[name] is None]:
            del root[name]


def _title(reader: PdfReader) -> str | None:
    """The title in the file's properties, if it has one."""
    found = None
    with suppress(Exception):
        found = reader.metadata.title if reader.metadata else None
    title = clean(found).strip() if isinstance(found, str) else ""
    return title if title and title.lower() not in NAMELESS else None


def _draw_all(reader: PdfReader) -> tuple[list[Drawn], list[Note], bool]:
    """What each page shows (an empty page for one that cannot be read), notes, and whether all pages were
    read."""
    pages: list[Drawn] = []
    notes: list[Note] = []
    faces: dict[int, Face] = {}
    failed: list[Exception] = []
    budget, layers = Budget(), Layers.of(reader)
    for number, page in enumerate(reader.pages, 1):
        try:
            drawn = _with_text_layer(draw(page, faces, budget, layers))
            notes += _to_review(drawn, number)
            if (count := left_out(page, drawn.filled)) > 0:
                notes.append(Note(Code.FIELDS_LEFT_OUT, (count,), number))
        except Exception as error:
            drawn, failed = Drawn(0, 0), [*failed, error]
            notes.append(Note(Code.PAGE_UNREADABLE, (_reason(error),), number))
            if isinstance(error, (LimitReachedError, RecursionError, MemoryError)):
                budget.spend(MOST_OPERATIONS // HARD_PAGES)
        pages.append(drawn)
    if len(failed) == len(pages):
        raise failed[0]
    return pages, notes, not failed


def _to_review(drawn: Drawn, page: int) -> Iterator[Note]:
    """What a keeper should look at on a page."""
    set_apart = {
        Code.INVISIBLE_TEXT: drawn.hidden,
        Code.TEXT_OUTSIDE_PAGE: drawn.outside,
        Code.LAYER_OFF: drawn.off,
        Code.STRUCK_OUT: drawn.struck,
    }
    for code, fragments in set_apart.items():
        if words := _words(fragments):
            yield Note(code, (words,), page)
    if drawn.crossed:
        yield Note(Code.LINE_THROUGH, (drawn.crossed,), page)
    if drawn.replaced:
        yield Note(Code.TEXT_REPLACED, (drawn.replaced,), page)
    if drawn.garbled:
        yield Note(Code.OPERATORS_LEFT_OUT, (drawn.garbled,), page)


def _words(fragments: Sequence[Fragment]) -> int:
    """How many words there are. Some programs draw each letter by itself."""
    return sum(len(line.text.split()) for flow in _flows(fragments) for line in flow)


def _with_text_layer(drawn: Drawn) -> Drawn:
    """A scanned page, with the invisible text layer of an earlier OCR taken as its text. A stamp or a header
    that stands on it has fewer letters."""
    if drawn.pictured < PICTURE_PAGE or not drawn.hidden or unread_share(drawn) < SCANNED:
        return drawn
    layer = hidden_on_pictures(drawn)
    if _letters(layer) <= _letters(drawn.fragments):
        return drawn
    rest = [fragment for fragment in drawn.hidden if fragment not in layer]
    return replace(drawn, fragments=drawn.fragments + layer, hidden=rest, older=True)


def _letters(fragments: Iterable[Fragment]) -> int:
    return sum(len(fragment.text) for fragment in fragments if not fragment.blank)


def _beside_lines(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Text that the file holds and no page shows: properties, comments, form fields. Broken parts are
    skipped."""
    with suppress(Exception):
        yield "the properties", "\n".join(map(str, (reader.metadata or {}).values()))
    with suppress(Exception):
        described = cast(StreamObject, reader.root_object["/Metadata"].get_object())
        yield "the properties", described.get_data().decode("utf-8", "replace")
    for page in reader.pages:
        yield from (("a comment or form field", text) for text in said(page))


def _flows(fragments: Sequence[Fragment], rules: Sequence[Rule] = ()) -> list[Flow]:
    """Fragments of a page as flows in reading order; text in other directions comes last."""
    ordered: list[Flow] = []
    directions = sorted({fragment.turned for fragment in fragments})
    for turned in directions:
        along = [f for f in fragments if f.turned == turned] if len(directions) > 1 else fragments
        lined = () if turned else rules
        ordered += flows(stretches(along, lined), lined)
    return ordered


def _unseen(lines: Sequence[Line], aside: Sequence[Sequence[Flow]]) -> frozenset[int]:
    """Indexes of the lines that a person cannot see; they stand last on their pages."""
    last = Counter(line.page for line in lines)
    hidden = [sum(map(len, flows)) for flows in aside]
    return frozenset(
        index
        for index, line in enumerate(lines)
        if line.page and line.number > last[line.page] - hidden[line.page - 1]
    )
