"""Plots of an evaluation."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from index.answer.answer import Status
from index.evaluation.evaluate import Outcome
from tests.benchmarks.evaluate import plots
from tests.index.evaluation.outcomes import outcome, unanswerable

RESULTS = [
    outcome("a", shown=(1,), others={"bm25": (2,)}, confidence=0.9),
    outcome("b", shown=(2,), others={"bm25": ()}, kind="typo", confidence=0.8),
    unanswerable("c", "near", confidence=0.3, status=Status.NEAR),
]
ALL = ["retrieval", "ranks", "refusal", "reliability"]


@pytest.mark.parametrize(
    ("results", "names"),
    [(RESULTS, ALL), (RESULTS[:2], ["retrieval", "ranks", "reliability"]), (RESULTS[2:], ["reliability"])],
)
def test_what_can_be_plotted_is(results: list[Outcome], names: list[str]) -> None:
    assert list(plots.plots(results)) == names


@pytest.mark.parametrize("name", ALL)
def test_the_same_results_make_the_same_bytes(name: str) -> None:
    one, other = (plots.plots(RESULTS)[name] for _ in range(2))
    assert (plots.svg(name, one), plots.png(one)) == (plots.svg(name, other), plots.png(other))


def test_text_in_a_drawing_is_text() -> None:
    drawn = plots.svg("ranks", plots.plots(RESULTS)["ranks"])
    assert "slåfejl (1)" in "".join(ET.fromstring(drawn).itertext())


def test_a_drawing_has_no_date() -> None:
    assert "<dc:date>" not in plots.svg("ranks", plots.plots(RESULTS)["ranks"])


def test_a_picture_is_large_enough_to_print() -> None:
    with Image.open(io.BytesIO(plots.png(plots.plots(RESULTS)["retrieval"]))) as picture:
        assert picture.width == 1200


def test_dollar_signs_in_a_kind_are_no_formula() -> None:
    odd = [outcome("a", shown=(1,), kind="$x_{$")]
    assert "$x_{$ (1)" in plots.svg("ranks", plots.plots(odd)["ranks"])
