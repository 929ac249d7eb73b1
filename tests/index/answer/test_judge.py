"""What an answer is worth, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import pytest

from index.answer import judge
from index.answer.answer import Found, Hit, Lean, Signals, Status, Why
from index.answer.candidates import Candidates
from index.answer.judge import QuestionWords
from index.words.expand import Alternative, QueryWord
from kb.model import Kind
from tests.letters import letter

BUSSES = letter()


def word(text: str, *others: str) -> QueryWord:
    """A word of a question, and what else it may be matched by."""
    return QueryWord(text, tuple(Alternative((term,), 1.0) for term in (f"w_{text}", *others)))


def words(
    *asked: QueryWord, known: Mapping[str, int] | None = None, held: tuple[str, ...] = ()
) -> QuestionWords:
    return QuestionWords(asked, known or {}, frozenset(held), 100)


def found(kind: Kind, *leans: tuple[Why, Kind]) -> Found:
    """An answer of a kind, with others – why, and of what kind – beside it."""
    own, other = (replace(qa, kind=kind) for qa in BUSSES.qas)
    shown = tuple(Lean(why, replace(other, kind=of), BUSSES) for why, of in leans)
    return Found(Hit(own.id, 1.0, 0.9, 3.0), own, BUSSES, leans=shown)


@pytest.mark.parametrize(
    ("kind", "leans", "expected"),
    [
        (Kind.ANSWERED, (), Status.ANSWER),
        (Kind.INTERIM, (), Status.NEAR),
        (Kind.INTERIM, ((Why.LATER, Kind.ANSWERED),), Status.ANSWER),
        (Kind.INTERIM, ((Why.LATER, Kind.INTERIM),), Status.NEAR),
        (Kind.INTERIM, ((Why.REFERENCE, Kind.ANSWERED),), Status.NEAR),
        (Kind.REFERENCE, (), Status.NEAR),
        (Kind.REFERENCE, ((Why.REFERENCE, Kind.ANSWERED),), Status.ANSWER),
        (Kind.REFERENCE, ((Why.REFERENCE, Kind.DECLINED), (Why.REFERENCE, Kind.ANSWERED)), Status.ANSWER),
        (Kind.REFERENCE, ((Why.REFERENCE, Kind.REFERENCE),), Status.NEAR),
        (Kind.DECLINED, (), Status.NEAR),
        (Kind.DECLINED, ((Why.REFERENCE, Kind.ANSWERED),), Status.NEAR),
    ],
)
def test_an_unfinished_answer_is_near_unless_the_final_one_is_shown(
    kind: Kind, leans: tuple[tuple[Why, Kind], ...], expected: Status
) -> None:
    assert judge.final(Status.ANSWER, found(kind, *leans)) is expected


@pytest.mark.parametrize("verdict", [Status.NEAR, Status.NOTHING])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.EMPTY])
def test_a_final_answer_beside_it_makes_no_answer_of_what_is_none(verdict: Status, kind: Kind) -> None:
    beside = ((Why.LATER, Kind.ANSWERED), (Why.REFERENCE, Kind.ANSWERED))
    assert judge.final(verdict, found(kind, *beside)) is verdict


KNOWN = {"w_bus": 5, "w_pris": 40}


@pytest.mark.parametrize(
    ("verdict", "best", "asked", "expected"),
    [
        (Status.NOTHING, Kind.ANSWERED, ["zeppeliner", "bus"], "Ingen svar nævner »zeppeliner«."),
        (
            Status.NOTHING,
            Kind.ANSWERED,
            ["zeppeliner", "ballon"],
            "Ingen svar nævner »zeppeliner« eller »ballon«.",
        ),
        (Status.NOTHING, Kind.ANSWERED, ["bus"], "Ingen svarbreve ser ud til at besvare spørgsmålet."),
        (Status.NOTHING, Kind.INTERIM, ["zeppeliner"], "Ingen svar nævner »zeppeliner«."),
        (
            Status.ANSWER,
            Kind.ANSWERED,
            ["bus"],
            "Svarbrevet fra 2022 om »skolebusser« ser ud til at besvare spørgsmålet.",
        ),
        (
            Status.NEAR,
            Kind.ANSWERED,
            ["zeppeliner"],
            "Ingen svar nævner »zeppeliner«. Svarbrevet fra 2022 om »skolebusser« ligger tættest på.",
        ),
        (
            Status.NEAR,
            Kind.ANSWERED,
            ["pris", "bus"],
            "Svarbrevet fra 2022 om »skolebusser« handler om emnet, men svarer måske ikke på spørgsmålet:"
            " Svaret nævner ikke »pris«.",
        ),
        (
            Status.NEAR,
            Kind.ANSWERED,
            ["bus"],
            "Svarbrevet fra 2022 om »skolebusser« handler om emnet, men svarer måske ikke på spørgsmålet.",
        ),
        (
            Status.NEAR,
            Kind.INTERIM,
            ["bus"],
            "Svarbrevet fra 2022 om »skolebusser« ligger tæt på, men har kun et foreløbigt svar.",
        ),
        (
            Status.NEAR,
            Kind.REFERENCE,
            ["bus"],
            "Svarbrevet fra 2022 om »skolebusser« ligger tæt på, men henviser til et andet svar.",
        ),
        (
            Status.NEAR,
            Kind.DECLINED,
            ["bus"],
            "Svarbrevet fra 2022 om »skolebusser« ligger tæt på, men svarer, at spørgsmålet ikke kan eller"
            " skal besvares.",
        ),
        (
            Status.ANSWER,
            Kind.INTERIM,
            ["bus"],
            "Svarbrevet fra 2022 om »skolebusser« har kun et foreløbigt svar; det endelige svar er vist med.",
        ),
        (
            Status.ANSWER,
            Kind.REFERENCE,
            ["bus"],
            "Svarbrevet fra 2022 om »skolebusser« henviser til et andet svar, som er vist med.",
        ),
    ],
)
def test_the_reason_is_said_in_danish(verdict: Status, best: Kind, asked: list[str], expected: str) -> None:
    known = words(*map(word, asked), known=KNOWN, held=("w_bus",))
    assert judge.reason(verdict, found(best), known) == expected


def test_a_letter_without_subject_and_date_is_named_by_the_question() -> None:
    says = replace(BUSSES.metadata, subject=None, date=None)
    best = replace(found(Kind.ANSWERED), letter=replace(BUSSES, metadata=says))
    reason = judge.reason(Status.ANSWER, best, words(word("bus"), known=KNOWN))
    assert reason.startswith("Svarbrevet om »Hvor mange elever kører i skolebus?«")


def test_a_word_that_a_letter_knows_by_another_name_is_not_missing() -> None:
    assert words(word("bil", "w_bus"), known=KNOWN, held=("w_bus",)).missing() == []


def test_words_that_no_letter_holds_are_missing_before_those_that_the_answer_lacks() -> None:
    assert words(word("pris"), word("zeppeliner"), known=KNOWN).missing() == ["zeppeliner"]


def test_the_rarest_missing_words_are_named() -> None:
    known = {"w_pris": 40, "w_havn": 2, "w_skole": 60}
    missing = words(word("pris"), word("skole"), word("havn"), known=known).missing()
    assert missing == ["havn", "pris"]


@pytest.mark.parametrize(("text", "named"), [("ved", []), ("12", ["12"]), ("PPR", ["PPR"]), ("kaj", [])])
def test_only_words_that_tell_something_are_named(text: str, named: list[str]) -> None:
    assert words(word(text)).missing() == named


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    known = {"w_havn": 2, "w_pris": 40}
    rare, common = (words(word("havn"), word("pris"), known=known, held=(term,)) for term in known)
    assert rare.coverage(rare.here) > 0.5 > common.coverage(common.here)


@pytest.mark.parametrize(("held", "share"), [((), 0.0), (("w_havn", "w_pris"), 1.0)])
def test_coverage_goes_from_none_to_all_of_the_words(held: tuple[str, ...], share: float) -> None:
    asked = words(word("havn"), word("pris"), known={"w_havn": 2, "w_pris": 40}, held=held)
    assert asked.coverage(asked.here) == pytest.approx(share)


def test_a_question_without_words_has_no_coverage() -> None:
    assert words().coverage(words().here) == 0.0


def signals(dense: Mapping[str, float], lexical: Mapping[str, float]) -> Signals:
    """The signals of `a.1`, with its own scores as its cosines."""
    lists: dict[str, Any] = {field.name: {} for field in fields(Candidates)}
    candidates = Candidates(**lists | {"dense": dense, "lexical": lexical})
    return judge.signals(words(word("bus"), known=KNOWN, held=("w_bus",)), "a.1", dense, candidates)


DENSE = {"a.1": 0.9, "a.2": 0.8, "b.1": 0.6}


def test_the_lead_is_over_other_letters() -> None:
    assert signals(DENSE, {}).lead == pytest.approx(0.3)


def test_the_margin_is_over_the_next_answer_of_any_letter() -> None:
    assert signals(DENSE, {}).margin == pytest.approx(0.1)


def test_an_answer_alone_has_neither_lead_nor_margin() -> None:
    alone = signals({"a.1": 0.9}, {})
    assert (alone.lead, alone.margin) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("lexical", "agreement"),
    [({"a.1": 5.0, "b.1": 2.0}, 1.0), ({"a.1": 2.0, "b.1": 5.0}, 0.5), ({"b.1": 5.0}, 0.0)],
)
def test_agreement_is_one_over_the_rank_by_words(lexical: dict[str, float], agreement: float) -> None:
    assert signals(DENSE, lexical).agreement == agreement


def test_unknown_words_are_told_from_words_the_answer_lacks() -> None:
    asked = words(word("zeppeliner"), word("pris"), known=KNOWN)
    assert [asked.is_unknown(each) for each in asked.asked] == [True, False]
