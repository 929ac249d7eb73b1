"""An evaluation as plots. The same results make the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from matplotlib.typing import RcKeyType

from index.evaluation.evaluate import SHOWN, Outcome, answerable, by_kind
from index.evaluation.measures import DEPTH, MEASURES
from index.evaluation.scores import scores
from tests.benchmarks.evaluate.refusal import LOSS, Refusal, Trust, refusals, trust
from tests.benchmarks.evaluate.wording import kind_name, mode_name

COLOURS = ("#9aa5ab", "#56b4e9", "#0072b2", "#009e73", "#d55e00", "#cc79a7")
"""Okabe and Ito's, told apart by the colour-blind; grey for the plainest."""

MARKS = ("o", "s", "^", "D", "v", "P")
DOTS_PER_INCH = 150
STYLE: Mapping[RcKeyType, object] = {
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": "#e3e8e9",
    "legend.frameon": False,
    "svg.fonttype": "none",
    "text.parse_math": False,
}


def plots(results: Sequence[Outcome]) -> dict[str, Figure]:
    """Every plot that the results allow, by name."""
    right, refused, worth = answerable(results), refusals(results), trust(results)
    found: dict[str, Figure] = {}
    with _styled("plots"):
        if right:
            found |= {"retrieval": _retrieval(right), "ranks": _ranks(right)}
        if refused:
            found["refusal"] = _refusal(refused)
        if worth:
            found["reliability"] = _reliability(worth)
    return found


@contextmanager
def _styled(salt: str) -> Iterator[None]:
    with matplotlib.rc_context({**STYLE, "svg.hashsalt": salt}):
        yield


def svg(name: str, figure: Figure) -> str:
    """The figure as SVG without a date; its inner ids are its own."""
    written = io.StringIO()
    with _styled(name):
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return written.getvalue()


def png(figure: Figure) -> bytes:
    """The figure as PNG."""
    written = io.BytesIO()
    with _styled("png"):
        figure.savefig(written, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return written.getvalue()


def save(folder: Path, name: str, figure: Figure) -> str:
    """Both forms in a folder; the SVG is handed back too."""
    drawn = svg(name, figure)
    (folder / f"{name}.svg").write_text(drawn, "utf-8")
    (folder / f"{name}.png").write_bytes(png(figure))
    return drawn


def _drawn(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def _retrieval(right: Sequence[Outcome]) -> Figure:
    """Every measure of every ranking, with its interval."""
    figure, axes = _drawn(8, 4)
    known = scores(right)
    width = 0.8 / len(known)
    for n, (mode, figures) in enumerate(known.items()):
        found = list(figures.values())
        at = [place + (n - (len(known) - 1) / 2) * width for place in range(len(found))]
        ends = [[it.value - it.low for it in found], [it.high - it.value for it in found]]
        axes.bar(at, [it.value for it in found], width * 0.92, color=_colour(n), label=mode_name(mode))
        axes.errorbar(at, [it.value for it in found], ends, fmt="none", ecolor="#1b2429", capsize=2)
    axes.set_xticks(range(len(MEASURES)), list(MEASURES))
    axes.grid(visible=False, axis="x")
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _decimal(value, 1)))
    figure.legend(loc="outside lower center", ncols=min(len(known), 5), fontsize=9)
    return figure


def _ranks(right: Sequence[Outcome]) -> Figure:
    """Where the first right answer stood, by kind of question."""
    groups = {"alle": right, **{kind_name(kind): own for kind, own in by_kind(right).items()}}
    figure, axes = _drawn(8, 1.4 + 0.42 * len(groups))
    names = [f"{kind} ({len(own)})" for kind, own in groups.items()]
    left = [0.0] * len(groups)
    steps = (("først", 1, 1), ("nr. 2–5", 2, 5), (f"nr. 6–{DEPTH}", 6, DEPTH))
    for n, (label, first, last) in enumerate(steps):
        part = [_share(own, first, last) for own in groups.values()]
        axes.barh(names, part, left=left, color=("#0072b2", "#56b4e9", "#bcdff5")[n], label=label)
        left = [before + own for before, own in zip(left, part, strict=True)]
    axes.barh(names, [1 - done for done in left], left=left, color="#d9dedf", label="ikke fundet")
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.grid(visible=False)
    axes.xaxis.set_major_formatter(FuncFormatter(_share_name))
    figure.legend(loc="outside lower center", ncols=4, fontsize=9)
    return figure


def _share(results: Sequence[Outcome], first: int, last: int) -> float:
    ranks = (result.ranks[SHOWN] for result in results)
    return sum(rank is not None and first <= rank <= last for rank in ranks) / len(results)


def _refusal(found: Mapping[str, Refusal]) -> Figure:
    """The whole curve of each kind, the point that was chosen, and the loss that is allowed."""
    figure, axes = _drawn(8, 4.4)
    for n, (kind, it) in enumerate(found.items()):
        colour = COLOURS[(2 * n + 2) % len(COLOURS)]
        name = f"{kind_name(kind)} ({it.questions}), AUC {_decimal(it.auc)}"
        lost, refused = [point.lost for point in it.curve], [point.refused for point in it.curve]
        axes.plot(lost, refused, color=colour, label=name, drawstyle="steps-post")
        mark = MARKS[n % len(MARKS)]
        axes.plot(
            it.given.lost, it.given.refused, mark, color=colour, markersize=9, markeredgecolor="#1b2429"
        )
    axes.axvline(LOSS, color="#55626a", linestyle="--", linewidth=1)
    axes.annotate(_share_name(LOSS), (LOSS, 0.02), (4, 0), textcoords="offset points", fontsize=9)
    axes.set_xlabel("andel af spørgsmål med svar, der ikke får »Svar fundet«")
    axes.set_ylabel("andel uden svar,\nder ikke får »Svar fundet«")
    _percent(axes)
    figure.legend(loc="outside lower center", ncols=2, fontsize=9)
    return figure


def _reliability(worth: Trust) -> Figure:
    """What was predicted beside what came; a dot's number is how many questions it stands for."""
    figure, axes = _drawn(5, 4.4)
    axes.plot([0, 1], [0, 1], color="#55626a", linestyle="--", linewidth=1)
    axes.plot(
        [bin.predicted for bin in worth.bins], [bin.observed for bin in worth.bins], "o-", color=COLOURS[2]
    )
    for bin in worth.bins:
        at = (bin.predicted, bin.observed)
        axes.annotate(str(bin.count), at, (8, -3), textcoords="offset points", fontsize=8)
    axes.set_xlabel("modellens sandsynlighed for, at et brev svarer")
    axes.set_ylabel("andel, hvor et brev faktisk svarer")
    _percent(axes)
    return figure


def _percent(axes: Axes) -> None:
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.04)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(_share_name))


def _share_name(value: float, _: object = None) -> str:
    return f"{value:.0%}".replace("%", " %")


def _decimal(value: float, places: int = 2) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def _colour(n: int) -> str:
    return COLOURS[n % len(COLOURS)]
