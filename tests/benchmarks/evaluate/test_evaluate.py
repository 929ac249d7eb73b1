"""The benchmark whole, over the sample letters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from index.evaluation import results
from index.evaluation.evaluate import answerable
from index.evaluation.scores import scores
from tests.benchmarks.evaluate.__main__ import main
from tests.conftest import Ingested


@pytest.fixture(scope="module")
def report(ingested: Ingested, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report over every third sample question."""
    folder = tmp_path_factory.mktemp("measured")
    rows = (samples / "questions.jsonl").read_text("utf-8").splitlines()[::3]
    (folder / "questions.jsonl").write_text("\n".join(rows), "utf-8")
    arguments = [ingested.data, folder / "questions.jsonl", "--report", folder / "report"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["evaluate", *map(str, arguments)])
        main()
    return folder / "report"


def test_fused_is_significantly_better_than_plain_bm25(report: Path) -> None:
    found = scores(answerable(results.read(report / "results.jsonl")))
    assert found["fused"]["MRR@10"].low > found["bm25"]["MRR@10"].value


def test_a_report_has_a_page_and_plots_in_both_forms(report: Path) -> None:
    names = {path.name for path in report.iterdir()}
    assert names >= {"index.html", "results.jsonl", "retrieval.svg", "retrieval.png", "refusal.svg"}
