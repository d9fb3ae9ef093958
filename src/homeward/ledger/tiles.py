"""Tiles: the hashes of the tree in files of 256, from which anybody can fold any root and any proof.

Source: C2SP tlog-tiles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from homeward.ledger.merkle import HASH_BYTES, Tree

#: Hashes in a full tile, and the levels of the tree that one tile spans.
WIDTH, HEIGHT = 256, 8


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile stands: ``tile/0/x001/x234/067``, with ``.p/W`` if it holds only ``width`` hashes.

    Raises:
        ValueError: there is no such tile.
    """
    if not (0 <= level <= 63 and index >= 0 and 1 <= width <= WIDTH):
        raise ValueError(f"no tile {index} of {width} hashes at level {level}")
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([f"x{part}" for part in parts[:-1]] + parts[-1:])
    return f"tile/{level}/{path}" + (f".p/{width}" if width < WIDTH else "")


def tiles(tree: Tree, size: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every tile of the tree of the first ``size`` leaves, or of all: path and bytes, by level and index."""
    size = len(tree) if size is None else size
    level, hashes = 0, size
    while hashes:
        for start in range(0, hashes, WIDTH):
            width = min(WIDTH, hashes - start)
            nodes = (tree.node(HEIGHT * level, index) for index in range(start, start + width))
            yield tile_path(level, start // WIDTH, width), b"".join(nodes)
        level, hashes = level + 1, hashes // WIDTH


def tree_from_tiles(size: int, read: Callable[[str], bytes]) -> Tree:
    """The tree of ``size`` leaves from its tiles of leaf hashes.

    Args:
        read: gives the bytes of a tile by its path.

    Raises:
        ValueError: a tile has not the bytes that its path says.
    """
    tree = Tree()
    for start in range(0, size, WIDTH):
        width = min(WIDTH, size - start)
        path = tile_path(0, start // WIDTH, width)
        tile = read(path)
        if len(tile) != width * HASH_BYTES:
            raise ValueError(f"The tile {path} has not {width} hashes.")
        tree.extend(tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES))
    return tree
