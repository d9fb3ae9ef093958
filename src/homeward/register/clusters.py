"""From live judgements to groups of entries that are one person.

Two entries are **joined** where every party concerned says that they are the same: the parties whose entries they
are, or, for two entries of one party, that party and the neutral. They are **parted** where all of them say that they
differ. Whoever is joined by a chain stands in one group, unless the two ends of a chain are parted: then no link of
any chain between them joins, and the conflict is shown to people. Groups depend on the set of live judgements and on
nothing else: not on their order, their dates or the names of the parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.ledger.terms import NEUTRAL
from homeward.register.terms import Verdict

#: Two entries, by alias, in alphabetical order.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A live judgement that counts: which party says what of two entries."""

    party: str
    left: str
    right: str
    verdict: Verdict

    @property
    def pair(self) -> Pair:
        """The two entries in order."""
        return pair_of(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Groups:
    """What judgements make of entries.

    Attributes:
        groups: the entries that are one person, two or more each, sorted; the list sorted by first entry.
        conflicts: parted pairs that a chain of joined entries connects, sorted.
        held: joined pairs that do not join because of a conflict, sorted.
    """

    groups: tuple[tuple[str, ...], ...]
    conflicts: tuple[Pair, ...]
    held: tuple[Pair, ...]


def pair_of(left: str, right: str) -> Pair:
    """Two entries in the one order in which they are kept."""
    return (left, right) if left < right else (right, left)


def concerned(left_party: str, right_party: str) -> frozenset[str]:
    """The parties who must agree on two entries of these parties."""
    return frozenset({left_party, right_party} | ({NEUTRAL} if left_party == right_party else set()))


def agreed(said: Iterable[Said], parties: Mapping[str, str]) -> dict[Pair, Verdict]:
    """Pairs of which all parties concerned say one thing, ``SAME`` or ``DIFFERENT``.

    Args:
        said: judgements that count.
        parties: party of every entry spoken of.
    """
    verdicts: dict[Pair, dict[str, Verdict]] = {}
    for one in said:
        verdicts.setdefault(one.pair, {})[one.party] = one.verdict
    found = {}
    for pair, by_party in verdicts.items():
        needed = {by_party.get(party) for party in concerned(parties[pair[0]], parties[pair[1]])}
        if len(needed) == 1 and (verdict := needed.pop()) in (Verdict.SAME, Verdict.DIFFERENT):
            found[pair] = Verdict(verdict)
    return found


def groups_of(said: Iterable[Said], parties: Mapping[str, str]) -> Groups:
    """Bring entries together.

    Args:
        said: judgements that count, at most one of a party for a pair.
        parties: party of every entry spoken of.
    """
    verdicts = agreed(said, parties)
    joined = sorted(pair for pair, verdict in verdicts.items() if verdict is Verdict.SAME)
    parted = sorted(pair for pair, verdict in verdicts.items() if verdict is Verdict.DIFFERENT)
    whole = _components(joined)
    conflicts = [pair for pair in parted if pair[1] in whole.get(pair[0], ())]
    held: set[Pair] = set()
    for pair in conflicts:
        members = whole[pair[0]]
        held |= _links_between(pair, [link for link in joined if link[0] in members])
    components = _components([link for link in joined if link not in held])
    groups = sorted({tuple(sorted(members)) for members in components.values()})
    return Groups(tuple(groups), tuple(conflicts), tuple(sorted(held)))


def _components(links: Iterable[Pair]) -> dict[str, set[str]]:
    """Each linked entry to all that it is linked with by a chain, itself included."""
    members: dict[str, set[str]] = {}
    for left, right in links:
        ours, theirs = members.setdefault(left, {left}), members.setdefault(right, {right})
        if ours is not theirs:
            small, large = sorted((ours, theirs), key=len)
            large |= small
            members.update(dict.fromkeys(small, large))
    return members


def _links_between(ends: Pair, links: list[Pair]) -> set[Pair]:
    """The links that lie on any chain from one end to the other without passing an entry twice.

    With a link between the two ends added, these are the links of its biconnected block (Hopcroft and Tarjan 1973).
    """
    neighbours: dict[str, list[str]] = {}
    for left, right in [*links, ends]:
        neighbours.setdefault(left, []).append(right)
        neighbours.setdefault(right, []).append(left)
    depth, low = {ends[0]: 0}, {ends[0]: 0}
    trail: list[Pair] = []
    walk = [(ends[0], "", iter([ends[1]]))]  # the added link first: its block is the last to be closed
    while walk:
        entry, before, onward = walk[-1]
        for follower in onward:
            if follower not in depth:
                trail.append(pair_of(entry, follower))
                depth[follower] = low[follower] = len(walk)
                walk.append((follower, entry, iter(neighbours[follower])))
                break
            if follower != before and depth[follower] < depth[entry]:
                trail.append(pair_of(entry, follower))
                low[entry] = min(low[entry], depth[follower])
        else:
            walk.pop()
            if walk:
                above = walk[-1][0]
                low[above] = min(low[above], low[entry])
                if low[entry] >= depth[above] and above != ends[0]:
                    del trail[trail.index(pair_of(above, entry)) :]
    return set(trail) - {ends}
