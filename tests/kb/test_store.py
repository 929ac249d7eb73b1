"""What any store promises of letters and files."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from kb.errors import HeldBack, NotFound, Unavailable
from kb.model import Line
from kb.store import Held, Store
from kb.text import READING
from tests.kb.bare import letter, source
from tests.kb.stores import Open


class TestLetters:
    """Letters, the files they came from, and what is held back."""

    def test_a_letter_comes_back_as_it_was_put(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.letter("vej") == letter()

    def test_the_source_comes_back_byte_for_byte(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.source("vej") == source()

    def test_a_changed_file_replaces_its_letter(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.put(source(b"nyt"), [letter(answer="Der.")])
        assert [each.qas[0].answer for each in store.letters()] == ["Der."]

    def test_content_is_held_where_it_was_read_last(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.holds("/breve/vej.txt", source().sha256)
        assert not store.holds("/breve/vej.txt", source(b"andet").sha256)

    def test_content_has_a_home(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.home(source().sha256) == "/breve/vej.txt"
        assert store.home(source(b"andet").sha256) is None

    def test_a_moved_file_keeps_its_letter(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.move("/breve/vej.txt", source(path="/arkiv/vej.txt"))
        assert store.source("vej").path == "/arkiv/vej.txt"
        assert store.home(source().sha256) == "/arkiv/vej.txt"

    def test_a_letter_stays_when_one_of_its_two_copies_changes(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.also(source(path="/arkiv/vej.txt"))
        id = store.reserve("/breve/vej.txt", "vej.txt")
        store.put(source(b"nyt"), [letter(id, answer="Der.")])
        assert {each.id: each.qas[0].answer for each in store.letters()} == {"vej": "Her.", "vej-2": "Der."}

    def test_forgetting_a_letter_forgets_every_copy_of_its_file(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.also(source(path="/arkiv/vej.txt"))
        store.forget("vej")
        assert not store.holds("/arkiv/vej.txt", source().sha256)

    def test_a_path_keeps_its_letter_id(self, store: Store) -> None:
        store.put(source(), [letter(store.reserve("/breve/vej.txt", "vej.txt"))])
        assert store.reserve("/breve/vej.txt", "vej.txt") == "vej"

    def test_another_path_of_the_same_name_gets_another_id(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert store.reserve("/arkiv/vej.txt", "vej.txt") == "vej-2"

    def test_a_failed_put_leaves_the_old_letter(self, store: Store) -> None:
        store.put(source(), [letter()])
        with pytest.raises(Unavailable, match="another ingest took this id"):
            store.put(source(b"nyt"), [letter(answer="Der."), letter(answer="Der.")])
        assert store.letter("vej") == letter()
        assert store.source("vej") == source()

    def test_letters_come_newest_first_and_undated_last(self, store: Store) -> None:
        for id, day in (("a", date(2020, 1, 1)), ("b", None), ("c", date(2023, 1, 1))):
            store.put(source(id.encode(), f"/{id}.txt"), [letter(id, day=day)])
        assert [each.id for each in store.letters()] == ["c", "a", "b"]

    def test_an_unknown_letter_is_named(self, store: Store) -> None:
        with pytest.raises(NotFound, match="bro"):
            store.letter("bro")

    def test_a_forgotten_letter_is_gone(self, store: Store) -> None:
        store.put(source(), [letter()])
        store.forget("vej")
        with pytest.raises(NotFound):
            store.letter("vej")
        assert store.state().qas == 0

    def test_forgetting_one_letter_of_a_file_leaves_the_other_its_source(self, store: Store) -> None:
        store.put(source(), [letter("a"), letter("b")])
        store.forget("a")
        assert store.source("b") == source()

    def test_a_letter_of_an_earlier_version_is_shown_and_named(self, store: Store) -> None:
        old = replace(letter(), reading=READING - 1, lines=(letter().lines[0], Line("Hér.", 1, 3)))
        store.put(source(), [old])
        assert store.letter("vej").qas[0].answer == "Her."
        assert store.outdated() == ["vej"]
        assert list(store.verify()) == ["vej.txt: was read by an earlier version; run `svarbasen rebuild`"]

    def test_a_held_letter_is_in_no_list(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        assert (store.ids(), list(store.letters()), store.summaries()) == ([], [], [])
        assert (store.state().letters, store.state().qas, store.state().held) == (0, 0, 1)

    @pytest.mark.parametrize("ask", ["letter", "source", "qa"])
    def test_a_held_letter_is_shown_to_nobody(self, store: Store, ask: str) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        with pytest.raises(HeldBack, match="page 1, line 3"):
            getattr(store, ask)("vej.1" if ask == "qa" else "vej")

    def test_a_keeper_sees_what_is_held_and_where(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        assert store.held() == [Held("vej", "vej.txt", ("page 1, line 3",))]
        assert store.of_file("vej") == (source(), [letter()])

    def test_a_released_letter_is_shown_also_when_it_is_read_again(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        store.release("vej")
        store.put(source(), [letter()], ["page 1, line 3"])
        assert store.letter("vej") == letter()

    def test_a_released_letter_that_changes_is_held_again(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        store.release("vej")
        store.put(source(b"nyt"), [letter()], ["page 1, line 4"])
        assert store.ids() == []

    def test_a_redacted_letter_takes_the_place_of_the_letter_and_its_bytes(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        store.redact("vej", [letter(answer="██.")], b"sort", "application/pdf")
        assert store.letter("vej").qas[0].answer == "██."
        assert (store.source("vej").content, store.source("vej").media_type) == (b"sort", "application/pdf")
        assert list(store.verify()) == []

    def test_a_redacted_file_is_known_when_it_is_met_again(self, store: Store) -> None:
        store.put(source(), [letter()], ["page 1, line 3"])
        store.redact("vej", [letter(answer="██.")], b"sort", "application/pdf")
        assert store.holds("/breve/vej.txt", source().sha256)

    def test_what_was_attached_to_a_message_goes_when_it_is_no_longer(self, store: Store) -> None:
        for name in ("a", "b"):
            store.put(source(name.encode(), f"/post.eml//{name}"), [letter(name)])
        store.put(source(b"c", "/post.eml/c"), [letter("c")])
        store.prune("/post.eml", ["b"])
        assert sorted(store.ids()) == ["b", "c"]

    def test_what_is_attached_to_an_attached_message_stays_with_it(self, store: Store) -> None:
        store.put(source(b"a", "/post.eml//svar.eml//a.txt"), [letter("a")])
        store.prune("/post.eml", ["svar.eml"])
        assert store.ids() == ["a"]

    def test_a_letter_forgotten_beside_another_of_its_file_is_remembered_as_such(self, store: Store) -> None:
        store.put(source(), [letter("a"), letter("a_2")])
        store.forget("a")
        assert store.tombs(source().sha256) == {"a"}

    def test_the_letters_of_a_file_come_in_their_order(self, store: Store) -> None:
        ids = ["a", *(f"a_{n}" for n in range(2, 12))]
        store.put(source(), [letter(id) for id in reversed(ids)])
        assert [each.id for each in store.of_file("a_3")[1]] == ids

    def test_a_sound_store_has_no_faults(self, store: Store) -> None:
        store.put(source(), [letter()])
        assert list(store.verify()) == []

    def test_municipalities_never_meet(self, open_store: Open) -> None:
        first, second = open_store("Lindeborg"), open_store("Bøgeby")
        first.put(source(), [letter()])
        second.put(source(), [letter(answer="Hos os.")])
        first.forget("vej")
        assert second.letter("vej").qas[0].answer == "Hos os."
        assert first.state().letters == 0

    def test_a_reader_never_sees_half_a_letter(self, store: Store) -> None:
        store.put(source(), [letter()])
        seen: set[str] = set()
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                seen.add(store.qa("vej.1")[1].answer)

        reader = threading.Thread(target=read)
        reader.start()
        try:
            for n in count():
                answer = "Der." if n % 2 else "Et helt andet sted."
                store.put(source(str(n).encode()), [letter(answer=answer)])
                if n > 60 and (len(seen) > 1 or not reader.is_alive()):
                    break
        finally:
            stop.set()
            reader.join()
        assert seen <= {"Her.", "Der.", "Et helt andet sted."}
        assert len(seen) > 1
