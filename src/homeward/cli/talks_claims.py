"""``homeward talks claims``, ``communique``, ``calendar``: what a number is worth, what may be told, what is due."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.words import Language

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]
PageLanguage = Annotated[Language, typer.Option(help="Language of the page.")]


def compare_claims(
    claims: Annotated[Path, typer.Argument(metavar="CLAIMS.csv", help="Public claims, one a row.")],
    out: Out,
    documents: Annotated[Path | None, typer.Option(metavar="ACTS.csv", help="What was signed, one act a row.")] = None,
    language: PageLanguage = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Find what public claims say of each other and what acts say of them; where their numbers part, and by how much.

    Writes claims.json and claims.html. A coder's column of relations is held against what is found, and never used.

    Example: homeward talks claims claims.csv --documents acts.csv --out out/claims
    """
    from homeward.talks.claims import assess, write_claims
    from homeward.talks.claims_file import read_claims
    from homeward.talks.claims_page import PAGE_FILE, write_page
    from homeward.talks.documents import read_acts

    with telling(quiet) as progress, whole_folder(out, "talks claims") as folder:
        said = read_claims(claims, progress)
        signed = read_acts(documents, progress) if documents is not None else None
        digests = (said.sha256, signed.sha256) if signed is not None else (said.sha256,)
        found = assess(said.claims, signed.acts if signed is not None else (), digests)
        write_claims(found, folder)
        write_page(found, folder, language)
    if not quiet:
        print(f"Claims: {len(found.claims)}. Conflicts: {len(found.conflicts)}. Written: {out / PAGE_FILE}")


def show_calendar(
    terms: Annotated[Path, typer.Argument(metavar="TERMS.toml", help="Terms with their days and steps; or a CSV.")],
    on: Annotated[str, typer.Option(metavar="DATE", help="Day, or instant with its offset, that is asked about.")],
    out: Out,
    language: PageLanguage = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Tell what is in force, due, late, met and disputed on a day; each day ends at midnight of its term's own zone.

    Writes calendar.json, calendar.html and calendar.ics.

    Example: homeward talks calendar terms.toml --on 2025-06-18 --out out/calendar --language uk
    """
    from homeward.talks.agreed_terms_file import read_terms
    from homeward.talks.calendar import calendar_on, write_calendar
    from homeward.talks.calendar_page import PAGE_FILE, write_page

    moment = _moment(on)
    with telling(quiet) as progress, whole_folder(out, "talks calendar") as folder:
        calendar = calendar_on(read_terms(terms, progress), moment)
        write_calendar(calendar, folder, language)
        write_page(calendar, folder, language)
    if not quiet:
        told = ", ".join(f"{state.value} {count}" for state, count in calendar.counts.items() if count)
        print(f"Terms: {told}. Written: {out / PAGE_FILE}")


def _moment(text: str) -> dt.date | dt.datetime:
    """A day, or an instant.

    Raises:
        typer.BadParameter: neither, or an instant without its offset.
    """
    try:
        if len(text) == 10:
            return dt.date.fromisoformat(text)
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment
    except ValueError:
        pass
    raise typer.BadParameter("a day such as 2025-06-18, or 2025-06-18T22:30+03:00", param_hint="--on")


def make_communique(
    figures: Annotated[Path, typer.Argument(metavar="FIGURES.toml", help="What both sides approved; or a CSV.")],
    out: Out,
    documents: Annotated[
        Path | None, typer.Option(metavar="ACTS.csv", help="Hold each figure against the acts that it names.")
    ] = None,
    before: Annotated[
        list[Path] | None,
        typer.Option(metavar="EARLIER.json", help="What an earlier communiqué told; may be repeated."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make a joint communiqué in four languages from figures that both sides approved, each with its acts.

    Writes communique.json and, for each language LL, communique-LL.md, communique-LL.html and communique-LL.pdf. Small
    numbers are held back, and whatever would give them away, alone or beside what was told before.

    Example: homeward talks communique figures.toml --documents acts.csv --before first/communique.json --out out/second
    """
    from homeward.talks.communique import JSON_FILE, communique, write_communique
    from homeward.talks.communique_file import check_acts, read_figures
    from homeward.talks.documents import read_acts
    from homeward.talks.told_figures import read_before

    with telling(quiet) as progress, whole_folder(out, "talks communique") as folder:
        draft = read_figures(figures, progress)
        if documents is not None:
            check_acts(draft, read_acts(documents, progress).acts, figures.name, documents.name)
        earlier = [one for path in before or [] for one in read_before(path)]
        made = communique(draft, earlier, figures.name)
        write_communique(made, folder)
    if not quiet:
        held = len(draft.figures) - len(made.told)
        print(f"Told: {len(made.told)} figures. Held back: {held}. Written: {out / JSON_FILE}")
