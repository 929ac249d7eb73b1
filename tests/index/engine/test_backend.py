"""What any engine promises, over any store."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.engine.backend import Backend, State
from index.filters import Where
from index.vectors import Vector, from_bytes, to_bytes
from kb.errors import Mismatch, NotFound
from kb.passages import Entry
from kb.store import Store
from tests.benchmarks.synthetic import DIMENSION, HALF, Chance
from tests.index.engine.engines import PAIRS, Base, engine
from tests.kb.bare import letter, source
from tests.kb.stores import STORES

LETTERS = 15
TAKEN = np.eye(1, DIMENSION, dtype=np.float32)[0]
FILTERS: list[Where] = [
    (),
    HALF,
    (("year_3", "year_7"), ("department_7", "department_2")),
    (("letter_brev-9",),),
    (("letter_brev-9", "letter_nyt"), ("kind_answered",)),
    (("letter_nyt",),),
    (("year_99",),),
]
NEAR = 2e-3
"""What an engine that keeps vectors in 16 bits may be off."""


@pytest.fixture(params=PAIRS, ids=" and ".join)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Base]:
    store, name = request.param
    opened: dict[str, Store] = {}
    open_one = STORES[store](tmp_path)

    def open_store(municipality: str) -> Store:
        if municipality not in opened:
            opened[municipality] = open_one(municipality)
        return opened[municipality]

    yield Base(open_store, engine(name, tmp_path / "index"))
    for each in opened.values():
        each.close()


@pytest.fixture
def base(empty: Base) -> Base:
    """LETTERS of them, published and served."""
    made = empty.opened()
    for number in range(LETTERS):
        empty.add(made, f"brev-{number}")
    made.publish()
    empty.passages.serve()
    return empty


@pytest.fixture
def own(base: Base) -> Backend:
    return base.opened()


def vector(entry: Entry) -> Vector:
    found: Vector = from_bytes([entry.vector], DIMENSION)[0]
    return found


def rows(found: Sequence[tuple[int, float]]) -> list[int]:
    return [row for row, _ in found]


def let_through(base: Base, where: Where) -> list[int]:
    """The rows that a filter lets through, the nearest to TAKEN first, one by one."""
    found = [
        (-float(from_bytes([each.vector], DIMENSION)[0] @ TAKEN), each.row)
        for each in base.passages.scan()
        if all(set(group) & set(each.facets) for group in where)
    ]
    return [row for _, row in sorted(found)]


class TestSearch:
    @pytest.mark.parametrize("where", FILTERS)
    def test_filters_by_meaning_are_exact_also_for_what_came_and_went(
        self, base: Base, own: Backend, where: Where
    ) -> None:
        base.add(own, "nyt")
        own.drop(["brev-9.1/1"])
        found, expected = rows(own.dense(TAKEN, 1000, where)), let_through(base, where)
        assert sorted(found) == sorted(expected)
        assert found[:1] == expected[:1]

    @pytest.mark.parametrize("where", FILTERS)
    def test_filters_by_words_are_exact_also_for_what_came_and_went(
        self, base: Base, own: Backend, where: Where
    ) -> None:
        base.add(own, "nyt")
        own.drop(["brev-9.1/1"])
        asked, bags = {"s_0", "s_1"}, dict(base.passages.scan_terms())
        found = rows(own.lexical(sorted(asked), 1000, where))
        assert sorted(found) == sorted(
            row for row in let_through(base, where) if asked & {*bags.get(row, ())}
        )

    def test_every_passage_of_a_qa_can_be_filtered(self, base: Base, own: Backend) -> None:
        found = rows(own.dense(TAKEN, 1000, (("letter_brev-3",),)))
        assert {each.id.partition(".")[0] for each in base.passages.get(found)} == {"brev-3"}
        assert len(found) == sum(id.startswith("brev-3.") for id in base.passages.digests())

    def test_as_many_are_found_as_asked_for_where_there_are(self, own: Backend) -> None:
        everything = own.dense(TAKEN, 1000)
        assert len(own.dense(TAKEN, 3)) == 3
        assert len(everything) == own.size() > 3
        assert (own.dense(TAKEN, 10, (("year_99",),)), own.lexical(["w_ukendt"], 10)) == ([], [])

    def test_the_scores_of_meaning_are_inner_products_and_the_best_come_first(
        self, base: Base, own: Backend
    ) -> None:
        found = own.dense(TAKEN, 1000)
        stored = {each.row: from_bytes([each.vector], DIMENSION)[0] for each in base.passages.scan()}
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        assert all(abs(score - float(stored[row] @ TAKEN)) < NEAR for row, score in found)

    def test_the_scores_of_words_are_the_sum_of_what_each_word_gives(self, own: Backend) -> None:
        asked = ["s_0", "s_1", "s_2", "w_ukendt"]
        found = own.lexical(asked, 1000)
        given = own.matches(asked, rows(found))
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        assert given.shape == (len(found), 4)
        assert np.allclose(given.sum(axis=1), [score for _, score in found], atol=1e-4)
        assert not given[:, 3].any()

    def test_a_rarer_word_gives_more(self, base: Base, own: Backend) -> None:
        base.add(own, "nyt", terms=("w_sjælden", "s_0"))
        best = rows(own.lexical(["w_sjælden", "s_0"], 1))
        assert own.matches(["w_sjælden", "s_0"], best).tolist()[0] == sorted(
            own.matches(["w_sjælden", "s_0"], best).tolist()[0], reverse=True
        )
        assert {each.id.partition(".")[0] for each in base.passages.get(best)} == {"nyt"}

    def test_equal_scores_are_ordered_by_row(self, base: Base, own: Backend) -> None:
        for id in ("en", "to"):
            base.add(own, id, vector=to_bytes(TAKEN), terms=("w_ens",))
        nearest = [row for row, score in own.dense(TAKEN, 1000) if score > 0.999]
        alike = rows(own.lexical(["w_ens"], 1000))
        assert len(nearest) > 4
        assert nearest == sorted(nearest)
        assert len(alike) > 4
        assert alike == sorted(alike)
        assert rows(own.lexical(["w_ens"], 2)) == alike[:2]
        assert rows(own.dense(TAKEN, 2)) == nearest[:2]


class TestWhatIsFound:
    def test_all_passages_of_a_qa_come_with_any_of_them(self, base: Base, own: Backend) -> None:
        stored = [each for each in base.passages.scan() if each.qa == "brev-3.1"]
        found, ids, vectors = own.get([stored[-1].row])
        assert (found, ids) == ([each.row for each in stored], [each.id for each in stored])
        assert np.array_equal(vectors, from_bytes([each.vector for each in stored], DIMENSION))

    def test_rows_that_are_gone_are_left_out(self, base: Base, own: Backend) -> None:
        gone = base.passages.rows()[0]
        own.drop([base.passages.get([gone])[0].id])
        assert gone not in own.get([gone, *base.passages.rows()])[0]

    def test_token_vectors_come_back_as_they_were_put(self, base: Base, own: Backend) -> None:
        before = base.passages.rows()
        base.add(own, "nyt", tokens=b"pakket")
        later = base.passages.rows()[len(before) :]
        assert own.tokens([*later, *before]) == dict.fromkeys(later, b"pakket")

    def test_the_vocabulary_is_all_words_with_their_counts(self, base: Base, own: Backend) -> None:
        base.add(own, "nyt")
        own.drop(["brev-9.1/1"])
        bags = [set(terms) for _, terms in base.passages.scan_terms()]
        words = {term for bag in bags for term in bag if term.startswith("w_")}
        assert dict(own.vocabulary()) == {word: sum(word in bag for bag in bags) for word in words}
        some, counts = [*sorted(words)[:50], "w_ukendt"], own.vocabulary()
        assert own.known(some) == {word: counts.get(word, 0) for word in some}


class TestComingAndGoing:
    def test_nothing_is_found_where_there_is_nothing(self, empty: Base) -> None:
        own = empty.opened()
        own.publish()
        assert (own.dense(TAKEN, 9), own.lexical(["w_vej"], 9), own.known(["w_vej"])) == (
            [],
            [],
            {"w_vej": 0},
        )
        assert own.state() == State("e", DIMENSION, 0, 0, 0, behind=False)
        assert (own.size(), dict(own.vocabulary()), own.faults()) == (0, {}, [])

    def test_a_passage_is_found_as_soon_as_it_is_put_by_every_engine(self, base: Base, own: Backend) -> None:
        other = base.opened()
        assert other.known(["w_gadehund"]) == {"w_gadehund": 0}
        first = base.add(own, "nyt", terms=("w_gadehund",))[0]
        for each in (own, other):
            (nearest,) = each.dense(vector(first), 1)
            assert base.passages.get([nearest[0]])[0].id == first.id
            assert len(each.lexical(["w_gadehund"], 99)) == each.known(["w_gadehund"])["w_gadehund"] > 0
            assert each.size() == base.passages.edition().passages

    @pytest.mark.parametrize("published", [False, True])
    def test_a_passage_that_waits_for_its_vector_is_found_by_words_alone(
        self, base: Base, own: Backend, published: bool
    ) -> None:
        whole = base.add(own, "nyt")
        own.put([replace(entry, vector=b"", tokens=b"") for entry in whole])
        if published:
            own.publish()
        waiting = base.passages.waiting()
        for each in (own, base.opened()):
            found = rows(each.lexical(whole[0].terms, 99, (("letter_nyt",),)))
            assert whole[0].id in [passage.id for passage in base.passages.get(found)]
            assert not set(rows(each.dense(vector(whole[0]), 1000))) & set(waiting)
            held, ids, vectors = each.get(waiting)
            assert (held, sorted(ids)) == (waiting, sorted(entry.id for entry in whole))
            assert not vectors.any()
            assert each.state().waiting == len(whole)

    @pytest.mark.parametrize("published", [False, True])
    def test_it_is_found_by_its_vector_as_soon_as_it_has_one(
        self, base: Base, own: Backend, published: bool
    ) -> None:
        first, *others = base.add(own, "nyt")
        own.put([replace(entry, vector=b"", tokens=b"") for entry in (first, *others)])
        if published:
            own.publish()
        own.put([first])
        for _ in range(2):
            (nearest,) = own.dense(vector(first), 1)
            assert base.passages.get([nearest[0]])[0].id == first.id
            assert own.state().waiting == len(others)
            own.publish()
        assert own.faults() == []

    def test_where_all_passages_wait_words_find_them(self, empty: Base) -> None:
        own = empty.opened()
        entries = empty.add(own, "nyt", vector=b"", tokens=b"")
        own.publish()
        assert own.dense(TAKEN, 9) == []
        assert own.lexical(entries[0].terms, 99) != []
        assert (own.state().waiting, own.faults()) == (len(entries), [])

    def test_a_passage_put_again_is_found_as_it_is_now(self, base: Base, own: Backend) -> None:
        (entry, *_) = base.add(own, "nyt", terms=("w_gadehund",))
        own.drop([each for each in base.passages.digests() if each.startswith("nyt.")])
        own.put([replace(entry, terms=("w_vildkat",), vector=to_bytes(TAKEN))])
        assert own.known(["w_gadehund", "w_vildkat"]) == {"w_gadehund": 0, "w_vildkat": 1}
        assert base.passages.get(rows(own.dense(TAKEN, 1)))[0].id == entry.id

    def test_what_is_dropped_is_found_no_more_at_once(self, base: Base, own: Backend) -> None:
        (nearest,) = rows(own.dense(TAKEN, 1))
        own.drop([base.passages.get([nearest])[0].id])
        for each in (own, base.opened()):
            assert nearest not in rows(each.dense(TAKEN, 1000))
            assert each.state().indexed == each.state().passages == base.passages.edition().passages

    @pytest.mark.parametrize("published", [False, True])
    def test_a_letter_that_is_forgotten_is_found_no_more(
        self, base: Base, own: Backend, published: bool
    ) -> None:
        entries = base.add(own, "nyt", terms=("w_gadehund",))
        assert own.lexical(["w_gadehund"], 9)
        base.store.forget("nyt")
        if published:
            own.publish()
        (nearest,) = rows(own.dense(vector(entries[0]), 1))
        assert base.passages.get([nearest])[0].id.startswith("brev-")
        assert (own.lexical(["w_gadehund"], 9), own.known(["w_gadehund"])) == ([], {"w_gadehund": 0})
        assert own.dense(TAKEN, 9, (("letter_nyt",),)) == []

    def test_a_letter_that_is_held_back_since_is_found_no_more(self, base: Base, own: Backend) -> None:
        base.add(own, "nyt")
        base.store.put(source(b"nyt", "/nyt.txt"), [letter("nyt")], ["line 3"])
        assert own.dense(TAKEN, 9, (("letter_nyt",),)) == []

    def test_a_letter_that_another_is_preferred_to_is_found_no_more(self, base: Base, own: Backend) -> None:
        base.store.likeness.decide("brev-3", "brev-4", "brev-4")
        base.passages.drop_unsearched()
        assert own.dense(TAKEN, 9, (("letter_brev-3",),)) == []
        assert own.dense(TAKEN, 9, (("letter_brev-4",),)) != []

    def test_an_undone_unit_of_work_leaves_no_trace(self, base: Base, own: Backend) -> None:
        before = own.dense(TAKEN, 1000), own.lexical(["s_0"], 1000), own.state()
        with pytest.raises(NotFound), base.store.unit_of_work():
            base.add(own, "nyt", terms=("w_gadehund", "s_0"))
            own.drop(["brev-3.1/1"])
            base.store.forget("ukendt")
        assert (own.dense(TAKEN, 1000), own.lexical(["s_0"], 1000), own.state()) == before
        base.add(own, "andet", terms=("w_vildkat",))
        assert (own.known(["w_gadehund"])["w_gadehund"], own.known(["w_vildkat"])["w_vildkat"] > 0) == (
            0,
            True,
        )

    def test_publishing_changes_nothing_that_is_found(self, base: Base, own: Backend) -> None:
        for number in range(9):
            base.add(own, f"nyt{number}")
        own.drop(["brev-3.1/1"])
        before = set(rows(own.dense(TAKEN, 1000))), set(rows(own.lexical(["s_0"], 1000)))
        own.publish()
        assert (set(rows(own.dense(TAKEN, 1000))), set(rows(own.lexical(["s_0"], 1000)))) == before
        assert (own.state().behind, base.passages.gone(), own.faults()) == (False, [], [])

    def test_two_threads_may_search_while_a_third_one_puts(self, base: Base, own: Backend) -> None:
        counts: list[int] = []
        before = own.size()

        def ask() -> None:
            counts.extend(len(own.dense(TAKEN, 10_000)) for _ in range(20))

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for number in range(5):
            base.add(own, f"nyt{number}")
            own.publish()
        for thread in threads:
            thread.join()
        assert len(counts) == 40
        assert before <= min(counts) <= max(counts) <= own.size()


class TestStanding:
    def test_the_state_is_told(self, base: Base, own: Backend) -> None:
        stored = base.passages.edition().passages
        qas = len(list(base.passages.scan_terms()))
        assert own.state() == State("e", DIMENSION, stored, stored, qas, behind=False)
        assert own.faults() == []

    def test_letters_without_passages_are_a_fault(self, base: Base, own: Backend) -> None:
        base.store.put(source(b"nyt", "/nyt.txt"), [letter("nyt")])
        assert own.faults() == ["1 letters are not in the index; run `svarbasen rebuild`"]

    def test_what_was_closed_can_be_opened_again(self, base: Base, own: Backend) -> None:
        before = own.dense(TAKEN, 9)
        own.close()
        assert base.opened().dense(TAKEN, 9) == before


class TestOthers:
    def test_passages_of_another_encoder_stand_beside_until_they_are_served(
        self, base: Base, own: Backend
    ) -> None:
        other = replace(base, encoder="another")
        theirs = other.opened()
        stored = list(base.passages.scan())
        theirs.put([Entry(p.id, p.id.partition(".")[0], p.qa, "", (), p.vector, p.facets) for p in stored])
        with pytest.raises(Mismatch, match="built with encoder e"):
            theirs.dense(TAKEN, 1)
        with pytest.raises(Mismatch):
            theirs.state()
        theirs.publish()
        assert own.size() == len(stored)
        other.passages.serve("en/anden")
        assert theirs.size() == len(stored)
        for search in (lambda: own.dense(TAKEN, 1), lambda: own.lexical(["s_0"], 1), own.state):
            with pytest.raises(Mismatch, match="built with encoder another"):
                search()
        theirs.publish()
        assert theirs.dense(TAKEN, 1)

    def test_municipalities_never_meet(self, base: Base, own: Backend) -> None:
        neighbour = base.open_store("Bøgeby")
        neighbour.put(source(b"nyt", "/nyt.txt"), [letter("nyt")])
        passages = neighbour.passages("e", DIMENSION)
        theirs = base.engines(passages)
        entries = Chance(7).entries("nyt")
        theirs.put([replace(each, terms=("w_gadehund",)) for each in entries])
        theirs.publish()
        assert (own.known(["w_gadehund"]), own.dense(TAKEN, 9, (("letter_nyt",),))) == ({"w_gadehund": 0}, [])
        assert theirs.size() == len(entries)
        assert own.tokens(passages.rows()) == {}
        base.store.forget("brev-3")
        own.publish()
        assert theirs.size() == len(entries)
