"""The Merkle tree over the entries: hashes, roots, proofs that an entry is in, proofs that nothing earlier changed.

A perfect subtree of 2^level leaves that starts at leaf index·2^level is a *node* (level, index); level 0 are the
leaves. Nodes never change once they are complete, so they can be stored; ``position`` gives each a number of its own.
Every root and every element of a proof is folded from nodes. Storing them is the neighbour's work (``actions``); here
is the arithmetic, and ``Tree``, which keeps all nodes in memory.

Size 0 proves nothing: no proof speaks of it, and hashes have 32 bytes or are refused.

Source: RFC 9162, sections 2.1.1 to 2.1.5.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

#: Gives the hash of a complete node, by level and index.
Nodes = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


def position(level: int, index: int) -> int:
    """The number of a node when a full tree is read from left to right: leaves are even, the rest odd."""
    return ((2 * index + 1) << level) - 1


def complete_nodes(start: int, end: int) -> list[tuple[int, int]]:
    """The nodes that together hold the leaves [start, end), left to right.

    ``start`` is a multiple of the greatest power of two below ``end - start``, as in every range of a proof.
    """
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash of a range from the hashes of its complete nodes, left to right."""
    if not hashes:
        return EMPTY_ROOT
    folded = hashes[-1]
    for left in reversed(hashes[:-1]):
        folded = node_hash(left, folded)
    return folded


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root over leaves whose hashes come one by one; keeps as many hashes as the tree is high."""
    edge = Edge()
    for leaf in leaf_hashes:
        edge.append(leaf)
    return edge.root


class Edge:
    """The right edge of a growing tree: the fewest hashes from which it can grow and its root be told."""

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """A tree of ``size`` leaves, with the hashes of ``complete_nodes(0, size)``."""
        self.size = size
        self.hashes = list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} hashes at its edge")

    @property
    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return fold(self.hashes)

    def append(self, leaf: bytes) -> list[tuple[int, bytes]]:
        """Grow by one leaf; gives position and hash of each node above the leaves that this completes."""
        completed = []
        index, level = self.size, 0
        while index & 1:
            leaf = node_hash(self.hashes.pop(), leaf)
            index, level = index >> 1, level + 1
            completed.append((position(level, index), leaf))
        self.hashes.append(leaf)
        self.size += 1
        return completed


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose hashes prove that leaf ``index`` is in a tree of ``size``, from the leaf upwards.

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    start, end, ranges = 0, size, []
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose hashes prove that a tree of ``new`` leaves grew out of its first ``old``.

    Empty when both are equal.

    Raises:
        ValueError: not 0 < old <= new.
    """
    if not 0 < old <= new:
        raise ValueError(f"no proof from a tree of {old} to one of {new}")
    start, end, known, ranges = 0, new, True, []
    while old != end:
        middle = start + _largest_power_below(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, known = middle, False
    if not known:
        ranges.append((start, end))
    return ranges[::-1]


def _largest_power_below(size: int) -> int:
    """The greatest power of two smaller than ``size``, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def hashes_of(ranges: Iterable[tuple[int, int]], nodes: Nodes) -> list[bytes]:
    """A proof: the hash of each range, folded from stored nodes."""
    return [fold([nodes(level, index) for level, index in complete_nodes(*leaves)]) for leaves in ranges]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether ``proof`` shows that ``leaf`` (its hash) stands at ``index`` in the tree of ``size`` with ``root``.

    Source: RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size or not _are_hashes([leaf, root, *proof]):
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether ``proof`` shows that the tree of ``new`` leaves begins with the tree of ``old`` leaves.

    Source: RFC 9162, 2.1.4.2; equal sizes need equal roots and an empty proof.
    """
    if old == new:
        return old > 0 and not proof and old_root == new_root
    if not 0 < old < new or not _are_hashes([old_root, new_root, *proof]):
        return False
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    found_old = found_new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            found_old, found_new = node_hash(sibling, found_old), node_hash(sibling, found_new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found_new = node_hash(found_new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found_old == old_root and found_new == new_root


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


class Tree:
    """A whole tree in memory: 64 bytes a leaf, any root and any proof of any earlier size."""

    __slots__ = ("_levels",)

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels = [bytearray()]
        self.extend(leaf_hashes)

    def __len__(self) -> int:
        return len(self._levels[0]) // HASH_BYTES

    def extend(self, leaf_hashes: Iterable[bytes]) -> None:
        """Grow by leaves, given by their hashes, and complete the nodes above them."""
        leaves = self._levels[0]
        for leaf in leaf_hashes:
            leaves += leaf
        sha256, level = hashlib.sha256, 0
        while len(self._levels[level]) >= 2 * HASH_BYTES:
            below = self._levels[level]
            if level + 1 == len(self._levels):
                self._levels.append(bytearray())
            above = self._levels[level + 1]
            start = 2 * len(above)
            end = len(below) - len(below) % (2 * HASH_BYTES)
            pairs = range(start, end, 2 * HASH_BYTES)
            above += b"".join(sha256(b"\1" + below[at : at + 2 * HASH_BYTES]).digest() for at in pairs)
            level += 1

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete node."""
        start = index * HASH_BYTES
        return bytes(self._levels[level][start : start + HASH_BYTES])

    def root(self, size: int | None = None) -> bytes:
        """The root over the first ``size`` leaves, or over all."""
        size = len(self) if size is None else size
        return fold([self.node(level, index) for level, index in complete_nodes(0, size)])

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that leaf ``index`` is in the tree of the first ``size`` leaves, or of all."""
        return hashes_of(inclusion_ranges(index, len(self) if size is None else size), self.node)

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """The proof that the tree of ``new`` leaves, or of all, begins with the first ``old``."""
        return hashes_of(consistency_ranges(old, len(self) if new is None else new), self.node)
