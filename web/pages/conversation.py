"""The conversation: questions, and what the knowledge base holds on them."""

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
"""Questions on one page; each is asked again when the page is opened again."""

EXAMPLES = 4
"""Example questions on the empty page."""

SHOWN = 200
"""Characters shown of a question that was refused."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, with its answer or the trouble it met.

    `earlier` and `later` are the parts of the address before and after its own, `everywhere` is its own part
    without any filter.
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
        """The HTTP status the turn alone would have."""
        return self.trouble.status if self.trouble else 200

    @property
    def searched(self) -> str | None:
        """What was searched, where that is not what was asked."""
        if self.answer and self.answer["searched"] != self.question:
            return self.answer["searched"]
        return None

    def address(self, part: str) -> str:
        """The conversation with another part in this one's place."""
        return f"/?{'&'.join((*self.earlier, part, *self.later))}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Where the turn stands on its page."""
        return f"spurgt-{self.number}" if self.later else "seneste"

    @property
    def anew(self) -> str:
        """The part that asks without the questions before – or with them, if it was asked without."""
        return self.asked.by_itself(not self.asked.alone).part


@dataclass(frozen=True, slots=True)
class Overview:
    """What the knowledge base holds, for the empty page. Dates are in Danish."""

    letters: int
    qas: int
    first: str | None
    last: str | None
    examples: tuple[str, ...]


def blueprint(store: Store, finder: AnswerFinder, chosen: Sequence[str] = ()) -> Blueprint:
    """The page where questions are asked. `chosen` are example questions."""
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
        """The last turn of the conversation in the address; `nr` tells it from others on the page."""
        known = shelf(store)
        asked, _, _ = asking.conversation(request.query_string, known, TURNS)
        number = request.args.get("nr", default=1, type=int)
        asked = asked or [Asked("")]
        answered = turn(finder, asked, len(asked) - 1, number, known)
        return render_template("turn.html", turn=answered), answered.status

    return pages


def shelf(store: Store) -> Callable[[], Known]:
    """What a search can be narrowed to, looked up once a page, and only where it matters."""
    return cache(lambda: known_of(store.summaries()))


def turn(
    finder: AnswerFinder, asked: Sequence[Asked], at: int, number: int, known: Callable[[], Known]
) -> Turn:
    """Answer one question of a conversation; what goes wrong with it does not take the others away."""
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
    """How much there is, from when to when, and something to ask."""
    said = (summary.metadata.date for summary in store.summaries())
    state, dates = store.state(), sorted(day for day in said if day)
    first, last = (danish_date(dates[i]) if dates else None for i in (0, -1))
    return Overview(state.letters, state.qas, first, last, tuple(chosen or examples(store, EXAMPLES)))


def _shortened(raw: str) -> str:
    """A question as it is shown where it cannot be asked."""
    text = question.one_line(raw)
    return text if question.readable(raw) or len(text) <= SHOWN else text[:SHOWN].rstrip() + " …"
