"""The `svarbasen` command on the sample letters, with the real encoder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from kb import config
from tests.conftest import Ingested, run
from tests.processes import PATIENCE, running, until

PLEJEBOLIG = "2023-02-09 Svar om ventetid på plejebolig.pdf"
QUESTION = "Hvor mange ældre står i kø til en plejebolig i 2023?"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


class TestIngest:
    def test_every_sample_is_read(self, ingested: Ingested) -> None:
        assert len(ingested.outcome["read"]) == 24
        assert (ingested.outcome["unchanged"], ingested.outcome["failed"]) == ([], [])

    def test_the_outcome_has_the_promised_shape(self, ingested: Ingested) -> None:
        read = next(row for row in ingested.outcome["read"] if row["file"].endswith(PLEJEBOLIG))
        assert set(read) == {"file", "letters", "qas", "notes", "codes"}
        assert read["letters"] == ["2023-02-09-svar-om-ventetid-paa-plejebolig"]

    def test_reading_the_same_again_does_nothing(self, copied: Callable[[], Path], samples: Path) -> None:
        data = copied()
        before = (data / "kb.sqlite").read_bytes()
        result = run("ingest", samples, "--json", "--data", data)
        (outcome,) = rows(result.stdout)
        assert (len(outcome["unchanged"]), outcome["read"]) == (24, [])
        assert (data / "kb.sqlite").read_bytes() == before

    def test_a_changed_file_replaces_its_letter(self, tmp_path: Path) -> None:
        file = tmp_path / "vej.txt"
        for answer in ("Den er lukket.", "Den er åben igen."):
            file.write_text(f"1. Er vejen åben?\n\n{answer}\n", "utf-8")
            assert run("ingest", file, "--data", tmp_path / "data").exit_code == 0
        (letter,) = rows(run("letters", "--json", "--data", tmp_path / "data").stdout)
        assert [qa["answer"] for qa in letter["qas"]] == ["Den er åben igen."]
        (found,) = rows(run("ask", "er vejen åben", "--json", "--data", tmp_path / "data").stdout)
        assert [passage["answer"] for passage in found["passages"]] == ["Den er åben igen."]

    def test_bad_files_cost_themselves_alone(self, tmp_path: Path, samples: Path) -> None:
        folder = tmp_path / "breve"
        folder.mkdir()
        (folder / "god.txt").write_text("1. Er vejen åben?\n\nJa.\n", "utf-8")
        (folder / "tom.pdf").write_bytes(b"")
        (folder / "billede.pdf").write_bytes(PNG)
        (folder / "laast.pdf").write_bytes(encrypted(samples / PLEJEBOLIG))
        result = run("ingest", folder, "--json", "--data", tmp_path / "data")
        (outcome,) = rows(result.stdout)
        assert result.exit_code == 1
        assert [Path(row["file"]).name for row in outcome["read"]] == ["god.txt"]
        errors = {Path(row["file"]).name: str(row["error"]) for row in outcome["failed"]}
        assert set(errors) == {"tom.pdf", "billede.pdf", "laast.pdf"}
        for name, words in (("tom.pdf", "empty"), ("billede.pdf", "PNG"), ("laast.pdf", "password")):
            assert words in errors[name]
            assert errors[name].startswith(f"{folder}/{name}: ")
            assert "\n" not in errors[name]

    def test_a_path_that_is_not_there_is_one_line(self, tmp_path: Path) -> None:
        result = run("ingest", tmp_path / "intet.pdf", "--json", "--data", tmp_path / "data")
        (outcome,) = rows(result.stdout)
        assert result.exit_code == 1
        assert "expected a file, found nothing" in outcome["failed"][0]["error"]

    def test_no_path_is_wrong_usage(self, tmp_path: Path) -> None:
        assert run("ingest", "--data", tmp_path / "data").exit_code == 2

    def test_a_killed_ingest_goes_on_where_it_was(self, samples: Path, tmp_path: Path) -> None:
        data = tmp_path / "data"
        command = [sys.executable, "-m", "web.commands.main", "ingest", str(samples), "--data", str(data)]
        environment = os.environ | {"TMPDIR": str(tmp_path)}  # a killed process leaves its temporary files
        with running(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            assert until(lambda: len(letter_ids(data)) > 3 or process.poll() is not None)
        held = letter_ids(data)
        assert 3 < len(held) < 24
        (outcome,) = rows(run("ingest", samples, "--json", "--data", data).stdout)
        assert len(outcome["unchanged"]) == len(held)
        assert len(outcome["read"]) == 24 - len(held)
        assert held <= letter_ids(data)
        for letter in rows(run("letters", "--json", "--data", data).stdout):
            if letter["id"] in held:
                first = next(qa for qa in letter["qas"] if qa["kind"] == "answered")
                asked = f"{letter['subject']}: {first['question']}"
                (answer,) = rows(run("ask", asked, "--json", "--data", data).stdout)
                assert first["id"] in [passage["qa"] for passage in answer["passages"]]
        assert run("verify", "--data", data).exit_code == 0

    def test_a_long_letter_whose_embedding_is_killed_is_found_by_words_and_goes_on(
        self, tmp_path: Path
    ) -> None:
        data, file = tmp_path / "data", tmp_path / "veje.txt"
        file.write_text(long_letter(600), "utf-8")
        command = [sys.executable, "-m", "web.commands.main", "ingest", str(file), "--data", str(data)]
        environment = os.environ | {"TMPDIR": str(tmp_path)}
        with running(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            assert until(lambda: 0 < len(waiting(data)) < 600 or process.poll() is not None)
        left = waiting(data)
        assert 0 < len(left) < 600
        told = run("verify", "--data", data)
        assert (told.exit_code, told.stderr.count("\n")) == (1, 1)
        assert told.stderr.startswith(f"{len(left)} passages wait for their vectors")
        (found,) = rows(run("ask", "Hvornår åbner station 597 igen?", "--json", "--data", data).stdout)
        assert (found["passages"][0]["qa"], found["status"]) == ("veje.597", "near")
        (again,) = rows(run("ingest", file, "--json", "--data", data).stdout)
        assert again["unchanged"] == [str(file)]
        assert run("verify", "--data", data).exit_code == 0
        (found,) = rows(run("ask", "Hvornår åbner station 597 igen?", "--json", "--data", data).stdout)
        assert (found["passages"][0]["qa"], found["status"]) == ("veje.597", "answer")

    def test_json_names_what_was_passed_over_beside_the_contract(self, tmp_path: Path) -> None:
        folder = tmp_path / "breve"
        folder.mkdir()
        (folder / "svar.xlsx").write_bytes(b"\xd0\xcf\x11\xe0")
        (folder / "vej.txt").write_text("1. Er vejen åben?\n\nJa.\n", "utf-8")
        result = run("ingest", folder, "--json", "--data", tmp_path / "data")
        (outcome,) = rows(result.stdout)
        assert set(outcome) == {"read", "unchanged", "failed"}
        assert "passed over, not a format that is read: " in result.stderr
        assert "svar.xlsx" in result.stderr

    def test_a_second_writer_is_told_who_writes(self, samples: Path, tmp_path: Path) -> None:
        from web.service.lock import writing

        with writing(config.Config(tmp_path / "data").lock):
            result = run("ingest", samples / PLEJEBOLIG, "--data", tmp_path / "data")
        assert f"process {os.getpid()} is writing" in str(result.exception)


class TestLetters:
    def test_a_letter_has_the_promised_shape(self, ingested: Ingested, samples: Path) -> None:
        letter = next(
            row for row in rows(run("letters", "--json", "--data", ingested.data).stdout)
            if row["file"] == PLEJEBOLIG
        )  # fmt: skip
        assert list(letter) == keys(
            "id file title subject date department case officer recipient parties signers"
            " pages notes codes qas"
        )
        assert letter["pages"] == len(PdfReader(samples / PLEJEBOLIG).pages)
        assert letter["date"] == "2023-02-09"
        assert list(letter["qas"][0]) == keys("id number question answer kind pages references")
        assert letter["qas"][0]["pages"] == [1]

    def test_letters_come_newest_first(self, ingested: Ingested) -> None:
        dates = [row["date"] for row in rows(run("letters", "--json", "--data", ingested.data).stdout)]
        assert dates == sorted(dates, reverse=True)

    def test_a_docx_has_no_pages(self, ingested: Ingested) -> None:
        letters = rows(run("letters", "--json", "--data", ingested.data).stdout)
        pages = {row["pages"] for row in letters if row["file"].endswith(".docx")}
        assert pages == {None}


class TestAsk:
    def test_the_answer_has_the_promised_shape(self, ingested: Ingested) -> None:
        (answer,) = rows(run("ask", QUESTION, "--json", "--data", ingested.data).stdout)
        assert list(answer) == keys("id question status reason ms passages searched filters understood")
        best = answer["passages"][0]
        assert list(best) == keys(
            "qa letter file number question answer score citation marks leans notes codes"
        )
        assert list(best["citation"]) == keys("text title date case parties pages url")

    def test_the_answer_is_cited_with_letter_question_case_and_page(self, ingested: Ingested) -> None:
        (answer,) = rows(run("ask", QUESTION, "--json", "--data", ingested.data).stdout)
        best = answer["passages"][0]
        assert (best["file"], best["number"]) == (PLEJEBOLIG, "1")
        assert best["citation"]["text"].endswith("spørgsmål 1, 9. februar 2023, sag 23/002906-5, side 1")

    def test_a_batch_is_a_line_a_question_in_order(self, ingested: Ingested, tmp_path: Path) -> None:
        batch = tmp_path / "batch.jsonl"
        asked = [{"id": "b", "text": QUESTION}, {"id": "a", "text": "Hvem rydder sne?"}]
        batch.write_text("\n".join(map(json.dumps, asked)), "utf-8")
        answers = rows(run("ask", "--batch", batch, "--limit", 3, "--data", ingested.data).stdout)
        assert [answer["id"] for answer in answers] == ["b", "a"]
        assert {len(answer["passages"]) for answer in answers} == {3}

    def test_a_batch_names_every_wrong_line(self, ingested: Ingested, tmp_path: Path) -> None:
        batch = tmp_path / "batch.jsonl"
        batch.write_text('{"id": "a"}\nintet\n{"id": "c", "text": "Hvad?"}\n', "utf-8")
        result = run("ask", "--batch", batch, "--data", ingested.data)
        error = str(result.exception)
        assert "line 1" in error
        assert "line 2" in error
        assert "line 3" not in error
        assert result.stdout == ""

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            (" ", "Skriv et spørgsmål."),
            ("\ud800", "Skriv et spørgsmål."),
            ("x" * 1234, "Spørgsmålet er på 1.234 tegn. Skriv højst 1.000."),
        ],
    )
    def test_a_row_that_is_no_question_does_not_end_the_batch(
        self, ingested: Ingested, tmp_path: Path, text: str, reason: str
    ) -> None:
        batch = tmp_path / "batch.jsonl"
        asked = [{"id": 1, "text": text}, {"id": 2, "text": QUESTION}]
        batch.write_text("\n".join(map(json.dumps, asked)), "utf-8")
        result = run("ask", "--batch", batch, "--data", ingested.data)
        refused, answer = rows(result.stdout)
        assert result.exit_code == 0
        assert (refused["status"], refused["reason"], refused["passages"]) == ("nothing", reason, [])
        assert list(refused) == list(answer)
        assert answer["status"] == "answer"

    @pytest.mark.parametrize("id", [7, "7", 1.5, None, "\ud800", ["a", 1]])
    def test_ids_come_back_as_given(self, ingested: Ingested, tmp_path: Path, id: object) -> None:
        batch = tmp_path / "batch.jsonl"
        batch.write_text(json.dumps({"id": id, "text": QUESTION}), "utf-8")
        (answer,) = rows(run("ask", "--batch", batch, "--data", ingested.data).stdout)
        assert answer["id"] == id

    @pytest.mark.parametrize("question", ["", "   ", "x" * 10_000])
    def test_what_is_no_question_is_refused_in_one_line(self, ingested: Ingested, question: str) -> None:
        result = run("ask", question, "--data", ingested.data)
        assert str(result.exception).startswith("expected a question")

    @pytest.mark.parametrize("arguments", [[], ["hvad", "--batch", "x.jsonl"], ["hvad", "--limit", "0"]])
    def test_wrong_usage_ends_with_2(self, ingested: Ingested, arguments: list[str]) -> None:
        assert run("ask", *arguments, "--data", ingested.data).exit_code == 2

    def test_people_get_text_with_the_source(self, ingested: Ingested) -> None:
        output = run("ask", QUESTION, "--data", ingested.data).stdout
        assert "ventetid på plejebolig, spørgsmål 1, 9. februar 2023, sag 23/002906-5, side 1" in output


class TestKeeping:
    def test_a_forgotten_letter_leaves_no_word_behind(self, copied: Callable[[], Path]) -> None:
        data = copied()
        assert b"ogbussen" in everything(data)
        result = run("forget", "2021-09-06-svar-om-selvbetjening-paa-bibliotekerne", "--data", data)
        assert result.exit_code == 0, result.exception
        assert b"ogbussen" not in everything(data)
        assert run("verify", "--data", data).exit_code == 0

    def test_forgetting_what_is_not_there_is_one_line(self, copied: Callable[[], Path]) -> None:
        assert "no such letter" in str(run("forget", "intet", "--data", copied()).exception)

    def test_a_flipped_byte_is_found_and_mended(self, copied: Callable[[], Path]) -> None:
        data = copied()
        (vectors,) = (data / "index").rglob("*.faiss")
        content = bytearray(vectors.read_bytes())
        content[len(content) // 2] ^= 1
        vectors.write_bytes(content)
        assert "svarbasen rebuild" in str(run("ask", QUESTION, "--data", data).exception)
        assert run("verify", "--data", data).exit_code == 1
        assert "0 of them embedded anew" in run("rebuild", "--data", data).stdout
        assert run("verify", "--data", data).exit_code == 0

    def test_wrong_settings_are_named(self, tmp_path: Path) -> None:
        (tmp_path / "svarbasen.toml").write_text('encodr = "x"\n', "utf-8")
        assert "encodr" in str(run("letters", "--data", tmp_path).exception)

    def test_an_unknown_encoder_is_one_line(self, copied: Callable[[], Path]) -> None:
        data = copied()
        (data / "svarbasen.toml").write_text('encoder = "findes/ikke"\n', "utf-8")
        assert "findes/ikke" in str(run("ask", "hvad?", "--data", data).exception)

    @pytest.mark.parametrize(
        "command",
        [["letters"], ["ask", "hvad?"], ["forget", "vej"], ["verify"], ["evaluate", "x.jsonl"], ["rebuild"]],
    )
    def test_a_mistyped_folder_is_not_made_a_knowledge_base(self, tmp_path: Path, command: list[str]) -> None:
        data = tmp_path / "forkert"
        error = run(*command, "--data", data).exception
        assert str(error) == f"{data}: no knowledge base here; run `svarbasen ingest` first"
        assert not data.exists()


class TestMain:
    def test_help_makes_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert "ingest" in run("--help").stdout
        assert list(tmp_path.iterdir()) == []

    def test_our_errors_are_one_line_and_status_1(self, ingested: Ingested) -> None:
        result = started("forget", "intet", "--data", ingested.data)
        assert result.returncode == 1
        assert result.stderr == "svarbasen: intet: no such letter; `svarbasen letters` lists them\n"

    def test_a_folder_that_cannot_be_made_is_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "fil").write_text("")
        result = started("ingest", tmp_path / "fil", "--data", tmp_path / "fil" / "data")
        assert (result.returncode, result.stderr.count("\n")) == (1, 1)
        assert result.stderr.startswith(f"svarbasen: {tmp_path / 'fil' / 'data'}")
        assert result.stderr.endswith(": Not a directory\n")

    def test_settings_that_cannot_be_read_are_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "svarbasen.toml").mkdir()
        result = started("letters", "--data", tmp_path)
        assert (result.returncode, result.stderr.count("\n")) == (1, 1)
        assert result.stderr.startswith(f"svarbasen: {tmp_path / 'svarbasen.toml'}: ")

    def test_a_closed_pipe_is_no_error(self, ingested: Ingested) -> None:
        command = f"{sys.executable} -m web.commands.main letters --json --data {ingested.data} | head -c 9"
        result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
        assert (result.stdout, result.stderr) == ('{"id": "2', "")


class TestServe:
    def test_a_used_port_is_named(self, ingested: Ingested) -> None:
        with socket.create_server(("127.0.0.1", 0)) as used:
            port = used.getsockname()[1]
            result = started("serve", "--port", port, "--data", ingested.data)
        assert result.returncode == 1
        assert result.stderr == (
            f"svarbasen: 127.0.0.1:{port}: Address already in use; choose another with --port or --host\n"
        )

    def test_a_host_that_is_not_here_is_named(self, ingested: Ingested) -> None:
        result = started("serve", "--host", "findes ikke", "--port", 0, "--data", ingested.data)
        assert (result.returncode, result.stderr.count("\n")) == (1, 1)
        assert result.stderr.startswith("svarbasen: findes ikke:0: ")

    @pytest.mark.parametrize("asked_to_end", [signal.SIGTERM, signal.SIGINT])
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
    def test_it_ends_without_a_word_when_asked_to(
        self, ingested: Ingested, host: str, asked_to_end: signal.Signals
    ) -> None:
        command = ["serve", "--host", host, "--port", "0", "--data", str(ingested.data)]
        command = [sys.executable, "-m", "web.commands.main", *command]
        with running(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stdout.readline().startswith("Serving on http://")
            process.send_signal(asked_to_end)
            _, error = process.communicate(timeout=PATIENCE)
        assert (process.returncode, error) == (0, "")


def started(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the `svarbasen` command in a process of its own."""
    command = [sys.executable, "-m", "web.commands.main", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def keys(names: str) -> list[str]:
    return names.split()


def encrypted(path: Path) -> bytes:
    """The PDF with a password."""
    from io import BytesIO

    writer, buffer = PdfWriter(clone_from=PdfReader(path)), BytesIO()
    writer.encrypt("hemmelig", algorithm="AES-256")
    writer.write(buffer)
    return buffer.getvalue()


def everything(data: Path) -> bytes:
    """All bytes under a data folder."""
    return b"".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())


def long_letter(questions: int) -> str:
    """A letter of so many short questions and answers, each a passage."""
    return "Svar på forespørgsel fra Venstre om stationer\n\n" + "\n\n".join(
        f"{n}. Hvornår åbner station {n} igen?\n\nStation {n} åbner igen i uge {n % 50 + 1}."
        for n in range(1, questions + 1)
    )


def letter_ids(data: Path) -> set[str]:
    """The letters a knowledge base holds, looked at from outside."""
    return asked_outside(data, "SELECT id FROM letter")


def waiting(data: Path) -> set[str]:
    """The passages that wait for their vectors, looked at from outside."""
    return asked_outside(data, "SELECT id FROM passage WHERE vector = x''")


def asked_outside(data: Path, sql: str) -> set[str]:
    """What SQL finds; nothing before there is a knowledge base."""
    import sqlite3

    if not (data / "kb.sqlite").exists():
        return set()
    connection = sqlite3.connect(data / "kb.sqlite")
    try:
        return {str(row[0]) for row in connection.execute(sql)}
    except sqlite3.OperationalError:
        return set()
    finally:
        connection.close()
