"""The health check, for monitoring."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kb.errors import SvarbasenError
from kb.store import Store

Check = Callable[[], int]
"""How many passages wait for their vectors. Raises Mismatch or Unavailable if the index cannot answer."""


def blueprint(store: Store, check: Check | None = None) -> Blueprint:
    """The route `/sundhed`: status 200 if questions can be answered, else 503."""
    pages = Blueprint("health", __name__)

    @pages.get("/sundhed")
    def health() -> ResponseReturnValue:
        try:
            held = store.state()
            waiting = check() if check else 0
        except SvarbasenError as error:
            return jsonify({"status": "unavailable", "reason": str(error)}), 503
        counts = {"letters": held.letters, "qas": held.qas, "schema": held.schema, "waiting": waiting}
        return jsonify({"status": "ok", **counts, "index": "ready" if check else "unchecked"})

    return pages
