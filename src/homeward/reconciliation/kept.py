"""What a run keeps, so that the next one reconciles only what has changed since.

A folder of our own: the lists as read, the records understood, their keys, the pairs compared and their levels. All of
it is about persons, and readable for nobody but its owner. It appears whole or not at all, and what another version of
the code kept is not used. Each part carries a check sum: one that was damaged is refused.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from homeward.errors import Fault, InputRefused
from homeward.reconciliation.compared import Compared
from homeward.reconciliation.features import understand
from homeward.reconciliation.further import distinct_headings
from homeward.reconciliation.made_by import made_by
from homeward.reconciliation.records import Ints
from homeward.reconciliation.shared_keys import NO_KEYS, MadeKeys
from homeward.reconciliation.understood import Understood, laid_out, read_back, thinned
from homeward.register.entries import SCHEMA, PersonList

ABOUT = "kept.json"
NOT_OURS = "Name a new folder, or an empty one: what is in it was not kept by a run of Homeward."
DAMAGED = "Take the folder away: without it everything is compared anew."

#: How zipfile, numpy and Arrow say that what they read is not what was written.
_DAMAGE = (
    *(OSError, EOFError, ValueError, KeyError, RuntimeError, struct.error),
    *(zipfile.BadZipFile, zlib.error, pa.ArrowException),
)

#: Headings of a side's own stand after our columns, marked so that none is taken for ours.
_OWN = "own:"


class Kept:
    """What a run before kept in ``folder``, if it did; and, in ``new``, what this one keeps for the next."""

    def __init__(self, folder: Path, new: Path, also: Sequence[str]) -> None:
        self._folder, self._new, self._made = folder, new, {"made_by": made_by(), "also": distinct_headings(also)}
        self._about = _about(folder)
        self.is_there = {name: self._about.get(name) for name in self._made} == self._made
        #: Whether there is something that cannot be used: another version kept it, or for other further columns.
        self.is_of_no_use = bool(self._about) and not self.is_there
        #: What of the former run this one depends on.
        self.digest = json.dumps(self._about if self.is_there else {}, sort_keys=True)

    def list(self, path: Path) -> PersonList | None:
        """The list that stands in a file, if a run before read this very file."""
        sha256 = _sha256(path)
        kept = self._folder / f"list-{sha256}.parquet"
        if not self.is_there or not kept.exists():
            return None
        with self._damage_told(kept):
            if _sha256(kept) != self._about["parts"][kept.name]:
                raise ValueError("not as it was written")
            table = pq.read_table(kept)
        own = table.select([name for name in table.column_names if name.startswith(_OWN)])
        unknown = own.rename_columns([name.removeprefix(_OWN) for name in own.column_names])
        return PersonList(path.stem, table.select(SCHEMA.names).cast(SCHEMA), unknown, sha256)

    def known(self, headings: Sequence[str]) -> tuple[Ints, Understood]:
        """The records of the run before: a digest of what each says, and what it was understood as; none if there was
        no run.
        """
        entries = SCHEMA.empty_table()
        for place in range(len(headings)):
            entries = entries.append_column(f"further {place}", pa.array([], pa.string()))
        nothing = understand(entries, headings)
        arrays = self._arrays("records")
        if arrays is None:
            return np.zeros(0, np.int64), nothing
        with self._damage_told(self._folder / "records.npz"):
            return arrays["digests"], read_back(nothing, "said", arrays)

    def keys(self, name: str) -> MadeKeys:
        """The keys of one name of ``blocking.rules_for``."""
        arrays = self._arrays(f"keys-{name}")
        return NO_KEYS if arrays is None else MadeKeys(arrays["keys"], arrays["members"])

    def pairs(self) -> Compared | None:
        """The pairs that the run before compared and that are worth keeping."""
        arrays = self._arrays("pairs")
        if arrays is None:
            return None
        return Compared(arrays["left"].astype(np.int64), arrays["right"].astype(np.int64), arrays["levels"])

    def keep_lists(self, lists: Sequence[PersonList]) -> None:
        """Keep the lists as read, for the next run."""
        parts = {}
        for one in lists:
            path = self._new / f"list-{one.sha256}.parquet"
            before = self._folder / path.name
            if self.is_there and before.exists():
                shutil.copyfile(before, path)
            else:
                table = one.entries
                for name in one.unknown.column_names:
                    table = table.append_column(f"{_OWN}{name}", one.unknown[name])
                pq.write_table(table, path, compression="zstd", compression_level=1)
            path.chmod(0o600)
            parts[path.name] = _sha256(path)
        about = self._made | {"lists": {one.label: one.sha256 for one in lists}, "parts": parts}
        (self._new / ABOUT).write_text(json.dumps(about, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        (self._new / ABOUT).chmod(0o600)

    def keep_known(self, digests: Ints, said: Understood) -> None:
        """Keep the records, for the next run."""
        self._keep("records", {"digests": digests, **laid_out(thinned(said), "said")})

    def keep_keys(self, name: str, made: MadeKeys) -> None:
        """Keep the keys of one name, for the next run."""
        self._keep(f"keys-{name}", made._asdict())

    def keep_pairs(self, pairs: Compared) -> None:
        """Keep the pairs, for the next run."""
        left, right = pairs.left.astype(np.int32), pairs.right.astype(np.int32)
        self._keep("pairs", {"left": left, "right": right, "levels": pairs.levels})

    def _keep(self, name: str, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        path = self._new / f"{name}.npz"
        path.touch(0o600)
        np.savez(path, **arrays)  # type: ignore[arg-type]  # its other parameter is none of the names

    def _arrays(self, name: str) -> dict[str, npt.NDArray[Any]] | None:
        path = self._folder / f"{name}.npz"
        if not self.is_there:
            return None
        with self._damage_told(path), np.load(path) as arrays:
            return dict(arrays)

    @contextmanager
    def _damage_told(self, path: Path) -> Iterator[None]:
        try:
            yield
        except _DAMAGE:
            raise InputRefused([Fault(f"{self._folder.name}/{path.name}", "", 0, "", "is damaged.", DAMAGED)]) from None


@contextmanager
def keeping(folder: Path, also: Sequence[str] = ()) -> Iterator[Kept]:
    """What a run before kept in ``folder``; what this one keeps stands there when it is done, or nothing new does.

    Args:
        folder: of our own.
        also: headings of further columns that are compared.

    Raises:
        InputRefused: ``folder`` is a file or a folder that holds something else, or a part of it is damaged.
    """
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise InputRefused([Fault(folder.name, "", 0, "", "is a file.", "Name a folder.")])
    if folder.is_dir() and any(folder.iterdir()) and not (folder / ABOUT).is_file():
        raise InputRefused([Fault(folder.name, "", 0, "", "is not empty.", NOT_OURS)])
    new, old = (folder.with_name(f".{folder.name}-{which}") for which in ("new", "old"))
    for left_over in (new, old):  # by a run that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    new.mkdir(mode=0o700, parents=True)
    try:
        yield Kept(folder, new, also)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        for left_over in (new, old):
            shutil.rmtree(left_over, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _about(folder: Path) -> dict[str, Any]:
    if not (folder / ABOUT).is_file():
        return {}
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except ValueError:
        about = {"made_by": ""}
    return about if isinstance(about, dict) else {"made_by": ""}
