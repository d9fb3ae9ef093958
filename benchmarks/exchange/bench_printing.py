"""Prints how long transfer lists take as PDF and as workbook, and how large they are.

    python -m benchmarks.exchange.bench_printing [--persons 500 5000]

Seconds are of processor time.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from collections.abc import Iterator

from benchmarks.figures import OURS, Figure, Unit, program, show
from homeward.exchange.manifests import Manifest, ManifestLine, ManifestStage
from homeward.exchange.printing import transfer_list_pdf
from homeward.exchange.workbook import transfer_list_workbook

_PERSONS_A_STAGE = 250


def a_manifest(persons: int) -> Manifest:
    """A manifest of so many persons in stages of 250."""
    stages = []
    for place, start in enumerate(range(1, persons + 1, _PERSONS_A_STAGE), start=1):
        lines = tuple(
            ManifestLine(
                number=number,
                person_id=f"PE-{number:08d}",
                name="Ґудзь-Їжакевич Євген Ігорович",
                other_form="Гудзь-Ижакевич Евгений Игоревич",
                latin="Gudz-Yizhakevych Yevhen Ihorovych",
                born="17.05.1999",
                stretcher=number % 11 == 0,
                escort=number % 7 == 0,
                family="",
            )
            for number in range(start, min(start + _PERSONS_A_STAGE, persons + 1))
        )
        stages.append(ManifestStage(place, lines, {"all": len(lines)}))
    day = dt.date(2025, 6, 14)
    return Manifest("A", "B", "bench", "Benchmark", day, day, {"all": ""}, tuple(stages), "ab" * 32, False)


def figures(sizes: list[int]) -> Iterator[Figure]:
    """Figures for lists of so many persons each."""
    for persons in sizes:
        print(f"papers: {persons:,} persons", file=sys.stderr, flush=True)
        manifest, case = a_manifest(persons), f"list of {persons:,}"
        for paper, make in (("pdf", transfer_list_pdf), ("xlsx", transfer_list_workbook)):
            began = time.process_time()
            made = make(manifest, "en")
            yield Figure(case, OURS, paper, time.process_time() - began, Unit.SECONDS)
            yield Figure(case, OURS, paper, len(made) / 1024, Unit.KIBIBYTES)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        yield Figure(case, OURS, "peak memory", peak * 1024 / 1e9, Unit.GIGABYTES)


def main() -> None:
    """Measure every size."""
    parser = program(__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=[500, 5_000])
    options = parser.parse_args()
    show(figures(options.persons), options)


if __name__ == "__main__":
    main()
