"""Why one count says over 500 and the other 339: every entry of both lists in exactly one class, summing to each count.

Three units are kept apart: an *entry* is a line of a list, a *name* an entry that is no repetition inside its list, a
*child* one human being as far as both sides agreed. Every entry falls into the first class that holds:

1. repeated: both sides said that an earlier entry of the same list is the same child;
2. unclear: a pair that decides whether it is one child or two is not settled by both sides;
3. returned: back already, by an act;
4. of age: surely 18 or older on the reference date (CRC 1);
5. age open: the dates of birth do not settle it, or the lists differ;
6. a child on both lists; 7. a child on this list only.

Pairs come from ``reconciliation`` as proposals and are settled by people (``decisions``). An open pair leaves its
entries unclear unless the child of each is settled on both lists already. Swapping the lists swaps the result.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from homeward.children.decisions import Decided, PairOfRefs
from homeward.children.gates import of_age_on
from homeward.children.institutions import Fate, Institution
from homeward.reconciliation.terms import EntryRef
from homeward.register.dates import PartialDate, Truth
from homeward.words import LabelledWord, _


class Class(LabelledWord):
    """What an entry is counted as."""

    REPEATED = "repeated", _("repeated in this list")
    UNCLEAR = "unclear", _("unclear: the sides have not settled it")
    RETURNED = "returned", _("returned already")
    OF_AGE = "of_age", _("18 or older by now")
    AGE_OPEN = "age_open", _("age not settled by the dates of birth")
    ON_BOTH = "on_both", _("a child on both lists")
    ONLY_HERE = "only_here", _("a child on this list only")


class Bound(LabelledWord):
    """How a claimed number is meant."""

    EXACTLY = "exactly", _("{number}")
    OVER = "over", _("over {number}")
    AT_LEAST = "at_least", _("at least {number}")
    ABOUT = "about", _("about {number}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list, without any name.

    Args:
        row: in the file, the heading being row 1.
        born: None if nothing is said.
        institution: code, "" if none is named.
    """

    ref: EntryRef
    row: int
    born: PartialDate | None
    institution: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """An entry with what it is counted as.

    Args:
        child: number of the child, in the order of the first entry of each; entries of one child share it.
        partners: other entries of the same child.
        open_with: entries with which a pair is not settled.
        family: number of the group of brothers and sisters proposed, 0 if none.
    """

    entry: Entry
    counted_as: Class
    stands_on_both: bool
    of_age: Truth
    is_returned: bool
    child: int
    partners: tuple[EntryRef, ...]
    open_with: tuple[EntryRef, ...]
    family: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """The children of one institution that moved or was disbanded.

    Args:
        children: settled or not, by how they stand: on both lists, on one only (by label), unclear.
        now_at: children by the institution that an entry names besides this one.
    """

    institution: Institution
    children: int
    on_both: int
    only: Mapping[str, int]
    unclear: int
    now_at: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A number that somebody claimed for a list."""

    label: str
    number: int
    bound: Bound


@dataclass(frozen=True, slots=True)
class Answered:
    """A claimed number beside what the list holds.

    Args:
        holds: whether the number of entries is what was claimed.
        gap: entries less the number claimed.
        equals: units of the list that are exactly the number claimed.
    """

    claimed: Claimed
    holds: bool
    gap: int
    equals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Both lists explained.

    Args:
        labels: of the two lists, sorted.
        entries: every entry of both, by list and row.
        families: how many groups of brothers and sisters are proposed, and in how many one is on one list only.
    """

    labels: tuple[str, str]
    reference: dt.date
    entries: tuple[Counted, ...]
    cohorts: tuple[Cohort, ...]
    answers: tuple[Answered, ...]
    families: tuple[int, int]

    def counts(self, label: str) -> dict[Class, int]:
        """Entries of a list by class, every class named; they sum to its entries."""
        found = Counter(one.counted_as for one in self.entries if one.entry.ref.list_label == label)
        return {one: found[one] for one in Class}

    def on_both(self, label: str, counted_as: Class) -> int:
        """How many of a class stand on both lists."""
        return sum(
            one.stands_on_both
            for one in self.entries
            if one.entry.ref.list_label == label and one.counted_as is counted_as
        )


