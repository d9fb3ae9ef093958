"""What people do in the register, by subject.

Those that take ``act`` first are steps of an action of a room above, within its ``record``; those that take ``by``
are actions of their own.
"""

from homeward.register.actions.contradictions import open_again, settle
from homeward.register.actions.entries import disclose, list_entries, supersede_entries, withdraw_entries
from homeward.register.actions.judgements import judge, retract, second, settle_persons, take_apart
from homeward.register.actions.places import (
    add_institution_form,
    add_place_form,
    name_institution,
    name_place,
    say_institution_changed,
    say_place_changed,
    share_saying,
)
from homeward.register.actions.statements import share_fact, state_fact, supersede_fact

__all__ = [
    "add_institution_form",
    "add_place_form",
    "disclose",
    "judge",
    "list_entries",
    "name_institution",
    "name_place",
    "open_again",
    "retract",
    "say_institution_changed",
    "say_place_changed",
    "second",
    "settle",
    "settle_persons",
    "share_fact",
    "share_saying",
    "state_fact",
    "supersede_entries",
    "supersede_fact",
    "take_apart",
    "withdraw_entries",
]
