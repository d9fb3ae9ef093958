"""What a blind search writes: every pair, the candidates, and what the search as a whole comes to.

Pairs are written as they are weighed, in the order of the remains and, for each, of the missing persons. Where a folder
for unfinished work is given, every finished part is kept there too, and taken up again by the next run of the same
search.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from homeward.kinship.blind.blind_search import PAIRS_AT_ONCE, BlindSearch, Weighed
from homeward.kinship.blind.chance import ChanceHits
from homeward.kinship.blind.table_store import markers_digest, told_profile
from homeward.kinship.posteriors import flat_prior, posterior
from homeward.progress import Progress, silent
from homeward.words import _

HEADING = ("remains_id", "family_id", "missing_id", "log10_lr", "markers", "exclusions")
#: Decimals of log10_lr: a likelihood ratio to 11 digits.
DECIMALS = 11


@dataclass(frozen=True)
class Found:
    """What a search as a whole comes to.

    Attributes:
        pairs: that were weighed: the sexes do not differ and the family can be.
        candidates: how many reach the threshold.
        by_chance: how many strangers would, if all were.
        unfinished: the folder of finished parts, which nobody needs any more once the results stand; None for none.
    """

    pairs: int
    candidates: int
    by_chance: float
    unfinished: Path | None


@dataclass(frozen=True)
class _Part:
    """One part of the search, finished: its candidates, its count, and all of its ratios where asked for."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    log10_lr: NDArray[np.float64]
    excluded: NDArray[np.int16]
    pairs: int
    matrix: NDArray[np.float64]


def write_search(
    folder: Path,
    search: BlindSearch,
    threshold: float,
    *,
    matrix: str = "",
    unfinished: Path | None = None,
    pairs_at_once: int = PAIRS_AT_ONCE,
    progress: Progress = silent,
) -> Found:
    """Write ``lr.csv``, ``candidates.csv`` in falling order of the likelihood ratio, and ``summary.json``.

    Args:
        folder: to write into.
        search: what to weigh.
        threshold: likelihood ratio from which on a pair is a candidate.
        matrix: file for the whole matrix as well, "" for none; it is held in memory.
        unfinished: folder that keeps what is finished until everything is.
        pairs_at_once: how many pairs are weighed side by side.
        progress: told the remains that are done.
    """
    kept = _Kept(unfinished / _digest(search, threshold, matrix, pairs_at_once)) if unfinished else None
    found: list[_Part] = []
    remains = search.event.remains
    with (folder / "lr.csv").open("wb") as file:
        file.write((",".join(HEADING) + "\r\n").encode())
        for at, some in enumerate(search.parts(pairs_at_once)):
            progress(_("weighing remains against families"), some.start, len(remains))
            done = kept.get(at) if kept else None
            if done is None:
                done = _part(search, some, math.log10(threshold), bool(matrix))
                if kept:
                    kept.put(at, *done)
            file.write(done[0])
            found.append(done[1])
    pairs = sum(part.pairs for part in found)
    chance = search.expected_by_chance(pairs, progress)
    count = _write_candidates(folder / "candidates.csv", search, found, chance)
    total = Found(pairs, count, chance.at(math.log10(threshold)), kept.folder if kept else None)
    _write_summary(folder / "summary.json", search, threshold, total, chance)
    if matrix:
        whole = np.concatenate([np.zeros((0, len(search.sought))), *(part.matrix for part in found)])
        ids = np.array([one.id for one in remains])
        np.savez_compressed(
            folder / matrix, log10_lr=whole, remains=ids, missing=np.array([one.id for one in search.sought])
        )
    return total


def _part(search: BlindSearch, some: slice, log10_threshold: float, with_matrix: bool) -> tuple[bytes, _Part]:
    """Lines of some remains, and what else is kept of them."""
    weighed = search.weighed(some)
    rows, columns = np.nonzero(weighed.log10_lr >= log10_threshold)
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # Arrow writes numbers without the interpreter
        lines = b"".join(threads.map(_Lines(search, weighed, some), range(some.stop - some.start)))
    return lines, _Part(
        rows + some.start,
        columns,
        weighed.log10_lr[rows, columns],
        weighed.excluded[rows, columns],
        int((~np.isnan(weighed.log10_lr)).sum()),
        weighed.log10_lr if with_matrix else np.zeros((0, len(search.sought))),
    )


