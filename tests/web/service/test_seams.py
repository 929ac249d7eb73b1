"""A whole knowledge base is the same over any store and any engine."""

from __future__ import annotations

from dataclasses import astuple, replace
from itertools import pairwise
from pathlib import Path

import pytest

from index.answer.answer import Answer, Hit, Signals, Why
from index.filters import Filters
from index.question.question import Question
from kb.config import Config
from kb.errors import HeldBack, NotFound
from kb.model import Kind
from tests.fake import HashEncoder
from tests.index.engine.engines import PAIRS, engine
from tests.kb.stores import STORES
from tests.letters import BUSSES, FOOD
from web.service.base import Base, base_over
from web.service.intake import Read, intake, rehearse

ANEW = "Som lovet i vores svar af 3. oktober 2023 på spørgsmål 2: Maden gives til et herberg."
LETTERS = {
    "2022/Busser/busser": BUSSES,
    "2022/Busser/kladde": BUSSES.replace("11,4", "11,5"),
    "2023/Mad/mad": FOOD,
    "2024/Mad/mad2": f"4. oktober 2024\n\n1. Hvorfor gives maden ikke væk?\n\n{ANEW}\n",
    "2024/Hal/hal": "5. maj 2024\n\n1. Hvad koster hallen?\n\nDriften af svømmehallen koster 4 mio. kr.\n",
    "2024/Klage/klage": "1. Hvem har klaget?\n\nEn borger med cpr-nr. 010199-4999 har klaget.\n",
}
QUESTIONS = [
    Question("Hvad koster kørslen med skolebus?"),
    Question("hvad koster korslen med skolebuser", limit=2),
    Question("Hvorfor gives maden ikke væk?"),
    Question("Hvad svarede I Enhedslisten i 2023 om madspild?"),
    Question("Hvor mange gram?", before=("Hvad svarede I Enhedslisten om madspild?",)),
    Question("Hvad koster driften?", filters=Filters(years=(2024,))),
    Question("Hvad koster driften?", filters=Filters(kinds=(Kind.INTERIM,))),
    Question("Hvad koster driften?", filters=Filters(letters=("ukendt",))),
    Question("Hvad koster en zeppeliner?"),
    Question("Hvem har klaget?"),
]


def opened(pair: tuple[str, str], folder: Path) -> Base:
    """A knowledge base over a store and an engine, with LETTERS taken in."""
    store, engine_name = pair
    data = folder / "-".join(pair).replace(" ", "-")
    data.mkdir()
    open_store, engines = STORES[store](data), engine(engine_name, data / "index")
    base = base_over(open_store(""), engines, HashEncoder(), Config(data))
    files = [folder / f"{path}.txt" for path in LETTERS]
    for file, text in zip(files, LETTERS.values(), strict=True):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    outcomes = intake(base, files)
    assert all(isinstance(outcome, Read) for outcome in outcomes)
    return base


def told(base: Base) -> list[object]:
    """All that a knowledge base answers and lists."""
    members = [each.letter.id for each in base.relations.dossier("busser")]
    pairs = [(each.one, each.other, each.alike, each.verdict) for each in base.relations.pairs()]
    state = replace(base.store.state(), schema=0), replace(base.backend.state(), encoder="")
    return [
        *[settled(base.finder.ask(question)) for question in QUESTIONS],
        *[list(base.store.letters()), base.store.summaries(), base.store.held(), base.store.abbreviations()],
        *[members, pairs, state, base.verify()],
    ]


def settled(answer: Answer) -> Answer:
    """An answer without what it took, and scores rounded where the order of a sum shows."""
    found = tuple(replace(each, hit=rounded(each.hit)) for each in answer.found)
    signals = answer.signals and Signals(*(round(each, 3) for each in astuple(answer.signals)))
    return replace(answer, ms=0.0, found=found, signals=signals)


def rounded(hit: Hit) -> Hit:
    return Hit(hit.qa, round(hit.score, 3), round(hit.dense, 4), round(hit.lexical, 3))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[list[object]]:
    """What the embedded ones tell, after each of STEPS."""
    base = opened(("sqlite", "embedded"), tmp_path_factory.mktemp("embedded"))
    return [after(base, step) for step in STEPS]


STEPS = ("taken in", "rehearsed", "decided", "redacted", "forgotten", "rebuilt")


def after(base: Base, step: str) -> list[object]:
    """What is told after one more thing that a keeper does."""
    if step == "rehearsed":
        (base.config.data / "ny.txt").write_text("1. Hvem?\n\nDet gør kommunen.\n", "utf-8")
        outcomes, _ = rehearse(base, [base.config.data / "ny.txt"])
        assert [outcome.file.endswith("ny.txt") for outcome in outcomes] == [True]
    if step == "decided":
        base.decide("busser", "kladde", "busser")
    if step == "redacted":
        with pytest.raises(HeldBack):
            base.store.letter("klage")
        assert base.redact("klage") == 1
    if step == "forgotten":
        base.forget("hal")
        with pytest.raises(NotFound):
            base.store.letter("hal")
    if step == "rebuilt":
        assert base.rebuild() == 0
    return told(base)


@pytest.mark.parametrize("pair", PAIRS[1:], ids=" and ".join)
def test_all_a_keeper_does_and_a_user_asks_comes_out_the_same(
    expected: list[list[object]], tmp_path: Path, pair: tuple[str, str]
) -> None:
    base = opened(pair, tmp_path)
    for step, wanted in zip(STEPS, expected, strict=True):
        assert after(base, step) == wanted, step
    base.close()


def test_what_they_tell_changes_with_each_step_but_for_a_rehearsal(expected: list[list[object]]) -> None:
    changed = [before != now for before, now in pairwise(expected)]
    assert changed == [False, True, True, True, False]
    answers = [each for each in expected[0] if isinstance(each, Answer)]
    assert len({each.found[0].qa.id for each in answers if each.found}) > 3
    assert {lean.why for each in answers for found in each.found for lean in found.leans} == {*Why}
    assert [each.question for each in answers if not each.found] == ["Hvad koster driften?"]
