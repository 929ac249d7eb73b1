"""Follow-ups, filters, chips, and answers that lean on others, as pages and JSON show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from re import findall
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from index.answer.answer import Answer, Lean, Why
from index.question.question import Question
from kb.model import Kind
from kb.sqlite.letters import SqliteStore
from tests.web.pages.test_letters import BUSES, COSTS, Page, ask, client_of
from tests.web.web_fixtures import FOOD_WASTE, SCHOOL_BUSES, WordFinder, shelved
from web.showing import present
from web.showing.excerpt import LONG

CUT = "Er der planer om at nedlægge ruter?"
MORE = "Og hvor mange?"
PART = urlencode({"q": COSTS})
OF_SF = "Hvad koster kørslen om året ifølge Socialistisk Folkeparti i 2023?"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    store = shelved(tmp_path_factory.mktemp("kb"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def client(store: SqliteStore) -> FlaskClient:
    return client_of(store)


def again(page: Page) -> list[str | None]:
    """The parts of the address that ask a question once more."""
    return [attrs["data-again"] for attrs in page.all("a") if "data-again" in attrs]


# Follow-ups


def test_a_follow_up_says_what_was_searched(client: FlaskClient) -> None:
    page = ask(client, COSTS, MORE).text
    assert f"Søgt som: <q>{COSTS} {MORE}</q>" in page


def test_a_question_of_its_own_says_nothing_of_the_kind(client: FlaskClient) -> None:
    assert "Søgt som" not in ask(client, COSTS, BUSES).text


def test_a_follow_up_can_be_searched_as_it_was_written(client: FlaskClient) -> None:
    page = Page(ask(client, COSTS, MORE))
    assert again(page) == ["q=Og+hvor+mange%3F&alene=1"]
    alone = client.get(next(link for link in page.links() if link and "alene=1" in link)).text
    assert "Søgt som" not in alone and "Søgt uden dine tidligere spørgsmål." in alone


def test_a_fragment_is_understood_with_the_questions_before(client: FlaskClient) -> None:
    turn = client.get("/spoerg", query_string={"q": [COSTS, MORE]}).text
    assert turn.count('<article class="turn"') == 1 and "Søgt som" in turn


def test_programs_name_the_questions_before(client: FlaskClient) -> None:
    answer = client.get("/api/v1/ask", query_string={"q": MORE, "before": [BUSES, COSTS]}).json
    assert answer is not None and answer["searched"] == f"{COSTS} {MORE}"


# Filters


def test_a_search_is_narrowed_and_says_to_what(client: FlaskClient) -> None:
    page = client.get("/", query_string={"q": COSTS, "parti": "alternativet", "slags": "besvaret"}).text
    assert findall(r'class="said">([^<]*)<', page) == [
        "Parti: Alternativet",
        "Slags: Endeligt svar",
    ]
    assert present.qa_url("madspild", "madspild.1") in page and "/breve/skolebusser" not in page


def test_what_was_read_out_of_the_question_is_said_apart(client: FlaskClient) -> None:
    page = ask(client, OF_SF).text
    assert "Forstået af spørgsmålet:" in page and "Afgrænset til:" not in page


def test_a_chip_asks_without_its_filter(client: FlaskClient) -> None:
    page = Page(client.get("/", query_string={"q": COSTS, "parti": "Alternativet", "aar": "2022"}))
    assert again(page)[:2] == [f"{PART}&aar=2022", f"{PART}&parti=Alternativet"]


def test_a_chip_that_was_read_out_of_the_question_stays_off(client: FlaskClient) -> None:
    off = next(link for link in Page(ask(client, OF_SF)).links() if link and "uden=parti" in link)
    page = client.get(off).text
    assert findall(r'class="said">([^<]*)<', page) == ["År: 2023"]


def test_a_chip_leaves_the_other_questions_as_they_are(client: FlaskClient) -> None:
    page = Page(client.get("/?q=Hvad+koster+bussen&parti=Alternativet&q=Hvor+holder+busserne"))
    off = next(link for link in page.links() if link and link.startswith("/?"))
    assert off == "/?q=Hvad+koster+bussen&q=Hvor+holder+busserne#spurgt-1"


def test_nothing_found_within_filters_can_be_searched_everywhere(client: FlaskClient) -> None:
    page = client.get("/", query_string={"q": COSTS, "brev": "note"})
    assert "Søg i alle breve" in page.text
    assert again(Page(page))[-1] == PART


def test_the_form_offers_what_the_letters_have(client: FlaskClient) -> None:
    boxes = [attrs for attrs in Page(client.get("/")).all("input") if attrs.get("type") == "checkbox"]
    assert [box["value"] for box in boxes if box["name"] == "parti"] == [
        "Alternativet",
        "Socialistisk Folkeparti",
    ]


def test_the_next_question_is_narrowed_as_the_last(client: FlaskClient) -> None:
    page = Page(client.get("/", query_string={"q": COSTS, "parti": "Alternativet"}))
    assert [box["value"] for box in page.all("input") if "checked" in box] == ["Alternativet"]


def test_fields_of_the_form_come_in_the_order_of_the_address(client: FlaskClient) -> None:
    page = Page(client.get("/?q=Hvad+koster+bussen&parti=Alternativet&q=Hvor"))
    names = [attrs["name"] for attrs in page.all("input", "textarea")]
    assert names[:4] == ["q", "parti", "q", "q"] and "q" not in names[4:]


@pytest.mark.parametrize("address", ["/", "/spoerg"])
def test_a_bad_filter_is_refused_in_danish(client: FlaskClient, address: str) -> None:
    response = client.get(address, query_string={"q": COSTS, "parti": "Hundepartiet"})
    assert response.status_code == 400
    assert "Basen kender ikke partiet »Hundepartiet«." in response.text


def test_a_question_with_a_bad_filter_can_be_asked_again(client: FlaskClient) -> None:
    page = client.get("/", query_string={"q": COSTS, "parti": ["Hundepartiet", "Alternativet"]})
    assert f">{COSTS}</textarea>" in page.text
    assert [box["value"] for box in Page(page).all("input") if "checked" in box] == ["Alternativet"]


def test_programs_narrow_in_english(client: FlaskClient) -> None:
    query = {"q": COSTS, "party": "alternativet", "year": "2020-2022", "kind": "answered"}
    answer = client.get("/api/v1/ask", query_string=query).json or {}
    assert [passage["qa"] for passage in answer["passages"]] == ["madspild.1"]
    assert answer["filters"]["years"] == [2020, 2021, 2022]


def test_programs_may_ignore_what_a_question_names(client: FlaskClient) -> None:
    query = {"q": OF_SF, "without": ["party:Socialistisk Folkeparti"]}
    answer = client.get("/api/v1/ask", query_string=query).json or {}
    assert (answer["understood"]["parties"], answer["understood"]["years"]) == ([], [2023])


def test_programs_are_told_of_every_bad_filter(client: FlaskClient) -> None:
    response = client.get("/api/v1/ask", query_string={"q": COSTS, "party": "Hund", "year": "x"})
    assert response.status_code == 400
    assert all(told in response.text for told in ("partiet »Hund«", "ikke »x«"))


# From a letter


def test_a_letter_can_be_asked_alone(client: FlaskClient) -> None:
    page = Page(client.get("/breve/madspild"))
    assert {"type": "hidden", "name": "brev", "value": "madspild"} in page.all("input")
    asked = client.get("/", query_string={"q": COSTS, "brev": "madspild"}).text
    assert "Brev: madspild i de kommunale køkkener, 2022" in asked and "/breve/skolebusser" not in asked


# The words that answer


def test_the_words_that_answer_are_marked_and_the_text_stays(client: FlaskClient) -> None:
    response = ask(client, CUT)
    assert "<mark>Nej.</mark>" in response.text
    assert Page(response).quotes[0] == SCHOOL_BUSES.qas[2].answer


def test_marking_is_said_to_be_ours(client: FlaskClient) -> None:
    assert "af Svarbasen: ordene nærmest dit spørgsmål" in ask(client, CUT).text


def test_a_letters_own_page_marks_nothing(client: FlaskClient) -> None:
    assert "<mark>" not in client.get("/breve/skolebusser").text


# Answers that lean on others


def test_the_answer_that_is_referred_to_is_shown_whole(client: FlaskClient) -> None:
    page = Page(ask(client, CUT))
    assert page.quotes[:2] == [SCHOOL_BUSES.qas[2].answer, SCHOOL_BUSES.qas[0].answer]
    assert "/breve/skolebusser/1" in page.links()


@dataclass(frozen=True)
class LaterFinder:
    """Finds as another does, and knows of a later answer to everything."""

    finder: WordFinder
    lean: Lean

    def ask(self, question: Question) -> Answer:
        answer = self.finder.ask(question)
        return replace(answer, found=tuple(replace(found, leans=(self.lean,)) for found in answer.found))


def later(store: SqliteStore, answer: str, kind: Kind = Kind.ANSWERED) -> FlaskClient:
    qa = replace(SCHOOL_BUSES.qas[0], answer=answer, kind=kind)
    return client_of(store, LaterFinder(WordFinder(store), Lean(Why.LATER, qa, SCHOOL_BUSES)))


TARGET = FOOD_WASTE.qas[1].question


def test_a_later_answer_stands_before_the_interim_one(store: SqliteStore) -> None:
    response = ask(later(store, "Målet er 40 gram."), TARGET)
    assert "Svaret er foreløbigt. Det endelige svar kom den 14. marts 2023:" in response.text
    assert Page(response).quotes[:2] == ["Målet er 40 gram.", FOOD_WASTE.qas[1].answer]


def test_a_later_answer_that_is_not_final_is_not_called_so(store: SqliteStore) -> None:
    page = ask(later(store, "Vi venter.", Kind.INTERIM), TARGET).text
    assert "Et senere svar kom den 14. marts 2023:" in page


def test_a_long_answer_shows_its_beginning_until_it_is_unfolded(store: SqliteStore) -> None:
    long = "Målet er nået i dag. " * (LONG // 20 + 1)
    response = ask(later(store, long.strip()), TARGET)
    assert '<details class="whole">' in response.text
    assert Page(response).quotes[0] == long.strip()


def test_programs_get_marks_and_leans(client: FlaskClient) -> None:
    passage = (client.get("/api/v1/ask", query_string={"q": CUT}).json or {})["passages"][0]
    assert passage["marks"] == [[0, 4]]
    assert [(lean["why"], lean["qa"]) for lean in passage["leans"]] == [("reference", "skolebusser.1")]
