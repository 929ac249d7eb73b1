"""Prints an evaluation, and the comparison of two, as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.answer.answer import Status
from index.evaluation.compare import Comparison, OutcomePair
from index.evaluation.evaluate import Outcome, answerable, by_kind, unanswerable
from index.evaluation.measures import LEVEL, MEASURES, Interval
from index.evaluation.scores import PAIRS, Figures, gains, scores, shares

NAME, WIDE = 22, 21
"""Widths in characters of a row's name, and of a figure with its interval."""

FOOT = f"(from–to): {LEVEL:.0%} interval by bootstrap over the questions; *: significant, it does not hold 0"


def table(results: Sequence[Outcome], pairs: Iterable[tuple[str, str]] = PAIRS) -> Iterator[str]:
    """Measures by kind of question and mode, then gains between the modes, then the statuses given."""
    right = answerable(results)
    if right:
        yield from _hits(right)
        yield ""
        yield f"{'difference':{NAME + 15}}" + heads()
        for gain in gains(right, pairs):
            yield f"{gain.ours + ' over ' + gain.theirs:{NAME + 15}}" + changes(gain.figures)
        yield FOOT
        yield ""
    yield from _statuses(results)


def _hits(right: Sequence[Outcome]) -> Iterator[str]:
    yield f"{'a letter answers it':{NAME}}{'n':>5}  {'mode':8}" + heads()
    for kind, own in {"all": right, **by_kind(right)}.items():
        for n, (mode, figures) in enumerate(scores(own).items()):
            title = f"{kind:{NAME}}{len(own):>5}" if n == 0 else " " * (NAME + 5)
            yield f"{title}  {mode:8}" + measured(figures)


def heads() -> str:
    """The column headings: the names of the measures."""
    return "".join(f"{name:{WIDE}}" for name in MEASURES).rstrip()


def measured(figures: Figures) -> str:
    """The measures as columns of a row."""
    return "".join(f"{figure(each):{WIDE}}" for each in figures.values()).rstrip()


def changes(figures: Figures) -> str:
    """Differences of measures as columns of a row."""
    return "".join(f"{change(each):{WIDE}}" for each in figures.values()).rstrip()


def figure(it: Interval) -> str:
    """A measure with its interval: `0.583 (.52–.64)`."""
    return f"{it.value:.3f} ({_short(it.low)}–{_short(it.high)})"


def change(it: Interval) -> str:
    """A difference with its interval, and a star if it is significant: `+.117 (+.061–+.170)*`."""
    value, low, high = (_short(each, "+.3f") for each in (it.value, it.low, it.high))
    return f"{value} ({low}–{high}){'*' if it.significant else ''}"


def _short(value: float, form: str = ".2f") -> str:
    """A figure between -1 and 1 without the 0 before its point."""
    return f"{value:{form}}".replace("0.", ".", 1)


def _statuses(results: Sequence[Outcome]) -> Iterator[str]:
    groups = (("a letter answers it", answerable(results)), ("no letter answers it", unanswerable(results)))
    yield f"{'status given':{NAME}}{'n':>5}  " + " ".join(f"{status.value:>8}" for status in Status)
    for title, own in groups:
        if own:
            yield _shares(title, own)
    for kind, own in by_kind(unanswerable(results)).items():
        yield _shares(f"  {kind}", own)


def _shares(title: str, results: Sequence[Outcome]) -> str:
    given = shares(results)
    return f"{title:{NAME}}{len(results):>5}  " + " ".join(f"{given[status]:8.1%}" for status in Status)


def comparison(it: Comparison) -> Iterator[str]:
    """The report of what changed between two runs."""
    yield f"{f'new over old, {it.mode}':{NAME}}" + heads()
    yield f"{f'{it.answerable} questions':{NAME}}" + changes(it.figures)
    yield FOOT
    yield ""
    yield f"right answer first: {len(it.won)} won, {len(it.lost)} lost (sign test p = {it.p:.3f})"
    for title, pairs in (("won", it.won), ("lost", it.lost)):
        for before, after in pairs:
            ranks = f"{_rank(before, it.mode)} → {_rank(after, it.mode)}"
            yield f"  {title:5} {_named(after)}: {ranks}"
    yield f"another status: {len(it.moved)}"
    yield from (f"  {moved(pair)}" for pair in it.moved)


def _rank(result: Outcome, mode: str) -> str:
    rank = result.ranks[mode]
    return f"rank {rank}" if rank else "not found"


def moved(pair: OutcomePair) -> str:
    """A line on a question whose status changed."""
    before, after = pair
    return f"{before.status.value:7} → {after.status.value:7} {_named(after)}"


def _named(result: Outcome) -> str:
    return f"{result.asked.id} [{result.asked.kind}] {result.asked.text}"
