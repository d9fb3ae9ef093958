"""Write ``docs/reference/kinship-validation.md``: every reference case beside the value of the peer.

    python tools/kinship/write_validation.py

The cases and what other programs computed for them stand packed in ``tests/reference/kinship``; ours are computed anew
here. A test holds the page against what this program would write. Differences are told as the bound they keep, in whole
powers of ten, so that the last digit of one processor does not change the page.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "kinship-validation.md"
REFERENCE = ROOT / "tests" / "reference" / "kinship"
#: Bounds that a difference may keep, and how they are written.
BOUNDS = ((1e-9, "10⁻⁹"), (1e-8, "10⁻⁸"), (1e-6, "10⁻⁶"))
HEAD = """# Validation of kinship

Every reference case, what other programs say and what Homeward says. Written by
`tools/kinship/write_validation.py` from `tests/reference/kinship`; held by a test, so that it cannot fall
behind. Nobody described here lives: genotypes are simulated or come from the sets that the programs ship for
teaching. How it is computed: [kinship](kinship.md).
"""
CASES = """
## Pedigrees

log₁₀ of the likelihood ratio of the first hypothesis to the last, as the peer has it and as Homeward has it;
and what the largest relative difference keeps below, over the log-likelihoods of all hypotheses and markers.
“By hand”: the case carries a formula, whose value is reproduced too.

| case | what | peer | log₁₀ LR, peer | Homeward | differs by less than | by hand |
|---|---|---|---|---|---|---|
"""
EVENTS = """
## Events

Sets of dvir 3.4.2. The difference is the largest over log-likelihoods, likelihood ratios, posteriors, the sum
over assignments and GLR.

| event | remains, missing, families | assignments, dvir | Homeward | posterior of the best | differs by less than |
|---|---|---|---|---|---|
"""
PECULIAR = """
## Where a peer goes its own way

- **S03 to S30 with published frequencies**: some sums of frequencies differ from 1 by up to 2·10⁻¹⁰. Peers take
  what is left of 1 as the frequency of all alleles that nobody shows, and so do we; this is the only place
  where such a sum matters.
- **Familias prunes untyped founders** when theta is 0. Under a model whose mutations change the frequencies
  (`equal`) it then differs from pedprobr, by −13.28994 against −13.29055 in one case of that kind. The cases,
  pedprobr and Homeward keep them: a founder is drawn from the population, and mutation acts below.
- **pedprobr with more alleles than its `alleleLimit`** puts `equal` in the place of a stepwise model, without a
  word. No case rests on that; Homeward has no such limit.
- **exclusionExample** comes with other frequencies for the remains than for the families. dvir takes those of
  the remains for the remains alone, and those of the families for a remains inside a family; so do we, to
  reproduce it, and only where a file says `pm_markers`. dvir's joint solution of it crashes or is refused; ours
  is exact.
- **Equally likely assignments** stand at dvir in the order that rounding gives; here in the order of the
  missing persons. The test compares them group by group.
- **simA**: dvir's `jointDVI` counts remains that nothing is left for as identified, and crashes; its other
  results stand and are reproduced.
