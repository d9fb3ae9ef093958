"""``homeward demo``: the main job on the example round, from three lists to printed transfer lists, with one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language


def run_demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")],
    examples: Annotated[Path | None, typer.Option(metavar="DIR", help="Where the example round is kept.")] = None,
    language: Annotated[Language, typer.Option(help="Language of the pages.")] = Language.EN,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")] = False,
) -> None:
    """Do the main job on the example round: lists, reconciliation, plan, lot, printed lists, one page to see it all.

    Example: homeward demo --out out/demo
    """
    from homeward.cli.example_round import walk_through  # all rooms at once: not for --help

    source = examples or examples_folder()
    with telling(quiet) as progress, whole_folder(out, "demo") as folder:
        walk_through(source, folder, language, progress)
    if not quiet:
        print(f"Written: {out / 'index.html'}")


def examples_folder() -> Path:
    """The example round in the folder one stands in, or in the source tree this code runs from."""
    for root in (Path.cwd(), Path(__file__).resolve().parents[3]):
        if (root / "examples" / "round").is_dir():
            return root / "examples"
    advice = "Run this in Homeward's source folder, or name the folder with --examples."
    raise InputRefused([Fault("examples", "", 0, "", "are not here.", advice)])
