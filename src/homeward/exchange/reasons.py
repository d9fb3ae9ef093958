"""Why a person goes, or does not: keys with values, and the sentence each stands for.

A plan stores keys and values, so that it reads in four languages and two machines write the same bytes. Values are
numbers, side codes, term ids, field names and person ids: never a person's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from homeward.words import Language, _, say


class ReasonKey(StrEnum):
    """Every reason a plan may give; ``SENTENCES`` holds its words."""

    # why a person goes
    CATEGORY_HOLDS = "category_holds"
    RANKED = "ranked"
    WITH_FAMILY_GROUP = "with_family_group"
    GROUP_GOES_WITHOUT = "group_goes_without"
    ON_STRETCHER = "on_stretcher"
    WITH_ESCORT = "with_escort"
    # a gate is closed
    NOT_CONFIRMED = "not_confirmed"
    WILL_NO = "will_no"
    WILL_UNASKED = "will_unasked"
    NOT_FIT = "not_fit"
    FITNESS_UNKNOWN = "fitness_unknown"
    ALREADY_RETURNED = "already_returned"
    # no term, or none that is sure
    NO_TERM_HOLDS = "no_term_holds"
    UNDETERMINED = "undetermined"
    GROUP_WAITS = "group_waits"
    # the term holds and the gates are open, but there is no place
    BELOW_CUT_OFF = "below_cut_off"
    PASSED_OVER = "passed_over"
    NUMBER_REACHED = "number_reached"
    WOULD_BREAK_PARITY = "would_break_parity"
    SEATS_FULL = "seats_full"
    STRETCHERS_FULL = "stretchers_full"
    GROUP_DOES_NOT_FIT = "group_does_not_fit"
    FEWER_COULD_GO = "fewer_could_go"
    # what a term promised
    PROMISE_KEPT = "promise_kept"
    PROMISE_KEPT_BY_ALL = "promise_kept_by_all"
    PROMISE_NOT_REACHED = "promise_not_reached"
    NUMBER_NOT_REACHED = "number_not_reached"


SENTENCES: dict[ReasonKey, str] = {
    ReasonKey.CATEGORY_HOLDS: _("Falls under term {term}."),
    ReasonKey.RANKED: _("Ranks {rank} of {of} in term {term} for {side}."),
    ReasonKey.WITH_FAMILY_GROUP: _("Goes with a family group of {size}."),
    ReasonKey.GROUP_GOES_WITHOUT: _("The family group goes without {members}, who cannot go in this round."),
    ReasonKey.ON_STRETCHER: _("Needs a stretcher place."),
    ReasonKey.WITH_ESCORT: _("Needs a medical escort."),
    ReasonKey.NOT_CONFIRMED: _("Not confirmed by {side}. Only persons confirmed by both sides go."),
    ReasonKey.WILL_NO: _("Does not wish to return. Nobody goes against their will (GC III art. 109 ¶3)."),
    ReasonKey.WILL_UNASKED: _("Has not yet been asked. Nobody goes before the will is known (GC III art. 109 ¶3)."),
    ReasonKey.NOT_FIT: _("Not fit to travel; to be cared for until fit (GC III art. 109 ¶1)."),
    ReasonKey.FITNESS_UNKNOWN: _("Fitness to travel is not established (GC III art. 109 ¶1)."),
    ReasonKey.ALREADY_RETURNED: _("Has already returned."),
    ReasonKey.NO_TERM_HOLDS: _("Falls under no term of the agreement."),
    ReasonKey.UNDETERMINED: _("It cannot be said whether term {term} holds. Needed: {needs}."),
    ReasonKey.GROUP_WAITS: _("The family group waits together for {members}, who cannot go in this round."),
    ReasonKey.BELOW_CUT_OFF: _("Ranks {rank} of {of} in term {term} for {side}; the last who goes ranks {last}."),
    ReasonKey.PASSED_OVER: _(
        "Ranks {rank} of {of} in term {term} for {side}; others down to rank {last} go, because this place could "
        "not be given without lowering the numbers."
    ),
    ReasonKey.NUMBER_REACHED: _("The number of {number} agreed for {side} in term {term} is reached."),
    ReasonKey.WOULD_BREAK_PARITY: _(
        "Term {term} sends equal numbers in every stage; no stage has a free place here and one to match it "
        "for {other}."
    ),
    ReasonKey.SEATS_FULL: _("All {places} seats for {side} are taken in every stage."),
    ReasonKey.STRETCHERS_FULL: _("All {places} stretcher places for {side} are taken in every stage."),
    ReasonKey.GROUP_DOES_NOT_FIT: _(
        "The family group needs {seats} seats and {stretchers} stretcher places in one stage; no stage for {side} has "
        "so many left."
    ),
    ReasonKey.FEWER_COULD_GO: _("There is a free place, but taking it would let fewer persons go in all."),
    ReasonKey.PROMISE_KEPT: _("At least {promised} for each side were promised; {planned} go."),
    ReasonKey.PROMISE_KEPT_BY_ALL: _(
        "At least {promised} for each side were promised, or as many as there are; there are {planned}, and all go."
    ),
    ReasonKey.PROMISE_NOT_REACHED: _(
        "At least {promised} for each side were promised; {planned} go in this round, {missing} are still owed."
    ),
    ReasonKey.NUMBER_NOT_REACHED: _("{number} for {side} were agreed; {planned} go in this round."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes:
        key: what it says.
        values: what its sentence needs, by name, in the order given.
    """

    key: ReasonKey
    values: tuple[tuple[str, str | int], ...] = ()

    def text(self, language: Language | str = Language.EN) -> str:
        """The reason as a sentence in ``language``."""
        return say(SENTENCES[self.key], language, **dict(self.values))


def reason(key: ReasonKey, **values: str | int) -> Reason:
    """Make a reason from a key and the values its sentence needs."""
    return Reason(key, tuple(values.items()))
