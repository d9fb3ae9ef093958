"""A party's entries, newest first, without reading those of others: what is filtered is the index, in the query."""

import importlib

from commission import RU, UA
from desk import Desk
from django.apps import apps

from homeward.ledger.actions import Reading, record, record_readings
from homeward.ledger.custody import MAKE_BACKUP, make_backup
from homeward.ledger.gate import (
    entries_at,
    entries_for,
    entry_at,
    last_instant,
    latest_entries,
    rows_in,
    said_in,
    shown_to,
)
from homeward.ledger.models import Shown
from homeward.ledger.terms import NEUTRAL, Actor, Change, Purpose

PARTIES = ("UA", "RU", NEUTRAL)


def read(actor: Actor) -> int:
    return record_readings([Reading(actor, Purpose.TRACING, ["EN-1"], [actor.side, NEUTRAL])])[0]


def test_the_index_says_what_the_entries_say(desk: Desk) -> None:
    for actor in (UA, RU, UA):
        read(actor)
    desk.commission.checkpoint()
    for party in PARTIES:
        expected = [(view.sequence, view.action) for view in entries_for(party)]
        assert list(shown_to(party).order_by("sequence").values_list("sequence", "action")) == expected
        assert expected


def test_the_index_of_an_old_record_is_filled_by_the_migration(desk: Desk) -> None:
    read(UA)
    read(RU)
    before = sorted(Shown.objects.values_list("party", "sequence", "action"))
    Shown.objects.all().delete()
    importlib.import_module("homeward.ledger.migrations.0002_shown").fill(apps, None)
    assert sorted(Shown.objects.values_list("party", "sequence", "action")) == before


def test_what_is_not_shown_to_a_party_is_not_there_for_it(desk: Desk) -> None:
    own, other = read(UA), read(RU)
    assert entry_at("UA", own) is not None
    for sequence in (other, 10_000):
        assert entry_at("UA", sequence) is None
    assert [view.sequence for view in entries_at("UA", [other, own])] == [own]
    assert other not in {view.sequence for view in latest_entries("UA", 100)}


def test_an_index_that_somebody_altered_shows_nothing_more(quick_desk: Desk) -> None:
    other = read(RU)
    Shown.objects.create(party="UA", sequence=other, action="ledger.read_names")
    assert entries_at("UA", [other]) == []


def test_the_newest_come_first(desk: Desk) -> None:
    sequences = [read(UA) for _ in range(3)]
    assert [view.sequence for view in latest_entries("UA", 2)] == sequences[:0:-1]


def test_what_an_entry_says_and_writes(desk: Desk) -> None:
    with record(by=UA, action="tests.say", purpose=Purpose.AUDIT, subject="", shown_to=["UA"]) as act:
        act.tells("reason", "as agreed")
    view = entry_at("UA", act.sequence)
    assert view is not None
    assert said_in(view) == {"reason": "as agreed"}
    assert rows_in(view, 5) == []
    policy = entry_at("UA", 0)
    assert policy is not None
    assert rows_in(policy, 5) == [("ledger.policy", "0", Change.MADE)]


def test_when_something_was_done_last(desk: Desk) -> None:
    assert last_instant(MAKE_BACKUP) is None
    make_backup(by=UA)
    sequence = make_backup(by=UA)
    view = entry_at("RU", sequence)
    assert view is not None
    assert last_instant(MAKE_BACKUP) == view.instant
