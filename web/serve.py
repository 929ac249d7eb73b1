"""The app over an opened knowledge base, and the server."""

from __future__ import annotations

import threading
from contextlib import suppress

import click
import waitress
from flask import Flask

from kb.errors import SvarbasenError
from web import create_app
from web.base import Base


def application(base: Base) -> Flask:
    """The web application of a knowledge base."""

    def check() -> None:
        base.backend.state()

    return create_app(base.store, base.finder, municipality=base.config.municipality, check=check)


def serve(base: Base, host: str, port: int, threads: int) -> None:
    """Serve until interrupted. The encoder loads meanwhile; the first question may have to wait for it."""
    app = application(base)
    server = waitress.create_server(app, host=host, port=port, threads=threads, ident="svarbasen")
    threading.Thread(target=_warm_up, args=(base,), daemon=True, name="warm-up").start()
    click.echo(f"Serving on http://{host}:{server.effective_port}/ – stop with Ctrl-C")
    try:
        server.run()
    finally:
        server.close()


def _warm_up(base: Base) -> None:
    """Load the encoder. What is wrong with it is said to whoever asks first."""
    with suppress(SvarbasenError):
        base.encoder.query("klar")
