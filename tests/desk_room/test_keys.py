"""Keys, light and dark, cards on a phone and leaving quickly, in a real browser."""

from collections.abc import Iterator

import pytest
from browser import PHONE, Visitor, chromium, live_desk
from desk import Desk
from playwright.sync_api import Browser

from homeward.access.terms import Role


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def visitor(quick_desk: Desk, browser: Browser) -> Iterator[Visitor]:
    """A liaison officer's browser."""
    client = quick_desk.client(Role.LIAISON, "UA")
    with live_desk(worker=False) as address:
        found = Visitor(browser, address)
        found.carries({name: morsel.value for name, morsel in client.cookies.items()})
        yield found
        found.close()


def test_everything_answers_to_keys(visitor: Visitor) -> None:
    page = visitor.go("/")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()

    page.keyboard.press("j")
    page.keyboard.press("j")
    rows = page.locator("table.list tbody tr")
    assert rows.nth(1).get_attribute("class") == "here"
    assert rows.nth(1).locator("a").evaluate("link => link === document.activeElement")
    page.keyboard.press("k")
    assert rows.nth(0).get_attribute("class") == "here"

    page.keyboard.press("/")
    assert page.locator("#seek").evaluate("field => field === document.activeElement")
    page.keyboard.type("gl/?j")
    assert page.locator("#seek").input_value() == "gl/?j"
    assert page.url.endswith("/")

    page.locator("#main").focus()
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/")
    page.locator("#main").focus()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/policy/")


def test_escape_twice_leaves_an_empty_page(visitor: Visitor) -> None:
    page = visitor.go("/help/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/away.html")
    assert page.inner_text("body").strip() == ""


def test_dark_is_chosen_once_and_stays(visitor: Visitor) -> None:
    page = visitor.go("/")
    page.locator("details.folded summary").first.click()
    page.click("[data-theme-is=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 23, 27)"
    page.goto(f"{visitor.address}/help/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.locator("details.folded summary").first.click()
    page.click("[data-theme-is='']")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme ?? ''") == ""


def test_on_a_phone_rooms_fold_and_rows_are_cards_that_keep_their_headings(visitor: Visitor) -> None:
    page = visitor.go("/")
    page.set_viewport_size(PHONE)
    assert not page.locator("#rooms").is_visible()
    page.click("[data-rooms]")
    assert page.locator("#rooms").is_visible()
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").count() == 4
    assert page.locator("table.cards td").first.get_attribute("data-label") == "What was done"


def test_the_skip_link_leads_past_the_rooms(visitor: Visitor) -> None:
    page = visitor.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
