"""The planner against trying everything: every way of giving units to stages, judged by the rule as it is written.

Nothing here uses the room's own units, numbers or scan: terms are recognised by a mark on each person, ranks are
reckoned from the cells, and the best of all assignments is taken.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import random

import pytest
from rounds import HEAD, person, round_of, write_round

from homeward.exchange.agreements import read_agreement
from homeward.exchange.checking import check
from homeward.exchange.persons import read_persons
from homeward.exchange.plan_file import plan_document
from homeward.exchange.planning import make_plan

LOT = hashlib.sha256(b"a lot").hexdigest()


def random_round(chance: random.Random) -> dict:
    """A small round: up to seven units of one to three persons, up to three stages, three terms of random rules."""
    terms = []
    for _ in range(chance.randint(1, 3)):
        rule = chance.choice(["all_for_all", "equal_numbers", "equal_numbers", "fixed_numbers", "unilateral"])
        term = {"rule": rule}
        if rule == "equal_numbers" and chance.random() < 0.4:
            term["at_most"] = chance.randint(0, 3)
        if rule == "fixed_numbers":
            term["numbers"] = {"X": chance.randint(0, 3), "Y": chance.randint(0, 3)}
        if rule == "unilateral":
            term |= {"from": chance.choice("XY"), "count": chance.randint(0, 3)}
        terms.append(term)
    persons, count = [], 0
    for unit in range(chance.randint(2, 6)):
        side, size = chance.choice("XY"), chance.choice([1, 1, 1, 2, 2, 3])
        for _ in range(size):
            count += 1
            persons.append(
                person(
                    f"p{count}",
                    side=side,
                    medical_urgency=str(chance.choice([0, 0, 1, 1, 2, 3])),
                    held_since=f"202{chance.randint(2, 3)}-01-01",
                    stretcher=chance.choice(["no", "no", "no", "yes"]),
                    will=chance.choices(["yes", "no"], (15, 1))[0],
                    family_group=f"g{unit}" if size > 1 else "",
                )
            )
    stages = chance.randint(1, 3)
    places = {s: [(chance.randint(0, 3), chance.randint(0, 2)) for _ in range(stages)] for s in "XY"}
    return {"terms": terms, "persons": persons, "stages": stages, "places": places, "whole": chance.random() < 0.7}


def agreement_text(made: dict) -> str:
    """The round as TOML: term number t holds for medical urgency t; urgency 3 falls under none."""
    text = HEAD
    for at, term in enumerate(made["terms"]):
        text += f'[[term]]\nid = "t{at}"\ncategory = "medical_urgency == {at}"\norder = ["held_since"]\n'
        text += f'rule = "{term["rule"]}"\n'
        for key in ("at_most", "count"):
            if key in term:
                text += f"{key} = {term[key]}\n"
        if "from" in term:
            text += f'from = "{term["from"]}"\n'
        if "numbers" in term:
            text += f"numbers.X = {term['numbers']['X']}\nnumbers.Y = {term['numbers']['Y']}\n"
    both = {s: tuple(list(kind) for kind in zip(*made["places"][s], strict=True)) for s in "XY"}
    rule = "whole" if made["whole"] else "eligible_members"
    return text + round_of(made["stages"], both["X"], both["Y"], f'family_groups = "{rule}"')


def best_by_trying_all(made: dict) -> dict[str, int]:
    """Stage per person of the one plan that the rule allows."""
    terms, stages = made["terms"], made["stages"]

    def term_of(one: dict[str, str]) -> int | None:
        at = int(one["medical_urgency"])
        if at >= len(terms) or (terms[at]["rule"] == "unilateral" and terms[at]["from"] == one["side"]):
            return None
        return at

    def rank(one: dict[str, str]) -> tuple:
        drawn = hmac.new(bytes.fromhex(LOT), one["person_id"].encode(), hashlib.sha256).hexdigest()
        return term_of(one), one["held_since"], drawn

    groups: dict[str, list[dict[str, str]]] = {}
    for one in made["persons"]:
        groups.setdefault(one["family_group"] or one["person_id"], []).append(one)
    units = []
    for members in groups.values():
        able = [one for one in members if one["will"] == "yes" and term_of(one) is not None]
        if able and (len(able) == len(members) or not made["whole"]):
            units.append(able)
    units.sort(key=lambda unit: min(map(rank, unit)))

    def allowed(spread: tuple) -> bool:
        going = [(one, stage) for unit, stage in zip(units, spread, strict=True) if stage is not None for one in unit]
        for side, stage in itertools.product("XY", range(stages)):
            here = [one for one, at in going if one["side"] == side and at == stage]
            seats, stretchers = made["places"][side][stage]
            lying = sum(one["stretcher"] == "yes" for one in here)
            if lying > stretchers or len(here) - lying > seats:
                return False
        for at, term in enumerate(terms):
            count = {
                (side, stage): sum(one["side"] == side and s == stage and term_of(one) == at for one, s in going)
                for side in "XY"
                for stage in range(stages)
            }
            total = {side: sum(count[side, stage] for stage in range(stages)) for side in "XY"}
            if term["rule"] == "equal_numbers" and any(count["X", s] != count["Y", s] for s in range(stages)):
                return False
            most = {"X": term.get("at_most"), "Y": term.get("at_most")}
            most = term.get("numbers", most)
            if term["rule"] == "unilateral":
                most = {"X": term["count"], "Y": term["count"]}
            if any(most[side] is not None and total[side] > most[side] for side in "XY"):
                return False
        return True

    def worth(spread: tuple) -> tuple:
        numbers = [
            sum(term_of(one) == at for unit, s in zip(units, spread, strict=True) if s is not None for one in unit)
            for at in range(len(terms))
        ]
        return numbers, [stage is not None for stage in spread], [-(stage or 0) for stage in spread]

    every = itertools.product([None, *range(stages)], repeat=len(units))
    best = max(filter(allowed, every), key=worth)
    return {one["person_id"]: s for unit, s in zip(units, best, strict=True) if s is not None for one in unit}


@pytest.mark.parametrize("block", range(10))
def test_the_plan_is_the_best_of_all_plans(block, tmp_path):
    chance = random.Random(f"brute force {block}")
    for at in range(30):
        made = random_round(chance)
        files = write_round(tmp_path / str(at), agreement_text(made), made["persons"])
        plan = make_plan(*files, LOT)
        assert {line.person_id: line.stage - 1 for line in plan.lines} == best_by_trying_all(made), made
        agreement = read_agreement(files[0])
        assert check(plan_document(plan), agreement, read_persons(files[1], agreement.sides).persons) == [], made
