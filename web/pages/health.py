"""Is everything there? For the ones who watch over the server."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kb.errors import SvarbasenError
from kb.store import Store

Check = Callable[[], None]
"""Raises Mismatch or Unavailable where the index cannot answer."""


def blueprint(store: Store, check: Check | None = None) -> Blueprint:
    """`/sundhed`: 200 where questions can be answered, 503 where they cannot."""
    pages = Blueprint("health", __name__)

    @pages.get("/sundhed")
    def health() -> ResponseReturnValue:
        try:
            held = store.state()
            if check:
                check()
        except SvarbasenError as error:
            return jsonify({"status": "unavailable", "reason": str(error)}), 503
        counts = {"letters": held.letters, "qas": held.qas, "schema": held.schema}
        return jsonify({"status": "ok", **counts, "index": "ready" if check else "unchecked"})

    return pages
