"""Two searches over the same questions."""

from __future__ import annotations

import pytest

from tests.benchmarks.paired import difference


def test_a_difference_is_paired() -> None:
    """All questions gain the same, however much they differ from each other."""
    assert difference([0.1, 0.6, 1.0], [0.0, 0.5, 0.9]).low == pytest.approx(0.1)
