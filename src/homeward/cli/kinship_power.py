"""``homeward kinship power``: is a family worth testing, and which relative to sample next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language, _

if TYPE_CHECKING:
    from homeward.kinship.together.identification import Event

#: Fewer draws tell nothing of a chance of 0.95, more fill memory.
_DRAWS = (100, 1_000_000)


def power(
    families: Annotated[
        Path, typer.Argument(metavar="INPUT.json", help="Remains and families in the form dvi-large/1.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")],
    threshold: Annotated[float, typer.Option(metavar="LR", help="Likelihood ratio that is to be reached.")] = 1e4,
    dropout: Annotated[
        float, typer.Option(metavar="P", help="Chance that a copy of an allele of the remains is not seen.")
    ] = 0.0,
    marker: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this marker is expected of the remains; repeat.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="FAMILY", help="Only this family, and its relatives in any case; repeat."),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="WHO", help="Weigh also a relative the pedigree lacks: parent, sibling, child; repeat."),
    ] = None,
    draws: Annotated[int, typer.Option(metavar="N", min=_DRAWS[0], max=_DRAWS[1], help="Profiles drawn.")] = 10_000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of the draw: the same gives the same figures.")] = 0,
    language: Annotated[Language, typer.Option("--language", help="Language of the page.")] = Language.EN,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")] = False,
) -> None:
    """Compute how likelihood ratios of each family will come out, before any remains are found.

    Writes power.csv, exclusion.csv, next_relative.csv and power.html. Relatives are weighed for missing persons whose
    family is not enough.

    Example: homeward kinship power input.json --out out/power --threshold 10000 --also child
    """
    from homeward.kinship.files.case_files import read_event
    from homeward.kinship.power.next_relative import Addition, next_relatives
    from homeward.kinship.power.power import Asked, Verdict, powers
    from homeward.kinship.power.power_files import write_power
    from homeward.kinship.power.power_page import write_page

    if not 0 < threshold < float("inf"):
        raise typer.BadParameter("a likelihood ratio above 0", param_hint="--threshold")
    if not 0 <= dropout < 1:
        raise typer.BadParameter("a chance from 0 to below 1", param_hint="--dropout")
    if unknown := set(also or []) - set(Addition):
        raise typer.BadParameter(f"{sorted(unknown)[0]}: one of {', '.join(Addition)}", param_hint="--also")
    asked = Asked(threshold, draws, seed, dropout)
    with telling(quiet) as progress, whole_folder(out, "kinship power") as folder:
        progress(_("reading profiles"))
        event = read_event(families)
        _refuse_unknown(families.name, event, marker or [], only or [])
        markers = [one for one in event.markers if not marker or one.name in marker]
        sought = [one for one in event.sought() if not only or one.family.id in only]
        found = powers(markers, sought, asked, progress)
        wanting = [
            one.sought
            for one in found
            if one.verdict is not Verdict.CONTRADICTORY and (only or one.verdict is not Verdict.ENOUGH)
        ]
        relatives = {}
        for place, one in enumerate(wanting):
            progress(_("weighing relatives to sample next"), place, len(wanting))
            relatives[one.id] = next_relatives(markers, one, asked, [Addition(who) for who in also or []])
        write_power(folder, found, relatives)
        write_page(folder, event, len(markers), asked, found, relatives, language)
    if not quiet:
        print(f"Written: {out / 'power.html'}")


def _refuse_unknown(file: str, event: Event, markers: list[str], families: list[str]) -> None:
    """Refuse options that name what the file does not hold.

    Raises:
        InputRefused: naming each.
    """
    known_markers, known_families = {one.name for one in event.markers}, {one.id for one in event.families}
    faults = [
        Fault(file, "", 0, f"--marker {name}", "no such marker.", "Write it as the file does.")
        for name in markers
        if name not in known_markers
    ]
    faults += [
        Fault(file, "", 0, f"--only {id_}", "no such family.", "Write its id as the file does.")
        for id_ in families
        if id_ not in known_families
    ]
    if faults:
        raise InputRefused(faults)
