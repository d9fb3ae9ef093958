"""How two clauses about one subject stand: the same, near, in conflict, or one covering more; always with reasons.

R1  Quantities of one unit in one role conflict if no number fulfils both bounds; so do deadlines with different limits.
R2  A clause that forbids conflicts with one that demands or allows; so does one that denies what the other says.
    A duty conflicts with a mere permission.
R3  Different sides named as the one who acts, or as the receiver, conflict.
R4  A clause covers less if it alone has a condition, an exception, a limit of number, or a time limit; a prohibition
    with an exception likewise covers less. A clause covers more if it alone names further things.
R5  If nothing is against it, nearly all that either says is said by the other, and neither speaks of a weighty thing
    that the other does not, they say the same; else near. In doubt near: a false agreement does more harm than a late
    one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from homeward.talks.features import Features
from homeward.talks.text_terms import (
    TIME_UNITS,
    Bound,
    Clause,
    Deadline,
    Effect,
    Modality,
    Obliged,
    PairType,
    Quantity,
    Reason,
    ReasonKind,
    Span,
    Unit,
)

#: From which share of weighed marks in common two clauses are taken to say the same, and to leave nothing out.
SAME: Final = 0.62
COVERED: Final = 0.80
#: How much the terms that only one clause has must weigh for it to cover more (1.0: one term of middling rarity).
ADDED: Final = 0.75
_HOURS: Final = {Unit.HOUR: 1, Unit.DAY: 24, Unit.WORKING_DAY: 24, Unit.WEEK: 168, Unit.MONTH: 730, Unit.YEAR: 8766}
_OFTEN: Final = frozenset({"c:daily", "c:weekly", "c:monthly", "c:quarterly"})
_FOREIGN: Final = 0.35
_ACTORS: Final = (Obliged.UA, Obliged.RU, Obliged.A, Obliged.B, Obliged.BOTH)


@dataclass(frozen=True, slots=True)
class Seen:
    """What both texts together tell: how much each mark weighs."""

    weights: dict[str, float]


def verdict(
    left: Clause, right: Clause, left_features: Features, right_features: Features, seen: Seen
) -> tuple[PairType, tuple[Reason, ...]]:
    """Type and reasons of a pair."""
    left, right = _as_limits(left, right), _as_limits(right, left)
    reasons = [
        *_numbers(left.quantities, right.quantities),
        *_often(left, right, left_features, right_features),
        *_deadlines(left.deadlines, right.deadlines),
        *_modality(left, right, left_features, right_features),
        *_actors(left, right, left_features, right_features),
        *_conditions(left, right),
        *_exceptions(left, right, left_features, right_features),
    ]
    shared = _shares(left_features, right_features, seen, left.lang is right.lang)
    reasons += _scope(left, right, left_features, right_features, seen, shared)
    effects = {reason.effect for reason in reasons}
    if Effect.CONFLICTS in effects:
        kind = PairType.CONFLICT
    elif Effect.LEFT_COVERS_MORE in effects and Effect.RIGHT_COVERS_MORE not in effects:
        kind = PairType.BROADER_LEFT
    elif Effect.RIGHT_COVERS_MORE in effects and Effect.LEFT_COVERS_MORE not in effects:
        kind = PairType.BROADER_RIGHT
    elif (
        Effect.DIFFERS in effects
        or Effect.LEFT_COVERS_MORE in effects
        or sum(shared) / 2 < SAME
        or _only(left, left_features, right_features, seen)[0]
        or _only(right, right_features, left_features, seen)[0]
    ):
        kind = PairType.NEAR
    else:
        kind = PairType.SAME
    reasons.insert(0, _subject(left, right, left_features, right_features, seen))
    return kind, tuple(reasons)


def _as_limits(clause: Clause, other: Clause) -> Clause:
    """A clause whose longest time (``not longer than 21 days``) is its time limit, if the other states a limit."""
    longest = tuple(
        one for one in clause.quantities if one.unit in TIME_UNITS and one.bound in (Bound.UP_TO, Bound.BELOW)
    )
    if clause.deadlines or not other.deadlines or not longest:
        return clause
    limits = tuple(Deadline(one.number, one.unit, None, "", one.text, one.span) for one in longest)
    return replace(clause, quantities=tuple(one for one in clause.quantities if one not in longest), deadlines=limits)


def _shares(left: Features, right: Features, seen: Seen, same_language: bool) -> tuple[float, float]:
    """Of what each clause itself says, the weighed share that the other says too (there, in its lead or titles)."""

    def share(one: Features, other: Features) -> float:
        total = common = 0.0
        for key in one.own:
            if key[:2] in ("o:", "r:", "n:", "u:") or key == "deadline":
                continue
            worth = one.marks[key].weight * seen.weights.get(key, 1.0)
            if key.startswith("s:") and not same_language:
                worth *= _FOREIGN  # that a word is not found in another language proves little
            total += worth
            if key in other.marks:
                common += worth
        return common / total if total else 1.0

    return share(left, right), share(right, left)


def _subject(left: Clause, right: Clause, one: Features, other: Features, seen: Seen) -> Reason:
    """What both are about: the weightiest marks in common, in the words of each."""
    common = sorted(
        (key for key in one.own & other.own if one.marks[key].spans and other.marks[key].spans),
        key=lambda key: (-seen.weights.get(key, 1.0) * one.marks[key].weight * other.marks[key].weight, key),
    )[:4]
    spans = tuple(one.marks[key].spans[0] for key in common), tuple(other.marks[key].spans[0] for key in common)
    return Reason(
        ReasonKind.SUBJECT,
        Effect.AGREES,
        _quoted(left, spans[0]),
        _quoted(right, spans[1]),
        _merged(spans[0]),
        _merged(spans[1]),
    )


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans)))


def _quoted(clause: Clause, spans: Iterable[Span]) -> str:
    spans = list(spans)
    spans = [
        one
        for one in spans
        if not any(other != one and other.start <= one.start and one.end <= other.end for other in spans)
    ]
    return ", ".join(dict.fromkeys(clause.text[span.start : span.end] for span in sorted(set(spans))))


def _numbers(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> list[Reason]:
    if lasting := _lasting(left, right):
        rest = (
            tuple(one for one in left if one.unit not in TIME_UNITS),
            tuple(one for one in right if one.unit not in TIME_UNITS),
        )
        return [*lasting, *_numbers(*rest)]
    found: list[Reason] = []
    for unit in Unit:
        ones = [one for one in left if one.unit is unit]
        others = [one for one in right if one.unit is unit]
        same = [
            (one, other) for one in ones for other in others if (one.number, one.bound) == (other.number, other.bound)
        ]
        for one, other in same:
            found.append(_reason(ReasonKind.QUANTITY, Effect.AGREES, one, other))
        ones = [one for one in ones if not any(one is pair[0] for pair in same)]
        others = [other for other in others if not any(other is pair[1] for pair in same)]
        for one, other in zip(ones, others, strict=False):
            found.append(_reason(ReasonKind.QUANTITY, _compared(one, other), one, other))
        found += [
            _reason(ReasonKind.QUANTITY, _alone(one, left=True), one, None) for one in ones[len(others) :] if not same
        ]
        found += [
            _reason(ReasonKind.QUANTITY, _alone(one, left=False), None, one) for one in others[len(ones) :] if not same
        ]
    return found


def _lasting(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> list[Reason]:
    """R1 for one length of time on either side in different units: half a year and six months are one."""
    ones = [one for one in left if one.unit in TIME_UNITS]
    others = [one for one in right if one.unit in TIME_UNITS]
    if len(ones) != 1 or len(others) != 1 or ones[0].unit is others[0].unit:
        return []
    hours = [(one.number or 0) * _HOURS[one.unit] for one in (ones[0], others[0])]
    alike = abs(hours[0] - hours[1]) <= 0.02 * max(hours) and ones[0].bound is others[0].bound
    return [_reason(ReasonKind.QUANTITY, Effect.AGREES if alike else Effect.CONFLICTS, ones[0], others[0])]


def _often(left: Clause, right: Clause, one: Features, other: Features) -> list[Reason]:
    """R1 for how often something happens: every day, week or month."""
    said = [{key for key in side.own if key in _OFTEN} for side in (one, other)]
    if not said[0] or not said[1] or said[0] & said[1]:
        return []
    spans = (
        tuple(span for key in sorted(said[0]) for span in one.marks[key].spans),
        tuple(span for key in sorted(said[1]) for span in other.marks[key].spans),
    )
    return [Reason(ReasonKind.QUANTITY, Effect.CONFLICTS, _quoted(left, spans[0]), _quoted(right, spans[1]), *spans)]


def _interval(quantity: Quantity) -> tuple[float, float]:
    """Least and greatest number that fulfils a bound; strict bounds end just inside."""
    number = quantity.number
    if number is None:
        return 0.0, math.inf
    tiny = 0.5
    return {
        Bound.EXACTLY: (number, number),
        Bound.AT_LEAST: (number, math.inf),
        Bound.ABOVE: (number + tiny, math.inf),
        Bound.UP_TO: (0.0, number),
        Bound.BELOW: (0.0, number - tiny),
        Bound.ALL: (0.0, math.inf),
    }[quantity.bound]


def _compared(one: Quantity, other: Quantity) -> Effect:
    """R1: what two quantities of one unit have to do with each other."""
    if one.bound is Bound.ALL or other.bound is Bound.ALL:
        if one.bound is other.bound:
            return Effect.AGREES
        return Effect.LEFT_COVERS_MORE if one.bound is Bound.ALL else Effect.RIGHT_COVERS_MORE
    (low, high), (other_low, other_high) = _interval(one), _interval(other)
    if (low, high) == (other_low, other_high):
        return Effect.AGREES
    if one.unit in TIME_UNITS or one.unit is Unit.AGE or one.number != other.number:
        return Effect.CONFLICTS
    if high < other_low or other_high < low:
        return Effect.CONFLICTS
    if low <= other_low and other_high <= high:
        return Effect.LEFT_COVERS_MORE
    return Effect.RIGHT_COVERS_MORE if other_low <= low and high <= other_high else Effect.DIFFERS


def _alone(one: Quantity, *, left: bool) -> Effect:
    """R4: a limit that only one clause has narrows it; "all" that only one has leaves it as it is."""
    if one.bound is Bound.ALL or one.unit in (Unit.NONE, Unit.TIMES):
        return Effect.DIFFERS if one.bound is not Bound.ALL else Effect.AGREES
    return Effect.RIGHT_COVERS_MORE if left else Effect.LEFT_COVERS_MORE


def _reason(
    kind: ReasonKind, effect: Effect, one: Quantity | Deadline | None, other: Quantity | Deadline | None
) -> Reason:
    return Reason(
        kind, effect, one.text if one else "", other.text if other else "",
        (one.span,) if one else (), (other.span,) if other else (),
    )  # fmt: skip


def _deadlines(left: tuple[Deadline, ...], right: tuple[Deadline, ...]) -> list[Reason]:
    found: list[Reason] = []
    others = list(right)
    alone: list[Deadline] = []
    for one in left:
        twin = next((other for other in others if _limit(one) == _limit(other)), None)
        if twin:
            others.remove(twin)
            found.append(_reason(ReasonKind.DEADLINE, Effect.AGREES, one, twin))
        else:
            alone.append(one)
    for one, other in zip(alone, others, strict=False):
        found.append(_reason(ReasonKind.DEADLINE, Effect.CONFLICTS, one, other))
    agreed = bool(found)
    for one in alone[len(others) :]:
        found.append(_reason(ReasonKind.DEADLINE, Effect.DIFFERS if agreed else Effect.RIGHT_COVERS_MORE, one, None))
    for other in others[len(alone) :]:
        found.append(_reason(ReasonKind.DEADLINE, Effect.DIFFERS if agreed else Effect.LEFT_COVERS_MORE, None, other))
    return found


def _limit(deadline: Deadline) -> tuple[object, ...]:
    """When a deadline ends: its date, or its hours; working days are not days."""
    if deadline.date is not None:
        return (deadline.date,)
    hours = (deadline.number or 0) * _HOURS.get(deadline.unit, 1)
    return (hours, deadline.unit is Unit.WORKING_DAY)


def _modality(left: Clause, right: Clause, one: Features, other: Features) -> list[Reason]:
    """R2."""
    says = (left.negated != one.refuses, right.negated != other.refuses)
    if says[0] != says[1]:
        return [Reason(ReasonKind.NEGATION, Effect.CONFLICTS, left.modality.value, right.modality.value)]
    kinds = {left.modality, right.modality}
    if kinds == {Modality.OBLIGATION, Modality.PERMISSION}:
        return [Reason(ReasonKind.MODALITY, Effect.CONFLICTS, left.modality.value, right.modality.value)]
    if Modality.INTENT in kinds and len(kinds) == 2:
        return [Reason(ReasonKind.MODALITY, Effect.DIFFERS, left.modality.value, right.modality.value)]
    return []


def _actors(left: Clause, right: Clause, one: Features, other: Features) -> list[Reason]:
    """R3; a body named by one text where the other names the sides, or nobody, is no conflict."""
    found: list[Reason] = []
    if left.obliged is not right.obliged and left.obliged in _ACTORS and right.obliged in _ACTORS:
        found.append(Reason(ReasonKind.OBLIGED, Effect.CONFLICTS, left.obliged.value, right.obliged.value))
    if one.receiver is not other.receiver and Obliged.UNSAID not in (one.receiver, other.receiver) and (
        one.receiver in _ACTORS[:4] and other.receiver in _ACTORS[:4]
    ):  # fmt: skip
        found.append(Reason(ReasonKind.RECIPIENT, Effect.CONFLICTS, one.receiver.value, other.receiver.value))
    return found


def _conditions(left: Clause, right: Clause) -> list[Reason]:
    """R4: a condition that only one clause has."""
    if len(left.conditions) == len(right.conditions):
        return []
    one, other = " ".join(c.text for c in left.conditions), " ".join(c.text for c in right.conditions)
    effect = Effect.RIGHT_COVERS_MORE if len(left.conditions) > len(right.conditions) else Effect.LEFT_COVERS_MORE
    spans = tuple(c.span for c in left.conditions), tuple(c.span for c in right.conditions)
    return [Reason(ReasonKind.CONDITION, effect, one, other, spans[0], spans[1])]


def _exceptions(left: Clause, right: Clause, one: Features, other: Features) -> list[Reason]:
    if bool(one.exceptions) == bool(other.exceptions):
        return []
    effect = Effect.RIGHT_COVERS_MORE if one.exceptions else Effect.LEFT_COVERS_MORE
    return [
        Reason(ReasonKind.EXCEPTION, effect, _quoted(left, one.exceptions), _quoted(right, other.exceptions),
               one.exceptions, other.exceptions)
    ]  # fmt: skip


def _scope(
    left: Clause, right: Clause, one: Features, other: Features, seen: Seen, shared: tuple[float, float]
) -> list[Reason]:
    """R4: one clause says all that the other says, and clearly more."""
    left_share, right_share = shared
    found: list[Reason] = []
    if right_share >= COVERED and left_share < right_share:
        spans, narrows = _only(left, one, other, seen)
        if spans:
            effect = Effect.RIGHT_COVERS_MORE if narrows else Effect.LEFT_COVERS_MORE
            found.append(Reason(ReasonKind.SCOPE, effect, _quoted(left, spans), "", spans, ()))
    elif left_share >= COVERED and right_share < left_share:
        spans, narrows = _only(right, other, one, seen)
        if spans:
            effect = Effect.LEFT_COVERS_MORE if narrows else Effect.RIGHT_COVERS_MORE
            found.append(Reason(ReasonKind.SCOPE, effect, "", _quoted(right, spans), (), spans))
    return found


def _only(clause: Clause, one: Features, other: Features, seen: Seen) -> tuple[tuple[Span, ...], bool]:
    """Terms that only one clause speaks of, if they weigh enough, and whether they narrow it.

    They narrow it where they stand in a condition or an exception, or between ``all`` and what is counted.
    """
    keys = [key for key in one.own - set(other.marks) if key.startswith(("c:", "p:")) and one.marks[key].spans]
    weight = sum(one.marks[key].weight * seen.weights.get(key, 1.0) for key in keys)
    if weight < ADDED:
        return (), False
    narrow = [
        *(condition.span for condition in clause.conditions), *one.exceptions,
        *(quantity.span for quantity in clause.quantities if quantity.bound is Bound.ALL),
    ]  # fmt: skip
    spans = [span for key in sorted(keys) for span in one.marks[key].spans[:1]]
    inside = [span for span in spans if any(n.start <= span.start and span.end <= n.end for n in narrow)]
    return _merged(spans), 2 * len(inside) >= len(spans)
