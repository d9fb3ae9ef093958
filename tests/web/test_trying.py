"""The page to try it: open to every office, in every language, with and without scripts; nothing of it is kept."""

import re

import pytest
from desk import Desk, offices
from django.test import Client

from homeward.access.terms import Role
from homeward.intake.typed_rows import TYPED
from homeward.ledger.gate import entries_for
from homeward.ledger.terms import NEUTRAL
from homeward.web.tried_examples import NAMES, ROW_PAIRS
from homeward.words import Language

PART = {"HX-Request": "true"}
LEFT, RIGHT = "Сичов Вадим Олександрович", "SYCHEV, Vadim"
ROW = {"surname": "Сичов", "given_name": "Вадим", "birth_date": "12.06.1999"}


def rows(left: dict[str, str], right: dict[str, str]) -> dict[str, str]:
    return {
        f"{side}-{column}": cell for side, row in (("left", left), ("right", right)) for column, cell in row.items()
    }


@pytest.fixture
def client(quick_desk: Desk) -> Client:
    return quick_desk.client(Role.LIAISON, "UA")


@pytest.mark.parametrize("party", ["UA", NEUTRAL])
def test_every_office_may_try(quick_desk: Desk, party: str) -> None:
    for role in offices(party):
        client = quick_desk.client(role, party)
        for address in ("/try/", "/try/rows/"):
            answer = client.get(address)
            assert answer.status_code == 200
            assert 'href="/try/"' in answer.content.decode(), "the rail leads there"


@pytest.mark.parametrize("language", list(Language))
def test_every_example_has_a_result(quick_desk: Desk, language: Language) -> None:
    client = quick_desk.client(Role.SECRETARY, NEUTRAL, language)
    for address, examples in (("/try/", NAMES), ("/try/rows/", ROW_PAIRS)):
        for number, _example in enumerate(examples, 1):
            page = client.get(f"{address}?example={number}").content.decode()
            assert 'id="verdict"' in page
            assert len(page.encode()) < 100_000


def test_an_example_that_is_not_there_is_an_empty_page(client: Client) -> None:
    for asked in ("0", "99", "x", "-1", "١"):
        assert 'id="verdict"' not in client.get("/try/", {"example": asked}).content.decode()


def test_without_scripts_the_page_comes_back_with_what_was_typed(client: Client) -> None:
    page = client.post("/try/", {"left": LEFT, "right": RIGHT}).content.decode()
    assert f'value="{LEFT}"' in page
    assert "the same name" in page
    assert "sounds: sichev" in page
    assert "<svg" in page


def test_as_one_types_only_the_result_is_sent(client: Client) -> None:
    part = client.post("/try/", {"left": LEFT, "right": RIGHT}, headers=PART).content.decode()
    assert "<html" not in part
    assert 'hx-swap-oob="innerHTML:#heard"' in part
    part = client.post("/try/rows/", rows(ROW, ROW), headers=PART).content.decode()
    assert "<html" not in part
    assert part.count("hx-swap-oob") == 2 * len(TYPED) + 1


def test_the_two_can_be_exchanged_and_compare_the_same(client: Client) -> None:
    def verdict(page: str) -> str:
        return page.partition('id="verdict"')[2].partition("</p>")[0]

    one = client.post("/try/", {"left": LEFT, "right": RIGHT}).content.decode()
    other = client.post("/try/", {"left": LEFT, "right": RIGHT, "swap": "1"}).content.decode()
    assert re.search(rf'id="left" name="left" value="{RIGHT}"', other)
    assert verdict(one) == verdict(other)
    typed = rows(ROW, {"surname": "Сычев", "given_name": "В."})
    one = client.post("/try/rows/", typed).content.decode()
    other = client.post("/try/rows/", typed | {"swap": "1"}).content.decode()
    assert 'name="left-surname" value="Сычев"' in other
    assert verdict(one) == verdict(other)


def test_a_cell_that_is_not_understood_is_told_and_left_out(client: Client) -> None:
    page = client.post("/try/rows/", rows(ROW, ROW | {"birth_date": "31.02.1999"})).content.decode()
    cell = page.partition('id="says-right-birth_date"')[2].partition("</p>")[0]
    assert "There is no such day" in cell
    assert "left out" in page
    assert 'id="verdict"' in page


def test_dates_are_shown_as_read(client: Client) -> None:
    page = client.post("/try/rows/", rows(ROW, ROW)).content.decode()
    assert "read as 1999-06-12" in page


def test_rows_in_doubt_are_told_what_would_settle_them(client: Client) -> None:
    page = client.get("/try/rows/?example=3").content.decode()
    assert "What would settle it" in page
    assert "empty: the second row" in page


def test_nothing_is_recorded_and_no_address_holds_a_name(quick_desk: Desk, client: Client) -> None:
    before = len(list(entries_for(NEUTRAL)))
    for address, typed in (("/try/", {"left": LEFT, "right": RIGHT}), ("/try/rows/", rows(ROW, ROW))):
        answer = client.post(address, typed)
        assert "no-store" in answer["Cache-Control"]
        assert "%D0" not in " ".join(re.findall(r'(?:href|action|hx-post)="([^"]*)"', answer.content.decode()))
    assert len(list(entries_for(NEUTRAL))) == before


def test_what_is_typed_is_text(client: Client) -> None:
    page = client.post("/try/", {"left": "<script>alert(1)</script> Іван", "right": "Иван"}).content.decode()
    assert "<script>alert" not in page
    assert client.post("/try/", {"left": "???", "right": "Иван"}).status_code == 200
    assert client.post("/try/rows/", rows({"surname": "?"}, {"full_name": "\x00"})).status_code == 200
