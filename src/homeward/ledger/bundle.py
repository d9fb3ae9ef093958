"""The record for one party in one file: all leaf hashes, all checkpoints, and what the party may see in the open.

The file is a zip archive with the program that checks it (``verify_record.py``) and a page of explanation inside.
What the party may see is decided by the caller (``gate``); here it is written, piece by piece, so that memory holds
the hashes and no more. The same record gives the same bytes wherever the same zlib packs them.

The format is in ``docs/reference/record.md``.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from homeward.ledger.canonical import Json, canonical
from homeward.ledger.merkle import Tree
from homeward.ledger.tiles import tiles

FORMAT = "homeward-bundle/1"

#: The earliest day that a zip archive can name; a bundle carries no other.
_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o100644 << 16
_UNIX = 3


def write_bundle(
    path: Path,
    *,
    party: str,
    origin: str,
    leaf_hashes: Tree,
    size: int,
    notes: Mapping[int, str],
    policy_text: str,
    entries: Iterable[bytes],
    content: Iterable[Mapping[str, Json]],
    rows: Iterable[Mapping[str, Json]],
) -> None:
    """Write the bundle whole or not at all.

    Args:
        path: of the new file; a file that stands there is replaced when the new one is complete.
        party: whom it is for.
        origin: the name of the record.
        leaf_hashes: of every entry, at least ``size`` of them.
        size: how many entries the newest checkpoint covers, at least 1.
        notes: size to signed checkpoint, every one up to ``size``, which is among them.
        policy_text: the policy in force at ``size``.
        entries: canonical bytes of each entry the party may see, by sequence.
        content: one line for each content part of these entries, by sequence and name.
        rows: one line for each row leaf of these entries, by sequence and place.

    Raises:
        ValueError: there is no checkpoint at ``size``, or one beyond it.
    """
    if size < 1 or size not in notes or max(notes) > size or len(leaf_hashes) < size:
        raise ValueError(f"a bundle of {size} entries needs their hashes and the checkpoint at {size}, none beyond")
    head = canonical({"for": party, "format": FORMAT, "origin": origin, "size": size})
    room = files("homeward.ledger")
    pieces: list[tuple[str, Iterable[bytes]]] = [
        ("README.txt", [(room / "templates" / "bundle_readme.txt").read_bytes()]),
        ("bundle.json", [head]),
        ("checkpoint", [notes[size].encode()]),
        *((f"checkpoints/{at:012d}", [note.encode()]) for at, note in sorted(notes.items())),
        ("content.jsonl", _lines(content)),
        ("entries.jsonl", (entry + b"\n" for entry in entries)),
        ("policy", [policy_text.encode()]),
        ("rows.jsonl", _lines(rows)),
        *((name, [hashes]) for name, hashes in sorted(tiles(leaf_hashes, size))),
        ("verify_record.py", [(room / "verify_record.py").read_bytes()]),
    ]
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with zipfile.ZipFile(unfinished, "w") as bundle:
            for name, data in pieces:
                _add(bundle, name, data)
        with unfinished.open("rb") as finished:
            os.fsync(finished.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _add(bundle: zipfile.ZipFile, name: str, data: Iterable[bytes]) -> None:
    """Put one file into the archive, as it comes."""
    about = zipfile.ZipInfo(name, _DAY)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.create_system = _UNIX
    about.external_attr = _READABLE_BY_ALL
    with bundle.open(about, "w", force_zip64=True) as member:
        for piece in data:
            member.write(piece)


def _lines(values: Iterable[Mapping[str, Json]]) -> Iterator[bytes]:
    for value in values:
        yield canonical(value) + b"\n"
