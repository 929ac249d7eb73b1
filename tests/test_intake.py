"""Files into a knowledge base: what happens to those that move, change, or are met twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fake import HashEncoder
from web.base import Base, open_base
from web.intake import Failed, Outcome, PassedOver, Read, Unchanged, intake


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    opened = open_base(tmp_path / "data", HashEncoder())
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "breve"
    folder.mkdir()
    return folder


def write(path: Path, answer: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"1. Er vejen åben?\n\n{answer}\n", "utf-8")
    return path


def answers(base: Base) -> dict[str, str]:
    """Letter id -> its only answer."""
    assert base.verify() == []
    return {letter.id: letter.qas[0].answer for letter in base.store.letters()}


def kinds(outcomes: list[Outcome]) -> list[type[Outcome]]:
    return [type(outcome) for outcome in outcomes]


def test_a_moved_file_keeps_its_letter(base: Base, folder: Path) -> None:
    intake(base, [write(folder / "vej.txt", "Ja.")])
    (folder / "arkiv").mkdir()
    (folder / "vej.txt").rename(folder / "arkiv" / "vej.txt")
    assert kinds(intake(base, [folder])) == [Unchanged]
    intake(base, [write(folder / "arkiv" / "vej.txt", "Nej.")])
    assert answers(base) == {"vej": "Nej."}


def test_a_moved_file_is_not_lost_to_a_new_one_in_its_place(base: Base, folder: Path) -> None:
    intake(base, [write(folder / "vej.txt", "Ja.")])
    (folder / "arkiv").mkdir()
    (folder / "vej.txt").rename(folder / "arkiv" / "vej.txt")
    write(folder / "vej.txt", "Nej.")
    intake(base, [folder])
    assert answers(base) == {"vej": "Ja.", "vej-2": "Nej."}


def test_a_copy_is_not_lost_when_the_other_changes(base: Base, folder: Path) -> None:
    write(folder / "a" / "vej.txt", "Ja.")
    write(folder / "b" / "vej.txt", "Ja.")
    assert kinds(intake(base, [folder])) == [Read, Unchanged]
    intake(base, [write(folder / "a" / "vej.txt", "Nej.")])
    assert sorted(answers(base).values()) == ["Ja.", "Nej."]


def test_two_files_of_one_name_are_two_letters(base: Base, folder: Path) -> None:
    write(folder / "a" / "vej.txt", "Ja.")
    write(folder / "b" / "vej.txt", "Nej.")
    intake(base, [folder / "a", folder / "b"])
    assert answers(base) == {"vej": "Ja.", "vej-2": "Nej."}


def test_a_file_is_the_same_by_whatever_way_it_is_named(
    base: Base, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder.parent / "genvej").symlink_to(folder)
    ways = [
        folder / "vej.txt",
        Path("vej.txt"),
        Path("../breve/vej.txt"),
        folder.parent / "genvej" / "vej.txt",
    ]
    for n, way in enumerate(ways):
        intake(base, [write(way, f"Svar {n}.")])
    assert answers(base) == {"vej": "Svar 3."}


def test_a_file_name_that_is_no_text_is_read(base: Base, folder: Path) -> None:
    write(folder / "a.txt", "Ja.").rename(folder / "br\udcf8.txt")
    write(folder / "z.txt", "Nej.")
    assert kinds(intake(base, [folder])) == [Read, Read]


def test_what_is_passed_over_is_told(base: Base, folder: Path) -> None:
    (folder / "svar.doc").write_bytes(b"")
    assert kinds(intake(base, [folder])) == [PassedOver]


def test_a_bad_file_does_not_stop_the_next(base: Base, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"")
    write(folder / "b.txt", "Ja.")
    assert kinds(intake(base, [folder])) == [Failed, Read]
