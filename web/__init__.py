"""The web application (pages and JSON) and the `svarbasen` command."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flask import Flask, Response, current_app, jsonify, render_template, request, url_for
from flask.json.provider import DefaultJSONProvider
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from index.answer.answer import AnswerFinder
from kb.danish import danish_date
from kb.errors import SvarbasenError
from kb.store import Store
from web import api
from web.pages import conversation, health, letters
from web.pages.health import Check
from web.showing import present
from web.showing.doubts import DOUBTFUL
from web.showing.errors import trouble
from web.showing.highlight import marked
from web.showing.notes import danish as danish_note
from web.showing.wording import STATUS

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"
"""Cache-Control of pages: their content changes, and the questions in them are private."""

AS_JSON = ("/api/", "/sundhed")
"""Prefixes of URLs whose errors are JSON."""


def create_app(
    store: Store,
    finder: AnswerFinder,
    *,
    municipality: str = "",
    examples: Sequence[str] = (),
    check: Check | None = None,
    related: letters.Related | None = None,
) -> Flask:
    """The web application.

    `examples` are questions for the empty page; by default they come from the letters. `check` tells
    `/sundhed` whether the index can answer. `related` gives relations between letters.
    """
    app = Flask(__name__)
    app.json = _json(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "danish": _danish,
        "danish_note": danish_note,
        "listing": present.listing,
        "marked": marked,
    }
    app.jinja_env.globals |= {
        "municipality": municipality,
        "asset": Assets(Path(app.static_folder or "")),
        "letter_url": present.letter_url,
        "heading": present.heading,
        "STATUS": STATUS,
        "DOUBTFUL": DOUBTFUL,
    }
    app.register_blueprint(conversation.blueprint(store, finder, examples))
    app.register_blueprint(letters.blueprint(store, related))
    app.register_blueprint(api.blueprint(store, finder))
    app.register_blueprint(health.blueprint(store, check))
    app.register_error_handler(SvarbasenError, show_error)
    app.register_error_handler(HTTPException, show_error)
    app.after_request(guard)
    return app


class Assets:
    """URLs of static files, versioned by content so that browsers may cache them forever."""

    def __init__(self, folder: Path) -> None:
        files = (file for file in folder.iterdir() if file.is_file())
        self.versions = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in files}

    def __call__(self, name: str) -> str:
        return url_for("static", filename=name, v=self.versions[name])


def show_error(error: Exception) -> ResponseReturnValue:
    """An error as a Danish page, or as JSON for the JSON URLs."""
    told = trouble(error)
    if isinstance(error, SvarbasenError) and told.status >= 500:
        current_app.logger.error("%s: %s", request.path, error)
    if request.path.startswith(AS_JSON):
        return jsonify({"error": told.text}), told.status
    return render_template("error.html", trouble=told), told.status


def guard(response: Response) -> Response:
    """Add the security and cache headers to a response."""
    response.headers.update(HEADERS)
    versioned = request.endpoint == "static" and "v" in request.args
    response.headers["Cache-Control"] = FOREVER if versioned else ASK_AGAIN
    return response


def _json(app: Flask) -> DefaultJSONProvider:
    """JSON with Danish letters as they are and keys in the order of `web.showing.present`."""
    provider = DefaultJSONProvider(app)
    provider.ensure_ascii = False
    provider.sort_keys = False
    return provider


def _danish(day: date | str) -> str:
    return danish_date(date.fromisoformat(day) if isinstance(day, str) else day)
