"""Many pairs of names compared at once, each distinct name and word understood once.

``comparison`` says what a comparison is; ``weighing`` does the work in compiled code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from homeward.names import comparison
from homeward.names.abroad import ABROAD
from homeward.names.alignment import SHEET, prices
from homeward.names.columns import parse_cells
from homeward.names.comparison import Feature, NameComparison, NameReason
from homeward.names.cutting import Vocabulary
from homeward.names.evidence import Outcome
from homeward.names.hearing import work
from homeward.names.lexicon import lexicon
from homeward.names.pairing import MOST_REASONS, REASON, TABLE
from homeward.names.parsing import PersonName
from homeward.names.placing import COLUMNS, Parsed
from homeward.names.rules import record, rules
from homeward.names.understanding import FACTS, hear_words, key_words
from homeward.names.weighing import weigh_pairs
from homeward.names.word_pairs import MOST_KEPT, READ_ABROAD, Machine

AT_ONCE = 1 << 13
"""Pairs compared at a time, so that memory stays small."""
FEATURES, OUTCOMES = tuple(Feature), tuple(Outcome)


class Comparisons(Sequence[NameComparison]):
    """Comparisons of pairs of names, kept as arrays and read one by one.

    Attributes:
        score: (pairs,) 0..1.
        same: (pairs,) score at or above ``comparison.THRESHOLD``.
        sizes: (pairs,) how many reasons.
        reasons: (pairs, MOST_REASONS) of ``pairing.REASON``; as many of a row hold as ``sizes`` says.
        words: what the numbers of words in reasons mean; the last is "".
    """

    def __init__(self, score: NDArray[np.float64], count: NDArray[np.int64], reasons: Any, words: list[str]) -> None:
        self.score, self.sizes, self.reasons, self.words = score, count, reasons, words
        self.same = score >= comparison.THRESHOLD

    def __len__(self) -> int:
        return len(self.score)

    def all_reasons(self) -> Any:
        """The reasons of all pairs, one after the other."""
        return self.reasons[np.arange(MOST_REASONS) < self.sizes[:, None]]

    def __getitem__(self, pair: Any) -> Any:
        """One comparison."""
        reasons = tuple(
            NameReason(FEATURES[feature], OUTCOMES[outcome], self.words[left], self.words[right], weight)
            for feature, outcome, _familiarity, _slavic, left, right, _distance, weight in self.reasons[
                pair, : self.sizes[pair]
            ].tolist()
        )
        return NameComparison(float(self.score[pair]), bool(self.same[pair]), reasons)


def compare_pairs(
    left: Sequence[str] | pa.StringArray, right: Sequence[str] | pa.StringArray, by: Any = None
) -> Comparisons:
    """Compare names as written, pair by pair, as ``comparison.compare`` compares two.

    Args:
        left, right: of one length.
        by: other weights than those of ``comparison``, from ``weights_record``.
    """
    one, other = (side if isinstance(side, pa.Array) else pa.array(side, pa.string()) for side in (left, right))
    pieces = [
        _compare_some(one.slice(first, AT_ONCE), other.slice(first, AT_ONCE), by)
        for first in range(0, len(one), AT_ONCE)
    ]
    return _joined(pieces)


def _joined(pieces: Sequence[Comparisons]) -> Comparisons:
    if len(pieces) == 1:
        return pieces[0]
    words: list[str] = []
    for piece in pieces:
        for side in ("left", "right"):
            numbers = piece.reasons[side]
            numbers[numbers >= 0] += len(words)
        words += piece.words[:-1]
    return Comparisons(
        np.concatenate([np.empty(0), *(piece.score for piece in pieces)]),
        np.concatenate([np.empty(0, np.int64), *(piece.sizes for piece in pieces)]),
        np.concatenate([np.empty((0, MOST_REASONS), REASON), *(piece.reasons for piece in pieces)]),
        [*words, ""],
    )


def _compare_some(left: pa.StringArray, right: pa.StringArray, by: Any) -> Comparisons:
    names = pc.dictionary_encode(pa.concat_arrays([left, right]))
    vocabulary = Vocabulary()
    cells_of = np.full((len(names.dictionary), COLUMNS), -1, np.int32)
    cells_of[:, -1] = np.arange(len(cells_of))
    parsed = parse_cells(names.dictionary, cells_of, vocabulary)
    numbers = names.indices.to_numpy()
    return _weigh(numbers[: len(left)], numbers[len(left) :], parsed, vocabulary, by)


def compare_parsed(pairs: Sequence[tuple[PersonName, PersonName]]) -> Comparisons:
    """Compare names that are parsed already."""
    names = [name for pair in pairs for name in pair]
    vocabulary = Vocabulary()
    words = [word for name in names for word in (name.surname, name.given, name.patronymic, *name.others)]
    numbers = iter(vocabulary.add(words).tolist())
    parts, others = np.full((len(names), 3), -1, np.int32), []
    first = np.zeros(len(names) + 1, np.int64)
    for row, name in enumerate(names):
        for part, word in enumerate((name.surname, name.given, name.patronymic)):
            parts[row, part] = next(numbers) if word else next(numbers) * 0 - 1
        others += [next(numbers) for _word in name.others]
        first[row + 1] = len(others)
    parsed = Parsed(parts, first, np.array(others, np.int32))
    rows = np.arange(len(names), dtype=np.int32)
    return _weigh(rows[::2], rows[1::2], parsed, vocabulary)


@cache
def weights() -> Any:
    """The weights of ``comparison`` as one record: ``parts`` (the three, and a single word), ``whole``."""
    return weights_record(
        (comparison.SURNAME, comparison.GIVEN, comparison.PATRONYMIC, comparison.SINGLE),
        (
            *(comparison.PRIOR, comparison.SLAVIC_SLOPE, comparison.LONELY, comparison.SWAPPED, comparison.CONFLICT),
            *(comparison.PRIOR_SINGLE, comparison.PRIOR_PARTIAL),
        ),
    )


def weights_record(parts: Sequence[comparison.PartWeights], whole: Sequence[float]) -> Any:
    """Weights as compiled code is handed them."""
    rows = [
        (part.agree, part.slope, part.far, part.apart, part.unfamiliar, part.initial, part.usual_frequency)
        for part in parts
    ]
    return record({"parts": np.array(rows), "whole": np.array(whole)})


def _weigh(
    left: NDArray[np.int32], right: NDArray[np.int32], parsed: Parsed, vocabulary: Vocabulary, by: Any = None
) -> Comparisons:
    facts = np.empty(len(vocabulary), FACTS)
    letters, start = vocabulary.letters, vocabulary.start
    hear_words(letters, start, 0, rules(), work(), facts)
    key_words(letters, start, 0, rules(), lexicon(), work(), facts)
    machine = Machine(
        letters,
        start,
        facts,
        rules(),
        lexicon(),
        prices(),
        weights() if by is None else by,
        work(),
        np.zeros(1, ABROAD)[0],
        np.zeros(1, SHEET)[0],
        np.zeros(1, TABLE)[0],
        np.zeros((2, min(MOST_KEPT, 2 * len(vocabulary) + 1)), READ_ABROAD),
    )
    score, count = np.empty(len(left)), np.empty(len(left), np.int64)
    reasons = np.empty((len(left), MOST_REASONS), REASON)
    weigh_pairs(left, right, parsed, machine, score, count, reasons)
    return Comparisons(score, count, reasons, [*vocabulary.texts(), ""])
