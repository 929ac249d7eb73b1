"""The commands that measure, over the sample letters and over runs typed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.evaluation import results
from index.evaluation.evaluate import MODES, Outcome, answerable
from index.evaluation.scores import scores
from tests.conftest import Ingested, run
from tests.index.evaluation.outcomes import outcome


@pytest.fixture(scope="module")
def measured(ingested: Ingested, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `evaluate` found for every third sample question."""
    folder = tmp_path_factory.mktemp("measured")
    rows = (samples / "questions.jsonl").read_text("utf-8").splitlines()[::3]
    (folder / "questions.jsonl").write_text("\n".join(rows), "utf-8")
    found = run(
        "evaluate", folder / "questions.jsonl", "--data", ingested.data, "--json", folder / "run.jsonl"
    )
    assert found.exit_code == 0, found.output
    return folder


class TestEvaluate:
    def test_fused_finds_more_than_either_alone(self, measured: Path) -> None:
        found = scores(answerable(results.read(measured / "run.jsonl")))
        for alone in MODES.keys() - {"fused"}:
            assert found["fused"]["MRR@10"].value > found[alone]["MRR@10"].value

    def test_every_question_has_a_line(self, measured: Path) -> None:
        asked = (measured / "questions.jsonl").read_text("utf-8").splitlines()
        assert len(results.read(measured / "run.jsonl")) == len(asked)

    def test_a_run_can_be_compared_with_itself(self, measured: Path) -> None:
        assert "0 won, 0 lost" in run("compare", measured / "run.jsonl", measured / "run.jsonl").stdout


class TestCompare:
    def write(self, path: Path, *found: Outcome) -> Path:
        path.write_bytes(results.encoded(found))
        return path

    def test_a_question_that_was_won_is_named(self, tmp_path: Path) -> None:
        old = self.write(tmp_path / "old.jsonl", outcome("a", shown=(2,)))
        new = self.write(tmp_path / "new.jsonl", outcome("a", shown=(1,)))
        assert "won   a [paraphrase]" in run("compare", old, new).stdout

    def test_runs_over_other_questions_are_one_line(self, tmp_path: Path) -> None:
        old = self.write(tmp_path / "old.jsonl", outcome("a"))
        new = self.write(tmp_path / "new.jsonl", outcome("b"))
        error = run("compare", old, new).exception
        assert str(error) == (
            "expected two runs over the same questions, found a only in the old run; b only in the new run"
        )

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        assert "intet.jsonl" in str(run("compare", tmp_path / "intet.jsonl", tmp_path / "x").exception)
