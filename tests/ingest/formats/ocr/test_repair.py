"""What OCR takes for something else is mended where nothing else can be meant, and what was read is kept."""

from __future__ import annotations

import pytest
from PIL.Image import new

from ingest.formats.ocr.gibberish import is_soup, looks_odd
from ingest.formats.ocr.picture import Read, Sheet
from ingest.formats.ocr.repair import mended, vocabulary
from ingest.formats.ocr.words import Seen, Segment, placed, segments
from kb.model import Box, Line

KNOWN = frozenset(
    [
        "får",
        "børn",
        "børnene",
        "en",
        "skole",
        "skoler",
        "er",
        "mål",
        "mal",
        "alt",
        "både",
        "bade",
        "større",
        "hver",
        "uge",
        "uger",
    ]
)


def line(*words: str) -> Segment:
    boxes = [Box(100.0 * n, 0, 100.0 * n + 80, 10) for n in range(len(words))]
    return Segment(tuple(Seen(w, w, box, box, 0.9) for w, box in zip(words, boxes, strict=True)), 2, 12)


def told(*rows: str, known: frozenset[str] = KNOWN) -> list[str]:
    lines = mended([line(*row.split()) for row in rows], known)
    return [" ".join(word.text for word in each.words) for each in lines]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("bornene far en skole", "børnene får en skole"),
        ("(bornene),", "(børnene),"),
        ("b0rn", "børn"),
        ("storre", "større"),
        ("mal bade", "mal bade"),
        ("Born", "Born"),
        ("Hans Moller", "Hans Moller"),
        ("xorn", "xorn"),
        ("eri", "er i"),
        ("ugeri", "uger i"),
        ("1.310i", "1.310 i"),
    ],
)
def test_a_word_is_mended_where_one_other_can_be_meant(read: str, meant: str) -> None:
    assert told(read) == [meant]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("servicelovens & 192 a", "servicelovens § 192 a"),
        ("efter $ 27, stk. 1", "efter § 27, stk. 1"),
        ("Brandt & Hjorth", "Brandt & Hjorth"),
        ("jf. 8 16 a", "jf. § 16 a"),
        ("klasse 8 16 elever", "klasse 8 16 elever"),
        ("Side I af 2", "Side 1 af 2"),
        ("l alt", "I alt"),
        ("lalt", "I alt"),
        ("5 l mælk", "5 l mælk"),
        ("1 2024 blev", "I 2024 blev"),
        ("spørgsmål 5 — 7", "spørgsmål 5 – 7"),
        ("2019—2022", "2019–2022"),
        ("-…… En", "- En"),
        ("rruQaarhus.dk", "rru@aarhus.dk"),
        ("aaenØlindeborg.dk.", "aaen@lindeborg.dk."),
        ("(teknik(Øaarhus.dk)", "(teknik@aarhus.dk)"),
        ("kontakt:cykelplanÆmtm.aarhus.dk", "kontakt:cykelplan@mtm.aarhus.dk"),
        ("aaen.mk&æby-lindeborg.dk.", "aaen.mk@by-lindeborg.dk."),
        ("post©lindeborg.dk,", "post@lindeborg.dk,"),
        ("Mailadresse cykelælindeborg.dk", "Mailadresse cykel@lindeborg.dk"),
        ("Skriv til søndersø.dk", "Skriv til søndersø.dk"),
        ("E-mail: postølindeborg.dk", "E-mail: post@lindeborg.dk"),
        ("www.lindeborg.dk eller cykeldlindeborg.dk", "www.lindeborg.dk eller cykel@lindeborg.dk"),
        ("søgrødovre.dk eller byØrødovre.dk", "søgrødovre.dk eller by@rødovre.dk"),
        ("Se www.rødovre.dk og søndersø.dk", "Se www.rødovre.dk og søndersø.dk"),
        ("skriv til søæsøby.dk", "skriv til søæsøby.dk"),
        ("Læs mere på brønderslev.dk", "Læs mere på brønderslev.dk"),
        ("Skriv til ØsterGade.", "Skriv til ØsterGade."),
        ("mail: bo@søby.dk", "mail: bo@søby.dk"),
    ],
)
def test_marks_are_mended_by_what_stands_beside_them(read: str, meant: str) -> None:
    assert told(read) == [meant]


