"""Pages and JSON over a real store; see test_browser for what needs a browser."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.answer.answer import AnswerFinder
from index.question.question import Question
from kb.errors import Mismatch, Unavailable
from kb.sqlite.letters import SqliteStore
from kb.sqlite.migrate import migrations
from tests.web.web_fixtures import BARE, FOOD_WASTE, SCHOOL_BUSES, BrokenFinder, WordFinder, shelved, source
from web import HEADERS, create_app
from web.showing import present

COSTS = "Hvad koster kørslen om året, og hvordan er udgiften fordelt?"
BUSES = "Hvor holder busserne?"
FOOTBALL = "Er EM i år?"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    store = shelved(tmp_path_factory.mktemp("kb"))
    yield store
    store.close()


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A store the test may change."""
    store = shelved(tmp_path)
    yield store
    store.close()


@pytest.fixture(scope="module")
def client(store: SqliteStore) -> FlaskClient:
    return client_of(store)


def client_of(store: SqliteStore, finder: AnswerFinder | None = None) -> FlaskClient:
    return create_app(store, finder or WordFinder(store), municipality="Nordfjord Kommune").test_client()


class Page(HTMLParser):
    """What the tests look at in a page."""

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.quotes: list[str] = []
        self.inside = 0
        self.feed(response.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "blockquote":
            self.inside += 1
            self.quotes.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "blockquote"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.quotes[-1] += data

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]

    def links(self) -> list[str | None]:
        return [attrs.get("href") for attrs in self.all("a")]


def ask(client: FlaskClient, *questions: str) -> TestResponse:
    return client.get("/", query_string={"q": list(questions)})


# The conversation


