"""``homeward kinship relate``: how two profiles of one file are related, by every relationship that has a name."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from homeward.cli.output import whole_file
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language, _, say

if TYPE_CHECKING:
    from homeward.kinship.evidence import Observed
    from homeward.kinship.pedigrees import Member
    from homeward.kinship.relationships import Relationship, Weighed
    from homeward.kinship.together.identification import Event


def relate(
    profiles: Annotated[
        Path, typer.Argument(metavar="INPUT.json", help="Remains and families in the form dvi-large/1.")
    ],
    first: Annotated[str, typer.Argument(metavar="FIRST", help="Id of remains or of a relative, or FAMILY:ID.")],
    second: Annotated[str, typer.Argument(metavar="SECOND", help="Id of the other.")],
    theta: Annotated[float, typer.Option(metavar="T", help="Coancestry of the population, 0 to below 1.")] = 0.0,
    prior: Annotated[
        float | None, typer.Option(metavar="P", help="Tell also the posterior of each relationship from this prior.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="RESULTS.json", help="Write also all figures, marker by marker.")
    ] = None,
    language: Annotated[Language, typer.Option("--language", help="Language of the table.")] = Language.EN,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell no progress; the table is told in any case.")] = False,
) -> None:
    """Weigh every relationship that has a name between two profiles, each against unrelated persons.

    The pedigrees of the file are left aside: this asks what the two profiles say by themselves.

    Example: homeward kinship relate input.json R001 F001_s1 --theta 0.01 --prior 0.001
    """
    from homeward.kinship.files.case_files import read_event
    from homeward.kinship.relationships import Relationship, relationship, weighed
    from homeward.kinship.terms import Chromosome, Sex

    if not 0 <= theta < 1:
        raise typer.BadParameter("a number from 0 to below 1", param_hint="--theta")
    if prior is not None and not 0 < prior < 1:
        raise typer.BadParameter("a probability between 0 and 1", param_hint="--prior")
    with telling(quiet) as progress:
        progress(_("reading profiles"))
        event = read_event(profiles)
        typed = _typed(event)
        one, other = _found(profiles.name, typed, [first, second])
        markers = [marker for marker in event.markers if marker.chromosome is Chromosome.AUTOSOMAL]
        both = [marker for marker in markers if all(marker.name in profile for _member, profile in (one, other))]
        named = {one[0].id: one[1], other[0].id: other[1]}
        sexes_differ = Sex.UNKNOWN not in (one[0].sex, other[0].sex) and one[0].sex is not other[0].sex
        found = {
            kind: weighed(relationship(kind, one[0], other[0]), both, named, theta)
            for kind in Relationship
            if not (kind is Relationship.IDENTITY and sexes_differ)
        }
    if out is not None:
        _write(out, (first, second), theta, found)
    for line in _table((first, second), found, len(both), theta, prior, len(typed), language):
        print(line)


def _typed(event: Event) -> dict[tuple[str, str], tuple[Member, Mapping[str, Observed]]]:
    """All who have a profile, by family and id; remains stand in no family."""
    from homeward.kinship.pedigrees import Member

    remains = {("", body.id): (Member(body.id, sex=body.sex), body.profile) for body in event.remains}
    relatives = {
        (family.id, id_): (Member(id_, sex=family.pedigree.member(id_).sex), profile)
        for family in event.families
        for id_, profile in family.profiles.items()
    }
    return remains | relatives


def _found(
    file: str, typed: Mapping[tuple[str, str], tuple[Member, Mapping[str, Observed]]], asked: Sequence[str]
) -> list[tuple[Member, Mapping[str, Observed]]]:
    """The profiles asked for, under the names they were asked by.

    Raises:
        InputRefused: an id that nobody typed has, or several; the same one twice.
    """
    from dataclasses import replace

    faults, found, places = [], [], []
    for name in asked:
        fits = [place for place in typed if name in (place[1], ":".join(place))]
        if len(fits) == 1:
            member, profile = typed[fits[0]]
            found.append((replace(member, id=name), profile))
            places += fits
        elif fits:
            where = ", ".join(":".join(place).lstrip(":") for place in fits[:5])
            faults.append(Fault(file, "", 0, name, f"stands several times: {where}.", "Write FAMILY:ID."))
        else:
            faults.append(Fault(file, "", 0, name, "has no profile here.", "Write the id of remains or of a relative."))
    if not faults and places[0] == places[1]:
        faults.append(Fault(file, "", 0, asked[0], "is asked twice.", "Name two profiles."))
    if faults:
        raise InputRefused(faults)
    return found


def _table(
    ids: tuple[str, str],
    found: Mapping[Relationship, Weighed],
    markers: int,
    theta: float,
    prior: float | None,
    profiles: int,
    language: Language,
) -> list[str]:
    from homeward.kinship.posteriors import chance_hits, posterior

    heading = [say(_("relationship"), language), "log10 LR", say(_("excluding markers"), language)]
    ranked = sorted(found.items(), key=lambda item: -_rank(item[1].total))
    rows = [[say(kind.label, language), _number(one.total), str(len(one.exclusions))] for kind, one in ranked]
    if prior is not None:
        heading.append(say(_("posterior"), language))
        for row, (_kind, one) in zip(rows, ranked, strict=True):
            row.append(f"{posterior(one.total, prior):.6g}")
    widths = [max(len(row[at]) for row in (heading, *rows)) for at in range(len(heading))]

    def line(row: Sequence[str]) -> str:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        return "  ".join(cells)

    told = say(
        _("First: {first}. Second: {second}. Markers both are typed at, without the X: {markers}. Theta: {theta}."),
        language,
        first=ids[0],
        second=ids[1],
        markers=markers,
        theta=f"{theta:g}",
    )
    lines = [told, "", line(heading), *map(line, rows), "", say(_EACH, language)]
    if "identity" not in found:
        lines.append(say(_SEXES, language))
    best = _rank(ranked[0][1].total)
    if best > 0:
        pairs = profiles * (profiles - 1) // 2
        by_chance = f"{chance_hits(pairs, 10.0 ** min(best, 300.0)):.2g}"
        lines.append(say(_CHANCE, language, profiles=profiles, pairs=pairs, hits=by_chance))
    if prior is not None:
        lines.append(say(_PRIOR, language, prior=f"{prior:g}"))
    return lines


_EACH = _(
    "Each relationship is weighed against unrelated persons. Half siblings, grandparents, uncles and aunts can hardly "
    "be told apart by these markers. What excludes does so if nothing mutated. This is a finding: people identify."
)
_SEXES = _("The two are told to be of different sexes: that they are one person is not weighed.")
_CHANCE = _(
    "The file holds {profiles} profiles, {pairs} pairs: of pairs of strangers among them, at most {hits} are expected "
    "to reach the largest of these ratios by chance."
)
_PRIOR = _("The posterior holds for the prior {prior}, each relationship against unrelated, and for no other.")


def _rank(total: float) -> float:
    return -math.inf if math.isnan(total) else total


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.4f}"


def _write(out: Path, ids: tuple[str, str], theta: float, found: Mapping[Relationship, Weighed]) -> None:
    from homeward.kinship.files.results import number

    told: dict[str, Any] = {
        "first": ids[0],
        "second": ids[1],
        "theta": theta,
        "relationships": {
            kind: {
                "log10LR": number(one.total),
                "log10LR_per_marker": {marker: number(value) for marker, value in one.log10_lr.items()},
                "exclusions": list(one.exclusions),
            }
            for kind, one in found.items()
        },
    }
    with whole_file(out) as path:
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
