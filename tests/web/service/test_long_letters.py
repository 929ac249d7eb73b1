"""A long letter: found by words as soon as it is kept, and embedded in steps, each of which is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index import update
from index.answer.answer import Status
from index.question.question import Question
from tests.fake import HashEncoder
from tests.letters import BUSSES, FOOD, keep, letter, source
from web.service.base import Base, open_base

PLACES = ("Nygade", "Algade", "Ringvejen", "Søvejen", "Vestergade", "Torvet", "Havnen", "Engen")
ROADS = "Svar på forespørgsel fra Venstre om veje\n\n" + "\n\n".join(
    f"{n}. Hvornår bliver {place} asfalteret?\n\nAsfalten på {place} lægges i uge {20 + n}."
    for n, place in enumerate(PLACES, 1)
)
ASKED = "Hvornår bliver Søvejen asfalteret?"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter of more than five passages is long, and three are a step."""
    monkeypatch.setattr(update, "LONG", 5)
    monkeypatch.setattr(update, "BATCH", 3)


def killed_after(steps: int) -> Callable[[int, int], None]:
    """Progress that is interrupted in the step after these; only passages are counted, not letters."""
    seen: list[int] = []

    def progress(done: int, total: int) -> None:
        if total == len(PLACES):
            seen.append(done)
            if len(seen) > steps + 1:
                raise KeyboardInterrupt

    return progress


def best(base: Base, asked: str = ASKED) -> str:
    return base.finder.ask(Question(asked)).found[0].qa.id


@pytest.fixture
def kept(base: Base) -> Base:
    """Two short letters that are embedded, and a long one that was just kept."""
    keep(base, busser=BUSSES, mad=FOOD)
    base.keep(source(ROADS, "veje"), [letter(ROADS, "veje")])
    return base


def test_it_is_found_by_words_before_it_is_embedded(kept: Base) -> None:
    assert len(kept.passages.waiting()) == len(PLACES)
    answer = kept.finder.ask(Question(ASKED))
    assert answer.found[0].qa.id == "veje.4"
    assert answer.status is Status.NEAR
    assert "kan kun findes på deres ord" in answer.reason


def test_short_letters_are_found_as_ever_meanwhile(kept: Base) -> None:
    assert best(kept, "Hvor mange elever kører i skolebus?") == "busser.1"
    assert best(kept, "Hvor meget mad smides ud?") == "mad.1"


def test_what_it_does_not_hold_is_not_answered_by_it(kept: Base) -> None:
    assert kept.finder.ask(Question("Hvornår åbner svømmehallen?")).status is not Status.ANSWER


def test_the_words_of_a_first_long_letter_are_published_before_its_vectors(base: Base) -> None:
    base.keep(source(ROADS, "veje"), [letter(ROADS, "veje")])
    found: list[str] = []
    base.update(lambda done, total: found.append(best(base)))
    assert found == ["veje.4"] * 4


def test_each_step_is_kept_and_the_next_run_goes_on_after_it(kept: Base) -> None:
    with pytest.raises(KeyboardInterrupt):
        kept.update(killed_after(1))
    assert len(kept.passages.waiting()) == len(PLACES) - 6
    assert best(kept) == "veje.4"
    assert kept.update() == len(PLACES) - 6
    assert kept.passages.waiting() == []
    assert kept.verify() == []


def test_it_ends_as_a_letter_that_was_embedded_at_once(
    kept: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.update()
    whole = open_base(tmp_path / "andet", HashEncoder())
    monkeypatch.setattr(update, "LONG", 1000)
    keep(whole, busser=BUSSES, mad=FOOD, veje=ROADS)
    stored = [
        {each.id: (each.vector, each.labels) for each in base.passages.scan()} for base in (kept, whole)
    ]
    assert stored[0] == stored[1]
    assert kept.passages.digests() == whole.passages.digests()
    whole.close()


def test_the_progress_counts_its_passages(kept: Base) -> None:
    told: list[tuple[int, int]] = []
    kept.update(lambda done, total: told.append((done, total)))
    assert told == [(0, 8), (3, 8), (6, 8), (8, 8)]


def test_verify_says_how_many_wait_and_how_to_go_on(kept: Base) -> None:
    kept.backend.publish()
    (said,) = kept.verify()
    assert said.startswith("8 passages wait for their vectors")
    assert "`svarbasen rebuild`" in said
    assert kept.rebuild() == 8
    assert kept.verify() == []


def test_a_letter_that_is_forgotten_meanwhile_waits_no_more(kept: Base) -> None:
    kept.forget("veje")
    assert kept.passages.waiting() == []
    assert kept.verify() == []


def test_a_running_server_finds_it_by_meaning_after_each_step(kept: Base) -> None:
    serving = open_base(kept.config.data, HashEncoder())
    waiting: list[int] = []

    def progress(done: int, total: int) -> None:
        assert best(serving) == "veje.4"
        waiting.append(serving.backend.state().waiting)

    kept.update(progress)
    assert waiting == [8, 5, 2, 0]
    serving.close()
