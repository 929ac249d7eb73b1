"""A FAISS index on disk: built beside the old one, verified, then swapped in.

The folder holds one vectors file, named after its content, and `manifest.json`, which says what the
file is and what it was built from. The manifest is swapped by `os.replace`; a reader sees the old
pair or the new one, never a mixture.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from kb.errors import Mismatch

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a vectors file is. `content` is the digest of the passages it was built from."""

    format: int
    file: str
    sha256: str
    encoder: str
    dimension: int
    count: int
    content: str
    built: str


def current(folder: Path) -> Manifest | None:
    """The manifest of the index in use; None where none was built. Raises Mismatch if unreadable."""
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


def content(folder: Path) -> str | None:
    """The state that the index in use was built from; None where there is none that can be read."""
    try:
        manifest = current(folder)
    except Mismatch:
        return None
    return manifest.content if manifest else None


def read(folder: Path, manifest: Manifest) -> bytes:
    """The vectors file's bytes, proved by their digest. FAISS itself loads a flipped byte unnoticed."""
    path = folder / manifest.file
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Mismatch(f"{path}: the index file is missing; run `svarbasen rebuild`") from error
    if hashlib.sha256(content).hexdigest() != manifest.sha256:
        raise Mismatch(
            f"{path}: the index file's SHA-256 is not the one in {MANIFEST}, so it is damaged or not ours;"
            " run `svarbasen rebuild`"
        )
    return content


def publish(
    folder: Path, content: bytes, *, encoder: str, dimension: int, count: int, state: str
) -> Manifest:
    """Write the vectors, read them back, swap the manifest, then remove what is no longer named."""
    folder.mkdir(parents=True, exist_ok=True)
    sha256 = hashlib.sha256(content).hexdigest()
    manifest = Manifest(
        format=FORMAT,
        file=f"vectors-{sha256[:16]}.faiss",
        sha256=sha256,
        encoder=encoder,
        dimension=dimension,
        count=count,
        content=state,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    _replace(folder / manifest.file, content)
    read(folder, manifest)
    _replace(folder / MANIFEST, json.dumps(asdict(manifest), indent=2, ensure_ascii=False).encode() + b"\n")
    sweep(folder)
    return manifest


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, also if the power goes."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Have the disk keep a folder's names too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove vectors files of earlier generations and leftovers of killed builds."""
    manifest = current(folder)
    for path in (*folder.glob("vectors-*"), *folder.glob("*.tmp")):
        if manifest and path.name != manifest.file:
            path.unlink(missing_ok=True)
