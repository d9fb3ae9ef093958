"""``homeward exchange``: the plan of a round, its recomputation by the other side, and the lot nobody can steer.

The rooms are imported where a command needs them, so that ``--help`` need not wait for solvers.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language

if TYPE_CHECKING:
    from homeward.exchange.lot import Draw

app = typer.Typer(help="Plan an exchange round, recompute a plan, draw the lot.", no_args_is_help=True)
lot_app = typer.Typer(help="Draw the lot: sealed numbers of both sides and the neutral.", no_args_is_help=True)
app.add_typer(lot_app, name="lot")

Agreement = Annotated[Path, typer.Argument(metavar="AGREEMENT.toml", help="What was agreed.")]
Persons = Annotated[Path, typer.Argument(metavar="PERSONS.csv", help="The persons it is applied to.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]
DrawFile = Annotated[Path, typer.Option("--draw", metavar="FILE", help="The draw, which all parties share.")]


@app.command(name="plan")
def plan_round(
    agreement: Agreement,
    persons: Persons,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")],
    lot: Annotated[str | None, typer.Option(metavar="HEX", help="The lot drawn; without it, a rehearsal.")] = None,
    language: Annotated[Language, typer.Option(help="Language of the printed lists and of why.csv.")] = Language.EN,
    papers: Annotated[bool, typer.Option(help="Print the transfer lists too.")] = True,
    quiet: Quiet = False,
) -> None:
    """Make the plan that the agreement's rules give.

    Writes plan.json, why.csv, and per side X list_X.pdf and list_X.xlsx.

    Example: homeward exchange plan agreement.toml persons.csv --out out/plan --language uk
    """
    from homeward.exchange.agreements import read_agreement
    from homeward.exchange.persons import read_persons
    from homeward.exchange.plan_file import plan_sha256, write_plan
    from homeward.exchange.planning import make_plan
    from homeward.exchange.transfer_lists import write_transfer_lists

    with telling(quiet) as progress, whole_folder(out, "exchange plan") as folder:
        plan = make_plan(agreement, persons, lot, progress)
        write_plan(plan, folder, language)
        if papers:
            terms = read_agreement(agreement)
            people = read_persons(persons, terms.sides, progress).persons
            write_transfer_lists(plan, terms, people, folder, language, progress)
    if not quiet:
        print(f"Planned: {len(plan.lines)} persons. Left out: {len(plan.left_out)}. Plan {plan_sha256(plan)}")


@app.command(name="verify")
def verify(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="The plan to check.")],
    agreement: Agreement,
    persons: Persons,
    quiet: Quiet = False,
) -> None:
    """Recompute a plan and compare it byte for byte; exit 0 if identical, 1 if not.

    Example: homeward exchange verify out/plan/plan.json agreement.toml persons.csv
    """
    from homeward.exchange.verify import verify_plan

    if not plan.is_file():
        raise InputRefused([Fault(plan.name, "", 0, "", "cannot be opened.", "Check its name and place.")])
    with telling(quiet) as progress:
        differences = verify_plan(plan, agreement, persons, progress)
    for difference in differences:
        print(difference)
    if differences:
        raise typer.Exit(1)
    if not quiet:
        print("Identical: the plan is the one that the rules give for this agreement, these persons and this lot.")


@lot_app.command(name="open")
def open_draw(
    agreement: Agreement,
    persons: Persons,
    draw: DrawFile,
    beacon: Annotated[str, typer.Option(help="Public source and round that ends the time for revealing.")] = "",
) -> None:
    """Open a draw for one agreement and one list of persons, both fixed from now on.

    Example: homeward exchange lot open agreement.toml persons.csv --draw draw.json
    """
    from homeward.exchange import lot as lots
    from homeward.exchange.agreements import read_agreement
    from homeward.exchange.persons import read_persons

    if draw.exists():
        raise InputRefused([Fault(draw.name, "", 0, "", "is there already.", "Name a new file.")])
    terms = read_agreement(agreement)
    people = read_persons(persons, terms.sides)
    opened = lots.open_draw(lots.list_digest(terms.sha256, people.sha256), terms.sides, beacon)
    lots.write_draw(opened, draw)
    print(f"Opened for the list {opened.list_sha256}. Awaited: {', '.join(opened.parties)}.")


@lot_app.command(name="commit")
def commit(
    draw: DrawFile,
    party: Annotated[str, typer.Option(help="Code of the side, or of the neutral.")],
    sealed: Annotated[Path, typer.Option(metavar="FILE", help="Where to keep your number, for your eyes only.")],
) -> None:
    """Draw your number in private and commit to it.

    Example: homeward exchange lot commit --draw draw.json --party UA --sealed my_number.json
    """
    from homeward.exchange import lot as lots

    opened = lots.read_draw(draw)
    number = lots.seal_number(opened, party)
    committed = lots.commit(opened, party, number.commitment)
    lots.write_sealed(number, sealed)
    lots.write_draw(committed, draw)
    print(f"Committed: {number.commitment}. Keep {sealed.name} to yourself until all have committed.")


@lot_app.command(name="reveal")
def reveal(
    draw: DrawFile,
    sealed: Annotated[Path, typer.Option(metavar="FILE", help="Your number, as committed to.")],
) -> None:
    """Reveal your number; when all have, the lot is drawn.

    Example: homeward exchange lot reveal --draw draw.json --sealed my_number.json
    """
    from homeward.exchange import lot as lots

    revealed = lots.reveal(lots.read_draw(draw), lots.read_sealed(sealed))
    lots.write_draw(revealed, draw)
    _tell(revealed)


@lot_app.command(name="beacon")
def beacon(draw: DrawFile, value: Annotated[str, typer.Argument(metavar="HEX", help="What the beacon gave.")]) -> None:
    """Carry in the beacon named when the draw was opened; it ends the time for revealing.

    Example: homeward exchange lot beacon --draw draw.json 3fd2…
    """
    from homeward.exchange import lot as lots

    ended = lots.take_beacon(lots.read_draw(draw), value)
    lots.write_draw(ended, draw)
    _tell(ended)


def _tell(draw: Draw) -> None:
    if draw.lot:
        print(f"The lot: {draw.lot}")
    else:
        print(f"Still to reveal: {', '.join(draw.refusing)}.")
