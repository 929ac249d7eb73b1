"""The page of the conversation: its questions with their answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flask import Blueprint, render_template, request

from index.answer.answer import AnswerFinder
from kb.danish import danish_date
from kb.errors import SvarbasenError
from kb.store import Store
from web.asking import conversation as asking
from web.asking import filter_form, question
from web.asking.chips import Chip, chips, everywhere
from web.asking.conversation import Asked
from web.asking.facets import Known, known_of
from web.pages.examples import examples
from web.showing import present
from web.showing.errors import Trouble, trouble
from web.showing.excerpt import Excerpt, found_excerpt
from web.showing.present import AnswerDict

TURNS = 10
"""Most turns on a page; all of them are asked again whenever the page is loaded."""

EXAMPLES = 4
"""Number of example questions on the empty page."""

SHOWN = 200
"""Most characters shown of a refused question."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation: a question with its answer, or the error it met.

    `earlier` and `later` are the URL parts of the other turns, `everywhere` is its own without any filter.
    """

    number: int
    question: str
    asked: Asked
    answer: AnswerDict | None = None
    excerpts: tuple[Excerpt, ...] = ()
    chips: tuple[Chip, ...] = ()
    everywhere: str = ""
    trouble: Trouble | None = None
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The HTTP status of the turn by itself."""
        return self.trouble.status if self.trouble else 200

    @property
    def searched(self) -> str | None:
        """The question as searched, if it differs from the question asked."""
        if self.answer and self.answer["searched"] != self.question:
            return self.answer["searched"]
        return None

    def address(self, part: str) -> str:
        """The URL of the conversation with this turn's part replaced."""
        return f"/?{'&'.join((*self.earlier, part, *self.later))}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The HTML id of the turn."""
        return f"spurgt-{self.number}" if self.later else "seneste"

    @property
    def anew(self) -> str:
        """The URL part that asks without the earlier turns; or with them, if it was asked without."""
        return self.asked.by_itself(not self.asked.alone).part


@dataclass(frozen=True, slots=True)
class Overview:
    """What the knowledge base holds, for the empty page: counts, first and last date in Danish, examples."""

    letters: int
    qas: int
    first: str | None
    last: str | None
    examples: tuple[str, ...]


def blueprint(store: Store, finder: AnswerFinder, chosen: Sequence[str] = ()) -> Blueprint:
    """The routes of the conversation. `chosen` are example questions, instead of the letters' own."""
    pages = Blueprint("ask", __name__)

    @pages.get("/")
    def conversation() -> tuple[str, int]:
        known = shelf(store)
        asked, dropped, narrowed = asking.conversation(request.query_string, known, TURNS)
        turns = [turn(finder, asked, at, at + 1, known) for at in range(len(asked))]
        groups = filter_form.groups(known(), narrowed)
        page = render_template(
            "ask.html",
            turns=turns,
            dropped=dropped,
            most=TURNS,
            unasked=asked[-1].words if turns and turns[-1].status == 400 else "",
            groups=groups,
            summed_up=filter_form.summed_up(groups),
            overview=None if turns else overview(store, chosen),
        )
        return page, max((turn.status for turn in turns), default=200)

    @pages.get("/spoerg")
    def one_turn() -> tuple[str, int]:
        """Only the last turn of the conversation in the URL; the parameter `nr` is its number on the page."""
        known = shelf(store)
        asked, _, _ = asking.conversation(request.query_string, known, TURNS)
        number = request.args.get("nr", default=1, type=int)
        asked = asked or [Asked("")]
        answered = turn(finder, asked, len(asked) - 1, number, known)
        return render_template("turn.html", turn=answered), answered.status

    return pages


def shelf(store: Store) -> Callable[[], Known]:
    """The known facets, read from the store at most once per page, when first needed."""
    return cache(lambda: known_of(store.summaries()))


def turn(
    finder: AnswerFinder, asked: Sequence[Asked], at: int, number: int, known: Callable[[], Known]
) -> Turn:
    """Answer the question at index `at` of a conversation; an error is part of the turn, not raised."""
    this = asked[at]
    earlier, later = (
        tuple(each.part for each in some if each.stands) for some in (asked[:at], asked[at + 1 :])
    )
    bare = Turn(number, _shortened(this.words), this, earlier=earlier, later=later)
    try:
        answer = finder.ask(asking.question_of(asked[: at + 1]))
    except SvarbasenError as error:
        return replace(bare, trouble=trouble(error))
    return replace(
        bare,
        question=answer.question,
        answer=present.answer_dict(answer),
        excerpts=tuple(found_excerpt(found) for found in answer.found),
        chips=chips(this, answer, known()) if answer.filters else (),
        everywhere=everywhere(this, answer),
    )


def overview(store: Store, chosen: Sequence[str]) -> Overview:
    """The overview for the empty page."""
    said = (summary.metadata.date for summary in store.summaries())
    state, dates = store.state(), sorted(day for day in said if day)
    first, last = (danish_date(dates[i]) if dates else None for i in (0, -1))
    return Overview(state.letters, state.qas, first, last, tuple(chosen or examples(store, EXAMPLES)))


def _shortened(raw: str) -> str:
    """A question as shown; cut if it is too long to be asked."""
    text = question.one_line(raw)
    return text if question.readable(raw) or len(text) <= SHOWN else text[:SHOWN].rstrip() + " …"
