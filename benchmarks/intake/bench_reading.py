"""How fast lists are read and checked, and in how much memory: 100,000 rows of XLSX and CSV, 1,000,000 rows of CSV.

    python -m benchmarks.intake.bench_reading [--rows 100000 1000000]

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
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import module, run
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
    found = {"rows": read, "clock": time.perf_counter() - clock, "processor": time.process_time() - processor}
    if path.suffix == ".xlsx":
        processor = time.process_time()
        for _row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
            pass
        found["bare"] = time.process_time() - processor
    print(json.dumps(found))


def figures(sizes: list[int]) -> Iterator[Figure]:
    """Figures for CSV of every size, and for XLSX up to 200,000 rows."""
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            for ending in ("csv", "xlsx") if count <= 200_000 else ("csv",):
                path, case = Path(folder) / f"{count}.{ending}", f"{ending}, {count:,} rows"
                print(f"reading: {case}", file=sys.stderr, flush=True)
                run(module("benchmarks.intake.bench_reading", "--write", path, "--rows", str(count)))
                ran = run(module("benchmarks.intake.bench_reading", "--read", path))
                found = json.loads(ran.output)
                yield Figure(case, OURS, "clock", found["clock"], Unit.SECONDS)
                yield Figure(case, OURS, "processor", found["processor"], Unit.SECONDS)
                yield Figure(case, OURS, "rows", found["rows"] / found["clock"], Unit.PER_SECOND)
                yield Figure(case, OURS, "peak memory", ran.gigabytes, Unit.GIGABYTES)
                if "bare" in found:
                    yield Figure(case, "the bare library, no check", "processor", found["bare"], Unit.SECONDS)
                path.unlink()


def main() -> None:
    """Make the lists and read each."""
    parser = program(__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        measure(options.read)
    elif options.write:
        write(options.write, options.rows[0])
    else:
        show(figures(options.rows), options)


if __name__ == "__main__":
    main()
