"""The threshold of one question asked again is the best one on the pairs that chose it."""

from __future__ import annotations

from kb.text import SAME_QUESTION, question_likeness
from tests.benchmarks.likeness import ASKED_AGAIN, THRESHOLDS, different, figures, misread, questions, read

AGAIN, CASES = read(ASKED_AGAIN), questions()
ODD, EVEN = ((half, list(different(CASES, half))) for half in (AGAIN[::2], AGAIN[1::2]))


def f1(threshold: float) -> float:
    recall, precision = figures(question_likeness, threshold, *ODD)
    return 2 * recall * precision / (recall + precision)


def test_every_pair_is_of_a_sample_question() -> None:
    asked = {text for case in CASES for text in case}
    assert len(AGAIN) == len({question for question, _ in AGAIN} & asked) > 70


def test_the_threshold_in_use_is_the_best_on_the_odd_rows() -> None:
    assert max(THRESHOLDS, key=f1) == SAME_QUESTION


def test_it_holds_on_the_even_rows() -> None:
    recall, precision = figures(question_likeness, SAME_QUESTION, *EVEN)
    assert recall == 1.0
    assert precision >= 0.94


def test_a_misread_text_is_always_misread_in_the_same_way() -> None:
    assert misread("Hvor mange idrætshaller?" * 9) == misread("Hvor mange idrætshaller?" * 9)
    assert misread("Hvor mange idrætshaller?" * 9) != "Hvor mange idrætshaller?" * 9
