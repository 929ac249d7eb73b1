"""Nouns as columns of JSON: what is written comes back, and what is anything else is refused."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.sandbox.wire import decode, dumped, encode, loaded
from kb.model import Box, Kind, Letter, Line, Metadata, Piece, Role

LETTER = Letter(
    "x",
    "brev.pdf",
    Metadata("Svar", date=date(2026, 1, 2), parties=("A", "Ø")),
    2,
    (Line("Spørgsmål 1", 1, box=Box(1, 2, 3.5, 4)), Line("Hvornår?", None, 2, printed="Hvomår?")),
    (Piece(Role.METADATA, 0, 0, 11, "x.1"), Piece(Role.QUESTION, 1, 0, 8)),
    (),
)


@pytest.mark.parametrize("letters", [(), (LETTER,), (LETTER, LETTER)])
def test_letters_come_back_as_they_were(letters: tuple[Letter, ...]) -> None:
    assert decode(Letter, loaded(dumped(encode(Letter, letters)))) == letters


@pytest.mark.parametrize(
    ("type_", "column"),
    [
        (str, None),
        (str, [1]),
        (str, ["\ud83d"]),
        (int, [True]),
        (int, [1.0]),
        (int, [2**53]),
        (float, ["1"]),
        (float, [10**400]),
        (float, [float("inf")]),
        (Kind, ["maybe"]),
        (Box, {}),
        (Box, [[1.0], [2.0], [3.0]]),
        (Box, [[1.0], [2.0], [3.0], []]),
        (Letter, []),
    ],
)
def test_what_is_not_of_the_type_is_refused(type_: type, column: object) -> None:
    with pytest.raises(ValueError):
        decode(type_, column)


@pytest.mark.parametrize(
    "parties",
    [[[1], []], [[-1], []], [[2], ["A"]], [[1], ["A", "B"]], [[1.0], ["A"]], [[], []], [[1]], ["A"]],
)
def test_sequences_must_have_the_lengths_they_say(parties: object) -> None:
    columns = encode(Metadata, [Metadata(parties=("A",))])
    columns[7] = parties
    with pytest.raises(ValueError):
        decode(Metadata, columns)


@pytest.mark.parametrize("title", [[[True], []], [[False], ["A"]], [[1], ["A"]], [[True, True], ["A"]], None])
def test_there_is_a_value_where_it_is_said_to_be_one(title: object) -> None:
    columns = encode(Metadata, [Metadata("A")])
    columns[0] = title
    with pytest.raises(ValueError):
        decode(Metadata, columns)
