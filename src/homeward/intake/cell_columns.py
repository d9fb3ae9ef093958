"""One column as its distinct values and, for each row, which of them stands there.

So a value is cleaned and understood once however often it stands, and results are spread over the rows by index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa

from homeward.cells_out import unguarded
from homeward.intake import limits
from homeward.intake.date_words import UNKNOWN, UNKNOWN_STARTS
from homeward.intake.faults import FaultLog
from homeward.intake.folding import fold
from homeward.intake.tables import RawTable

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
        heading: as written.
        values: the distinct cells, cleaned.
        index: for each row, the place of its cell in ``values``; int32.
        rows: for each row, its number in the file; int32.
    """

    heading: str
    values: tuple[str, ...]
    index: np.ndarray
    rows: np.ndarray

    @classmethod
    def of(cls, table: RawTable, place: int, name: str = "") -> Column:
        """The column at ``place``, its cells cleaned as the column ``name`` (canonical, "" for any other) wants."""
        encoded = table.columns[place].combine_chunks().dictionary_encode()
        distinct: dict[str, int] = {}
        cleaned = (_cleaned(cell, name) for cell in encoded.dictionary.to_pylist())
        places = np.array([distinct.setdefault(cell, len(distinct)) for cell in cleaned], np.int32)
        index = places[encoded.indices.to_numpy()]
        return cls(table.headings[place], tuple(distinct), index, table.rows.to_numpy())

    def strings(self) -> pa.Array:
        """The cells, row by row."""
        return self.spread(self.values)

    def spread(self, results: Sequence[str]) -> pa.Array:
        """``results``, one per value, row by row."""
        return pa.array(results, pa.string()).take(pa.array(self.index))

    def filled(self, test: Callable[[str], bool] = bool) -> np.ndarray:
        """For each row whether its cell passes ``test``."""
        passed = np.fromiter(map(test, self.values), bool, len(self.values))
        return np.asarray(passed[self.index], bool)

    def where(self, kept: np.ndarray) -> Column:
        """Only the rows that ``kept`` marks."""
        return replace(self, index=self.index[kept], rows=self.rows[kept])

    def repeated(self) -> list[int]:
        """Places of the filled values that stand in more than one row."""
        counts = np.bincount(self.index, minlength=len(self.values))
        return [place for place in np.flatnonzero(counts > 1).tolist() if self.values[place]]

    def report(self, wrong: Mapping[int, str], log: FaultLog, shown: Callable[[str], str]) -> None:
        """Add a fault for every row of the values in ``wrong``.

        Args:
            wrong: advice by place of the value.
            log: where the faults go.
            shown: what of a value may be quoted.
        """
        if not wrong:
            return
        marked = np.zeros(len(self.values), bool)
        marked[list(wrong)] = True
        found = np.flatnonzero(marked[self.index])
        for at in found[: limits.FAULTS_LISTED + 1].tolist():
            place = int(self.index[at])
            log.add(shown(self.values[place]), wrong[place], row=int(self.rows[at]), column=self.heading)
        log.add_more(len(found[limits.FAULTS_LISTED + 1 :]))


def _cleaned(cell: str, name: str) -> str:
    """The cell without what cannot be seen; "" when it says that nothing is known."""
    cell = unguarded(cell)
    if _PLAIN.fullmatch(cell) is None:
        cell = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", cell)).split())
    if not cell or (name not in _TEXT and name not in _NAME):
        return cell
    if _NO_WORD.fullmatch(cell):
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
