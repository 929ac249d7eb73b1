"""A small model file, typed by hand in the layout of the real one."""

from __future__ import annotations

import struct
from itertools import accumulate

import numpy as np
import pytest

from index.encoder.e5file import EMBEDDINGS, LAYER, MAGIC, Q4_0, SPECIAL, network, unpack, words

HIDDEN, WIDE, VOCABULARY, POSITIONS = 32, 64, 6, 8
PIECES = [*SPECIAL, "▁bus", "rute"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.5, -4.25]


def numbers(count: int, kind: int) -> bytes:
    """`count` weights that are all 1: as float32, or in blocks as 9 less 8."""
    return (
        struct.pack("<f", 1.0) * count
        if kind == 0
        else struct.pack("<e16B", 1.0, *[0x99] * 16) * (count // 32)
    )


def tensors() -> list[tuple[str, int, int]]:
    """Name, kind and count of each tensor of one layer."""
    wide = {"fi": WIDE * HIDDEN, "fo": HIDDEN * WIDE}
    counts = {"emb.word": VOCABULARY * HIDDEN, "emb.pos": POSITIONS * HIDDEN, "emb.type": 2 * HIDDEN}
    found = [(name, int(name == "emb.word"), counts.get(name, HIDDEN)) for name in EMBEDDINGS]
    for name in LAYER:
        norm = name.endswith("ln")
        found.append((f"l0.{name}.w", int(not norm), HIDDEN if norm else wide.get(name, HIDDEN * HIDDEN)))
        found.append((f"l0.{name}.b", 0, WIDE if name == "fi" else HIDDEN))
    return found


def model_file(special: tuple[int, ...] = (0, 2, 1, 3)) -> bytes:
    """A whole file."""
    text = "".join(PIECES).encode()
    offsets = [0, *accumulate(len(piece.encode()) for piece in PIECES)]
    head = MAGIC + struct.pack("<7ifi", HIDDEN, 1, 2, WIDE, VOCABULARY, POSITIONS, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), *special, len(text))
    head += struct.pack(f"<{len(offsets)}I", *offsets) + struct.pack(f"<{len(SCORES)}f", *SCORES) + text
    head += struct.pack("<iI", 2, 14) + struct.pack("<IB", 1, 0) + struct.pack("<IBI", ord("\t"), 1, ord(" "))
    names = tensors()
    at = len(head) + 4 + sum(2 + len(name) + 21 for name, _, _ in names)
    directory, content = struct.pack("<i", len(names)), b""
    for name, kind, count in names:
        data = numbers(count, kind)
        directory += struct.pack(f"<H{len(name)}sBIQQ", len(name), name.encode(), kind, count, at, len(data))
        at, content = at + len(data), content + data
    return head + directory + content


def test_pieces_have_their_scores() -> None:
    assert words(model_file()).pieces == tuple(zip(PIECES, SCORES, strict=True))


def test_characters_vanish_or_become_others() -> None:
    assert words(model_file()).normal == {"\x01": "", "\t": " "}


def test_weights_have_the_names_and_shapes_of_a_bert_model() -> None:
    found = network(model_file())
    weights = {name: found.weight(name) for name in found.tensors}
    assert weights["embeddings.word_embeddings.weight"].shape == (VOCABULARY, HIDDEN)
    assert weights["encoder.layer.0.intermediate.dense.weight"].shape == (WIDE, HIDDEN)
    assert weights["encoder.layer.0.output.dense.weight"].shape == (HIDDEN, WIDE)
    assert weights["encoder.layer.0.output.LayerNorm.bias"].shape == (HIDDEN,)
    assert all((weight == 1).all() for weight in weights.values())


def test_a_block_holds_its_first_half_in_the_low_half_bytes() -> None:
    block = np.frombuffer(struct.pack("<e16B", 0.5, 0xF0, *[0x88] * 15), Q4_0)
    weights = unpack(block)
    assert (weights[0], weights[16]) == (-4.0, 3.5)
    assert not weights[1:16].any()
    assert not weights[17:].any()


@pytest.mark.parametrize("part", [0, 4, 30, 60, 90, 120, 400, -700, -1])
def test_a_file_that_ends_early_is_refused(part: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        network(model_file()[:part])


@pytest.mark.parametrize("part", [0, 4, 30, 60, 90])
def test_a_tokenizer_that_ends_early_is_refused(part: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        words(model_file()[:part])


def test_another_version_of_the_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with"):
        network(b"E5S1\x02" + model_file()[5:])


def test_other_special_pieces_are_refused() -> None:
    with pytest.raises(ValueError, match="special pieces"):
        network(model_file((0, 1, 2, 3)))


def test_a_missing_tensor_is_named() -> None:
    with pytest.raises(ValueError, match=r"l0\.oln\.b"):
        network(model_file().replace(b"l0.oln.b", b"l9.oln.b"))
