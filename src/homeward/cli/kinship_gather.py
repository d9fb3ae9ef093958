"""``homeward kinship gather`` and ``populations``: an event from what laboratories and families hand in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from homeward.cli.output import whole_file
from homeward.cli.telling import telling
from homeward.words import _

if TYPE_CHECKING:
    from homeward.kinship.files.frequency_tables import FrequencyTable, Unseen

_MODELS = ("none", "equal", "proportional", "onestep", "stepwise")
_UNSEEN = ("five", "smallest", "refuse")


def gather(
    families: Annotated[
        Path, typer.Argument(metavar="FAMILIES", help="A project of Familias (.fam), or a PLINK pedigree (.ped, .fam).")
    ],
    out: Annotated[Path, typer.Option(metavar="EVENT.json", help="The file to write; made whole or not at all.")],
    remains: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Profiles of remains: CSV, text, XLSX, CODIS XML; repeat.")
    ] = None,
    relatives: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Profiles of members of a PLINK pedigree; repeat.")
    ] = None,
    missing: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A member who is looked for, besides those marked; repeat.")
    ] = None,
    population: Annotated[str, typer.Option(metavar="NAME", help="Frequencies that ship with Homeward.")] = "",
    frequencies: Annotated[
        Path | None, typer.Option(metavar="TABLE", help="A table of frequencies of your own: CSV, text, XLSX.")
    ] = None,
    persons: Annotated[int, typer.Option(metavar="N", help="How many persons that table was counted from.", min=0)] = 0,
    mutation: Annotated[str, typer.Option(metavar="MODEL", help=f"One of {', '.join(_MODELS)}.")] = "",
    rate: Annotated[float | None, typer.Option(metavar="R", help="Mutation rate of mothers and fathers.")] = None,
    rate_fathers: Annotated[
        float | None, typer.Option(metavar="R", help="Mutation rate of fathers, if another.")
    ] = None,
    rate2: Annotated[float, typer.Option(metavar="R", help="stepwise: rate to and from incomplete repeats.")] = 1e-6,
    step_range: Annotated[
        float, typer.Option("--range", metavar="R", help="stepwise: how likely each further step is.")
    ] = 0.1,
    unseen: Annotated[
        str, typer.Option(metavar="RULE", help="Alleles not in the table: five, smallest, refuse, or a frequency.")
    ] = "five",
    one_allele: Annotated[
        str, typer.Option(metavar="WHAT", help="A single allele of remains is a homozygote, or half of a reading.")
    ] = "homozygote",
    dropout: Annotated[
        float | None, typer.Option(metavar="D", help="Chance that an allele of remains is not seen.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")] = False,
) -> None:
    """Gather remains, families and frequencies into one event for homeward kinship search.

    Frequencies and mutation models of a .fam project are used where no others are named. What is replaced or assumed is
    told on standard error, and stands under “source” of the event.

    Example: homeward kinship gather families.ped --relatives relatives.csv --remains remains.csv --population europe
    --mutation stepwise --rate 0.001 --rate-fathers 0.002 --out event.json
    """
    from homeward.kinship.files.event_files import write_event
    from homeward.kinship.files.gathering import Choices, OneAllele, Sources
    from homeward.kinship.files.gathering import gather as gathered

    if one_allele not in list(OneAllele):
        raise typer.BadParameter("homozygote or half", param_hint="--one-allele")
    if dropout is not None and not 0 <= dropout < 1:
        raise typer.BadParameter("a chance from 0 to below 1", param_hint="--dropout")
    with telling(quiet) as progress:
        progress(_("reading profiles"))
        choices = Choices(
            _table(population, frequencies, persons),
            _model(mutation, rate, rate_fathers, rate2, step_range),
            not mutation,
            _rule(unseen),
            OneAllele(one_allele),
            dropout,
        )
        sources = Sources(tuple(remains or ()), families, tuple(relatives or ()), tuple(missing or ()))
        found = gathered(sources, choices)
        source = {
            "frequencies": found.table.source,
            "population": found.table.title,
            "licence": found.table.licence,
            "files": [path.name for path in (*sources.remains, families, *sources.relatives)],
            "notes": list(found.notes),
        }
        progress(_("writing results"))
        with whole_file(out) as path:
            write_event(path, found.event, found.mutations, source)
    if not quiet:
        for note in found.notes:
            print(note, file=sys.stderr)


def populations() -> None:
    """List the tables of allele frequencies that ship with Homeward, with their sources.

    Example: homeward kinship populations
    """
    from homeward.kinship.files.frequency_tables import populations as shipped

    for table in shipped():
        counted = max(table.persons.values(), default=0)
        print(f"{table.name}: {table.title}")
        print(f"  persons: {counted or 'not told by the source'}")
        print(f"  {len(table.frequencies)} markers: {', '.join(table.frequencies)}")
        print(f"  source: {table.source}")
        print(f"  licence: {table.licence}")


def _table(population: str, frequencies: Path | None, persons: int) -> FrequencyTable | None:
    from homeward.kinship.files.frequency_files import read_table
    from homeward.kinship.files.frequency_tables import population as shipped

    if population and frequencies:
        raise typer.BadParameter("not beside --population", param_hint="--frequencies")
    if frequencies:
        return read_table(frequencies, persons)
    return shipped(population) if population else None


def _model(
    mutation: str, rate: float | None, rate_fathers: float | None, rate2: float, step_range: float
) -> dict[str, Any] | None:
    if mutation in ("", "none"):
        return None
    if mutation not in _MODELS:
        raise typer.BadParameter(f"one of {', '.join(_MODELS)}", param_hint="--mutation")
    if rate is None or not 0 < rate < 1 or (rate_fathers is not None and not 0 < rate_fathers < 1):
        raise typer.BadParameter("a rate above 0 and below 1", param_hint="--rate")
    steps = {"rate2": rate2, "range": step_range} if mutation == "stepwise" else {}
    of_mothers = {"model": mutation, "rate": rate, **steps}
    return of_mothers if rate_fathers is None else {"female": of_mothers, "male": {**of_mothers, "rate": rate_fathers}}


def _rule(unseen: str) -> Unseen | float:
    from homeward.kinship.files.frequency_tables import Unseen

    if unseen in _UNSEEN:
        return Unseen(unseen)
    try:
        frequency = float(unseen)
    except ValueError:
        frequency = 0.0
    if not 0 < frequency < 1:
        raise typer.BadParameter("five, smallest, refuse, or a frequency from 0 to 1", param_hint="--unseen")
    return frequency
