"""Another encoder: the index in use goes on answering until the new one is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.engine.generation import folder_name
from index.question.question import Question
from kb.config import FILE
from tests.index.encoder import tiny
from tests.letters import BUSSES, FOOD, keep, letter, source
from web.service.base import Base, open_base

Open = Callable[[str], Base]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens the knowledge base with the encoder of a name, made when it is first named."""
    bases: list[Base] = []
    data = tmp_path / "data"
    data.mkdir()

    def open_with(name: str) -> Base:
        folder = tmp_path / name
        if not folder.exists():
            folder.mkdir()
            tiny.encoder(folder, {"query": f"{name}: ", "document": ""})
        (data / FILE).write_text(f'encoder = "{folder}"\n', "utf-8")
        bases.append(open_base(data))
        return bases[-1]

    yield open_with
    for base in bases:
        base.close()


def found(base: Base) -> set[str]:
    return {each.qa.id for each in base.finding.ask(Question("Hvad koster skolebussen?", 20)).found}


def test_another_encoder_answers_with_the_old_index_until_it_is_made_anew(opened: Open) -> None:
    keep(opened("gammel"), busser=BUSSES)
    base = opened("ny")
    before = base.finder.encoder.identity
    assert {qa.partition(".")[0] for qa in found(base)} == {"busser"}
    base.rebuild()
    assert base.finder.encoder.identity == base.encoder.identity != before


def test_a_running_server_goes_over_to_the_new_index_by_itself(opened: Open) -> None:
    serving = keep(opened("gammel"), busser=BUSSES)
    expected = found(serving)
    opened("ny").rebuild()
    assert found(serving) == expected
    assert serving.finder.encoder.identity != serving.encoder.identity


def test_a_letter_that_comes_meanwhile_is_found_by_the_old_index(opened: Open) -> None:
    keep(opened("gammel"), busser=BUSSES)
    base = opened("ny")
    base.keep(source(FOOD, "mad"), [letter(FOOD, "mad")])
    assert {qa.partition(".")[0] for qa in found(base)} == {"busser", "mad"}


def test_a_run_that_ended_goes_on_where_it_was(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.update.BATCH", 1)
    whole = keep(opened("gammel"), busser=BUSSES, mad=FOOD).passages.edition().passages
    base = opened("ny")
    with pytest.raises(KeyboardInterrupt):
        base.update(interrupted)
    made = base.passages.edition().passages
    assert 0 < made < whole
    assert base.update() == whole - made


def interrupted(done: int, total: int) -> None:
    raise KeyboardInterrupt


def test_nothing_of_the_old_encoder_is_left_after_the_change(opened: Open) -> None:
    keep(opened("gammel"), busser=BUSSES)
    base = opened("ny")
    base.rebuild()
    assert [folder.name for folder in base.config.index.iterdir()] == [folder_name("", base.passages.encoder)]
    assert base.verify() == []
