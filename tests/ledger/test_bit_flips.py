"""Two hundred single bits flipped in an SQLite file, as a failing disk does: all found, or shown to touch nothing."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from databases import point_at
from django.apps import apps
from django.db import connection, connections
from told_record import tell, tell_on

from homeward.errors import HomewardError
from homeward.ledger.findings import RecordBroken
from homeward.ledger.live import check

FLIPS = 200


#: Numbers of the database's own, which nothing points to, and the salts of rows: one that opens a row that stands is
#: needed by the check, one that does not opens nothing that is left.
OUTSIDE = ("ledger.Content.id", "ledger.Seal.id", "ledger.Seal.salt")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All that the program can read: every row of every table."""
    read = {}
    for model in apps.get_models():
        label = model._meta.label
        columns = [field.attname for field in model._meta.concrete_fields if f"{label}.{field.attname}" not in OUTSIDE]
        read[label] = sorted(map(plain, model._default_manager.values_list(*columns)), key=repr)
    return read


def plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


def with_one_bit_flipped(data: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :]


@pytest.fixture
def whole_file(empty_sqlite: Path, tmp_path: Path) -> bytes:
    """The bytes of a database with a few hundred rows, closed in good order."""
    path = tmp_path / "whole.sqlite3"
    shutil.copyfile(empty_sqlite, path)
    point_at(f"sqlite:///{path}")
    tell(tmp_path, rows=100)
    tell_on()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert cursor.fetchone()[0] == 0
    connections.close_all()
    return path.read_bytes()


def test_every_bit_flipped_in_the_file_is_found_or_touches_nothing(whole_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "flipped.sqlite3"
    path.write_bytes(whole_file)
    point_at(f"sqlite:///{path}")
    whole, all_rows = check(), everything()
    connections.close_all()
    draw = random.Random(81)
    found = 0
    for _ in range(FLIPS):
        for file in tmp_path.glob("flipped.sqlite3*"):
            file.unlink()
        path.write_bytes(with_one_bit_flipped(whole_file, draw))
        try:
            seen = check(), everything()
        except HomewardError:
            found += 1
        else:
            assert seen == (whole, all_rows)
        connections.close_all()
    assert found > FLIPS // 10  # most pages of a small file are those of tables that are still empty


@pytest.mark.parametrize("kept", [0, 1, 100, 4096, 100_000, -4096, -1])
def test_a_file_cut_off_is_refused(whole_file: bytes, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.sqlite3"
    path.write_bytes(whole_file[:kept])
    point_at(f"sqlite:///{path}")
    with pytest.raises(HomewardError):
        check()


def test_a_page_in_the_place_of_another_is_found_or_touches_nothing(whole_file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "moved.sqlite3"
    path.write_bytes(whole_file)
    point_at(f"sqlite:///{path}")
    whole = check(), everything()
    connections.close_all()
    size = int.from_bytes(whole_file[16:18], "big")
    pages = [whole_file[at : at + size] for at in range(0, len(whole_file), size)]
    draw = random.Random(4)
    found = 0
    for _ in range(20):
        one, other = draw.sample(range(1, len(pages)), 2)
        moved = list(pages)
        moved[one], moved[other] = pages[other], pages[one]
        for file in tmp_path.glob("moved.sqlite3*"):
            file.unlink()
        path.write_bytes(b"".join(moved))
        try:
            assert (check(), everything()) == whole  # two empty pages, in each other's place
        except RecordBroken:
            found += 1
        connections.close_all()
    assert found > 10


def test_what_sqlite_itself_cannot_open_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite3"
    path.write_text("this is no database, but a letter\n" * 40)
    point_at(f"sqlite:///{path}")
    with pytest.raises(RecordBroken, match="The database itself is damaged"):
        check()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT 1 FROM x")
