"""BERT as an ONNX graph, written byte by byte: from embeddings (1, t, d) to hidden states (1, t, d).

The matrices stay in the 4-bit blocks they come in. ONNX is a protocol buffer; the fields' numbers are those
of onnx.proto (https://github.com/onnx/onnx), the operators those of the standard set and of ONNX Runtime's
own (https://github.com/microsoft/onnxruntime, docs/ContribOperators.md).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.encoder.e5file import BLOCK, Network, halves

INPUT, OUTPUT = "embeddings", "states"

FORMAT = 9
"""ONNX's IR version that came with operator set 20."""

RUNTIME = "com.microsoft"
OPERATORS = {"": 20, RUNTIME: 1}
"""The sets of operators, and their versions."""

ROUNDED = 4
"""MatMulNBits' level of accuracy that rounds what is multiplied to 8 bits, with a scale for each block."""

PARTS = ("weight", "bias")

KINDS = {"float32": 1, "uint8": 2, "int8": 3}
"""TensorProto's numbers of the types that we have."""


class Bert:
    """A network as a graph. Its parts are named by what they are called in the weights."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.graph = Graph()

    def model(self) -> bytes:
        """The network above its embeddings, as an ONNX file."""
        state = self.norm("embeddings.LayerNorm", INPUT)
        for layer in range(self.network.sizes.layers):
            state = self.layer(f"encoder.layer.{layer}", state)
        self.graph.add("Identity", [state], OUTPUT)
        return self.graph.model(self.network.sizes.hidden)

    def layer(self, name: str, state: str) -> str:
        """One transformer layer: attention, then a feed-forward network, each with a residual connection."""
        attended = self.linear(
            f"{name}.attention.output.dense", self.attention(f"{name}.attention.self", state)
        )
        state = self.norm(f"{name}.attention.output.LayerNorm", attended, state)
        expanded = self.linear(f"{name}.intermediate.dense", state)
        activated = self.graph.add("Gelu", [expanded], f"{name}.gelu", RUNTIME)
        return self.norm(f"{name}.output.LayerNorm", self.linear(f"{name}.output.dense", activated), state)

    def attention(self, name: str, state: str) -> str:
        """Self-attention: each token attends to all tokens."""
        projections = [self.linear(f"{name}.{part}", state) for part in ("query", "key", "value")]
        heads = self.network.sizes.heads
        return self.graph.add("MultiHeadAttention", projections, f"{name}.heard", RUNTIME, num_heads=heads)

    def linear(self, name: str, state: str) -> str:
        """A matrix multiplication with a 4-bit matrix, and its bias."""
        blocks = self.network.tensors[f"{name}.weight"]
        outputs, count = blocks.shape
        inputs = [
            state,
            self.graph.constant(f"{name}.blocks", paired(halves(blocks))),
            self.graph.constant(f"{name}.scales", blocks["scale"].astype(np.float32)),
            *("", ""),  # half a byte less 8 needs no zero points, and the blocks are in order
            self.graph.constant(f"{name}.bias", self.network.weight(f"{name}.bias")),
        ]
        sizes = {"K": count * BLOCK, "N": outputs, "bits": 4, "block_size": BLOCK}
        return self.graph.add("MatMulNBits", inputs, name, RUNTIME, **sizes, accuracy_level=ROUNDED)

    def norm(self, name: str, state: str, before: str = "") -> str:
        """Layer normalisation of `state`, or of the sum of `state` and `before`."""
        inputs = [
            self.graph.constant(f"{name}.{part}", self.network.weight(f"{name}.{part}")) for part in PARTS
        ]
        epsilon = self.network.sizes.epsilon
        if before:
            return self.graph.add(
                "SkipLayerNormalization", [state, before, *inputs], name, RUNTIME, epsilon=epsilon
            )
        return self.graph.add("LayerNormalization", [state, *inputs], name, epsilon=epsilon)


def paired(numbers: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Packs two 4-bit numbers into each byte, the first in the low half."""
    return np.asarray(numbers[..., 0::2] | numbers[..., 1::2] << 4, np.uint8)


class Graph:
    """Operators and constants, gathered in order."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def constant(self, name: str, array: npt.NDArray[Any]) -> str:
        """Adds an initializer: a constant tensor."""
        tensor = [
            *(_number(1, size) for size in array.shape),
            _number(2, KINDS[array.dtype.name]),
            _bytes(8, name),
            _bytes(9, np.ascontiguousarray(array).tobytes()),
        ]
        self.parts.append(_bytes(5, b"".join(tensor)))
        return name

    def add(
        self, operator: str, inputs: Sequence[str], output: str, domain: str = "", **settings: float
    ) -> str:
        """An operator, known by its one output."""
        node = [
            *(_bytes(1, name) for name in inputs),
            _bytes(2, output),
            _bytes(4, operator),
            *(_bytes(5, _setting(name, value)) for name, value in settings.items()),
            _bytes(7, domain),
        ]
        self.parts.append(_bytes(1, b"".join(node)))
        return output

    def model(self, width: int) -> bytes:
        """The whole file: texts of any length come in and go out as (1, t, `width`)."""
        ends = _bytes(11, _end(INPUT, width)) + _bytes(12, _end(OUTPUT, width))
        sets = [_bytes(8, _bytes(1, name) + _number(2, version)) for name, version in OPERATORS.items()]
        return b"".join(
            [_number(1, FORMAT), _bytes(7, b"".join([*self.parts, _bytes(2, "bert"), ends])), *sets]
        )


def _end(name: str, width: int) -> bytes:
    """A float32 tensor that comes in or goes out."""
    sizes = (_number(1, 1), _bytes(2, "tokens"), _number(1, width))
    shape = b"".join(_bytes(1, size) for size in sizes)
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, KINDS["float32"]) + _bytes(2, shape)))


def _setting(name: str, value: float) -> bytes:
    """An attribute of an operator: a float has field 2 and type 1, an integer 3 and 2."""
    if isinstance(value, int):
        return _bytes(1, name) + _number(3, value) + _number(20, 2)
    return _bytes(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    content = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the eighth says that more follow."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
