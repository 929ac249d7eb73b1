"""Do two checkouts say the same? Runs both over the same letters and compares what programs rely on.

    python -m tests.contract BEFORE AFTER LETTERS QUESTIONS.jsonl

BEFORE and AFTER are checkouts, LETTERS is a folder of letters, QUESTIONS has rows as `evaluate` takes them.
Compared are the JSON of `ingest`, `letters` and `ask --batch`, without times, and what `evaluate` prints.
Keys that only AFTER has are listed, and are no difference. Exit status 1 where anything else differs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NEW, GONE, CHANGED = "only after", "only before", "changed"


def outputs(checkout: Path, letters: Path, questions: Path, data: Path) -> dict[str, Any]:
    """What one checkout prints, as JSON; `evaluate` as its lines."""
    return {
        "ingest": json.loads(_run(checkout, data, "ingest", letters, "--json").splitlines()[-1]),
        "again": json.loads(_run(checkout, data, "ingest", letters, "--json").splitlines()[-1]),
        "letters": [json.loads(line) for line in _run(checkout, data, "letters", "--json").splitlines()],
        "ask": [
            {key: value for key, value in json.loads(line).items() if key != "ms"}
            for line in _run(checkout, data, "ask", "--json", "--batch", questions).splitlines()
        ],
        "evaluate": _evaluated(checkout, questions, data).splitlines(),
    }


def _evaluated(checkout: Path, questions: Path, data: Path) -> str:
    """The figures with the baseline: once `svarbasen evaluate` printed them, now the benchmark does."""
    if not (checkout / "tests" / "benchmarks" / "evaluate").is_dir():
        return _run(checkout, data, "evaluate", questions)
    command = [sys.executable, "-m", "tests.benchmarks.evaluate", str(data), str(questions)]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    return subprocess.run(
        command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def _run(checkout: Path, data: Path, *arguments: object) -> str:
    """The output of `svarbasen` as a checkout has it."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, function = project["scripts"]["svarbasen"].partition(":")
    code = f"import sys; sys.argv[0] = 'svarbasen'; from {module} import {function}; sys.exit({function}())"
    command = [sys.executable, "-c", code, *map(str, arguments), "--data", str(data)]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    done = subprocess.run(command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{checkout}: svarbasen {arguments[0]} ended with {done.returncode}")
    return done.stdout


def differences(before: Any, after: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """(kind, place) of everything that is not the same; places in lists are written as []."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys():
            if key not in before:
                yield NEW, f"{place}.{key}"
            elif key not in after:
                yield GONE, f"{place}.{key}"
            else:
                yield from differences(before[key], after[key], f"{place}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from differences(one, other, f"{place}[]")
    elif before != after:
        yield CHANGED, f"{place}: {before!r:.200} -> {after!r:.200}"


def main() -> int:
    """Print the differences, each once."""
    before, after, letters, questions = (Path(argument).resolve() for argument in sys.argv[1:5])
    with tempfile.TemporaryDirectory() as folder:
        one = outputs(before, letters, questions, Path(folder, "before"))
        other = outputs(after, letters, questions, Path(folder, "after"))
    found = sorted(set(differences(one, other)))
    print("\n".join(f"{kind}: {place}" for kind, place in found) or "all the same")
    return any(kind != NEW for kind, _ in found)


if __name__ == "__main__":
    sys.exit(main())
