"""Which rows the record covers is said beside each model, in one way; a model that forgot is found."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from homeward.intake.models import Submission
from homeward.ledger import coverage
from homeward.ledger.coverage import cover_of, covers, in_the_record, outside_the_record, stored, undeclared
from homeward.ledger.models import Entry


def test_every_model_says_whether_it_is_covered() -> None:
    assert undeclared() == []
    ours = {model for model in apps.get_models() if model.__module__.startswith("homeward.")}
    assert len(ours) >= 15


def test_a_model_that_forgot_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "_COVERED", {})
    assert "intake.Submission" in undeclared()
    assert "ledger.Entry" not in undeclared()


def test_a_column_left_out_must_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "_COVERED", dict(coverage._COVERED))
    in_the_record(but={"no_such_column": "a slip of the pen"})(Submission)
    assert undeclared() == ["intake.Submission.no_such_column"]


def test_all_columns_are_covered_unless_named_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {field.attname for field in Submission._meta.concrete_fields}
    assert set(cover_of(Submission).columns) == names - {"is_newest", "withdrawn_at"}
    monkeypatch.setattr(coverage, "_COVERED", dict(coverage._COVERED))
    in_the_record(but={"label": "for this test"})(Submission)
    assert set(cover_of(Submission).columns) == names - {"label"}


def test_the_record_does_not_cover_itself_but_says_why() -> None:
    assert Entry not in {cover.model for cover in covers()}
    assert outside_the_record("why")(Entry) is Entry
    with pytest.raises(KeyError):
        cover_of(Entry)


@pytest.mark.parametrize(
    ("value", "hashed"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (2**53, "9007199254740992"),
        ("Олешки", "Олешки"),
        (0.1, "0.1"),
        (Decimal("1.50"), "1.50"),
        (dt.date(2025, 6, 2), "2025-06-02"),
        (dt.datetime(2025, 6, 2, 15, 0, tzinfo=dt.timezone(dt.timedelta(hours=3))), "2025-06-02T12:00:00.000000Z"),
        (b"\x00\xff", "AP8="),
        (memoryview(b"\x00\xff"), "AP8="),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ({"b": [1.5, {"a": None}]}, {"b": ["1.5", {"a": None}]}),
    ],
)
def test_values_are_hashed_alike_on_every_database(value: object, hashed: object) -> None:
    assert stored(value) == hashed


def test_what_no_column_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot hold set"):
        stored({1})


def test_no_model_inherits_another() -> None:
    """A table whose columns stand in two classes would be covered by halves."""
    for cover in covers():
        assert all(base is models.Model or base._meta.abstract for base in cover.model.__bases__)
