"""What libraries do in place of our own code: `python -m tests.benchmarks.libraries LETTERS REVISION`.

LETTERS is a folder of letters. Spellings are compared with the lexicon of REVISION, which counted mistakes
with numpy (it is read by `git show`); frames with `json` and `asdict`, which check nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, TypeVar

from index.words import danish
from index.words.lexicon import Lexicon
from ingest.sandbox import child
from ingest.sandbox.wire import Found, frame, receive
from kb.errors import Unreadable
from kb.model import Letter
from tests.benchmarks.mistyped import SEED, mistyped

FORMATS = {".pdf", ".docx", ".txt"}
T = TypeVar("T")
OLD = "index/words/lexicon.py"


def main(folder: Path, revision: str) -> None:
    """Print a line for frames and one for spellings."""
    letters = tuple(letter for path in sorted(folder.iterdir()) for letter in read(path))
    found = Found(letters, ())
    parts, sent = timed(lambda: b"".join(frame(found)))
    (back, _), received = timed(lambda: receive(BytesIO(parts)))
    text, dumped = timed(lambda: json.dumps(list(map(asdict, letters)), default=str))
    _, loaded = timed(lambda: json.loads(text))
    print(f"frames of {len(letters)} letters: {'equal' if back == found else 'DIFFERENT'}, written in")
    print(f"  {sent:.4f} s (json {dumped:.4f} s), read and checked in {received:.4f} s (json {loaded:.4f} s)")

    words = [word for letter in letters for line in letter.lines for word in danish.words(line.text)]
    vocabulary = Counter(danish.SPELT + word for word in words)
    vocabulary.update(danish.WORD + danish.stem(word) for word in words)
    random = Random(SEED)
    asked = sorted({mistyped(word, 1, random) for word in sorted(set(words))} | set(words))
    ours, new = timed(lambda: near(Lexicon(vocabulary), asked))
    theirs, old = timed(lambda: near(module(revision).Lexicon(vocabulary), asked))
    equal = sum(ours[word] == theirs[word] for word in asked)
    print(f"spellings: {equal} of {len(asked)} lists equal, {new:.2f} s ({revision}: {old:.2f} s)")


def read(path: Path) -> tuple[Letter, ...]:
    """The letters in a file; none if it holds none."""
    try:
        return child.read(path.read_bytes(), path.name)[0] if path.suffix in FORMATS else ()
    except Unreadable:
        return ()


def near(lexicon: Any, asked: list[str]) -> Mapping[str, object]:
    """All that a lexicon holds alike to each word."""
    return {word: (lexicon.near(word), lexicon.near_stem(word), lexicon.same(word)) for word in asked}


def module(revision: str) -> ModuleType:
    """The lexicon's module as a revision has it."""
    shown = subprocess.run(["git", "show", f"{revision}:{OLD}"], capture_output=True, text=True, check=True)
    made = ModuleType("old_lexicon")
    exec(shown.stdout, made.__dict__)
    return made


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and CPU-seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
