"""How fast lists are read and checked, and in how much memory: 100,000 rows of XLSX and CSV, 1,000,000 rows of CSV.

    python benchmarks/intake/bench_reading.py [--rows 100000 1000000]

Lists are made up from syllables and numbers with a fixed seed, written to a temporary folder and each read in a process
of its own. Printed are seconds of the processor and of the clock, rows per second of the clock, and the greatest memory
the process had (libraries included). For XLSX the seconds that the bare library takes for the same cells, without any
check, stand beside.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from homeward.intake.reading import examine_list

HEADINGS = ["№ справи", "Прізвище", "Ім'я", "По батькові", "Стать", "Дата народження", "Місце народження"]
HEADINGS += ["Місце зникнення", "Дата зникнення", "Військова частина", "Звання", "Стан здоров'я"]
SYLLABLES = ["ба", "во", "гри", "до", "же", "за", "ко", "лі", "ма", "не", "па", "ро", "се", "то", "хо", "ши"]
RANKS = ["солдат", "старший солдат", "мол. сержант", "сержант", "ст. сержант", "лейтенант", ""]


def rows(count: int) -> Iterator[list[str]]:
    """Made-up entries: about 60,000 surnames, dates in four ways of writing."""
    rnd = random.Random(5)

    def word(parts: int) -> str:
        return "".join(rnd.choices(SYLLABLES, k=parts)).capitalize()

    given, places = [word(2) for _ in range(300)], [word(3) for _ in range(5_000)]
    for number in range(1, count + 1):
        born = dt.date(1960, 1, 1) + dt.timedelta(days=rnd.randrange(16_000))
        seen = dt.date(2022, 3, 1) + dt.timedelta(days=rnd.randrange(1_200))
        written = rnd.choice([f"{born:%d.%m.%Y}", born.isoformat(), f"{born.year} р.н.", f"{born:%d.%m.%y}"])
        yield [
            f"UA-{number:07}",
            f"{word(4)}енко",
            rnd.choice(given),
            f"{rnd.choice(given)}ович",
            rnd.choice("чж"),
            written,
            rnd.choice(places),
            f"м. {rnd.choice(places)}",
            f"{seen:%d.%m.%Y}",
            f"{rnd.randrange(200, 420)}-а механізована бригада",
            rnd.choice(RANKS),
            "",
        ]


def write(path: Path, count: int) -> None:
    """Write the list as CSV or XLSX, by the ending of its name."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([HEADINGS, *rows(count)])
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet("список")
    for row in [HEADINGS, *rows(count)]:
        sheet.append(row)
    book.save(path)


def measure(path: Path) -> None:
    """Read one list in this process and print the figures as JSON."""
    clock, processor = time.perf_counter(), time.process_time()
    read = len(examine_list(path).persons)
    figures = {"rows": read, "clock": time.perf_counter() - clock, "processor": time.process_time() - processor}
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if path.suffix == ".xlsx":
        processor = time.process_time()
        for _row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
            pass
        figures["bare"] = time.process_time() - processor
    print(json.dumps(figures))


def main() -> None:
    """Make the lists, read each, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        measure(arguments.read)
        return
    print(f"{'list':<20}{'rows':>10}{'clock s':>9}{'cpu s':>8}{'rows/s':>10}{'peak MB':>9}{'bare library cpu s':>20}")
    with tempfile.TemporaryDirectory() as folder:
        for count in arguments.rows:
            for ending in ("csv", "xlsx") if count <= 200_000 else ("csv",):
                path = Path(folder) / f"{count}.{ending}"
                write(path, count)
                done = subprocess.run([sys.executable, __file__, "--read", str(path)], capture_output=True, check=True)
                found = json.loads(done.stdout)
                bare = f"{found['bare']:.1f}" if "bare" in found else ""
                print(
                    f"{path.name:<20}{found['rows']:>10,}{found['clock']:>9.1f}{found['processor']:>8.1f}"
                    f"{found['rows'] / found['clock']:>10,.0f}{found['memory']:>9.0f}{bare:>20}"
                )
                path.unlink()


if __name__ == "__main__":
    main()
