"""A second look at the best: question and passage compared once more, more closely, and both orders mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from index.encode import Encoder
from index.fuse import ranked, standardised

LOOKED_AT = 20
"""QAs that are looked at again."""

SHARE = 0.35
"""What the second look counts beside the first; docs/decisions/passages.md has the measurement."""

TOKENS = "tokens"
"""The name of the second look by the encoder's own token vectors, where others are cross-encoders."""


class Second(Protocol):
    """What reads question and passages together; `index.rerank.Reranker` is one."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """How well each passage answers the question, in the order of the passages; higher is better."""


class Tokens:
    """Late interaction (Khattab and Zaharia 2020): each token of the question finds its like in the passage.

    The passages are encoded anew for every question, which takes a while: nothing is kept.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """The mean over the question's tokens of their highest cosine in each passage.

        The tokens of all passages together are the centre: what they have in common tells nothing.
        """
        asked = self.encoder.question(question).tokens
        found = [encoded.tokens for encoded in self.encoder.encoded(passages)]
        held = [tokens for tokens in found if len(tokens)]
        if not held or not len(asked):
            return [0.0] * len(passages)
        centre = np.concatenate(held).mean(axis=0)
        return [float((asked @ (each - centre).T).max(axis=1).mean()) if len(each) else 0.0 for each in found]


def looked_at(
    scores: Mapping[str, float], second: Second, question: str, passages: Mapping[str, str]
) -> dict[str, float]:
    """The scores with those of the second look mixed in; what has no passage here stays below, in order."""
    best = [qa for qa in ranked(scores)[:LOOKED_AT] if qa in passages]
    if len(best) < 2:
        return dict(scores)
    first = standardised({qa: scores[qa] for qa in best})
    again = standardised(dict(zip(best, second.scores(question, [passages[qa] for qa in best]), strict=True)))
    mixed = {qa: (1 - SHARE) * first[qa] + SHARE * again[qa] for qa in best}
    below = min(mixed.values()) - max(scores.values()) - 1
    return {qa: mixed[qa] if qa in mixed else scores[qa] + below for qa in scores}
