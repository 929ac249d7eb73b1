"""The letters: a list, a page for each, a permalink for each QA, and the source files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Protocol

from flask import Blueprint, Response, render_template, request, send_file

from ingest.formats import charset
from ingest.relations.relations import Member, Pair
from kb.errors import NotFound
from kb.ids import suffix
from kb.model import QA, Letter
from kb.store import Source, Store, Summary
from web.asking.facets import known_of, plain
from web.showing import present
from web.showing.excerpt import excerpt, source_link

PAGE = 50
"""Letters on one page of the list."""

INLINE = ("application/pdf", "text/plain", "image/png", "image/jpeg")
"""What a browser may show itself. All else is downloaded: a page among the sources could act as ours."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader narrowed the list to; blank is no wish."""

    words: str = ""
    year: str = ""
    department: str = ""
    party: str = ""

    def takes(self, letter: Summary) -> bool:
        """Does the letter have all that was asked for?"""
        says = letter.metadata
        return (
            all(word in _haystack(letter) for word in self.words.casefold().split())
            and self.year in ("", _year(letter))
            and plain(self.department) in ("", plain(says.department or ""))
            and (not self.party or plain(self.party) in map(plain, says.parties))
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed to."""

    years: Sequence[str]
    departments: Sequence[str]
    parties: Sequence[str]


class Related(Protocol):
    """What a letter has to do with others."""

    def pairs(self, letter: str | None = None) -> list[Pair]:
        """Letters that look like this one."""

    def dossier(self, letter: str) -> list[Member]:
        """The letters of the inquiry that it belongs to."""


def blueprint(store: Store, related: Related | None = None) -> Blueprint:
    """The pages under /breve."""
    pages = Blueprint("letters", __name__, url_prefix="/breve")

    @pages.get("")
    def index() -> str:
        everything, wish = store.summaries(), _wish()
        chosen = [letter for letter in everything if wish.takes(letter)]
        last = max(1, -(-len(chosen) // PAGE))
        page = min(max(1, request.args.get("side", default=1, type=int)), last)
        return render_template(
            "letters.html",
            letters=chosen[(page - 1) * PAGE : page * PAGE],
            found=len(chosen),
            total=len(everything),
            wish=wish,
            choices=choices(everything),
            page=page,
            last=last,
        )

    @pages.get("/<letter>")
    def letter(letter: str) -> str:
        found = store.letter(letter)
        return render_template(
            "letter.html",
            letter=present.letter_dict(found),
            heading=present.heading(found.metadata, found.file),
            notes=found.notes,
            abbreviations=found.abbreviations,
            pairs=related.pairs(letter) if related else [],
            members=related.dossier(letter) if related else [],
            source=source_link(found),
            excerpts=[excerpt(found, qa) for qa in found.qas],
        )

    @pages.get("/<letter>/<qa>")
    def qa(letter: str, qa: str) -> str:
        found = store.letter(letter)
        before, shown, after = neighbours(found, qa)
        return render_template(
            "qa.html",
            excerpt=excerpt(found, shown),
            before=excerpt(found, before) if before else None,
            after=excerpt(found, after) if after else None,
        )

    @pages.get("/<letter>/kilde")
    def source(letter: str) -> Response:
        return send_source(store.source(letter))

    return pages


def choices(letters: Iterable[Summary]) -> Choices:
    """Years, newest first; departments and parties by alphabet."""
    there = known_of(letters)
    return Choices(tuple(map(str, there.years)), there.departments, there.parties)


def neighbours(letter: Letter, number: str) -> tuple[QA | None, QA, QA | None]:
    """The QA of a letter with this number in its address, between the one before and the one after."""
    for (before, shown), (_, after) in pairwise(pairwise([None, *letter.qas, None])):
        if shown and suffix(shown.id) == number:
            return before, shown, after
    raise NotFound(f"{letter.id}: has no question {number}; its page lists them")


def send_source(source: Source) -> Response:
    """The bytes as they were read, shown by the browser itself where that is safe.

    Plain text says which characters it is in; where no browser knows them, it is sent as UTF-8.
    """
    media, content = source.media_type.partition(";")[0].strip().lower(), source.content
    content, label = charset.shown(content) if media == "text/plain" else (content, None)
    response = send_file(
        BytesIO(content),
        mimetype=media,
        as_attachment=media not in INLINE,
        download_name=source.name,
        etag=source.sha256,
    )
    if label:
        response.headers["Content-Type"] = f"{media}; charset={label}"
    return response


def _wish() -> Filter:
    asked = (request.args.get(name, "").strip() for name in ("ord", "aar", "afdeling", "parti"))
    return Filter(*asked)


def _haystack(letter: Summary) -> str:
    says = letter.metadata
    fields = (
        letter.file,
        says.title,
        says.subject,
        says.case,
        says.officer,
        says.department,
        *says.parties,
        *says.signers,
    )
    return "\n".join(field for field in fields if field).casefold()


def _year(letter: Summary) -> str:
    return str(letter.metadata.date.year) if letter.metadata.date else ""