def explain(
    lists: Mapping[str, Sequence[Entry]],
    proposals: Collection[PairOfRefs],
    siblings: Collection[PairOfRefs],
    decided: Decided,
    reference: dt.date,
    *,
    returned: Collection[EntryRef] = (),
    institutions: Sequence[Institution] = (),
    claims: Iterable[Claimed] = (),
) -> Explanation:
    """Count every entry of two lists.

    Args:
        lists: label to entries in the order of rows.
        proposals: pairs that reconciliation proposes or shows to a person.
        siblings: pairs that it takes for brothers, sisters or twins.
        reference: day on which ages are counted.

    Raises:
        ValueError: not two lists.
    """
    first, second = sorted(lists)
    entries = [entry for label in (first, second) for entry in lists[label]]
    groups = _groups([entry.ref for entry in entries], decided.same)
    members: dict[EntryRef, list[Entry]] = defaultdict(list)
    for entry in entries:
        members[groups[entry.ref]].append(entry)
    on_both = {leader: len({one.ref.list_label for one in mine}) == 2 for leader, mine in members.items()}
    torn = {groups[a] for a, b in decided.different if groups[a] == groups[b]}
    waiting = _open(proposals, decided, groups)
    unclear = {end for pair in waiting for end in pair if not on_both[groups[end]]}
    unclear_children = torn | {groups[end] for end in unclear}
    families = _families(siblings, groups, decided.same)
    numbers = {leader: number for number, leader in enumerate(members, 1)}
    met: set[tuple[EntryRef, str]] = set()
    counted = []
    for entry in entries:
        leader = groups[entry.ref]
        mine = members[leader]
        age = _age(mine, reference)
        is_returned = any(one.ref in returned for one in mine)
        again = (leader, entry.ref.list_label) in met and leader not in torn
        met.add((leader, entry.ref.list_label))
        if again:
            counted_as = Class.REPEATED
        elif leader in unclear_children:
            counted_as = Class.UNCLEAR
        elif is_returned:
            counted_as = Class.RETURNED
        elif age is not Truth.FALSE:
            counted_as = Class.OF_AGE if age is Truth.TRUE else Class.AGE_OPEN
        else:
            counted_as = Class.ON_BOTH if on_both[leader] else Class.ONLY_HERE
        counted.append(
            Counted(
                entry,
                counted_as,
                on_both[leader] and leader not in torn,
                age,
                is_returned,
                numbers[leader],
                tuple(sorted(one.ref for one in mine if one.ref != entry.ref)),
                tuple(sorted({a if b == entry.ref else b for a, b in waiting if entry.ref in (a, b)})),
                families.get(leader, 0),
            )
        )
    whole = tuple(counted)
    parted = {one.family for one in whole if one.family and one.counted_as is Class.ONLY_HERE}
    return Explanation(
        (first, second),
        reference,
        whole,
        _cohorts(whole, institutions),
        tuple(_answered(claim, whole) for claim in sorted(claims, key=lambda claim: (claim.label, claim.number))),
        (len({*families.values()}), len(parted)),
    )


def _groups(refs: Sequence[EntryRef], same: Collection[PairOfRefs]) -> dict[EntryRef, EntryRef]:
    """Each entry's first entry of the same child."""
    place = {ref: at for at, ref in enumerate(refs)}
    leader = {ref: ref for ref in refs}

    def find(ref: EntryRef) -> EntryRef:
        while leader[ref] != ref:
            ref = leader[ref]
        return ref

    for a, b in sorted(same):
        one, other = sorted((find(a), find(b)), key=place.__getitem__)
        leader[other] = one
    return {ref: find(ref) for ref in refs}


def _open(
    proposals: Collection[PairOfRefs], decided: Decided, groups: Mapping[EntryRef, EntryRef]
) -> frozenset[PairOfRefs]:
    """Pairs that may still join two children, settled by nobody or not by both."""
    asked = {*proposals, *decided.open} - decided.same - decided.different
    return frozenset(pair for pair in asked if groups[pair[0]] != groups[pair[1]])


def _families(
    siblings: Collection[PairOfRefs], groups: Mapping[EntryRef, EntryRef], same: Collection[PairOfRefs]
) -> dict[EntryRef, int]:
    """Number of the family of each child that has a brother or sister; never two entries of one child."""
    pairs = [(groups[a], groups[b]) for a, b in sorted(siblings) if (a, b) not in same and groups[a] != groups[b]]
    children = [leader for leader in dict.fromkeys(groups.values()) if any(leader in pair for pair in pairs)]
    heads = _groups(children, pairs)
    numbers: dict[EntryRef, int] = {}
    return {child: numbers.setdefault(heads[child], len(numbers) + 1) for child in children}


def _age(entries: Sequence[Entry], reference: dt.date) -> Truth:
    """What all dates of birth given for a child agree on."""
    said = {of_age_on(entry.born, reference) for entry in entries if entry.born is not None}
    return said.pop() if len(said) == 1 else Truth.UNDETERMINED


def _cohorts(counted: Sequence[Counted], institutions: Sequence[Institution]) -> tuple[Cohort, ...]:
    of_child: dict[int, list[Counted]] = defaultdict(list)
    for one in counted:
        of_child[one.child].append(one)
    found = []
    for institution in institutions:
        if institution.fate is Fate.STANDS:
            continue
        children = [
            mine for mine in of_child.values() if any(one.entry.institution == institution.code for one in mine)
        ]
        unclear = sum(any(one.counted_as is Class.UNCLEAR for one in mine) for mine in children)
        settled = [mine for mine in children if all(one.counted_as is not Class.UNCLEAR for one in mine)]
        only = Counter(mine[0].entry.ref.list_label for mine in settled if not mine[0].stands_on_both)
        now_at = Counter(
            other
            for mine in children
            for other in sorted({one.entry.institution for one in mine} - {"", institution.code})
        )
        on_both = sum(mine[0].stands_on_both for mine in settled)
        found.append(
            Cohort(
                institution, len(children), on_both, dict(sorted(only.items())), unclear, dict(sorted(now_at.items()))
            )
        )
    return tuple(found)


def _answered(claim: Claimed, counted: Sequence[Counted]) -> Answered:
    mine = [one for one in counted if one.entry.ref.list_label == claim.label]
    names = [one for one in mine if one.counted_as is not Class.REPEATED]
    units = {
        "entries": len(mine),
        "names": len(names),
        "children": sum(one.counted_as in (Class.ON_BOTH, Class.ONLY_HERE) for one in names),
        "on_both": sum(one.counted_as is Class.ON_BOTH for one in names),
    }
    entries = len(mine)
    holds = {
        Bound.EXACTLY: entries == claim.number,
        Bound.OVER: entries > claim.number,
        Bound.AT_LEAST: entries >= claim.number,
        Bound.ABOUT: abs(entries - claim.number) * 20 <= claim.number,
    }[claim.bound]
    equals = tuple(unit for unit, count in units.items() if count == claim.number)
    return Answered(claim, holds, entries - claim.number, equals)
