"""One column as its distinct values and, for each row, which of them stands there.

So a value is cleaned and understood once however often it stands, and results are spread over the rows by index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from homeward.intake.cells_out import unguarded
from homeward.intake.date_words import UNKNOWN, UNKNOWN_STARTS
from homeward.intake.folding import fold

_PLAIN: Final = re.compile(r"[!-~А-яЁёІіЇїЄєҐґ’№]+(?: [!-~А-яЁёІіЇїЄєҐґ’№]+)*")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]")
_NO_WORD: Final = re.compile(r"[\W_]*")
#: Text columns in which a word for "unknown" is an empty cell. In names only unmistakable words are: there are people
#: called Нан, Нема and Yok.
_TEXT: Final = frozenset({"patronymic", "birth_place", "last_seen_place", "unit", "rank", "health_note"})
_NAME: Final = frozenset({"surname", "given_name", "full_name"})
_NO_NAME: Final = re.compile(
    r"не ?відомо|невідом(?:ии|а)|не встановлено|неизвестно|неизвестн(?:ыи|ая)|не установлено|unknown|bilinmiyor|н/д|n/a"
)
_NO_PATRONYMIC: Final = re.compile(r"б/о|б\.? ?о\.?|без отчества|без по батькові|б/п|отч\.? нет|нет отчества")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by distinct values.

    Attributes:
        values: the distinct cells, cleaned; two may be equal after cleaning only if they were written differently.
        index: for each row, the place of its cell in ``values``; int32.
    """

    values: tuple[str, ...]
    index: np.ndarray

    @classmethod
    def of(cls, cells: pa.ChunkedArray, name: str) -> Column:
        """The column ``name`` (canonical, "" for any other) with its cells cleaned."""
        encoded = pa.chunked_array(cells).dictionary_encode().combine_chunks()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.chunk(0) if encoded.num_chunks else pa.array([], pa.string()).dictionary_encode()
        written = encoded.dictionary.to_pylist()
        cleaned = [_cleaned(cell, name) for cell in written]
        index = encoded.indices.to_numpy()
        distinct: dict[str, int] = {}
        places = np.fromiter((distinct.setdefault(cell, len(distinct)) for cell in cleaned), np.int32, len(cleaned))
        return cls(tuple(distinct), places[index])

    def strings(self) -> pa.Array:
        """The cells, row by row."""
        return spread(pa.array(self.values, pa.string()), self.index)

    def mapped(self, results: Sequence[str]) -> pa.Array:
        """``results``, one per value, row by row."""
        return spread(pa.array(results, pa.string()), self.index)

    def filled(self, test: Callable[[str], bool] = bool) -> np.ndarray:
        """For each row whether its cell passes ``test``."""
        passed = np.fromiter((test(value) for value in self.values), bool, len(self.values))
        return np.asarray(passed[self.index], bool)

    def places(self, test: Callable[[str], bool]) -> np.ndarray:
        """The rows whose cell passes ``test``."""
        return np.flatnonzero(self.filled(test))

    def where_is(self, value: str) -> np.ndarray:
        """The rows in which ``value`` stands."""
        return np.flatnonzero(self.index == self.values.index(value))

    def repeated(self) -> Iterator[tuple[str, np.ndarray]]:
        """Filled values that stand in more than one row, with these rows."""
        counts = np.bincount(self.index, minlength=len(self.values))
        for place in np.flatnonzero(counts > 1):
            if self.values[place]:
                yield self.values[place], np.flatnonzero(self.index == place)

    def where(self, kept: np.ndarray) -> Column:
        """Only the rows that ``kept`` marks."""
        return Column(self.values, self.index[kept])


def spread(values: pa.Array, index: np.ndarray) -> pa.Array:
    """``values`` taken by ``index``."""
    return values.take(pa.array(index))


def _cleaned(cell: str, name: str) -> str:
    """The cell without what cannot be seen; "" when it says that nothing is known."""
    cell = unguarded(cell)
    if _PLAIN.fullmatch(cell) is None:
        cell = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", cell)).split())
    if not cell or (name in _TEXT or name in _NAME) is False:
        return cell
    if _NO_WORD.fullmatch(cell) and not (name in _NAME and "?" in cell and len(cell) > 2):
        return ""
    start = cell.lstrip(" .,?()«\"'-")[:2].lower()
    if len(cell) > 40 or (start not in UNKNOWN_STARTS and start not in ("бо", "от")):
        return cell
    plain = fold(cell).strip(" .,?()-")
    if name in _NAME:
        return "" if _NO_NAME.fullmatch(plain) else cell
    if UNKNOWN.fullmatch(plain) or (name == "patronymic" and _NO_PATRONYMIC.fullmatch(plain)):
        return ""
    return cell
