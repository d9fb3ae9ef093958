"""A long list is walked forwards and backwards without losing, doubling or reordering a row."""

import datetime as dt

import pytest
from desk import Desk
from django.db.models import QuerySet
from django.http import HttpRequest
from django.test import RequestFactory

from homeward.access.models import Member
from homeward.desk.listing import Page, page_of
from homeward.ledger.terms import NEUTRAL

NOON = dt.datetime(2025, 6, 2, 12, tzinfo=dt.UTC)
ORDERS = [
    ("number",),
    ("-number",),
    ("joined_at", "number"),
    ("-joined_at", "-number"),
    ("language", "-joined_at", "number"),
    ("party__code", "number"),
]


@pytest.fixture
def members(desk: Desk) -> QuerySet[Member]:
    """Twenty-three members who share few moments and languages."""
    Member.objects.bulk_create(
        Member(
            number=f"US-{place:04}",
            sign_in_name=f"m{place}",
            name="m",
            party_id=("UA", "RU", NEUTRAL)[place % 3],
            language=("uk", "ru", "en", "tr")[place % 4],
            joined_at=NOON + dt.timedelta(microseconds=place * 7 % 5),
        )
        for place in range(23)
    )
    return Member.objects.all()


def get(address: str) -> HttpRequest:
    return RequestFactory().get(address)


def walk(rows: QuerySet[Member], order: tuple[str, ...], size: int) -> list[Page[Member]]:
    """All pages by their "next" addresses."""
    pages = [page_of(rows, get("/list/?state=open"), order=order, size=size)]
    while pages[-1].next_url:
        pages.append(page_of(rows, get(pages[-1].next_url), order=order, size=size))
    return pages


@pytest.mark.parametrize("order", ORDERS)
def test_forwards_the_pages_are_the_list(members: QuerySet[Member], order: tuple[str, ...]) -> None:
    for size in (1, 4, 22, 23, 24):
        shown = [row.pk for page in walk(members, order, size) for row in page]
        assert shown == list(members.order_by(*order).values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS)
def test_backwards_the_same_pages_come_again(members: QuerySet[Member], order: tuple[str, ...]) -> None:
    pages = walk(members, order, 5)
    at = pages[-1]
    for before in reversed(pages[:-1]):
        at = page_of(members, get(at.back_url), order=order, size=5)
        assert [row.pk for row in at] == [row.pk for row in before]
    assert at.back_url == ""


def test_filters_stay_in_the_address(members: QuerySet[Member]) -> None:
    for page in walk(members, ("number",), 5)[1:]:
        assert "state=open" in page.back_url
        assert page.first_url == "/list/?state=open"


def test_a_row_that_comes_or_goes_moves_no_other(members: QuerySet[Member]) -> None:
    first = page_of(members, get("/list/"), order=("number",), size=5)
    Member.objects.filter(pk__in=["US-0001", "US-0004"]).delete()
    second = page_of(members, get(first.next_url), order=("number",), size=5)
    assert [row.pk for row in second] == [f"US-{place:04}" for place in range(5, 10)]


@pytest.mark.parametrize("forged", ["US-0003", "WyJudW1iZXIiXSwgWyJVUy0wMDAzIl1d:1abc:deadbeef", "'; --", "\x00"])
def test_a_place_of_ones_own_making_is_no_place(members: QuerySet[Member], forged: str) -> None:
    request = RequestFactory().get("/list/", {"after": forged})
    page = page_of(members, request, order=("number",), size=5)
    assert page.rows[0].pk == "US-0000"
    assert page.back_url == ""


def test_a_place_in_another_list_is_no_place_in_this(members: QuerySet[Member]) -> None:
    other = page_of(members, get("/list/"), order=("joined_at", "number"), size=5)
    page = page_of(members, get(other.next_url), order=("number",), size=5)
    assert page.rows[0].pk == "US-0000"


def test_a_list_of_nothing_has_no_neighbours(members: QuerySet[Member]) -> None:
    page = page_of(members.none(), get("/list/"), order=("number",))
    assert (len(page), page.back_url, page.next_url, page.first_url) == (0, "", "", "")
