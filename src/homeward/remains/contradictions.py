"""What is known elsewhere and cannot be true beside an identification: asked at the decision and for ever after.

Nobody's word weighs more than another's: a sighting reported by one side counts as one reported by the other. Dates
and measures are spans. Where a life is at stake a rule speaks already when the spans leave room for it: who may have
been seen alive after the remains were found is asked about. Where bodies are compared (sex, age, stature) it speaks
only when the spans leave none. A board may set a fact aside with reasons, but not a return alive by act of hand-over.
Sources: schema §13; field notes §3.2; GC I art. 16 (what is recorded of the dead), art. 17 (identity established).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from homeward.register.dates import PartialDate, age_range_on
from homeward.remains.terms import FactKind
from homeward.words import LabelledWord, _


class Clash(LabelledWord):
    """What cannot be true together; the label is the sentence."""

    ALIVE_LATER = "C1_alive_later", _("the person was reported alive after these remains were found.")
    LISTED_RETURNED = "C2_listed_returned", _("the person stands on a list of those returned after that.")
    RETURNED = "C3_returned", _("the person returned alive after that, by act of hand-over.")
    OTHER_CASE = (
        "C4_other_case",
        _("another case is identified as the same person, and both cannot be of one individual."),
    )
    UNJOINED = (
        "C5_unjoined",
        _("another case is identified as the same person; a decision must join them or separate one."),
    )
    OTHER_PERSON = "C6_other_person", _("the same case is identified as another person.")
    SEX = "C7_sex", _("the sexes differ.")
    AGE = "C8_age", _("the age of the remains does not fit the date of birth.")
    STATURE = "C9_stature", _("the statures do not fit.")


#: Not even a board sets these aside.
NEVER_SET_ASIDE = frozenset({Clash.RETURNED, Clash.OTHER_PERSON})

_OF_LIFE = {
    FactKind.ALIVE: Clash.ALIVE_LATER,
    FactKind.LISTED_RETURNED: Clash.LISTED_RETURNED,
    FactKind.RETURNED: Clash.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known.

    Attributes:
        id: of the fact.
        known_on: day it became known to the commission.
        subject: number of a person, a case, or a decision.
        kind: what is known.
        at: when it was so; None where the kind has no time.
        value: a code (``M``, ``F``) or a span of whole numbers (``25/35``), as the kind needs.
        said_by: code of a side, or ``NEUTRAL``; it weighs nothing.
        source: document it rests on.
    """

    id: str
    known_on: dt.date
    subject: str
    kind: FactKind
    at: PartialDate | None = None
    value: str = ""
    said_by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts or decisions that cannot be true beside an identification.

    Attributes:
        clash: what is wrong.
        facts: ids of the facts, or of the other decision, it rests on.
        known_on: day on which all of it was known.
    """

    clash: Clash
    facts: tuple[str, ...]
    known_on: dt.date


@dataclass(frozen=True, slots=True)
class OtherIdentification:
    """Another confirmed identification that shares case or person.

    Attributes:
        decision: its id.
        on: day of the decision.
        same_case: whether it is of the same case, and so of another person.
        individuals: the least number of individuals that the parts of both cases are of.
    """

    decision: str
    on: dt.date
    same_case: bool
    individuals: int


def of_facts(facts: Iterable[Fact], case: str, person: str, received: dt.date | None) -> tuple[Contradiction, ...]:
    """Contradictions between what is known of a person and what is known of a case.

    Args:
        facts: of any subject.
        case, person: of the identification.
        received: day on which the earliest container of the case was received, if known; facts ``found`` and ``died``
            of the case may tell an earlier last day of life.
    """
    facts = sorted(facts, key=lambda one: (one.known_on, one.id))
    of_case = [fact for fact in facts if fact.subject == case]
    of_person = [fact for fact in facts if fact.subject == person]
    return tuple(sorted([*_of_life(of_person, of_case, received), *_of_body(of_person, of_case)], key=_order))


def _order(found: Contradiction) -> tuple[dt.date, str, tuple[str, ...]]:
    return found.known_on, found.clash, found.facts


def of_others(others: Iterable[OtherIdentification]) -> tuple[Contradiction, ...]:
    """Contradictions with other identifications that are confirmed."""
    found = []
    for other in others:
        of_one_person = Clash.OTHER_CASE if other.individuals > 1 else Clash.UNJOINED
        clash = Clash.OTHER_PERSON if other.same_case else of_one_person
        found.append(Contradiction(clash, (other.decision,), other.on))
    return tuple(sorted(found, key=_order))


def _of_life(of_person: Sequence[Fact], of_case: Sequence[Fact], received: dt.date | None) -> list[Contradiction]:
    """Alive, or returned, on a day that may lie behind the last day on which the dead of this case can have lived."""
    limits = [(fact.at.latest, fact) for fact in of_case if fact.at and fact.kind in (FactKind.FOUND, FactKind.DIED)]
    found = []
    for fact in of_person:
        clash = _OF_LIFE.get(fact.kind)
        if clash is None or fact.at is None:
            continue
        if received is not None and fact.at.latest > received:
            found.append(Contradiction(clash, (fact.id,), fact.known_on))
            continue
        behind = [limit for day, limit in limits if fact.at.latest > day]
        if behind:
            first = min(behind, key=lambda one: (one.known_on, one.id))
            found.append(Contradiction(clash, (fact.id, first.id), max(fact.known_on, first.known_on)))
    return found


def _of_body(of_person: Sequence[Fact], of_case: Sequence[Fact]) -> list[Contradiction]:
    found = []
    for mine in of_person:
        for theirs in of_case:
            clash = _body_clash(mine, theirs, of_case)
            if clash is not None:
                found.append(Contradiction(clash, (mine.id, theirs.id), max(mine.known_on, theirs.known_on)))
    return found


def _body_clash(mine: Fact, theirs: Fact, of_case: Sequence[Fact]) -> Clash | None:
    match mine.kind, theirs.kind:
        case FactKind.SEX, FactKind.SEX:
            return Clash.SEX if mine.value != theirs.value else None
        case FactKind.STATURE, FactKind.STATURE:
            return Clash.STATURE if _apart(span(mine.value), span(theirs.value)) else None
        case FactKind.BORN, FactKind.AGE if mine.at is not None:
            # Who died in a span of days had an age in a span of years; without it, the day it was told is the last.
            died = next((fact.at for fact in of_case if fact.kind is FactKind.DIED and fact.at), None)
            first, last = (died.earliest, died.latest) if died else (mine.at.earliest, theirs.known_on)
            ages = max(age_range_on(mine.at, first)[0], 0), age_range_on(mine.at, last)[1]
            return Clash.AGE if _apart(ages, span(theirs.value)) else None
    return None


def span(value: str) -> tuple[int, int]:
    """Least and greatest of ``25/35`` or ``30``.

    Raises:
        ValueError: neither of the two, or the second below the first.
    """
    least, _slash, most = value.partition("/")
    found = int(least), int(most or least)
    if found[1] < found[0] or found[0] < 0:
        raise ValueError(f"“{value}” is no span")
    return found


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] < other[0] or other[1] < one[0]
