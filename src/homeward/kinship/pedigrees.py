"""Pedigrees of any shape: who has whom for parents. Loops, half siblings and unknown parents are all as they come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from homeward.errors import Fault, InputRefused
from homeward.kinship.terms import Sex


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a pedigree.

    Args:
        id: distinct in the pedigree.
        father, mother: ids of members; both "" for a founder. One of them alone may be "": an unknown parent, for
            whom ``Pedigree`` puts in a founder.
        sex: that of a parent must be known.
    """

    id: str
    father: str = ""
    mother: str = ""
    sex: Sex = Sex.UNKNOWN

    @property
    def is_founder(self) -> bool:
        """Whether no parent is known."""
        return not (self.father or self.mother)


@dataclass(frozen=True)
class Pedigree:
    """Members, parents before children; half-known parents made whole.

    Args:
        members: in any order.
        founder_inbreeding: coefficient in [0, 1] of founders whose own parents were related, by id.
        name: what faults call it.

    Raises:
        InputRefused: an id twice, a parent who is no member, a parent of the wrong sex, a cycle, an inbreeding
            coefficient of somebody who is no founder or outside [0, 1].
    """

    members: tuple[Member, ...]
    founder_inbreeding: Mapping[str, float] = field(default_factory=dict)
    name: str = "pedigree"

    def __post_init__(self) -> None:
        """Refuse what cannot be, order the rest."""
        faults = _faults(self.members, self.founder_inbreeding, self.name)
        if faults:
            raise InputRefused(faults)
        object.__setattr__(self, "members", _parents_first(_completed(self.members)))

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all members, parents before children."""
        return tuple(member.id for member in self.members)

    def member(self, id_: str) -> Member:
        """The member of that id.

        Raises:
            KeyError: there is none.
        """
        for member in self.members:
            if member.id == id_:
                return member
        raise KeyError(id_)

    def pruned(self, needed: Collection[str]) -> tuple[Member, ...]:
        """The members without those who are neither needed nor have descendants who are: they change nothing."""
        kept: dict[str, Member] = {}
        ancestors = set(needed)
        for member in reversed(self.members):
            if member.id in ancestors:
                kept[member.id] = member
                ancestors |= {parent for parent in (member.father, member.mother) if parent}
        return tuple(kept[id_] for id_ in reversed(kept))


def _faults(members: Iterable[Member], inbreeding: Mapping[str, float], name: str) -> list[Fault]:
    members = list(members)
    by_id: dict[str, Member] = {}
    faults = []

    def fault(id_: str, found: str, advice: str) -> None:
        faults.append(Fault(name, "", 0, id_, found, advice))

    for member in members:
        if not member.id:
            fault("", "a member without an id.", "Give every member an id.")
        if member.id in by_id:
            fault(member.id, "stands twice.", "Give every member an id of its own.")
        by_id[member.id] = member
    for member in members:
        for parent, sex, word in ((member.father, Sex.MALE, "father"), (member.mother, Sex.FEMALE, "mother")):
            if not parent:
                continue
            if parent not in by_id:
                fault(member.id, f"has a {word} who is no member.", "Add the parent, or leave the parent empty.")
            elif by_id[parent].sex is not sex:
                fault(member.id, f"has a {word} whose sex is {by_id[parent].sex}.", f"Write {sex} for the {word}.")
        if member.father and member.father == member.mother:
            fault(member.id, "has the same member as father and mother.", "Name two parents.")
    for id_, coefficient in inbreeding.items():
        if id_ not in by_id or not by_id[id_].is_founder:
            fault(id_, "has a founder inbreeding and is no founder.", "Give it to founders alone.")
        if not 0 <= coefficient <= 1:
            fault(id_, f"has the inbreeding coefficient {coefficient}.", "Write a number from 0 to 1.")
    if not faults and (cycle := _cycle(by_id)):
        fault(cycle, "is its own ancestor.", "Look at who is whose parent.")
    return faults


def _cycle(by_id: Mapping[str, Member]) -> str:
    state: dict[str, bool] = {}
    for start in by_id:
        path = [(start, iter(_parents(by_id[start])))]
        state.setdefault(start, False)
        while path:
            id_, parents = path[-1]
            parent = next(parents, None)
            if parent is None:
                state[id_] = True
                path.pop()
            elif parent not in state:
                state[parent] = False
                path.append((parent, iter(_parents(by_id[parent]))))
            elif not state[parent] and any(parent == on_path for on_path, _rest in path):
                return parent
    return ""


def _parents(member: Member) -> list[str]:
    return [parent for parent in (member.father, member.mother) if parent]


def _completed(members: Iterable[Member]) -> list[Member]:
    """Members with a founder for every parent who is not known while the other is."""
    whole = []
    for member in members:
        father, mother = member.father, member.mother
        if father and not mother:
            mother = f"mother of {member.id}"
            whole.append(Member(mother, sex=Sex.FEMALE))
        elif mother and not father:
            father = f"father of {member.id}"
            whole.append(Member(father, sex=Sex.MALE))
        whole.append(Member(member.id, father, mother, member.sex))
    return whole


def _parents_first(members: list[Member]) -> tuple[Member, ...]:
    placed: dict[str, Member] = {}
    waiting = members
    while waiting:
        ready = [one for one in waiting if all(parent in placed for parent in _parents(one))]
        placed |= {one.id: one for one in ready}
        waiting = [one for one in waiting if one.id not in placed]
    return tuple(placed.values())
