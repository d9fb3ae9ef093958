"""Prints how long transfer lists take as PDF and as workbook, and how large they are.

Run: ``python benchmarks/exchange/bench_printing.py [PERSONS ...]``; 500 and 5,000 persons when none are given.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time

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


def main() -> None:
    """One line a size."""
    print("persons  pdf s  pdf KiB  xlsx s  xlsx KiB  peak MiB   (seconds of processor time)")
    for persons in [int(size) for size in sys.argv[1:]] or [500, 5_000]:
        manifest = a_manifest(persons)
        began = time.process_time()
        pdf = transfer_list_pdf(manifest, "en")
        set_in = time.process_time() - began
        began = time.process_time()
        workbook = transfer_list_workbook(manifest, "en")
        written_in = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{persons:7} {set_in:6.2f} {len(pdf) // 1024:8} {written_in:7.2f} {len(workbook) // 1024:9} {peak:9}")


if __name__ == "__main__":
    main()
