"""The program tesseract: the words of a picture, from its TSV output.

Its plain text is not used: there a sidebar stands between the lines beside it.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from io import BytesIO, StringIO

import numpy as np
from PIL.Image import Image, Resampling, new

from ingest.formats.ocr.picture import Read, tight
from ingest.formats.ocr.powers import with_powers
from kb.errors import Unavailable

PROGRAM = "tesseract"
LANGUAGE = "dan"

LONGEST = 60.0
"""The most seconds for one page. A page of text takes two."""

START = (PROGRAM, "stdin", "stdout", "-l", LANGUAGE, "-c", "tessedit_create_tsv=1")
COMMAND, AGAIN = (*START, "--psm", "3"), (*START, "--psm", "7")
"""Page segmentation mode 3 finds columns by itself; modes 6 and 11 misread more words of scans with a
sidebar. Mode 7 takes the picture as one line."""

FIGURE = (*START, "--psm", "10", "-c", "tessedit_char_whitelist=23")
"""Mode 10 takes the picture as one character."""

UNSURE, MANY, MOST_AGAIN, LEAST_PIXELS = 0.8, 0.2, 60, 8
"""Words below this confidence are read a second time, if they are not more than this share of the page, not
more than this many, and at least this many pixels high. A single I or l is not read again: it is read better
among other words."""

LARGER, MARGIN = (1, 2), 20
"""The enlargements at which a word is read again, and the pixels of white around it."""

LAST = ".,;:"
"""Punctuation at a word's end. It is read better among other words, so the first reading of it is kept."""

MOST_LINES = 10_000
"""Lines of one picture, at most."""

WORD = "5"
"""The level of a word in a row of TSV."""


@cache
def installed() -> bool:
    """Is the program here, with Danish?"""
    if shutil.which(PROGRAM) is None:
        return False
    told = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, timeout=LONGEST, check=False)
    return LANGUAGE in told.stdout.decode("utf-8", "replace").split()


def read(image: Image, dpi: int) -> list[Read]:
    """The words of a picture. Raises Unavailable."""
    words = tight(list(_words(_run([image], COMMAND, dpi))), image)
    return with_powers(_surer(words, image, dpi), image, partial(_figures, dpi=dpi))


def _surer(words: list[Read], image: Image, dpi: int) -> list[Read]:
    """The words, the unsure ones read a second time."""
    hard = [place for place, word in enumerate(words) if word.confidence < UNSURE and _legible(word)]
    if not 0 < len(hard) <= min(MOST_AGAIN, MANY * len(words)):
        return words
    again = dict(zip(hard, _again([words[place] for place in hard], image, dpi), strict=True))
    return [read for place, word in enumerate(words) for read in again.get(place, [word])]


def _figures(pictures: Sequence[Image], dpi: int) -> list[str]:
    """The figure on each picture of one."""
    large = [
        picture.resize((picture.width * 4, picture.height * 4), Resampling.BICUBIC) for picture in pictures
    ]
    read: dict[int, str] = {}
    for word in _words(_run(large, FIGURE, dpi)):
        read[word.line // MOST_LINES] = word.text
    return [read.get(number, "") for number in range(len(large))]


def _again(words: Sequence[Read], image: Image, dpi: int) -> list[list[Read]]:
    """Words read a second time, each alone and enlarged. This reads figures in table cells right."""
    crops = [_alone(word, image, times) for word in words for times in LARGER]
    pages: dict[int, list[Read]] = {}
    for read in _words(_run(crops, AGAIN, dpi)):
        pages.setdefault(read.line // MOST_LINES, []).append(read)
    seen = [pages.get(number, []) for number in range(len(crops))]
    return [_best(word, seen[at * len(LARGER) :][: len(LARGER)], image) for at, word in enumerate(words)]


def _best(word: Read, seen: Sequence[Sequence[Read]], image: Image) -> list[Read]:
    """The reading of a word with the highest confidence, which may be several words; the first reading if
    none is sure."""
    sure = {
        min(read.confidence for read in reads): [_home(read, word, times) for read in reads]
        for reads, times in zip(seen, LARGER, strict=True)
        if reads and all(any(map(str.isalnum, read.text)) for read in reads)
    }
    surest = max(sure, default=0.0)
    if surest < max(UNSURE, word.confidence):
        return [word]
    best = sure[surest]
    if len(best) > 1:
        return tight(best, image)
    same = best[0].text.rstrip(LAST) == word.text.rstrip(LAST)
    return [replace(word, text=word.text if same else best[0].text, confidence=surest)]


def _home(read: Read, word: Read, times: int) -> Read:
    """A word read off an enlarged piece of the page, with its place on the page."""
    left, right = (int(word.left) - 1 + (x - MARGIN) / times for x in (read.left, read.right))
    return replace(word, text=read.text, left=left, right=right, confidence=read.confidence)


def _legible(word: Read) -> bool:
    letters = [letter for letter in word.text if letter.isalnum()]
    stroke = len(letters) == 1 and letters[0] in "iIl"
    return bool(letters) and not stroke and word.bottom - word.top >= LEAST_PIXELS


def _alone(word: Read, image: Image, times: int) -> Image:
    """A word alone on white."""
    crop = image.crop((int(word.left) - 1, int(word.top) - 1, int(word.right) + 1, int(word.bottom) + 1))
    large = crop.resize((crop.width * times, crop.height * times), Resampling.BICUBIC)
    sheet = new("L", (large.width + 2 * MARGIN, large.height + 2 * MARGIN), int(np.asarray(large).max()))
    sheet.paste(large, (MARGIN, MARGIN))
    return sheet


def _run(images: Sequence[Image], command: Sequence[str], dpi: int) -> str:
    """The program's output for one picture or several."""
    file = BytesIO()
    if len(images) > 1:
        images[0].save(file, "TIFF", save_all=True, append_images=images[1:])
    else:
        images[0].save(file, "PNG", compress_level=1)
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        told = subprocess.run(
            [*command, "--dpi", str(dpi)],
            input=file.getvalue(),
            capture_output=True,
            timeout=LONGEST,
            env=one_thread,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"Tesseract took more than {LONGEST:.0f} seconds") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unavailable("Tesseract failed") from error
    return told.stdout.decode("utf-8", "replace")


def _words(table: str) -> Iterator[Read]:
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] != WORD or not text:
            continue
        place = tuple(row[key] for key in ("page_num", "block_num", "par_num", "line_num"))
        line = lines.setdefault(place, len(lines)) + (int(row["page_num"]) - 1) * MOST_LINES
        left, top, wide, high = (float(row[key]) for key in ("left", "top", "width", "height"))
        sure = max(0.0, min(1.0, float(row["conf"]) / 100))
        yield Read(text, left, top, left + wide, top + high, sure, line)
