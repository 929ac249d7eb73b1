"""Review notes are met in Danish."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.showing.notes import danish

INGEST = Path(__file__).parent.parent / "ingest"


def written(node: ast.expr) -> str | None:
    """A string as it stands in the source, with something filled in where something is."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else filled(p) for p in node.values)
    return None


def filled(part: ast.expr) -> str:
    """What may stand in a field: a number, with its noun where the source counts something."""
    source = ast.unparse(part)
    noun = re.search(r"_count\(.*, '(.+)'\)", source)
    return f"1 {noun[1]}" if noun else "title, date" if "join(missing)" in source else "1"


def notes() -> Iterator[str]:
    """The text of every note that reading can make."""
    for path in sorted(INGEST.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Note":
                made: list[ast.expr] = [node.args[0]]
            elif isinstance(node, ast.FunctionDef) and node.name in ("_to_review", "_beside_text"):
                made = [each.value for each in ast.walk(node) if isinstance(each, ast.Yield) and each.value]
            else:
                continue
            yield from (text for each in made if (text := written(each)))


@pytest.mark.parametrize(
    "text", sorted({t.replace("the letter: 1", "the letter: title, date") for t in notes()})
)
def test_every_note_has_danish_words(text: str) -> None:
    said = danish(text)
    assert said is not None
    assert said != text


def test_a_note_keeps_what_it_names() -> None:
    assert danish("question 4 has no answer") == "Spørgsmål 4 har intet svar."
    assert (
        danish("not found in the letter: case, department") == "Ikke fundet i brevet: sagsnummer, afdeling."
    )


def test_an_unknown_note_is_left_to_english() -> None:
    assert danish("something new") is None
