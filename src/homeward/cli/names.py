"""``homeward names``: whether two names, in whatever scripts, are one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.names_place import place
from homeward.cli.output import whole_file
from homeward.cli.telling import telling
from homeward.words import Language

if TYPE_CHECKING:
    from homeward.intake.tables import RawTable

app = typer.Typer(help="Compare names across scripts.", no_args_is_help=True)
app.command(name="place")(place)


@app.command(name="score")
def score(
    pairs: Annotated[Path, typer.Argument(metavar="PAIRS.csv", help="Columns left, right (or a, b) and any others.")],
    out: Annotated[Path, typer.Option(metavar="OUT.csv", help="The file to write; made whole or not at all.")],
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")] = False,
) -> None:
    """Score every pair of names of a table; repeats its columns and adds score, same and reasons.

    Example: homeward names score pairs.csv --out scored.csv
    """
    from homeward.intake.tables import read_table
    from homeward.names.scoring import ADDED, name_columns, score_pairs

    with telling(quiet) as progress:
        table = read_table(pairs, progress=progress)
        name_columns(table.headings, table.file)
        headings = [heading for heading in table.headings if heading not in ADDED]
        with whole_file(out) as path, path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*headings, *ADDED])
            writer.writeheader()
            writer.writerows(score_pairs(_rows(table), progress, len(table)))


@app.command(name="compare")
def compare_two(
    left: Annotated[str, typer.Argument(help="A name as written.")],
    right: Annotated[str, typer.Argument(help="Another.")],
    language: Annotated[Language, typer.Option(help="Language of the reasons.")] = Language.EN,
) -> None:
    """Say how probably two names are one person's, why, and what each was understood as.

    Example: homeward names compare "Сичов Вадим Олександрович" "Sychev, Vadim"
    """
    from homeward.cli.names_told import told

    for line in told(left, right, language):
        print(line)


def _rows(table: RawTable) -> Iterator[dict[str, str]]:
    for cells in zip(*(column.to_pylist() for column in table.columns), strict=True):
        yield dict(zip(table.headings, cells, strict=True))
