"""Tiles by C2SP tlog-tiles: paths, widths, and the tree folded back from them."""

import pytest
from parties import tree

from homeward.ledger.merkle import Tree, leaf_hash
from homeward.ledger.tiles import tile_path, tiles, tree_from_tiles


def test_paths_are_those_of_the_specification() -> None:
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(0, 273, 112) == "tile/0/273.p/112"
    assert tile_path(63, 0) == "tile/63/000"
    assert tile_path(1, 1000, 1) == "tile/1/x001/000.p/1"
    for level, index, width in ((64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)):
        with pytest.raises(ValueError, match="no tile"):
            tile_path(level, index, width)


def test_the_tree_of_70000_of_the_specification_has_the_tiles_it_says() -> None:
    found = dict(tiles(Tree(number.to_bytes(32, "big") for number in range(70_000))))
    assert sum(path.startswith("tile/0/") and "." not in path for path in found) == 273
    assert [path for path in found if "." in path] == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    assert len(found) == 273 + 1 + 1 + 1 + 1
    assert all(len(data) == 32 * int(path.partition(".p/")[2] or 256) for path, data in found.items())


def test_a_full_tile_is_hashed_into_the_level_above_and_a_part_is_not() -> None:
    record = tree(600)
    found = dict(tiles(record))
    assert list(found) == ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]
    assert found["tile/1/000.p/2"] == tree(256).root() + record.node(8, 1)
    assert dict(tiles(tree(256))).keys() == {"tile/0/000", "tile/1/000.p/1"}
    assert dict(tiles(Tree())) == {}


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 600])
def test_the_tree_comes_back_and_that_of_an_earlier_size_too(size: int) -> None:
    record = tree(600)
    found = dict(tiles(record, size))
    assert found == dict(tiles(tree(size)))
    assert tree_from_tiles(size, found.__getitem__).root() == record.root(size)


def test_a_tile_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="has not 3 hashes"):
        tree_from_tiles(3, lambda _path: leaf_hash(b""))
