"""What a record is made of: rows of small numbers that point into vocabularies.

The vocabularies hold the surnames, given names, patronymics, dates, places and units of all lists, each understood
once however many rows repeat it. Words stand there by their digest, so that comparing two words is comparing two
numbers; what is needed to count wrong letters stands there in letters. Compiled code reads these tuples as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.comparisons import COMPARISONS, Comparison, further_comparison

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]

#: A number nobody wrote.
NONE = -1


class Letters(NamedTuple):
    """Words in letters a to z: the bytes of all, one after the other, and where each begins (one more than words)."""

    starts: Numbers
    bytes: npt.NDArray[np.uint8]


class Sets(NamedTuple):
    """A set of digests for each word: all of them, one after the other, and where each set begins."""

    starts: Numbers
    digests: Ints

    def of(self, word: int) -> frozenset[int]:
        """The set of one word; empty for no word."""
        return frozenset() if word < 0 else frozenset(self.digests[self.starts[word] : self.starts[word + 1]].tolist())


class Words(NamedTuple):
    """A vocabulary of one part of a name.

    Attributes:
        key: the first skeleton, in letters.
        letters: digest of the skeleton before smoothing; 0 where there is none.
        first: its first letter.
        initial: only an initial was written.
        lemmas, skeletons, meant: as ``names.keys`` and ``names.slips`` give them.
        others: words of the name that stand in no part (with the surname they stand beside).
        found_by: digests by which a record is found: all surnames it may have, or all names a first name may be.
        found_by_long: of ``found_by`` those long enough to say something alone; empty for first names.
        shorter: ``found_by`` with one letter left out, and as they are; empty for first names.
        name: digest of what the name is counted by; 0 where the part is empty.
    """

    key: Letters
    letters: Ints
    first: npt.NDArray[np.uint8]
    initial: npt.NDArray[np.bool_]
    lemmas: Sets
    skeletons: Sets
    meant: Sets
    others: Sets
    found_by: Sets
    found_by_long: Sets
    shorter: Sets
    name: Ints


class Asides(NamedTuple):
    """A vocabulary of call signs and second names, which stand beside names.

    Attributes:
        signs: their digests.
        name: digest of the first, which they are counted by; 0 where there is none.
    """

    signs: Sets
    name: Ints


class Places(NamedTuple):
    """A vocabulary of places: the sound of the bare name in letters and as digest, and the ids it may mean."""

    key: Letters
    digest: Ints
    ids: Sets


class Births(NamedTuple):
    """A vocabulary of dates of birth.

    Attributes:
        earliest, latest: the days it may be, since 1900.
        year, month, day: as far as each is sure; -1 where it is not.
        about: whether the whole is only about right.
    """

    earliest: Numbers
    latest: Numbers
    year: Numbers
    month: Numbers
    day: Numbers
    about: Numbers


class Events(NamedTuple):
    """A vocabulary of dates of events: the span of days since 1900."""

    earliest: Numbers
    latest: Numbers


class Units(NamedTuple):
    """A vocabulary of units: number (-1 if none), digest of the kind (0 if none), digests of the words that name it."""

    number: Ints
    kind: Ints
    names: Sets


class Texts(NamedTuple):
    """A vocabulary of a further column.

    Attributes:
        signs: digest of the letters and figures of each cell; 0 where there are none.
        key: words by their sound and figures, joined.
        sounds: digest of ``key``.
        words: digests of the words of ``key``.
    """

    signs: Ints
    key: Letters
    sounds: Ints
    words: Sets


class Further(NamedTuple):
    """A further column: its heading, for each record the row of ``texts`` (-1 where the cell is empty), and these."""

    heading: str
    rows: Numbers
    texts: Texts


class Vocabularies(NamedTuple):
    """All that the lists say, each distinct value once."""

    surname: Words
    given: Words
    patronymic: Words
    aside: Asides
    birth: Births
    birth_place: Places
    seen_place: Places
    event: Events
    unit: Units


class Rows(NamedTuple):
    """Records by columns, shape (records,): rows of the vocabularies (-1 where a cell is empty), tag, sex and rank by
    digest (0 where empty).
    """

    surname: Numbers
    given: Numbers
    patronymic: Numbers
    aside: Numbers
    birth: Numbers
    birth_place: Numbers
    seen_place: Numbers
    event: Numbers
    unit: Numbers
    tag: Ints
    sex: Ints
    rank: Ints


@dataclass(frozen=True, slots=True)
class Records:
    """Every entry of every list, understood.

    Attributes:
        lists: number of the list of each record, shape (records,).
        entries: its entry in that list, shape (records,).
        rows: what each says, as rows of the vocabularies.
        vocabularies: each distinct value once.
        further: columns compared besides, in the order of their comparisons.
    """

    lists: Ints
    entries: Ints
    rows: Rows
    vocabularies: Vocabularies
    further: tuple[Further, ...] = ()

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """What is compared between these records, in the order in which reasons are shown."""
        return COMPARISONS + tuple(further_comparison(one.heading) for one in self.further)

    def __len__(self) -> int:
        return len(self.lists)
