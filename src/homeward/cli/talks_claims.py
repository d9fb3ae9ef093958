"""``homeward talks claims``, ``communique`` and ``calendar``: what a claimed number is worth, what may be told, what is due."""

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
