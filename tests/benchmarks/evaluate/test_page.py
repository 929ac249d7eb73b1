"""The page of an evaluation."""

from __future__ import annotations

import re

import pytest

from index.answer.answer import Status
from index.evaluation.evaluate import Outcome
from tests.benchmarks.evaluate import page as evaluation_page
from tests.benchmarks.evaluate import plots
from tests.benchmarks.evaluate.ablate import ablated
from tests.index.evaluation.outcomes import outcome, unanswerable

RESULTS = [
    outcome("a", shown=(1,), others={"bm25": (2,)}, confidence=0.9),
    outcome("b", shown=(2,), others={"bm25": ()}, kind="typo", confidence=0.8),
    unanswerable("c", "near", confidence=0.3, text="Hvem <b>ejer</b> vejen?"),
]


@pytest.fixture(scope="module")
def page() -> str:
    drawings = {name: plots.svg(name, figure) for name, figure in plots.plots(RESULTS).items()}
    return evaluation_page.page("spørgsmål.jsonl", RESULTS, drawings, [ablated(None, RESULTS, RESULTS)])


def test_it_needs_nothing_beside_it(page: str) -> None:
    assert not re.findall(r'<script|<link|<img|src="|@import|url\((?!#)', page)


def test_every_plot_has_a_label(page: str) -> None:
    assert page.count('<svg role="img" aria-label="') == page.count("<svg") == len(evaluation_page.LABELS)


def test_no_id_stands_twice(page: str) -> None:
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def test_a_question_is_text_and_no_markup(page: str) -> None:
    assert "Hvem &lt;b&gt;ejer&lt;/b&gt; vejen?" in page
    assert "<b>ejer" not in page


def test_figures_are_written_as_in_danish(page: str) -> None:
    assert "<td>0,750<small>0,500 til 1,000</small></td>" in page


def test_statuses_have_their_words_from_the_pages(page: str) -> None:
    assert '<th scope="col">Måske relevant</th>' in page


def test_a_wrongly_answered_question_is_listed_first(page: str) -> None:
    assert "Ingen breve svarer, men der blev svaret (1)" in page


@pytest.mark.parametrize("results", [RESULTS[:1], RESULTS[2:]])
def test_one_side_alone_makes_a_page(results: list[Outcome]) -> None:
    assert "</html>" in evaluation_page.page("x", results, {})


@pytest.mark.parametrize(("value", "told"), [(-0.05, "−0,050"), (0.0, "+0,000"), (0.125, "+0,125")])
def test_a_difference_has_a_sign(value: float, told: str) -> None:
    assert evaluation_page.decimal(value, 3, signed=True) == told


def test_a_run_with_a_status_for_every_question_is_shared_out() -> None:
    page = evaluation_page.page("x", [outcome("a", shown=(1,), status=Status.NEAR)], {})
    assert "<td>100,0 %</td>" in page
