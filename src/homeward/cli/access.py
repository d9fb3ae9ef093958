"""``homeward access``: who sits at the desk, when nobody sits there yet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.tables import open_tables
from homeward.errors import Fault, InputRefused

app = typer.Typer(help="Members of the commission: begin with the first ones.", no_args_is_help=True)


@app.callback()
def members() -> None:
    """Members of the commission: begin with the first ones."""


@app.command(name="begin")
def begin(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="Names of the parties and the first members.")],
    by: Annotated[str, typer.Option("--by", metavar="ID", help="Who does it: an opaque id, never a name.")],
    second: Annotated[str, typer.Option("--second", metavar="ID", help="Who stands beside: another id.")],
    address: Annotated[str, typer.Option(metavar="URL", help="Where the desk is reached.")] = "http://127.0.0.1:8000",
) -> None:
    """Name the parties and invite the first members; prints a link for each, to be handed over by hand.

    After `homeward ledger begin`, once. Two operators are named; each link opens once and holds for 72 hours.

    Example: homeward access begin members.toml --by OP-1 --second OP-2 --address https://desk.example
    """
    if by == second:
        raise _refused("--second", "is the one who does it.", "Two persons begin: give the id of another.")
    open_tables()
    from homeward.access.actions.invitations import invite_first_member
    from homeward.access.actions.members import NewMember, name_parties
    from homeward.access.first_members import read_beginning
    from homeward.access.gate import party_names
    from homeward.ledger.gate import parties
    from homeward.ledger.terms import NEUTRAL, Actor

    if party_names():
        raise _refused("database", "has its parties and members already.", "Others are invited at the desk.")
    beginning = read_beginning(file, parties())
    operator = Actor(by, "key_custodian", NEUTRAL)
    name_parties(by=operator, names=beginning.parties)
    for first in beginning.members:
        joining = NewMember(
            first.sign_in_name, first.name, first.party, list(first.offices), first.body, first.language
        )
        token = invite_first_member(by=operator, joining=joining, seconded_by=second)
        print(f"{first.party}  {first.name}  {address.rstrip('/')}/invitation/{token}/")


def _refused(where: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(where, "", 0, "", found, advice)])
