"""Joint identification: all remains and all missing persons at once, each remains used for one person at most.

An assignment says of every remains which missing person it is, or nobody's. Its likelihood is a product over families,
and families meet only in that no remains is used twice. Families that share remains, and remains that share families,
form a component; components are independent. Each is put together without writing out its assignments (``frontier``).

An assignment is one to one: two parts of one body are two remains here, and only one of them can be the person. They
are brought together before (part-to-part search).
Source: Vigeland, Egeland, Joint DNA-based disaster victim identification, Scientific Reports 11 (2021) 13661.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from homeward.kinship import matchings
from homeward.kinship.fillings import Filling
from homeward.kinship.frontier import BOUNDED_STEPS, EQUAL, EXACT_STEPS, SO_MANY_MORE, Swept, swept

NOBODY = "*"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Remains to missing person or ``NOBODY``, in the order of the remains; natural logarithm of its likelihood."""

    of: Mapping[str, str]
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class Component:
    """Remains and missing persons that hang together.

    Attributes:
        remains: ids, in the order given.
        missing: ids, in the order given.
        error: how far a posterior told may lie from the true one, at most; 0 for an exact answer. The true sum is
            between the one told and 1 / (1 - error) times as much.
        log_gap: by how much, in ln, an assignment not looked at could be likelier than the best one told; 0 where the
            best is proved.
    """

    remains: tuple[str, ...]
    missing: tuple[str, ...]
    error: float
    log_gap: float


