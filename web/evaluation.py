"""An evaluation as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.answer import Status
from index.evaluate import MODES, Outcome, answerable, by_kind, score, shares, unanswerable


def table(results: Sequence[Outcome]) -> Iterator[str]:
    """Hits by mode and kind of question, then what was refused."""
    right, wrong = answerable(results), unanswerable(results)
    if right:
        title = "questions that a letter answers"
        yield f"{title:34}{'n':>5}  {'mode':8} {'hit@1':>6} {'hit@5':>6} {'MRR@10':>7}"
        for kind, own in {"all": right, **by_kind(right)}.items():
            yield from _scores(kind, own)
    if right or wrong:
        yield ""
        yield f"{'status given':34}{'n':>5}  " + " ".join(f"{status.value:>8}" for status in Status)
    for title, own in (("a letter answers", right), ("no letter answers", wrong)):
        if own:
            yield _statuses(title, own)
            if title.startswith("no"):
                yield from (_statuses(f"  {kind}", each) for kind, each in by_kind(own).items())


def _scores(kind: str, results: Sequence[Outcome]) -> Iterator[str]:
    for n, mode in enumerate(MODES):
        it = score(results, mode)
        title = f"{kind:34}{it.questions:>5}" if n == 0 else " " * 39
        yield f"{title}  {mode:8} {it.hit_1:6.3f} {it.hit_5:6.3f} {it.mrr_10:7.3f}"


def _statuses(title: str, results: Sequence[Outcome]) -> str:
    given = shares(results)
    return f"{title:34}{len(results):>5}  " + " ".join(f"{given[status]:8.1%}" for status in Status)
