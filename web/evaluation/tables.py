"""An evaluation, an ablation and a comparison as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.answer.answer import Status
from index.evaluation.ablate import Ablated
from index.evaluation.compare import Comparison, Pair
from index.evaluation.evaluate import Outcome, answerable, by_kind, unanswerable
from index.evaluation.measures import LEVEL, MEASURES, Interval
from index.evaluation.scores import LOSS, Figures, gains, refusals, scores, shares, trust

NAME, WIDE = 22, 21
"""Columns of a row's name, and of a figure with its interval."""

FOOT = f"(from–to): {LEVEL:.0%} interval by bootstrap over the questions; *: significant, it does not hold 0"


def table(results: Sequence[Outcome]) -> Iterator[str]:
    """Hits by mode and kind of question, then what was refused."""
    right = answerable(results)
    if right:
        yield from _hits(right)
        yield ""
        yield from _gains(right)
        yield ""
    yield from _statuses(results)
    yield from _refusals(results)


def _hits(right: Sequence[Outcome]) -> Iterator[str]:
    yield f"{'a letter answers it':{NAME}}{'n':>5}  {'mode':8}" + _heads()
    for kind, own in {"all": right, **by_kind(right)}.items():
        for n, (mode, figures) in enumerate(scores(own).items()):
            title = f"{kind:{NAME}}{len(own):>5}" if n == 0 else " " * (NAME + 5)
            yield f"{title}  {mode:8}" + _figures(figures)


def _gains(right: Sequence[Outcome]) -> Iterator[str]:
    yield f"{'difference':{NAME + 15}}" + _heads()
    for gain in gains(right):
        yield f"{gain.ours + ' over ' + gain.theirs:{NAME + 15}}" + _changes(gain.figures)
    yield FOOT


def _heads() -> str:
    return "".join(f"{name:{WIDE}}" for name in MEASURES).rstrip()


def _figures(figures: Figures) -> str:
    return "".join(f"{figure(each):{WIDE}}" for each in figures.values()).rstrip()


def _changes(figures: Figures) -> str:
    return "".join(f"{change(each):{WIDE}}" for each in figures.values()).rstrip()


def figure(it: Interval) -> str:
    """`0.583 (.52–.64)`."""
    return f"{it.value:.3f} ({_short(it.low)}–{_short(it.high)})"


def change(it: Interval) -> str:
    """`+.117 (+.061–+.170)*`."""
    value, low, high = (_short(each, "+.3f") for each in (it.value, it.low, it.high))
    return f"{value} ({low}–{high}){'*' if it.significant else ''}"


def _short(value: float, form: str = ".2f") -> str:
    """A figure between -1 and 1 without its 0."""
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


def _refusals(results: Sequence[Outcome]) -> Iterator[str]:
    found = refusals(results)
    if found:
        yield ""
        heads = f"{'as given':>21}  {f'losing {LOSS:.0%}':>21}"
        yield f"{'not called answered':{NAME}}{'n':>5}  {'AUC':>5}  {heads}"
    for kind, it in found.items():
        points = "  ".join(
            f"{point.refused:>6.1%} (lost {point.lost:6.1%})" for point in (it.given, it.allowed)
        )
        yield f"{kind:{NAME}}{it.questions:>5}  {it.auc:5.3f}  {points}"
    if found and (worth := trust(results)):
        yield f"as a probability: calibration error {worth.error:.3f}, Brier score {worth.brier:.3f}"


def ablation_heading() -> str:
    """Above the rows of an ablation."""
    return f"{'search':{NAME}}{_heads():{WIDE * len(MEASURES)}}answered  wrongly    AUC"


def ablation_row(row: Ablated) -> str:
    """One search: figures with all parts, differences without one."""
    shown = _figures(row.figures) if row.part is None else _changes(row.change)
    told = f"{row.answered:8.1%} {row.wrongly:8.1%}  " + ("    –" if row.auc is None else f"{row.auc:5.3f}")
    name = "all parts" if row.part is None else f"without {row.part}"
    return f"{name:{NAME}}{shown:{WIDE * len(MEASURES)}}{told}"


def comparison(it: Comparison) -> Iterator[str]:
    """What changed between two runs."""
    yield f"{f'new over old, {it.mode}':{NAME}}" + _heads()
    yield f"{f'{it.answerable} questions':{NAME}}" + _changes(it.figures)
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


def moved(pair: Pair) -> str:
    """A question whose status changed."""
    before, after = pair
    return f"{before.status.value:7} → {after.status.value:7} {_named(after)}"


def _named(result: Outcome) -> str:
    return f"{result.asked.id} [{result.asked.kind}] {result.asked.text}"