def test_the_empty_page_says_what_there_is(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "3 breve</a> med 9 spørgsmål fra 3. oktober 2022 til 14. marts 2023" in page
    assert SCHOOL_BUSES.qas[1].question in page


def test_an_answer_is_shown_word_for_word(client: FlaskClient) -> None:
    assert Page(ask(client, COSTS)).quotes[0] == SCHOOL_BUSES.qas[1].answer


def test_an_answer_has_its_citation_and_its_ways_back(client: FlaskClient) -> None:
    response = ask(client, COSTS)
    assert present.citation_dict(SCHOOL_BUSES, SCHOOL_BUSES.qas[1])["text"] in response.text
    ways = {
        "/breve/skolebusser#spoergsmaal-2",
        "/breve/skolebusser/2",
        "/breve/skolebusser/kilde#page=1",
    }
    assert ways <= set(Page(response).links())


STATUSES = [
    (COSTS, "Svar fundet"),
    (BUSES, "Måske relevant – læs selv efter"),
    (FOOTBALL, "Ingen svar fundet"),
]


@pytest.mark.parametrize(("question", "words"), STATUSES)
def test_the_status_is_said_in_words(client: FlaskClient, question: str, words: str) -> None:
    assert words in ask(client, question).text


def test_a_newer_answer_among_the_others_is_pointed_out(client: FlaskClient) -> None:
    assert "det nyeste af dem er fra 14. marts 2023" in ask(client, FOOD_WASTE.qas[0].question).text
    assert "det nyeste fra" not in ask(client, COSTS).text


def test_where_nothing_was_found_the_nearest_are_folded_away(client: FlaskClient) -> None:
    before, _, after = ask(client, FOOTBALL).text.partition("<details")
    assert "<blockquote" not in before and "<blockquote" in after


def test_earlier_questions_stay_and_ride_along(client: FlaskClient) -> None:
    page = Page(ask(client, COSTS, BUSES))
    assert [each["value"] for each in page.all("input") if each["name"] == "q"] == [COSTS, BUSES]


def test_the_oldest_questions_drop_and_the_page_says_so(client: FlaskClient) -> None:
    page = ask(client, *(f"Hvad koster bus {number}" for number in range(12)))
    assert "Hvad koster bus 1<" not in page.text and "Hvad koster bus 2<" in page.text
    assert '<p class="dropped">' in page.text


def test_a_fragment_is_the_same_turn(client: FlaskClient) -> None:
    turn = client.get("/spoerg", query_string={"q": COSTS}).text.strip()
    assert turn.startswith("<article") and turn in ask(client, COSTS).text


BAD = [
    ("", "Skriv et spørgsmål."),
    (" \x00\x07\n", "Skriv et spørgsmål."),
    ("x" * 10_000, "Spørgsmålet er på 10.000 tegn. Skriv højst 1.000."),
]


@pytest.mark.parametrize("address", ["/", "/spoerg", "/api/v1/ask"])
@pytest.mark.parametrize(("question", "words"), BAD)
def test_a_bad_question_is_refused_in_danish(
    client: FlaskClient, address: str, question: str, words: str
) -> None:
    response = client.get(address, query_string={"q": question})
    assert (response.status_code, words in response.text) == (400, True)


def test_one_bad_question_does_not_take_the_others_away(client: FlaskClient) -> None:
    page = Page(ask(client, COSTS, ""))
    assert page.quotes[0] == SCHOOL_BUSES.qas[1].answer


def test_control_characters_are_not_asked(client: FlaskClient) -> None:
    assert client.get("/api/v1/ask?q=Hvad%00koster%0Abus").json["question"] == "Hvad koster bus"  # type: ignore[index]


def test_a_question_is_shown_never_run(client: FlaskClient) -> None:
    page = ask(client, "<script>alert(1)</script>").text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_an_index_that_must_be_rebuilt_is_the_keepers_business(store: SqliteStore) -> None:
    broken = BrokenFinder(Mismatch("built with another encoder; run `svarbasen rebuild`"))
    response = ask(client_of(store, broken), COSTS)
    assert response.status_code == 503
    assert "built with another encoder; run `svarbasen rebuild`" in response.text


# The letters


def test_letters_are_listed_newest_first(client: FlaskClient) -> None:
    links = [link for link in Page(client.get("/breve")).links() if link and link.startswith("/breve/")]
    assert links == ["/breve/skolebusser", "/breve/madspild", "/breve/note"]


FILTERS = [
    ({"ord": "SKOLEBUSSER 23/0045"}, ["skolebusser"]),
    ({"ord": "vestergaard"}, ["skolebusser"]),
    ({"aar": "2022"}, ["madspild"]),
    ({"parti": "Alternativet"}, ["madspild"]),
    ({"afdeling": "BØRN OG SKOLE"}, ["skolebusser"]),
    ({"ord": "skolebusser", "aar": "2022"}, []),
    ({"side": "abc"}, ["skolebusser", "madspild", "note"]),
    ({"side": "99"}, ["skolebusser", "madspild", "note"]),
]


@pytest.mark.parametrize(("wish", "ids"), FILTERS)
def test_the_list_can_be_narrowed(client: FlaskClient, wish: dict[str, str], ids: list[str]) -> None:
    page = Page(client.get("/breve", query_string=wish))
    assert [link for link in page.links() if link and link.startswith("/breve/")] == [
        f"/breve/{id}" for id in ids
    ]


def test_a_long_list_has_pages_that_keep_the_filter(own_store: SqliteStore) -> None:
    for number in range(60):
        copy = replace(BARE, id=f"brev{number}", metadata=replace(BARE.metadata, date=date(2020, 1, 1)))
        pieces = tuple(replace(p, qa=f"brev{number}.1") for p in BARE.pieces)
        copy = replace(copy, pieces=pieces, qas=(replace(BARE.qas[0], id=f"brev{number}.1"),))
        own_store.put(source(f"brev{number}.txt", "text/plain", b"x"), [copy])
    page = Page(client_of(own_store).get("/breve?aar=2020"))
    assert len([link for link in page.links() if link and link.startswith("/breve/brev")]) == 50
    assert "/breve?side=2&aar=2020" in page.links()


def test_a_letter_shows_what_it_says_and_every_answer(client: FlaskClient) -> None:
    response = client.get("/breve/skolebusser")
    assert Page(response).quotes == [qa.answer for qa in SCHOOL_BUSES.qas]
    for fact in ("14. marts 2023", "23/004512-3", "Lone Vestergaard", "Kirsten Aagaard, Poul Erik Storm"):
        assert f"<dd>{fact}</dd>" in response.text


def test_a_letter_says_what_it_lacks_and_what_a_keeper_should_see(client: FlaskClient) -> None:
    assert client.get("/breve/note").text.count("Ikke fundet i brevet") == 3
    assert "question 5 is answered by reference only" in client.get("/breve/skolebusser").text


KINDS = [
    ("skolebusser/5", "Svar ved henvisning"),
    ("madspild/2", "Foreløbigt svar"),
    ("madspild/3", "Intet svar"),
]


@pytest.mark.parametrize(("qa", "label"), KINDS)
def test_what_is_no_plain_answer_is_labelled(client: FlaskClient, qa: str, label: str) -> None:
    assert label in client.get(f"/breve/{qa}").text


def test_a_permalink_leads_to_its_neighbours_and_to_what_it_leans_on(client: FlaskClient) -> None:
    links = Page(client.get("/breve/skolebusser/3")).links()
    assert {"/breve/skolebusser/2", "/breve/skolebusser/4", "/breve/skolebusser/1"} <= set(links)


SOURCES = [
    ("skolebusser", "application/pdf", 'inline; filename="Skolebusser 2023.pdf"'),
    ("madspild", "application/vnd.openxmlformats", "attachment; filename=madspild.docx"),
    ("note", "text/plain; charset=windows-1252", "inline; filename=note.txt"),
]


@pytest.mark.parametrize(("letter", "media_type", "disposition"), SOURCES)
def test_a_source_comes_as_it_was_read(
    client: FlaskClient, store: SqliteStore, letter: str, media_type: str, disposition: str
) -> None:
    response = client.get(f"/breve/{letter}/kilde")
    assert response.data == store.source(letter).content
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"] == disposition


@pytest.mark.parametrize("name", ["cp850", "cp865"])
def test_a_text_in_a_set_no_browser_knows_comes_as_utf8(own_store: SqliteStore, name: str) -> None:
    text = "Må rødgrød med fløde købes på Ærø?"
    own_store.put(replace(source("dos.txt", "text/plain", text.encode(name)), path="note.txt"), [BARE])
    response = client_of(own_store).get("/breve/note/kilde")
    assert (response.text, response.headers["Content-Type"]) == (text, "text/plain; charset=utf-8")


PLACES = [
    ("skolebusser/3", "/breve/skolebusser/kilde#page=2"),
    ("madspild/1", "/breve/madspild/kilde"),
    ("note/1", "/breve/note/kilde#:~:text=M%C3%A5%20hunde%20l%C3%B8be%20frit%20i%20skoven%3F"),
]


@pytest.mark.parametrize(("qa", "place"), PLACES)
def test_a_source_opens_where_the_question_stands(client: FlaskClient, qa: str, place: str) -> None:
    assert place in Page(client.get(f"/breve/{qa}")).links()


def test_a_web_page_among_the_sources_is_never_opened_as_ours(own_store: SqliteStore) -> None:
    page = source("note.html", "text/html", b"<script>alert(1)</script>")
    own_store.put(replace(page, path="note.txt"), [BARE])
    response = client_of(own_store).get("/breve/note/kilde")
    assert response.headers["Content-Disposition"].startswith("attachment")


def tamper(store: SqliteStore, folder: Path) -> None:
    with sqlite3.connect(folder / "kb.sqlite") as connection:
        connection.execute("UPDATE qa SET answer = 'Forkert.' WHERE id = 'madspild.1'")


@pytest.mark.parametrize("address", ["/breve/madspild", "/breve/madspild/1", "/api/v1/letters/madspild"])
def test_a_text_that_left_its_source_is_not_shown(
    own_store: SqliteStore, tmp_path: Path, address: str
) -> None:
    tamper(own_store, tmp_path)
    response = client_of(own_store).get(address)
    assert response.status_code == 500
    assert "Teksten svarer ikke længere til den kilde" in response.text
    assert "Forkert." not in response.text


def test_a_letter_that_cannot_be_shown_hides_no_others(own_store: SqliteStore, tmp_path: Path) -> None:
    tamper(own_store, tmp_path)
    client = client_of(own_store)
    assert [client.get(address).status_code for address in ("/", "/breve")] == [200, 200]


# JSON


def test_json_says_the_same(client: FlaskClient, store: SqliteStore) -> None:
    answer = WordFinder(store).ask(Question(COSTS, 2))
    assert client.get("/api/v1/ask", query_string={"q": COSTS, "limit": "2"}).json == present.answer_dict(
        answer
    )


def test_json_letters(client: FlaskClient) -> None:
    letters = [present.letter_dict(letter) for letter in (SCHOOL_BUSES, FOOD_WASTE, BARE)]
    assert client.get("/api/v1/letters").json == {"letters": letters}
    assert client.get("/api/v1/letters/note").json == letters[2]


@pytest.mark.parametrize("limit", ["abc", "0", "-1", "21", "1e3", "", "٣"])
def test_a_bad_limit_is_refused(client: FlaskClient, limit: str) -> None:
    response = client.get("/api/v1/ask", query_string={"q": COSTS, "limit": limit})
    assert response.status_code == 400
    assert response.json == {"error": "limit skal være et helt tal fra 1 til 20."}


ERRORS = [("/api/v1/letters/nej", 404), ("/api/v1/nej", 404), ("/api/v1/ask", 400)]


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_json_errors_are_json(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert list(response.json or {}) == ["error"]


@pytest.mark.parametrize("error", [Mismatch("other encoder"), Unavailable("busy")])
def test_json_says_503_when_the_index_cannot_answer(store: SqliteStore, error: Exception) -> None:
    response = client_of(store, BrokenFinder(error)).get("/api/v1/ask?q=bus")
    assert (response.status_code, list(response.json or {})) == (503, ["error"])


def test_health_is_said(client: FlaskClient) -> None:
    assert client.get("/sundhed").json == {
        "status": "ok",
        "letters": 3,
        "qas": 9,
        "schema": max(migrations()),
        "waiting": 0,
        "index": "unchecked",
    }


def test_health_says_how_many_passages_wait(store: SqliteStore) -> None:
    app = create_app(store, WordFinder(store), check=lambda: 7)
    assert (app.test_client().get("/sundhed").json or {})["waiting"] == 7


def test_ill_health_is_said(store: SqliteStore) -> None:
    def check() -> int:
        raise Unavailable("no index yet")

    response = create_app(store, WordFinder(store), check=check).test_client().get("/sundhed")
    assert (response.status_code, response.json) == (503, {"status": "unavailable", "reason": "no index yet"})


# Every page

ADDRESSES = [
    "/",
    "/?q=Hvad+koster+kørslen+om+året+fordelt&q=Hvor+holder+busserne&q=Er+EM+i+år&q=",
    "/breve",
    "/breve/skolebusser",
    "/breve/madspild",
    "/breve/skolebusser/2",
    "/breve/nej",
    "/breve/skolebusser/99",
    "/nej",
]
OTHERS = ["/breve/note/kilde", "/api/v1/letters", "/sundhed", "/spoerg?q=bus", "/static/style.css"]


@pytest.mark.parametrize("address", ADDRESSES + OTHERS)
def test_every_response_is_guarded_and_sets_no_cookie(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    assert HEADERS.items() <= dict(headers).items()
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_can_be_walked(client: FlaskClient, address: str) -> None:
    page = Page(client.get(address))
    levels = [
        int(tag[1]) for tag, attrs in page.tags if tag in ("h1", "h2", "h3", "h4") and "hidden" not in attrs
    ]
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    labelled = {attrs.get("for") for attrs in page.all("label")}
    fields = [attrs for attrs in page.all("input", "select", "textarea") if attrs.get("type") != "hidden"]
    assert page.all("html") == [{"lang": "da"}]
    assert len(page.all("title")) == len(page.all("main")) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert {field.get("id") for field in fields} <= labelled


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_has_inline_script_or_style(client: FlaskClient, address: str) -> None:
    page = Page(client.get(address))
    assert all(attrs.get("src") for attrs in page.all("script")) and not page.all("style")
    assert not [name for _, attrs in page.tags for name in attrs if name == "style" or name.startswith("on")]


def test_static_files_are_kept_and_pages_are_not(client: FlaskClient) -> None:
    sheet = next(attrs["href"] for attrs in Page(client.get("/")).all("link") if attrs["rel"] == "stylesheet")
    assert "immutable" in client.get(sheet or "", buffered=True).headers["Cache-Control"]
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


def test_a_surprise_is_an_error_page_without_its_traceback(store: SqliteStore) -> None:
    response = ask(client_of(store, BrokenFinder(ZeroDivisionError("secret"))), COSTS)
    assert response.status_code == 500
    assert "Der skete en fejl" in response.text and "secret" not in response.text


def test_nothing_can_be_sent_to_a_page(client: FlaskClient) -> None:
    assert client.post("/breve").status_code == 405
