"""Tiles: the hashes of the tree in files of 256, from which anybody can fold any root and any proof.

Source: C2SP tlog-tiles.
"""

from __future__ import annotations

from collections.abc import Iterator

from homeward.ledger.merkle import Tree

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
