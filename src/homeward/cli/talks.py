"""``homeward talks``: two texts clause by clause, what changed between versions; claims, communiqués, what is due."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli import talks_claims
from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.words import Language

app = typer.Typer(help="Two texts clause by clause, public claims, communiqués, what is due.", no_args_is_help=True)
app.command(name="claims")(talks_claims.compare_claims)
app.command(name="communique")(talks_claims.make_communique)
app.command(name="calendar")(talks_claims.show_calendar)

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")]
Words = Annotated[Language, typer.Option("--language", help="Language of what is written for people.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]


@app.command(name="compare")
def compare(
    left: Annotated[Path, typer.Argument(metavar="LEFT", help="DOCX, PDF, Markdown or text.")],
    right: Annotated[Path, typer.Argument(metavar="RIGHT", help="Another text, in any of the four languages.")],
    out: Out,
    akn: Annotated[bool, typer.Option("--akn", help="Also write joint.xml (Akoma Ntoso).")] = False,
    language: Words = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Find which clauses of two texts are about one subject, and how they stand.

    Writes alignment.json, side_by_side.html and joint.docx. Nothing is agreed by this: people confirm each pair.

    Example: homeward talks compare memorandum_uk.docx memorandum_ru.docx --out out/texts
    """
    from homeward.talks.comparing import compare_texts, write_comparison  # so that --help need not wait for them
    from homeward.talks.side_by_side import PAGE_FILE

    with telling(quiet) as progress, whole_folder(out, "talks compare") as folder:
        write_comparison(compare_texts(left, right, progress), folder, language, akn=akn)
    if not quiet:
        print(f"Written: {out / PAGE_FILE}")


@app.command(name="redline")
def redline(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="DOCX, PDF, Markdown or text.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later version of the same text.")],
    out: Out,
    language: Words = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Tell what was edited, moved, deleted and added between two versions of one text.

    Writes changes.json and redline.docx, with tracked changes that can be accepted or rejected.

    Example: homeward talks redline draft_1.docx draft_2.docx --out out/changes
    """
    from homeward.talks.comparing import compare_versions, write_redline
    from homeward.talks.redline_docx import REDLINE_FILE

    with telling(quiet) as progress, whole_folder(out, "talks redline") as folder:
        write_redline(compare_versions(old, new, progress), folder, language)
    if not quiet:
        print(f"Written: {out / REDLINE_FILE}")
