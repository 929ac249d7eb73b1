"""Which answers are weighed, and by which of their passages."""

from __future__ import annotations

import pytest

from index.answer.candidates import SMALL_SHARE, Candidates, candidates
from index.question.prepare import Prepared
from index.question.question import Question
from index.question.switches import ALL, Switches
from kb.ids import window_of
from tests.letters import BUSSES, FOOD, keep
from web.service.base import Base

LONG = "1. Hvor kører bussen?\n\n" + "\n".join(
    f"Bus {n} kører gennem {street} hver time. Den holder ved skolen og venter på børnene i fem minutter."
    for n, street in enumerate(("Nygade", "Algade", "Ringvejen", "Søvejen", "Vestergade", "Torvet") * 3)
)


@pytest.fixture
def base(base: Base) -> Base:
    return keep(base, busser=BUSSES, mad=FOOD, lang=LONG)


def asked(base: Base, question: str) -> Prepared:
    return base.finder.prepared(Question(question))


def found(base: Base, question: str, switches: Switches = ALL, limit: int = 5) -> Candidates:
    return candidates(base.backend, asked(base, question), limit, switches)


def cosines(base: Base, question: str, qa: str) -> dict[tuple[int, bool], float]:
    """(number, is large) -> cosine, of all windows of a QA."""
    vector = asked(base, question).vector
    _, ids, vectors = base.backend.get([p.row for p in base.passages.scan() if p.qa == qa])
    return {window_of(id)[1:]: float(own @ vector) for id, own in zip(ids, vectors, strict=True)}


def test_a_short_answer_is_as_near_as_its_only_window(base: Base) -> None:
    (cosine,) = cosines(base, "Hvad koster kørslen?", "busser.2").values()
    assert found(base, "Hvad koster kørslen?").dense["busser.2"] == pytest.approx(cosine)


def test_a_long_answer_is_as_near_as_its_best_small_and_its_best_large_window(base: Base) -> None:
    every = cosines(base, "Hvor kører bussen i Nygade?", "lang.1")
    small, large = (max(value for key, value in every.items() if key[1] is big) for big in (False, True))
    expected = SMALL_SHARE * small + (1 - SMALL_SHARE) * large
    assert found(base, "Hvor kører bussen i Nygade?").dense["lang.1"] == pytest.approx(expected)


def test_without_whole_answers_only_the_best_small_window_counts(base: Base) -> None:
    every = cosines(base, "bus i Nygade", "lang.1")
    small = max(value for (_, is_large), value in every.items() if not is_large)
    assert found(base, "bus i Nygade", Switches(whole=False)).dense["lang.1"] == pytest.approx(small)


def test_the_best_small_window_is_named(base: Base) -> None:
    small = {n: cos for (n, is_large), cos in cosines(base, "Torvet", "lang.1").items() if not is_large}
    assert found(base, "Torvet").windows["lang.1"] == max(small, key=lambda n: (small[n], -n))


def test_every_candidate_has_a_score_by_meaning_and_a_window(base: Base) -> None:
    each = found(base, "Hvad koster madspildet?")
    assert each.dense.keys() == each.windows.keys() == each.matches.keys()


def test_only_those_that_share_words_have_a_score_by_words(base: Base) -> None:
    assert found(base, "madspild").lexical.keys() == {"mad.1", "mad.2"}


def test_matches_name_the_terms_that_an_answer_holds(base: Base) -> None:
    assert "w_elev" in found(base, "elever og madspild").matches["busser.1"]
    assert "w_elev" not in found(base, "elever og madspild").matches["mad.1"]


def test_without_meaning_all_are_equally_near(base: Base) -> None:
    assert set(found(base, "madspild", Switches(meaning=False)).dense.values()) == {0.0}


def test_without_words_no_list_by_words_is_made(base: Base) -> None:
    assert found(base, "madspild", Switches(words=False)).lexical == {}


@pytest.mark.parametrize("limit", [5, 100])
def test_there_are_as_many_candidates_as_are_wanted(base: Base, limit: int) -> None:
    answer = "Skolebussen kører forbi. Den holder ved skolen og venter på børnene. " * 12
    keep(base, mange="\n\n".join(f"{n}. Hvor kører skolebus {n}?\n\n{answer}" for n in range(1, 121)))
    assert len(found(base, "svømmehal", limit=limit).dense) >= limit


def test_a_long_answer_does_not_hide_the_others(base: Base) -> None:
    stops = "\n\n".join(f"Skolebus nummer {n} kører forbi skolen. " * 12 for n in range(300))
    keep(base, stop=f"1. Hvor kører skolebus?\n\n{stops}")
    assert base.backend.state().indexed > 200
    assert len(found(base, "skolebus", limit=5).dense) >= 5


def test_nothing_is_found_where_there_is_nothing(base: Base) -> None:
    for id in ("busser", "mad", "lang"):
        base.forget(id)
    assert found(base, "madspild").dense == {}
