"""Two names typed in a real browser: the result appears as one types, is heard, and stands up to every look."""

from collections.abc import Iterator

import pytest
from browser import Visitor, chromium, live_desk
from desk import Desk
from journey import SETTLED
from playwright.sync_api import Browser, expect

from homeward.access.terms import Role
from homeward.words import Language


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visitor(quick_desk: Desk, browser: Browser) -> Iterator[Visitor]:
    client = quick_desk.client(Role.LIAISON, "UA", Language.EN)
    with live_desk(worker=False) as address:
        coming = Visitor(browser, address)
        coming.carries({name: morsel.value for name, morsel in client.cookies.items()})
        yield coming
        coming.close()


def test_two_names_as_they_are_typed(visitor: Visitor) -> None:
    page = visitor.go("/")
    page.keyboard.press("g")
    page.keyboard.press("z")
    page.wait_for_url("**/try/")
    visitor.looks()
    page.fill("#left", "Сичов Вадим Олександрович")
    page.locator("#right").press_sequentially("Sychev, Vadim")
    expect(page.locator("#verdict")).to_contain_text("the same name")
    expect(page.locator("#heard")).to_contain_text("the same name")
    assert page.url.endswith("/try/"), "what is typed stands in no address"
    page.wait_for_selector(SETTLED, state="attached")
    visitor.seen.clear()
    visitor.looks()
    expect(page.locator("#tried figure.picture")).to_be_visible()
    page.click("button[name=swap]")
    expect(page.locator("#left")).to_have_value("Sychev, Vadim")


def test_two_rows_and_a_cell_that_is_not_understood(visitor: Visitor) -> None:
    page = visitor.go("/try/rows/")
    for side, surname in (("left", "Сичов"), ("right", "Сычев")):
        page.fill(f"#{side}-surname", surname)
        page.fill(f"#{side}-given_name", "Вадим")
    expect(page.locator("#verdict")).to_be_visible()
    page.fill("#right-birth_date", "31.02.1999")
    expect(page.locator("#says-right-birth_date")).to_contain_text("There is no such day")
    page.fill("#right-birth_date", "12.06.99")
    expect(page.locator("#says-right-birth_date")).to_contain_text("read as 1999-06-12")
    visitor.seen.clear()
    visitor.looks()
    page.click("text=A person must look")
    expect(page.locator(".turning")).to_contain_text("What would settle it")
    visitor.seen.clear()
    visitor.looks()
