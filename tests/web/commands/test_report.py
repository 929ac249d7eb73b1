"""What `ingest` tells programs of a file: notes in words, and beside them in codes."""

from __future__ import annotations

from typing import Any

from ingest.relations.relations import Pair
from kb.model import Metadata
from kb.store import Summary
from tests.letters import BUSSES, letter
from web.commands.report import outcomes_dict, pair_text
from web.service.intake import Read

LETTER = letter(BUSSES, "busser")
ONE, OTHER = (Summary(id, f"{id}.txt", Metadata(), 2) for id in ("busser", "bus"))
PAIR = Pair(ONE, OTHER, 0.925, None)
READ = Read("busser.txt", (LETTER,), held=("page 1, line 3",))


def test_each_note_has_its_code_beside_it() -> None:
    read: Any = outcomes_dict([READ], [PAIR])["read"]
    (said,) = read
    assert said["notes"] == [
        "held back, a CPR number: page 1, line 3",
        "not found in the letter: case, department",
        f"looks like another letter: {pair_text(PAIR)}",
    ]
    assert said["codes"] == [
        {"code": "held_back", "values": {"place": "page 1, line 3"}, "page": None, "line": None, "qa": None},
        {
            "code": "not_found",
            "values": {"fields": ("case", "department")},
            "page": None,
            "line": None,
            "qa": None,
        },
        {
            "code": "looks_alike",
            "values": {
                **{"one": "busser", "one_file": "busser.txt", "other": "bus", "other_file": "bus.txt"},
                "percent": 92,
            },
            "page": None,
            "line": None,
            "qa": None,
        },
    ]
