"""The JSON API: the same answers and letters as on the pages."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from index.answer.answer import AnswerFinder
from index.question.question import Question
from kb.store import Store
from web.asking import filters, question
from web.asking.facets import known_of
from web.asking.filters import ENGLISH, Narrowed, Pair
from web.pages.conversation import TURNS
from web.showing import present
from web.showing.errors import Refused

PREFIX = "/api/v1"


def blueprint(store: Store, finder: AnswerFinder) -> Blueprint:
    """The routes under /api/v1."""
    api = Blueprint("api", __name__, url_prefix=PREFIX)

    @api.get("/ask")
    def ask() -> ResponseReturnValue:
        text = question.read(request.args.get("q", ""))
        limit = question.limit(request.args.get("limit"))
        before = tuple(question.read(earlier) for earlier in request.args.getlist("before")[-TURNS:])
        narrowed = _narrowed(store, list(request.args.items(multi=True)))
        answer = finder.ask(Question(text, limit, narrowed.filters, before, narrowed.ignored))
        return jsonify(present.answer_dict(answer))

    @api.get("/letters")
    def letters() -> ResponseReturnValue:
        return jsonify({"letters": [present.letter_dict(letter) for letter in store.letters()]})

    @api.get("/letters/<letter>")
    def letter(letter: str) -> ResponseReturnValue:
        return jsonify(present.letter_dict(store.letter(letter)))

    return api


def _narrowed(store: Store, pairs: Sequence[Pair]) -> Narrowed:
    """The filters of the request. Raises Refused listing everything that is wrong."""
    if not {name for name, _ in pairs} & ENGLISH.names:  # saves reading the summaries of all letters
        return Narrowed()
    found = filters.read(pairs, ENGLISH, known_of(store.summaries()))
    if found.wrong:
        raise Refused(" ".join(found.wrong))
    return found
