"""Progress as lines, where standard error is no terminal."""

from __future__ import annotations

import pytest

from web.commands.options import LINE_SECONDS, Lines


class Clock:
    """Seconds that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def told(steps: list[tuple[float, int, int]], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines after steps, each of so many seconds, with what is done of how much."""
    clock = Clock()
    lines = Lines("Embedding", clock)
    for seconds, done, total in steps:
        clock.now += seconds
        lines(done, total)
    return capsys.readouterr().err.splitlines()


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert told([(LINE_SECONDS / 3, 1, 2), (LINE_SECONDS / 3, 2, 2)], capsys) == []


def test_long_work_says_how_much_is_done_and_how_long_the_rest_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert told([(60, 1000, 4000), (1, 1020, 4000), (LINE_SECONDS, 1200, 4000)], capsys) == [
        "Embedding: 1,000 of 4,000, about 3 minutes left",
        "Embedding: 1,200 of 4,000, about 3 minutes left",
    ]


def test_the_pace_of_one_task_says_nothing_of_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert told([(600, 1, 1), (LINE_SECONDS, 64, 128)], capsys)[-1] == (
        "Embedding: 64 of 128, less than a minute left"
    )
