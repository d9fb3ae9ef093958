"""Inverted indexes of the gazetteer, made in one sweep over whole columns rather than row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc


def _plain(numbers: pa.Array, kind: type[np.integer[Any]]) -> npt.NDArray[np.integer[Any]]:
    """The numbers of an array without gaps, as they lie in memory; ``to_numpy`` would load pandas for it."""
    return np.frombuffer(numbers.buffers()[1], kind, len(numbers), numbers.offset * np.dtype(kind).itemsize)


class RowIndex:
    """Words of text columns -> the rows in whose cells they stand.

    Args:
        columns: of equal length; a cell has words parted by ``mark``, and an empty word is no word.
    """

    def __init__(self, columns: Sequence[pa.StringArray], mark: str) -> None:
        parts = [pc.split_pattern(cells, mark) for cells in columns]
        words = pa.concat_arrays([pc.list_flatten(lists) for lists in parts]).dictionary_encode()
        rows = np.concatenate([_plain(pc.list_parent_indices(lists), np.int64) for lists in parts])
        count = len(columns[0])
        pairs = np.sort(_plain(words.indices, np.int32).astype(np.int64) * count + rows)
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]
        self._words = words.dictionary.to_pylist()
        self._number = dict(zip(self._words, range(len(self._words)), strict=True))
        self._number.pop("", None)
        self._first = np.searchsorted(pairs, np.arange(len(self._words) + 1) * count).tolist()
        self._rows = (pairs % count).tolist()

    def __iter__(self) -> Iterator[str]:
        """Every word once."""
        return iter(self._number)

    def __contains__(self, word: str) -> bool:
        return word in self._number

    def rows(self, word: str) -> list[int]:
        """Rows that have ``word``, ascending; [] if none has."""
        number = self._number.get(word)
        return [] if number is None else self._rows[self._first[number] : self._first[number + 1]]

    def of_all(self, words: Iterable[str]) -> list[int]:
        """Rows that have any of ``words``, in the order of the words; a row may come twice."""
        return [row for word in dict.fromkeys(words) for row in self.rows(word)]
