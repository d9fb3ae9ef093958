"""Pedigrees of any shape laid out without overlaps, lines where they belong, drawn in the field's signs."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kinship.papers.pedigree_drawing import Marks, pedigree_picture
from homeward.kinship.papers.pedigree_layout import SYMBOL, Layout, layout
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex

STAND, LABEL = 60, 24
HALF = SYMBOL / 2


def pedigree(text: str) -> tuple[Member, ...]:
    """Members from ``id,sex[,father,mother]``, parted by spaces."""
    members = []
    for word in text.split():
        id_, sex, *parents = word.split(",")
        father, mother = (*parents, "", "")[:2]
        members.append(Member(id_, father, mother, Sex(sex)))
    return Pedigree(tuple(members)).members


SHAPES = {
    "nuclear": "fa,M mo,F a,M,fa,mo b,F,fa,mo c,U,fa,mo",
    "half siblings of three mothers": "fa,M m1,F m2,F m3,F a,M,fa,m1 b,F,fa,m2 c,F,fa,m2 d,M,fa,m3",
    "first cousins": "gf,M gm,F s1,M,gf,gm s2,F,gf,gm w,F h,M c1,M,s1,w c2,F,h,s2 k,M,c1,c2",
    "double first cousins": "a,M b,F c,M d,F a1,M,a,b a2,M,a,b c1,F,c,d c2,F,c,d x,M,a1,c1 y,F,a2,c2 k,F,x,y",
    "uncle and niece": "a,M b,F u,M,a,b s,F,a,b h,M n,F,h,s k,M,u,n",
    "father and daughter": "fa,M mo,F da,F,fa,mo x,M,fa,da",
    "father and son missing": "gf,M gm,F fa,M,gf,gm au,F,gf,gm mo,F so,M,fa,mo da,F,fa,mo wi,F kid,F,so,wi",
    "half-known parents": "fa,M a,M,fa b,F,fa",
    "one beside a family": "NN,M MO,F CH,F,NN,MO AF,M",
    "a ring of partners": "m1,M m2,M f1,F f2,F a,M,m1,f1 b,M,m1,f2 c,M,m2,f1 d,M,m2,f2",
    "twenty with two loops": (
        "a,M b,F c,M d,F a1,M,a,b a2,F,a,b a3,M,a,b c1,F,c,d c2,M,c,d h1,F e1,M,a1,c1 e2,F,a1,c1 f1,M,c2,a2 f2,F,c2,a2"
        " g1,F,a3,h1 g2,M,a3,h1 k1,M,e1,g1 k2,F,e1,g1 l1,F,g2,e2 l2,M,g2,e2"
    ),
}


@st.composite
def pedigrees(draw: st.DrawFn) -> tuple[Member, ...]:
    """Up to 16 members; parents are any two before them, so that loops and several partners are common."""
    members: list[Member] = []
    for number in range(draw(st.integers(1, 16))):
        men = [one.id for one in members if one.sex is Sex.MALE]
        women = [one.id for one in members if one.sex is Sex.FEMALE]
        father = draw(st.sampled_from(["", *men]))
        mother = draw(st.sampled_from(["", *women])) if father else ""
        members.append(Member(f"p{number}", father, mother, draw(st.sampled_from([Sex.MALE, Sex.FEMALE]))))
    return Pedigree(tuple(members)).members


def overlaps(made: Layout) -> list[object]:
    """Symbols with their labels upon each other, lines through them, lines of two couples in one another."""
    found: list[object] = []
    for one, other in combinations(made.symbols, 2):
        if abs(one.x - other.x) < STAND - 2 and abs(one.y - other.y) < SYMBOL + LABEL:
            found.append((one, other))
    for one, other in combinations(made.strokes, 2):
        upright = one.x1 == one.x2 == other.x1 == other.x2 and min(one.y2, other.y2) >= max(one.y1, other.y1)
        level = one.y1 == one.y2 == other.y1 == other.y2 and min(one.x2, other.x2) >= max(one.x1, other.x1)
        if one.couple != other.couple and (upright or level):
            found.append((one, other))
    for stroke in made.strokes:
        for symbol in made.symbols:
            across = stroke.x1 < symbol.x + STAND / 2 - 4 and stroke.x2 > symbol.x - STAND / 2 + 4
            if across and stroke.y1 < symbol.y + HALF + LABEL and stroke.y2 > symbol.y - HALF:
                found.append((stroke, symbol))
    return found


def children_reached(made: Layout) -> dict[frozenset[str], set[str]]:
    """Which members the lines of each couple end at, followed from the middle of the couple's own line."""
    reached: dict[frozenset[str], set[str]] = defaultdict(set)
    for mating in made.matings:
        begins = [one for one in made.strokes if one.y1 == mating.y and mating.x1 < one.x1 < mating.x2]
        joined, waiting = set(), [one for one in begins if one.couple == begins[0].couple]
        while waiting:
            one = waiting.pop()
            if one in joined:
                continue
            joined.add(one)
            waiting += [
                other
                for other in made.strokes
                if other.couple == one.couple
                and max(one.x1, other.x1) <= min(one.x2, other.x2)
                and max(one.y1, other.y1) <= min(one.y2, other.y2)
            ]
        ends = {(one.x2, one.y2) for one in joined}
        reached[frozenset(mating.partners)] |= {
            symbol.id for symbol in made.symbols if (symbol.x, symbol.y - HALF) in ends and not symbol.is_repeat
        }
    return reached


