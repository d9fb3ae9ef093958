"""Two machines, one plan: what is written can be recomputed, compared and checked without the planner."""

from __future__ import annotations

import csv
import json

import pytest
import rfc8785
from rounds import HEAD, person, round_of, write_round

from homeward.errors import InputRefused
from homeward.exchange.agreements import read_agreement
from homeward.exchange.checking import check
from homeward.exchange.persons import read_persons
from homeward.exchange.plan_file import plan_bytes, plan_document, write_plan
from homeward.exchange.planning import make_plan
from homeward.exchange.verify import verify_plan

TERMS = (
    '[[term]]\nid = "wounded"\nrule = "all_for_all"\ncategory = "medical in {A}"\norder = ["medical_urgency"]\n'
    '[[term]]\nid = "equal"\nrule = "equal_numbers"\ncategory = "all"\norder = ["held_since"]\n'
)


@pytest.fixture
def made(tmp_path):
    """A round of twelve persons a side, and its plan."""
    persons = [
        person(
            f"{side}{n:02d}",
            side=side,
            names="Ім'я",
            held_since=f"2022-01-{n + 1:02d}",
            medical="A" if n == 3 else "",
            family_group=f"{side}g" if n in (5, 6) else "",
            stretcher="yes" if n == 3 else "no",
            will="no" if n == 1 else "yes",
            birth_date="2000" if n == 4 else "1980-01-01",
        )
        for side in "XY"
        for n in range(12)
    ]
    files = write_round(tmp_path, HEAD + TERMS + round_of(2, (4, 1), (4, 1)), persons)
    plan = make_plan(*files, "0c" * 32)
    write_plan(plan, tmp_path / "out")
    return tmp_path / "out" / "plan.json", files, plan


def altered(made, change) -> list[str]:
    """What verify says after ``change`` has been made to the document."""
    path, files, _ = made
    document = json.loads(path.read_bytes())
    change(document)
    path.write_bytes(rfc8785.dumps(document))
    return [str(difference) for difference in verify_plan(path, *files)]


def test_a_plan_is_the_same_recomputed(made):
    path, files, _ = made
    assert verify_plan(path, *files) == []


def test_the_bytes_are_canonical_json(made):
    path, _, plan = made
    assert path.read_bytes() == plan_bytes(plan) == rfc8785.dumps(plan_document(plan))
    assert rfc8785.dumps(json.loads(path.read_bytes())) == path.read_bytes()


def test_the_document_has_what_the_contract_names(made):
    document = json.loads(made[0].read_bytes())
    assert {"agreement_sha256", "persons_sha256", "lot", "rules", "lines", "left_out", "undetermined", "counts"} <= set(
        document
    )
    assert document["counts"] == {"wounded": {"X": 1, "Y": 1}, "equal": {"X": 8, "Y": 8}}
    assert {"person_id", "side", "term", "stage", "reasons"} == set(document["lines"][0])


def test_a_stage_changed_is_named(made):
    def change(document):
        document["lines"][0]["stage"] = 2

    who = json.loads(made[0].read_bytes())["lines"][0]["person_id"]
    assert altered(made, change) == [f"lines/{who}/stage: 2, where the rule gives 1"]


def test_a_person_slipped_in_is_named(made):
    def change(document):
        document["lines"].append({**document["lines"][-1], "person_id": "X99"})

    assert altered(made, change)[0].startswith("lines/X99: {")


def test_another_order_of_lines_is_named(made):
    assert altered(made, lambda document: document["lines"].reverse())


def test_a_lot_that_was_not_the_plan_s_is_named(made):
    assert altered(made, lambda document: document.update(lot="0d" * 32))


def test_a_drawn_lot_cannot_be_called_a_rehearsal(made):
    assert altered(made, lambda document: document.update(lot_kind="rehearsal")) == [
        'lot_kind: "rehearsal", where the rule gives "given"'
    ]


def test_the_same_values_in_other_bytes_are_not_the_plan(made):
    path, files, _ = made
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=1), encoding="utf-8")
    assert "RFC 8785" in str(verify_plan(path, *files)[0])


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"lot": 7}', b"[" * 100_000])
def test_what_is_no_plan_is_refused(made, content):
    path, files, _ = made
    path.write_bytes(content)
    with pytest.raises(InputRefused):
        verify_plan(path, *files)


def test_a_change_in_the_persons_shows(made):
    path, files, _ = made
    files[1].write_text(files[1].read_text(encoding="utf-8").replace("X00,X", "X77,X"), encoding="utf-8")
    named = [difference.where for difference in verify_plan(path, *files)]
    assert any("X77" in where for where in named)
    assert any("X00" in where for where in named)


def test_why_has_a_row_for_everyone_given(made):
    path = made[0]
    with path.with_name("why.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 24
    assert [row["person_id"] for row in rows] == sorted(row["person_id"] for row in rows)
    assert {row["outcome"] for row in rows} == {"planned", "left_out"}
    assert all(row["why"] for row in rows)
    assert "Ім'я" not in path.with_name("why.csv").read_text(encoding="utf-8")


# The checker alone: each forgery breaks the rule it should.


def breaches(made, change) -> set[str]:
    _, files, plan = made
    document = plan_document(plan)
    change(document)
    agreement = read_agreement(files[0])
    found = check(document, agreement, read_persons(files[1], agreement.sides).persons)
    return {breach.split(":")[0] for breach in found}


def move(document, who: str, stage: int | None) -> None:
    """Put someone into a stage, or leave them out."""
    lines = {line["person_id"]: line for line in document["lines"]}
    line = lines.pop(who, None) or {"person_id": who, "side": who[0], "term": "equal"}
    document["left_out"] = [one for one in document["left_out"] if one["person_id"] != who]
    if stage is None:
        document["left_out"].append({"person_id": who})
    else:
        lines[who] = {**line, "stage": stage}
    document["lines"] = list(lines.values())
    for term in document["counts"]:
        for side in "XY":
            document["counts"][term][side] = sum(
                one["term"] == term and one["side"] == side for one in document["lines"]
            )


def each(*moves):
    def change(document):
        for who, stage in moves:
            move(document, who, stage)

    return change


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda document: document["left_out"].pop(), "R1"),
        (lambda document: document["lines"].append(document["lines"][0]), "R1"),
        (each(("X01", 1)), "R2"),  # does not wish to return
        (lambda document: document["lines"][0].update(term="equal"), "R3"),
        (each(("X05", 1), ("X06", 2)), "R5"),
        (each(("X11", 1)), "R7"),
        (each(("X00", 2), ("X09", None)), "R8"),
        (each(("X10", None), ("Y10", None), ("X09", None), ("Y09", None)), "R9"),  # room for one more pair
        (each(("X11", 2), ("X00", None), ("X08", 1)), "R10"),  # the last instead of the first
        (each(("X00", 2), ("X09", 1)), "R10"),  # stages of two alike swapped
        (lambda document: document["counts"]["equal"].update(X=9), "R12"),
    ],
)
def test_the_checker_finds_what_is_wrong(made, change, rule):
    assert breaches(made, each()) == set()
    assert rule in breaches(made, change)


def test_the_checker_knows_neither_planner_nor_solver():
    from pathlib import Path

    import homeward.exchange.checking as checking

    source = Path(checking.__file__).read_text(encoding="utf-8")
    imports = {line.split()[1] for line in source.splitlines() if line.startswith(("from homeward", "import homeward"))}
    assert imports == {"homeward.exchange.terms", "homeward.register.dates"}
