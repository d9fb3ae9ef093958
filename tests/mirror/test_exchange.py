"""The mirror for exchange: swap the sides, shuffle the rows, and only labels change."""

from __future__ import annotations

import json
import random

import pytest
from rounds import HEAD, person, round_of, write_round

from homeward.exchange.plan_file import plan_bytes, plan_document
from homeward.exchange.planning import make_plan

TERMS = """
[[term]]
id = "wounded"
rule = "all_for_all"
category = "medical in {A, MANIFEST}"
order = ["medical_urgency", "held_since"]

[[term]]
id = "sent"
rule = "unilateral"
category = "medical_urgency == 1"
from = "X"
count = 3

[[term]]
id = "fixed"
rule = "fixed_numbers"
category = "age_on(2025-06-02) < 25"
numbers.X = 4
numbers.Y = 2

[[term]]
id = "equal"
rule = "equal_numbers"
category = "Y in confirmed_by and side in {X, Y}"
order = ["held_since", "age"]
"""
SWAP = str.maketrans("XY", "YX")
LOT = "1f" * 32


def made(seed: int) -> tuple[str, list[dict[str, str]]]:
    chance = random.Random(seed)
    places = [([chance.randint(2, 6) for _ in range(3)], [chance.randint(0, 2) for _ in range(3)]) for _ in range(2)]
    persons = []
    for n in range(60):
        side = chance.choice("XY")
        persons.append(
            person(
                f"p{n}",  # ids say nothing of a side
                side=side,
                medical=chance.choice(["A", "", "", "", "NC"]),
                medical_urgency=chance.choice(["", "0", "1", "2"]),
                birth_date=chance.choice(["2003-01-01", "1985", "2000", "1990-05-05"]),
                held_since=chance.choice(["2022-05-01", "2023", "2022-05-01"]),
                will=chance.choice(["yes", "yes", "yes", "yes", "no"]),
                confirmed_by=chance.choice(["X;Y", "X;Y", "X;Y", "X;Y", "X", "Y"]),
                stretcher=chance.choice(["no", "no", "no", "yes"]),
                family_group=f"{side}{chance.randint(1, 6)}" if chance.random() < 0.4 else "",
            )
        )
    return HEAD + TERMS + round_of(3, *places), persons


def without_digests(document: dict) -> dict:
    return {key: value for key, value in document.items() if not key.endswith("_sha256")}


def swapped(value):
    """A plan's document with the two codes exchanged wherever a side is named; expressions name sides too."""
    if isinstance(value, dict):
        return {swapped(key): swapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [swapped(item) for item in value]
    if value in ("X", "Y"):
        return str(value).translate(SWAP)
    if isinstance(value, str) and "confirmed_by" in value:
        return value.translate(SWAP)
    return value


def in_one_order(document: dict) -> dict:
    """What is listed side after side, in the order of the codes, in an order of its own: labels, not results."""
    document["stages"].sort(key=lambda load: (load["stage"], load["side"]))
    for one in document["left_out"]:
        one["reasons"] = sorted(one["reasons"], key=lambda reason: json.dumps(reason, sort_keys=True))
    for rule in document["rules"]:
        rule["remarks"] = sorted(rule["remarks"], key=lambda remark: json.dumps(remark, sort_keys=True))
    return document


@pytest.mark.parametrize("seed", range(8))
def test_sides_swapped_swap_the_plan(tmp_path, seed):
    agreement, persons = made(seed)
    plan = make_plan(*write_round(tmp_path / "one", agreement, persons), LOT)
    mirrored_persons = [
        {
            key: value.translate(SWAP) if key in ("side", "confirmed_by", "family_group") else value
            for key, value in one.items()
        }
        for one in persons
    ]
    mirrored_agreement = (
        agreement.replace("numbers.X = 4", "numbers.Q = 4").translate(SWAP).replace("numbers.Q", "numbers.Y")
    )
    mirror = make_plan(*write_round(tmp_path / "two", mirrored_agreement, mirrored_persons), LOT)
    assert plan.lines
    assert in_one_order(swapped(without_digests(plan_document(plan)))) == in_one_order(
        without_digests(plan_document(mirror))
    )


@pytest.mark.parametrize("seed", range(4))
def test_rows_shuffled_change_nothing_but_the_digest_of_the_file(tmp_path, seed):
    agreement, persons = made(seed)
    plan = make_plan(*write_round(tmp_path / "one", agreement, persons), LOT)
    random.Random(seed).shuffle(persons)
    other = make_plan(*write_round(tmp_path / "two", agreement, persons), LOT)
    assert plan_bytes(plan).replace(plan.persons_sha256.encode(), b"") == plan_bytes(other).replace(
        other.persons_sha256.encode(), b""
    )


def test_no_hash_seed_and_no_clock_enters_a_plan(tmp_path):
    import os
    import subprocess
    import sys

    files = write_round(tmp_path, *made(1))
    program = (
        "import sys, pathlib; from homeward.exchange.planning import make_plan; "
        "from homeward.exchange.plan_file import plan_sha256; "
        "print(plan_sha256(make_plan(*map(pathlib.Path, sys.argv[1:3]), '1f' * 32)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, *map(str, files)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo"))
    }
    assert len(said) == 1
