"""Groups follow from the set of live judgements alone, and never join whom all concerned part."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ledger.terms import NEUTRAL
from homeward.register.clusters import Said, agreed, concerned, groups_of, pair_of
from homeward.register.terms import Verdict

PARTY = {"a": "UA", "b": "RU", "c": "UA", "d": "RU", "e": NEUTRAL, "f": "UA"}
SWAP = {"UA": "RU", "RU": "UA", NEUTRAL: NEUTRAL}


def both(*links: str, verdict: Verdict = Verdict.SAME) -> list[Said]:
    """All concerned say one thing of each of these pairs, written “ab”."""
    return [
        Said(party, left, right, verdict)
        for left, right in links
        for party in sorted(concerned(PARTY[left], PARTY[right]))
    ]


def apart(*links: str) -> list[Said]:
    return both(*links, verdict=Verdict.DIFFERENT)


def test_same_needs_both_sides() -> None:
    assert not groups_of([Said("UA", "a", "b", Verdict.SAME)], PARTY).groups
    assert not groups_of([Said("UA", "a", "b", Verdict.SAME), Said(NEUTRAL, "a", "b", Verdict.SAME)], PARTY).groups
    assert not groups_of([Said("UA", "a", "b", Verdict.SAME), Said("RU", "a", "b", Verdict.UNSURE)], PARTY).groups
    assert groups_of(both("ab"), PARTY).groups == (("a", "b"),)


def test_duplicates_of_one_party_need_the_neutral() -> None:
    assert concerned("UA", "UA") == {"UA", NEUTRAL}
    assert concerned("UA", NEUTRAL) == {"UA", NEUTRAL}
    assert concerned("UA", "RU") == {"UA", "RU"}
    assert not groups_of([Said("UA", "a", "c", Verdict.SAME), Said("RU", "a", "c", Verdict.SAME)], PARTY).groups


def test_a_chain_makes_one_group() -> None:
    assert groups_of(both("ab", "bc", "cd"), PARTY).groups == (("a", "b", "c", "d"),)
    assert groups_of(both("ab", "cd"), PARTY).groups == (("a", "b"), ("c", "d"))


def test_parted_ends_of_a_chain_stay_apart_and_the_conflict_is_told() -> None:
    found = groups_of(both("ab", "bc") + apart("ac"), PARTY)
    assert (found.groups, found.conflicts, found.held) == ((), (("a", "c"),), (("a", "b"), ("b", "c")))


def test_only_links_between_the_parted_are_held() -> None:
    # a–b–c with a and c parted; d hangs on a, f and e on b: none of these lies between a and c.
    found = groups_of(both("ab", "bc", "ad", "be", "ef") + apart("ac"), PARTY)
    assert found.held == (("a", "b"), ("b", "c"))
    assert found.groups == (("a", "d"), ("b", "e", "f"))


def test_every_way_round_between_the_parted_is_held() -> None:
    found = groups_of(both("ab", "bc", "cd", "ad", "de") + apart("ac"), PARTY)
    assert set(found.held) == {("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")}
    assert found.groups == (("d", "e"),)


def test_parted_entries_that_nothing_joins_are_no_conflict() -> None:
    assert groups_of(both("ab") + apart("cd"), PARTY).conflicts == ()


LINKS = st.lists(
    st.tuples(
        st.sampled_from(["UA", "RU", NEUTRAL]),
        st.sampled_from("abcdef"),
        st.sampled_from("abcdef"),
        st.sampled_from(list(Verdict)),
    ).filter(lambda said: said[1] < said[2]),
    unique_by=lambda said: said[:3],
    max_size=45,
)


@settings(max_examples=300, deadline=None)
@given(LINKS, st.integers(0, 10**6))
def test_the_order_of_judgements_changes_nothing(links: list[tuple[str, str, str, Verdict]], seed: int) -> None:
    said = [Said(*one) for one in links]
    shuffled = [Said(one.party, one.right, one.left, one.verdict) for one in said]
    random.Random(seed).shuffle(shuffled)
    assert groups_of(said, PARTY) == groups_of(shuffled, PARTY)


@settings(max_examples=300, deadline=None)
@given(LINKS)
def test_sides_swapped_change_nothing(links: list[tuple[str, str, str, Verdict]]) -> None:
    mirrored = [Said(SWAP[party], left, right, verdict) for party, left, right, verdict in links]
    parties = {entry: SWAP[party] for entry, party in PARTY.items()}
    assert groups_of([Said(*one) for one in links], PARTY) == groups_of(mirrored, parties)


@settings(max_examples=300, deadline=None)
@given(LINKS)
def test_nobody_parted_is_joined_and_only_what_must_is_held(links: list[tuple[str, str, str, Verdict]]) -> None:
    said = [Said(*one) for one in links]
    found = groups_of(said, PARTY)
    verdicts = agreed(said, PARTY)
    parted = {pair for pair, verdict in verdicts.items() if verdict is Verdict.DIFFERENT}
    joined = {pair for pair, verdict in verdicts.items() if verdict is Verdict.SAME}
    group_of = {entry: members for members in found.groups for entry in members}
    assert not any(right in group_of.get(left, ()) for left, right in parted)
    assert set(found.held) == {link for link in joined if any(_between(link, pair, joined) for pair in parted)}


def _between(link: tuple[str, str], ends: tuple[str, str], links: set[tuple[str, str]]) -> bool:
    """Whether a link lies on a chain between two ends that passes no entry twice: found by walking every chain."""

    def walks(at: str, seen: tuple[str, ...]) -> bool:
        if at == ends[1]:
            return link in {pair_of(*step) for step in pairwise(seen)}
        onward = {other for pair in links if at in pair for other in pair} - set(seen)
        return any(walks(other, (*seen, other)) for other in onward)

    return walks(ends[0], (ends[0],))
