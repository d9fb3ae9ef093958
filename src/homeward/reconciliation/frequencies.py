"""How common a name is among the people the lists are about: a rare name that agrees says more than a common one.

Counted over all lists together by lemma or skeleton, so that one name counts once in whatever script it stands; blended
with what is known of names at large, so that a list of fifty is not taken for the population.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Array = npt.NDArray[np.float64]

#: A name (call sign, tag) met nowhere else is taken to be borne by one in so many, by part of the name.
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


def key_frequencies(records: pa.Table, part: str) -> Array:
    """For each record the share of people thought to bear its name, between 0 and 1; 1 where it has none.

    Two entries of each name are left out of the count: the pair that is being weighed must not make its own name
    common. But one of them does bear it, and that counts for ``ONCE``.
    """
    keys = records.column(f"{part}_name").combine_chunks()
    encoded = pc.dictionary_encode(keys)
    indices = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    counts = np.bincount(indices[indices >= 0], minlength=max(1, len(encoded.dictionary))).astype(float)
    filled = counts.sum()
    frequency = (np.maximum(counts - 2.0, 0.0) + ONCE + BELIEF * RARE[part]) / (max(filled - 2.0, 0.0) + BELIEF)
    return np.where(indices >= 0, frequency[indices], 1.0)
