"""How common a name is among the people the lists are about: a rare name that agrees says more than a common one.

Counted over all lists together by lemma or skeleton, so that one name counts once in whatever script it stands; blended
with what is known of names at large, so that a list of fifty is not taken for the population.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.records import NONE, Numbers, Records, Words

Array = npt.NDArray[np.float64]

#: A name met nowhere else is taken to be borne by one in so many, by part of the name.
RARE: dict[str, float] = {"surname": 1 / 40_000, "given": 1 / 4_000, "patronymic": 1 / 3_000}

#: For how many entries the belief in ``RARE`` counts against the counts of the lists.
BELIEF = 1_000.0


def name_frequencies(records: Records, part: str) -> Array:
    """For each record the share of people thought to bear its name, between 0 and 1; 1 where it has none.

    Two entries of each name are left out of the count: the pair that is being weighed must not make its own name
    common.
    """
    words: Words = getattr(records.vocabularies, part)
    rows: Numbers = getattr(records.rows, part)
    _, name_of = np.unique(words.name, return_inverse=True)
    names = np.append(np.where(words.name == 0, NONE, name_of), NONE)[rows]
    counts = np.bincount(names[names >= 0], minlength=len(words.name) + 1).astype(float)
    filled = counts.sum()
    frequency = (np.maximum(counts - 2.0, 0.0) + BELIEF * RARE[part]) / (max(filled - 2.0, 0.0) + BELIEF)
    return np.where(names >= 0, frequency[names], 1.0)
