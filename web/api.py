"""The same answers as JSON."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from kb.store import Store
from web import present, question
from web.ask import Finder

PREFIX = "/api/v1"


def blueprint(store: Store, finder: Finder) -> Blueprint:
    """The addresses under /api/v1."""
    api = Blueprint("api", __name__, url_prefix=PREFIX)

    @api.get("/ask")
    def ask() -> ResponseReturnValue:
        asked = question.read(request.args.get("q", ""))
        limit = question.limit(request.args.get("limit"))
        return jsonify(present.answer_dict(finder.ask(asked, limit)))

    @api.get("/letters")
    def letters() -> ResponseReturnValue:
        return jsonify({"letters": [present.letter_dict(letter) for letter in store.letters()]})

    @api.get("/letters/<letter>")
    def letter(letter: str) -> ResponseReturnValue:
        return jsonify(present.letter_dict(store.letter(letter)))

    return api
