"""The demo: a knowledge base of sample letters."""

from __future__ import annotations

from pathlib import Path

from kb import config
from kb.errors import SvarbasenError
from web.demo.letters import copy
from web.service.base import BULK, Base, open_base

MUNICIPALITY = "Lindeborg Kommune"
QUESTION = "Hvor længe venter man på en plejebolig?"


def prepare(data: Path) -> Base:
    """Copy the sample letters into a data folder and open it.

    Raises SvarbasenError if the folder holds anything other than an earlier demo.
    """
    settings = data / config.FILE
    if data.exists() and any(data.iterdir()) and config.load(data).municipality != MUNICIPALITY:
        raise SvarbasenError(
            f"{data}: expected an empty folder or an earlier demo, found something else;"
            " name another with --data"
        )
    copy(data / "letters")
    settings.write_text(f'municipality = "{MUNICIPALITY}"\n', "utf-8")
    return open_base(data, threads=BULK)
