"""``homeward kinship search`` and ``parts``: who among thousands may be whom."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import _

Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]
Folder = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")]
Input = Annotated[Path, typer.Argument(metavar="INPUT.json", help="Remains and families in the form dvi-large/1.")]


def search(
    remains: Input,
    out: Folder,
    threshold: Annotated[
        float, typer.Option(metavar="LR", help="Pairs with at least this likelihood ratio are candidates.")
    ] = 1e4,
    tables: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Keeps tables of families and unfinished work for the next run."),
    ] = None,
    matrix: Annotated[str, typer.Option(metavar="NAME.npz", help="Also the whole matrix, in that file of DIR.")] = "",
    quiet: Quiet = False,
) -> None:
    """Weigh all remains against all missing persons of all families.

    Writes lr.csv, candidates.csv and summary.json. A candidate is a proposal: people identify.

    Example: homeward kinship search input.json --out out/search --tables tables
    """
    from homeward.kinship.blind_search import BlindSearch
    from homeward.kinship.case_files import read_event
    from homeward.kinship.search_results import write_search
    from homeward.kinship.table_store import TableStore

    if matrix and (Path(matrix).name != matrix or not matrix.endswith(".npz")):
        raise typer.BadParameter("a name that ends in .npz, without a folder", param_hint="--matrix")
    if not 0 < threshold < float("inf"):
        raise typer.BadParameter("a likelihood ratio above 0", param_hint="--threshold")
    if tables is not None and tables.exists() and not tables.is_dir():
        raise InputRefused([Fault(tables.name, "", 0, "", "is a file.", "Name a folder for the tables.")])
    with telling(quiet) as progress:
        with whole_folder(out, "kinship") as folder, ExitStack() as until_done:
            progress(_("reading profiles"))
            event = read_event(remains)
            if tables is None:  # beside the results, for as long as they are made
                kept = Path(until_done.enter_context(tempfile.TemporaryDirectory(dir=folder)))
            else:
                kept = tables
            ready = BlindSearch(event, TableStore(kept, event.markers), progress)
            found = write_search(
                folder, ready, threshold, matrix=matrix, unfinished=tables, progress=progress
            )
    if found.unfinished:
        shutil.rmtree(found.unfinished, ignore_errors=True)
    if not quiet:
        typer.echo(
            f"{found.pairs:,} pairs weighed; {found.candidates:,} candidates with a likelihood ratio of at least "
            f"{threshold:,.10g}; {found.by_chance:.2g} of them expected by chance if all pairs were of strangers."
        )


def parts(
    remains: Input,
    out: Folder,
) -> None:
    """x."""
