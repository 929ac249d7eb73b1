"""The sample letters as files: 24 letters, their expected content (`gold.json`), and questions about them.

`questions.jsonl` holds the questions that the search was tuned on, `held.jsonl` held-out questions.
`python -m tests.samples` generates the letters.
"""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = Path(__file__).parent / "letters"
NOT_LETTERS = frozenset({"gold.json", "questions.jsonl", "held.jsonl"})


def copy(folder: Path) -> list[Path]:
    """Copy the sample letters and their fixtures into a folder; returns the paths of the letters."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.iterdir():
        shutil.copyfile(path, folder / path.name)
    return sorted(folder / path.name for path in FOLDER.iterdir() if path.name not in NOT_LETTERS)
