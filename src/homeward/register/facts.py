"""What is said of one person, laid side by side: from entries and from statements, each with its party and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.register.dates import PartialDate, parse_edtf
from homeward.register.terms import FactField

#: What the list an entry stands on says of the person, beside the fields of statements.
LISTED = "listed"

#: Which column of an entry says which field; what was read where something is read.
_COLUMN_OF = {
    FactField.SEX: "sex",
    FactField.BIRTH_DATE: "birth_date",
    FactField.TAKEN: "event_date",
    FactField.BIRTH_PLACE: "birth_place",
}


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One thing said.

    Attributes:
        field: a value of ``FactField``, or ``LISTED`` with the kind of the list as value.
        value: a word, EDTF or text.
        party: who says it.
        source: alias of the entry, or number of the statement.
        as_of: EDTF, "" if not said.
        shared: whether both sides may see it.
    """

    field: str
    value: str
    party: str
    source: str
    as_of: str
    shared: bool

    @property
    def date(self) -> PartialDate | None:
        """The value as a date, None where it is none."""
        return _date(self.value)

    @property
    def when(self) -> PartialDate | None:
        """As of when it is said, None where that is not said."""
        return _date(self.as_of)


def facts_of_entry(
    alias: str, party: str, kind: str, known: Mapping[str, str], disclosed: frozenset[str]
) -> list[Fact]:
    """What an entry says.

    Args:
        alias, party, kind, known: of the entry.
        disclosed: canonical columns that were shown to both sides; ``kind`` stands for the kind of the list.
    """
    facts = [Fact(LISTED, kind, party, alias, "", "kind" in disclosed)] if kind else []
    for field, column in _COLUMN_OF.items():
        value = known.get(f"{column}_read", "" if field is not FactField.BIRTH_PLACE else known.get(column, ""))
        if value:
            facts.append(Fact(field.value, value, party, alias, "", column in disclosed))
    return facts


def _date(text: str) -> PartialDate | None:
    try:
        return parse_edtf(text) if text else None
    except ValueError:
        return None
