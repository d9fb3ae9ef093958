"""The words of queries: what is asked, what is answered, how a query stands by its day."""

from __future__ import annotations

import datetime as dt

from homeward.words import LabelledWord, _

#: Days given for an answer where nobody says otherwise.
DAYS_FOR_AN_ANSWER = 10
#: From so many days before its day on a query counts as due soon.
SOON = 3


class QueryKind(LabelledWord):
    """What is asked about an entry."""

    HELD = "held", _("Is this person held?")
    FATE = "fate", _("What is known of the fate and whereabouts of this person?")
    DETAIL = "detail", _("Please check what is written of this person.")
    IDENTITY = "identity", _("Are these two entries one person?")


class AnswerWord(LabelledWord):
    """What a side answers of a person (schema of list entries; Geneva Convention III, art. 122)."""

    HELD = "held", _("held")
    NOT_HELD = "not_held", _("not held")
    DIED = "died", _("died")
    RELEASED = "released", _("released")
    TRANSFERRED = "transferred", _("transferred")
    UNKNOWN = "unknown", _("not known")
    REFUSED = "refused_to_say", _("will not say")


class QueryState(LabelledWord):
    """How a query stands."""

    WAITING = "waiting", _("waiting for an answer")
    DUE_SOON = "due_soon", _("due soon")
    LATE = "late", _("late")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn")


def state_of(answer: str, due_on: dt.date, today: dt.date, *, is_withdrawn: bool = False) -> QueryState:
    """How a query stands on a day; the day it is due on is not late yet."""
    if answer:
        return QueryState.ANSWERED
    if is_withdrawn:
        return QueryState.WITHDRAWN
    if due_on < today:
        return QueryState.LATE
    return QueryState.DUE_SOON if (due_on - today).days <= SOON else QueryState.WAITING
