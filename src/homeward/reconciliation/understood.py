"""What entries say, as bare arrays: put end to end, thinned to the words in use, laid out under names and read back.

A vocabulary is a tuple of columns. A column has one number for each word, or (``Letters``, ``Sets``) a run of letters
or digests for each word, which begins where ``starts`` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.records import Further, Ints, Letters, Numbers, Rows, Sets, Vocabularies

Array = npt.NDArray[Any]
#: A tuple of columns, or of tuples of them.
Table = TypeVar("Table", bound=tuple[Any, ...])


class Understood(NamedTuple):
    """What each of some entries says; as in ``Records``."""

    rows: Rows
    vocabularies: Vocabularies
    further: tuple[Further, ...]


def placed(said: Understood, at: Ints) -> Understood:
    """What stands at the places ``at``, in that order."""
    further = tuple(one._replace(rows=one.rows[at]) for one in said.further)
    return Understood(Rows._make(column[at] for column in said.rows), said.vocabularies, further)


def joined(first: Understood, second: Understood) -> Understood:
    """What entries and others after them say; a word that both know stands twice in a vocabulary."""
    known, rows = first.vocabularies, second.rows._asdict()
    for name in known._fields:
        rows[name] = _shifted(rows[name], getattr(known, name))
    further = tuple(
        Further(
            one.heading,
            np.append(one.rows, _shifted(other.rows, one.texts)).astype(np.int32),
            _end_to_end(one.texts, other.texts),
        )
        for one, other in zip(first.further, second.further, strict=True)
    )
    return Understood(
        Rows._make(np.append(column, rows[name]).astype(column.dtype) for name, column in first.rows._asdict().items()),
        Vocabularies._make(map(_end_to_end, known, second.vocabularies)),
        further,
    )


def thinned(said: Understood) -> Understood:
    """The same with vocabularies of only those words that are said."""
    numbers, words = said.rows._asdict(), said.vocabularies._asdict()
    for name, vocabulary in words.items():
        numbers[name], words[name] = _thinned(numbers[name], vocabulary)
    further = (Further(one.heading, *_thinned(one.rows, one.texts)) for one in said.further)
    return Understood(Rows(**numbers), Vocabularies(**words), tuple(further))


def laid_out(table: Any, name: str) -> dict[str, Array]:
    """Every array of a tuple of tuples, under the names that lead to it."""
    if isinstance(table, np.ndarray):
        return {name: table}
    return {path: array for key, one in _parts(table) for path, array in laid_out(one, f"{name}.{key}").items()}


def read_back(like: Table, name: str, arrays: Mapping[str, Array]) -> Table:
    """What ``laid_out`` laid out, in the form of ``like``."""
    return _read_back(like, name, arrays)  # type: ignore[no-any-return]  # of the type of ``like``


def _read_back(like: Any, name: str, arrays: Mapping[str, Array]) -> Any:
    if isinstance(like, np.ndarray):
        return arrays[name]
    if isinstance(like, str):
        return like
    parts = (_read_back(one, f"{name}.{key}", arrays) for key, one in _parts(like))
    return type(like)(*parts) if hasattr(like, "_fields") else tuple(parts)


def _parts(table: Any) -> list[tuple[str, Any]]:
    """The parts of a tuple, each under its name or its number; none of a text."""
    if isinstance(table, str):
        return []
    return list(zip(getattr(table, "_fields", map(str, range(len(table)))), table, strict=True))


def _thinned(rows: Numbers, vocabulary: Any) -> tuple[Numbers, Any]:
    used = np.unique(rows)
    used = used[used >= 0]
    place = np.full(_count(vocabulary) + 1, -1, np.int32)  # the last is for no word
    place[used] = np.arange(len(used))
    return place[rows], _taken(vocabulary, used)


def _shifted(rows: Numbers, vocabulary: Any) -> Array:
    """Rows of a vocabulary as they are after one that stands before it."""
    return np.where(rows < 0, rows, rows + np.int32(_count(vocabulary)))


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


def _taken(table: Any, words: Numbers) -> Any:
    """The columns of only those words."""
    if isinstance(table, Letters | Sets):
        lengths = np.diff(table.starts)[words]
        starts = np.append(0, np.cumsum(lengths)).astype(np.int32)
        at = np.repeat(table.starts[words] - starts[:-1], lengths) + np.arange(starts[-1])
        return type(table)(starts, table[1][at])
    if isinstance(table, np.ndarray):
        return table[words]
    return type(table)(*(_taken(one, words) for one in table))
