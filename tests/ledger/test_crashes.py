"""What was acknowledged is never lost: writers killed, a server stopped, a full disk, two who write at once."""

from __future__ import annotations

import os
import random
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from commission import UA, Commission, hand_in_list
from databases import postgresql, postgresql_url, stop_at_once_and_start_again, with_tables
from django.db import connection, connections

from homeward.intake.models import Submission
from homeward.ledger.actions import AlreadyRecorded, NotWritten, Reading, record, record_readings
from homeward.ledger.live import check
from homeward.ledger.models import Entry
from homeward.ledger.terms import NEUTRAL, Purpose

WRITER = Path(__file__).with_name("crash_writer.py")
KILLS = 50

Given = TypeVar("Given")


class Forks:
    """A process with everything loaded, from which writers are forked: each writes until it is killed."""

    def __init__(self, url: str) -> None:
        command = [sys.executable, str(WRITER), url]
        self._loaded = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert self._answer() == "ready"

    def _answer(self) -> str:
        assert self._loaded.stdout is not None
        return self._loaded.stdout.readline().decode().strip()

    def killed_after(self, seconds: float, by: Callable[[], None] | None = None) -> list[int]:
        """Start a writer and kill it, or do what makes it end; gives the entries that it has acknowledged.

        The time is counted from its first commit.
        """
        assert self._loaded.stdin is not None
        assert self._loaded.stdout is not None
        self._loaded.stdin.write(b"write\n")
        writer = int(self._answer())
        acknowledged = list(map(int, self._answer().split()))
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._loaded.stdout], [], [], left)[0]:
                acknowledged += map(int, self._answer().split())
        if by:
            by()
        else:
            os.kill(writer, signal.SIGKILL)
        while (line := self._answer()) != "killed":
            acknowledged += map(int, line.split())
        return acknowledged

    def close(self) -> None:
        self._loaded.kill()
        self._loaded.wait()
        for pipe in (self._loaded.stdin, self._loaded.stdout):
            assert pipe is not None
            pipe.close()


@contextmanager
def forks(url: str) -> Iterator[Forks]:
    """Forks of writers on a record that is begun."""
    forked = Forks(url)
    try:
        yield forked
    finally:
        forked.close()


def is_whole_with(acknowledged: list[int]) -> None:
    """Everything acknowledged stands, no row without its entry, and the whole record holds."""
    stands = set(Entry.objects.values_list("sequence", flat=True))
    assert stands >= set(acknowledged)
    assert Submission.objects.count() == Entry.objects.filter(subject__startswith="SB-").count()
    assert check().entries == len(stands)


