"""Tables of families kept in a folder, so that a new body is weighed without computing families anew.

Each table stands under a digest of all that it follows from: the family's pedigree and profiles, who is missing, the
markers with their frequencies and mutation, and the version of the method. A family of which anything changes is
computed anew; the others are not. Tables of a block of missing persons are one file, mapped into memory and not read
into it; a block appears whole or not at all, so that work which was killed goes on where it stood. Kept and computed
tables are the same to the last bit.

Whoever can write into the folder can change likelihood ratios: keep it as safe as the profiles.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.family_tables import FamilyTables, family_tables, marker_rows
from homeward.kinship.blind.genotype_tables import Sought
from homeward.kinship.blind.search import together
from homeward.kinship.evidence import Observed
from homeward.kinship.markers import Marker
from homeward.progress import Progress, silent
from homeward.words import _

#: Raised whenever a table would come out otherwise than before.
METHOD = 1


@dataclass(frozen=True)
class Block:
    """Tables of some missing persons.

    Attributes:
        places: which of those asked for, in any order.
        tables: theirs.
    """

    places: NDArray[np.intp]
    tables: FamilyTables


class TableStore:
    """The tables in a folder.

    Args:
        folder: made if it is not there.
        markers: all of them, in the order of the search.
    """

    def __init__(self, folder: Path, markers: Sequence[Marker]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.markers = tuple(markers)
        rows = marker_rows(markers)
        self._rows = rows[-1].stop if rows else 0
        self._digest = markers_digest(markers)

    def keys(self, sought: Sequence[Sought]) -> list[str]:
        """What the table of each missing person stands under."""
        return [sought_key(self._digest, one) for one in sought]

    def fill(self, sought: Sequence[Sought], keys: Sequence[str], progress: Progress = silent) -> int:
        """Compute the tables that are not there yet, on all processors, and say how many they were.

        What is finished stays when the work is stopped.
        """
        held = self._held()
        waiting = {key: one for key, one in zip(keys, sought, strict=True) if key not in held}
        step = together(self.markers)
        names = list(waiting)
        blocks = [names[start : start + step] for start in range(0, len(names), step)]
        arguments = [(self.folder, self.markers, block, [waiting[key] for key in block]) for block in blocks]
        if len(blocks) < 2:  # not worth a second process
            for one in arguments:
                progress(_("computing tables of families"), 0, len(names))
                _compute(*one)
            return len(names)
        workers = min(os.cpu_count() or 1, len(blocks))
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_work) as pool:
            try:
                progress(_("computing tables of families"), 0, len(names))
                done = 0
                for future in as_completed([pool.submit(_compute, *one) for one in arguments]):
                    done += future.result()
                    progress(_("computing tables of families"), done, len(names))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        return len(names)

    def blocks(self, keys: Sequence[str]) -> Iterator[Block]:
        """The tables under these keys, all of which are there."""
        held = self._held()
        wanted: dict[str, list[tuple[int, int]]] = {}
        for place, key in enumerate(keys):
            name, column = held[key]
            wanted.setdefault(name, []).append((place, column))
        for name, pairs in sorted(wanted.items(), key=lambda item: item[1]):
            places, columns = np.array(pairs, dtype=np.intp).T
            log10_ratios, excluded = (np.load(path, mmap_mode="r") for path in self._files(name))
            is_whole = len(columns) == log10_ratios.shape[1] and (np.diff(columns) == 1).all()
            yield Block(places, FamilyTables(log10_ratios, excluded, None if is_whole else columns))

    def _held(self) -> Mapping[str, tuple[str, int]]:
        """Key to block and column; a block that is not as its list of keys says counts for nothing."""
        found: dict[str, tuple[str, int]] = {}
        for listed in sorted(self.folder.glob("*.keys")):
            keys = listed.read_text(encoding="ascii").split()
            if all(self._is_of(path, len(keys)) for path in self._files(listed.stem)):
                found |= {key: (listed.stem, column) for column, key in enumerate(keys)}
        return found

    def _is_of(self, path: Path, count: int) -> bool:
        try:
            return bool(np.load(path, mmap_mode="r").shape == (self._rows, count))
        except (OSError, ValueError, EOFError):
            return False

    def _files(self, name: str) -> tuple[Path, Path]:
        return self.folder / f"{name}.ratios.npy", self.folder / f"{name}.excluded.npy"


def _compute(folder: Path, markers: Sequence[Marker], keys: Sequence[str], sought: Sequence[Sought]) -> int:
    """Compute and keep one block; the list of its keys appears last."""
    tables = family_tables(markers, sought)
    name = hashlib.blake2b(" ".join(keys).encode(), digest_size=16).hexdigest()
    for kind, table in (("ratios", tables.log10_ratios), ("excluded", tables.excluded)):
        beside = folder / f".{name}.{kind}.{os.getpid()}.npy"
        np.save(beside, table)
        beside.replace(folder / f"{name}.{kind}.npy")
    beside = folder / f".{name}.{os.getpid()}"
    beside.write_text("\n".join(keys), encoding="ascii")
    beside.replace(folder / f"{name}.keys")
    return len(keys)


def _begin_work() -> None:
    """A worker leaves being stopped to the process that asked for the work, and ends when that one is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked = parent_process()
    assert asked is not None  # it is a worker

    def end_with_it() -> None:
        asked.join()
        os._exit(1)

    threading.Thread(target=end_with_it, daemon=True).start()


def markers_digest(markers: Sequence[Marker]) -> bytes:
    """Digest of all that markers bring to a likelihood, in their order."""
    digest = hashlib.blake2b(f"method {METHOD}".encode(), digest_size=16)
    for one in markers:
        digest.update(json.dumps([one.name, one.alleles, one.chromosome, one.silent]).encode())
        for table in (one.frequencies, one.female, one.male):
            digest.update(b"-" if table is None else np.ascontiguousarray(table, dtype="<f8").tobytes())
    return digest.digest()


def sought_key(markers: bytes, one: Sought) -> str:
    """Digest of all that the table of a missing person follows from."""
    pedigree = one.family.pedigree
    told = [
        [[member.id, member.father, member.mother, member.sex] for member in pedigree.members],
        sorted(pedigree.founder_inbreeding.items()),
        [[id_, told_profile(profile)] for id_, profile in one.family.profiles.items()],
        one.id,
    ]
    return hashlib.blake2b(json.dumps(told).encode(), key=markers, digest_size=16).hexdigest()


def told_profile(profile: Mapping[str, Observed]) -> list[list[object]]:
    """A profile as JSON tells it, markers in alphabetical order."""
    return [[name, one.alleles, one.dropout] for name, one in sorted(profile.items())]