class _Lines:
    """The lines of one remains: all missing persons at once, and no line on its own."""

    def __init__(self, search: BlindSearch, weighed: Weighed, some: slice) -> None:
        self._search, self._weighed, self._some = search, weighed, some
        self._missing = pa.array([_fields(one.family.id, one.id) for one in search.sought], pa.string())

    def __call__(self, row: int) -> bytes:
        at = self._some.start + row
        end = f",{self._search.markers[at]},"
        ends = pa.array([f"{end}\r\n", *(f"{end}{count}\r\n" for count in range(len(self._search.event.markers) + 1))])
        lines = pc.binary_join_element_wise(
            pa.scalar(_fields(self._search.event.remains[at].id)),
            self._missing,
            numbers(self._weighed.log10_lr[row]),
            ends.take(pa.array(self._weighed.excluded[row] + 1)),
            "",
            null_handling="replace",
        )
        return _text(lines)


def _text(lines: pa.StringArray) -> bytes:
    """All strings of an array after another: they lie so in memory."""
    length = int(np.frombuffer(lines.buffers()[1], dtype=np.int32)[len(lines)])
    return bytes(memoryview(lines.buffers()[2])[:length])


def numbers(values: NDArray[np.float64]) -> pa.StringArray:
    """Logarithms in the shortest way of writing them to ``DECIMALS`` decimals; null for what is not told."""
    return pc.cast(pa.array(np.round(values, DECIMALS) + 0.0, mask=np.isnan(values)), pa.string())


def _fields(*fields: str) -> str:
    """Fields as CSV has them, each with a comma behind it."""
    line = io.StringIO()
    csv.writer(line, lineterminator=",").writerow(fields)
    return line.getvalue()


def _write_candidates(path: Path, search: BlindSearch, found: Sequence[_Part], chance: ChanceHits) -> int:
    rows, columns, log10, excluded = (
        np.concatenate([getattr(part, name) for part in found]) if found else np.zeros(0)
        for name in ("rows", "columns", "log10_lr", "excluded")
    )
    event = search.event
    prior = flat_prior(len(event.remains), len(event.missing)) if event.remains and event.missing else 0.5
    probable = posterior(log10, prior)
    written = numbers(log10).to_pylist()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*HEADING, "posterior", "expected_chance_hits"])
        for at in np.lexsort((columns, rows, -log10)):
            body, one = event.remains[int(rows[at])], search.sought[int(columns[at])]
            fields = [body.id, one.family.id, one.id, written[at], search.markers[rows[at]], excluded[at]]
            writer.writerow([*fields, f"{probable[at]:.12g}", f"{chance.at(float(log10[at])):.6g}"])
    return len(rows)


def _write_summary(path: Path, search: BlindSearch, threshold: float, total: Found, chance: ChanceHits) -> None:
    event = search.event
    told = {
        "format": "kinship-search/1",
        "remains": len(event.remains),
        "families": len(event.families),
        "missing": len(event.missing),
        "markers": [marker.name for marker in event.markers],
        "pairs": total.pairs,
        "threshold": threshold,
        "candidates": total.candidates,
        "prior": flat_prior(len(event.remains), len(event.missing)) if event.remains and event.missing else None,
        "expected_chance_hits": {
            "at_threshold": float(f"{total.by_chance:.6g}"),
            "method": chance.method,
            "draws": len(chance.drawn.log10_lr),
        },
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


#: What a part is kept as, beside its lines and its count.
_ARRAYS = ("rows", "columns", "log10_lr", "excluded", "matrix")


def _digest(search: BlindSearch, threshold: float, matrix: str, pairs_at_once: int) -> str:
    """What the finished parts of a search follow from."""
    event = search.event
    told = [
        search.keys,
        [[one.family.id, one.id, one.sex] for one in search.sought],
        [[one.id, one.sex, told_profile(one.profile)] for one in event.remains],
        markers_digest(event.remains_markers).hex(),
        [threshold, bool(matrix), pairs_at_once],
    ]
    return "unfinished-" + hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


class _Kept:
    """Finished parts in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def get(self, at: int) -> tuple[bytes, _Part] | None:
        """A finished part; None if there is none."""
        arrays, lines = self._files(at)
        if not arrays.is_file():
            return None
        with np.load(arrays) as told:
            return lines.read_bytes(), _Part(**{name: told[name] for name in _ARRAYS}, pairs=int(told["pairs"]))

    def put(self, at: int, text: bytes, part: _Part) -> None:
        """Keep a part; its arrays appear last, and whole."""
        arrays, lines = self._files(at)
        lines.write_bytes(text)
        beside = arrays.with_name(f".{arrays.name}")
        with beside.open("wb") as file:
            np.savez(file, pairs=part.pairs, **{name: getattr(part, name) for name in _ARRAYS})
        beside.replace(arrays)

    def _files(self, at: int) -> tuple[Path, Path]:
        return self.folder / f"{at:06}.npz", self.folder / f"{at:06}.csv"
