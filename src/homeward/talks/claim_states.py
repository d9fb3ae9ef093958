"""What the acts say to each claim. Only what both sides signed documents or contradicts; nobody's word alone does.

Of a *stage*, the joint acts of its day are added and held against the claim. Acts that one side alone signed are that
side's word: where they bear the claim out it is partly documented, where not it stays open.

Of a *total*, the joint acts of all stages up to its day are added. The sum is known to be whole only where all stages
are joint and numbered 1, 2, 3 … without a gap, and the last is of the total's own day, or the next number is of a later
day; then the claim is documented or contradicted. Otherwise a sum that equals the claim documents it, one that exceeds
it contradicts it (what was signed was done), and a smaller one documents a part.

Of a figure *as it stood*, the last acts not later than 31 days after it was said count.

A claim without a figure, and one whose matter the acts count in another unit, is not comparable.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from homeward.talks.amounts import Amount
from homeward.talks.claim_terms import Act, Basis, Claim, State, id_order
from homeward.talks.directions import Way
from homeward.talks.figures import DAYS_APART, TOGETHER, ways_of
from homeward.talks.stage_gaps import way_of
from homeward.words import LabelledWord, _


class Ground(LabelledWord):
    """Why a claim has its state."""

    NO_FIGURE = "no_figure", _("It holds no figure that an act could bear out.")
    NO_ACTS = "no_acts", _("No act was given that speaks of it.")
    OTHER_UNIT = "other_unit", _("The acts count another unit, and units are not mixed.")
    NO_ACT_OF_TIME = "no_act_of_time", _("No act of that time was given.")
    JOINT_AGREE = "joint_acts_agree", _("What both sides signed agrees with it.")
    JOINT_DIFFER = "joint_acts_differ", _("What both sides signed says another number.")
    JOINT_EXCEED = "joint_acts_exceed", _("Both sides have signed for more than it says.")
    ONE_SIDE_AGREES = "one_side_agrees", _("What one side alone signed agrees with it; the other has not signed.")
    ONE_SIDE_DIFFERS = "one_side_differs", _("Only acts signed by one side speak of it, and they say another number.")
    NOT_ALL_STAGES = "not_all_stages", _("Both sides have signed for a part of it; the rest has no joint act.")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands against the acts.

    Attributes:
        state, ground: and why.
        acts: ids of the acts held against it.
        documented: what the joint acts add up to; None where none speaks of it.
        gap: the least by which the claim differs from that; 0 where it does not, None where nothing is compared.
        unsigned: days of stages for which one side alone has signed.
    """

    state: State
    ground: Ground
    acts: tuple[str, ...] = ()
    documented: int | None = None
    gap: Decimal | None = None
    unsigned: tuple[dt.date, ...] = ()


def standing(claim: Claim, acts: Sequence[Act], between: Sequence[Way]) -> Standing:
    """Hold a claim against the acts.

    Args:
        claim: any.
        acts: all acts given.
        between: the two ways between the sides, for figures said of both or of each.
    """
    if claim.amount is None:
        return Standing(State.NOT_COMPARABLE, Ground.NO_FIGURE)
    ways = ways_of(claim.direction, between)
    if ways == (TOGETHER,):
        return _on(claim, claim.amount, [act for act in acts if _is_of(act, claim)], len(between) or 1)
    found = [
        _on(claim, claim.amount, [act for act in acts if _is_of(act, claim) and way_of(act) == way]) for way in ways
    ]
    return found[0] if len(found) == 1 else _both(found)


def _is_of(act: Act, claim: Claim) -> bool:
    return act.topic == claim.topic and act.base == claim.base


def _both(found: Sequence[Standing]) -> Standing:
    """A figure said of each way is documented when it is so on either."""
    states = [one.state for one in found]
    acts = tuple(act for one in found for act in one.acts)
    if State.CONTRADICTED in states:
        return found[states.index(State.CONTRADICTED)]
    if len(set(states)) == 1:
        return Standing(states[0], found[0].ground, acts, found[0].documented, found[0].gap)
    if {State.DOCUMENTED, State.PARTLY} & set(states):
        gap = max((one.gap for one in found if one.gap is not None), default=None)
        return Standing(State.PARTLY, Ground.NOT_ALL_STAGES, acts, gap=gap)
    return Standing(State.OPEN, Ground.NO_ACTS, acts)


