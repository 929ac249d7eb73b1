from __future__ import annotations

import pytest

from ingest.formats.plain.read import read_plain
from kb.errors import Unreadable

WRAPPED = """\
Målinger fra uge 36 og 37 viser et madspild på i gennemsnit 62 gram pr.
måltid. Det svarer til ca. 48 ton om året for de fem produktionskøkkener
tilsammen. Køkkenerne har indført mindre portioner og genopfyldning, og
overskydende mad fryses ned og bruges i personalekantinen.
"""
ITEM = "- Mødet om skolebusser i landsbyerne holdes på Rådhuset torsdag den"


def opening(text: str) -> list[str]:
    """The lines that open a paragraph, below four wrapped lines that show how wide the file is."""
    return [line.text for line in read_plain((WRAPPED + text).encode()).lines[4:] if line.opens]


def test_line_keeps_its_text_page_and_physical_number() -> None:
    lines = read_plain(b"\n  Svar  \n\nJa.\n\fNej.").lines
    assert [(line.text, line.page, line.number) for line in lines] == [
        ("Svar", 1, 2),
        ("Ja.", 1, 4),
        ("Nej.", 2, 1),
    ]


def test_text_has_as_many_pages_as_its_last_one() -> None:
    assert read_plain(b"Svar\fJa.").pages == 2


def test_line_ends_of_all_systems_are_read() -> None:
    assert [line.text for line in read_plain(b"a\r\nb\nc\rd\r\r\ne").lines] == ["a", "b", "c", "d", "e"]


def test_blank_line_opens_and_wrapped_lines_do_not() -> None:
    assert [line.opens for line in read_plain(WRAPPED.encode()).lines] == [True, False, False, False]
    assert opening("\nog slutter her.") == ["og slutter her."]


@pytest.mark.parametrize(
    "text",
    [
        "Der er desuden ansat en konsulent.\nHertil kommer taxakørsel.",
        "Fordelt således:\n- Østerby\n- Strandskolen",
        "Ja.\nBØRN OG UNGE\nStrategi og Udvikling\nGrøndalsvej 2",
        "Svar\nDer er 5.",
        "Det står i planlovens § 24:\n§ 1 i bekendtgørelsen gælder ikke.",
    ],
    ids=["sentences", "list", "letterhead", "label", "section of a law"],
)
def test_line_broken_by_choice_opens(text: str) -> None:
    assert opening(text) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Sagen blev forelagt for det samlede byråd på mødet i rådhushallen den\n2. februar 2022.",
        "Udgiften til kørslen er ifølge det seneste regnskab på i alt omkring\n26 mio. kr.",
        "Ordningen drives i et tæt og velfungerende samarbejde med forvaltningen i\nAarhus Kommune.",
        "Der er forsøg i gang med at nedbringe spildet, og der er nu ansat en.\nMadspildskonsulenten er ny.",
    ],
    ids=["date", "figure", "name", "full line"],
)
def test_full_line_goes_on(text: str) -> None:
    assert opening(text) == [text.split("\n")[0]]


def test_list_item_that_holds_a_date_at_its_line_start_goes_on() -> None:
    assert opening(f"\n{ITEM}\n2. februar.") == [ITEM]


def test_every_line_of_a_file_that_was_never_wrapped_opens() -> None:
    text = "Besvarelse: " + "Der er i skoleåret visiteret mange elever. " * 5
    assert [line.opens for line in read_plain(f"{text}\n{text}\nog mere".encode()).lines] == [True] * 3


def test_page_marker_stands_alone() -> None:
    text = "14. marts 2023\nSide 1 af 1\nKære byråd"
    assert [line.opens for line in read_plain(text.encode()).lines] == [True, True, True]


def test_table_rows_are_lines_with_tabs() -> None:
    lines = read_plain("Skole        2021\nØsterby       146\nHertil kommer mere.".encode()).lines
    assert [line.text for line in lines] == ["Skole\t2021", "Østerby\t146", "Hertil kommer mere."]
    assert all(line.opens for line in lines)


def test_table_goes_on_over_the_page() -> None:
    text = "Skole\t2021\nØsterby\t146\n\fSide 2 af 2\n\nVesterby\t7\nDato:\t2. maj"
    rows = [line.text for line in read_plain(text.encode()).lines]
    assert rows == ["Skole\t2021", "Østerby\t146", "Side 2 af 2", "Vesterby\t7", "Dato:\t2. maj"]


def test_line_of_many_cells_is_a_row_alone_and_a_label_is_none() -> None:
    lines = read_plain(b"plejeboliger\t2964\t99 pct.\n\nDato:\t2. maj").lines
    assert [line.text for line in lines] == ["plejeboliger\t2964\t99 pct.", "Dato:   2. maj"]


def test_text_decoded_twice_is_mended_and_noted() -> None:
    document = read_plain("Svar pÃ¥ spÃ¸rgsmÃ¥l".encode())
    assert document.lines[0].text == "Svar på spørgsmål"
    assert document.notes


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b" \r\n\t\n", "only white space"),
        ("\ufeff".encode(), "only white space"),
        (b"Svar\0\0\1\2", "binary data"),
        ("Svar".encode("utf-16-le"), "UTF-16 text without a byte order mark"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"<!doctype html><p>404", "an HTML page"),
    ],
)
def test_what_is_no_text_says_what_it_looks_like(data: bytes, found: str) -> None:
    with pytest.raises(Unreadable, match=f"expected plain text, found {found}; "):
        read_plain(data)


def test_text_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="split it in parts"):
        read_plain(b"Der er ro i gaden.\n" * 1_100_000)


def test_table_rows_are_counted_and_a_cell_that_surely_wraps_keeps_its_row() -> None:
    text = (
        "Tabel\n\n"
        "Hvor mange børn venter       Der venter 214 børn lige\n"
        "på en tid?                   nu i hele kommunen.\n"
        "Hvorfor?                     Derfor.\n\n"
        "Med venlig hilsen\n"
    )
    assert [(line.row, line.opens, line.text) for line in read_plain(text.encode()).lines] == [
        (None, True, "Tabel"),
        (1, True, "Hvor mange børn venter\tDer venter 214 børn lige"),
        (1, False, "på en tid?\tnu i hele kommunen."),
        (2, True, "Hvorfor?\tDerfor."),
        (None, True, "Med venlig hilsen"),
    ]
