"""Long work in portions: what is done is kept, so that a run that was stopped goes on where it was.

Portions are kept in a folder under the digest of all that they depend on; another list, another parameter or another
version of the code finds nothing there. The folder is taken away when the work is whole.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from homeward.reconciliation.compared import Compared


class Portions:
    """Portions of compared pairs, kept in ``folder``, or nowhere where that is None."""

    def __init__(self, folder: Path | None = None, depends_on: Iterable[bytes] = ()) -> None:
        self._folder = None
        if folder is not None:
            digest = hashlib.sha256()
            for part in depends_on:
                digest.update(hashlib.sha256(part).digest())
            self._folder = folder / digest.hexdigest()[:32]
            self._folder.mkdir(parents=True, exist_ok=True)

    def kept(self, part: tuple[int, int], work: Callable[[], Compared]) -> Compared:
        """The portion of the records ``part`` (first, last + 1): as it was kept, or worked out and kept."""
        if self._folder is None:
            return work()
        path = self._folder / f"{part[0]}-{part[1]}.npz"
        if path.exists():
            with np.load(path) as kept:
                return Compared(kept["left"], kept["right"], kept["levels"])
        found = work()
        half = path.with_suffix(".half.npz")
        np.savez(half, left=found.left, right=found.right, levels=found.levels)
        half.rename(path)  # a portion is there whole or not at all
        return found

    def done(self) -> None:
        """The work is whole: nothing need be kept any longer."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
