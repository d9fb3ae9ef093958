"""The tree by RFC 9162: public vectors, and every proof of every tree up to 130 leaves."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.ledger.merkle import (
    EMPTY_ROOT,
    Edge,
    Tree,
    leaf_hash,
    node_hash,
    position,
    root_of,
    verify_consistency,
    verify_inclusion,
)

VECTORS = json.loads((Path(__file__).parents[1] / "reference/tlog/merkle_vectors.json").read_text("utf-8"))
LEAVES = [leaf_hash(bytes([number])) for number in range(130)]
TREE = Tree(LEAVES)


def hashes(written: list[str] | None) -> list[bytes]:
    return [base64.b64decode(value) for value in written or []]


def root_by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, as it is written there."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while 2 * split < len(leaves):
        split *= 2
    return node_hash(root_by_definition(leaves[:split]), root_by_definition(leaves[split:]))


def test_there_are_196_public_vectors() -> None:
    assert len(VECTORS) == 196


@pytest.mark.parametrize("name", sorted(VECTORS))
def test_public_vector(name: str) -> None:
    vector = VECTORS[name]
    if name.startswith("inclusion/"):
        leaf, root = hashes([vector["leafHash"], vector["root"]])
        found = verify_inclusion(leaf, vector["leafIdx"], vector["treeSize"], hashes(vector["proof"]), root)
    else:
        old_root, new_root = hashes([vector["root1"], vector["root2"]])
        found = verify_consistency(vector["size1"], vector["size2"], old_root, new_root, hashes(vector["proof"]))
    assert found is not vector["wantErr"]


def test_every_root_is_that_of_the_definition() -> None:
    for size in range(131):
        by_definition = root_by_definition(LEAVES[:size])
        assert TREE.root(size) == root_of(LEAVES[:size]) == by_definition


def test_every_inclusion_proof_holds_and_no_other_place_or_size() -> None:
    for size in range(1, 131):
        root = TREE.root(size)
        for index in range(size):
            proof = TREE.inclusion(index, size)
            assert verify_inclusion(LEAVES[index], index, size, proof, root)
            assert not verify_inclusion(LEAVES[index], (index + 1) % size, size, proof, root) or size == 1
            assert not verify_inclusion(LEAVES[index - 1], index, size, proof, root) or size == 1
            assert not verify_inclusion(LEAVES[index], index, size, [*proof, root], root)
            assert not verify_inclusion(LEAVES[index], index, size, proof[:-1], root) or size == 1


def test_no_inclusion_proof_holds_with_one_bit_changed() -> None:
    for size in range(2, 66):
        for index in range(size):
            for place, value in enumerate(proof := TREE.inclusion(index, size)):
                bent = [*proof[:place], bytes([value[0] ^ 1, *value[1:]]), *proof[place + 1 :]]
                assert not verify_inclusion(LEAVES[index], index, size, bent, TREE.root(size))


def test_every_consistency_proof_holds_and_none_that_is_changed() -> None:
    for new in range(1, 131):
        for old in range(1, new + 1):
            old_root, new_root, proof = TREE.root(old), TREE.root(new), TREE.consistency(old, new)
            assert verify_consistency(old, new, old_root, new_root, proof)
            if old == new:
                assert proof == []
                continue
            assert not verify_consistency(old, new, new_root, new_root, proof)
            assert not verify_consistency(old, new, old_root, old_root, proof)
            assert not verify_consistency(old, new, old_root, new_root, proof[:-1])
            assert not verify_consistency(old, new, old_root, new_root, [*proof, new_root])
            assert not verify_consistency(old, new, old_root, new_root, [EMPTY_ROOT, *proof[1:]])


def test_size_zero_proves_nothing() -> None:
    assert not verify_inclusion(EMPTY_ROOT, 0, 0, [], EMPTY_ROOT)
    assert not verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    assert not verify_consistency(0, 1, EMPTY_ROOT, LEAVES[0], [])
    with pytest.raises(ValueError, match="no leaf"):
        Tree().inclusion(0)
    with pytest.raises(ValueError, match="no proof"):
        TREE.consistency(0, 5)


def test_a_hash_has_32_bytes_or_is_refused() -> None:
    assert not verify_inclusion(b"", 0, 1, [], b"")
    assert not verify_consistency(1, 2, b"", TREE.root(2), [LEAVES[1]])
    assert not verify_consistency(1, 2, LEAVES[0], TREE.root(2), [LEAVES[1][:31]])


def test_leaves_and_nodes_cannot_be_taken_for_one_another() -> None:
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


def test_every_node_has_a_number_of_its_own() -> None:
    nodes = [(level, index) for level in range(8) for index in range(128 >> level)]
    assert sorted(position(level, index) for level, index in nodes) == list(range(255))


@given(st.lists(st.binary(max_size=3), max_size=70))
def test_an_edge_grows_to_the_same_root_and_completes_the_same_nodes(entries: list[bytes]) -> None:
    tree, edge = Tree(map(leaf_hash, entries)), Edge()
    completed = dict(node for entry in entries for node in edge.append(leaf_hash(entry)))
    assert edge.root == tree.root() == Edge(edge.size, edge.hashes).root
    expected = {
        position(level, index): tree.node(level, index)
        for level in range(1, 8)
        for index in range(len(entries) >> level)
    }
    assert completed == expected
