"""An evaluation as one page that needs nothing beside it: tables, plots, and every question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from index.answer.answer import Status
from index.evaluation.evaluate import SHOWN, Outcome, answerable, by_kind, unanswerable
from index.evaluation.measures import MEASURES
from index.evaluation.scores import gains, scores, shares
from tests.benchmarks.evaluate.ablate import Ablated
from tests.benchmarks.evaluate.baseline import PAIRS
from tests.benchmarks.evaluate.refusal import LOSS, refusals, trust
from tests.benchmarks.evaluate.wording import kind_name, mode_name
from web.showing.wording import STATUS

LABELS = {
    "retrieval": "Søjler: hvor ofte det rigtige svar findes, efter søgemåde",
    "ranks": "Søjler: hvor det rigtige svar står, efter slags af spørgsmål",
    "refusal": "Kurver: hvor ofte der siges fra, og hvor mange svar det koster",
    "reliability": "Kurve: modellens sandsynlighed over for det, der viste sig",
}
"""Plot -> what a reader who does not see it is told; the tables hold the figures."""


def page(
    name: str,
    results: Sequence[Outcome],
    drawings: Mapping[str, str],
    ablation: Sequence[Ablated] = (),
) -> str:
    """The page. `drawings` are SVG files by the name of their plot."""
    right, wrong = answerable(results), unanswerable(results)
    return (
        _templates()
        .get_template("report.html")
        .render(
            name=name,
            count=len(results),
            right=len(right),
            wrong=len(wrong),
            measures=list(MEASURES),
            scores=scores(right),
            gains=list(gains(right, PAIRS)),
            kinds={kind: (len(own), scores(own)[SHOWN]) for kind, own in by_kind(right).items()},
            ablation=ablation,
            statuses=[STATUS[status] for status in Status],
            shares=list(_shares(right, wrong)),
            refusals=refusals(results),
            loss=LOSS,
            trust=trust(results),
            drawings={
                plot: inline(drawings[plot], label) for plot, label in LABELS.items() if plot in drawings
            },
            lists=list(_lists(right, wrong)),
        )
    )


def inline(drawing: str, label: str) -> Markup:
    """An SVG file as part of a page: a picture with a label, without ids that another one may have too."""
    bare = re.sub(r'<g id="[^"]*">', "<g>", drawing[drawing.index("<svg") :])
    return Markup(bare.replace("<svg", Markup('<svg role="img" aria-label="{}"').format(label), 1))


def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    made.filters.update(
        decimal=decimal, percent=percent, mode=mode_name, kind=kind_name, status=STATUS.__getitem__
    )
    return made


def decimal(value: float, places: int, signed: bool = False) -> str:
    """A figure as it is written in Danish: comma, and a true minus."""
    return f"{value:{'+' if signed else ''}.{places}f}".replace(".", ",").replace("-", "−")


def percent(value: float, places: int = 1) -> str:
    """`74,2 %`."""
    return f"{decimal(value * 100, places)} %"


def _shares(right: Sequence[Outcome], wrong: Sequence[Outcome]) -> Iterator[tuple[str, int, list[float]]]:
    groups = {"et brev svarer": right, **{kind_name(kind): own for kind, own in by_kind(wrong).items()}}
    return ((title, len(own), list(shares(own).values())) for title, own in groups.items() if own)


def _lists(right: Sequence[Outcome], wrong: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """What a keeper wants to look into first."""
    late = [result for result in right if result.ranks[SHOWN] != 1]
    yield "Det rigtige svar står ikke først", late
    yield "Ingen breve svarer, men der blev svaret", [r for r in wrong if r.status is Status.ANSWER]
    yield "Et brev svarer, men der blev ikke svaret", [r for r in right if r.status is not Status.ANSWER]
    yield "Alle spørgsmål", [*right, *wrong]
