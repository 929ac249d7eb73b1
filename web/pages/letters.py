"""The pages of letters: a list, a page for each letter and each QA, and the source files."""

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
"""Letters per page of the list."""

INLINE = ("application/pdf", "text/plain", "image/png", "image/jpeg")
"""Media types shown in the browser. All others are downloaded: an HTML source would run as our own page."""


@dataclass(frozen=True, slots=True)
class Filter:
    """The filters of the list; an empty one lets everything through."""

    words: str = ""
    year: str = ""
    department: str = ""
    party: str = ""

    def takes(self, letter: Summary) -> bool:
        """Does a letter pass all filters?"""
        says = letter.metadata
        return (
            all(word in _haystack(letter) for word in self.words.casefold().split())
            and self.year in ("", _year(letter))
            and plain(self.department) in ("", plain(says.department or ""))
            and (not self.party or plain(self.party) in map(plain, says.parties))
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """The values that the list can be filtered by."""

    years: Sequence[str]
    departments: Sequence[str]
    parties: Sequence[str]


class Related(Protocol):
    """The relations between letters."""

    def pairs(self, letter: str | None = None) -> list[Pair]:
        """Pairs of letters that look alike; only those with this letter if one is given."""

    def dossier(self, letter: str) -> list[Member]:
        """The letters of the same inquiry."""


def blueprint(store: Store, related: Related | None = None) -> Blueprint:
    """The routes under /breve."""
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
        excerpts = [excerpt(found, qa) for qa in found.qas]
        return render_template(
            "letter.html",
            letter=present.letter_dict(found),
            heading=present.heading(found.metadata, found.file),
            notes=found.notes,
            abbreviations=found.abbreviations,
            pairs=related.pairs(letter) if related else [],
            members=related.dossier(letter) if related else [],
            source=source_link(found),
            excerpts=excerpts,
            anchors={each.qa["id"]: each for each in excerpts},
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
    """The choices for these letters: years newest first, departments and parties by alphabet."""
    there = known_of(letters)
    return Choices(tuple(map(str, there.years)), there.departments, there.parties)


def neighbours(letter: Letter, number: str) -> tuple[QA | None, QA, QA | None]:
    """The QA with this URL suffix, between the previous and the next one. Raises NotFound."""
    for (before, shown), (_, after) in pairwise(pairwise([None, *letter.qas, None])):
        if shown and suffix(shown.id) == number:
            return before, shown, after
    raise NotFound(f"{letter.id}: has no question {number}; its page lists them")


def send_source(source: Source) -> Response:
    """Send a source file byte for byte, to be shown in the browser if that is safe.

    Plain text is labelled with its character set, or converted to UTF-8 if browsers do not know that.
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
