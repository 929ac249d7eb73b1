"""What any store promises of how letters relate: references between them, and which look alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.relations.relations import Relations
from kb.errors import NotFound
from kb.model import Kind, Reference
from kb.relations import MOST_LETTERS, Referring, Verdict
from kb.store import Store
from tests.kb import bare
from tests.kb.stores import Open
from tests.letters import letter, source

EARLY = """
Sagsnr.: 22/001440

3. oktober 2022

1. Hvor meget mad smides ud?

Forvaltningen vender tilbage med et svar.

2. Hvem betaler?

Kommunen betaler.
"""
LATE = """
Sagsnr.: {}

{}

1. Hvor meget mad smides ud?

{}
"""
FINAL = "Der smides 12 ton ud hvert år."


def related(store: Store, **texts: str) -> Store:
    """The store with letters – id and typed text – related to each other."""
    for id, text in texts.items():
        store.put(source(text, id), [letter(text, id)])
    Relations(store).update()
    return store


def again(store: Store) -> list[tuple[str, str]]:
    return [(one.qa, other.qa) for one, other in store.links.asked_again()]


def test_an_interim_answer_is_paired_with_the_answers_of_a_later_letter_of_its_case(store: Store) -> None:
    related(store, tidlig=EARLY, sen=LATE.format("22/001440", "4. maj 2023", FINAL))
    assert again(store) == [("tidlig.1", "sen.1")]


@pytest.mark.parametrize(
    ("case", "day", "answer"),
    [
        ("22/001441", "4. maj 2023", FINAL),
        ("22/001440", "4. maj 2022", FINAL),
        ("22/001440", "3. oktober 2022", FINAL),
        ("22/001440", "", FINAL),
        ("22/001440", "4. maj 2023", "Forvaltningen vender tilbage med et svar."),
    ],
    ids=["another case", "earlier", "the same day", "no date", "interim too"],
)
def test_it_is_paired_with_no_other(store: Store, case: str, day: str, answer: str) -> None:
    assert again(related(store, tidlig=EARLY, sen=LATE.format(case, day, answer))) == []


def test_letters_without_a_case_number_are_of_no_case(store: Store) -> None:
    early, late = (
        text.replace("Sagsnr.: 22/001440\n", "")
        for text in (EARLY, LATE.format("22/001440", "4. maj 2023", FINAL))
    )
    related(store, tidlig=early, sen=late)
    assert again(store) == []


def test_a_letter_that_is_held_back_answers_nothing_anew(store: Store) -> None:
    related(store, tidlig=EARLY)
    text = LATE.format("22/001440", "4. maj 2023", FINAL)
    store.put(source(text, "sen"), [letter(text, "sen")], held=["page 1, line 3"])
    assert again(store) == []


def test_another_municipalitys_letters_answer_nothing_anew(open_store: Open) -> None:
    store, other = open_store(""), open_store("Bøgeby")
    related(store, tidlig=EARLY)
    text = LATE.format("22/001440", "4. maj 2023", FINAL)
    other.put(source(text, "sen"), [letter(text, "sen")])
    assert again(store) == []
    assert [*other.links.asked_again()] == []


def test_what_leans_on_an_answer_comes_in_order_of_time(store: Store) -> None:
    refers = "Som lovet i vores svar af 3. oktober 2022 på spørgsmål 1: 12 ton."
    days = {"c": "4. maj 2023", "a": "4. maj 2024", "b": "4. maj 2023"}
    related(store, tidlig=EARLY, **{id: LATE.format("1/23", day, refers) for id, day in days.items()})
    assert store.leaning_on("tidlig.1") == ["b.1", "c.1", "a.1"]


def test_an_answer_of_the_same_letter_does_not_lean_on_it(store: Store) -> None:
    related(store, tidlig=f"{EARLY}\n3. Hvorfor?\n\nJf. svaret til spørgsmål 1.\n")
    assert store.leaning_on("tidlig.1") == []


def test_a_forgotten_letter_leans_on_nothing(store: Store) -> None:
    related(store, tidlig=EARLY, sen=LATE.format("22/001440", "4. maj 2023", FINAL))
    store.forget("sen")
    assert store.leaning_on("tidlig.1") == []


def test_letters_of_a_case_that_many_have_answer_nothing_anew(store: Store) -> None:
    late = {f"sen{n}": LATE.format("22/001440", "4. maj 2023", FINAL) for n in range(MOST_LETTERS - 1)}
    assert len(again(related(store, tidlig=EARLY, **late))) == MOST_LETTERS - 1
    assert again(related(store, mere=LATE.format("22/001440", "4. maj 2023", FINAL))) == []


def put(store: Store, *ids: str, held: tuple[str, ...] = ()) -> None:
    for id in ids:
        store.put(bare.source(id.encode(), f"/{id}.txt"), [bare.letter(id)], held)


RESOLVED = (Reference("jf.", ("2",), ("bro.1",)),)


class TestLinks:
    def test_what_refers_is_told_as_it_was_read(self, store: Store) -> None:
        put(store, "vej", "bro")
        store.links.put({"vej.1": ("vej", RESOLVED)}, [])
        own = bare.letter("vej").qas[0].references
        assert store.links.referring() == [
            Referring(f"{id}.1", id, Kind.ANSWERED, own) for id in ("bro", "vej")
        ]

    def test_questions_are_known_by_their_number_and_of_equals_the_first(self, store: Store) -> None:
        related(store, tidlig=EARLY)
        put(store, "vej")
        assert store.links.numbers() == {
            "tidlig": {"1": "tidlig.1", "2": "tidlig.2"}, "vej": {"1": "vej.1"}
        }  # fmt: skip

    def test_letters_held_back_refer_to_nothing_and_are_not_referred_to(self, store: Store) -> None:
        put(store, "vej", held=("line 3",))
        assert (store.links.referring(), store.links.numbers()) == ([], {})

    def test_references_are_shown_as_resolved_and_the_others_as_read(self, store: Store) -> None:
        put(store, "vej", "bro")
        store.links.put({"vej.1": ("vej", RESOLVED)}, [])
        assert store.letter("vej").qas[0].references == store.qa("vej.1")[1].references == RESOLVED
        assert store.letter("bro") == bare.letter("bro")
        store.links.put({}, [])
        assert store.letter("vej") == bare.letter("vej")

    def test_leans_are_those_put_last_each_once(self, store: Store) -> None:
        put(store, "vej", "bro")
        store.links.put({}, [("vej.1", "bro.1", "vej")] * 2)
        assert store.leaning_on("bro.1") == ["vej.1"]
        store.links.put({}, [("bro.1", "vej.1", "bro")])
        assert (store.leaning_on("bro.1"), store.leaning_on("vej.1")) == ([], ["bro.1"])

    def test_a_failed_put_keeps_those_before(self, store: Store) -> None:
        def failing() -> Iterator[tuple[str, str, str]]:
            yield "bro.1", "vej.1", "bro"
            raise ZeroDivisionError

        put(store, "vej", "bro")
        store.links.put({"vej.1": ("vej", RESOLVED)}, [("vej.1", "bro.1", "vej")])
        with pytest.raises(ZeroDivisionError):
            store.links.put({}, failing())
        assert (store.leaning_on("bro.1"), store.leaning_on("vej.1")) == (["vej.1"], [])
        assert store.letter("vej").qas[0].references == RESOLVED

    def test_a_letter_held_back_since_leans_on_nothing(self, store: Store) -> None:
        put(store, "vej", "bro")
        store.links.put({}, [("vej.1", "bro.1", "vej")])
        put(store, "vej", held=("line 3",))
        assert store.leaning_on("bro.1") == []


class TestLikeness:
    def test_letters_with_questions_and_no_sketch_are_told_by_id(self, store: Store) -> None:
        put(store, "vej", "bro", "aa")
        put(store, "skjult", held=("line 3",))
        store.likeness.put("bro", b"s", ["1:a"])
        assert store.likeness.unsketched() == ["aa", "vej"]

    def test_a_letter_that_is_read_again_is_sketched_again(self, store: Store) -> None:
        put(store, "vej")
        store.likeness.put("vej", b"s", ["1:a"])
        put(store, "vej")
        assert store.likeness.unsketched() == ["vej"]

    @pytest.fixture
    def sketched(self, store: Store) -> Store:
        bands = {"a": ["1:x", "2:x"], "b": ["1:x", "2:x"], "c": ["2:x", "3:y"], "d": ["3:z"]}
        put(store, *bands)
        for id, own in bands.items():
            store.likeness.put(id, id.encode(), own)
        return store

    def test_letters_that_share_a_band_are_paired_once_by_id(self, sketched: Store) -> None:
        assert sketched.likeness.pairs() == [
            ("a", b"a", "b", b"b"), ("a", b"a", "c", b"c"), ("b", b"b", "c", b"c")
        ]  # fmt: skip

    def test_the_pairs_of_one_letter_are_those_it_is_in(self, sketched: Store) -> None:
        assert [(one, other) for one, _, other, _ in sketched.likeness.pairs("b")] == [("a", "b"), ("b", "c")]
        assert sketched.likeness.pairs("d") == []

    def test_a_sketch_takes_the_place_of_the_one_before(self, sketched: Store) -> None:
        sketched.likeness.put("c", b"ny", ["3:z"])
        assert sketched.likeness.pairs("c") == [("c", b"ny", "d", b"d")]

    def test_a_letter_held_back_looks_like_none(self, sketched: Store) -> None:
        put(sketched, "a", "c", held=("line 3",))
        for id in ("a", "c"):
            sketched.likeness.put(id, b"s", ["1:x", "2:x"])
        assert sketched.likeness.pairs() == sketched.likeness.pairs("b") == []
        sketched.release("a")
        assert [(one, other) for one, _, other, _ in sketched.likeness.pairs()] == [("a", "b")]

    def test_a_decision_is_the_last_one_however_the_two_are_named(self, sketched: Store) -> None:
        sketched.likeness.decide("b", "a", "a")
        sketched.likeness.decide("c", "b", None)
        sketched.likeness.decide("a", "b", "b")
        assert sketched.likeness.verdicts() == [Verdict("a", "b", "b"), Verdict("b", "c", None)]
        assert [each.passed_over for each in sketched.likeness.verdicts()] == ["a", None]

    def test_nothing_is_decided_about_letters_that_nobody_sees(self, sketched: Store) -> None:
        put(sketched, "skjult", held=("line 3",))
        for other in ("ukendt", "skjult"):
            with pytest.raises(NotFound, match=other):
                sketched.likeness.decide("a", other, "a")
        assert sketched.likeness.verdicts() == []

    def test_a_decision_outlives_reading_again_and_not_another_content(self, sketched: Store) -> None:
        sketched.likeness.decide("a", "b", "a")
        put(sketched, "a")
        assert sketched.likeness.verdicts() == [Verdict("a", "b", "a")]
        sketched.put(bare.source(b"andet", "/a.txt"), [bare.letter("a")])
        assert sketched.likeness.verdicts() == []

    def test_municipalities_never_meet(self, open_store: Open) -> None:
        for store in (open_store("Lindeborg"), open_store("Bøgeby")):
            put(store, "a")
            store.likeness.put("a", b"s", ["1:x"])
        store = open_store("Bøgeby")
        put(store, "b")
        store.likeness.put("b", b"s", ["1:x"])
        store.likeness.decide("a", "b", None)
        other = open_store("Lindeborg").likeness
        assert (other.pairs(), other.verdicts(), other.unsketched()) == ([], [], [])
