"""Serves an opened knowledge base with waitress."""

from __future__ import annotations

import signal
import threading
from contextlib import suppress
from typing import Any

import click
import waitress
from flask import Flask

from kb.errors import SvarbasenError, Unavailable
from web import create_app
from web.service.base import Base


def application(base: Base) -> Flask:
    """The web application of a knowledge base."""
    finding = base.finding

    def check() -> int:
        return finding.now().backend.state().waiting

    return create_app(
        base.store,
        finding,
        municipality=base.config.municipality,
        check=check,
        related=base.relations,
    )


def serve(base: Base, host: str, port: int, threads: int) -> None:
    """Serve until interrupted or terminated.

    The encoder is loaded in the background; the first question may have to wait for it.
    """
    server = _bound(application(base), host, port, threads)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    warm_up = threading.Thread(target=_warm_up, args=(base,), daemon=True, name="warm-up")
    warm_up.start()
    try:
        click.echo(f"Serving on {_address(server, host)} – stop with Ctrl-C")
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        warm_up.join()  # torch aborts the process when Python ends while it loads


def _bound(app: Flask, host: str, port: int, threads: int) -> Any:
    """The server bound to its address, not yet running. Raises Unavailable if the address cannot be used."""
    try:
        return waitress.create_server(app, host=host, port=port, threads=threads, ident="svarbasen")
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise Unavailable(f"{host}:{port}: {reason}; choose another with --port or --host") from error


def _address(server: Any, host: str) -> str:
    """The URL to open; the port of the first address if the host name has several."""
    listening = getattr(server, "effective_listen", None)
    port = listening[0][1] if listening else server.effective_port
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _warm_up(base: Base) -> None:
    """Load the encoder. Errors are ignored here: the first question meets them again."""
    with suppress(SvarbasenError):
        base.encoder.query("klar")
