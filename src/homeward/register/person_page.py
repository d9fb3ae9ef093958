"""A person laid out for one page: what is said, field by field, and what happened, in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from homeward.ledger.terms import NEUTRAL
from homeward.register.entries import COLUMNS
from homeward.register.terms import VALUES_OF, FactField, LifeState
from homeward.words import _

#: Columns of entries in the order of the page, with the field of statements that speaks of the same.
FIELDS: tuple[tuple[str, FactField | None], ...] = (
    ("surname", None),
    ("given_name", None),
    ("patronymic", None),
    ("full_name", FactField.NAME),
    ("sex", FactField.SEX),
    ("birth_date", FactField.BIRTH_DATE),
    ("birth_place", FactField.BIRTH_PLACE),
    ("event_date", FactField.TAKEN),
    ("last_seen_place", None),
    ("unit", None),
    ("rank", None),
    ("", FactField.LIFE_STATE),
    ("", FactField.WHEREABOUTS),
    ("", FactField.STATUS_CLAIM),
)

#: Values that a page shows only behind a step of its own.
QUIET = frozenset({LifeState.DEAD_REPORTED, LifeState.DEAD_IDENTIFIED, LifeState.PRESUMED_DEAD_COURT})


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing said, as a page shows it.

    Attributes:
        text: as written, or the marked label of a word.
        meant: what two assertions are compared by: the value read, else the text folded.
        party: who says it.
        source: alias of the entry, or what a statement says it is known from.
        is_entry: whether ``source`` is an entry.
        as_of: EDTF, "" if not said.
        recorded_at: when it came into the register.
        statement: number of the statement, "" for an entry.
        is_shared: whether both sides see it.
        is_superseded: whether a newer statement corrects it.
    """

    text: str
    meant: str
    party: str
    source: str
    is_entry: bool
    as_of: str
    recorded_at: dt.datetime
    statement: str = ""
    is_shared: bool = False
    is_superseded: bool = False
    confidence: str = ""

    @property
    def is_quiet(self) -> bool:
        """Whether it stands behind a step of its own."""
        return self.meant in QUIET


@dataclass(frozen=True, slots=True)
class SaidOfField:
    """All that is said of one field; ``is_joint`` where both sides say the same and nobody says otherwise."""

    label: str
    assertions: tuple[Assertion, ...]
    is_joint: bool


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One thing that happened, for the timeline."""

    at: dt.datetime
    sentence: str
    party: str
    about: str


def from_entry(column: str, known: Mapping[str, str], alias: str, party: str, at: dt.datetime) -> Assertion:
    """What an entry says in one column."""
    text = known[column]
    meant = known.get(f"{column}_read") or " ".join(text.split()).casefold()
    return Assertion(text, meant, party, alias, True, "", at)


def word_of(field: FactField, value: str) -> str:
    """The marked label of a statement's value, or the value where it is a text."""
    words = VALUES_OF.get(field)
    return next((word.label for word in words if word.value == value), value) if words else value


def said_by_field(
    of_column: Mapping[str, Sequence[Assertion]], of_field: Mapping[str, Sequence[Assertion]]
) -> list[SaidOfField]:
    """Bring assertions together by field, in the order of the page; fields of which nothing is said are left out.

    Args:
        of_column: assertions of entries by canonical column.
        of_field: statements by value of ``FactField``.
    """
    found = []
    for column, field in FIELDS:
        assertions = [*of_column.get(column, ()), *of_field.get(field.value if field else "", ())]
        if assertions:
            label = COLUMNS[column] if column else field.label if field else ""
            found.append(SaidOfField(label, tuple(assertions), _is_joint(assertions)))
    return found


def _is_joint(assertions: Iterable[Assertion]) -> bool:
    standing = [one for one in assertions if not one.is_superseded]
    sides = {one.party for one in standing} - {NEUTRAL}
    return len(sides) > 1 and len({one.meant for one in standing}) == 1


JOINED = _("an entry joined")
LEFT = _("an entry was taken out")
FOUNDED = _("the person was founded")
ENDED = _("the person was taken apart")
STATED = _("something was said")
CORRECTED = _("something said was corrected")
SHARED = _("a statement was shown to both sides")
SETTLED = _("a contradiction was settled")
REOPENED = _("a contradiction was opened again")
