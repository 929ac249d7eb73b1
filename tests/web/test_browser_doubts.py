"""Doubts about how a QA was read, in a real Chromium: copied with the answer, and seen on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.web.pages.test_doubts import ALL, COSTS, NOTES, SAID, site
from tests.web.test_browser import (
    DESKTOP,
    PHONE,
    ZOOMED,
    ask,
    chromium,
    copy,
    field,
    overflow,
    resize,
    served,
)
from web.showing.doubts import DOUBTFUL

ADDRESSES = [f"/?q={COSTS}", "/breve/skolebusser", "/breve/skolebusser/2"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    for client, _ in site(tmp_path_factory.mktemp("kb"), *NOTES):
        with served(client.application) as found:
            yield found


@pytest.fixture(scope="module", params=[True, False], ids=["script", "no-script"])
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile"), script=request.param) as driver:
        yield driver


@pytest.mark.parametrize("size", [DESKTOP, PHONE, ZOOMED])
def test_doubts_are_seen_above_the_answer_on_any_screen(
    browser: webdriver.Chrome, address: str, size: tuple[int, int]
) -> None:
    resize(browser, size)
    for path in ADDRESSES:
        browser.get(address + path)
        doubts = browser.find_element(By.CSS_SELECTOR, ".passage:has(.table) .doubts")
        answer = browser.find_element(By.CSS_SELECTOR, ".passage:has(.table) .verbatim")
        assert SAID in doubts.text
        assert doubts.location["y"] + doubts.size["height"] < answer.location["y"]
        assert overflow(browser) == 0


def test_the_notes_on_the_letter_are_one_link_away(browser: webdriver.Chrome, address: str) -> None:
    resize(browser, DESKTOP)
    browser.get(f"{address}/breve/skolebusser/4")
    said = browser.find_element(By.CSS_SELECTOR, ".unsure")
    assert ALL in said.text
    said.find_element(By.TAG_NAME, "a").click()
    foot = browser.find_element(By.ID, "bemaerkninger")
    assert browser.current_url == f"{address}/breve/skolebusser#bemaerkninger"
    assert foot.is_displayed()


def test_a_letters_own_page_tells_of_the_letters_doubt_once(browser: webdriver.Chrome, address: str) -> None:
    resize(browser, PHONE)
    browser.get(f"{address}/breve/skolebusser")
    (said,) = browser.find_elements(By.CSS_SELECTOR, ".unsure")
    first = browser.find_element(By.CSS_SELECTOR, ".passage")
    assert ALL in said.text
    assert said.location["y"] < first.location["y"]


def test_a_doubt_is_copied_with_its_answer(tmp_path: Path, address: str) -> None:
    with chromium(tmp_path) as driver:
        resize(driver, DESKTOP)
        driver.get(address)
        ask(driver, COSTS)
        copy(driver, ".copy")
        field(driver).send_keys(Keys.CONTROL, "v")
        assert str(field(driver).get_attribute("value")).endswith(f"/breve/skolebusser/2\n{DOUBTFUL}")
