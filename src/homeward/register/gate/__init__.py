"""What a viewer may have of the register, by subject: each asks the database one question that knows who is looking."""

from homeward.register.gate.contradictions import ShownContradiction, contradiction_for, contradictions_for, shown
from homeward.register.gate.entries import (
    ShownEntry,
    disclosed_columns,
    entries_by_alias,
    entries_by_number,
    entries_for,
    entry_for,
    person_list,
    shown_entry,
    visible_entries,
)
from homeward.register.gate.judgements import completes, judgements_for, parties_told
from homeward.register.gate.persons import (
    assertions_of,
    members_for,
    person_for,
    person_of_entry,
    persons_for,
    statements_for,
)
from homeward.register.gate.places import (
    ShownPlace,
    institution_for,
    institutions_for,
    place_for,
    places_for,
    search_institutions,
    search_places,
)
from homeward.register.gate.search import search_entries
from homeward.register.gate.waiting import waiting_for

__all__ = [
    "ShownContradiction",
    "ShownEntry",
    "ShownPlace",
    "assertions_of",
    "completes",
    "contradiction_for",
    "contradictions_for",
    "disclosed_columns",
    "entries_by_alias",
    "entries_by_number",
    "entries_for",
    "entry_for",
    "institution_for",
    "institutions_for",
    "judgements_for",
    "members_for",
    "parties_told",
    "person_for",
    "person_list",
    "person_of_entry",
    "persons_for",
    "place_for",
    "places_for",
    "search_entries",
    "search_institutions",
    "search_places",
    "shown",
    "shown_entry",
    "statements_for",
    "visible_entries",
    "waiting_for",
]
