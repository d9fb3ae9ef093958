"""Home says what waits, to each office in its own words, and leads only through doors that open."""

import datetime as dt
from collections.abc import Iterator

import pytest
from desk import Desk, offices
from django.urls import resolve

from homeward.access.doors import NEEDS, OF_EVERY_MEMBER
from homeward.access.terms import Record, Right, Role
from homeward.access.viewer import Viewer
from homeward.desk.waiting import Waiting
from homeward.ledger.terms import NEUTRAL
from homeward.web import home
from homeward.web.navigation import GROUPS, rooms_for
from homeward.web.offices import OFFICES
from homeward.words import Language

EVERYBODY = [(role, party) for party in ("UA", "RU", NEUTRAL) for role in offices(party)]
PLACES = [place for _title, places in GROUPS for place in places]


def viewer(role: Role, party: str, sides: tuple[str, str] = ("UA", "RU")) -> Viewer:
    return Viewer("US-1", "somebody", role, party, sides)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.path)
def test_the_rail_asks_for_what_the_door_asks_for(place: object) -> None:
    found = next(one for one in PLACES if one is place)
    view = resolve(found.path).func
    if found.record is None:
        assert view in OF_EVERY_MEMBER
    else:
        assert NEEDS[view] == (found.record, found.right)


def test_every_key_leads_to_one_room() -> None:
    keys = [place.key for place in PLACES if place.key]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("role", "party"), EVERYBODY)
def test_the_rail_shows_the_doors_that_open(role: Role, party: str) -> None:
    shown = {place.path for group in rooms_for(viewer(role, party), "/") for place in group.places}
    assert shown == {
        place.path for place in PLACES if place.record is None or viewer(role, party).may(place.right, place.record)
    }


def test_a_room_stays_marked_on_the_pages_inside_it() -> None:
    liaison = viewer(Role.LIAISON, "UA")

    def marked(path: str) -> list[str]:
        return [place.path for group in rooms_for(liaison, path) for place in group.places if place.is_here]

    assert marked("/") == ["/"]
    assert marked("/lists/SB-1/rows/2/") == ["/lists/"]
    assert marked("/pairs/PA-1/") == ["/reconcile/"]
    assert marked("/record/") == ["/record/"]
    assert marked("/record/entries/3/") == ["/record/entries/"]
    assert marked("/me/") == []


def test_the_rail_is_the_same_for_both_sides() -> None:
    for role in offices("UA"):
        assert rooms_for(viewer(role, "UA"), "/") == rooms_for(viewer(role, "RU", ("RU", "UA")), "/")


def test_every_office_is_told_what_it_does() -> None:
    assert set(OFFICES) == set(Role)
    assert all(office.does and office.comes for office in OFFICES.values())


@pytest.mark.parametrize(("role", "party"), EVERYBODY)
def test_home_opens_for_every_office(quick_desk: Desk, role: Role, party: str) -> None:
    answer = quick_desk.client(role, party).get("/")
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_what_is_due_first_stands_first(quick_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(of: Viewer) -> Iterator[Waiting]:
        yield Waiting(2, "{n} a", "{n} as", "/a/")
        yield Waiting(3, "{n} b", "{n} bs", "/b/", dt.date(2025, 6, 3))
        yield Waiting(4, "{n} c", "{n} cs", "/c/", dt.date(2025, 6, 2))

    monkeypatch.setattr(home, "_ROOMS", (waits,))
    assert [line.url for line in home.waiting_everywhere(viewer(Role.LIAISON, "UA"))] == ["/c/", "/b/", "/a/"]
    page = quick_desk.client(Role.LIAISON, "UA").get("/").content.decode()
    assert "9 matters wait for you" in page
    assert "overdue since 2 June 2025" in page
    assert 'href="/c/"' in page


def test_a_side_is_shown_no_entry_of_the_other(quick_desk: Desk) -> None:
    theirs = quick_desk.member(Role.FAMILY_LIAISON, "RU")
    page = quick_desk.client(Role.LIAISON, "UA").get("/").content.decode()
    assert theirs.number not in page
    ours = quick_desk.client(Role.LIAISON, "RU").get("/").content.decode()
    assert theirs.number in ours


def test_help_opens_for_every_office_in_its_language(quick_desk: Desk) -> None:
    page = quick_desk.client(Role.AUDITOR, NEUTRAL, Language.EN).get("/help/").content.decode()
    for sentence in OFFICES[Role.AUDITOR].does:
        assert sentence in page


def test_the_policy_names_no_right_that_a_place_of_the_rail_invents() -> None:
    assert {place.record for place in PLACES} - {None} <= set(Record)
    assert {place.right for place in PLACES} == {Right.READ}
