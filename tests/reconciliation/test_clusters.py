"""Clusters hold together, and never contradict themselves."""

import numpy as np

from homeward.reconciliation.clusters import join


def joined(pairs: dict[tuple[int, int], float], lists: list[int]) -> tuple[list[int], list[int]]:
    left, right = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    cluster, refused = join(left, right, np.array(list(pairs.values())), np.array(lists))
    return cluster.tolist(), refused.tolist()


def test_a_person_on_three_lists_is_one_cluster() -> None:
    assert joined({(0, 1): 0.9, (1, 2): 0.9}, [0, 1, 2]) == ([0, 0, 0], [])


def test_two_entries_of_a_list_that_are_no_duplicates_are_kept_apart() -> None:
    cluster, refused = joined({(0, 2): 0.99, (1, 2): 0.6}, [0, 0, 1])
    assert cluster == [0, 1, 0]
    assert refused == [1]


def test_proposed_duplicates_may_share_a_cluster() -> None:
    assert joined({(0, 2): 0.99, (1, 2): 0.6, (0, 1): 0.8}, [0, 0, 1])[0] == [0, 0, 0]


def test_the_surer_pair_wins_whatever_the_order_of_pairs() -> None:
    assert joined({(1, 2): 0.6, (0, 2): 0.99}, [0, 0, 1])[0] == [0, 1, 0]


def test_of_many_entries_of_a_list_one_may_lack_what_the_others_show() -> None:
    """Four entries, all proposed as duplicates of one another but one pair that nobody found."""
    pairs = {(0, 1): 0.99, (0, 2): 0.98, (1, 2): 0.97, (0, 3): 0.9, (1, 3): 0.9}
    assert joined(pairs, [0, 0, 0, 0]) == ([0, 0, 0, 0], [])


def test_as_many_against_as_for_is_not_enough() -> None:
    cluster, refused = joined({(0, 1): 0.99, (1, 2): 0.9}, [0, 0, 0])
    assert cluster == [0, 0, 2]
    assert refused == [1]


def test_a_pair_in_doubt_says_nothing() -> None:
    left, right = np.array([0, 1]), np.array([1, 2])
    doubtful = np.array([0]), np.array([2])
    cluster, refused = join(left, right, np.array([0.99, 0.9]), np.array([0, 0, 0]), doubtful)
    assert cluster.tolist() == [0, 0, 0]
    assert not refused.size
