"""The bundle of a party: its files, its bytes, and what is not in it."""

import hashlib
import json
import zipfile

import pytest
from records import ALL, ORIGIN, ARecord, a_round

from homeward.ledger.bundle import write_bundle
from homeward.ledger.canonical import canonical
from homeward.ledger.merkle import Tree, leaf_hash
from homeward.ledger.terms import NEUTRAL


@pytest.fixture(scope="module")
def the_round():
    return a_round()


def files_of(path):
    with zipfile.ZipFile(path) as bundle:
        return {info.filename: bundle.read(info) for info in bundle.infolist()}


def test_a_bundle_has_the_files_of_the_format_in_order(the_round, tmp_path):
    files = files_of(the_round.bundle("UA", tmp_path / "ua.zip"))
    assert list(files) == [
        "README.txt",
        "bundle.json",
        "checkpoint",
        "checkpoints/000000000002",
        "checkpoints/000000000006",
        "content.jsonl",
        "entries.jsonl",
        "policy",
        "rows.jsonl",
        "tile/0/000.p/6",
        "verify_record.py",
    ]
    assert json.loads(files["bundle.json"]) == {
        "for": "UA",
        "format": "homeward-bundle/1",
        "origin": ORIGIN,
        "size": 6,
    }
    assert files["checkpoint"] == files["checkpoints/000000000006"] == the_round.notes[6].encode()
    assert files["policy"].decode() == the_round.policies[0]
    assert files["tile/0/000.p/6"] == b"".join(map(leaf_hash, the_round.entries))


def test_every_line_is_canonical(the_round, tmp_path):
    files = files_of(the_round.bundle(NEUTRAL, tmp_path / "n.zip"))
    for name in ("entries.jsonl", "content.jsonl", "rows.jsonl"):
        lines = files[name].splitlines(keepends=True)
        assert lines
        for line in lines:
            assert line == canonical(json.loads(line)) + b"\n"


def test_the_same_record_gives_the_same_bytes(the_round, tmp_path):
    first = the_round.bundle("RU", tmp_path / "one.zip").read_bytes()
    second = the_round.bundle("RU", tmp_path / "two.zip").read_bytes()
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def test_the_bundles_of_two_sides_show_one_root_and_neither_the_content_of_the_other(the_round, tmp_path):
    ua = files_of(the_round.bundle("UA", tmp_path / "ua.zip"))
    ru = files_of(the_round.bundle("RU", tmp_path / "ru.zip"))
    assert ua["checkpoint"] == ru["checkpoint"]
    shared = {"README.txt", "checkpoint", "policy", "tile/0/000.p/6", "verify_record.py"}
    for name in shared:
        assert ua[name] == ru[name]
    for bundle, own, other in ((ua, "Ткач", "Токарь"), (ru, "Токарь", "Ткач")):
        whole = b"".join(bundle.values())
        assert own.encode() in whole
        assert other.encode() not in whole


def test_a_large_record_has_the_tiles_of_its_size(tmp_path):
    record = ARecord()
    for _ in range(600):
        record.add("exchange.decide", NEUTRAL, ALL)
    record.checkpoint()
    tiles = {name: data for name, data in files_of(record.bundle("UA", tmp_path / "ua.zip")).items() if "tile/" in name}
    assert {name: len(data) // 32 for name, data in tiles.items()} == {
        "tile/0/000": 256,
        "tile/0/001": 256,
        "tile/0/002.p/89": 89,
        "tile/1/000.p/2": 2,
    }


def test_a_bundle_that_cannot_be_finished_leaves_nothing_and_keeps_what_was_there(the_round, tmp_path):
    path = tmp_path / "ua.zip"
    path.write_bytes(b"the one of yesterday")

    def entries():
        yield the_round.entries[0]
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        write_bundle(
            path,
            party="UA",
            origin=ORIGIN,
            leaf_hashes=the_round.tree,
            size=6,
            notes=the_round.notes,
            policy_text=the_round.policies[0],
            entries=entries(),
            content=[],
            rows=[],
        )
    assert path.read_bytes() == b"the one of yesterday"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("size", [0, 5, 7])
def test_a_bundle_ends_at_a_checkpoint(the_round, tmp_path, size):
    with pytest.raises(ValueError, match="checkpoint"):
        write_bundle(
            tmp_path / "ua.zip",
            party="UA",
            origin=ORIGIN,
            leaf_hashes=Tree(map(leaf_hash, the_round.entries)),
            size=size,
            notes=the_round.notes,
            policy_text="",
            entries=[],
            content=[],
            rows=[],
        )
