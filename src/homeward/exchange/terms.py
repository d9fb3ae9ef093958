"""The words of an exchange: persons as listed, agreements with their terms, and the plan that comes of them.

Plain values only. They are read in ``persons`` and ``agreements``, a plan is made in ``planning`` and written in
``plan_file``; the rule that a plan follows stands in ``docs/reference/exchange-plan.md``. Sides are codes chosen by
the agreement; nothing here or elsewhere in the room treats one of the two differently from the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from homeward.exchange.expressions import Expression
from homeward.exchange.reasons import Reason
from homeward.register.dates import PartialDate
from homeward.words import LabelledWord, Language, _


class MedicalDecision(LabelledWord):
    """What a medical commission, or the Detaining Power's doctors, decided about a person.

    Source: GC III art. 112 and Annex II art. 10 (repatriation, rejection, later examination); the letters A, B, NC
    are those of the certificate. ``B`` is a positive decision of Annex I, I.B, not a vote of its own.
    """

    DIRECT_REPATRIATION = "A", _("Direct repatriation")
    NEUTRAL_COUNTRY = "B", _("Accommodation in a neutral country")
    LATER_EXAMINATION = "NC", _("Reference to a later examination")
    REJECTED = "REJ", _("Rejection")
    MANIFEST = "MANIFEST", _("Manifestly seriously injured or sick: without a Mixed Medical Commission")
    NO_DECISION = "", _("No decision")


class Fitness(LabelledWord):
    """Whether a person may be moved. Source: GC III art. 109 ¶1, “until they are fit to travel”."""

    FIT = "yes", _("Fit to travel")
    WITH_ESCORT = "escort", _("Fit to travel with a medical escort")
    NOT_FIT = "no", _("Not fit to travel")
    UNKNOWN = "unknown", _("Fitness to travel not established")


class Will(LabelledWord):
    """What the person says about going home, taken by the neutral in private. Source: GC III art. 109 ¶3."""

    YES = "yes", _("Wishes to return")
    NO = "no", _("Does not wish to return")
    UNASKED = "unasked", _("Not yet asked")


class Rule(LabelledWord):
    """How a term counts persons."""

    ALL_FOR_ALL = "all_for_all", _("Everyone of the category, both ways, whatever the numbers")
    EQUAL_NUMBERS = "equal_numbers", _("Equal numbers in every stage")
    FIXED_NUMBERS = "fixed_numbers", _("Up to a fixed number for each side")
    UNILATERAL = "unilateral", _("One side hands over up to a number, nothing in return")


class FamilyGroups(LabelledWord):
    """What becomes of a family group with a member who cannot go in this round."""

    WHOLE = "whole", _("A family group goes whole or waits whole")
    ELIGIBLE_MEMBERS = "eligible_members", _("A family group goes with those of its members who can go")


class Criterion(LabelledWord):
    """What decides who goes first within a term, as published in ``order``."""

    MEDICAL_URGENCY = "medical_urgency", _("Greatest medical urgency first")
    HELD_SINCE = "held_since", _("Longest held first")
    AGE = "age", _("Eldest first")
    YOUNGEST = "youngest", _("Youngest first")
    STRETCHER = "stretcher", _("Those on stretchers first")


class LotKind(LabelledWord):
    """Where the lot of a plan comes from."""

    GIVEN = "given", _("Lot given to the planner")
    REHEARSAL = "rehearsal", _("Rehearsal: no lot was drawn")


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a list of persons to be exchanged, as it stands in PERSONS.csv.

    Attributes:
        person_id: opaque, unique in the file.
        side: code of the side the person goes home to.
        names: as written; shown on papers, never used by a rule.
        birth_date, held_since: as far as known; None when the cell is empty.
        medical_urgency: 0 (none) to 3 (greatest); None when not assessed.
        confirmed_by: codes of the sides that confirmed the person, sorted.
        family_group: name of the group the person belongs to, else "".
    """

    person_id: str
    side: str
    names: str
    birth_date: PartialDate | None
    held_since: PartialDate | None
    medical: MedicalDecision
    medical_urgency: int | None
    fit_to_travel: Fitness
    stretcher: bool
    will: Will
    confirmed_by: tuple[str, ...]
    family_group: str
    already_returned: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an agreement: whom it concerns and how many of them go.

    Attributes:
        category: who falls under the term, three-valued.
        order: who goes first; what is left equal is decided by the lot.
        at_least: persons per side that ``equal_numbers`` promises; reported, never enforced. 0 when none.
        or_all_there_are: the promise is also kept by every pair there is when there are fewer.
        at_most: most persons per side that ``equal_numbers`` allows in this round; None without bound.
        numbers: for ``fixed_numbers`` the most persons going home to each side; else empty.
        from_side, count: for ``unilateral`` the side that hands over, and the most persons; else "" and 0.
    """

    term_id: str
    title: str
    rule: Rule
    category: Expression
    order: tuple[Criterion, ...]
    at_least: int = 0
    or_all_there_are: bool = False
    at_most: int | None = None
    numbers: Mapping[str, int] | None = None
    from_side: str = ""
    count: int = 0

    def covers(self, side: str) -> bool:
        """Whether the term speaks of persons going home to ``side``."""
        return self.rule is not Rule.UNILATERAL or side != self.from_side

    def most(self, side: str) -> int | None:
        """Most persons going home to ``side`` under this term in the whole round; None without bound."""
        match self.rule:
            case Rule.EQUAL_NUMBERS:
                return self.at_most
            case Rule.FIXED_NUMBERS:
                return (self.numbers or {})[side]
            case Rule.UNILATERAL:
                return self.count if self.covers(side) else 0
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Capacity:
    """Places in one stage and one direction. Someone on a stretcher takes a stretcher place and no seat."""

    seats: int
    stretchers: int


@dataclass(frozen=True, slots=True)
class Round:
    """One exchange round: its day, and the places in each stage for persons going home to each side.

    Attributes:
        capacity: side code to one ``Capacity`` per stage, stage 1 first.
    """

    date: dt.date
    stages: int
    capacity: Mapping[str, tuple[Capacity, ...]]
    family_groups: FamilyGroups = FamilyGroups.WHOLE


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the two sides signed, with the round it is applied to.

    Attributes:
        sides: the two codes, sorted: their order in the file means nothing.
        terms: in the order of the file, which is their rank.
        sha256: digest of the file's bytes, hex.
    """

    agreement_id: str
    title: str
    signed: dt.date
    sides: tuple[str, str]
    terms: tuple[Term, ...]
    round: Round
    sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person who goes. ``reasons`` say under what, at which rank, and what to have ready."""

    person_id: str
    side: str
    term: str
    stage: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One person who does not go in this round, and every reason why."""

    person_id: str
    side: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Undetermined:
    """A term of which it cannot be said whether the person falls under it, and what must be learnt to say so."""

    person_id: str
    side: str
    term: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermOutcome:
    """What a term asked for and what the plan gives.

    Attributes:
        eligible: persons per side who fall under the term and whose gates are open.
        planned: persons per side who go.
        remarks: what both sides must know, for example that a promised number is not reached.
    """

    term: Term
    eligible: Mapping[str, int]
    planned: Mapping[str, int]
    remarks: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class StageLoad:
    """Places used in one stage by persons going home to one side, beside the places there are."""

    stage: int
    side: str
    seated: int
    lying: int
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes, in which stage, under which term; who does not, and why.

    Attributes:
        rule_version: version of the planning rule followed.
        persons_sha256: digest of the persons file's bytes, hex.
        lot: the lot used, lower-case hex.
        lines: in published order within each stage, stage 1 first.
        left_out: by person id; with ``lines`` everyone given, once.
        undetermined: by person id, then rank of the term. Such a person may go under a later term that surely holds.
    """

    agreement_id: str
    title: str
    rule_version: str
    agreement_sha256: str
    persons_sha256: str
    lot: str
    lot_kind: LotKind
    round_date: dt.date
    sides: tuple[str, str]
    outcomes: tuple[TermOutcome, ...]
    loads: tuple[StageLoad, ...]
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    undetermined: tuple[Undetermined, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed list: for the persons of ``side``, in ``language``, as the file ``path``."""

    side: str
    language: Language
    path: Path
