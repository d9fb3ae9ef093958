"""``homeward kinship``: what DNA profiles say about who is related to whom."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli import kinship_gather, kinship_power, kinship_relate, kinship_report, kinship_search
from homeward.cli.output import whole_file
from homeward.cli.telling import telling
from homeward.words import _

app = typer.Typer(help="Weigh DNA profiles on pedigrees.", no_args_is_help=True)
app.command(name="gather")(kinship_gather.gather)
app.command(name="populations")(kinship_gather.populations)
app.command(name="search")(kinship_search.search)
app.command(name="parts")(kinship_search.parts)
app.command(name="power")(kinship_power.power)
app.command(name="relate")(kinship_relate.relate)
app.command(name="report")(kinship_report.report)

Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]
Results = Annotated[Path, typer.Option(metavar="RESULTS.json", help="The file to write; made whole or not at all.")]


@app.command(name="evaluate")
def evaluate(
    cases: Annotated[
        Path, typer.Argument(metavar="CASES", help="Cases in the form kinship-cases/1, or a Familias .fam.")
    ],
    out: Results,
    quiet: Quiet = False,
) -> None:
    """Compute the likelihood of every case under each of its hypotheses, exactly, marker by marker.

    Example: homeward kinship evaluate cases.json --out results.json
    """
    from homeward.kinship.files.case_files import read_cases
    from homeward.kinship.files.familias_cases import case_of
    from homeward.kinship.files.familias_files import read_familias
    from homeward.kinship.files.results import evaluated

    with telling(quiet) as progress:
        read = [case_of(read_familias(cases))] if cases.suffix == ".fam" else read_cases(cases)
        found = []
        for place, case in enumerate(read):
            progress(_("computing likelihoods"), place, len(read))
            found.append({"name": case.name, "results": evaluated(case)})
        _write(out, found)


@app.command(name="joint")
def joint(
    cases: Annotated[
        Path, typer.Argument(metavar="CASES.json", help="Events in the form dvi-cases/1, or one in dvi-large/1.")
    ],
    out: Results,
    quiet: Quiet = False,
) -> None:
    """Solve all remains and all missing persons of an event together.

    Example: homeward kinship joint cases_dvi.json --out results.json
    """
    from homeward.kinship.files.case_files import read_events
    from homeward.kinship.files.results import identified

    with telling(quiet) as progress:
        read = read_events(cases)
        found = []
        for place, (name, event) in enumerate(read):
            progress(_("solving events"), place, len(read))
            found.append({"name": name, "results": identified(event)})
        _write(out, found)


def _write(out: Path, cases: Sequence[Mapping[str, object]]) -> None:
    with whole_file(out) as path:
        path.write_text(
            json.dumps({"cases": cases}, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8"
        )
