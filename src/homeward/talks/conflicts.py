"""Figures that cannot all be true: each conflict once, with its gap, and the stage in which the gap lies.

A conflict is between two numbers, not between two sides: all who say the one number stand on the one hand, all who say
the other on the other. Claims about one matter in two units are no conflict; they are listed as not compared.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from homeward.talks.amounts import Amount
from homeward.talks.claim_terms import Act, Basis, Claim, Link, id_order
from homeward.talks.figures import Figure, Times, times
from homeward.talks.relations import Relation
from homeward.talks.stage_gaps import Located, locate, stage_words


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two numbers for one matter.

    Attributes:
        left, right: the claims that say the one number and the other, in the order in which they were made; the side
            of the earliest claim stands left.
        amounts: what the two leave possible.
        ways: which way or ways the two figures go.
        near: whether they were said on different days of a matter that may have changed in between.
        located: where the difference lies, for two exact totals; else None.
    """

    left: tuple[Claim, ...]
    right: tuple[Claim, ...]
    amounts: tuple[Amount, Amount]
    ways: tuple[str, ...]
    near: bool
    located: Located | None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All of them, in the order in which they were made."""
        return tuple(sorted((*self.left, *self.right), key=lambda claim: claim.order))

    @property
    def gap(self) -> Decimal:
        """The least by which the two numbers differ."""
        return self.amounts[0].gap(self.amounts[1])

    @property
    def is_exact(self) -> bool:
        """Whether the two differ by just the gap."""
        return self.amounts[0].exact is not None and self.amounts[1].exact is not None

    @property
    def stage(self) -> dt.date | None:
        """The day of the one stage that the difference lies in, where it is known."""
        if self.left[0].period.basis is Basis.STAGE:
            return self.left[0].period.day
        if self.located is not None and self.located.is_whole and len(self.located.stages) == 1:
            return self.located.stages[0].day
        return None


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Claims of one matter, way and time that count different things."""

    claims: tuple[Claim, ...]
    units: tuple[str, ...]


def totals_of_one_stage(figures: Sequence[Figure], acts: Sequence[Act]) -> list[Relation]:
    """Totals said on different days that are of the same stages: each without one stage leaves the same remainder."""
    totals: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.claim.period.basis is Basis.TOTAL and figure.amount.exact is not None:
            totals[(*figure.subject, figure.claim.unit)].append(figure)
    found = []
    for several in totals.values():
        for one, other in combinations(sorted(several, key=lambda figure: figure.claim.order), 2):
            if (
                times(one, other) is Times.APART
                and one.amount != other.amount
                and one.claim.speaker != other.claim.speaker
            ):
                located = _located([one.claim], [other.claim], (one.amount, other.amount), one.way, figures, acts)
                if located is not None and located.is_whole and len(located.stages) == 1:
                    found.append(Relation(Link.CONTRADICTS, other.claim, one.claim))
    return found


def conflicts(relations: Iterable[Relation], figures: Sequence[Figure], acts: Sequence[Act]) -> list[Conflict]:
    """All conflicts, in the order in which they arose."""
    by_claim: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_claim[figure.claim.claim_id].append(figure)
    gathered: dict[tuple[object, ...], list[tuple[Figure, Figure, bool]]] = defaultdict(list)
    for relation in relations:
        if relation.kind is not Link.CONTRADICTS:
            continue
        for one in by_claim[relation.of.claim_id]:
            for other in by_claim[relation.claim.claim_id]:
                if one.subject == other.subject and not one.amount.meets(other.amount):
                    gathered[_matter(one, other)].append((one, other, relation.near))
    found: dict[tuple[object, ...], Conflict] = {}
    for pairs in gathered.values():
        conflict = _conflict(pairs, figures, acts)
        key = (conflict.left, conflict.right, conflict.amounts)
        if key in found:  # the same two numbers on either way
            conflict = _joined(found[key])
        found[key] = conflict
    return sorted(found.values(), key=lambda one: (one.claims[0].order, one.claims[-1].order))


def _matter(one: Figure, other: Figure) -> tuple[object, ...]:
    """What makes two pairs of figures one conflict: the matter and the two numbers; of stages, the day too."""
    day = one.claim.period.day if one.claim.period.basis is Basis.STAGE else None
    return (*one.subject, one.claim.unit, day, frozenset({one.amount, other.amount}))


def _conflict(pairs: Sequence[tuple[Figure, Figure, bool]], figures: Sequence[Figure], acts: Sequence[Act]) -> Conflict:
    said: dict[Amount, dict[str, Claim]] = defaultdict(dict)
    for one, other, _near in pairs:
        for figure in (one, other):
            said[figure.amount][figure.claim.claim_id] = figure.claim
    left, right = sorted(
        ((number, tuple(sorted(several.values(), key=lambda claim: claim.order))) for number, several in said.items()),
        key=lambda pair: pair[1][0].order,
    )
    way = pairs[0][0].way
    located = None
    if left[1][0].period.basis is Basis.TOTAL:
        located = _located(left[1], right[1], (left[0], right[0]), way, figures, acts)
    near = all(near for _one, _other, near in pairs)
    return Conflict(left[1], right[1], (left[0], right[0]), (way,), near, located)


def _joined(one: Conflict) -> Conflict:
    """One conflict of both ways, in the order in which the first claim names them."""
    ways = tuple(dict.fromkeys(map(str, one.left[0].direction.ways or one.right[0].direction.ways)))
    return Conflict(one.left, one.right, one.amounts, ways or (one.left[0].direction.written,), one.near, one.located)


def _located(
    left: Sequence[Claim],
    right: Sequence[Claim],
    amounts: tuple[Amount, Amount],
    way: str,
    figures: Sequence[Figure],
    acts: Sequence[Act],
) -> Located | None:
    totals = amounts[0].exact, amounts[1].exact
    if totals[0] is None or totals[1] is None:
        return None
    last = min(claim.period.day for claim in (*left, *right))
    words = stage_words(figures, acts, (left[0].topic, left[0].base, way), left[0].unit)
    return locate(left, right, (totals[0], totals[1]), words, last)


def not_compared(figures: Sequence[Figure]) -> list[NotCompared]:
    """Claims of one matter, way and time whose units differ, so that they are never held against each other."""
    matters: dict[tuple[object, ...], dict[str, Claim]] = defaultdict(dict)
    for figure in figures:
        matters[(*figure.subject, figure.claim.period.day)][figure.claim.claim_id] = figure.claim
    found = []
    for several in matters.values():
        claims = tuple(sorted(several.values(), key=lambda claim: claim.order))
        units = tuple(dict.fromkeys(claim.unit for claim in claims))
        if len(units) > 1:
            found.append(NotCompared(claims, units))
    distinct = {tuple(claim.claim_id for claim in one.claims): one for one in found}
    return [distinct[ids] for ids in sorted(distinct, key=lambda ids: [id_order(one) for one in ids])]
