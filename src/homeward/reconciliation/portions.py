"""Long work in portions: what is done is kept, so that a run that was stopped goes on where it was.

Portions are kept in a folder under the digest of all that they depend on; another list, another parameter or another
version of the code finds nothing there, and takes away what it finds. The folder goes when the work is whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from homeward.progress import Progress
from homeward.reconciliation.compared import Compared, joined, worth_keeping
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.records import Records
from homeward.reconciliation.shared_keys import SharedKeys

#: Pairs compared in one portion, counted once for each key they share.
PORTION = 2_000_000

_THREADS = os.cpu_count() or 1

#: First record of a portion, and the one after its last.
Part = tuple[int, int]


class Portions:
    """Portions of compared pairs, kept in ``folder``, or nowhere where that is None."""

    def __init__(self, folder: Path | None = None, depends_on: Iterable[bytes] = ()) -> None:
        self._above = folder
        self._folder: Path | None = None
        self._count = 0
        if folder is None:
            return
        digest = hashlib.sha256()
        for part in depends_on:
            digest.update(hashlib.sha256(part).digest())
        self._folder = folder / digest.hexdigest()[:32]
        for other in folder.iterdir() if folder.exists() else ():
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)

    @property
    def done_before(self) -> float:
        """The share of the portions that a run before this one has done, from 0 to 1."""
        names = [path.stem for path in self._folder.glob("*-of-*.npz")] if self._folder is not None else []
        return len(names) / int(names[0].rpartition("-")[2]) if names else 0.0

    def expect(self, count: int) -> None:
        """Say how many portions there will be, before any is asked for."""
        self._count = count

    def kept(self, part: Part) -> Compared | None:
        """The portion if it is done."""
        if self._folder is None or not self._path(self._folder, part).exists():
            return None
        with np.load(self._path(self._folder, part)) as kept:
            return Compared(kept["left"], kept["right"], kept["levels"])

    def keep(self, part: Part, found: Compared) -> Compared:
        """Keep a portion that is done."""
        if self._folder is not None and self._above is not None:
            self._above.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            path = self._path(self._folder, part)
            half = path.with_suffix(".half")
            with half.open("wb") as file:
                np.savez(file, left=found.left, right=found.right, levels=found.levels)
            half.rename(path)  # a portion is there whole or not at all
        return found

    def done(self) -> None:
        """The work is whole: nothing need be kept any longer."""
        if self._above is not None:
            shutil.rmtree(self._above, ignore_errors=True)

    def _path(self, folder: Path, part: Part) -> Path:
        return folder / f"{part[0]}-{part[1]}-of-{self._count}.npz"


def compared_in_portions(
    records: Records, keys: SharedKeys, bits: Array, least: float, portions: Portions, progress: Progress
) -> Compared:
    """All pairs that the keys bring together and that are worth keeping, ordered by both records.

    Args:
        records, bits, least: as ``compared.worth_keeping``.
        keys: what brings records together.
        portions: keeps what is done.
        progress: told of each portion; those done before are no measure of how long the others take.
    """
    parts = _parts(keys)
    portions.expect(len(parts))
    found = {part: portions.kept(part) for part in parts}
    left = [part for part, kept in found.items() if kept is None]
    before = len(parts) - len(left)
    threads = ThreadPoolExecutor(_THREADS)
    try:
        work = threads.map(
            lambda part: portions.keep(part, worth_keeping(records, *keys.partners(*part), bits, least)), left
        )
        for number, (part, done) in enumerate(zip(left, work, strict=True)):
            found[part] = done
            progress("comparing pairs", before + number, len(parts))
    finally:
        threads.shutdown(cancel_futures=True)  # whoever stops the work need not wait for all of it
    progress("comparing pairs", len(parts), len(parts))
    nothing = Compared(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((len(bits), 0), np.int8))
    return joined([nothing, *(done for done in found.values() if done is not None)])


def _parts(keys: SharedKeys) -> Sequence[Part]:
    """Records cut so that each portion meets about as many partners."""
    done = np.append(0, np.cumsum(keys.visits()))
    records = len(done) - 1
    cuts = np.unique(np.searchsorted(done, np.arange(PORTION, done[-1] + PORTION, PORTION)).clip(1, max(records, 1)))
    begins = [0, *cuts.tolist()][: len(cuts)]
    return list(zip(begins, cuts.tolist(), strict=True))
