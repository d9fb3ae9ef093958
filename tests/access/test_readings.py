"""Who reads a name leaves a trace that the reader's party, the neutral and the owner of the name can follow."""

import dataclasses
import datetime as dt

import pytest
from desk import SIDES, Desk
from django.db.models import F

from homeward.access import gate
from homeward.access.models import NameReading
from homeward.access.readings import ONE_READING, read_names
from homeward.access.terms import Role
from homeward.ledger.live import check
from homeward.ledger.models import Entry
from homeward.ledger.reading import read_entry
from homeward.ledger.terms import NEUTRAL, Purpose

MIRROR = pytest.mark.parametrize("side", SIDES)


@MIRROR
def test_a_reading_is_shown_to_the_reader_the_owner_and_the_neutral(desk: Desk, side: str) -> None:
    other = next(code for code in SIDES if code != side)
    read_names(desk.viewer(Role.LIAISON, side), {"EN-1": side, "EN-2": other})
    bodies = Entry.objects.order_by("-sequence").values_list("body", flat=True)[:2]
    shown = {frozenset(read_entry(bytes(body)).shown_to) for body in bodies}
    assert shown == {frozenset({side, NEUTRAL}), frozenset({*SIDES, NEUTRAL})}
    assert gate.readings_for(desk.viewer(Role.LIAISON, side)).count() == 2
    assert gate.readings_for(desk.viewer(Role.LIAISON, other)).count() == 1
    assert gate.readings_for(desk.viewer(Role.AUDITOR, NEUTRAL)).count() == 2
    assert gate.readings_for(desk.viewer(Role.SECRETARY, NEUTRAL)).count() == 0
    check()


def test_what_the_neutral_reads_of_both_tells_neither_side_of_the_other(desk: Desk) -> None:
    read_names(desk.viewer(Role.MEDICAL_MEMBER, NEUTRAL), {"EN-1": "UA", "EN-2": "RU", "EN-3": "RU"})
    for side, names in (("UA", 1), ("RU", 2)):
        (reading,) = gate.readings_for(desk.viewer(Role.LIAISON, side))
        assert (reading.owners, reading.names) == ([side], names)
        entry = read_entry(bytes(Entry.objects.get(sequence=reading.sequence).body))
        assert set(entry.shown_to) == {side, NEUTRAL}


def test_the_same_page_again_within_ten_minutes_is_one_reading(desk: Desk) -> None:
    viewer, names = desk.viewer(Role.LIAISON, "UA"), {"EN-2": "UA", "EN-1": "UA"}
    for _ in range(3):
        read_names(viewer, names)
    assert NameReading.objects.count() == 1
    NameReading.objects.update(at=F("at") - ONE_READING - dt.timedelta(seconds=1))
    read_names(viewer, names)
    assert NameReading.objects.count() == 2


def test_another_purpose_office_person_or_name_is_another_reading(quick_desk: Desk) -> None:
    viewer, names = quick_desk.viewer(Role.LIAISON, "UA"), {"EN-1": "UA"}
    read_names(viewer, names)
    read_names(dataclasses.replace(viewer, purpose=Purpose.TRACING), names)
    read_names(dataclasses.replace(viewer, role=Role.FAMILY_LIAISON), names)
    read_names(quick_desk.viewer(Role.FAMILY_LIAISON, "UA"), names)
    read_names(viewer, {"EN-2": "UA"})
    assert NameReading.objects.count() == 5


def test_a_page_without_names_is_no_reading(quick_desk: Desk) -> None:
    before = Entry.objects.count()
    viewer = quick_desk.viewer(Role.LIAISON, "UA")
    before = Entry.objects.count()
    read_names(viewer, {})
    assert Entry.objects.count() == before


@MIRROR
def test_the_page_tells_no_side_who_of_the_other_read(quick_desk: Desk, side: str) -> None:
    other = next(code for code in SIDES if code != side)
    reader = quick_desk.viewer(Role.LIAISON, other)
    read_names(reader, {"EN-1": side})
    page = quick_desk.client(Role.LIAISON, side).get("/readings/").content.decode()
    assert reader.person in page
    assert reader.name not in page
    assert reader.name in quick_desk.client(Role.AUDITOR, NEUTRAL).get("/readings/").content.decode()


def test_an_auditor_takes_the_readings_home_and_that_is_recorded(quick_desk: Desk) -> None:
    read_names(quick_desk.viewer(Role.LIAISON, "UA"), {"EN-1": "UA"})
    answer = quick_desk.client(Role.AUDITOR, "UA").post("/readings/file/")
    assert answer.content[:2] == b"PK"
    last = Entry.objects.order_by("sequence").last()
    assert last is not None
    assert read_entry(bytes(last.body)).action == "access.export_readings"
    assert quick_desk.client(Role.LIAISON, "UA").post("/readings/file/").status_code == 403


def test_the_purpose_chosen_stands_with_the_reading(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    assert client.post("/me/purpose/", {"purpose": "child_return", "next": "/members/"})["Location"] == "/members/"
    read_names(client.get("/me/").wsgi_request.viewer, {"EN-1": "UA"})
    assert NameReading.objects.get().purpose == "child_return"
    client.post("/me/purpose/", {"purpose": "nothing we know"})
    assert client.get("/me/").wsgi_request.viewer.purpose is Purpose.CHILD_RETURN
    assert (
        client.post("/me/purpose/", {"purpose": "tracing", "next": "https://elsewhere.example/"})["Location"] == "/me/"
    )
