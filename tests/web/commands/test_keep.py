"""The commands of those who keep the knowledge base, on a few letters of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run
from tests.web.service.test_intake import LONG

NUMBER = "010199-4999"
"""Made up: nobody is born on 1 January 2099, and it fails modulus 11."""


@pytest.fixture
def breve(tmp_path: Path) -> Path:
    folder = tmp_path / "breve"
    folder.mkdir()
    (folder / "kladde.txt").write_text(LONG, "utf-8")
    (folder / "svar.txt").write_text(LONG.replace("ny kloak", "nye rør", 1), "utf-8")
    (folder / "klage.txt").write_text(f"1. Hvem klager?\n\nBorgeren med cpr-nr. {NUMBER}.\n", "utf-8")
    return folder


@pytest.fixture
def data(breve: Path, tmp_path: Path) -> Path:
    data = tmp_path / "data"
    result = run("ingest", breve, "--data", data)
    assert result.exit_code == 0, result.output
    return data


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


class TestDryRun:
    def test_it_says_what_would_become_of_each_file(self, breve: Path, tmp_path: Path) -> None:
        (breve / "tom.pdf").write_bytes(b"")
        result = run("ingest", breve, "--dry-run", "--data", tmp_path / "nyt")
        assert result.exit_code == 1
        assert "kladde.txt: 8 questions, 8 answered (kladde, new)" in result.stdout
        assert "HELD BACK, a CPR number" in result.stdout
        assert "look alike: kladde" in result.stdout
        assert "tom.pdf: expected" in result.stdout
        assert result.stdout.endswith("3 read, 0 unchanged, 1 failed; 1 held back; nothing was kept\n")

    def test_it_makes_no_knowledge_base(self, breve: Path, tmp_path: Path) -> None:
        run("ingest", breve, "--dry-run", "--data", tmp_path / "nyt")
        assert not (tmp_path / "nyt").exists()

    def test_programs_get_the_same(self, breve: Path, data: Path) -> None:
        (breve / "ny.txt").write_text("1. Hvor?\n\nHer.\n", "utf-8")
        (breve / "kopi.txt").write_bytes((breve / "kladde.txt").read_bytes())
        (breve / "klage.txt").write_text("1. Hvem klager?\n\nIngen.\n", "utf-8")
        result = run("ingest", breve, "--dry-run", "--json", "--data", data)
        (told,) = rows(result.stdout)
        names = {key: [Path(e if isinstance(e, str) else e["file"]).name for e in told[key]] for key in told}
        assert names == {
            "new": ["ny.txt"],
            "changed": ["klage.txt"],
            "unchanged": ["kladde.txt", "svar.txt"],
            "duplicates": ["kopi.txt"],
            "quarantined": [],
            "noted": ["klage.txt", "ny.txt"],
            "failed": [],
            "passed_over": [],
        }


class TestShow:
    def test_a_letter_is_shown_whole(self, data: Path) -> None:
        result = run("show", "svar", "--data", data)
        assert "[8] Hvad koster vej nummer 8 om året?  (answered, page 1)" in result.stdout

    def test_where_every_character_went_is_counted(self, data: Path) -> None:
        result = run("show", "kladde", "--coverage", "--data", data)
        lines = LONG.splitlines()
        assert f"every one of {sum(map(len, lines))} characters has exactly one role" in result.stdout

    def test_every_stretch_has_its_place_and_role(self, data: Path) -> None:
        result = run("show", "klage", "--pieces", "--data", data)
        assert [line.split()[:2] for line in result.stdout.splitlines()[1:]] == [
            ["1:1", "metadata"],
            ["1:1", "question"],
            ["1:3", "answer"],
        ]

    def test_why_these_are_questions_is_told(self, data: Path) -> None:
        result = run("show", "svar", "--explain", "--data", data)
        assert "margin to the runner-up: " in result.stdout
        assert "chosen: dot, 8 questions, score " in result.stdout
        assert "question 8 (page 1, line 29): 8. Hvad koster vej nummer 8 om året?" in result.stdout

    def test_a_file_need_not_be_in_the_knowledge_base(self, breve: Path, tmp_path: Path) -> None:
        result = run("show", breve / "svar.txt", "--data", tmp_path / "nyt")
        assert "[1] Hvad koster vej nummer 1 om året?" in result.stdout
        assert not (tmp_path / "nyt").exists()

    def test_an_unknown_letter_is_named(self, data: Path) -> None:
        assert "bro: no such letter" in str(run("show", "bro", "--data", data).exception)


def test_abbreviations_are_listed_with_the_letters_that_taught_them(data: Path, tmp_path: Path) -> None:
    (tmp_path / "slf.txt").write_text("1. Hvad er det?\n\nDet er Sammen Om Læsning (SOL).\n", "utf-8")
    run("ingest", tmp_path / "slf.txt", "--data", data)
    assert run("abbreviations", "--data", data).stdout == "SOL  Sammen Om Læsning (slf)\n"


class TestHeld:
    def test_what_is_held_back_is_listed_without_the_number(self, data: Path) -> None:
        result = run("held", "--data", data)
        assert result.stdout.startswith("klage  klage.txt: page 1, line 3")
        assert "4999" not in result.stdout

    def test_a_held_letter_is_in_no_list(self, data: Path) -> None:
        assert "klage" not in run("letters", "--data", data).stdout

    def test_a_released_letter_is_listed(self, data: Path) -> None:
        assert run("release", "klage", "--data", data).exit_code == 0
        assert "klage" in run("letters", "--data", data).stdout
        assert run("held", "--data", data).stdout == ""

    def test_a_redacted_letter_is_listed_without_the_number(self, data: Path) -> None:
        assert run("redact", "klage", "--data", data).stdout == "klage: 1 place redacted\n"
        shown = run("show", "klage", "--data", data).stdout
        assert "██████-████" in shown
        assert run("verify", "--data", data).exit_code == 0

    def test_a_letter_without_numbers_is_not_redacted(self, data: Path) -> None:
        assert "expected a letter with CPR numbers" in str(run("redact", "svar", "--data", data).exception)

    def test_a_letter_that_was_released_can_still_be_redacted(self, data: Path) -> None:
        run("release", "klage", "--data", data)
        assert run("redact", "klage", "--data", data).stdout == "klage: 1 place redacted\n"

    def test_letters_that_are_not_there_do_not_keep_others_from_being_forgotten(self, data: Path) -> None:
        result = run("forget", "bro", "svar", "--data", data)
        assert "bro: no such letter" in str(result.exception)
        assert "svar" not in run("letters", "--data", data).stdout


class TestDuplicates:
    def test_letters_that_look_alike_are_listed_with_what_differs(self, data: Path) -> None:
        result = run("duplicates", "--differences", "--data", data)
        assert "undecided" in result.stdout
        assert "    svar, question 1: " in result.stdout
        assert "nye rør" in result.stdout

    def test_what_is_decided_is_no_longer_asked(self, data: Path) -> None:
        assert run("decide", "kladde", "svar", "--prefer", "svar", "--data", data).exit_code == 0
        assert run("duplicates", "--data", data).stdout == ""
        (row,) = rows(run("duplicates", "--all", "--json", "--data", data).stdout)
        assert (row["decided"], row["preferred"]) == (True, "svar")

    @pytest.mark.parametrize("how", [(), ("--both", "--prefer", "svar"), ("--prefer", "vej")])
    def test_a_decision_is_one_of_two(self, data: Path, how: tuple[str, ...]) -> None:
        assert run("decide", "kladde", "svar", *how, "--data", data).exit_code == 2
