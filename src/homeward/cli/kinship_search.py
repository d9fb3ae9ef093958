"""``homeward kinship search`` and ``parts``: who among thousands may be whom."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from enum import StrEnum
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


class Among(StrEnum):
    """Whose profiles are compared with each other."""

    REMAINS = "remains"
    RELATIVES = "relatives"


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
    from homeward.kinship.blind.blind_search import BlindSearch
    from homeward.kinship.blind.search_results import write_search
    from homeward.kinship.blind.table_store import TableStore
    from homeward.kinship.files.case_files import read_event

    if matrix and (Path(matrix).name != matrix or not matrix.endswith(".npz")):
        raise typer.BadParameter("a name that ends in .npz, without a folder", param_hint="--matrix")
    if not 0 < threshold < float("inf"):
        raise typer.BadParameter("a likelihood ratio above 0", param_hint="--threshold")
    if tables is not None and tables.exists() and not tables.is_dir():
        raise InputRefused([Fault(tables.name, "", 0, "", "is a file.", "Name a folder for the tables.")])
    with telling(quiet) as progress, whole_folder(out, "kinship") as folder, ExitStack() as until_done:
        progress(_("reading profiles"))
        event = read_event(remains)
        # Tables that nobody keeps lie beside the results for as long as these are made.
        kept = tables or Path(until_done.enter_context(tempfile.TemporaryDirectory(dir=folder)))
        ready = BlindSearch(event, TableStore(kept, event.markers), progress)
        found = write_search(folder, ready, threshold, matrix=matrix, unfinished=tables, progress=progress)
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
    threshold: Annotated[
        float, typer.Option(metavar="LR", help="Pairs with at least this likelihood ratio are brought together.")
    ] = 1e6,
    theta: Annotated[
        float, typer.Option(metavar="T", min=0, max=0.5, help="Coancestry of the population (Balding–Nichols).")
    ] = 0.01,
    mismatches: Annotated[
        int, typer.Option(metavar="N", min=0, help="Markers that may exclude a pair which is still proposed.")
    ] = 0,
    among: Annotated[Among, typer.Option(help="Whose profiles are compared with each other.")] = Among.REMAINS,
    quiet: Quiet = False,
) -> None:
    """Find remains that are parts of one person, all against all; among relatives, who was typed twice.

    Writes pairs.csv, groups.csv and consensus.json. A group is a proposal: people decide.

    Example: homeward kinship parts input.json --out out/parts --theta 0.01 --mismatches 1
    """
    from homeward.kinship.blind.part_results import write_parts
    from homeward.kinship.blind.parts import PartSearch, relatives_of
    from homeward.kinship.files.case_files import read_event

    if not 0 < threshold < float("inf"):
        raise typer.BadParameter("a likelihood ratio above 0", param_hint="--threshold")
    with telling(quiet) as progress, whole_folder(out, "kinship") as folder:
        progress(_("reading profiles"))
        event = read_event(remains)
        profiles = event.remains if among is Among.REMAINS else relatives_of(event.families)
        compared = PartSearch(event.remains_markers or event.markers, profiles, theta, mismatches)
        pairs = compared.pairs(threshold, progress)
        groups = compared.groups(pairs)
        progress(_("writing results"))
        write_parts(folder, compared, pairs, groups)
    if not quiet:
        count = len(profiles) * (len(profiles) - 1) // 2
        conflicts = sum(bool(group.conflicts) for group in groups)
        typer.echo(
            f"{count:,} pairs compared; {len(pairs):,} with a likelihood ratio of at least {threshold:,.10g} make "
            f"{len(groups):,} groups, {conflicts:,} of them conflicts; at most {count / threshold:.2g} pairs of "
            "strangers would reach it by chance."
        )
