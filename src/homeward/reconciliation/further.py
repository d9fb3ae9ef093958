"""Further columns: a document number, an address, an occupation; compared alike whatever they hold.

A list may have columns that are none of ours. One that stands in two lists under one heading can be compared too: by
letters and figures alone, words by their sound, codes by their signs, so that script and spelling do not matter. What
such a cell means is not known here; how telling it is, the lists themselves say (``estimation``, ``frequencies``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from homeward.compiled import compiled
from homeward.names.scripts import clean_word
from homeward.names.skeleton import skeletons_of
from homeward.reconciliation.digests import digests, letters_of
from homeward.reconciliation.likeness import LONGEST, likeness, slips_apart
from homeward.reconciliation.records import NONE, Ints, Letters, Numbers, Sets, Texts
from homeward.register.entries import PersonList

_RUNS = re.compile(r"[^\W\d_]+|\d+")
#: Letters of codes that look alike in both alphabets: the series of a document is typed in either.
_TWINS = str.maketrans("авсеніјкморстух", "abcehijkmopctyx")
#: Runs of letters up to so long, in a cell with figures, are a code; longer ones are words.
_CODE = 3
_ALIKE = 0.88


def headings_of(lists: Sequence[PersonList], wanted: str) -> list[str]:
    """For each list its heading that is ``wanted``, whatever its case and spaces; "" where it has none."""
    key = _heading_key(wanted)
    return [next((name for name in one.unknown.column_names if _heading_key(name) == key), "") for one in lists]


def distinct_headings(wanted: Sequence[str]) -> list[str]:
    """``wanted`` each once, in an order of their own."""
    first: dict[str, str] = {}
    for heading in wanted:
        first.setdefault(_heading_key(heading), heading.strip())
    return [first[key] for key in sorted(first)]


def _heading_key(heading: str) -> str:
    return " ".join(heading.casefold().split())


def further_cells(lists: Sequence[PersonList], heading: str) -> pa.ChunkedArray:
    """What stands under ``heading`` in every list, one list after the other; "" in a list that has no such column."""
    chunks: list[pa.Array] = []
    for one, name in zip(lists, headings_of(lists, heading), strict=True):
        if name:
            chunks += pc.fill_null(one.unknown[name], "").chunks
        else:
            chunks.append(pa.repeat(pa.scalar("", pa.string()), len(one)))
    return pa.chunked_array(chunks, type=pa.string())


def texts(distinct: pa.Array) -> Texts:
    """The vocabulary of a further column."""
    signs, words = [], []
    for cell in distinct.to_pylist():
        cell_signs, cell_words = _understood(cell)
        signs.append(cell_signs)
        words.append(cell_words)
    keys = pa.array(["".join(each) for each in words], pa.string())
    split = pa.array([sorted(set(each)) for each in words], pa.list_(pa.string()))
    starts = split.offsets.to_numpy().astype(np.int32)
    return Texts(
        digests(pa.array(signs, pa.string())),
        Letters(*letters_of(keys)),
        digests(keys),
        Sets(starts, digests(split.values)),
    )


def _understood(cell: str) -> tuple[str, list[str]]:
    """Letters and figures of a cell, small and without marks; and its words as they sound, figures as they stand."""
    plain = unicodedata.normalize("NFKD", cell.lower().replace("ı", "i"))
    runs = _RUNS.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
    has_figures = any(run.isdigit() for run in runs)
    codes = [has_figures and len(run) <= _CODE for run in runs]
    runs = [run.translate(_TWINS) if code else run for run, code in zip(runs, codes, strict=True)]
    words = [run if run.isdigit() or code else _sound(run) for run, code in zip(runs, codes, strict=True)]
    return "".join(runs), words


def _sound(word: str) -> str:
    return next(iter(skeletons_of(clean_word(word))), word)


@compiled
def further_levels(known: Texts, left: Numbers, right: Numbers) -> npt.NDArray[np.int8]:
    """Levels of one further column, as ``comparisons.further_comparison`` has them, for rows of its vocabulary."""
    signs, key, sounds, words = known
    starts, text = key
    found = np.full(len(left), NONE, np.int8)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if min(a, b) < 0:
            continue
        m, n = min(int(starts[a + 1] - starts[a]), LONGEST), min(int(starts[b + 1] - starts[b]), LONGEST)
        if min(m, n) == 0:
            continue
        if signs[a] == signs[b]:
            found[pair] = 0
        elif sounds[a] == sounds[b]:
            found[pair] = 1
        elif min(m, n) >= 4 and slips_apart(text, starts[a], m, starts[b], n, 1):
            found[pair] = 2
        elif min(m, n) >= 7 and slips_apart(text, starts[a], m, starts[b], n, 2):
            found[pair] = 3
        elif _same_words(words, a, b) or likeness(text, starts[a], m, starts[b], n) >= _ALIKE:
            found[pair] = 4
        else:
            found[pair] = 5
    return found


@compiled
def _same_words(words: Sets, a: int, b: int) -> bool:
    """Whether more than half of the words of either text stand in the other."""
    starts, digest = words
    common = 0
    for i in range(starts[a], starts[a + 1]):
        for j in range(starts[b], starts[b + 1]):
            common += digest[i] == digest[j]
    return bool(2 * common > max(starts[a + 1] - starts[a], starts[b + 1] - starts[b]))


def keyed(signs: Ints, heading: str) -> Ints:
    """Digests of a column's values that are no other column's; 0 stays 0."""
    own = int(digests(pa.array([heading], pa.string()))[0])
    return np.where(signs == 0, 0, (signs ^ own) & np.int64(0x7FFFFFFFFFFFFFFF))
