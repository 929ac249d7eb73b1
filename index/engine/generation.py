"""A published index on disk: built beside the old one, verified, then swapped in.

The folder holds a few files, each named after its content, and `manifest.json`, which says which they are and
what they were built from. The manifest is swapped by `os.replace`; a reader sees the old files or the new
ones, never a mixture.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from kb.errors import Mismatch

FORMAT = 2
MANIFEST = "manifest.json"

Save = Callable[[Path], None]
"""Writes the content of a file to a path."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Describes a published index (a generation).

    `stamp`: the state of the passages it was built from. `last`: their highest row. `recall`: measured on a
    sample. `files`: name -> SHA-256.
    """

    encoder: str
    dimension: int
    kind: str
    count: int
    last: int
    recall: float
    stamp: str
    files: dict[str, str] = field(default_factory=dict)
    built: str = ""
    format: int = FORMAT

    def named(self, name: str) -> str:
        """The name on disk of a file, which has a part of its digest in it."""
        stem, _, kind = name.rpartition(".")
        return f"{stem}-{self.files[name][:16]}.{kind}"


def folder_name(municipality: str, encoder: str) -> str:
    """The name of the index folder of one municipality and one encoder."""
    return "o" + hashlib.sha256(f"{municipality}\0{encoder}".encode()).hexdigest()[:16]


def current(folder: Path) -> Manifest | None:
    """The manifest of the index in use; None if none was built. Raises Mismatch if it cannot be read."""
    path = folder / MANIFEST
    try:
        values = json.loads(path.read_text("utf-8"))
        manifest = Manifest(**values)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise Mismatch(f"{path}: not a manifest of an index ({error}); run `svarbasen rebuild`") from error
    if manifest.format != FORMAT:
        raise Mismatch(
            f"{path}: expected index format {FORMAT}, found {manifest.format}; run `svarbasen rebuild`"
        )
    return manifest


def stamp(folder: Path) -> str | None:
    """The stamp of the index in use; None if there is no readable one."""
    try:
        manifest = current(folder)
    except Mismatch:
        return None
    return manifest.stamp if manifest else None


def checked(folder: Path, manifest: Manifest, name: str) -> Path:
    """The path of an index file, verified by its digest: FAISS would not notice a flipped byte."""
    path = folder / manifest.named(name)
    try:
        found = _digest(path)
    except FileNotFoundError as error:
        raise Mismatch(f"{path}: the index file is missing; run `svarbasen rebuild`") from error
    if found != manifest.files[name]:
        raise Mismatch(
            f"{path}: the index file's SHA-256 is not the one in {MANIFEST}, so it is damaged or not ours;"
            " run `svarbasen rebuild`"
        )
    return path


def publish(folder: Path, saves: Mapping[str, Save], manifest: Manifest) -> Manifest:
    """Write the files, verify them, swap the manifest, then remove files that it no longer names."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {name: _written(folder, name, save) for name, save in saves.items()}
    files = {name: _digest(path) for name, path in written.items()}
    made = replace(manifest, files=files, built=datetime.now(UTC).isoformat(timespec="seconds"))
    for name, path in written.items():
        path.replace(folder / made.named(name))
        checked(folder, made, name)
    text = json.dumps(asdict(made), indent=2, ensure_ascii=False) + "\n"
    _written(folder, MANIFEST, lambda path: _write(path, text)).replace(folder / MANIFEST)
    _sync(folder)
    sweep(folder)
    return made


def _written(folder: Path, name: str, save: Save) -> Path:
    """Write a temporary file beside its final place, flushed to disk."""
    beside = folder / f"{name}.{os.getpid()}.tmp"
    save(beside)
    _sync(beside)
    return beside


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Flush a file's content, or a folder's entries, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove files of earlier generations and leftovers of killed builds."""
    manifest = current(folder)
    kept = {MANIFEST, *map(manifest.named, manifest.files)} if manifest else set()
    for path in folder.iterdir() if manifest else ():
        if path.name not in kept:
            path.unlink(missing_ok=True)


def sweep_others(parent: Path, names: Iterable[str]) -> None:
    """Remove the folders of indexes that are not among the names, and the files of format 1."""
    known = set(names)
    for path in (*parent.glob("o*"), *parent.glob("vectors-*"), parent / MANIFEST):
        if path.is_dir() and path.name not in known:
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_file():
            path.unlink(missing_ok=True)