@pytest.mark.parametrize(
    "read",
    [
        "Skriv til cykelalindeborg.dk",
        "Mail: postlindeborg.dk",
        "efter 2%» time",
        "på 35 m?, og",
        "til cykel& lindeborg.dk",
        "til cykel Ølindeborg.dk",
        "35 ms jord",
    ],
)
def test_what_cannot_be_mended_is_unsure(read: str) -> None:
    (found,) = mended([line(*read.split())], KNOWN)
    assert min(word.confidence for word in found.words) < 0.6


@pytest.mark.parametrize("read", ["Skriv til os.", "Mail: bo@søby.dk", "30 % af 2/3", "5 m bred?"])
def test_what_reads_well_is_as_sure_as_it_was_read(read: str) -> None:
    (found,) = mended([line(*read.split())], KNOWN)
    assert {word.confidence for word in found.words} == {0.9}


def test_the_halves_of_a_broken_word_are_left_alone() -> None:
    assert told("skoler og bor-", "Sag: 12", "far en skole") == ["skoler og bor-", "Sag: 12", "far en skole"]


def test_the_stroke_between_two_signatures_is_no_letter() -> None:
    rows = ("Med venlig hilsen", "Mads Kildegaard", "É", "Claus Hedemann")
    assert told(*rows) == ["Med venlig hilsen", "Mads Kildegaard", "/", "Claus Hedemann"]


def test_a_number_gets_its_point_where_its_neighbours_have_one() -> None:
    assert told("4. Hvor", "5, Hvor") == ["4. Hvor", "5. Hvor"]
    assert told("Brev", "5, Hvor") == ["Brev", "5, Hvor"]


def test_a_line_of_dust_is_no_line() -> None:
    page = Sheet(new("L", (800, 1000), 255), 400, 500)
    dust = Read("É", 10, 10, 13, 12, 0.2, 1)
    word = Read("Svar", 10, 100, 60, 120, 0.9, 2)
    assert [seen.text for line in segments([dust, word], page) for seen in line.words] == ["Svar"]


def test_without_a_word_list_no_letter_is_mended() -> None:
    assert told("bornene far", known=frozenset()) == ["bornene far"]


def test_words_that_the_file_has_as_text_are_known() -> None:
    known = vocabulary(["Læringsfællesskaberne"])
    assert not known or "Læringsfællesskaberne" in known


def test_a_mended_line_keeps_the_form_as_it_was_read() -> None:
    words = mended([line("bornene", "eri", "skole")], KNOWN)[0].words
    found = placed(Line("børnene er i skole", box=Box(0, -5, 400, 15)), words)
    assert (found.text, found.printed) == ("børnene er i skole", "bornene eri skole")
    assert [found.text[word.start : word.end] for word in found.words] == found.text.split()


def test_a_line_that_needed_no_mending_is_printed_as_it_is() -> None:
    words = mended([line("en", "skole")], KNOWN)[0].words
    assert placed(Line("en skole", box=Box(0, -5, 400, 15)), words).printed is None


def test_soup_is_told_from_language() -> None:
    danish = [
        "Der",
        "bliver",
        "kørt",
        "mange",
        "elever",
        "i",
        "skolebus",
        "til",
        "byens",
        "skoler",
        "hver",
        "dag",
        "og",
        "det",
        "koster",
        "penge",
    ]
    assert not is_soup(danish * 3)
    assert is_soup(["xkq", "wzrt", "bnmp", "QaZxT", "fghj", "rtzp", "lkjh", "vbnx"] * 4)


def test_a_text_of_control_characters_looks_odd() -> None:
    assert looks_odd("\x03\x04\x05\x06")
    assert not looks_odd("Svar på spørgsmål")
