"""The file of a backup: a ZIP with the copy of the database, the newest checkpoint, and a manifest with digests."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

from homeward.errors import Fault, InputRefused

FORMAT = "homeward-backup/1"

_MANIFEST, _COPY, _CHECKPOINT = "manifest.json", "database", "checkpoint"
_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Args:
        format: ``homeward-backup/1``.
        homeward: version of the program that made it.
        made_at: UTC, ``2026-11-22T19:00:00Z``.
        database: ``sqlite`` or ``postgresql``: what it can be restored to.
        origin: name of the record.
        entries: how many entries the record had.
        sha256: of the copy of the database, in hexadecimal digits.
    """

    format: str
    homeward: str
    made_at: str
    database: str
    origin: str
    entries: int
    sha256: str


def write_backup(path: Path, copy: Path, manifest: Manifest, checkpoint: str) -> None:
    """Put the parts together; the file is readable by its owner alone."""
    path.touch(mode=0o600)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as file:
        file.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n")
        file.writestr(_CHECKPOINT, checkpoint)
        file.write(copy, _COPY)


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself.

    Raises:
        InputRefused: it is no backup, or one of another format.
    """
    try:
        with zipfile.ZipFile(path) as file:
            found = json.loads(file.read(_MANIFEST))
        manifest = Manifest(**found)
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise _refused(path, "is no backup, or is damaged.", "Give the file that `homeward backup` wrote.") from error
    if manifest.format != FORMAT:
        raise _refused(path, "was written in another format.", f"This version reads {FORMAT}.")
    return manifest


def take_copy(path: Path, manifest: Manifest, copy: Path) -> str:
    """Take the copy of the database out of a backup, to ``copy``; gives the checkpoint that lies with it.

    Raises:
        InputRefused: the copy is not the one that was put in.
    """
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(path) as file:
            checkpoint = file.read(_CHECKPOINT).decode()
            with file.open(_COPY) as source, copy.open("wb") as out:
                while block := source.read(_BLOCK):
                    digest.update(block)
                    out.write(block)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _refused(path, "is damaged.", "Take another copy of it.") from error
    if digest.hexdigest() != manifest.sha256:
        raise _refused(path, "is damaged: its digest is another.", "Take another copy of it.")
    return checkpoint


def sha256_of(path: Path) -> str:
    """The digest of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refused(path: Path, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(path.name, "", 0, "", found, advice)])
