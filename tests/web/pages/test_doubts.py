"""Doubts about how a QA was read are shown wherever the QA is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.question.question import Question
from kb.model import Note
from kb.notes import Code
from tests.web.web_fixtures import SCHOOL_BUSES, SOURCES, WordFinder, shelved
from web import create_app
from web.commands.report import answer_text
from web.showing import present

COSTS = "Hvad koster kørslen om året, og hvordan er udgiften fordelt?"
PLANS = "Er der planer om at nedlægge ruter?"
SAID = "Svaret på spørgsmål 2 rummer måske også et andet spørgsmål."
ALL = "Noget i brevet er måske ikke delt rigtigt i spørgsmål og svar."
NOTES = (
    Note(Code.QUESTION_IN_ANSWER, ("2",), 1, 6, "skolebusser.2"),
    Note(Code.READINGS_DIFFER, (5, 80), 1),
    Note(Code.TEXT_OF_NO_QUESTION, (7,), 2, 9),
    Note(Code.NOT_FOUND, (("case",),)),
)


def site(folder: Path, *notes: Note) -> Iterator[tuple[FlaskClient, WordFinder]]:
    store = shelved(folder)
    store.put(SOURCES["skolebusser"], [replace(SCHOOL_BUSES, notes=notes)])
    finder = WordFinder(store)
    yield create_app(store, finder, municipality="Nordfjord Kommune").test_client(), finder
    store.close()


@pytest.fixture(scope="module")
def doubted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, WordFinder]]:
    yield from site(tmp_path_factory.mktemp("kb"), *NOTES)


@pytest.fixture
def client(doubted: tuple[FlaskClient, WordFinder]) -> FlaskClient:
    return doubted[0]


def passages(page: str) -> list[str]:
    """The articles of a page, in order."""
    return re.findall(r'<article class="(?:passage|lean)".*?</article>', page, re.DOTALL)


def test_the_answer_carries_its_doubts(client: FlaskClient) -> None:
    best = passages(client.get("/", query_string={"q": COSTS}).text)[0]
    assert best.index(SAID) < best.index("<blockquote")
    assert "Side 1: To læsninger af siden er ikke enige om 5 af 80 ord." in best
    assert ALL in best
    assert 'data-doubt="Måske læst forkert' in best
    assert 'href="/breve/skolebusser#bemaerkninger"' in best


def test_an_answer_that_another_leans_on_carries_its_own(client: FlaskClient) -> None:
    page = client.get("/", query_string={"q": PLANS}).text
    lean = page[page.index('<article class="lean"') :]
    assert lean.index("To læsninger af siden") < lean.index("<blockquote")


def test_the_permalink_carries_them(client: FlaskClient) -> None:
    assert SAID in client.get("/breve/skolebusser/2").text
    assert SAID not in client.get("/breve/skolebusser/4").text
    assert ALL in client.get("/breve/skolebusser/4").text


def test_the_letter_has_them_beside_the_answer_and_at_the_foot_with_a_link_back(client: FlaskClient) -> None:
    page = client.get("/breve/skolebusser").text
    answers, foot = page.split('<section class="notes"')
    assert [SAID in each for each in passages(answers)] == [False, True, False, False, False]
    assert answers.count(ALL) == 1
    assert SAID in foot
    assert 'href="#spoergsmaal-2"' in foot
    assert "Side 2, linje 9: Antal linjer herfra" in " ".join(foot.split())


def test_what_only_a_keeper_must_see_stands_at_the_foot_alone(client: FlaskClient) -> None:
    page = client.get("/breve/skolebusser").text
    assert page.count("Ikke fundet i brevet: sagsnummer") == 1


def test_the_api_says_it_in_codes(client: FlaskClient) -> None:
    best = client.get("/api/v1/ask", query_string={"q": COSTS}).get_json()["passages"][0]
    assert [(each["code"], each["qa"]) for each in best["codes"]] == [
        *(("question_in_answer", "skolebusser.2"), ("readings_differ", None), ("text_of_no_question", None)),
    ]
    assert len(best["notes"]) == 3


def test_the_terminal_says_it_under_the_citation(doubted: tuple[FlaskClient, WordFinder]) -> None:
    said = answer_text(present.answer_dict(doubted[1].ask(Question(COSTS))))
    best = re.sub(r"\s+", " ", said[said.index("[1]") : said.index("[2]")])
    assert f"Måske læst forkert: {SAID}" in best
    assert "Måske læst forkert: Side 1: To læsninger" in best
    assert "Måske læst forkert: Side 2, linje 9: Antal linjer herfra" in best
    assert best.index(SAID) < best.index("Den samlede udgift")


def test_a_letter_without_doubts_says_nothing_of_them(tmp_path: Path) -> None:
    for client, _ in site(tmp_path, Note(Code.NOT_FOUND, (("case",),))):
        for address in ("/breve/skolebusser", "/breve/skolebusser/2", f"/?q={COSTS}"):
            page = client.get(address).text
            assert "læst forkert" not in page
            assert ALL not in page
