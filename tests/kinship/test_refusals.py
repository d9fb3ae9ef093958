"""What cannot be used is refused whole: exit code 2, every fault with its place and the mend, nothing written."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RUN = [sys.executable, "-c", "from homeward.cli.main import run; run()", "kinship", "evaluate"]
GOOD: dict[str, Any] = {
    "format": "kinship-cases/1",
    "cases": [
        {
            "name": "trio",
            "theta": 0,
            "hypotheses": {
                "H1": {
                    "pedigrees": [
                        [
                            {"id": "AF", "father": None, "mother": None, "sex": "M"},
                            {"id": "MO", "father": None, "mother": None, "sex": "F"},
                            {"id": "CH", "father": "AF", "mother": "MO", "sex": "F"},
                        ]
                    ]
                }
            },
            "markers": [
                {"name": "L1", "alleles": ["12", "13"], "frequencies": [0.4, 0.6], "chromosome": "X", "mutation": None}
            ],
            "genotypes": {"CH": {"L1": ["12", "13"]}, "AF": {"L1": ["12"]}},
        }
    ],
}


def case(told: dict[str, Any]) -> dict[str, Any]:
    return told["cases"][0]  # type: ignore[no-any-return]


def people(told: dict[str, Any]) -> list[dict[str, Any]]:
    return case(told)["hypotheses"]["H1"]["pedigrees"][0]  # type: ignore[no-any-return]


BAD: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "an allele without a frequency": (
        lambda t: case(t)["genotypes"]["CH"].update(L1=["12", "99"]),
        "99: no such allele",
    ),
    "frequencies that do not sum to 1": (lambda t: case(t)["markers"][0].update(frequencies=[0.4, 0.4]), "0.800000"),
    "a frequency of nothing": (lambda t: case(t)["markers"][0].update(frequencies=[1.0, 0.0]), "not above 0"),
    "a cycle": (lambda t: people(t)[0].update(father="CH2", mother="MO"), "father who is no member"),
    "an own ancestor": (
        lambda t: (people(t)[1].update(father="AF", mother="CH"), people(t)[2].update(father="AF", mother="MO")),
        "is its own ancestor",
    ),
    "an id twice": (lambda t: people(t).append(dict(people(t)[0])), "stands twice"),
    "a father who is a woman": (lambda t: people(t)[0].update(sex="F"), "whose sex is F"),
    "three alleles": (lambda t: case(t)["genotypes"]["CH"].update(L1=["12", "13", "12"]), "3 alleles"),
    "two alleles of a man's X": (lambda t: case(t)["genotypes"]["AF"].update(L1=["12", "13"]), "single X of a man"),
    "a mutation rate of 2": (
        lambda t: case(t)["markers"][0].update(mutation={"model": "equal", "rate": 2}),
        "not from 0 to below 1",
    ),
    "theta of 1": (lambda t: case(t).update(theta=1), "from 0 to below 1"),
    "a profile of nobody": (lambda t: case(t)["genotypes"].update(ZZ={"L1": ["12", "12"]}), "nobody of that id"),
    "another format": (lambda t: t.update(format="dvi-cases/1"), "kinship-cases/1"),
    "no markers at all": (lambda t: case(t).pop("markers"), "KeyError"),
}


def run(path: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, str(path), "--out", str(out)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_cannot_be_is_refused(tmp_path: Path, what: str) -> None:
    bend, words = BAD[what]
    told = copy.deepcopy(GOOD)
    bend(told)
    path, out = tmp_path / "cases.json", tmp_path / "out.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    done = run(path, out)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Nothing was written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_all_faults_are_listed_together(tmp_path: Path) -> None:
    told = copy.deepcopy(GOOD)
    for what in ("an allele without a frequency", "a father who is a woman", "theta of 1"):
        BAD[what][0](told)
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert "3 faults" in run(path, tmp_path / "out.json").stderr


def test_two_profiles_of_one_id(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(GOOD).replace('"AF": {"L1": ["12"]}', '"AF": {"L1": ["12"]}, "AF": {"L1": ["13"]}'))
    done = run(path, tmp_path / "out.json")
    assert (done.returncode, "stands twice" in done.stderr) == (2, True)


def test_what_is_good_is_computed(tmp_path: Path) -> None:
    path, out = tmp_path / "cases.json", tmp_path / "out.json"
    path.write_text(json.dumps(GOOD), encoding="utf-8")
    done = run(path, out)
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(out.read_text(encoding="utf-8"))["cases"]
    assert found["results"]["H1"]["loglik_per_marker"].keys() == {"L1"}
