"""All nasty files, by number."""

from __future__ import annotations

from pathlib import Path

from tests.nasty import extras, hostile, pages, pictures, words

CASES = tuple(
    sorted(
        (*pages.CASES, *pictures.CASES, *hostile.CASES, *words.CASES, *extras.CASES), key=lambda case: case.id
    )
)


def build(folder: str, *ids: str) -> None:
    """Write files into a folder, named by their cases' ids."""
    for case in CASES:
        if case.id in ids:
            (Path(folder) / case.id).write_bytes(case.build())
