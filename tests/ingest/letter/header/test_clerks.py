"""Letters as clerks would begin and end them: what `clerks.txt` tells of each is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.formats.read import document
from ingest.letter.parse import letters
from kb.model import Metadata


def told() -> Iterator[object]:
    """(what is told, letter) of each letter in the file."""
    for block in Path(__file__).with_name("clerks.txt").read_text("utf-8").split("=== ")[1:]:
        name, rest = block.split("\n", 1)
        fields, text = rest.split("\n---\n", 1)
        yield pytest.param(
            dict(re.split(r":\s*", line, maxsplit=1) for line in fields.split("\n")), text, id=name
        )


def said(found: Metadata) -> dict[str, str]:
    return {
        "date": str(found.date),
        "case": found.case or "",
        "parties": ", ".join(found.parties),
        "department": found.department or "",
        "officer": found.officer or "",
        "recipient": found.recipient or "",
    }


@pytest.mark.parametrize(("fields", "text"), list(told()))
def test_a_letter_tells_its_date_case_askers_and_department(fields: dict[str, str], text: str) -> None:
    found = said(letters(document(text.encode(), "brev.txt"), "brev.txt", "x")[0].metadata)
    wrong = {name for name, value in fields.items() if found[name] not in value.split(" | ")}
    assert {name: found[name] for name in wrong} == {}
