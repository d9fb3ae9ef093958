"""A blind search of any size in bounded memory: some remains at a time, all missing persons, on all processors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.chance import ChanceHits, Drawn, are_whole, draw, draws_each, together_drawn
from homeward.kinship.blind.search import markers_of, read_off, weigh
from homeward.kinship.blind.table_store import Block, TableStore
from homeward.kinship.terms import Sex
from homeward.kinship.together.identification import Event, log_likelihoods_of_remains
from homeward.progress import Progress, silent
from homeward.words import _

#: Pairs that are weighed at once.
PAIRS_AT_ONCE = 1 << 21


@dataclass(frozen=True)
class Weighed:
    """What some remains and all missing persons come to.

    Attributes:
        log10_lr: shape (remains, missing); -inf where excluded, nan where the sexes differ or a family cannot be.
        excluded: how many markers exclude the pair if nothing mutates; -1 where the sexes differ.
    """

    log10_lr: NDArray[np.float64]
    excluded: NDArray[np.int16]


class BlindSearch:
    """One event, its tables ready.

    Args:
        event: remains and families.
        store: where tables are kept.
        progress: told how many tables are computed.
    """

    def __init__(self, event: Event, store: TableStore, progress: Progress = silent) -> None:
        self.event = event
        self.sought = event.sought()
        self.keys = store.keys(self.sought)
        store.fill(self.sought, self.keys, progress)
        self._blocks = list(store.blocks(self.keys))
        self._readings = read_off(event.markers, event.remains)
        self.markers = markers_of(event.markers, event.remains)
        self._sexes = _sexes([one.sex for one in event.remains]), _sexes([one.sex for one in self.sought])
        self._shift = np.zeros(len(event.remains))
        if event.remains_markers:
            alone = log_likelihoods_of_remains(Event(event.markers, event.remains, (), ()))
            self._shift = (alone - log_likelihoods_of_remains(event)) / np.log(10)

    def parts(self, pairs: int = PAIRS_AT_ONCE) -> Iterator[slice]:
        """Some remains after the other, about so many pairs at once."""
        step = max(1, pairs // max(1, len(self.sought)))
        for start in range(0, len(self.event.remains), step):
            yield slice(start, min(start + step, len(self.event.remains)))

    def weighed(self, remains: slice) -> Weighed:
        """Weigh some remains against all missing persons."""
        shape = (remains.stop - remains.start, len(self.sought))
        log10, excluded = np.empty(shape), np.empty(shape, dtype=np.int16)

        def of(block: Block) -> None:
            some = [self.sought[at] for at in block.places]
            # Threads: look-ups and sums leave the interpreter free.
            log10[:, block.places], excluded[:, block.places] = weigh(
                self.event.markers, self._readings, remains, some, block.tables
            )

        with ThreadPoolExecutor(os.cpu_count()) as threads:
            list(threads.map(of, self._blocks))
        with np.errstate(invalid="ignore"):
            log10 += self._shift[remains, None]
        differ = ~self._may_be(remains)
        log10[differ], excluded[differ] = np.nan, -1
        return Weighed(log10, excluded)

    def expected_by_chance(self, pairs: int, progress: Progress = silent) -> ChanceHits:
        """How many strangers would reach a ratio: by draws, where remains are of one population with the families."""
        remains = self.event.remains
        order = np.array(sorted(range(len(remains)), key=lambda at: remains[at].id), dtype=np.intp)
        whole = order[are_whole(self._readings, remains)[order]]
        if self.event.remains_markers or not len(whole) or not self.sought:
            return ChanceHits(pairs, pairs, together_drawn([]))
        may_be = self._may_be()[whole]
        typed = np.stack([found.place[whole] > 0 for found in self._readings], axis=1)
        times = draws_each(len(self.sought))

        def of(block: Block) -> Drawn:
            some = [self.sought[at] for at in block.places]
            seeds = [int(self.keys[at], 16) for at in block.places]
            return draw(self.event.markers, typed, may_be[:, block.places], some, seeds, block.tables, times)

        progress(_("expecting hits by chance"))
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            drawn = together_drawn(list(threads.map(of, self._blocks)))
        return ChanceHits(pairs, pairs - drawn.pairs, drawn)

    def _may_be(self, remains: slice = slice(None)) -> NDArray[np.bool_]:
        """Whether the sexes agree or one is unknown, shape (remains, missing)."""
        of_remains, of_missing = self._sexes[0][remains, None], self._sexes[1][None, :]
        return np.asarray((of_remains == of_missing) | (of_remains == 0) | (of_missing == 0))


def _sexes(of: Sequence[Sex]) -> NDArray[np.int8]:
    return np.array([{Sex.UNKNOWN: 0, Sex.MALE: 1, Sex.FEMALE: 2}[sex] for sex in of], dtype=np.int8)
