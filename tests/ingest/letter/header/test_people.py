"""Who signed."""

from __future__ import annotations

import pytest

from ingest.letter.header.people import signers


@pytest.mark.parametrize(
    ("tail", "names"),
    [
        (("Med venlig hilsen Eva Holm",), ("Eva Holm",)),
        (("Vh Eva",), ("Eva",)),
        (("Mvh. Eva Holm",), ("Eva Holm",)),
        (("Med", "venlig", "hilsen", "Eva Holm"), ("Eva Holm",)),
        (("Venlig hilsen", "Eva Holm / Poul Storm", "rådmand / direktør"), ("Eva Holm", "Poul Storm")),
        (("Venlig hilsen", "Eva Holm", "/", "Poul Storm", "Bilag 1"), ("Eva Holm", "Poul Storm")),
        (("På udvalgets vegne", "Jens Dahl Mørk", "formand"), ("Jens Dahl Mørk",)),
        (("Eva Holm",), ()),
    ],
)
def test_signers_stand_under_the_greeting(tail: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert signers(list(enumerate(tail)))[0] == names
