"""Files are read in child processes: whatever a file does, it costs itself alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.sandbox.readers import Limits, Readers, Stopped, Unforeseen
from kb.errors import Unavailable, Unreadable
from tests.letters import BUSSES, letter

CHILDREN = "tests.ingest.sandbox.children"
TIGHT = Limits(memory=400_000_000, cpu=1, wall=30, steps=50)

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


def test_each_step_of_long_work_gets_its_time_anew() -> None:
    with Readers(1, Limits(wall=1.5), CHILDREN) as readers:
        assert readers.read(b"walk", "brev.txt").letters == ()


def test_all_steps_together_have_an_end() -> None:
    with Readers(1, Limits(total=1.5), CHILDREN) as readers, pytest.raises(Stopped, match="in all"):
        readers.read(b"walk", "brev.txt")


def test_a_process_reads_many_files(readers: Readers) -> None:
    first, second = (readers.read(b"print", "brev.txt").attachments[0].content for _ in range(2))
    assert first == second


def test_two_processes_read_beside_each_other() -> None:
    with Readers(2, module=CHILDREN) as readers:
        both = [readers.submit(b"walk", "brev.txt") for _ in range(2)]
    assert len({future.result().attachments[0].content for future in both}) == 2


@unix
def test_an_error_ends_what_is_being_read() -> None:
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Readers(1, module=CHILDREN) as readers:
        future = readers.submit(b"sleep", "brev.txt")
        assert until(future.running)
        raise KeyboardInterrupt
    assert isinstance(future.exception(), Stopped)
    assert time.monotonic() - start < 20


@unix
@pytest.mark.parametrize("deed", ["sleep", "start"])
def test_a_file_that_never_ends_is_ended_by_the_clock_with_all_it_started(deed: str) -> None:
    with Readers(1, Limits(wall=2), CHILDREN) as readers:
        assert "reading it took more than 2 s by the clock" in error(readers, deed)
    assert not running("61.7")


def test_nothing_is_left_among_the_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Readers(1, module=CHILDREN) as readers:
        assert "SIGABRT" in error(readers, "litter")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_no_child_outlives_a_killed_parent() -> None:
    code = f"from ingest.sandbox.readers import *; Readers(1, module={CHILDREN!r}).read(b'sleep', 'PARENT')"
    parent = subprocess.Popen([sys.executable, "-c", code])
    assert until(lambda: len(running(CHILDREN, parent.pid)) == 1)
    (child,) = running(CHILDREN, parent.pid)
    parent.kill()
    parent.wait()
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


def running(text: str, parent: int | None = None) -> list[int]:
    """The processes whose command line has the text."""
    found = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True)
    rows = (line.split(maxsplit=2) for line in found.stdout.splitlines()[1:])
    return [int(pid) for pid, ppid, args in rows if text in args and parent in (None, int(ppid))]


def until(true: object, seconds: float = 20) -> bool:
    """Wait for it."""
    assert callable(true)
    end = time.monotonic() + seconds
    while not (done := bool(true())) and time.monotonic() < end:
        time.sleep(0.05)
    return done