def children(members: tuple[Member, ...]) -> dict[frozenset[str], set[str]]:
    born: dict[frozenset[str], set[str]] = defaultdict(set)
    for member in members:
        if not member.is_founder:
            born[frozenset((member.father, member.mother))].add(member.id)
    return born


@settings(max_examples=200, deadline=None)
@given(pedigrees())
def test_in_any_pedigree_nothing_overlaps_and_lines_lead_from_parents_to_their_children(
    members: tuple[Member, ...],
) -> None:
    made = layout(members, STAND, LABEL)
    assert not overlaps(made)
    assert children_reached(made) == children(members)
    assert {one.id for one in made.symbols if not one.is_repeat} == {member.id for member in members}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_of_case_work_are_laid_out_so(shape: str) -> None:
    members = pedigree(SHAPES[shape])
    made = layout(members, STAND, LABEL)
    assert not overlaps(made)
    assert children_reached(made) == children(members)


@settings(max_examples=50, deadline=None)
@given(pedigrees())
def test_parents_stand_above_their_children_and_partners_side_by_side(members: tuple[Member, ...]) -> None:
    made = layout(members, STAND, LABEL)
    height = {one.id: one.y for one in made.symbols if not one.is_repeat}
    for member in members:
        for parent in (member.father, member.mother):
            assert not parent or height[parent] < height[member.id]
    for mating in made.matings:
        between = [one for one in made.symbols if one.y == mating.y and mating.x1 < one.x < mating.x2]
        assert not between


@pytest.mark.parametrize(
    ("shape", "double"),
    [
        ("first cousins", 1),
        ("double first cousins", 1),
        ("uncle and niece", 1),
        ("nuclear", 0),
        ("twenty with two loops", 2),
    ],
)
def test_partners_who_share_an_ancestor_are_joined_by_a_double_line(shape: str, double: int) -> None:
    made = layout(pedigree(SHAPES[shape]))
    assert sum(mating.is_consanguineous for mating in made.matings) == double


@pytest.mark.parametrize(
    ("shape", "repeated"),
    [
        ("half siblings of three mothers", ["fa"]),
        ("father and daughter", ["fa"]),
        ("first cousins", []),
        ("double first cousins", []),
        ("uncle and niece", []),
        ("twenty with two loops", []),
    ],
)
def test_only_who_cannot_stand_beside_all_partners_is_drawn_twice(shape: str, repeated: list[str]) -> None:
    made = layout(pedigree(SHAPES[shape]))
    assert [one.id for one in made.symbols if one.is_repeat] == repeated


def marked(**marks: object) -> str:
    members = pedigree(SHAPES["nuclear"])
    return pedigree_picture(members, Marks(**marks), "Pedigree", "en")  # type: ignore[arg-type]  # fields by name


def shapes_of(svg: str) -> list[str]:
    return re.findall(r'<path d="([^"]+)"', svg)


def test_a_picture_says_who_is_who_in_words() -> None:
    svg = marked(typed={"a"}, deceased={"fa"}, sought={"b"})
    root = ElementTree.fromstring(svg)
    description = root.findtext("{http://www.w3.org/2000/svg}desc")
    assert description == (
        "fa: man, deceased; mo: woman; a: man, typed, child of fa and mo;"
        " b: woman, whom the question is about, child of fa and mo; c: sex not known, child of fa and mo"
    )


def test_the_legend_explains_the_signs_that_occur_and_no_others() -> None:
    plain = marked()
    assert "filled: typed" not in plain
    assert "sex not known" in plain
    full = marked(typed={"a"}, deceased={"fa"}, sought={"b"})
    for words in ("filled: typed", "deceased", "whom the question is about"):
        assert f">{words}<" in full


def test_a_typed_member_is_filled_a_deceased_one_struck_one_sought_ringed() -> None:
    def added(**marks: object) -> int:
        return len(shapes_of(marked(**marks))) - len(shapes_of(marked()))

    accent = 'class="accent ink-line"'
    assert (marked(typed={"a", "b"}).count(accent), marked().count(accent)) == (3, 0)  # one of them in the legend
    assert added(deceased={"fa", "mo"}) == 2 + 2
    assert added(sought={"b"}) == 1 + 1


def test_a_long_id_is_shortened_and_stands_whole_in_its_title() -> None:
    long = "reference-family-0041-missing-person-02"
    svg = pedigree_picture(pedigree(f"{long},M mo,F a,M,{long},mo"), Marks(), "t", "en")
    assert f"<title>{long}</title>" in svg
    assert f">{long}</text>" not in svg


def test_parents_whom_nobody_named_are_small_and_have_no_label() -> None:
    members = pedigree(SHAPES["half-known parents"])
    unnamed = {"mother of a", "mother of b"}
    svg = pedigree_picture(members, Marks(put_in=unnamed), "t", "en")
    labels = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert not unnamed & {*labels}
    assert "parent whom nobody named" in labels


def test_the_same_pedigree_gives_the_same_bytes() -> None:
    members = pedigree(SHAPES["twenty with two loops"])
    assert pedigree_picture(members, Marks(), "t", "en") == pedigree_picture(members, Marks(), "t", "en")
