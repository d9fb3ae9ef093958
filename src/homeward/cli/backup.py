"""``homeward backup`` and ``homeward restore``: everything in one file, and everything from it, checked.

No key of the log or of a witness is in a backup: keys are kept by those who sign, never in the database.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from homeward import __version__
from homeward.cli.output import whole_file
from homeward.cli.tables import close_tables, has_any_table, make_ready, open_tables, server
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language

Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]

_SAYS_NO_KEYS = "No signing key is in it: keys are kept by those who sign. It holds names and secrets: keep it locked."


def backup(
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to write; whole or not at all.")],
    by: Annotated[str, typer.Option("--by", metavar="ID", help="Who does it: an opaque id.")] = "operator",
    quiet: Quiet = False,
) -> None:
    """Copy everything into one file while the desk goes on working; that it was done is an entry of the record.

    Example: homeward backup --out homeward-2026-11-22.backup
    """
    from homeward.cli.backup_file import FORMAT, Manifest, sha256_of, write_backup
    from homeward.cli.database_copy import copy_out

    open_tables()
    from homeward.ledger.actions import NotWritten
    from homeward.ledger.custody import make_backup
    from homeward.ledger.gate import newest_standing, size_of_record
    from homeward.ledger.terms import NEUTRAL, Actor

    try:
        make_backup(by=Actor(by, "key_custodian", NEUTRAL))
    except NotWritten as error:  # a database that can only be read is copied all the more
        print(f"That a backup is made was not recorded: {error}")
    where, size, standing, note = server(), size_of_record(), newest_standing(), _newest_note()
    with tempfile.TemporaryDirectory(prefix="homeward-backup-", dir=_beside(out)) as folder, telling(quiet) as progress:
        progress("copying the database")
        copy = Path(folder) / "database"
        copy_out(where, copy)
        manifest = Manifest(
            format=FORMAT,
            homeward=__version__,
            made_at=f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
            database=where.kind,
            origin=standing.origin if standing else "",
            entries=size,
            sha256=sha256_of(copy),
        )
        progress("writing the file")
        with whole_file(out) as path:
            write_backup(path, copy, manifest, note)
    close_tables()
    if not quiet:
        print(f"Written: {out.name}, {manifest.entries} entries, SHA-256 of the file {sha256_of(out)}")
        print(_SAYS_NO_KEYS)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `homeward backup` wrote.")],
    since: Annotated[Path | None, typer.Option(metavar="NOTE", help="The newest checkpoint somebody kept.")] = None,
    language: Annotated[Language, typer.Option(help="Language of what is found.")] = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Put everything back into an empty place, bring the tables up to date and check the whole record.

    Exit 0 if the record holds, 1 if not, or if it ends before the checkpoint of --since.

    Example: homeward restore homeward-2026-11-22.backup --since checkpoint
    """
    from homeward.cli.backup_file import read_manifest, take_copy
    from homeward.cli.database_copy import copy_in

    manifest = read_manifest(file)
    kept = _read_kept(since) if since else ""
    make_ready()
    where = server()
    _refuse_what_does_not_fit(where.kind, manifest.database)
    with tempfile.TemporaryDirectory(prefix="homeward-restore-", dir=_beside(file)) as folder, telling(quiet) as told:
        told("reading the file")
        copy = Path(folder) / "database"
        take_copy(file, manifest, copy)
        told("putting it back")
        copy_in(where, copy)
    open_tables(make=True)
    holds = _check_record(language, quiet) and (not kept or _goes_on_from(kept))
    close_tables()
    if not holds:
        raise typer.Exit(1)


def _check_record(language: Language, quiet: bool) -> bool:
    """Check the whole record and say where it ends."""
    from homeward.ledger.findings import RecordBroken
    from homeward.ledger.gate import newest_standing
    from homeward.ledger.live import check

    try:
        with telling(quiet) as progress:
            found = check(progress)
    except RecordBroken as broken:
        print(broken.finding.say(language))
        print("What was restored does not hold. Do not work on it.")
        return False
    standing = newest_standing()
    ends = f"; the newest checkpoint covers {standing.size}" if standing else "; no checkpoint was made yet"
    print(f"Restored. The record holds: {found.entries} entries, {found.rows} rows{ends}.")
    return True


def _goes_on_from(note: str) -> bool:
    """Whether the record restored begins with what a kept checkpoint covers; says what is lost if not."""
    from homeward.ledger.checkpoints import parse_checkpoint
    from homeward.ledger.gate import root_at, size_of_record
    from homeward.ledger.notes import parse_note

    kept, size = parse_checkpoint(parse_note(note).text), size_of_record()
    if kept.size > size:
        print(
            f"The checkpoint that was kept covers {kept.size} entries: the last {kept.size - size} of them are lost. "
            "Whoever holds receipts for them hands in again. Do not sign before all parties have agreed to go on "
            "from here: witnesses will refuse an older record until they do."
        )
        return False
    if root_at(kept.size) != kept.root:
        print("The checkpoint that was kept is of another record: the entries restored are not those that were signed.")
        return False
    print(f"It goes on from the checkpoint that was kept, over {kept.size} entries.")
    return True


def _newest_note() -> str:
    from homeward.ledger.gate import newest_checkpoint

    try:
        return newest_checkpoint()
    except InputRefused:  # none was made yet
        return ""


def _read_kept(since: Path) -> str:
    from homeward.ledger.checkpoints import parse_checkpoint
    from homeward.ledger.notes import parse_note

    try:
        note = since.read_text(encoding="utf-8")
        parse_checkpoint(parse_note(note).text)
    except (OSError, ValueError) as error:
        raise _refused(since.name, "is no checkpoint.", "Give the note as a witness or a bundle keeps it.") from error
    return note


def _refuse_what_does_not_fit(here: str, there: str) -> None:
    if here != there:
        advice = "Set DATABASE_URL to an empty database of the same kind."
        raise _refused("DATABASE_URL", f"names a database of kind {here}; the backup is of {there}.", advice)
    if has_any_table():
        advice = "Restore into an empty place: another HOMEWARD_DATA, or an empty database by DATABASE_URL."
        raise _refused("database", "is not empty; nothing is ever written over.", advice)


def _beside(path: Path) -> Path:
    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    return path.absolute().parent


def _refused(where: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(where, "", 0, "", found, advice)])
