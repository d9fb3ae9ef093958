"""Claims and acts for tests: a claim as a row of CLAIMS.csv, an act as a row of ACTS.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from homeward.talks.claim_terms import Act, Claim
from homeward.talks.claims import Assessment, assess
from homeward.talks.claims_file import NEEDED, read_claims
from homeward.talks.documents import NEEDED as ACT_COLUMNS
from homeward.talks.documents import read_acts

EXAMPLE = Path(__file__).parents[1] / "examples" / "talks" / "claims"

Cells = Mapping[str, object]


def said(claim_id: str, quantity: object = "", **cells: object) -> dict[str, object]:
    """A row: bodies handed over in a stage, said by side A of what goes from B to A, unless the cells say otherwise."""
    return {
        "claim_id": claim_id,
        "said_on": "2030-06-16",
        "side": "A",
        "speaker": f"speaker of {cells.get('side', 'A')}",
        "topic": "bodies",
        "measure": "handed_over_stage",
        "quantity": quantity,
        "unit": "body",
        "bound": "" if quantity == "" else "exactly",
        "direction": "B→A",
        "paraphrase": "as told",
        "source": "agency 1",
    } | cells


def signed(act_id: str, quantity: int, **cells: object) -> dict[str, object]:
    """A row: an act of both sides on a stage of the same matter, unless the cells say otherwise."""
    return {
        "act_id": act_id,
        "topic": "bodies",
        "measure": "handed_over",
        "stage": "2030-06-16",
        "quantity": quantity,
        "unit": "body",
        "direction": "B→A",
        "signed_by": "A;B",
        "number": "",
    } | cells


def write(path: Path, rows: Sequence[Cells], columns: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys([*columns, *(key for row in rows for key in row)])))
        writer.writeheader()
        writer.writerows(rows)
    return path


def claims_of(folder: Path, rows: Sequence[Cells]) -> tuple[Claim, ...]:
    return read_claims(write(folder / "claims.csv", rows, NEEDED)).claims


def acts_of(folder: Path, rows: Sequence[Cells]) -> tuple[Act, ...]:
    return read_acts(write(folder / "acts.csv", rows, [*ACT_COLUMNS, "number"])).acts if rows else ()


def found(folder: Path, rows: Sequence[Cells], acts: Sequence[Cells] = ()) -> Assessment:
    return assess(claims_of(folder, rows), acts_of(folder, acts))


def links(assessment: Assessment) -> set[tuple[str, str, str]]:
    return {(one.claim.claim_id, one.kind.value, one.of.claim_id) for one in assessment.relations}
