"""The pages in a real Chromium over a real server: with script, without, by keyboard, on a phone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
import waitress
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from index.answer.answer import Answer
from index.question.question import Question
from tests.needs import needs
from tests.processes import PATIENCE
from tests.web.web_fixtures import SCHOOL_BUSES, WordFinder, shelved
from web import create_app
from web.showing import present

T = TypeVar("T")

COSTS = "Hvad koster kørslen om året, og hvordan er udgiften fordelt?"
MORE = "Og hvor mange?"
RUN = "Hvor mange elever bliver kørt i skolebus?"
SLOW = "Hvad er langsomt?"

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=1280,900",
)
QUESTIONS = ".turn:not(.pending) .spoken .question-text"

NOTING = """
const [selector, property] = arguments;
window.noted = [];
const note = () => {
  const value = document.querySelector(selector)?.[property];
  if (value !== undefined && value !== noted.at(-1)) noted.push(value);
};
note();
new MutationObserver(note).observe(
  document.body, {subtree: true, childList: true, attributes: true, characterData: true}
);
"""

DESKTOP, PHONE, ZOOMED = (1280, 900), (360, 740), (320, 256)
"""The last is 1280 × 1024 at 400 %, which pages must bear (WCAG 2.2, 1.4.10)."""


@dataclass(frozen=True)
class SlowFinder:
    """Finds as another does; the slow question only once it is let go."""

    finder: WordFinder
    let_go: threading.Event

    def ask(self, question: Question) -> Answer:
        if question.text == SLOW:
            self.let_go.wait(PATIENCE)
        return self.finder.ask(question)


@pytest.fixture(scope="module")
def let_go() -> threading.Event:
    return threading.Event()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, let_go: threading.Event) -> Iterator[str]:
    store = shelved(tmp_path_factory.mktemp("kb"))
    app = create_app(store, SlowFinder(WordFinder(store), let_go), municipality="Nordfjord Kommune")
    with served(app) as address:
        yield address
    store.close()


@contextmanager
def served(app: object) -> Iterator[str]:
    """A real server on a free port."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(server.close)
        thread.join(PATIENCE)
        server.task_dispatcher.shutdown()


def installed(program: str) -> str:
    """Where a program is."""
    found = shutil.which(program)
    needs(found, f"{program} is missing: apt-get install chromium chromium-driver")
    return found or ""


@contextmanager
def chromium(profile: Path, script: bool = True) -> Iterator[webdriver.Chrome]:
    """A browser with a profile of its own."""
    browser, driver = installed("chromium"), installed("chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        opened.set_page_load_timeout(PATIENCE)
        opened.set_script_timeout(PATIENCE)
        yield opened
    finally:
        opened.quit()


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory, site: str) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def browser(scripted: webdriver.Chrome, site: str) -> webdriver.Chrome:
    """A browser on the empty page."""
    resize(scripted, DESKTOP)
    scripted.get(site)
    logged(scripted)
    return scripted


@pytest.fixture
def plain(tmp_path: Path, site: str) -> Iterator[webdriver.Chrome]:
    """A browser without script, on the empty page."""
    with chromium(tmp_path / "profile", script=False) as driver:
        driver.get(site)
        yield driver


def resize(browser: webdriver.Chrome, size: tuple[int, int]) -> None:
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def field(browser: webdriver.Chrome) -> WebElement:
    return browser.find_element(By.ID, "spoergsmaal")


def turns(browser: webdriver.Chrome) -> list[str]:
    """The questions whose turns are finished."""
    return [each.text for each in browser.find_elements(By.CSS_SELECTOR, QUESTIONS)]


def ask(browser: webdriver.Chrome, question: str) -> None:
    """Ask with the Enter key, and wait for the answer."""
    before = len(turns(browser))
    field(browser).send_keys(question, Keys.ENTER)
    until(browser, lambda _: len(turns(browser)) == before + 1)


def submit(browser: webdriver.Chrome, question: str) -> None:
    """Ask with the button, and wait for the next page."""
    field(browser).send_keys(question)
    with leaving(browser):
        browser.find_element(By.CSS_SELECTOR, "form.composer button").click()


def follow(browser: webdriver.Chrome, words: str) -> None:
    """Follow a link, and wait for the next page."""
    with leaving(browser):
        browser.find_element(By.PARTIAL_LINK_TEXT, words).click()


@contextmanager
def leaving(browser: webdriver.Chrome) -> Iterator[None]:
    """What happens inside leads to another page."""
    page = browser.find_element(By.TAG_NAME, "html")
    yield
    until(browser, staleness_of(page))
    until(browser, lambda _: browser.execute_script("return document.readyState") == "complete")


