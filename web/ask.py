"""The conversation: questions, and what the knowledge base holds on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint, render_template, request

from index.answer import Answer
from kb.errors import SvarbasenError
from kb.store import Store
from web import present, question
from web.errors import Refused, Trouble, trouble
from web.excerpt import Excerpt, excerpt
from web.present import AnswerDict
from web.shelf import examples

TURNS = 10
"""Questions on one page; each is asked again when the page is opened again."""

EXAMPLES = 4
"""Example questions on the empty page."""

SHOWN = 200
"""Characters shown of a question that was refused."""


class Finder(Protocol):
    """What finds answers; `index.search` has the real one."""

    def ask(self, question: str, limit: int) -> Answer:
        """The answer with at most `limit` QAs. Raises BadQuestion, Mismatch, Unavailable or Tampered."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, with its answer or the trouble it met."""

    number: int
    question: str
    answer: AnswerDict | None = None
    excerpts: tuple[Excerpt, ...] = ()
    trouble: Trouble | None = None

    @property
    def status(self) -> int:
        """The HTTP status the turn alone would have."""
        return self.trouble.status if self.trouble else 200


@dataclass(frozen=True, slots=True)
class Overview:
    """What the knowledge base holds, for the empty page. Dates are in Danish."""

    letters: int
    qas: int
    first: str | None
    last: str | None
    examples: tuple[str, ...]


def blueprint(store: Store, finder: Finder, chosen: Sequence[str] = ()) -> Blueprint:
    """The page where questions are asked. `chosen` are example questions."""
    pages = Blueprint("ask", __name__)

    @pages.get("/")
    def conversation() -> tuple[str, int]:
        asked = request.args.getlist("q")
        turns = [turn(finder, raw, number) for number, raw in enumerate(asked[-TURNS:], 1)]
        page = render_template(
            "ask.html",
            turns=turns,
            dropped=len(asked) > TURNS,
            most=TURNS,
            unasked=asked[-1] if turns and turns[-1].status == 400 else "",
            overview=None if turns else overview(store, chosen),
        )
        return page, max((turn.status for turn in turns), default=200)

    @pages.get("/spoerg")
    def one_turn() -> tuple[str, int]:
        number = request.args.get("nr", default=1, type=int)
        answered = turn(finder, request.args.get("q", ""), number)
        return render_template("turn.html", turn=answered), answered.status

    return pages


def turn(finder: Finder, raw: str, number: int) -> Turn:
    """Ask; what goes wrong with one question does not take the others away."""
    try:
        asked = question.read(raw)
    except Refused as error:
        return Turn(number, _shortened(raw), trouble=trouble(error))
    try:
        answer = finder.ask(asked, question.LIMIT)
    except SvarbasenError as error:
        return Turn(number, asked, trouble=trouble(error))
    excerpts = tuple(excerpt(found.letter, found.qa) for found in answer.found)
    return Turn(number, answer.question, present.answer_dict(answer), excerpts)


def overview(store: Store, chosen: Sequence[str]) -> Overview:
    """How much there is, from when to when, and something to ask."""
    said = (summary.metadata.date for summary in store.summaries())
    state, dates = store.state(), sorted(day for day in said if day)
    first, last = (present.danish_date(dates[i]) if dates else None for i in (0, -1))
    return Overview(state.letters, state.qas, first, last, tuple(chosen or examples(store, EXAMPLES)))


def _shortened(raw: str) -> str:
    text = question.one_line(raw)
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + " …"
