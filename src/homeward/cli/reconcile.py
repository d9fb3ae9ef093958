"""``homeward reconcile``: which entries of one or more lists describe one person."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.progress import Progress
from homeward.words import Language

if TYPE_CHECKING:  # they are imported where they are used, so that --help need not wait for them
    from homeward.reconciliation.kept import Kept
    from homeward.reconciliation.portions import Portions
    from homeward.register.entries import PersonList

Lists = Annotated[
    list[Path],
    typer.Argument(
        metavar="LIST [LIST …]", help="CSV or XLSX, one file per list; one alone is searched for duplicates."
    ),
]
Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")]
Keep = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Keep here what the next run needs, and compare only what changed since the run before."
    ),
]
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
    also: Annotated[
        list[str] | None, typer.Option(metavar="HEADING", help="Compare this further column too; may be repeated.")
    ] = None,
    keep: Keep = None,
    language: Words = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Find out which entries of the lists describe one person, and why.

    Writes pairs.csv, relatives.csv, clusters.csv, summary.json and report.html. Nothing is merged: people decide.
    A run that was stopped or killed goes on when it is started again.

    Example: homeward reconcile side_a.csv side_b.xlsx mediator.csv --also "passport no" --out out/lists
    """
    from homeward.reconciliation.comparing import MATCH, REVIEW, reconcile  # here, so that --help need not wait
    from homeward.reconciliation.engines import LOCAL, EngineName, refuse_missing
    from homeward.reconciliation.kept import keeping
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
    if keep is not None and engine != EngineName.DUCKDB:
        raise typer.BadParameter("what is kept can be used by the engine duckdb alone", param_hint="--keep")
    refuse_missing(EngineName(engine))
    refuse_equal_labels(lists)
    with telling(quiet) as progress, whole_folder(out, "reconcile") as folder, ExitStack() as stack:
        kept = stack.enter_context(keeping(keep, also or [])) if keep is not None else None
        if kept is not None and kept.is_of_no_use and not quiet:
            print(f"{keep} was kept by another version or for other --also: all is compared anew.", file=sys.stderr)
        read = _read(lists, kept, progress)
        refuse_lone_headings(lists, read, also or [])
        portions = _portions(out, read, also or [], kept)
        if portions.done_before and not quiet:
            print(f"Goes on: {portions.done_before:.0%} of the pairs were compared before.", file=sys.stderr)
        result = reconcile(
            read,
            engine=EngineName(engine),
            master=master or LOCAL,
            match=most,
            review=least,
            portions=portions,
            also=also or [],
            kept=kept,
            progress=progress,
        )
        write_results(result, folder, progress)
        write_report(result, folder, language)
    portions.done()
    if not quiet:
        print(f"Written: {out / 'report.html'}")


def _read(lists: list[Path], kept: Kept | None, progress: Progress) -> list[PersonList]:
    """The lists in the order given; those that a run before read are taken as it kept them."""
    from homeward.intake.reading import read_lists

    found = {path: kept.list(path) for path in lists if path.is_file()} if kept is not None else {}
    known = {path: one for path, one in found.items() if one is not None}
    read = iter(read_lists([path for path in lists if path not in known], progress))
    return [known[path] if path in known else next(read) for path in lists]


def _portions(out: Path, lists: list[PersonList], also: list[str], kept: Kept | None) -> Portions:
    """Where what is done is kept until all is: beside ``out``, under all it depends on."""
    from homeward.reconciliation.made_by import made_by
    from homeward.reconciliation.portions import Portions

    named = sorted(f"{one.label} {one.sha256}" for one in lists)
    depends_on = [made_by(), *named, "also", *also, kept.digest if kept is not None else ""]
    return Portions(out.resolve().with_name(f"{out.resolve().name}.part"), [part.encode() for part in depends_on])


def refuse_lone_headings(paths: Sequence[Path], lists: Sequence[PersonList], headings: Sequence[str]) -> None:
    """A further column is compared if two lists have it; of one list alone, if that list has it.

    Raises:
        InputRefused: naming each heading that too few lists have, the file that has it, and what could be meant.
    """
    from homeward.intake.headings import meaning_of
    from homeward.reconciliation.further import distinct_headings, headings_of

    faults = []
    for heading in headings:
        having = [path.name for path, name in zip(paths, headings_of(lists, heading), strict=True) if name]
        if len(having) >= min(2, len(lists)):
            continue
        if having:
            said, advice = "is the heading of one list alone.", "Give the other list's column the same heading."
        elif meaning := meaning_of(heading):
            said, advice = f"is compared as {meaning.column} in any case.", "Leave out --also for it."
        else:
            others = distinct_headings([name for one in lists for name in one.unknown.column_names])
            said = "is no heading of a further column of these lists."
            advice = f"Further columns are: {', '.join(others)}." if others else "The lists have no further columns."
        faults.append(Fault(having[0] if having else "--also", "", 0, heading, said, advice))
    if faults:
        raise InputRefused(faults)


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
