"""Whether a probability means what it says: on lists of every kind and size, all at the one shipped model.

    python -m benchmarks.reconciliation.bench_calibration [--sizes 50 500 5k] [--kinds shared children …]
        [--picture docs/images/reconciliation/calibration.svg]

Of each kind and size: F1, precision and share of siblings among proposed matches, over all pairs of lists; Brier score
and expected calibration error (the mean distance between what was said and what was right, over tenths of probability,
weighted by pairs). Then, over all of them, for each tenth of probability the pairs, what was said on average, and the
share that is right: the reliability diagram, which ``--picture`` draws. Counted are the pairs between lists that are
written, of probability ``proposals.SHOWN`` and more. "50" are eight sets of lists of fifty.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import module, run
from benchmarks.reconciliation.bench_lists import HOMEWARD
from benchmarks.reconciliation.made_lists import FURTHER, SETS
from benchmarks.reconciliation.proposals import SHOWN, Found, found_pairs
from homeward.drawing import Ink, Picture, bar, count_text, line, words

SIZES = ("50", "500", "5k")
KINDS = ("shared", "harsh", "sparse", "office", "unheard", *FURTHER)
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Tenth:
    """Pairs given a probability within one tenth: how many, what was said on average, and the share that is right."""

    least: float
    pairs: int
    said: float
    right: float


def names_of(kind: str, size: str) -> list[str]:
    """Names in ``SETS`` of the lists of one kind and size; none where a kind is not made at a size."""
    plain = size if kind == "shared" else f"{size} {kind}"
    return [name for name in SETS if name == plain or (size == "50" and name.startswith(f"50 {kind} "))]


def tenths(probability: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> list[Tenth]:
    """The reliability diagram; a tenth without pairs is left out."""
    place = np.minimum((probability * TENTHS).astype(int), TENTHS - 1)
    return [
        Tenth(i / TENTHS, int(mine.sum()), float(probability[mine].mean()), float(right[mine].mean()))
        for i in range(TENTHS)
        if (mine := place == i).any()
    ]


def figures(kinds: list[str], sizes: list[str], picture: Path | None) -> Iterator[Figure]:
    """Measure the kinds at the sizes, each by itself and all together."""
    everything: Found = []
    for size in sizes:
        for kind in kinds:
            names = names_of(kind, size)
            if not names:
                continue
            found, true = _found(names)
            everything += found
            yield from _of_one(f"{size} {kind}", found, true)
    probability, right = _columns(everything)
    diagram = tenths(probability, right)
    for one in diagram:
        case = f"all, {one.least:.1f}–{one.least + 1 / TENTHS:.1f}"
        yield Figure(case, OURS, "pairs", one.pairs, Unit.COUNT)
        yield Figure(case, OURS, "said", one.said, Unit.SHARE)
        yield Figure(case, OURS, "right", one.right, Unit.SHARE)
    yield Figure("all together", OURS, "Brier", float(np.mean((probability - right) ** 2)), Unit.SHARE)
    yield Figure("all together", OURS, "calibration error", _error(diagram), Unit.SHARE)
    if picture:
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_text(drawn(diagram), encoding="utf-8")


def _found(names: list[str]) -> tuple[Found, int]:
    """Pairs found in all the sets together, and how many there are."""
    found: Found = []
    total = 0
    for name in names:
        print(f"lists {name}", file=sys.stderr, flush=True)
        lists = Path(run(module("benchmarks.reconciliation.made_lists", name)).output.strip())
        files = [lists / f"list_{letter}.csv" for letter in SETS[name].letters]
        with tempfile.TemporaryDirectory() as made:
            run([*HOMEWARD, "reconcile", *files, "--out", Path(made) / "out", "--quiet"])
            here, true = found_pairs(lists, Path(made) / "out" / "pairs.csv")
        found += [pair for pairs in here.values() for pair in pairs if pair[0] >= SHOWN]
        total += sum(true.values())
    return found, total


def _columns(found: Found) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    return np.array([row[0] for row in found]), np.array([row[2] for row in found], dtype=bool)


def _of_one(case: str, found: Found, true: int) -> Iterator[Figure]:
    probability, right = _columns(found)
    counts = defaultdict(int)
    for _, match, same, kin in found:
        counts["proposed"] += match
        counts["hits"] += match and same
        counts["siblings"] += match and kin
    yield Figure(case, OURS, "F1", 2 * counts["hits"] / (counts["proposed"] + true), Unit.SHARE)
    yield Figure(case, OURS, "precision", counts["hits"] / counts["proposed"], Unit.SHARE)
    yield Figure(case, OURS, "siblings", 100 * counts["siblings"] / counts["proposed"], Unit.PERCENT)
    yield Figure(case, OURS, "Brier", float(np.mean((probability - right) ** 2)), Unit.SHARE)
    yield Figure(case, OURS, "calibration error", _error(tenths(probability, right)), Unit.SHARE)


def _error(diagram: list[Tenth]) -> float:
    return sum(one.pairs * abs(one.said - one.right) for one in diagram) / sum(one.pairs for one in diagram)


#: The square of the diagram, and room around it for words.
_SIDE, _LEFT, _TOP, _BELOW, _COUNTS = 320, 64, 40, 56, 110


def drawn(diagram: list[Tenth]) -> str:
    """The reliability diagram as SVG: across what was said, upwards what was right; on the slant they are equal."""
    marks = [words(0, 16, "Said, and right", size=16)]

    def at(said: float, right: float) -> tuple[float, float]:
        return _LEFT + said * _SIDE, _TOP + (1 - right) * _SIDE

    for step in range(0, 11, 2):
        x, y = at(step / 10, step / 10)
        marks += [
            line(_LEFT, y, _LEFT + _SIDE, y, Ink.FAINT, "1 4"),
            words(_LEFT - 8, y + 4, f"{step * 10} %", Ink.FAINT, 12, "end"),
            words(x, _TOP + _SIDE + 18, f"{step * 10} %", Ink.FAINT, 12, "middle"),
        ]
    marks.append(line(*at(0, 0), *at(1, 1), Ink.FAINT))
    marks.append(words(_LEFT + _SIDE / 2, _TOP + _SIDE + 38, "probability said", Ink.FAINT, 12, "middle"))
    marks.append(words(_LEFT, _TOP - 8, "share that is right", Ink.FAINT, 12))
    column = _LEFT + _SIDE + 24
    marks.append(words(column + 70, _TOP - 8, "pairs", Ink.FAINT, 12, "end"))
    for one, following in zip(diagram, [*diagram[1:], None], strict=True):
        x, y = at(one.said, one.right)
        says = f"{one.pairs} pairs: said {one.said:.2f}, right {one.right:.2f}"
        marks.append(bar(x - 4, y - 4, 8, 8, Ink.ACCENT, says))
        if following:
            marks.append(line(x, y, *at(following.said, following.right), Ink.ACCENT))
        middle = at(0, one.least + 0.5 / TENTHS)[1] + 4
        marks.append(words(column + 70, middle, count_text(one.pairs), size=12, anchor="end"))
    told = "; ".join(f"said {one.said:.2f}, right {one.right:.2f} of {one.pairs}" for one in diagram)
    width, height = _LEFT + _SIDE + _COUNTS, _TOP + _SIDE + _BELOW
    return Picture(width, height, "What a probability means", told, marks).svg()


def main() -> None:
    """Measure what is asked for."""
    parser = program(__doc__)
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--picture", type=Path, help="draw the reliability diagram into this file")
    options = parser.parse_args()
    show(figures(options.kinds, options.sizes, options.picture), options)


if __name__ == "__main__":
    main()
