"""How common a name is among the people the lists are about: a rare name that agrees says more than a common one.

Counted over all lists together by lemma or skeleton, so that one name counts once in whatever script it stands; blended
with what is known of names at large, so that a list of fifty is not taken for the population.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from homeward.names.dictionary import given_names, surname_frequency
from homeward.reconciliation.comparisons import further_heading
from homeward.reconciliation.digests import digests
from homeward.reconciliation.records import NONE, Asides, Ints, Numbers, Records, Words

Array = npt.NDArray[np.float64]

#: A name (call sign, tag) that no table knows and that is met nowhere else is taken to be borne by one in so many.
RARE: dict[str, float] = {
    "surname": 1 / 40_000,
    "given": 1 / 4_000,
    "patronymic": 1 / 3_000,
    "aside": 1 / 3_000,
    "tag": 1 / 1_000,
}

#: For how many entries the belief in ``RARE`` counts against the counts of the lists.
BELIEF = 1_000.0

#: What one bearer says of the next: a name met once in many is borne by fewer than one in so many (Good 1953).
ONCE = 0.4


def name_frequencies(records: Records, part: str) -> Array:
    """For each record the share of people thought to bear its name, between 0 and 1; 1 where it has none.

    The values of a further column are counted likewise, by their sound; nothing is known of them at large, so that each
    value of the lists is believed to have been met half a time more (Krichevsky & Trofimov 1981).

    Two entries of each name are left out of the count: the pair that is being weighed must not make its own name
    common. But one of them does bear it, and that counts for ``ONCE``.
    """
    rows, name = _named(records, part)
    distinct, name_of = np.unique(name, return_inverse=True)
    names = np.append(np.where(name == 0, NONE, name_of), NONE)[rows]
    counts = np.bincount(names[names >= 0], minlength=len(name) + 1).astype(float)
    filled = counts.sum()
    unseen, belief = np.full(len(counts), 0.5), 0.5 * len(distinct)
    if part in RARE:
        at_large = np.full(len(counts), RARE[part])
        np.maximum.at(at_large, name_of, _shares_at_large(records, part, len(name)))
        unseen, belief = ONCE + BELIEF * at_large, BELIEF
    frequency = (np.maximum(counts - 2.0, 0.0) + unseen) / (max(filled - 2.0, 0.0) + belief)
    return np.where(names >= 0, frequency[names], 1.0)


def _shares_at_large(records: Records, part: str, words: int) -> Array:
    """The share of people who bear each word of a vocabulary, by the tables of names; 0 where they do not know it."""
    match part:
        case "surname":
            forms, table = records.vocabularies.surname.skeletons, surname_frequency()
        case "given" | "patronymic":
            forms, table = getattr(records.vocabularies, part).lemmas, given_names().frequency
        case _:
            return np.zeros(words)
    known = digests(pa.array(list(table), pa.string()))
    order = np.argsort(known)
    shares = np.append(np.array(list(table.values()))[order], 0.0)
    place = np.searchsorted(known[order], forms.digests)
    found = np.where(np.append(known[order], 0)[place] == forms.digests, shares[place], 0.0)
    most = np.zeros(words)
    np.maximum.at(most, np.repeat(np.arange(words), np.diff(forms.starts)), found)
    return most


def _named(records: Records, part: str) -> tuple[Numbers, Ints]:
    """For each record the row of its name, and for each row the digest of what it is counted by."""
    heading = further_heading(part)
    if heading is not None:
        further = next(one for one in records.further if one.heading == heading)
        return further.rows, further.texts.sounds
    if part == "tag":
        return np.arange(len(records), dtype=np.int32), records.rows.tag
    words: Words | Asides = getattr(records.vocabularies, part)
    rows: Numbers = getattr(records.rows, part)
    return rows, words.name
