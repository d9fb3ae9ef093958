"""Claims and acts in the field's words: what was said in public, and what was signed.

A claim is what a speaker said, never "the truth"; an act is what its signatories counted. No value here, and nothing
computed from them, counts or weighs claims by speaker or side.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from homeward.talks.amounts import Amount, Bound, amount
from homeward.talks.directions import Direction
from homeward.words import LabelledWord, _


class State(LabelledWord):
    """What the acts say to a claim."""

    DOCUMENTED = "documented", _("documented")
    PARTLY = "partly", _("partly documented")
    CONTRADICTED = "contradicted", _("contradicted by acts")
    OPEN = "open", _("open")
    NOT_COMPARABLE = "not_comparable", _("not comparable")


class Link(LabelledWord):
    """How one claim stands to another; found from what was said, when, of what and in which unit."""

    SUM_OF = "sum_of", _("is the sum of")
    REPEATS = "repeats", _("repeats")
    AGREES = "agrees", _("can be true together with")
    CORRECTS = "corrects", _("corrects")
    DENIES = "denies", _("denies")
    CONTRADICTS = "contradicts", _("contradicts")


class Basis(StrEnum):
    """What time a figure is about."""

    STAGE = "stage"
    TOTAL = "total"
    AS_SAID = "as_said"


@dataclass(frozen=True, slots=True)
class Period:
    """The time a figure is about.

    Attributes:
        basis: one stage (one day's hand-over), everything up to a day, or the matter as it stood when it was said.
        day: of the stage, the last of the total, or the day it was said.
    """

    basis: Basis
    day: dt.date


@dataclass(frozen=True, slots=True)
class Claim:
    """One public claim, paraphrased, with its speaker, day and source.

    Attributes:
        claim_id: of the row.
        said_on: the day.
        side: who speaks: the code of a side, or host, media, both.
        speaker: name and capacity of an official, or a body.
        topic, measure: what the figure is of; compared by their words, whatever they are.
        quantity: the number, None where the claim has none.
        unit: what is counted; figures of different units are never compared.
        bound: how the number was qualified.
        direction: which way.
        paraphrase, source: what was said, and where it was published.
        base: the measure without the word that says stage or total.
        period: the time it is about.
        noted: relations that a coder wrote beside it; compared with what is found, never used.
    """

    claim_id: str
    said_on: dt.date
    side: str
    speaker: str
    topic: str
    measure: str
    quantity: Decimal | None
    unit: str
    bound: Bound
    direction: Direction
    paraphrase: str
    source: str
    base: str
    period: Period
    noted: str = ""

    @property
    def amount(self) -> Amount | None:
        """What the figure leaves possible; None where there is no figure."""
        return None if self.quantity is None else amount(self.quantity, self.bound)

    @property
    def order(self) -> tuple[dt.date, list[tuple[int, int, str]]]:
        """Claims by the day they were made, those of one day by id."""
        return self.said_on, id_order(self.claim_id)


@dataclass(frozen=True, slots=True)
class Act:
    """A signed record of a count.

    Attributes:
        act_id: of the act.
        topic, base: as of claims.
        day: of the stage that it records.
        quantity: counted, a whole number.
        unit: what was counted.
        direction: one way, or words of their own.
        signed_by: codes of the sides, and of a neutral; two sides make it joint.
        number: of the stage in its series, counted from 1, where it is written.
    """

    act_id: str
    topic: str
    base: str
    day: dt.date
    quantity: int
    unit: str
    direction: Direction
    signed_by: tuple[str, ...]
    number: int | None = None

    @property
    def is_joint(self) -> bool:
        """Whether both sides of its direction signed; without a direction, whether two did."""
        sides = {side for way in self.direction.ways for side in (way.giver, way.taker)}
        return sides <= set(self.signed_by) if sides else len(self.signed_by) > 1


def id_order(text: str) -> list[tuple[int, int, str]]:
    """Orders C9 before C10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", text)]