"""


def packed(name: str) -> list[dict[str, Any]]:
    """The cases of a packed file, with what was expected."""
    with gzip.open(REFERENCE / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        return list(json.load(file)["cases"])


def page(cases: Mapping[str, Mapping[str, Any]], events: Mapping[str, Mapping[str, Any]]) -> str:
    """The whole page, from our results by name."""
    of_cases = "\n".join(_case(one, cases[one["name"]]) for one in packed("cases"))
    of_events = "\n".join(_event(one, events[one["name"]]) for one in packed("cases_dvi"))
    return f"{HEAD}{CASES}{of_cases}\n{EVENTS}{of_events}\n{PECULIAR}"


def _case(told: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    expected = told["expected"]
    hypotheses = [name for name in expected if name != "log10LR"]
    pair = f"{hypotheses[0]}:{hypotheses[-1]}"
    pairs: list[tuple[Any, Any]] = []
    for name in hypotheses:
        pairs.append((expected[name]["loglik"], found[name]["loglik"]))
        pairs += [
            (value, found[name]["loglik_per_marker"][at]) for at, value in expected[name]["loglik_per_marker"].items()
        ]
    ratios = [one["log10LR"].get(pair) for one in (expected, found)]
    by_hand = _by_hand(told.get("closed_form"), found, hypotheses)
    shown = " | ".join("—" if ratio is None else f"{float(ratio):.8f}" for ratio in ratios)
    peer = told["source"]["function_"].partition("::")[0]
    return (
        f"| `{told['name']}` | {told['description']} | {peer} | {shown} | "
        f"{_bound(max(_difference(*two) for two in pairs))} | {by_hand} |"
    )


def _by_hand(form: Mapping[str, Any] | None, found: Mapping[str, Any], hypotheses: list[str]) -> str:
    if not form:
        return ""
    one, other = found[hypotheses[0]], found[hypotheses[-1]]
    if "value" in form:
        pairs = [(form["value"], math.exp(one["loglik"] - other["loglik"]))]
    else:
        pairs = [
            (told["value"], math.exp(one["loglik_per_marker"][at] - other["loglik_per_marker"][at]))
            for at, told in form["per_marker"].items()
            if told["value"]
        ]
    return f"all {len(pairs)}" if all(_difference(*two) < 1e-10 for two in pairs) else "no"


def _event(told: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    given, expected = told["input"], told["expected"]
    size = f"{len(given['pm'])}, {len(given['missing'])}, {len(given['am'])}"
    largest = max(_difference(*two) for two in _pairs(expected, found))
    joint = expected.get("joint")
    peers = f"{joint['n_assignments']:,}" if joint else "refused"
    best = found["joint"]["assignments"][0]["posterior_flat"]
    return (
        f"| {told['name']} | {size} | {peers} | {found['joint']['n_assignments']:,} | {best:.6g} | {_bound(largest)} |"
    )


def _pairs(expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    for key in ("loglik_pm", "loglik_am"):
        yield from ((value, found[key][id_]) for id_, value in expected[key].items())
    yield from _cells(expected["LRmatrix"], found["LRmatrix"])
    if "joint" in expected:
        yield expected["joint"]["logsumexp"], found["joint"]["logsumexp"]
        for one, other in _cells(
            expected["joint"]["marginal_posterior_flat"], found["joint"]["marginal_posterior_flat"]
        ):
            yield 1 + one, 1 + other  # posteriors differ by so much, whatever their size
        yield from _cells(expected["GLR_matrix"], found["GLR_matrix"])


def _cells(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    for row, beside in zip(one["values"], other["values"], strict=True):
        yield from ((a, b) for a, b in zip(row, beside, strict=True) if a is not None)


def _difference(one: Any, other: Any) -> float:
    """Relative difference of two numbers; 0 where both are infinite alike or both are nothing."""
    a, b = float(one), float(other)
    if a == b:
        return 0.0
    return abs(a - b) / max(abs(a), 1e-3) if math.isfinite(a) and math.isfinite(b) else math.inf


def _bound(value: float) -> str:
    return next((written for bound, written in BOUNDS if value < bound), "not reproduced")


def main() -> None:
    """Compute everything and write the page."""
    sys.path.insert(0, str(ROOT / "src"))
    from homeward.kinship.files.case_files import read_cases, read_events
    from homeward.kinship.files.results import evaluated, identified

    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.json" for name in ("cases", "cases_dvi")}
        for name, path in paths.items():
            path.write_bytes(gzip.decompress((REFERENCE / f"{name}.json.gz").read_bytes()))
        cases = {case.name: evaluated(case) for case in read_cases(paths["cases"])}
        events = {name: identified(event) for name, event in read_events(paths["cases_dvi"])}
    PAGE.write_text(page(cases, events), encoding="utf-8")


if __name__ == "__main__":
    main()
