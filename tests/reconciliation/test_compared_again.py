"""Comparing lists at the desk, and again after a new version: what people found stays, what is gone goes."""

import pytest
from desk import Desk
from paired import Paired, another, compared, listed, person, weighed

from homeward.access.terms import Role
from homeward.jobs.actions import enqueue
from homeward.jobs.worker import run_waiting
from homeward.ledger.actions import AlreadyRecorded
from homeward.ledger.live import check
from homeward.ledger.terms import NEUTRAL
from homeward.progress import silent
from homeward.reconciliation import gate
from homeward.reconciliation.actions import find_pairs, second_findings
from homeward.reconciliation.gate import Filter
from homeward.reconciliation.models import Comparison, Pair, QueueLine
from homeward.reconciliation.states import Ground, PairState, Said


def test_the_whole_way_in_the_background(desk: Desk) -> None:
    persons = [person(number, patronymic="Олегович", birth_place="Суми") for number in range(6)]
    lists = [listed(desk, party, persons) for party in ("UA", "RU")]
    secretary = desk.viewer(Role.SECRETARY, NEUTRAL)
    job = enqueue("reconciliation.compare", {"lists": lists}, party=NEUTRAL, person=secretary.person, key="form")
    run_waiting()
    job.refresh_from_db()
    kept = Comparison.objects.get()
    assert job.result["url"] == f"/reconcile/comparisons/{kept.number}/"
    assert gate.pairs_hold(kept)
    rows = {(pair.left_entry.partition("/")[2], pair.right_entry.partition("/")[2]) for pair in Pair.objects.all()}
    assert {(str(row), str(row)) for row in range(2, 8)} <= rows
    assert QueueLine.objects.filter(party=NEUTRAL).count() == Pair.objects.count()
    assert not QueueLine.objects.exclude(party=NEUTRAL).exists()
    Pair.objects.update(probability=0.5)
    assert not gate.pairs_hold(kept)
    check(silent)


def test_the_same_job_keeps_its_result_once(quick_desk: Desk) -> None:
    number = listed(quick_desk, "UA", [person(0), person(0)])
    pairs = [weighed(f"{number}/2", f"{number}/3")]
    compared(quick_desk, {number: "UA"}, pairs, request="job:1")
    with pytest.raises(AlreadyRecorded):
        compared(quick_desk, {number: "UA"}, pairs, request="job:1")
    assert Pair.objects.count() == 1


def test_compared_again_a_pair_keeps_its_number_and_what_was_found(desk: Desk) -> None:
    paired = Paired(desk)
    decided, open_, gone = paired.pairs
    find_pairs(by=paired.secretary, pairs=[decided], said=Said.DIFFERENT, grounds=[Ground.BIRTH])
    second_findings(by=another(paired.secretary), pairs=[decided])
    rows = {pair.number: pair for pair in Pair.objects.all()}
    owners = {number: side for side, number in paired.lists.items()}
    again = [weighed(rows[open_].left_entry, rows[open_].right_entry, 0.97)]
    compared(desk, owners, again)
    assert gate.line_for(paired.secretary, decided).state == PairState.AGREED_DIFFERENT
    assert gate.line_for(paired.secretary, open_).pair.probability == 0.97
    assert not QueueLine.objects.filter(pair=gone).exists()
    counts = gate.counts_for(paired.secretary, Filter()).states
    assert counts[PairState.WAITING] == 1
    assert counts[PairState.AGREED_DIFFERENT] == 1


def test_what_weighs_most_against() -> None:
    assert weighed("a/2", "b/2", surname=9.0, birth_date=-2.0, unit=-3.0).against == "unit:other"
    assert weighed("a/2", "b/2", surname=9.0, birth_date=-0.2).against == ""
    assert weighed("a/2", "b/2", surname=9.0, lists=-8.0).against == ""
