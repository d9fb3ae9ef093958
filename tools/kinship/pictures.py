"""Make the example of ``docs/how-to/report-a-comparison.md`` anew: the case, and its pictures.

    python tools/kinship/pictures.py

A missing man, his sister and a son of first cousins are invented: alleles are drawn from invented frequencies with a
fixed seed. Writes ``examples/kinship/comparison.json`` and two SVG pictures into ``docs/images/kinship``.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from homeward.kinship.files.case_files import read_cases
from homeward.kinship.files.case_words import read_words
from homeward.kinship.papers.comparisons import compared
from homeward.kinship.papers.report import hypothesis_picture, ratio_picture

ROOT = Path(__file__).parents[2]
CASE = ROOT / "examples" / "kinship" / "comparison.json"
PICTURES = ROOT / "docs" / "images" / "kinship"
SEED = 20260531
MARKERS = (
    *("D1S1656", "TPOX", "D2S441", "D2S1338", "D3S1358", "FGA", "D5S818", "CSF1PO", "D7S820", "D8S1179"),
    *("D10S1248", "TH01", "vWA", "D12S391", "D13S317", "D16S539", "D18S51", "D19S433", "D21S11", "D22S1045"),
)

#: Id, father, mother, sex. M is missing; his parents are first cousins.
FAMILY = (
    ("G1", None, None, "M"),
    ("G2", None, None, "F"),
    ("A", "G1", "G2", "M"),
    ("B", "G1", "G2", "F"),
    ("C", None, None, "F"),
    ("D", None, None, "M"),
    ("F", "A", "C", "M"),
    ("E", "D", "B", "F"),
    ("M", "F", "E", "M"),
    ("S", "F", "E", "F"),
    ("W", None, None, "F"),
    ("K", "M", "W", "F"),
)


def main() -> None:
    """Write the case and its pictures."""
    draw = random.Random(SEED)
    markers = [_marker(name, draw) for name in MARKERS]
    genotypes: dict[str, dict[str, list[str]]] = {id_: {} for id_, *_parents in FAMILY}
    for marker in markers:
        for id_, father, mother, _sex in FAMILY:
            genotypes[id_][marker["name"]] = [
                draw.choice(genotypes[parent][marker["name"]])
                if parent
                else draw.choices(marker["alleles"], marker["frequencies"])[0]
                for parent in (father, mother)
            ]
    for profile in genotypes.values():
        for alleles in profile.values():
            alleles.sort(key=int)
    remains = dict(list(genotypes["M"].items())[:16])  # four markers gave no result
    case = {
        "name": "remains R-17",
        "description": "Are the remains R-17 the missing man M?",
        "date": "2026-05-31",
        "source": {"frequencies": "invented for this example"},
        "deceased": ["G1", "G2", "A", "R-17"],
        "sought": ["M", "R-17"],
        "theta": 0,
        "hypotheses": {
            "H1": {
                "description": "The remains are M.",
                "pedigrees": [_family(), [_member("R-17", None, None, "M")]],
            },
            "H2": {
                "description": "The remains are of a man unrelated to the family.",
                "pedigrees": [_family(), [_member("R-17", None, None, "M")]],
            },
        },
        "identity": {"H1": ["M", "R-17"]},
        "markers": markers,
        "genotypes": {"R-17": remains, "S": genotypes["S"], "K": genotypes["K"], "F": genotypes["F"]},
    }
    CASE.parent.mkdir(parents=True, exist_ok=True)
    CASE.write_text(json.dumps({"format": "kinship-cases/1", "cases": [case]}, indent=1) + "\n", encoding="utf-8")
    comparison = compared(read_cases(CASE)[0], read_words(CASE)[0], "")
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "pedigree.svg").write_text(hypothesis_picture(comparison, "H1", "en"), encoding="utf-8")
    (PICTURES / "ratios.svg").write_text(ratio_picture(comparison, "H1", "en"), encoding="utf-8")


def _marker(name: str, draw: random.Random) -> dict[str, Any]:
    """A marker with eight alleles as frequent as a bell is high, and a stepwise model."""
    first = draw.randint(7, 15)
    heights = [2.0 ** -abs(step - 3.5) * draw.uniform(0.6, 1.4) for step in range(8)]
    shares = [round(height / sum(heights), 4) for height in heights]
    shares[3] = round(shares[3] + 1 - sum(shares), 4)
    mutation = {"model": "stepwise", "rate": 0.001, "rate2": 0.000001, "range": 0.1}
    return {
        "name": name,
        "alleles": [str(first + step) for step in range(8)],
        "frequencies": shares,
        "chromosome": "autosomal",
        "mutation": {"female": mutation, "male": {**mutation, "rate": 0.002}},
    }


def _family() -> list[dict[str, Any]]:
    return [_member(*one) for one in FAMILY]


def _member(id_: str, father: str | None, mother: str | None, sex: str) -> dict[str, Any]:
    return {"id": id_, "father": father, "mother": mother, "sex": sex}


if __name__ == "__main__":
    main()
