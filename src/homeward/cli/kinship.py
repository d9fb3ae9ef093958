"""``homeward kinship``: what DNA profiles say about who is related to whom."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli import kinship_power, kinship_relate
from homeward.cli.kinship_gather import gather, populations
from homeward.cli.kinship_report import report
from homeward.cli.output import whole_file, whole_folder
from homeward.cli.telling import telling
from homeward.words import _

app = typer.Typer(help="Weigh DNA profiles on pedigrees.", no_args_is_help=True)
app.command(name="power")(kinship_power.power)
app.command(name="relate")(kinship_relate.relate)
app.command(name="report")(report)
app.command(name="gather")(gather)
app.command(name="populations")(populations)

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
    from homeward.kinship.case_files import read_cases
    from homeward.kinship.familias_cases import case_of
    from homeward.kinship.familias_files import read_familias
    from homeward.kinship.results import evaluated

    with telling(quiet) as progress:
        read = [case_of(read_familias(cases))] if cases.suffix == ".fam" else read_cases(cases)
        found = []
        for place, case in enumerate(read):
            progress(_("computing likelihoods"), place, len(read))
            found.append({"name": case.name, "results": evaluated(case)})
        _write(out, found)


@app.command(name="search")
def search(
    remains: Annotated[
        Path, typer.Argument(metavar="INPUT.json", help="Remains and families in the form dvi-large/1.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")],
    matrix: Annotated[str, typer.Option(metavar="NAME.npz", help="Also the whole matrix, in that file of DIR.")] = "",
    quiet: Quiet = False,
) -> None:
    """Weigh all remains against all missing persons of all families.

    Writes lr.csv and candidates.csv. A candidate is a proposal: people identify.

    Example: homeward kinship search input.json --out out/search --matrix lr.npz
    """
    import numpy as np

    from homeward.kinship.case_files import read_event
    from homeward.kinship.identification import exclusions, ratios
    from homeward.kinship.results import write_search
    from homeward.kinship.search import markers_of

    if matrix and (Path(matrix).name != matrix or not matrix.endswith(".npz")):
        raise typer.BadParameter("a name that ends in .npz, without a folder", param_hint="--matrix")
    with telling(quiet) as progress, whole_folder(out, "kinship") as folder:
        progress(_("reading profiles"))
        event = read_event(remains)
        progress(_("weighing remains against families"))
        log10_lr = ratios(event) / np.log(10)
        counts = {"markers": markers_of(event.markers, event.remains), "exclusions": exclusions(event)}
        progress(_("writing results"))
        write_search(folder, event, log10_lr, counts)
        if matrix:
            ids = np.array([one.id for one in event.remains])
            np.savez_compressed(folder / matrix, log10_lr=log10_lr, remains=ids, missing=np.array(event.missing))


@app.command(name="joint")
def joint(
    cases: Annotated[Path, typer.Argument(metavar="CASES.json", help="Events in the form dvi-cases/1.")],
    out: Results,
    quiet: Quiet = False,
) -> None:
    """Solve all remains and all missing persons of an event together.

    Example: homeward kinship joint cases_dvi.json --out results.json
    """
    from homeward.kinship.case_files import read_events
    from homeward.kinship.results import identified

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