def _on(claim: Claim, amount: Amount, acts: Sequence[Act], ways: int = 1) -> Standing:
    """Hold one number against the acts of its matter and way."""
    if not acts:
        return Standing(State.OPEN, Ground.NO_ACTS)
    counted = [act for act in acts if act.unit == claim.unit]
    if not counted:
        return Standing(State.NOT_COMPARABLE, Ground.OTHER_UNIT, _ids(acts))
    match claim.period.basis:
        case Basis.STAGE:
            return _at(amount, [act for act in counted if act.day == claim.period.day], ways)
        case Basis.TOTAL:
            return _up_to(amount, counted, claim.period.day, ways)
        case _:
            latest = claim.said_on + dt.timedelta(days=DAYS_APART)
            day = max((act.day for act in counted if act.day <= latest), default=None)
            return _at(amount, [act for act in counted if act.day == day], ways)


def _at(amount: Amount, acts: Sequence[Act], ways: int) -> Standing:
    """Held against the acts of one day; a figure of both ways needs joint acts of both."""
    joint = [act for act in acts if act.is_joint]
    if len({way_of(act) for act in joint}) >= ways:
        return _joint(amount, joint)
    if not acts:
        return Standing(State.OPEN, Ground.NO_ACT_OF_TIME)
    alone = _by_signer(acts)
    if any(amount.holds(number) for number in alone.values()):
        return Standing(State.PARTLY, Ground.ONE_SIDE_AGREES, _ids(acts), unsigned=_days(acts))
    return Standing(State.OPEN, Ground.ONE_SIDE_DIFFERS, _ids(acts), unsigned=_days(acts))


def _joint(amount: Amount, acts: Sequence[Act]) -> Standing:
    number = sum(act.quantity for act in acts)
    gap = amount.gap(Amount(Decimal(number), Decimal(number)))
    if amount.holds(number):
        return Standing(State.DOCUMENTED, Ground.JOINT_AGREE, _ids(acts), number, Decimal(0))
    return Standing(State.CONTRADICTED, Ground.JOINT_DIFFER, _ids(acts), number, gap)


def _up_to(amount: Amount, all_acts: Sequence[Act], last: dt.date, ways: int) -> Standing:
    """Held against the sum of the acts of all stages up to a day."""
    acts = [act for act in all_acts if act.day <= last]
    joint = [act for act in acts if act.is_joint]
    unsigned = _days([act for act in acts if not act.is_joint and act.day not in {one.day for one in joint}])
    if not acts:
        return Standing(State.OPEN, Ground.NO_ACT_OF_TIME)
    if not joint:
        alone = any(amount.holds(number) for number in _by_signer(acts).values())
        state, ground = (State.PARTLY, Ground.ONE_SIDE_AGREES) if alone else (State.OPEN, Ground.ONE_SIDE_DIFFERS)
        return Standing(state, ground, _ids(acts), unsigned=unsigned)
    number = sum(act.quantity for act in joint)
    if (_is_whole(all_acts, last, ways) and not unsigned) or amount.exact == number:
        return _joint(amount, joint)
    gap = amount.gap(Amount(Decimal(number), Decimal(number)))
    if amount.most is not None and number > amount.most:
        return Standing(State.CONTRADICTED, Ground.JOINT_EXCEED, _ids(joint), number, gap)
    return Standing(State.PARTLY, Ground.NOT_ALL_STAGES, _ids(acts), number, gap, unsigned)


def _is_whole(acts: Sequence[Act], last: dt.date, ways: int) -> bool:
    """Whether the joint acts show, on each way, that no stage up to ``last`` is missing."""
    series: dict[str, dict[int | None, dt.date]] = defaultdict(dict)
    for act in acts:
        if act.is_joint:
            series[way_of(act)][act.number] = act.day
    return len(series) >= ways and all(_reaches(numbered, last) for numbered in series.values())


def _reaches(numbered: dict[int | None, dt.date], last: dt.date) -> bool:
    until = {number for number, day in numbered.items() if day <= last}
    following = numbered.get(len(until) + 1)
    ends = last in numbered.values() or (following is not None and following > last)
    return ends and until == set(range(1, len(until) + 1))


def _by_signer(acts: Sequence[Act]) -> dict[tuple[str, ...], int]:
    """What each signed for alone."""
    found: dict[tuple[str, ...], int] = defaultdict(int)
    for act in acts:
        found[tuple(sorted(act.signed_by))] += act.quantity
    return found


def _days(acts: Sequence[Act]) -> tuple[dt.date, ...]:
    return tuple(sorted({act.day for act in acts}))


def _ids(acts: Sequence[Act]) -> tuple[str, ...]:
    return tuple(sorted((act.act_id for act in acts), key=id_order))
