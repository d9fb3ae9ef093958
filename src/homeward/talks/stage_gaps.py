"""Where a difference between two totals arises: the stage for which the same speakers differ by as much.

Two sides' totals 6,060 and 6,057 differ by 3. For one stage one of them says 1,248 and the other 1,245; taken off,
4,812 remains on both sides, so that the whole difference lies in that stage. What was said and what was signed are
used alike, each as the word of who said or signed it. Where the two tell of the stage on different days, up to three
apart, and neither says anything else for the other's day, it is the equal remainder that shows that they mean one
stage.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from homeward.talks.claim_terms import Act, Basis, Claim
from homeward.talks.figures import Figure

#: Who speaks for both sides at once.
BOTH = "both"
#: Two sides that tell of one stage on different days do so within these.
TOLD_WITHIN = 3


@dataclass(frozen=True, slots=True)
class StageWord:
    """What someone says of one stage: the number, in claims or acts, and whose word it is."""

    number: Decimal
    sides: frozenset[str]
    speakers: frozenset[str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageGap:
    """One stage of which two say different numbers: the day, the numbers, and the claims or acts that hold them."""

    day: dt.date
    left: Decimal
    right: Decimal
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """What is known of where a difference between two totals lies.

    Attributes:
        stages: those with a difference, by day.
        level: days of stages of which both say the same.
        rest: what remains of the two totals without ``stages``; the two are equal where the difference is located.
    """

    stages: tuple[StageGap, ...]
    level: tuple[dt.date, ...]
    rest: tuple[Decimal, Decimal]

    @property
    def is_whole(self) -> bool:
        """Whether all of the difference lies in the stages named."""
        return bool(self.stages) and self.rest[0] == self.rest[1]


def stage_words(
    figures: Iterable[Figure], acts: Iterable[Act], subject: tuple[str, str, str], unit: str
) -> dict[dt.date, list[StageWord]]:
    """What is said and signed of each stage.

    Args:
        figures: of all claims.
        acts: all.
        subject: topic, measure and way.
        unit: counted.
    """
    found: dict[dt.date, list[StageWord]] = defaultdict(list)
    for figure in figures:
        claim = figure.claim
        exact = figure.amount.exact
        is_of = (claim.topic, claim.base, figure.way, claim.unit) == (*subject, unit)
        if is_of and claim.period.basis is Basis.STAGE and exact is not None:
            word = StageWord(exact, frozenset({claim.side}), frozenset({claim.speaker}), (claim.claim_id,))
            found[claim.period.day].append(word)
    signed: dict[tuple[dt.date, tuple[str, ...]], list[Act]] = defaultdict(list)
    for act in acts:
        if (act.topic, act.base, way_of(act)) == subject and act.unit == unit:
            signed[act.day, ("",) if act.is_joint else tuple(sorted(act.signed_by))].append(act)
    for (day, _signers), several in signed.items():
        number = Decimal(sum(act.quantity for act in several))
        sides = frozenset(side for act in several for side in act.signed_by)
        found[day].append(StageWord(number, sides, frozenset(), tuple(act.act_id for act in several)))
    return found


def way_of(act: Act) -> str:
    """The way of an act, as figures have it."""
    return str(act.direction.ways[0]) if act.direction.ways else act.direction.written.casefold()


def locate(
    left: Sequence[Claim],
    right: Sequence[Claim],
    totals: tuple[Decimal, Decimal],
    words: Mapping[dt.date, list[StageWord]],
    last: dt.date,
) -> Located:
    """Find the stages in which the difference of two totals lies.

    Args:
        left, right: the claims that hold the one total and the other.
        totals: the two.
        words: what is said of each stage.
        last: the earlier day of the two totals.
    """
    wanted = totals[0] - totals[1]
    pairs = {day: _pairs(left, right, words[day]) for day in sorted(words) if day <= last}
    pairs = {day: found for day, found in pairs.items() if found}
    if not any(one.number != other.number for found in pairs.values() for one, other in found[:1]):
        late = {day: said for day, said in words.items() if day <= last + dt.timedelta(days=TOLD_WITHIN)}
        pairs |= _told_apart(left, right, late, wanted)
    alone = []
    for day, found in pairs.items():
        fitting = [pair for pair in found if pair[0].number - pair[1].number == wanted]
        others_level = all(_has_level(pairs[other]) for other in pairs if other != day)
        if fitting and others_level:
            alone.append((day, fitting[0]))
    chosen = alone if len(alone) == 1 else [(day, found[0]) for day, found in pairs.items()]
    differing = [(day, one, other) for day, (one, other) in chosen if one.number != other.number]
    named = tuple(
        StageGap(day, one.number, other.number, tuple(dict.fromkeys((*one.sources, *other.sources))))
        for day, one, other in differing
    )
    rest = totals[0] - sum(stage.left for stage in named), totals[1] - sum(stage.right for stage in named)
    days = {day for day, _one, _other in differing}
    level = tuple(day for day, found in pairs.items() if day not in days and _has_level(found))
    return Located(named, level, rest)


def _told_apart(
    left: Sequence[Claim], right: Sequence[Claim], words: Mapping[dt.date, list[StageWord]], wanted: Decimal
) -> dict[dt.date, list[tuple[StageWord, StageWord]]]:
    """The one stage of which the two tell on different days, by the earlier day; empty if there is none, or several."""
    mine = {day: found[0][1] for day, said in words.items() if (found := _by_nearness(left, right, said))}
    theirs = {day: found[0][1] for day, said in words.items() if (found := _by_nearness(right, left, said))}
    pairs = {
        min(day, other): [(one, two)]
        for day, one in mine.items()
        for other, two in theirs.items()
        if day not in theirs
        and other not in mine
        and abs((day - other).days) <= TOLD_WITHIN
        and one.number - two.number == wanted
    }
    return pairs if len(pairs) == 1 else {}


def _has_level(pairs: Sequence[tuple[StageWord, StageWord]]) -> bool:
    return any(one.number == other.number for one, other in pairs)


def _pairs(
    left: Sequence[Claim], right: Sequence[Claim], words: Sequence[StageWord]
) -> list[tuple[StageWord, StageWord]]:
    """What left and right say of one stage, the words nearest to their own speakers first."""
    mine, theirs = _by_nearness(left, right, words), _by_nearness(right, left, words)
    both = [(near + far, one, other) for near, one in mine for far, other in theirs]
    return [
        (one, other) for _near, one, other in sorted(both, key=lambda pair: (pair[0], pair[1].sources, pair[2].sources))
    ]


def _by_nearness(
    own: Sequence[Claim], opposite: Sequence[Claim], words: Sequence[StageWord]
) -> list[tuple[int, StageWord]]:
    speakers, sides = {claim.speaker for claim in own}, {claim.side for claim in own}
    others = {claim.side for claim in opposite}
    found = []
    for word in sorted(words, key=lambda word: word.sources):
        if word.speakers & speakers:
            found.append((0, word))
        elif word.sides & (sides - others):
            found.append((1, word))
        elif BOTH in word.sides or word.sides & sides:
            found.append((2, word))
    return sorted(found, key=lambda pair: pair[0])
