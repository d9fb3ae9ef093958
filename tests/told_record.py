"""A small record with something of every kind in it, for tests that alter it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from commission import PARTIES, RU, SECRETARY, UA, Commission, decide, hand_in_list

from homeward.exchange.models import AdoptedAgreement, AdoptedPlan, IssuedPaper, LotDraw
from homeward.intake.models import SubmittedRow
from homeward.ledger.actions import Act, Reading, record, record_readings
from homeward.ledger.models import Entry
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.reconciliation.models import Comparison

#: Numbers of entries: 0 adopts the policy, 4 records the checkpoint over 4 entries, 5 to 7 its cosignatures, 11 that
#: over 11 entries, 12 to 14 its cosignatures.
UA_LIST, RU_LIST, DECISION, ERASURE, REMOVAL, LAST = 1, 2, 3, 8, 9, 14


def tell(folder: Path, rows: int = 3) -> Commission:
    """Fifteen entries: lists of ``rows`` rows, decisions, a row and a part erased, a row removed, two checkpoints."""
    commission = Commission(folder)
    commission.begin()
    hand_in_list(UA, folder, rows)
    hand_in_list(RU, folder, rows)
    decide(UA, rows - 1)
    commission.checkpoint()
    first, second = rows_of(UA_LIST)[:2]
    with acting(UA, "retention.dispose") as act:
        act.erased(first)
        act.erases_content(UA_LIST, "file")
        first.delete()
    with acting(UA, "intake.withdraw") as act:
        act.removed(second)
        second.delete()
    decide(RU, rows - 1)
    commission.checkpoint()
    return commission


def tell_on() -> None:
    """Four more entries, so that no table is empty: a comparison, a round, two readings."""
    with acting(SECRETARY, "reconciliation.compare") as act:
        act.made(
            Comparison.objects.create(
                number="CO-1", lists={"a": "11", "b": "22"}, pairs_sha256="33", counts={"match": 7}
            )
        )
    with acting(SECRETARY, "exchange.hold_round", request="round-1") as act:
        agreement = AdoptedAgreement.objects.create(sha256="44", agreement_id="istanbul-2025", text="[agreement]")
        plan = AdoptedPlan.objects.create(sha256="55", agreement=agreement, persons_sha256="66", text="{}")
        paper = IssuedPaper.objects.create(sha256="77", plan=plan, side="UA", language="uk", title="Список")
        act.made(agreement, plan, paper, LotDraw.objects.create(list_sha256="88", draw="{}"))
        act.tells("note", {"stage": 1, "text": "Обмін ⅩⅡ", "none": None})
    record_readings([Reading(by, Purpose.TRACING, ["PE-1", "PE-2"], [by.side, NEUTRAL]) for by in (UA, RU)])


def acting(by: Actor, action: str, request: str = "") -> AbstractContextManager[Act]:
    """Something that everybody sees."""
    return record(by=by, action=action, purpose=Purpose.AUDIT, subject="", shown_to=PARTIES, request=request)


def rows_of(sequence: int) -> list[SubmittedRow]:
    """The rows of a list that was handed in by entry ``sequence``."""
    number = Entry.objects.get(sequence=sequence).subject
    return list(SubmittedRow.objects.filter(submission=number).order_by("number"))
