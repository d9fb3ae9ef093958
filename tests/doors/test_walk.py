"""Every door, every office, both sides: what the policy says is what is answered, and nothing else can be told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from addresses import Address, addresses, without_door
from databases import point_at, with_tables
from desk import Desk
from django.db import connections
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from ninja import NinjaAPI
from things import SEARCHES, World, another_list
from walk import LENGTH_OF_THE_RECORD, Walker, all_told, kept_from, leaks, refusals, role_of, walkers

from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Role
from homeward.intake import gate as intake
from homeward.ledger.terms import NEUTRAL
from homeward.register import gate as register
from homeward.register.models import ListedEntry

SIDES = ("UA", "RU")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One commission for the whole walk; tests that write take a copy."""
    folder = tmp_path_factory.mktemp("doors")
    url = f"sqlite:///{folder / 'homeward.sqlite3'}"
    with_tables(url)
    point_at(url)
    made = World(Desk(folder))
    made.url = url
    connections.close_all()  # what SQLite still writes ahead of the file comes into it
    return made


@pytest.fixture(autouse=True)
def here(world: World, tmp_path: Path) -> None:
    """Each test works on its own copy: pages record who reads names."""
    shutil.copyfile(world.url.removeprefix("sqlite:///"), tmp_path / "copy.sqlite3")
    point_at(f"sqlite:///{tmp_path / 'copy.sqlite3'}")


@pytest.fixture(scope="module")
def everything() -> list[Address]:
    return list(addresses())


def test_every_address_says_who_may_open_it(everything: list[Address]) -> None:
    assert len(everything) > 100
    assert without_door(everything) == []


def test_the_policy_is_what_is_answered(world: World, everything: list[Address]) -> None:
    assert refusals(everything, walkers(world.desk), world.things) == []


def test_no_side_is_told_what_is_not_its_own(world: World, everything: list[Address]) -> None:
    assert leaks(everything, walkers(world.desk, SIDES), world.things, SEARCHES) == []


def test_the_neutral_sees_both_and_each_side_its_own(world: World, everything: list[Address]) -> None:
    """The canaries do sing where they may: else the walk would find nothing for want of looking."""
    for role, party in ((Role.SECRETARY, NEUTRAL), (Role.LIAISON, "UA"), (Role.LIAISON, "RU")):
        walker = role_of(world.desk, role, party)
        told = str(all_told(everything, [walker], world.things, SEARCHES))
        for thing in world.things:
            if walker.viewer.party in (thing.owner, NEUTRAL):
                assert all(canary in told for canary in thing.canaries), (role, party, thing)


@pytest.mark.parametrize("side", SIDES)
def test_what_the_other_side_hands_in_changes_nothing_for_this_one(
    world: World, everything: list[Address], side: str, tmp_path: Path
) -> None:
    """No count, order, number or error: the same bytes before and after, but for the length of the record itself."""
    before, after = tmp_path / "copy.sqlite3", tmp_path / "after.sqlite3"
    walker_roles = [Role.LIAISON, Role.AUDITOR, Role.MEDICAL_MEMBER]
    who = [role_of(world.desk, role, side) for role in walker_roles]
    for walker in who:
        walker.client.get("/help/")  # a session draws the order of the sides when it is first used
    connections.close_all()
    shutil.copyfile(before, after)
    kept = [walker.client.cookies.copy() for walker in who]
    found = [one for one in everything if not one.route.startswith(LENGTH_OF_THE_RECORD)]
    first = all_told(found, who, world.things, SEARCHES)
    for walker, cookies in zip(who, kept, strict=True):
        walker.client.cookies = cookies  # a page may have given the session another key, which the copy does not know
    point_at(f"sqlite:///{after}")
    another_list(world, next(other for other in SIDES if other != side))
    second = all_told(found, who, world.things, SEARCHES)
    assert [at for at in first if first[at] != second[at]] == []


# --- planted leaks: the walk finds them ---------------------------------------------------------------------------


def some(everything: list[Address], *beginnings: str) -> list[Address]:
    return [one for one in everything if one.route.startswith(beginnings)]


def test_a_gate_that_forgets_whose_entries_they_are_is_found(
    world: World, everything: list[Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "entry_for", lambda _viewer, number: get_object_or_404(ListedEntry, alias=number))
    found = some(everything, "api/entries", "entries")
    who = [role_of(world.desk, Role.LIAISON, "RU")]
    assert refusals(found, who, world.things)


def test_a_gate_that_forgets_whose_lists_they_are_is_found(
    world: World, everything: list[Address], monkeypatch: pytest.MonkeyPatch
) -> None:
    from homeward.intake.models import Submission

    monkeypatch.setattr(intake, "submissions_for", lambda _viewer, _right=None: Submission.objects.defer("file"))
    who = [role_of(world.desk, Role.LIAISON, "RU")]
    assert any("CANARYUA" in leak for leak in leaks(some(everything, "api/lists"), who, world.things, SEARCHES))


def test_a_count_alone_is_found(
    world: World, everything: list[Address], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A page that tells how many entries there are of all parties, and nothing of any."""

    @door(Record.ROW)
    def counting(request: DeskRequest) -> HttpResponse:
        return HttpResponse(f"{ListedEntry.objects.count()} entries")

    found = list(addresses([path("count/", counting)]))
    walker = role_of(world.desk, Role.LIAISON, "UA")
    planted = Walker(walker.viewer, _Straight(walker.viewer, counting))
    first = all_told(found, [planted], world.things, ())
    another_list(world, "RU")
    assert all_told(found, [planted], world.things, ()) != first


def test_a_view_without_a_door_is_found() -> None:
    def open_to_anybody(request: DeskRequest) -> HttpResponse:
        return HttpResponse("all of it")

    assert without_door(list(addresses([path("open/", open_to_anybody)]))) == ["GET /open/", "POST /open/"]


def test_an_operation_that_gives_everything_is_found(world: World) -> None:
    planted = NinjaAPI(urls_namespace="planted", docs_url=None, openapi_url=None)

    @planted.get("/everything")
    def everything(request: DeskRequest) -> list[str]:
        return [str(entry.cells) for entry in ListedEntry.objects.all()]

    found = [one for one in addresses([path("planted/", planted.urls)]) if "everything" in one.route]
    assert without_door(found) == ["GET /planted/everything"]
    walker = role_of(world.desk, Role.LIAISON, "RU")
    whoever = Walker(
        walker.viewer,
        _Straight(walker.viewer, lambda request: planted.create_response(request, everything(request), status=200)),
    )
    assert any("Канарченко" in leak for leak in leaks(found, [whoever], world.things, ()))


class _Straight:
    """A browser that reaches one planted view, which no address of the desk leads to."""

    def __init__(self, viewer: object, view: object) -> None:
        self.viewer, self.view = viewer, view

    def get(self, url: str, **_more: object) -> HttpResponse:
        from django.test import RequestFactory

        request = RequestFactory().get(url)
        request.viewer = self.viewer  # type: ignore[attr-defined]
        return self.view(request)  # type: ignore[operator,no-any-return]


def test_what_is_kept_from_a_side_is_the_others_and_the_neutrals(world: World) -> None:
    kept = kept_from(world.desk.viewer(Role.LIAISON, "UA"), world.things)
    assert {"Певчунов", "CANARYRU"} <= kept
    assert not {"Канарченко", "CANARYUA"} & kept