def until(browser: webdriver.Chrome, happened: Callable[[webdriver.Chrome], T]) -> T:
    """Wait until something is so; an element that a new page took away is looked up again."""
    return WebDriverWait(browser, PATIENCE, ignored_exceptions=[StaleElementReferenceException]).until(
        happened
    )


def note(browser: webdriver.Chrome, selector: str, property: str) -> None:
    """From now on the page notes every value of an element's property, however soon the next one comes."""
    browser.execute_script(NOTING, selector, property)


def noted(browser: webdriver.Chrome) -> list[object]:
    return list(browser.execute_script("return noted"))


def heading(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.CSS_SELECTOR, "h1").text


def focused(browser: webdriver.Chrome) -> WebElement:
    return browser.switch_to.active_element


def logged(browser: webdriver.Chrome) -> list[str]:
    """What the browser has complained of since it was last asked."""
    return [entry["message"] for entry in browser.get_log("browser")]  # type: ignore[no-untyped-call]


def overflow(browser: webdriver.Chrome) -> int:
    """Pixels the page can be scrolled sideways."""
    page = "document.documentElement"
    return int(browser.execute_script(f"return {page}.scrollWidth - {page}.clientWidth"))


# With script


def test_the_conversation_stays_on_the_page(browser: webdriver.Chrome) -> None:
    ask(browser, COSTS)
    ask(browser, RUN)
    assert turns(browser) == [COSTS, RUN]
    assert focused(browser) == field(browser)
    assert browser.title == f"{RUN} – Svarbasen"


def test_a_citation_leads_to_the_letter_and_back_to_the_conversation(browser: webdriver.Chrome) -> None:
    ask(browser, COSTS)
    ask(browser, RUN)
    follow(browser, "Hele brevet")
    assert heading(browser) == SCHOOL_BUSES.metadata.title
    assert browser.current_url.endswith("/breve/skolebusser#spoergsmaal-2")
    browser.back()
    assert turns(browser) == [COSTS, RUN]


def test_the_address_holds_the_conversation(browser: webdriver.Chrome) -> None:
    ask(browser, COSTS)
    ask(browser, RUN)
    browser.refresh()
    assert turns(browser) == [COSTS, RUN]


def test_what_came_of_a_question_is_announced(browser: webdriver.Chrome) -> None:
    ask(browser, COSTS)
    announced = browser.find_element(By.ID, "besked").get_attribute("textContent") or ""
    assert announced.startswith("Svar fundet")


def test_shift_and_enter_give_a_new_line(browser: webdriver.Chrome) -> None:
    field(browser).send_keys("en", Keys.SHIFT, Keys.ENTER, Keys.NULL, "to")
    assert field(browser).get_attribute("value") == "en\nto"


def test_an_example_is_asked_in_place(browser: webdriver.Chrome) -> None:
    browser.find_element(By.PARTIAL_LINK_TEXT, RUN.removesuffix("?")).click()
    until(browser, turns)
    assert turns(browser) == [SCHOOL_BUSES.qas[0].question]


def test_a_slow_answer_is_explained(browser: webdriver.Chrome, let_go: threading.Event) -> None:
    note(browser, ".slow", "hidden")
    field(browser).send_keys(SLOW, Keys.ENTER)
    until(browser, lambda _: browser.find_element(By.CSS_SELECTOR, ".slow").is_displayed())
    let_go.set()
    assert noted(browser) == [True, False]
    until(browser, turns)
    assert turns(browser) == [SLOW]


def test_a_refused_question_stays_in_the_field(browser: webdriver.Chrome) -> None:
    long = "spørg " * 200
    browser.execute_script("arguments[0].value = arguments[1]", field(browser), long)
    ask(browser, "")
    assert "Skriv højst 1.000." in browser.find_element(By.CSS_SELECTOR, ".problem").text
    assert field(browser).get_attribute("value") == long.strip()


def test_a_lost_connection_is_said(browser: webdriver.Chrome) -> None:
    conditions = {"offline": True, "latency": 0, "throughput": -1}
    browser.set_network_conditions(**conditions)
    try:
        ask(browser, COSTS)
    finally:
        browser.delete_network_conditions()
    assert "Der kom intet svar" in browser.find_element(By.CSS_SELECTOR, ".problem").text
    assert field(browser).get_attribute("value") == COSTS


