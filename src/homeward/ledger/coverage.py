"""Which columns of which tables the record covers: said beside each model, in one way.

    @in_the_record()
    class Submission(models.Model): ...

    @in_the_record(but={"opened": "counts how often a page was shown; says nothing about anyone"})
    class Query(models.Model): ...

    @outside_the_record("the record itself: its entries are covered by the tree")
    class Entry(models.Model): ...

Every column is covered unless it is named with the reason why not. A model of Homeward that says neither fails the
tests. ``Cover.values`` gives what is hashed: the values as they are stored, not as somebody meant to store them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models

from homeward.ledger.canonical import Json, b64

M = TypeVar("M", bound=type[models.Model])

_COVERED: dict[type[models.Model], Mapping[str, str]] = {}
_OUTSIDE: dict[type[models.Model], str] = {}


@dataclass(frozen=True, slots=True)
class Cover:
    """One covered table.

    Attributes:
        model: whose rows are covered.
        table: its name in the record, ``room.model``.
        columns: names of the covered columns, in alphabetical order; the key is among them.
        left_out: column and reason.
    """

    model: type[models.Model]
    table: str
    columns: tuple[str, ...]
    left_out: Mapping[str, str]

    def values(self, keys: Iterable[object]) -> dict[str, dict[str, Json]]:
        """Key as text and covered values of those rows of ``keys`` that are there, as they are stored."""
        rows = self.model._default_manager.filter(pk__in=list(keys)).values(*self.columns)
        key = self.model._meta.pk.attname
        return {key_text(row[key]): {column: stored(row[column]) for column in self.columns} for row in rows}


def in_the_record(*, but: Mapping[str, str] | None = None) -> Callable[[M], M]:
    """Declare that every row of a model is covered, in all columns but those named with a reason."""

    def declare(model: M) -> M:
        _COVERED[model] = dict(but or {})
        return model

    return declare


def outside_the_record(why: str) -> Callable[[M], M]:
    """Declare that a model's rows are not covered, and why nothing is lost by it."""

    def declare(model: M) -> M:
        _OUTSIDE[model] = why
        return model

    return declare


def undeclared() -> list[str]:
    """Homeward's models that declare neither, and columns left out that are no columns: must be empty."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("homeward.")]
    missing = [model._meta.label for model in ours if model not in _COVERED and model not in _OUTSIDE]
    for model, left_out in _COVERED.items():
        names = {field.attname for field in model._meta.concrete_fields}
        missing += [f"{model._meta.label}.{column}" for column in left_out if column not in names]
    return sorted(missing)


def covers() -> list[Cover]:
    """All covered tables, by name."""
    return sorted((cover_of(model) for model in _COVERED), key=lambda cover: cover.table)


def cover_of(model: type[models.Model]) -> Cover:
    """The cover of one model.

    Raises:
        KeyError: the model is not covered: no action may write it.
    """
    left_out = _COVERED[model]
    names = sorted(field.attname for field in model._meta.concrete_fields if field.attname not in left_out)
    return Cover(model, model._meta.label_lower, tuple(names), left_out)


def key_text(key: object) -> str:
    """A primary key as it stands in the record."""
    return str(key)


def stored(value: Any) -> Json:  # whatever a column can hold
    """A value of a column as it is hashed; the same on SQLite and on PostgreSQL.

    Instants are UTC with six decimals, bytes base 64; fractions are text, for no two programs print them alike.
    """
    if value is None or isinstance(value, (str, bool, int)):
        return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53 else value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return b64(bytes(value))
    if isinstance(value, (float, Decimal, UUID)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): stored(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [stored(part) for part in value]
    raise TypeError(f"a column of the record cannot hold {type(value).__name__}")
