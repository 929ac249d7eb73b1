from __future__ import annotations

import pytest

from ingest.formats.charset import declared, decode, shown
from kb.model import Note
from kb.notes import Code

SHORT = ["på", "Århus", "én gang på ny", "§ 14, stk. 2, på Ærø", "Øst for Åen", "BØRN OG UNGE"]
LONG = (
    "Stærkere læringsfællesskaber finansieres af centralt opsparede midler, af puljer og af en donation på "
    "6,6 mio. kr. Området omfatter 1/2 af Århus og Ærø, jf. § 14. Idéen blev fremført af rådmanden. "
)


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "cp865", "mac_roman"])
@pytest.mark.parametrize("text", [*SHORT, LONG, LONG * 50], ids=lambda text: text[:12])
def test_danish_is_read_in_the_character_set_it_was_written_in(text: str, name: str) -> None:
    data = text.encode(name, "ignore")
    assert decode(data)[0] == data.decode(name)


@pytest.mark.parametrize(
    "text", ["5 – 7", "“ja”", "50 €", "»nej«", "½", "§ 5", "m²", "3¾ time", "©", "idé", "APV’en", "…"]
)
def test_signs_alone_are_read_as_windows(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, ())


def test_another_set_than_windows_is_noted() -> None:
    assert decode("rødgrød".encode("cp850"))[1] == (Note(Code.CHARSET_GUESSED, ("cp850",)),)


def test_section_sign_of_old_dos_text_is_kept() -> None:
    assert decode(b"jf. \x15 14, p\x86")[0] == "jf. § 14, på"


@pytest.mark.parametrize(
    ("doubled", "meant"),
    [
        ("pÃ¥ Ã…rhus, Ã˜ster Ã†ble", "på Århus, Øster Æble"),
        ("5 â€“ 7, jf. Â§ 14", "5 – 7, jf. § 14"),
        ("â€Vil ministeren", "”Vil ministeren"),
        ("10 %Â  af", "10 %  af"),
        ("pÃƒÂ¥", "på"),
        ("på pÃ¥ på", "på på på"),
    ],
)
def test_utf8_decoded_twice_is_mended_and_noted(doubled: str, meant: str) -> None:
    text, notes = decode(doubled.encode())
    assert text == meant
    assert [note.code for note in notes] == [Code.DECODED_TWICE]


@pytest.mark.parametrize("text", ["ALLÉ”", "Hr. Å”", "É»", "Ø–linjen", "vitamin Ä", "ægte Á"])
def test_capitals_before_signs_are_left_alone(text: str) -> None:
    assert decode(text.encode()) == (text, ())


def test_stray_bytes_in_utf8_are_read_as_windows_and_noted() -> None:
    text, notes = decode("Spørgsmål på Ærø".encode() + "\nblåbær".encode("cp1252"))
    assert text == "Spørgsmål på Ærø\nblåbær"
    assert notes == (Note(Code.CHARSETS_MIXED),)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "windows-1252"),
        ("mac_roman", "macintosh"),
    ],
)
def test_a_browser_is_told_the_set_of_the_files_own_bytes(name: str, label: str) -> None:
    data = LONG.encode(name)
    assert shown(data) == (data, label)


@pytest.mark.parametrize(("bom", "name"), [("\ufeff", "utf-16-le"), ("\ufeff", "utf-16-be")])
def test_a_byte_order_mark_stays_on(bom: str, name: str) -> None:
    data = (bom + LONG).encode(name)
    assert shown(data) == (data, name.replace("16-", "16"))


@pytest.mark.parametrize("name", ["cp850", "cp865"])
def test_a_set_that_browsers_do_not_know_is_shown_as_utf8(name: str) -> None:
    assert shown("rødgrød på Ærø".encode(name)) == ("rødgrød på Ærø".encode(), "utf-8")


def test_a_mixed_text_is_shown_as_utf8() -> None:
    data = "Spørgsmål på Ærø".encode() + "\nblåbær".encode("cp1252")
    assert shown(data) == ("Spørgsmål på Ærø\nblåbær".encode(), "utf-8")


@pytest.mark.parametrize(
    ("data", "label"),
    [
        ("på".encode(), "utf-8"),
        ("på".encode(), "iso-8859-1"),
        ("på".encode("cp1252"), "utf-8"),
        ("på".encode("cp1252"), "us-ascii"),
        ("på".encode("mac_roman"), "macintosh"),
        ("på".encode("utf-16"), "windows-1252"),
        ("på".encode(), "hex"),
        ("på".encode(), None),
    ],
)
def test_what_the_bytes_are_goes_before_what_they_say(data: bytes, label: str | None) -> None:
    assert declared(data, label)[0] == "på"
