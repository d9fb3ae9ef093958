"""Who of a pedigree stands in which row, beside whom, and who is drawn twice.

Partners stand in one row, children in a row below both. Partners stand side by side; a row of partners is a chain, in
which everybody has two neighbours at most. Whom that does not fit is repeated beside the other partner: a third
partner, a marriage between persons of different generations, a ring of partners.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from homeward.kinship.pedigrees import Member


@dataclass(frozen=True, slots=True)
class Stand:
    """A place for a symbol: a member, or the member once more beside another partner."""

    id: str
    row: int
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Couple:
    """Two neighbours in a chain and their children, all as numbers of stands."""

    partners: tuple[int, int]
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Stands, chains of neighbours as numbers of stands (one who has no partner is a chain alone), and couples."""

    stands: tuple[Stand, ...]
    chains: tuple[tuple[int, ...], ...]
    couples: tuple[Couple, ...]


def rows_of(members: Sequence[Member]) -> Rows:
    """Put members into rows, the first generation in row 0.

    Args:
        members: parents before children, both parents of everybody known or none.
    """
    children: dict[tuple[str, str], list[str]] = {}
    for member in members:
        if not member.is_founder:
            children.setdefault((member.father, member.mother), []).append(member.id)
    together = _level(members, children)
    row = _rows(members, children, together)
    return _seated(members, children, row)


class _Groups:
    """Members who must stand in one row, joined one marriage at a time while nobody comes to stand below himself."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.of = {id_: id_ for id_ in ids}

    def joined(self, one: str, other: str) -> dict[str, str]:
        first, second = self.of[one], self.of[other]
        return {id_: first if group == second else group for id_, group in self.of.items()}


def _level(members: Sequence[Member], children: Mapping[tuple[str, str], Sequence[str]]) -> dict[str, str]:
    groups = _Groups(member.id for member in members)
    for father, mother in children:
        tried = groups.joined(father, mother)
        if _order(members, tried) is not None:
            groups.of = tried
    return groups.of


def _order(members: Sequence[Member], group: Mapping[str, str]) -> list[str] | None:
    """Groups, those of parents before those of children; None where one would stand below itself."""
    above: dict[str, set[str]] = {group[member.id]: set() for member in members}
    for member in members:
        above[group[member.id]] |= {group[parent] for parent in (member.father, member.mother) if parent}
    ordered: list[str] = []
    placed: set[str] = set()
    while len(ordered) < len(above):
        ready = [one for one, parents in above.items() if one not in placed and parents <= placed]
        if not ready:
            return None
        ordered += ready
        placed |= {*ready}
    return ordered


def _rows(
    members: Sequence[Member], children: Mapping[tuple[str, str], Sequence[str]], group: Mapping[str, str]
) -> dict[str, int]:
    """Each as high as the ancestors allow; then those drawn down whom more descendants than ancestors wait for.

    Children who have none themselves follow their parents down.
    """
    order = _order(members, group) or []
    parents: dict[str, list[str]] = {one: [] for one in order}
    below: dict[str, list[str]] = {one: [] for one in order}
    for couple, born in children.items():
        for child in born:
            for parent in couple:
                parents[group[child]].append(group[parent])
                below[group[parent]].append(group[child])
    row: dict[str, int] = {}
    for one in order:
        row[one] = max((row[parent] + 1 for parent in parents[one]), default=0)
    for one in reversed(order):
        waiting = [row[child] for child in below[one] if below[child]]
        if waiting and len(parents[one]) < len(below[one]):
            row[one] = min(waiting) - 1
    for one in order:
        if parents[one] and not below[one]:
            row[one] = max(row[parent] for parent in parents[one]) + 1
    top = min(row.values(), default=0)
    return {member.id: row[group[member.id]] - top for member in members}


def _seated(
    members: Sequence[Member], children: Mapping[tuple[str, str], Sequence[str]], row: Mapping[str, int]
) -> Rows:
    stands = [Stand(member.id, row[member.id]) for member in members]
    number = {stand.id: at for at, stand in enumerate(stands)}
    beside: list[list[int]] = [[] for _ in stands]
    couples = []

    def is_free(at: int) -> bool:
        return len(beside[at]) < 2

    def repeated(id_: str, at_row: int) -> int:
        stands.append(Stand(id_, at_row, is_repeat=True))
        beside.append([])
        return len(stands) - 1

    for (father, mother), born in children.items():
        one, other = number[father], number[mother]
        at_row = max(row[father], row[mother])
        one_stays, other_stays = (row[id_] == at_row and is_free(number[id_]) for id_ in (father, mother))
        if one_stays and other_stays and other in _chain(beside, one):
            other_stays = False
        if not one_stays:
            one = repeated(father, at_row)
        if not other_stays:
            other = repeated(mother, at_row)
        beside[one].append(other)
        beside[other].append(one)
        couples.append(Couple((one, other), tuple(number[child] for child in born)))
    chains = []
    seen: set[int] = set()
    for at in range(len(stands)):
        if at not in seen:
            chain = _chain(beside, at)
            seen |= {*chain}
            chains.append(tuple(chain))
    return Rows(tuple(stands), tuple(chains), tuple(couples))


def _chain(beside: Sequence[Sequence[int]], at: int) -> list[int]:
    """The whole chain that a stand belongs to, from the end whose number is lower."""
    found = [at]
    for first in beside[at]:
        walked, before = [first], at
        while True:
            onward = [next_ for next_ in beside[walked[-1]] if next_ != before]
            if not onward:
                break
            before = walked[-1]
            walked.append(onward[0])
        found = [*found, *walked] if found[0] == at and len(found) == 1 else [*reversed(walked), *found]
    return found if found[0] <= found[-1] else found[::-1]
