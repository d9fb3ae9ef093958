"""The least number of individuals (MNI) that explains a set of parts: a bound from below, never an estimate.

A bone that stands once in a body, present twice, is of two individuals. Counted is each zone of each element on each
side, a part holding a zone when **more than half** of it is there, so that two pieces of one bone never both hold it.
The greatest count is the least number of individuals. Elements that repeat in a body (ribs, vertebrae, fingers, teeth)
tell nothing and are not counted. Who may be counted with whom is never guessed: parts of different ``group`` are told
by an anthropologist to be of different individuals (adult and child; two clearly different sizes).
Sources: White, American Antiquity 18 (1953) 396-398; Adams, Konigsberg, American Journal of Physical Anthropology 125
(2004) 138-151; zones: Knüsel, Outram, Environmental Archaeology 9 (2004) 85-97.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from homeward.remains.terms import BodySide, Element

#: Each stands on the left and on the right.
PAIRED = frozenset(
    {
        Element.CLAVICLE, Element.SCAPULA, Element.HUMERUS, Element.RADIUS, Element.ULNA, Element.HIP_BONE,
        Element.FEMUR, Element.PATELLA, Element.TIBIA, Element.FIBULA, Element.TALUS, Element.CALCANEUS,
    }
)  # fmt: skip
NOT_COUNTED = frozenset({Element.REPEATING, Element.OTHER})

#: Zone of an element that is there whole.
WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Bone:
    """One element, or a piece of one, in one part.

    Attributes:
        part: number of the part.
        element: which.
        side: of the body; ``UNKNOWN`` for elements that stand once.
        zones: of which more than half is there; ``all`` for the whole element, none if not told.
        group: told by an anthropologist: bones of different groups are of different individuals; "" if not told.
    """

    part: str
    element: Element
    side: BodySide = BodySide.UNKNOWN
    zones: tuple[str, ...] = (WHOLE,)
    group: str = ""


@dataclass(frozen=True, slots=True)
class Least:
    """The least number of individuals, and what it rests on.

    Attributes:
        number: 0 only if nothing is there.
        deciding: the element that asks for most, with group, side and zone ("" where they decide nothing); one for
            each group where groups add up.
    """

    number: int
    deciding: tuple[tuple[Element, BodySide, str, str], ...]


def least_number(bones: Iterable[Bone]) -> Least:
    """The least number of individuals that a set of bones and pieces can be of.

    The greater of two bounds: all bones together whatever their group; and the sum over groups of each group's own.
    """
    every = sorted(set(bones), key=_order)
    together = _of_group(every)
    groups = sorted({bone.group for bone in every} - {""})
    apart = [_of_group([bone for bone in every if bone.group == group], group) for group in groups]
    sum_apart = sum(one.number for one in apart)
    if sum_apart > together.number:
        return Least(sum_apart, tuple(what for one in apart for what in one.deciding))
    return together


def _order(bone: Bone) -> tuple[str, str, str, str, tuple[str, ...]]:
    return bone.element, bone.side, bone.group, bone.part, bone.zones


def _of_group(bones: list[Bone], group: str = "") -> Least:
    best = Least(1, ()) if bones else Least(0, ())
    for element in Element:
        of_element = [bone for bone in bones if bone.element is element]
        if element in NOT_COUNTED or not of_element:
            continue
        zones = sorted({zone for bone in of_element for zone in bone.zones if zone != WHOLE}) or [WHOLE]
        for zone in zones:
            sides = Counter(bone.side for bone in of_element if zone in bone.zones or WHOLE in bone.zones)
            number, side = _of_zone(sides, paired=element in PAIRED)
            if number > best.number or (number == best.number and not best.deciding):
                best = Least(number, ((element, side, zone, group),))
    return best


def _of_zone(sides: Counter[BodySide], *, paired: bool) -> tuple[int, BodySide]:
    """A zone that stands once a side: the greater side, or half of all, rounded up, where sides are not known."""
    if not paired:
        return sum(sides.values()), BodySide.UNKNOWN
    halved = -(-sum(sides.values()) // 2)
    side = BodySide.LEFT if sides[BodySide.LEFT] >= sides[BodySide.RIGHT] else BodySide.RIGHT
    return (sides[side], side) if sides[side] >= halved else (halved, BodySide.UNKNOWN)
