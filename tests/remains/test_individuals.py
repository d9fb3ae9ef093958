"""The least number of individuals: the published rule on small sets, and never above the truth."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.remains.individuals import NOT_COUNTED, PAIRED, Bone, least_number
from homeward.remains.terms import BodySide, Element

L, R, U = BodySide.LEFT, BodySide.RIGHT, BodySide.UNKNOWN


def femora(*sides: BodySide, **more):
    return [Bone(f"P{n}", Element.FEMUR, side, **more) for n, side in enumerate(sides)]


@pytest.mark.parametrize(
    ("sides", "least"),
    [
        ((L, L, L, R, R), 3),  # White 1953: the greater of left and right
        ((L, R), 1),
        ((L, L), 2),
        ((U,), 1),
        ((U, U), 1),  # may be one pair
        ((U, U, U), 2),
        ((L, L, R, U, U), 3),  # five femora are of three at least
        ((L, L, L, U), 3),
    ],
)
def test_paired_bones(sides, least):
    assert least_number(femora(*sides)).number == least


def test_bones_that_stand_once_are_each_of_another():
    crania = [Bone(f"P{n}", Element.CRANIUM) for n in range(3)]
    found = least_number([*crania, *femora(L, R)])
    assert found.number == 3
    assert found.deciding == ((Element.CRANIUM, U, "all", ""),)


def test_pieces_count_where_they_hold_the_same_zone():
    def piece(number, *zones):
        return Bone(f"P{number}", Element.FEMUR, L, zones)

    assert least_number([piece(1, "1"), piece(2, "2"), piece(3, "3")]).number == 1  # one bone in three pieces
    assert least_number([piece(1, "1", "2"), piece(2, "2", "3")]).number == 2
    assert least_number([piece(1, "1"), piece(2, "1"), Bone("P3", Element.FEMUR, L)]).number == 3


def test_what_repeats_in_a_body_tells_nothing_but_that_somebody_was_there():
    assert least_number(Bone(f"P{n}", Element.REPEATING) for n in range(40)).number == 1
    assert least_number([]).number == 0
    assert least_number([Bone("P1", Element.FEMUR, L, zones=())]).number == 1


def test_groups_told_to_be_of_different_individuals_add_up():
    adult = femora(L, group="adult")
    child = [Bone("P9", Element.HUMERUS, R, group="child")]
    found = least_number([*adult, *child])
    assert found.number == 2
    assert {what[3] for what in found.deciding} == {"adult", "child"}
    assert least_number([*adult, *child, *femora(L, L, L)]).number == 4  # all left femora together ask for more


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_never_above_the_truth(seed):
    """Individuals, each with every bone once a side; bones lost, broken, their sides and groups forgotten."""
    chance = random.Random(seed)
    groups = ["", "adult", "child"]
    bones = []
    truth = set()
    for individual in range(chance.randint(0, 9)):
        group = chance.choice(groups)
        for element in Element:
            copies = 12 if element in NOT_COUNTED else 1
            for side in (L, R) if element in PAIRED else (U,):
                for n in range(copies):
                    if chance.random() < 0.6:
                        continue
                    truth.add(individual)
                    told = side if chance.random() < 0.7 else U
                    of_group = group if chance.random() < 0.6 else ""
                    name = f"{individual}-{element}-{side}-{n}"
                    if chance.random() < 0.5:
                        bones.append(Bone(name, element, told, ("all",), of_group))
                    else:  # broken: each zone is held by one piece at most
                        for zone in chance.sample("1234", chance.randint(1, 4)):
                            bones.append(Bone(f"{name}-{zone}", element, told, (zone,), of_group))
    found = least_number(bones)
    assert found.number <= len(truth)
    assert (found.number == 0) == (not bones)
    chance.shuffle(bones)
    assert least_number(bones) == found


def test_a_whole_skeleton_each_gives_the_truth_itself():
    bones = [
        Bone(f"{who}", element, side)
        for who in range(7)
        for element in Element
        for side in ((L, R) if element in PAIRED else (U,))
    ]
    assert least_number(bones).number == 7
    assert Counter(bone.element for bone in bones)[Element.FEMUR] == 14
