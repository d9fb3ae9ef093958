"""Everything in one file, and everything from it: what was restored is the record that was, checked whole."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import typer
from commission import UA, Commission
from databases import copy_of, point_at, postgresql_url
from django.db import connection, connections

from homeward.cli.backup import backup, restore
from homeward.errors import InputRefused
from homeward.ledger.actions import Reading, record_readings
from homeward.ledger.gate import newest_checkpoint, size_of_record
from homeward.ledger.live import check
from homeward.ledger.terms import NEUTRAL, Purpose


@pytest.fixture
def commission(database: str, tmp_path: Path) -> Commission:
    commission = Commission(tmp_path)
    commission.begin()
    read(30)
    commission.checkpoint()
    return commission


@pytest.fixture
def empty_place(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Point at a database of the same kind in which nothing stands."""

    def point() -> str:
        if database.startswith("sqlite"):
            (tmp_path / "restored.sqlite3").unlink(missing_ok=True)
            url = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
        else:
            socket = request.getfixturevalue("postgresql_socket")
            url = copy_of(socket, "template0", "restored")
            assert url == postgresql_url(socket, "restored")
        point_at(url)
        return url

    return point


def read(times: int) -> None:
    record_readings([Reading(UA, Purpose.TRACING, ["EN-1"], ["UA", NEUTRAL])] * times)


def test_what_was_restored_is_what_was(
    commission: Commission, empty_place: Callable[[], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, note = tmp_path / "all.backup", tmp_path / "note"
    note.write_text(newest_checkpoint(), encoding="utf-8")
    backup(file, quiet=True)
    size = size_of_record()
    before = check()
    empty_place()
    restore(file, since=note, quiet=True)
    assert check() == before
    assert size_of_record() == size
    said = capsys.readouterr().out
    assert f"{size} entries" in said
    assert "It goes on from the checkpoint that was kept" in said
    read(1)  # and work goes on
    commission.checkpoint()
    assert check().entries == size + 5


def test_that_a_copy_was_made_stands_in_the_copy(commission: Commission, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    backup(file, by="US-1", quiet=True)
    with zipfile.ZipFile(file) as parts:
        manifest = json.loads(parts.read("manifest.json"))
        assert parts.read("checkpoint").decode() == newest_checkpoint()
    assert manifest["entries"] == size_of_record()
    assert manifest["database"] == connection.vendor
    assert file.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("homeward-backup-*"))


def test_what_is_lost_since_a_kept_checkpoint_is_said(
    commission: Commission, empty_place: Callable[[], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, note = tmp_path / "all.backup", tmp_path / "note"
    backup(file, quiet=True)
    size = size_of_record()
    read(7)
    later = commission.checkpoint()
    note.write_text(newest_checkpoint(), encoding="utf-8")
    empty_place()
    with pytest.raises(typer.Exit):
        restore(file, since=note, quiet=True)
    assert f"covers {later} entries: the last {later - size} of them are lost" in capsys.readouterr().out


def test_a_kept_checkpoint_of_another_record_is_noticed(
    sqlite: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(sqlite.removeprefix("sqlite:///"), tmp_path / "other.sqlite3")
    one, other = Commission(tmp_path / "one"), Commission(tmp_path / "other")
    for each in (one, other):
        each.folder.mkdir()
    one.begin()
    read(3)
    backup(tmp_path / "all.backup", quiet=True)
    point_at(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    other.begin()
    other.checkpoint()
    (tmp_path / "note").write_text(newest_checkpoint(), encoding="utf-8")
    point_at(f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    with pytest.raises(typer.Exit):
        restore(tmp_path / "all.backup", since=tmp_path / "note", quiet=True)
    assert "is of another record" in capsys.readouterr().out


def test_nothing_is_ever_written_over(commission: Commission, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    backup(file, quiet=True)
    read(1)
    size = size_of_record()
    with pytest.raises(InputRefused, match="is not empty; nothing is ever written over"):
        restore(file, quiet=True)
    assert size_of_record() == size


def test_a_backup_of_the_other_kind_of_database_is_refused(sqlite: str, tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    file = tmp_path / "all.backup"
    backup(file, quiet=True)
    with zipfile.ZipFile(file) as parts:
        said = json.loads(parts.read("manifest.json")) | {"database": "postgresql"}
        kept = {name: parts.read(name) for name in parts.namelist()}
    kept["manifest.json"] = json.dumps(said).encode()
    with zipfile.ZipFile(file, "w") as parts:
        for name, data in kept.items():
            parts.writestr(name, data)
    point_at(f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    with pytest.raises(InputRefused, match="the backup is of postgresql"):
        restore(file, quiet=True)


def test_a_damaged_backup_restores_nothing(sqlite: str, tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    file = tmp_path / "all.backup"
    backup(file, quiet=True)
    with zipfile.ZipFile(file) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    kept["database"] = kept["database"].replace(b"ledger", b"leDger", 1)
    with zipfile.ZipFile(file, "w") as parts:
        for name, data in kept.items():
            parts.writestr(name, data)
    point_at(f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    with pytest.raises(InputRefused, match="its digest is another"):
        restore(file, quiet=True)
    assert not (tmp_path / "restored.sqlite3").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a list,of names\n"])
def test_what_is_no_backup_is_refused(sqlite: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(InputRefused, match="is no backup"):
        restore(tmp_path / "file", quiet=True)


def test_a_record_that_was_altered_before_the_backup_is_found_when_it_is_restored(
    sqlite: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commission = Commission(tmp_path)
    commission.begin()
    commission.checkpoint()
    with closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"))) as file, file:
        file.execute("UPDATE ledger_policy SET text = text || ' '")
    backup(tmp_path / "all.backup", quiet=True)
    point_at(f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    with pytest.raises(typer.Exit):
        restore(tmp_path / "all.backup", quiet=True)
    assert "does not hold" in capsys.readouterr().out


def test_a_backup_while_others_write_is_whole(database: str, empty_place: Callable[[], str], tmp_path: Path) -> None:
    import threading

    Commission(tmp_path).begin()
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            read(3)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup(tmp_path / "all.backup", quiet=True)
    finally:
        over.set()
        writer.join()
    empty_place()
    restore(tmp_path / "all.backup", quiet=True)
    assert check().entries > 1
