"""What any store promises of changes: kept together or not at all, and nothing left of what is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from kb.errors import NotFound
from kb.model import Reference
from kb.passages import Passages
from kb.store import Store
from tests.kb.bare import entry, letter, source

RESOLVED = (Reference("jf.", ("2",), ("bro.1",)),)
Change = Callable[[Store], None]


def passages(store: Store) -> Passages:
    return store.passages("e", 3)


def everything(store: Store) -> dict[str, object]:
    """All that is kept of letters, passages, links and likeness, but for stamps and rows."""
    stored = passages(store)
    return {
        "letters": list(store.letters()),
        "sources": [store.source(id) for id in store.ids()],
        "held": store.held(),
        "passages": [(each.id, each.vector, each.facets) for each in stored.scan()],
        "terms": [terms for _, terms in stored.scan_terms()],
        "tokens": sorted(stored.tokens(stored.rows()).values()),
        "count": stored.edition().passages,
        "serving": stored.serving(),
        "leaning": {qa: store.leaning_on(qa) for qa in ("vej.1", "bro.1", "ny.1")},
        "unsketched": store.likeness.unsketched(),
        "pairs": store.likeness.pairs(),
        "verdicts": store.likeness.verdicts(),
    }


def fill(store: Store) -> None:
    """Two letters with their passages, one leaning on the other, looking alike, and decided about."""
    for id in ("vej", "bro"):
        store.put(source(id.encode(), f"/{id}.txt"), [letter(id)])
        passages(store).put([entry(id, window) for window in (1, 2)])
        store.likeness.put(id, id.encode(), ["1:a"])
    passages(store).serve("lille")
    store.links.put({"vej.1": ("vej", RESOLVED)}, [("vej.1", "bro.1", "vej")])
    store.likeness.decide("vej", "bro", None)


CHANGES: dict[str, Change] = {
    "a new letter": lambda store: store.put(source(b"ny", "/ny.txt"), [letter("ny")]),
    "another content": lambda store: store.put(source(b"ny", "/vej.txt"), [letter("vej", "Der.")]),
    "a letter held back": lambda store: store.put(source(b"vej", "/vej.txt"), [letter()], ["line 3"]),
    "a letter forgotten": lambda store: store.forget("vej"),
    "a letter redacted": lambda store: store.redact("vej", [letter(answer="██.")], b"sort", "text/plain"),
    "passages put": lambda store: passages(store).put([entry("vej", 3)]),
    "passages dropped": lambda store: passages(store).drop(["vej.1/1"]),
    "another encoder": lambda store: (store.passages("ny", 3).serve(), None)[1],
    "links": lambda store: store.links.put({}, [("bro.1", "vej.1", "bro")]),
    "a sketch": lambda store: store.likeness.put("bro", b"ny", ["1:b"]),
    "a verdict": lambda store: store.likeness.decide("vej", "bro", "vej"),
}


class TestUnitOfWork:
    """A letter, its passages and its relations are kept together or not at all."""

    @pytest.mark.parametrize("change", CHANGES)
    def test_an_error_undoes_everything_before_it(self, store: Store, change: str) -> None:
        fill(store)
        before, stamp = everything(store), passages(store).edition().stamp
        with pytest.raises(ZeroDivisionError), store.unit_of_work():
            CHANGES[change](store)
            assert everything(store) != before
            raise ZeroDivisionError
        assert everything(store) == before
        assert passages(store).edition().stamp == stamp

    def test_an_error_undoes_a_letter_with_its_passages_and_links(self, store: Store) -> None:
        fill(store)
        before = everything(store)
        with pytest.raises(ZeroDivisionError), store.unit_of_work():
            for change in ("a new letter", "passages put", "links", "a verdict", "a letter forgotten"):
                CHANGES[change](store)
            raise ZeroDivisionError
        assert everything(store) == before

    def test_an_error_of_the_store_itself_undoes_what_came_before_it(self, store: Store) -> None:
        fill(store)
        before = everything(store)
        with pytest.raises(NotFound), store.unit_of_work():
            CHANGES["passages dropped"](store)
            store.likeness.decide("vej", "ukendt", None)
        assert everything(store) == before

    def test_one_inside_another_is_undone_with_it(self, store: Store) -> None:
        fill(store)
        before = everything(store)
        with pytest.raises(ZeroDivisionError), store.unit_of_work():
            with store.unit_of_work():
                CHANGES["a letter forgotten"](store)
            raise ZeroDivisionError
        assert everything(store) == before

    def test_its_own_thread_sees_all_of_it_and_others_nothing_before_its_end(self, store: Store) -> None:
        fill(store)
        before = everything(store)
        with store.unit_of_work():
            CHANGES["a letter forgotten"](store)
            own, others = everything(store), elsewhere(store)
        assert others == before
        assert own == everything(store) == elsewhere(store) != before

    def test_what_was_done_without_an_error_stays(self, store: Store) -> None:
        fill(store)
        with store.unit_of_work():
            CHANGES["a new letter"](store)
            passages(store).put([entry("ny")])
        assert store.letter("ny") == letter("ny")
        assert "ny.1/1" in passages(store).digests()

    def test_an_undone_unit_does_not_hinder_the_next(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError), store.unit_of_work():
            raise ZeroDivisionError
        fill(store)
        assert store.ids() == ["bro", "vej"]


def elsewhere(store: Store) -> dict[str, object]:
    """What another thread sees."""
    seen: list[dict[str, object]] = []
    other = threading.Thread(target=lambda: seen.append(everything(store)))
    other.start()
    other.join()
    return seen[0]


class TestForgetting:
    """Nothing of a letter that is gone is left."""

    @pytest.mark.parametrize("change", ["a letter forgotten", "another content", "a letter redacted"])
    def test_its_passages_go_with_it(self, store: Store, change: str) -> None:
        fill(store)
        rows = passages(store).rows()
        CHANGES[change](store)
        left = passages(store)
        assert {each.id for each in left.scan()} == {"bro.1/1", "bro.1/2"} == left.digests().keys()
        assert (left.get(rows[:2]), left.families(rows[:2]), left.bags(rows[:2])) == ([], [], {})
        assert left.tokens(rows[:2]) == {}
        assert (left.edition().passages, left.gone()) == (2, rows[:2])

    @pytest.mark.parametrize("change", ["a letter forgotten", "another content"])
    def test_its_links_sketch_and_verdicts_go_with_it(self, store: Store, change: str) -> None:
        fill(store)
        CHANGES[change](store)
        assert (store.leaning_on("bro.1"), store.likeness.pairs(), store.likeness.verdicts()) == ([], [], [])
        store.put(source(b"vej", "/vej.txt"), [letter()])
        assert store.letter("vej") == letter()
        assert store.likeness.unsketched() == ["vej"]

    def test_those_of_others_stay(self, store: Store) -> None:
        fill(store)
        store.forget("bro")
        assert store.letter("vej").qas[0].references == RESOLVED
        assert store.likeness.unsketched() == []
        assert store.ids() == ["vej"]

    def test_what_is_deleted_is_erased_after_each_unit_or_after_many(self, store: Store) -> None:
        fill(store)
        with store.erasing_at_end():
            store.forget("vej")
            assert store.ids() == ["bro"]
            store.forget("bro")
        assert (store.erased(), store.ids(), list(store.verify())) == (True, [], [])

    def test_an_error_among_many_units_keeps_those_before_it(self, store: Store) -> None:
        fill(store)
        with pytest.raises(NotFound), store.erasing_at_end():
            store.forget("vej")
            store.forget("ukendt")
        assert (store.erased(), store.ids()) == (True, ["bro"])
