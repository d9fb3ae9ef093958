"""``homeward names``: whether two names, in whatever scripts, are one."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.output import whole_file
from homeward.cli.telling import telling
from homeward.intake.tables import read_table
from homeward.words import Language, say

app = typer.Typer(help="Compare names across scripts.", no_args_is_help=True)


@app.command(name="compare")
def compare_two(
    left: Annotated[str, typer.Argument(help="A name as written.")],
    right: Annotated[str, typer.Argument(help="Another.")],
    language: Annotated[Language, typer.Option(help="Language of the reasons.")] = Language.EN,
) -> None:
    """Say how probably two names are one, and why.

    Example: homeward names compare "Сичов Вадим Олександрович" "Sychev, Vadim"
    """
    from homeward.names.comparison import compare

    found = compare(left, right)
    print(f"{found.score:.4f}  {say('the same name', language) if found.same else say('not the same name', language)}")
    for reason in found.reasons:
        print(f"{reason.weight:+8.2f}  {reason.feature}: {reason.left or '–'} | {reason.right or '–'}  {reason.outcome}")
