"""Ablation switches: parts of the search that can be turned off to measure what each contributes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Switches:
    """The ablation switches, all on by default.

    words: lexical retrieval (BM25). meaning: dense retrieval. whole: large windows beside the small ones.
    restored: typing errors are corrected before the encoder reads the question. widened: query expansion by
    other spellings, compounds and abbreviations. reranking: where it is configured.
    """

    words: bool = True
    meaning: bool = True
    whole: bool = True
    restored: bool = True
    widened: bool = True
    reranking: bool = True


ALL = Switches()