def test_an_answer_is_copied_with_its_citation(browser: webdriver.Chrome, site: str) -> None:
    ask(browser, COSTS)
    copy(browser, ".copy")
    field(browser).send_keys(Keys.CONTROL, "v")
    qa, citation = SCHOOL_BUSES.qas[1], present.citation_dict(SCHOOL_BUSES, SCHOOL_BUSES.qas[1])
    copied = f"{qa.answer}\n\nKilde: {citation['text']}\n{site}{citation['url']}"
    assert field(browser).get_attribute("value") == copied


def copy(browser: webdriver.Chrome, selector: str) -> None:
    """Press the button that copies, and wait until it says that it has."""
    note(browser, selector, "textContent")
    button = browser.find_element(By.CSS_SELECTOR, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    until(browser, lambda _: "Kopieret" in noted(browser))


def test_the_browser_holds_every_answer_to_the_character(browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}/breve/skolebusser")
    texts = browser.execute_script(
        "return [...document.querySelectorAll('.verbatim')].map((each) => each.textContent)"
    )
    assert texts == [qa.answer for qa in SCHOOL_BUSES.qas]


def test_the_source_opens_at_the_page(browser: webdriver.Chrome, site: str) -> None:
    browser.get(f"{site}/breve/skolebusser/3")
    follow(browser, "Åbn kilden på side 2")
    assert browser.current_url == f"{site}/breve/skolebusser/kilde#page=2"


def test_pages_break_none_of_their_own_rules(browser: webdriver.Chrome, site: str) -> None:
    ask(browser, COSTS)
    for address in ("/breve", "/breve/skolebusser", "/breve/skolebusser/2"):
        browser.get(site + address)
    assert logged(browser) == []


def test_everything_can_be_done_by_keyboard(browser: webdriver.Chrome) -> None:
    walk(browser, "Gå til spørgefeltet")
    focused(browser).send_keys(Keys.ENTER)
    assert focused(browser) == field(browser)
    ask(browser, COSTS)
    focused(browser).send_keys(Keys.CONTROL, Keys.HOME)
    browser.execute_script("document.activeElement.blur()")
    walk(browser, "Hele brevet")
    with leaving(browser):
        focused(browser).send_keys(Keys.ENTER)
    assert heading(browser) == SCHOOL_BUSES.metadata.title


def walk(browser: webdriver.Chrome, words: str) -> None:
    """Press Tab until the thing with these words has the focus."""
    for _ in range(40):
        webdriver.ActionChains(browser).send_keys(Keys.TAB).perform()
        if focused(browser).text.startswith(words):
            return
    pytest.fail(f"no way by Tab to: {words}")


def chips(browser: webdriver.Chrome) -> list[str]:
    """What the newest search was narrowed to."""
    return [each.text for each in browser.find_elements(By.CSS_SELECTOR, "#seneste .chip .said")]


def narrow(browser: webdriver.Chrome, *values: str) -> None:
    """Open the choices and tick some."""
    browser.find_element(By.CSS_SELECTOR, ".narrowing > summary").click()
    for value in values:
        browser.find_element(By.CSS_SELECTOR, f'.option input[value="{value}"]').click()


def test_a_chip_is_taken_off_in_place(browser: webdriver.Chrome) -> None:
    narrow(browser, "Alternativet", "2022")
    ask(browser, COSTS)
    ask(browser, RUN)
    assert chips(browser) == ["Parti: Alternativet", "År: 2022"]
    browser.find_element(By.CSS_SELECTOR, "#seneste .chip").click()
    until(browser, lambda _: chips(browser) == ["År: 2022"])
    assert turns(browser) == [COSTS, RUN]
    assert browser.find_element(By.CSS_SELECTOR, ".summed-up").text == ": 2022"


def test_a_chip_of_an_earlier_question_changes_that_alone(browser: webdriver.Chrome) -> None:
    narrow(browser, "Alternativet")
    ask(browser, COSTS)
    ask(browser, RUN)
    browser.find_element(By.CSS_SELECTOR, ".turn .chip").click()
    until(
        browser,
        lambda _: (len(turns(browser)), len(browser.find_elements(By.CSS_SELECTOR, ".chip"))) == (2, 1),
    )
    browser.refresh()
    assert (turns(browser), chips(browser)) == ([COSTS, RUN], ["Parti: Alternativet"])


def test_a_chip_says_what_it_does(browser: webdriver.Chrome) -> None:
    ask(browser, f"{COSTS} Alternativet")
    chip = browser.find_element(By.CSS_SELECTOR, ".chip")
    assert chip.accessible_name == "Fjern afgrænsningen Parti: Alternativet"


def test_a_follow_up_can_be_searched_as_it_was_written(browser: webdriver.Chrome) -> None:
    ask(browser, COSTS)
    ask(browser, MORE)
    assert browser.find_element(By.CSS_SELECTOR, "#seneste .searched").text.startswith(
        f"Søgt som: {COSTS} {MORE}"
    )
    browser.find_element(By.PARTIAL_LINK_TEXT, "Søg kun på det").click()
    until(browser, lambda _: "Søgt uden" in browser.find_element(By.CSS_SELECTOR, "#seneste .searched").text)
    assert turns(browser) == [COSTS, MORE]


def test_the_words_that_answer_stand_out_without_their_colour(browser: webdriver.Chrome) -> None:
    ask(browser, COSTS)
    lit = browser.find_element(By.CSS_SELECTOR, ".verbatim mark")
    assert "underline" in lit.value_of_css_property("text-decoration-line")
    assert lit.value_of_css_property("background-color") != "rgba(0, 0, 0, 0)"


def test_an_answer_is_copied_without_those_it_leans_on(browser: webdriver.Chrome, site: str) -> None:
    ask(browser, "Er der planer om at nedlægge ruter?")
    copy(browser, "#seneste .passage > footer .copy")
    field(browser).send_keys(Keys.CONTROL, "v")
    qa, citation = SCHOOL_BUSES.qas[2], present.citation_dict(SCHOOL_BUSES, SCHOOL_BUSES.qas[2])
    copied = f"{qa.answer}\n\nKilde: {citation['text']}\n{site}{citation['url']}"
    assert field(browser).get_attribute("value") == copied


# Without script


def test_without_script_the_conversation_stays_too(plain: webdriver.Chrome) -> None:
    submit(plain, COSTS)
    submit(plain, RUN)
    assert turns(plain) == [COSTS, RUN]
    assert plain.current_url.endswith("#seneste")
    follow(plain, "Hele brevet")
    assert heading(plain) == SCHOOL_BUSES.metadata.title


def test_without_script_a_search_is_narrowed_and_widened(plain: webdriver.Chrome) -> None:
    narrow(plain, "Alternativet", "besvaret")
    submit(plain, COSTS)
    submit(plain, MORE)
    assert chips(plain) == ["Parti: Alternativet", "Slags: Endeligt svar"]
    with leaving(plain):
        plain.find_element(By.CSS_SELECTOR, "#seneste .chip").click()
    assert (turns(plain), chips(plain)) == ([COSTS, MORE], ["Slags: Endeligt svar"])


def test_without_script_a_letter_is_asked_alone(plain: webdriver.Chrome, site: str) -> None:
    plain.get(f"{site}/breve/madspild")
    plain.find_element(By.ID, "i-brevet").send_keys(COSTS)
    with leaving(plain):
        plain.find_element(By.CSS_SELECTOR, ".within button").click()
    assert chips(plain) == ["Brev: madspild i de kommunale køkkener, 2022"]


def test_without_script_nothing_is_offered_that_needs_it(plain: webdriver.Chrome) -> None:
    submit(plain, COSTS)
    assert not plain.find_elements(By.CSS_SELECTOR, ".copy")
    assert not plain.find_element(By.CSS_SELECTOR, ".keys").is_displayed()


# On any screen

ADDRESSES = [
    "/",
    "/?q=Er+der+planer+om+at+nedlægge+ruter&brev=skolebusser&aar=2019-2023&q=Og+hvad+koster+de",
    "/?q=Hvad+koster+kørslen+om+året+fordelt&q=Hvor+holder+busserne&q=Er+EM+i+år&q=" + "x" * 1001,
    "/breve",
    "/breve/skolebusser",
    "/breve/skolebusser/2",
    "/nej",
]


@pytest.mark.parametrize("size", [DESKTOP, PHONE, ZOOMED])
def test_nothing_scrolls_sideways(browser: webdriver.Chrome, site: str, size: tuple[int, int]) -> None:
    resize(browser, size)
    found = {}
    for address in ADDRESSES:
        browser.get(site + address)
        browser.execute_script("document.querySelectorAll('details').forEach((each) => each.open = true)")
        found[address] = overflow(browser)
    assert found == dict.fromkeys(ADDRESSES, 0)


def test_the_field_follows_only_where_there_is_room(browser: webdriver.Chrome) -> None:
    ask(browser, COSTS)
    form = browser.find_element(By.CSS_SELECTOR, "form.composer")
    positions = []
    for size in (DESKTOP, ZOOMED):
        resize(browser, size)
        positions.append(form.value_of_css_property("position"))
    assert positions == ["sticky", "static"]
