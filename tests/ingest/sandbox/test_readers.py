"""Files are read in child processes: whatever a file does, it costs itself alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.sandbox.readers import Limits, Readers, Stopped, Unforeseen
from kb.errors import Unavailable, Unreadable
from tests.letters import BUSSES, letter
from tests.processes import PATIENCE, listed, running, until

CHILDREN = "tests.ingest.sandbox.children"
TIGHT = Limits(memory=400_000_000, cpu=1, wall=PATIENCE, steps=50)
ENDLESS = 1_000_000

unix = pytest.mark.skipif(sys.platform == "win32", reason="limits of the system are Unix")


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One process at a time, under tight limits."""
    with Readers(1, TIGHT, CHILDREN) as opened:
        yield opened


def error(readers: Readers, deed: str) -> str:
    with pytest.raises(Unreadable) as caught:
        readers.read(deed.encode(), "brev.txt")
    return str(caught.value)


def test_a_letter_comes_out_as_it_would_in_this_process(readers: Readers) -> None:
    (found,) = readers.read(BUSSES.encode(), "busser.txt").letters
    expected = letter()
    assert (found.metadata, [qa.answer for qa in found.qas]) == (
        expected.metadata,
        [qa.answer for qa in expected.qas],
    )


@unix
@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("crash", "its reader crashed (SIGSEGV)"),
        ("abort", "its reader crashed (SIGABRT)"),
        ("leave", "its reader ended in the middle (exit status 3)"),
        ("spin", "reading it took more than 1 s of CPU"),
        ("grow", "reading it took more memory than a letter needs"),
        ("count", "expected at most 50 pages to be read off pictures, found more"),
        ("nonsense", "its reader answered with nonsense"),
        ("huge", "its reader answered with nonsense"),
        ("deep", "its reader answered with nonsense"),
        ("garbage", "its reader answered with nonsense"),
        ("amiss", "its reader answered with nonsense (Ready is no outcome)"),
        ("nameless", "its reader answered with nonsense"),
    ],
)
def test_a_file_that_ends_its_reader_costs_itself_alone(readers: Readers, deed: str, said: str) -> None:
    assert error(readers, deed).startswith(f"brev.txt: {said}")
    assert readers.read(BUSSES.encode(), "busser.txt").letters


def test_the_error_is_one_line_that_says_what_to_do(readers: Readers) -> None:
    assert error(readers, "leave").endswith("print it as PDF again, or leave it out")


def test_a_childs_nonsense_is_shown_short_and_without_control_characters(readers: Readers) -> None:
    said = error(readers, "painted")
    assert "answered with nonsense" in said and "unknown field" in said
    assert said.isprintable() and len(said) < 1_200


def test_what_no_reader_foresaw_is_told_apart(readers: Readers) -> None:
    with pytest.raises(
        Unforeseen, match=r"^brev.txt: could not be read \(IndexError: list index out of range"
    ):
        readers.read(b"fail", "brev.txt")


def test_a_readers_own_error_is_passed_on(readers: Readers) -> None:
    assert error(readers, "refuse") == "brev.txt: expected a letter, found a test"


def test_what_a_library_prints_does_not_come_between(readers: Readers) -> None:
    assert readers.read(b"print", "brev.txt").letters == ()


def test_attachments_come_as_bytes(readers: Readers) -> None:
    assert [file.name for file in readers.read(b"print", "brev.txt").attachments] == ["pid", "leer"]


def test_each_step_of_long_work_gets_its_time_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks: list[threading.Timer] = []

    class Kept(threading.Timer):
        def start(self) -> None:
            clocks.append(self)
            super().start()

    monkeypatch.setattr(threading, "Timer", Kept)
    with Readers(1, Limits(wall=PATIENCE), CHILDREN) as readers:
        assert readers.read(b"walk", "brev.txt").letters == ()
    steps = [clock for clock in clocks if clock.interval == PATIENCE]
    assert len(steps) == 1 + 4
    assert not any(clock.is_alive() for clock in clocks)


def test_all_steps_together_have_an_end() -> None:
    limits = Limits(wall=PATIENCE, total=1, steps=ENDLESS)
    with Readers(1, limits, CHILDREN) as readers, pytest.raises(Stopped, match="in all"):
        readers.read(b"go on", "brev.txt")


def test_a_process_reads_many_files(readers: Readers) -> None:
    first, second = (readers.read(b"print", "brev.txt").attachments[0].content for _ in range(2))
    assert first == second


def test_two_processes_read_beside_each_other() -> None:
    with Readers(2, module=CHILDREN) as readers:
        both = [readers.submit(b"walk", "brev.txt") for _ in range(2)]
    assert len({future.result().attachments[0].content for future in both}) == 2


@unix
def test_an_error_ends_what_is_being_read() -> None:
    with pytest.raises(KeyboardInterrupt), Readers(1, module=CHILDREN) as readers:
        future = readers.submit(b"sleep", "brev.txt")
        assert until(future.running)
        raise KeyboardInterrupt
    assert isinstance(future.exception(), Stopped)


@unix
def test_a_file_that_never_ends_is_ended_by_the_clock() -> None:
    with Readers(1, Limits(wall=1), CHILDREN) as readers:
        assert "reading it took more than 1 s by the clock" in error(readers, "sleep")


@unix
def test_a_file_is_ended_with_all_it_started() -> None:
    started = f"3600.{os.getpid()}"
    try:
        with pytest.raises(KeyboardInterrupt), Readers(1, module=CHILDREN) as readers:
            readers.submit(f"start: {started}".encode(), "brev.txt")
            assert until(lambda: listed(f"sleep {started}"))
            raise KeyboardInterrupt
        assert until(lambda: not listed(f"sleep {started}"))
    finally:
        for left in listed(f"sleep {started}"):
            os.kill(left, signal.SIGKILL)


def test_nothing_is_left_among_the_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Readers(1, module=CHILDREN) as readers:
        assert "SIGABRT" in error(readers, "litter")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_no_child_outlives_a_killed_parent(tmp_path: Path) -> None:
    code = f"from ingest.sandbox.readers import *; Readers(1, module={CHILDREN!r}).read(b'sleep', 'PARENT')"
    environment = os.environ | {"TMPDIR": str(tmp_path)}  # a killed process leaves its temporary files
    with running([sys.executable, "-c", code], env=environment) as parent:
        assert until(lambda: listed(CHILDREN, parent.pid))
        (child,) = listed(CHILDREN, parent.pid)
    assert until(lambda: not Path(f"/proc/{child}").exists())


def test_a_program_that_cannot_start_is_not_the_files_fault() -> None:
    with Readers(1, module="tests.no_such_module") as readers, pytest.raises(Unavailable, match="no_such"):
        readers.read(b"", "brev.txt")


def test_a_reader_loads_nothing_that_finding_needs() -> None:
    code = "import ingest.sandbox.child, sys; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"torch", "faiss", "flask", "sentence_transformers"} & set(loaded.stdout.split())


def test_a_file_of_the_name_of_a_library_in_the_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdf.py").write_text("raise SystemExit('run')")
    monkeypatch.setattr(
        sys, "path", [entry for entry in map(os.path.abspath, sys.path) if entry != str(Path.cwd())]
    )
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3]))
    monkeypatch.chdir(tmp_path)
    with Readers(1) as readers:
        assert readers.read(BUSSES.encode(), "busser.txt").letters
