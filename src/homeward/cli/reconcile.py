"""``homeward reconcile``: which entries of two or more lists describe one person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language

Lists = Annotated[list[Path], typer.Argument(metavar="LIST LIST [LIST …]", help="CSV or XLSX, one file per list.")]
Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]
Words = Annotated[Language, typer.Option("--language", help="Language of what is written for people.")]


def reconcile_lists(
    lists: Lists,
    out: Out,
    engine: Annotated[
        str, typer.Option(help="Where it is computed: duckdb, or spark for tens of millions.")
    ] = "duckdb",
    master: Annotated[
        str | None, typer.Option(metavar="URL", help="Where Spark runs: local[4], spark://host:7077, yarn.")
    ] = None,
    match: Annotated[float | None, typer.Option(metavar="P", help="Propose pairs at least this probable.")] = None,
    review: Annotated[float | None, typer.Option(metavar="P", help="Show pairs at least this probable.")] = None,
    language: Words = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Find out which entries of the lists describe one person, and why.

    Writes pairs.csv, relatives.csv, clusters.csv, summary.json and report.html. Nothing is merged: people decide.

    Example: homeward reconcile side_a.csv side_b.xlsx mediator.csv --out out/lists
    """
    from homeward.intake.reading import read_lists  # imported here, so that --help need not wait for them
    from homeward.reconciliation.comparing import MATCH, REVIEW, reconcile
    from homeward.reconciliation.engines import LOCAL, EngineName, refuse_missing
    from homeward.reconciliation.report import write_report
    from homeward.reconciliation.results import write_results

    least = REVIEW if review is None else review
    most = MATCH if match is None else match
    if not 0 < least <= most < 1:
        raise typer.BadParameter("0 < review <= match < 1 must hold")
    if engine not in set(EngineName):
        raise typer.BadParameter(f"the engines are: {', '.join(EngineName)}", param_hint="--engine")
    if master is not None and engine != EngineName.SPARK:
        raise typer.BadParameter("goes with --engine spark", param_hint="--master")
    if len(lists) < 2:
        raise typer.BadParameter("two lists or more are needed", param_hint="LIST")
    refuse_missing(EngineName(engine))
    with telling(quiet) as progress, whole_folder(out, "reconcile") as folder:
        read = read_lists(lists, progress)
        refuse_equal_labels(lists)
        result = reconcile(
            read, engine=EngineName(engine), master=master or LOCAL, match=most, review=least, progress=progress
        )
        write_results(result, folder, progress)
        write_report(result, folder, language)
    if not quiet:
        print(f"Written: {out / 'report.html'}")


def refuse_equal_labels(lists: list[Path]) -> None:
    """A list is called by its file name everywhere: two of one name cannot be told apart.

    Raises:
        InputRefused: naming each file whose name another has too.
    """
    stems = [path.stem for path in lists]
    faults = [
        Fault(path.name, "", 0, "", "has the name of another list.", "Rename one of the files.")
        for path in lists
        if stems.count(path.stem) > 1
    ]
    if faults:
        raise InputRefused(faults)
