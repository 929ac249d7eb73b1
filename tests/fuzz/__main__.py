"""Read letters that were changed at random: `python -m tests.fuzz --minutes 10 --format pdf,docx`.

A change is named by its seed, like `brev.eml#41`: `--only brev.eml#41` makes it again. Whatever is neither
letters nor a reader's own line of error is a finding, and its file is kept under `--keep`.
"""

from __future__ import annotations

import argparse
import itertools
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from ingest.limits import Limits
from ingest.sandbox.readers import Readers, Reading, Stopped, Unforeseen
from kb.errors import Unreadable
from kb.model import Letter
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import seeds

LIMITS = Limits(cpu=30, wall=120)


@dataclass(slots=True)
class Tally:
    """What came of the files: how often each outcome, and one seed of each kind of finding."""

    outcomes: Counter[str] = field(default_factory=Counter)
    findings: dict[str, list[str]] = field(default_factory=dict)

    def add(self, seed: str, future: Future[Reading]) -> bool:
        """Count a file; True if it is a finding of a new kind."""
        outcome, finding = _outcome(future)
        self.outcomes[f"{_suffix(seed)} {outcome}"] += 1
        if finding is None:
            return False
        met = self.findings.setdefault(finding, [])
        met.append(seed)
        return len(met) == 1


def main() -> None:
    """Change and read until time is up, then say what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--format", default="", help="suffixes, like pdf,docx; all of them by default")
    parser.add_argument("--start", type=int, default=0, help="the number of the first change")
    parser.add_argument("--only", help="one seed")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    chosen = parser.parse_args()
    found = seeds(frozenset(filter(None, chosen.format.split(","))))
    jobs = _changes(found, chosen.start) if chosen.only is None else iter([_change(found, chosen.only)])
    tally = run(jobs, time.monotonic() + 60 * chosen.minutes, chosen.keep)
    print("\n".join(report(tally)))
    sys.exit(bool(tally.findings))


def run(jobs: Iterator[tuple[str, bytes]], until: float, keep: Path) -> Tally:
    """Read changed files in child processes until time is up."""
    tally = Tally()
    with Readers(limits=LIMITS) as readers:
        waiting: deque[tuple[str, bytes, Future[Reading]]] = deque()
        for seed, content in jobs:
            waiting.append((seed, content, readers.submit(content, f"brev.{_suffix(seed)}")))
            if len(waiting) > 2 * readers.processes:
                _take(tally, *waiting.popleft(), keep)
            if time.monotonic() > until:
                break
        for each in waiting:
            _take(tally, *each, keep)
    return tally


def report(tally: Tally) -> Iterator[str]:
    """A line for each outcome, and for each finding with its first seed."""
    yield from (f"{count:7} {outcome}" for outcome, count in sorted(tally.outcomes.items()))
    for finding, met in sorted(tally.findings.items(), key=lambda each: -len(each[1])):
        yield f"FINDING {len(met)} x {met[0]}: {finding}"


def _changes(found: dict[str, bytes], start: int) -> Iterator[tuple[str, bytes]]:
    """Each file changed once, then each once more, without end."""
    for number in itertools.count(start):
        for name in found:
            yield _change(found, f"{name}#{number}")


def _change(found: dict[str, bytes], seed: str) -> tuple[str, bytes]:
    return seed, mutated(found[seed.rpartition("#")[0]], Random(seed))


def _take(tally: Tally, seed: str, content: bytes, future: Future[Reading], keep: Path) -> None:
    if tally.add(seed, future):
        keep.mkdir(parents=True, exist_ok=True)
        number = seed.rpartition("#")[2]
        (keep / f"{number} {seed.rpartition('#')[0]}").write_bytes(content)
        print(f"{seed}: {future.exception() or 'its pieces are not its lines'}", flush=True)


def _outcome(future: Future[Reading]) -> tuple[str, str | None]:
    """What came of a file in a word, and the finding that it is, without what changes from file to file."""
    error = future.exception()
    if error is None:
        whole = all(map(_is_whole, future.result().letters))
        return ("read", None) if whole else ("wrong", "its pieces are not its lines")
    if isinstance(error, Unreadable) and not isinstance(error, Stopped | Unforeseen):
        return "refused", None if "\n" not in str(error) else "an error of several lines"
    return type(error).__name__.lower(), re.sub(r"\d+ s\b|“.*?”|'.*?'", "…", str(error))


def _is_whole(letter: Letter) -> bool:
    """Is every character of every line in one piece, in order?"""
    ends = [0] * len(letter.lines)
    for piece in letter.pieces:
        if piece.start != ends[piece.line]:
            return False
        ends[piece.line] = piece.end
    return ends == [len(line.text) for line in letter.lines]


def _suffix(seed: str) -> str:
    return Path(seed.rpartition("#")[0]).suffix[1:]


if __name__ == "__main__":
    main()
