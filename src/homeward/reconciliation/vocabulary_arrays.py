"""Vocabularies as bare arrays: put end to end, thinned to the words in use, laid out under names and read back.

A vocabulary is a tuple of columns. A column has one number for each word, or (``Letters``, ``Sets``) a run of letters
or digests for each word, which begins where ``starts`` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.records import Ints, Letters, Numbers, Rows, Sets, Vocabularies

Array = npt.NDArray[Any]
#: A tuple of columns, or of tuples of them.
Table = TypeVar("Table", bound=tuple[Any, ...])


def joined(before: Rows, known: Vocabularies, rows: Rows, more: Vocabularies) -> tuple[Rows, Vocabularies]:
    """Records and vocabularies put after others; a word that both know stands there twice."""
    numbers = {
        name: np.concatenate([getattr(before, name), _shifted(column, getattr(known, name, None))])
        for name, column in rows._asdict().items()
    }
    return Rows(**numbers), Vocabularies._make(map(_end_to_end, known, more))


def thinned(rows: Rows, known: Vocabularies) -> tuple[Rows, Vocabularies]:
    """Vocabularies of only those words that stand in ``rows``."""
    numbers, words = rows._asdict(), known._asdict()
    for name, vocabulary in words.items():
        used = np.unique(numbers[name])
        used = used[used >= 0]
        place = np.full(_count(vocabulary) + 1, -1, np.int32)  # the last is for no word
        place[used] = np.arange(len(used))
        numbers[name], words[name] = place[numbers[name]], _taken(vocabulary, used)
    return Rows(**numbers), Vocabularies(**words)


def laid_out(table: tuple[Any, ...], name: str) -> dict[str, Array]:
    """Every array of a tuple of tuples, under the names that lead to it."""
    if isinstance(table, np.ndarray):
        return {name: table}
    named = table._asdict()  # type: ignore[attr-defined]  # all are named tuples
    return {path: array for key, one in named.items() for path, array in laid_out(one, f"{name}.{key}").items()}


def read_back(like: Table, name: str, arrays: Mapping[str, Array]) -> Table:
    """What ``laid_out`` laid out, in the form of ``like``."""
    return _read_back(like, name, arrays)  # type: ignore[no-any-return]  # of the type of ``like``


def _read_back(like: Any, name: str, arrays: Mapping[str, Array]) -> Any:
    if isinstance(like, np.ndarray):
        return arrays[name]
    return type(like)(*(_read_back(one, f"{name}.{key}", arrays) for key, one in like._asdict().items()))


def _shifted(rows: Numbers, vocabulary: Any) -> Array:
    """Rows of a vocabulary as they are after one that stands before it; other columns as they are."""
    return rows if vocabulary is None else np.where(rows < 0, rows, rows + np.int32(_count(vocabulary)))


def _count(table: Any) -> int:
    """How many words a vocabulary or a column has."""
    if isinstance(table, Letters | Sets):
        return len(table.starts) - 1
    return len(table) if isinstance(table, np.ndarray) else _count(table[0])


def _end_to_end(first: Any, second: Any) -> Any:
    if isinstance(first, Letters | Sets):
        (starts, runs), (more_starts, more_runs) = _tight(first), _tight(second)
        return type(first)(np.append(starts, more_starts[1:] + starts[-1]), np.append(runs, more_runs))
    if isinstance(first, np.ndarray):
        return np.append(first, second)
    return type(first)(*map(_end_to_end, first, second))


def _tight(column: Letters | Sets) -> tuple[Numbers, Array]:
    """Runs without what stands before the first and after the last of them."""
    starts, runs = column
    return starts - starts[0], runs[starts[0] : starts[-1]]


def _taken(table: Any, words: Ints) -> Any:
    """The columns of only those words."""
    if isinstance(table, Letters | Sets):
        lengths = np.diff(table.starts)[words]
        starts = np.append(0, np.cumsum(lengths)).astype(np.int32)
        at = np.repeat(table.starts[words] - starts[:-1], lengths) + np.arange(starts[-1])
        return type(table)(starts, table[1][at])
    if isinstance(table, np.ndarray):
        return table[words]
    return type(table)(*(_taken(one, words) for one in table))
