"""Files of one inquiry, recognised by their folder, as municipalities publish them: `year/inquiry/files`."""

from __future__ import annotations

import re
from enum import StrEnum

YEAR = re.compile(r"(?:19|20)\d\d")
WITHIN = "//"
"""Separates the path of a message from the name of a file attached to it."""


class Part(StrEnum):
    """What a letter is within its dossier."""

    INQUIRY = "inquiry"
    ANSWER = "answer"
    ANNEX = "annex"


def dossier(path: str) -> str | None:
    """The folder of the inquiry that a file belongs to, from its year on (`2023/Cykelparkering`); None if
    there is none.

    The innermost folder that is a year and holds a folder counts, however deep the file lies below.
    """
    folders = path.partition(WITHIN)[0].split("/")[:-1]
    years = [at for at, name in enumerate(folders[:-1]) if YEAR.fullmatch(name)]
    return "/".join(folders[years[-1] : years[-1] + 2]) if years else None


def part(qas: int, answered: int) -> Part:
    """What a letter with so many questions, so many of them answered, is within its dossier."""
    if not qas:
        return Part.ANNEX
    return Part.ANSWER if answered else Part.INQUIRY