@dataclass(frozen=True)
class Joint:
    """All assignments together.

    Attributes:
        count: how many assignments there are; None where they could not be counted.
        log_sum: ln of the sum of their likelihoods.
        best: the likeliest, in falling order; none of which another one not looked at could stand before, but the first
            where it is not proved.
        posterior: shape (remains, missing + 1), the last column for nobody; every assignment as likely beforehand.
        log_most: shape (remains, missing + 1): ln of the likeliest assignment with the pairing over the likeliest of
            all; -inf where none has it.
        log_missed: shape (remains,): ln, in the same measure, of the likeliest assignment not looked at, at most; -inf
            for exact components.
        can_be: shape (remains, missing): whether any assignment that can be has the pairing.
        components: in the order of their first remains.
    """

    count: int | None
    log_sum: float
    best: tuple[Assignment, ...]
    posterior: NDArray[np.float64]
    log_most: NDArray[np.float64]
    log_missed: NDArray[np.float64]
    can_be: NDArray[np.bool_]
    components: tuple[Component, ...]

    def log_glr(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[float, float]:
        """Ln of the GLR that these remains all are among these missing persons, whichever of them is who.

        Returns:
            The likeliest assignment in which they are over the likeliest in which not, nan where an assignment not
            looked at might decide it; and how great it is at most. For several remains and persons, the likeliest
            assignment of all must be among the first.
        """
        together = float(max(self.log_most[rows[0], columns])) if len(rows) == 1 else 0.0
        others = np.delete(self.log_most[list(rows)], list(columns), axis=1)
        without, missed = float(others.max()), float(self.log_missed[rows[0]])
        at_most = max(together, missed) - without
        return (together - without if min(together, without) >= missed else np.nan), at_most

    def log_glrs(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """``log_glr`` of every pairing, shape (remains, missing) both; nan for both where no assignment has it."""
        shape = (self.log_most.shape[0], self.log_most.shape[1] - 1)
        told, at_most = np.full(shape, np.nan), np.full(shape, np.nan)
        for row, column in zip(*np.nonzero(self.can_be), strict=True):
            told[row, column], at_most[row, column] = self.log_glr([row], [column])
        return told, at_most


def solve(
    remains: Sequence[str],
    missing: Sequence[str],
    families: Sequence[Sequence[Filling]],
    possible: NDArray[np.bool_],
    log_empty: float = 0.0,
    listed: int = 200,
    most_steps: tuple[int, int] = (EXACT_STEPS, BOUNDED_STEPS),
) -> Joint:
    """Put families together.

    Args:
        remains: ids, without repeats.
        missing: ids of all missing persons.
        families: of each family all ways to fill it that can be, but the empty one.
        possible: shape (remains, missing): pairings that are assignments, even if several at once cannot be.
        log_empty: ln likelihood of the assignment of nobody to anybody.
        listed: how many of the best assignments to give.
        most_steps: see ``frontier.swept``.
    """
    row = {id_: at for at, id_ in enumerate(remains)}
    column = {id_: at for at, id_ in enumerate(missing)}
    posterior = np.zeros((len(remains), len(missing) + 1))
    posterior[:, -1] = 1.0
    log_most = np.full(posterior.shape, -np.inf)
    log_most[:, -1] = 0.0
    log_missed = np.full(len(remains), -np.inf)
    components: list[Component] = []
    parts: list[Swept] = []
    for some in _components(families):
        ids = sorted({v for fillings in some for filling in fillings for v in filling.of.values()}, key=row.__getitem__)
        persons = {m for fillings in some for filling in fillings for m in filling.of}
        part = swept(ids, some, listed, most_steps)
        for (v, m), (total, most) in part.pairings.items():
            posterior[row[v], column[m]] = np.exp(total - part.log_sum)
            log_most[row[v], column[m]] = most - part.log_most
        for v, (total, most) in part.unused.items():
            posterior[row[v], -1] = np.exp(total - part.log_sum)
            log_most[row[v], -1] = most - part.log_most
            log_missed[row[v]] = part.log_missed - part.log_most
        error = float(np.exp(part.log_lost - np.logaddexp(part.log_sum, part.log_lost)))
        gap = max(0.0, part.log_missed - part.log_most)
        components.append(Component(tuple(ids), tuple(sorted(persons, key=column.__getitem__)), error, gap))
        parts.append(part)
    can_be = np.zeros(possible.shape, dtype=bool)
    for v, m in {(v, m) for fillings in families for filling in fillings for m, v in filling.of.items()}:
        can_be[row[v], column[m]] = True
    listing = _listing(_best(parts, log_empty, listed), remains, missing, listed)
    if len(listing) < listed and all(part.log_lost == -np.inf for part in parts):
        listing += tuple(islice(_impossible(listing, remains, missing, possible), listed - len(listing)))
    return Joint(
        count=matchings.count(possible),
        log_sum=log_empty + sum(part.log_sum for part in parts),
        best=listing,
        posterior=posterior,
        log_most=log_most,
        log_missed=log_missed,
        can_be=can_be,
        components=tuple(sorted(components, key=lambda one: row[one.remains[0]])),
    )


def _components(families: Sequence[Sequence[Filling]]) -> list[list[Sequence[Filling]]]:
    """Families that share remains."""
    groups: list[tuple[set[str], list[Sequence[Filling]]]] = []
    for fillings in families:
        ids = {v for filling in fillings for v in filling.of.values()}
        if ids:
            touched = [group for group in groups if group[0] & ids]
            groups = [group for group in groups if not group[0] & ids]
            together = [one for group in touched for one in group[1]]
            groups.append((ids.union(*(group[0] for group in touched)), [*together, fillings]))
    return [some for _ids, some in groups]


#: ln of its likelihood, remains to missing person.
_Found = tuple[float, dict[str, str]]


def _best(parts: Sequence[Swept], log_empty: float, listed: int) -> list[_Found]:
    """The likeliest over all components, as far as nothing that was not looked at could stand among them."""
    best: list[_Found] = [(log_empty, {})]
    for part in parts:
        of_part = [(log, {v: m for m, v in of.items()}) for log, of in part.best]
        best = _joined(best, of_part, listed)
    top = best[0][0]
    missed = max((top - part.log_most + part.log_missed for part in parts), default=-np.inf)
    return [one for at, one in enumerate(best) if not at or one[0] > missed]


def _joined(one: Sequence[_Found], other: Sequence[_Found], listed: int) -> list[_Found]:
    """The best sums of two lists in falling order: independent components side by side."""
    waiting = [(-(one[0][0] + other[0][0]), 0, 0)]
    seen = {(0, 0)}
    made: list[_Found] = []
    while waiting and not _is_enough(made, -waiting[0][0], listed):
        cost, i, j = heapq.heappop(waiting)
        made.append((-cost, one[i][1] | other[j][1]))
        for nxt in ((i + 1, j), (i, j + 1)):
            if nxt not in seen and nxt[0] < len(one) and nxt[1] < len(other):
                seen.add(nxt)
                heapq.heappush(waiting, (-(one[nxt[0]][0] + other[nxt[1]][0]), *nxt))
    return made


def _is_enough(found: Sequence[_Found], following: float, listed: int) -> bool:
    """Whether so many are found, and what follows is not as good as the last of them, or there is no end of equals."""
    return len(found) >= listed and (following < found[listed - 1][0] - EQUAL or len(found) > SO_MANY_MORE * listed)


def _listing(
    best: Sequence[_Found], remains: Sequence[str], missing: Sequence[str], listed: int
) -> tuple[Assignment, ...]:
    """Assignments in falling order, equals in the order of the remains' own persons, nobody last."""
    column = {id_: at for at, id_ in enumerate([*missing, NOBODY])}
    listing: list[Assignment] = []
    equals: list[Assignment] = []
    for log, of in best:
        if equals and log < equals[-1].log_likelihood - EQUAL:  # what differs by rounding alone is equal
            listing += sorted(equals, key=lambda one: [column[m] for m in one.of.values()])
            equals = []
        equals.append(Assignment({v: of.get(v, NOBODY) for v in remains}, log))
    listing += sorted(equals, key=lambda one: [column[m] for m in one.of.values()])
    return tuple(listing[:listed])


def _impossible(
    listing: Sequence[Assignment], remains: Sequence[str], missing: Sequence[str], possible: NDArray[np.bool_]
) -> Iterator[Assignment]:
    """Assignments whose likelihood is 0: every pairing of theirs could be, not all together. The others are listed."""
    ids = [*missing, NOBODY]
    can_be = {tuple(one.of.values()) for one in listing}
    for columns in matchings.in_order(possible):
        persons = tuple(ids[column] for column in columns)
        if persons not in can_be:
            yield Assignment(dict(zip(remains, persons, strict=True)), -np.inf)
