from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import pytest

from ingest import files
from ingest.files import load, shown, walk
from ingest.formats.magic import MSG, looks_like
from ingest.formats.read import document, media_type
from kb.errors import Unreadable
from tests.ingest.formats.msg import attachment, msg
from tests.ingest.formats.word_files import docx, p

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three letters in two folders, among other files."""
    (tmp_path / "2023").mkdir()
    for name in (
        "brev10.txt",
        "brev2.TXT",
        "2023/svar.txt",
        "gold.json",
        ".skjult.txt",
        "~$brev.docx",
        "Thumbs.db",
    ):
        (tmp_path / name).write_text("Svar")
    return tmp_path


def names(*paths: Path) -> list[str]:
    return [found.name for found in walk(paths) if not found.passed_over and not found.error]


def test_reader_is_picked_by_content_before_name() -> None:
    assert document(docx(p("Ja.")), "brev.txt").lines[0].text == "Ja."


def test_a_file_is_loaded_whole(tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_bytes(b"Ja.\r\n")
    assert load(path) == b"Ja.\r\n"


def test_file_of_any_name_is_tried() -> None:
    assert document(b"Svar", "brev.asc").lines[0].text == "Svar"


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.txt", b"", "found an empty file"),
        ("a.pdf", b"GIF89a", "e-mail, a picture or plain text, found a GIF image"),
        ("a.pdf", b"<html>404</html>", "found an HTML page"),
        ("a.PDF", b"Svar", "expected a PDF file, found plain text"),
        ("a.docx", docx(p("")), "found only white space"),
    ],
)
def test_message_begins_with_the_name(name: str, data: bytes, found: str) -> None:
    with pytest.raises(Unreadable) as error:
        document(data, name)
    assert str(error.value).startswith(f"{name}: expected ")
    assert found in str(error.value)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", b"<p>Ja.", "Ja."),
        ("a.doc", b"<html><p>Ja.", "Ja."),
        ("a.txt", "\ufeff<!doctype html><p>Ja.".encode("utf-16"), "Ja."),
        ("a.eml", b"Subject: x\n\nJa.", "Ja."),
        ("a.txt", b"Subject: x\nMIME-Version: 1.0\n\nJa.", "Ja."),
        ("a.bin", msg({0x1000: "Ja."}), "Ja."),
        ("a.txt", b"<p>Ja.", "<p>Ja."),
    ],
)
def test_page_and_message_are_known_by_content_and_else_by_name(
    name: str, data: bytes, expected: str
) -> None:
    assert document(data, name).lines[-1].text == expected


def test_message_is_not_taken_for_the_file_attached_to_it() -> None:
    inner = attachment("a.doc", "WordDocument EncryptedPackage".encode("utf-16-le"))
    assert looks_like(msg({0x1000: "Ja."}, [inner])) == MSG


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"%PDF-1.7", "application/pdf"), (b"Svar", "text/plain"), (b"", "application/octet-stream")],
)
def test_browsers_are_told_what_a_file_is(data: bytes, expected: str) -> None:
    assert media_type(data) == expected


@pytest.mark.parametrize("folder_name", ["svar_filer", "Svar_files", "svar-filer", "svar.files"])
@pytest.mark.parametrize("page", ["svar.htm", "Svar.HTML"])
def test_pictures_of_a_page_that_was_saved_whole_are_not_mentioned(
    folder: Path, page: str, folder_name: str
) -> None:
    (folder / page).write_text("<p>Ja.")
    (folder / folder_name).mkdir()
    (folder / folder_name / "logo.png").write_bytes(b"\x89PNG")
    assert f"{folder_name}/logo.png" not in [found.name for found in walk([folder])]


@pytest.mark.parametrize("folder_name", ["10-dages_filer", "gamle_files", "breve-filer"])
def test_folder_that_is_only_named_like_one_of_pictures_is_read(folder: Path, folder_name: str) -> None:
    (folder / "andet.htm").write_text("<p>Ja.")
    (folder / folder_name).mkdir()
    (folder / folder_name / "svar.txt").write_text("Svar")
    assert f"{folder_name}/svar.txt" in names(folder)


def test_letter_that_is_named_like_a_folder_of_pictures_is_read(folder: Path) -> None:
    for name in ("svar.htm", "svar_filer.txt"):
        (folder / name).write_text("<p>Ja.")
    assert {"svar.htm", "svar_filer.txt"} <= set(names(folder))


def test_missing_file_is_named_as_given() -> None:
    with pytest.raises(Unreadable, match=r"^letters/2023-14\.pdf: expected a file, found nothing; "):
        load(Path("letters/2023-14.pdf"))


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="found a folder"):
        load(tmp_path)


def test_device_is_no_file() -> None:
    with pytest.raises(Unreadable, match="found a device or pipe"):
        load(Path(os.devnull))


def test_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 3)
    path = tmp_path / "a.txt"
    path.write_text("Svar")
    with pytest.raises(Unreadable, match="expected at most 3 bytes, found 4"):
        load(path)


def test_walk_takes_letters_in_natural_order_by_their_path_below_the_folder(folder: Path) -> None:
    assert names(folder) == ["2023/svar.txt", "brev2.TXT", "brev10.txt"]


def test_walk_tells_what_it_passed_over_but_hidden_files(folder: Path) -> None:
    assert [found.name for found in walk([folder]) if found.passed_over] == ["gold.json"]


def test_named_file_is_taken_whatever_it_is_and_goes_by_its_base_name(folder: Path) -> None:
    assert names(folder / "gold.json", folder / "2023" / "svar.txt") == ["gold.json", "svar.txt"]


def test_file_is_met_once(folder: Path) -> None:
    assert names(folder / "2023", folder) == ["svar.txt", "brev2.TXT", "brev10.txt"]


def test_missing_file_is_found_so_that_reading_it_can_say_so(tmp_path: Path) -> None:
    assert names(tmp_path / "mangler.pdf") == ["mangler.pdf"]


def test_links_to_folders_are_passed_over(folder: Path) -> None:
    (folder / "2023" / "op").symlink_to(folder, target_is_directory=True)
    found = {found.name: found.passed_over for found in walk([folder])}
    assert (found["2023/op"], found["2023/svar.txt"]) == (True, False)


def test_name_is_whole_letters(tmp_path: Path) -> None:
    (tmp_path / "bla\u030abær.txt").write_text("Svar")
    assert names(tmp_path) == ["blåbær.txt"]


def test_name_that_is_no_text_is_shown_with_marks() -> None:
    assert shown(Path("bl\udce5b\udce6r.txt")) == "bl\ufffdb\ufffdr.txt"


@pytest.mark.parametrize("name", ["bl\udce5.txt", "bl\ud800.txt"])
def test_name_that_is_no_text_can_be_printed_in_an_error(name: str) -> None:
    for reading in (lambda: document(b"", name), lambda: load(Path("x"), name), lambda: load(Path(name))):
        with pytest.raises(Unreadable, match=r"^bl\ufffd\.txt: expected"):
            reading()


def test_folder_that_cannot_be_opened_does_not_stop_the_rest(folder: Path) -> None:
    closed = folder / "2023"
    closed.chmod(0)
    with without_privileges(folder):
        found = list(walk([folder]))
    closed.chmod(0o700)
    assert found[0].name == "2023"
    assert "no permission" in (found[0].error or "")
    assert len(found) == 4


@contextmanager
def without_privileges(folder: Path) -> Iterator[None]:
    """As someone who is not root, with the way to the folder open to them."""
    if os.geteuid():
        yield
        return
    for place in (folder, *folder.parents):
        if place.owner() == "root" and str(place).startswith(gettempdir() + "/"):
            place.chmod(place.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
