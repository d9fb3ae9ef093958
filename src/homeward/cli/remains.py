"""``homeward remains``: consignments counted, and cases checked against every rule of identification.

The room is imported where a command needs it, so that ``--help`` need not wait.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.words import Language, _

app = typer.Typer(help="Count consignments of remains, check cases and identifications.", no_args_is_help=True)

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")]
Words = Annotated[Language, typer.Option("--language", help="Language of report.html.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]


@app.command(name="count")
def count(
    consignments: Annotated[
        list[Path],
        typer.Argument(metavar="CONSIGNMENTS.csv [CONSIGNMENTS.csv …]", help="Counts, in one file or one per counter."),
    ],
    out: Out,
    language: Words = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Compare what was declared with what each side and the neutral counted, point by point.

    Writes counts.json, differences.csv and report.html.

    Example: homeward remains count consignments.csv --out out/count --language uk
    """
    from homeward.remains.consignment_files import read_counted
    from homeward.remains.count_report import write_count_report
    from homeward.remains.counting import differences
    from homeward.remains.results import write_counts

    with telling(quiet) as progress, whole_folder(out, "remains count") as folder:
        progress(_("reading counts"))
        counted = read_counted(consignments)
        write_counts(counted, folder)
        write_count_report(counted, folder, language)
    if not quiet:
        print(
            f"Counted: {len(counted)} counts, {len(differences(counted))} differences. Written: {out / 'report.html'}"
        )


@app.command(name="check")
def check(
    cases: Annotated[Path, typer.Argument(metavar="CASES", help="Folder with events.csv and the other tables.")],
    out: Out,
    quorum: Annotated[int, typer.Option(min=1, metavar="N", help="Fewest members of the board who vote.")] = 3,
    language: Words = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Check events, comparisons, decisions and facts against every rule; exit 1 if something breaks one.

    Writes findings.json and report.html. Nothing is decided: people decide.

    Example: homeward remains check cases --out out/check
    """
    from homeward.remains.case_files import read_case_files
    from homeward.remains.report import write_check_report
    from homeward.remains.results import write_findings
    from homeward.remains.review import review

    with telling(quiet) as progress, whole_folder(out, "remains check") as folder:
        progress(_("reading cases"))
        files = read_case_files(cases)
        progress(_("checking cases"))
        found = review(files, quorum)
        write_findings(found, files.comparisons, folder)
        write_check_report(found, folder, language)
    if not quiet:
        ready = sum(one.may_go_to_board for one in found.identifications)
        print(f"May go to the board: {ready}. Break a rule: {found.broken}. Written: {out / 'report.html'}")
    if found.broken:
        raise typer.Exit(1)


@app.command(name="tags")
def tags(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="container, part, case or person.")],
    material: Annotated[
        list[str], typer.Argument(metavar="TEXT [TEXT …]", help="What each number is made from: place, team, number.")
    ],
) -> None:
    """Make the numbers of tags, each with its check character; the same text gives the same number.

    Example: homeward remains tags part "collection point 4, team 2, 0017"
    """
    from homeward.remains.tags import Tagged, tag_number

    if kind.upper() not in Tagged.__members__:
        raise typer.BadParameter("container, part, case or person", param_hint="KIND")
    for one in material:
        print(f"{tag_number(Tagged[kind.upper()], one)}  {one}")
