"""What the parts of an evaluation are called on its page: Danish for what has a name in the code."""

from __future__ import annotations

_MODES = {
    "bm25": "almindelig BM25",
    "lexical": "ord",
    "dense": "betydning",
    "fused": "ord og betydning",
    "shown": "som vist",
}

_KINDS = {
    "paraphrase": "omskrivning",
    "keyword": "stikord",
    "figure": "oplysning i et langt svar",
    "year": "årstal",
    "abbreviation": "forkortelse",
    "typo": "slåfejl",
    "near": "rigtigt emne, intet svar",
    "far": "andet emne",
}


def mode_name(mode: str) -> str:
    """A ranking; one without a Danish name keeps its own."""
    return _MODES.get(mode, mode)


def kind_name(kind: str) -> str:
    """A kind of question of the sample set; those of other sets keep their own names."""
    return _KINDS.get(kind, kind)
