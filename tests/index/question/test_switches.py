"""Parts of the search can be left out, and then they change nothing."""

from __future__ import annotations

from index.answer.answer import Answer
from index.answer.search import Finder
from index.question.question import Question
from index.question.switches import ALL, Switches
from tests.letters import BUSSES, FOOD, keep
from web.service.base import Base


def asked(base: Base, question: str, switches: Switches) -> Answer:
    return Finder(base.store, base.backend, base.encoder, switches=switches).ask(Question(question))


def test_without_words_no_word_counts(base: Base) -> None:
    keep(base, busser=BUSSES, mad=FOOD)
    assert {each.hit.lexical for each in asked(base, "skolebus", Switches(words=False)).found} == {0.0}


def test_without_meaning_only_what_shares_words_is_found(base: Base) -> None:
    keep(base, busser=BUSSES, mad=FOOD)
    found = asked(base, "Hvor stort er madspildet?", Switches(meaning=False)).found
    assert {each.letter.id for each in found} == {"mad"}


def test_without_widening_an_abbreviation_is_not_its_full_form(base: Base) -> None:
    keep(
        base,
        kort="1. Hvem hjælper?\n\nDet gør Pædagogisk Psykologisk Rådgivning (PPR).\n",
        lang="1. Hvor bor de?\n\nPædagogisk Psykologisk Rådgivning bor på Torvet.\n",
    )
    widened, plain = (
        {each.letter.id for each in asked(base, "PPR", switches).found if each.hit.lexical}
        for switches in (ALL, Switches(widened=False))
    )
    assert (widened, plain) == ({"kort", "lang"}, {"kort"})
