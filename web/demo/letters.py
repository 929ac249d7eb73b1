"""The sample letters as files: 24 letters, what they say (`gold.json`), and questions about them.

`questions.jsonl` holds the questions that the search was tuned on, `held.jsonl` those that nothing was tuned
on. `python -m tests.samples` wrote the letters, and writes them anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = Path(__file__).parent / "letters"
NOT_LETTERS = frozenset({"gold.json", "questions.jsonl", "held.jsonl"})


def copy(folder: Path) -> list[Path]:
    """Copy the sample letters and what belongs to them into a folder; returns the letters' paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.iterdir():
        shutil.copyfile(path, folder / path.name)
    return sorted(folder / path.name for path in FOLDER.iterdir() if path.name not in NOT_LETTERS)
