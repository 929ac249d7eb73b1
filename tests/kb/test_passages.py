"""What any store promises of passages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from kb.errors import NotFound
from kb.model import Kind
from kb.passages import Entry, Passages, Serving
from kb.store import Store
from tests.kb.bare import entry, letter, source
from tests.kb.stores import Open

ENTRIES = [entry("bro", 1, ("w_bro",)), entry("bro", 2), entry("vej", 1), entry("vej", 2), entry("vej", 3)]


@pytest.fixture
def passages(store: Store) -> Passages:
    """Those of two letters, in rows that ascend as ENTRIES do."""
    for id in ("bro", "vej"):
        store.put(source(id.encode(), f"/{id}.txt"), [letter(id)])
    found = store.passages("e", 3)
    found.put(ENTRIES)
    return found


def ids(passages: Passages) -> list[str]:
    return [each.id for each in passages.scan()]


class TestPutAndDrop:
    def test_passages_come_back_as_they_were_put(self, passages: Passages) -> None:
        stored = list(passages.scan())
        assert [(each.id, each.qa, each.vector, each.facets) for each in stored] == [
            (each.id, each.qa, each.vector, each.facets) for each in ENTRIES
        ]
        assert passages.digests() == {each.id: each.digest for each in ENTRIES}
        assert list(passages.tokens(passages.rows()).values()) == [each.tokens for each in ENTRIES]

    def test_rows_ascend_and_are_never_used_twice(self, passages: Passages) -> None:
        before = passages.rows()
        passages.drop([ENTRIES[-1].id])
        passages.put([ENTRIES[-1], ENTRIES[0]])
        after = passages.rows()
        assert after == sorted(after)
        assert [row for row in after if row not in before] == after[-2:]
        assert after[-2] > max(before)

    def test_a_passage_takes_the_place_of_the_one_of_its_id(self, passages: Passages) -> None:
        first = passages.rows()[0]
        passages.put([entry("bro", 1, ("w_ny",))])
        assert sorted(ids(passages)) == sorted(each.id for each in ENTRIES)
        assert passages.get([first]) == []
        assert dict(passages.scan_terms())[passages.rows()[-1]] == ("w_ny",)

    def test_a_failed_put_keeps_nothing(self, passages: Passages) -> None:
        def failing() -> Iterator[Entry]:
            yield entry("bro", 1, ("w_ny",))
            yield entry("bro", 3)
            raise ZeroDivisionError

        before = ids(passages), list(passages.scan_terms()), passages.edition()
        with pytest.raises(ZeroDivisionError):
            passages.put(failing())
        assert (ids(passages), list(passages.scan_terms()), passages.edition()) == before

    def test_what_is_dropped_is_gone_and_unknown_ids_are_passed_over(self, passages: Passages) -> None:
        passages.drop(["bro.1/1", "ukendt.1/1"])
        assert ids(passages) == [each.id for each in ENTRIES[1:]]
        assert passages.edition().passages == 4


class TestReading:
    def test_rows_that_are_gone_are_left_out_and_the_others_come_by_row(self, passages: Passages) -> None:
        rows = passages.rows()
        passages.drop([ENTRIES[1].id])
        assert [each.row for each in passages.get([rows[4], rows[1], rows[0]])] == [rows[0], rows[4]]

    def test_the_family_of_a_row_is_all_passages_of_its_qa(self, passages: Passages) -> None:
        rows = passages.rows()
        assert [each.row for each in passages.families([rows[3]])] == rows[2:]
        assert [each.row for each in passages.families([rows[3], rows[2], rows[0]])] == rows

    def test_the_terms_of_a_qa_are_those_of_any_of_its_rows(self, passages: Passages) -> None:
        rows = passages.rows()
        assert passages.bags([rows[4], rows[1]]) == {rows[1]: ("w_bro",), rows[4]: ("w_vej",)}

    def test_only_first_passages_carry_terms_even_if_none(self, passages: Passages) -> None:
        passages.put([entry("vej", 1, ())])
        rows = passages.rows()
        assert list(passages.scan_terms()) == [(rows[0], ("w_bro",)), (rows[-1], ())]
        assert not passages.wordless()

    def test_rows_without_token_vectors_are_left_out(self, passages: Passages) -> None:
        passages.put([Entry("bro.1/3", "bro", "bro.1", "d", (), ENTRIES[0].vector)])
        rows = passages.rows()
        assert passages.tokens([rows[-1], rows[0]]) == {rows[0]: ENTRIES[0].tokens}

    def test_a_scan_goes_on_after_a_row(self, passages: Passages) -> None:
        rows = passages.rows()
        assert [each.row for each in passages.scan(rows[1])] == rows[2:]
        assert [row for row, _ in passages.scan_terms(rows[0])] == [rows[2]]

    def test_all_reads_of_a_snapshot_are_of_one_state(self, passages: Passages) -> None:
        with passages.snapshot():
            before = passages.edition()
            other = threading.Thread(target=lambda: passages.drop([each.id for each in ENTRIES]))
            other.start()
            other.join()
            assert (passages.edition(), len(passages.rows())) == (before, 5)
        assert (passages.edition().passages, passages.rows()) == (0, [])


class TestWhatIsToBeSearched:
    def test_passages_without_a_vector_wait_until_they_are_put_with_one(self, passages: Passages) -> None:
        assert passages.waiting() == []
        late = [replace(entry, vector=b"", tokens=b"") for entry in ENTRIES[2:4]]
        passages.put(late)
        assert passages.waiting() == passages.rows()[-2:]
        assert [each.vector for each in passages.get(passages.waiting())] == [b"", b""]
        passages.put(ENTRIES[2:3])
        assert [each.id for each in passages.get(passages.waiting())] == [late[1].id]

    def test_answered_letters_without_passages_are_missing(self, store: Store, passages: Passages) -> None:
        assert passages.missing() == []
        store.put(source(b"ny", "/ny.txt"), [letter("ny"), letter("aa")])
        assert passages.missing() == ["aa", "ny"]

    def test_letters_without_answers_are_not(self, store: Store, passages: Passages) -> None:
        (asked,) = letter("tom").qas
        empty = replace(letter("tom"), qas=(replace(asked, kind=Kind.EMPTY),))
        store.put(source(b"tom", "/tom.txt"), [empty])
        assert passages.missing() == []

    def test_a_letter_held_back_is_not_before_it_is_released(self, store: Store, passages: Passages) -> None:
        store.put(source(b"ny", "/ny.txt"), [letter("ny")], ["line 3"])
        assert passages.missing() == []
        store.release("ny")
        assert passages.missing() == ["ny"]

    def test_of_two_letters_alike_only_the_preferred_one_is(self, store: Store, passages: Passages) -> None:
        store.likeness.decide("vej", "bro", "bro")
        other = store.passages("ny", 3)
        other.put([entry("vej")])
        assert passages.drop_unsearched() == 4
        assert (ids(passages), ids(other)) == (["bro.1/1", "bro.1/2"], [])
        assert passages.missing() == []
        store.likeness.decide("vej", "bro", None)
        assert passages.missing() == ["vej"]

    def test_a_letter_is_searched_again_when_the_preferred_one_is_gone(
        self, store: Store, passages: Passages
    ) -> None:
        store.likeness.decide("vej", "bro", "bro")
        passages.drop_unsearched()
        store.forget("bro")
        assert passages.missing() == ["vej"]

    def test_nothing_is_dropped_of_letters_that_are_searched(self, passages: Passages) -> None:
        before = passages.edition()
        assert (passages.drop_unsearched(), passages.edition()) == (0, before)


class TestEncoders:
    def test_passages_of_two_encoders_never_meet(self, store: Store) -> None:
        store.put(source(), [letter()])
        old, new = (store.passages(name, 1) for name in ("old", "new"))
        old.put([Entry("vej.1/1", "vej", "vej.1", "d", ("w_vej",), b"0000")])
        assert (new.edition().passages, new.missing(), list(new.scan_terms())) == (0, ["vej"], [])
        new.put([Entry("vej.1/1", "vej", "vej.1", "d", ("w_vej",), b"1111")])
        assert [(each.encoder, each.dimension) for each in new.others()] == [("old", 1)]
        assert new.serve("ny") == 1
        assert (old.edition().passages, new.edition().passages, list(new.others())) == (0, 1, [])

    def test_who_serves_is_told(self, store: Store, passages: Passages) -> None:
        assert passages.serving() is None
        passages.serve("lille")
        assert store.passages("ny", 1).serving() == Serving("e", 3, "lille")

    def test_passages_of_municipalities_never_meet(self, open_store: Open) -> None:
        tables = []
        for name, word in (("Lindeborg", "w_eg"), ("Bøgeby", "w_bog")):
            store = open_store(name)
            store.put(source(), [letter()])
            tables.append(store.passages("e", 1))
            tables[-1].put([Entry("vej.1/1", "vej", "vej.1", "d", (word, "w_vej"), b"0000", (), b"t")])
        first, second = tables
        assert [terms for _, terms in first.scan_terms()] == [("w_eg", "w_vej")]
        assert len(list(first.scan())) == len(first.rows()) == first.edition().passages == 1
        theirs = [each.row for each in second.scan()]
        assert (first.get(theirs), first.bags(theirs), first.tokens(theirs)) == ([], {}, {})
        second.drop(["vej.1/1"])
        assert first.edition().passages == 1
        assert (list(first.others()), first.serving()) == ([], None)

    def test_all_owners_in_one_place_are_known_to_each(self, open_store: Open) -> None:
        for name, encoder in (("Lindeborg", "e"), ("Bøgeby", "e"), ("Bøgeby", "ny")):
            store = open_store(name)
            store.put(source(), [letter()])
            store.passages(encoder, 3).put([entry()])
        assert open_store("Lindeborg").passages("e", 3).owners() == {
            ("Lindeborg", "e"), ("Bøgeby", "e"), ("Bøgeby", "ny")
        }  # fmt: skip


class TestWhatAnIndexIsMadeFrom:
    def test_the_stamp_differs_after_every_change_and_only_then(
        self, store: Store, passages: Passages
    ) -> None:
        stamps = [passages.edition().stamp, passages.edition().stamp]
        changes: list[Callable[[], None]] = [
            lambda: passages.put([entry("bro", 1)]),
            lambda: passages.drop(["bro.1/1"]),
            lambda: passages.put([entry("bro", 1)]),
            lambda: store.forget("vej"),
        ]
        for change in changes:
            change()
            stamps.append(passages.edition().stamp)
        assert stamps[0] == stamps[1]
        assert len({*stamps}) == 5

    def test_rows_that_went_are_told_until_they_are_settled(self, store: Store, passages: Passages) -> None:
        rows = passages.rows()
        passages.put([ENTRIES[0]])
        store.forget("vej")
        assert passages.gone() == [rows[0], *rows[2:]]
        passages.settle(rows[2:4])
        assert passages.gone() == [rows[0], rows[4]]

    def test_the_last_index_and_the_one_before_are_known(self, passages: Passages) -> None:
        assert not passages.recorded("1")
        for stamp, before in (("1", None), ("2", "1"), ("3", "2")):
            passages.record(stamp, before)
        assert [passages.recorded(stamp) for stamp in ("1", "2", "3")] == [False, True, True]

    def test_what_an_encoder_left_is_forgotten_when_another_one_serves(
        self, store: Store, passages: Passages
    ) -> None:
        passages.record("1", None)
        passages.drop(["bro.1/1"])
        store.passages("ny", 3).serve()
        assert (passages.recorded("1"), passages.gone(), passages.edition().passages) == (False, [], 0)


def test_an_undone_unit_of_work_leaves_passages_as_they_were(store: Store, passages: Passages) -> None:
    before = ids(passages), passages.rows(), passages.edition(), passages.gone()
    with pytest.raises(NotFound), store.unit_of_work():
        passages.drop(["bro.1/1"])
        passages.put([entry("bro", 3)])
        store.forget("ukendt")
    assert (ids(passages), passages.rows(), passages.edition(), passages.gone()) == before