@pytest.mark.parametrize("draw", list(map(random.Random, range(KILLS // 10))))
def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(sqlite: str, tmp_path: Path, draw: random.Random) -> None:
    Commission(tmp_path).begin()
    connections.close_all()
    acknowledged: list[int] = []
    with forks(sqlite) as writers:
        for _ in range(10):
            acknowledged += writers.killed_after(draw.uniform(0, 0.1))
            is_whole_with(acknowledged)
            connections.close_all()
    assert len(acknowledged) >= 10


def test_nothing_acknowledged_is_lost_when_a_client_of_postgresql_is_killed(postgres: str, tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    connections.close_all()
    draw, acknowledged = random.Random(9), list[int]()
    with forks(postgres) as writers:
        for _ in range(5):
            acknowledged += writers.killed_after(draw.uniform(0, 0.1))
            is_whole_with(acknowledged)
    assert len(acknowledged) >= 5


def test_nothing_acknowledged_is_lost_when_the_server_is_stopped_at_once(tmp_path: Path) -> None:
    with postgresql() as socket:
        url = postgresql_url(socket, "postgres")
        with_tables(url)
        Commission(tmp_path).begin()
        connections.close_all()
        acknowledged: list[int] = []
        with forks(url) as writers:
            for _ in range(3):
                acknowledged += writers.killed_after(0.2, by=lambda: stop_at_once_and_start_again(socket))
                is_whole_with(acknowledged)
                connections.close_all()
        assert len(acknowledged) >= 3


def readings(count: int = 1) -> list[Reading]:
    return [Reading(UA, Purpose.TRACING, ["PE-1"], ["UA", NEUTRAL])] * count


@pytest.mark.usefixtures("sqlite")
def test_a_full_database_is_said_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 8}")
    with pytest.raises(NotWritten, match=r"The disk is full\. Nothing was recorded"):
        hand_in_list(UA, tmp_path, rows=1000)
    with pytest.raises(NotWritten, match=r"The disk is full\. Nothing was recorded"):
        record_readings(readings(1000))
    assert not Submission.objects.exists()
    assert check().entries == 1
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000")
    hand_in_list(UA, tmp_path, rows=1000)
    assert check().entries == 2


@pytest.mark.usefixtures("sqlite")
def test_a_file_that_may_not_grow_is_said_and_what_was_recorded_stands(tmp_path: Path) -> None:
    """The limit of the operating system stands for a disk without room: the write itself fails, in the middle."""
    Commission(tmp_path).begin()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    recorded = 0
    try:
        largest = max(file.stat().st_size for file in tmp_path.glob("homeward.sqlite3*"))
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 300_000, hard))
        while True:
            try:
                recorded += len(record_readings(readings(200)))
            except NotWritten as refused:
                why = str(refused)
                break
        assert "Nothing was recorded; what was recorded before stands" in why
        assert recorded
        assert check().entries == recorded + 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    record_readings(readings())
    connections.close_all()
    assert check().entries == recorded + 2


@pytest.mark.usefixtures("sqlite")
def test_a_file_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    with pytest.raises(NotWritten, match="The database refused to write"):
        record_readings(readings())
    assert check().entries == 1


@pytest.mark.usefixtures("database")
def test_two_who_write_at_once_wait_for_each_other(tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    given = in_threads(4, lambda place: [hand_in_list(UA, folder(tmp_path, place)) for _ in range(5)])
    assert sorted(sequence for sequences in given for sequence in sequences) == list(range(1, 21))
    assert check().entries == 21


@pytest.mark.usefixtures("database")
def test_one_request_sent_four_times_at_once_is_done_once(tmp_path: Path) -> None:
    Commission(tmp_path).begin()

    def once(place: int) -> str:
        try:
            return f"done: {hand_in_list(UA, folder(tmp_path, place), request='form-1')}"
        except AlreadyRecorded as before:
            return f"before: {before.sequence}"

    assert sorted(in_threads(4, once)) == ["before: 1"] * 3 + ["done: 1"]
    assert Submission.objects.count() == 1
    assert check().entries == 2


def folder(within: Path, place: int) -> Path:
    made = within / str(place)
    made.mkdir(exist_ok=True)
    return made


def in_threads(count: int, act: Callable[[int], Given]) -> list[Given]:
    """What each of ``count`` threads gives, each with a connection of its own."""

    def closing(place: int) -> Given:
        try:
            return act(place)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(closing, range(count)))


@pytest.mark.usefixtures("database")
def test_a_database_held_by_another_for_too_long_is_said(tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50" if connection.vendor == "sqlite" else "SET lock_timeout = 50")
    holds, ends = threading.Event(), threading.Event()

    def hold(_place: int) -> None:
        with record(by=UA, action="intake.hold", purpose=Purpose.AUDIT, subject="", shown_to=["UA"]):
            holds.set()
            ends.wait(30)

    other = threading.Thread(target=in_threads, args=(1, hold))
    other.start()
    try:
        holds.wait(30)
        with pytest.raises(NotWritten, match=r"Somebody else has been writing for too long\. Nothing was recorded"):
            record_readings(readings())
    finally:
        ends.set()
        other.join()
    record_readings(readings())
    assert check().entries == 3
