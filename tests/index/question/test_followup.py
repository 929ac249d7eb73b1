"""Questions that follow up take over the topic of the turns before; others stay as they are."""

from __future__ import annotations

import pytest

from index.question.followup import Followed, Retrieved, searched

HALLS = "Hvor mange idrætshaller har kommunen?"


@pytest.mark.parametrize(
    "question",
    [
        "og hvad med svømmehaller?",
        "Hvad så om sommeren?",
        "hvem betaler?",
        "Hvorfor?",
        "Hvornår var det?",
        "Og i 2022?",
        "Gælder det også i weekenden?",
        "Hvor mange af dem er selvejende?",
        "Hvad koster det?",
        "Er de slidte?",
        "Men for de unge?",
    ],
)
def test_a_question_that_leans_on_the_one_before_takes_over_its_topic(question: str) -> None:
    assert "idrætshaller" in searched(question, [HALLS]).text


@pytest.mark.parametrize(
    "question",
    [
        "Hvor mange plejeboliger er der?",
        "Og hvor mange hjemløse sover på gaden?",
        "Er det rigtigt, at biblioteket lukker?",
        "Hvad koster det at aflevere en bog for sent?",
        "Hvordan går det med affaldsøerne?",
        "ventetid plejebolig",
        "Hvad er SKP?",
        "Er det de unge eller de ældre lærere, der er syge?",
        "Kan de pårørende få hjælp?",
        "Hvad er CMA, og hvor bruger vi det?",
    ],
)
def test_a_question_of_its_own_is_searched_as_it_stands(question: str) -> None:
    assert searched(question, [HALLS]) == Followed(question, "", 1)


def test_the_first_question_follows_up_on_nothing() -> None:
    assert searched("hvem betaler?", []) == Followed("hvem betaler?", "", 0)


def test_the_topic_that_was_taken_over_is_named() -> None:
    assert searched("hvem betaler?", [HALLS]).kept == "idrætshaller"


def test_another_year_takes_the_place_of_the_one_before() -> None:
    before = ["Hvad brugte kommunen på konsulenter i 2019?"]
    assert searched("og i 2024?", before).text == "Hvad brugte kommunen på konsulenter i 2024?"


def test_another_year_stays_for_the_turns_after() -> None:
    before = ["Hvad brugte kommunen på konsulenter i 2019?", "og i 2024?"]
    assert "2024" in searched("Hvem betaler?", before).text


def test_a_question_with_a_year_of_its_own_does_not_take_over_another() -> None:
    before = ["Hvad brugte kommunen på konsulenter i 2019?"]
    assert "2019" not in searched("Hvad kostede det i 2021?", before).text


def test_a_third_turn_keeps_the_topic_of_the_first() -> None:
    before = [HALLS, "Hvad koster det?"]
    assert searched("Hvem betaler?", before).kept == "idrætshaller"


def test_what_is_put_in_stays_for_the_turns_after() -> None:
    before = ["Hvor længe venter man på en plejebolig?", "Hvad med Bøgelunden?"]
    assert "Bøgelunden" in searched("Hvorfor?", before).text


def test_another_thing_is_put_into_the_question_asked_last() -> None:
    before = [HALLS, "Hvad koster det at leje dem?"]
    assert "leje" in searched("og hvad med voksne?", before).text


def test_a_new_topic_ends_the_one_before() -> None:
    before = [HALLS, "Hvor mange hjemløse sover på gaden?"]
    assert searched("Hvorfor?", before).since == 1


def test_a_turn_that_names_nothing_gives_no_topic() -> None:
    assert searched("hvorfor?", ["hvordan?"]) == Followed("hvorfor?", "", 1)


def search(text: str) -> Retrieved:
    """A base where `ballade` is found in letter b, and better so together with `kameraer`."""
    similarity = 0.9 if "kameraer" in text else 0.8
    return Retrieved(similarity, ("b",) if "kameraer" in text or "ballade" in text else ("a",))


def test_where_the_words_leave_it_open_the_letters_lead_back_to_the_topic() -> None:
    assert searched("Har der været ballade?", ["Er der kameraer?"], search).kept == "kameraer"


def test_a_question_whose_letters_are_others_stands_on_its_own() -> None:
    assert searched("Har der været sne?", ["Er der kameraer?"], search).kept == ""


def test_without_letters_to_look_in_it_stands_on_its_own() -> None:
    assert searched("Har der været ballade?", ["Er der kameraer?"]).kept == ""
