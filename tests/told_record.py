"""A small record with something of every kind in it, for tests that alter it."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from commission import PARTIES, RU, SECRETARY, UA, Commission, decide, hand_in_list
from django.db.models import (
    BinaryField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)

from homeward.intake.models import SubmittedRow
from homeward.ledger.actions import Act, Reading, record, record_readings
from homeward.ledger.coverage import covers
from homeward.ledger.models import Entry
from homeward.ledger.terms import NEUTRAL, Actor, Purpose

_DAY = dt.datetime(2025, 6, 2, 12, 0, tzinfo=dt.UTC)
#: What stands in a column of a kind, the narrower kind first.
FILLED: dict[type[Field[Any, Any]], object] = {
    JSONField: {"a": 7, "text": "Обмін ⅩⅡ"},
    CharField: "x",
    TextField: "x",
    DateTimeField: _DAY,
    DateField: _DAY.date(),
    BooleanField: True,
    FloatField: 0.5,
    IntegerField: 7,
    BinaryField: b"\x00\xff",
}

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
    """Three more entries, so that no covered table is empty: a row in each that was, two readings."""
    with acting(SECRETARY, "exchange.hold_round", request="round-1") as act:
        for cover in covers():
            if not cover.model._default_manager.exists():
                a_row(act, cover.model)
        act.tells("note", {"stage": 1, "text": "Обмін ⅩⅡ", "none": None})
    record_readings([Reading(by, Purpose.TRACING, ["PE-1", "PE-2"], [by.side, NEUTRAL]) for by in (UA, RU)])


def a_row(act: Act, model: type[Model]) -> Model:
    """Write a row with something in every column; whatever it leads to is there or is written too."""
    values: dict[str, object] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            related = field.related_model
            values[field.name] = None if field.null else related._default_manager.first() or a_row(act, related)
        elif not field.primary_key or isinstance(field, TextField):
            values[field.name] = next(value for kind, value in FILLED.items() if isinstance(field, kind))
            if isinstance(field, TextField):
                values[field.name] = f"{field.name}-1"
    row = model(**values)
    row.save(force_insert=True)
    act.made(row)
    return row


def acting(by: Actor, action: str, request: str = "") -> AbstractContextManager[Act]:
    """Something that everybody sees."""
    return record(by=by, action=action, purpose=Purpose.AUDIT, subject="", shown_to=PARTIES, request=request)


def rows_of(sequence: int) -> list[SubmittedRow]:
    """The rows of a list that was handed in by entry ``sequence``."""
    number = Entry.objects.get(sequence=sequence).subject
    return list(SubmittedRow.objects.filter(submission=number).order_by("number"))
