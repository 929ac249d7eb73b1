"""Checks a question from a visitor: its text and the limit of answers."""

from __future__ import annotations

import re

from index.question.question import LIMIT, LONGEST_QUESTION
from web.showing.errors import Refused

MOST = 20
"""Most QAs in an answer."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def one_line(raw: str) -> str:
    """A text on one line, without control characters."""
    return " ".join(CONTROL.sub(" ", raw).split())


def read(raw: str) -> str:
    """The question on one line, without control characters. Raises Refused if empty or too long."""
    question = one_line(raw)
    if not question:
        raise Refused("Skriv et spørgsmål.")
    if len(question) > LONGEST_QUESTION:
        told = f"Spørgsmålet er på {_dotted(len(question))} tegn. Skriv højst {_dotted(LONGEST_QUESTION)}."
        raise Refused(told)
    return question


def readable(raw: str) -> bool:
    """Would `read` accept it?"""
    return 0 < len(one_line(raw)) <= LONGEST_QUESTION


def limit(raw: str | None) -> int:
    """The wanted number of QAs, LIMIT by default. Raises Refused unless it is an integer from 1 to MOST."""
    if raw is None:
        return LIMIT
    if not re.fullmatch(r"[0-9]{1,4}", raw) or not 1 <= int(raw) <= MOST:
        raise Refused(f"limit skal være et helt tal fra 1 til {MOST}.")
    return int(raw)


def _dotted(number: int) -> str:
    """A number in Danish: `1.000`."""
    return f"{number:,}".replace(",", ".")
