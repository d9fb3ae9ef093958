"""The desk as an operator starts it: it refuses what cannot be, keeps its processes running, leaves no orphan."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands import HOMEWARD, homeward
from desk import Desk


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def environment(quick_desk: Desk, tmp_path: Path) -> dict[str, str]:
    """A commission with one member, for processes that are started here."""
    return {**os.environ, "HOMEWARD_DATA": str(tmp_path / "data")}


@pytest.fixture
def served(environment: dict[str, str], quick_desk: Desk, port: int) -> Iterator[subprocess.Popen[str]]:
    from homeward.access.terms import Role

    quick_desk.member(Role.LIAISON, "UA")
    command = [*HOMEWARD, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def alive(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/alive", timeout=5) as answer:
            return bool(answer.read() == b"ok")
    except OSError:
        return False


def below(parent: int) -> dict[int, str]:
    """The processes that the desk has started, and what each is."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    found = (line.split(None, 2) for line in listed.splitlines())
    return {
        int(pid): words.split("desk_process", 1)[1].split()[0]
        for pid, above, words in found
        if int(above) == parent and "desk_process" in words
    }


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]


def wait_for(holds: Callable[[], object], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def test_a_place_without_a_record_is_refused_and_says_how_to_begin(tmp_path: Path, port: int) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment["HOMEWARD_DATA"] = str(tmp_path / "none")
    said = homeward("serve", "--port", port, code=2, env=environment).stderr
    assert "homeward ledger begin" in said
    assert "homeward access begin" in said
    assert not (tmp_path / "none" / "homeward.sqlite3").exists()


def test_a_port_that_is_taken_is_refused(environment: dict[str, str], port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert "is not free" in homeward("serve", "--port", port, code=2, env=environment).stderr


@pytest.mark.parametrize("words", [("--host", "0.0.0.0"), ("--data", "full")])
def test_a_demo_stays_on_this_machine_and_writes_over_nothing(tmp_path: Path, words: tuple[str, str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("mine", encoding="utf-8")
    homeward("serve", "--demo", *words, code=2, cwd=tmp_path)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter"]


def test_the_desk_serves_outlives_its_parts_and_ends_as_a_whole(served: subprocess.Popen[str], port: int) -> None:
    wait_for(lambda: alive(port))
    parts = below(served.pid)
    assert sorted(parts.values()) == ["jobs", "pages", "turns"]
    for pid in parts:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: sorted(below(served.pid).values()) == ["jobs", "pages", "turns"] and alive(port))
    again = below(served.pid)
    assert not set(again) & set(parts)
    served.send_signal(signal.SIGTERM)
    assert served.wait(40) == 0
    assert not any(runs(pid) for pid in again)
    assert not alive(port)


def test_no_orphan_is_left_when_the_desk_itself_is_killed(served: subprocess.Popen[str], port: int) -> None:
    wait_for(lambda: alive(port))
    parts = below(served.pid)
    served.kill()
    served.wait()
    wait_for(lambda: not any(runs(pid) for pid in parts))
    wait_for(lambda: not alive(port))


def test_the_key_of_sessions_outlives_a_restart_and_is_its_owners_alone(
    served: subprocess.Popen[str], port: int, tmp_path: Path
) -> None:
    wait_for(lambda: alive(port))
    key = tmp_path / "data" / "session-key"
    assert key.stat().st_mode & 0o077 == 0
    assert len(key.read_text("utf-8")) > 40


def test_the_demo_is_a_desk_on_which_everything_can_be_tried(tmp_path: Path) -> None:
    """Made as ``serve --demo`` makes it, then looked at with the verifier and the gates."""
    program = Path(__file__).with_name("made_demo.py")
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment["HOMEWARD_DATA"] = str(tmp_path / "demo")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "demo")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["lists"] == 3
    assert found["states"].keys() >= {"waiting", "second", "agreed_same", "put"}
    assert found["queries"] == {"open": 4, "answered": 4}
    assert found["contradictions"] >= 1
    assert found["holds"]
    assert found["roles"] == 11
    assert re.fullmatch(r"[0-9a-f-]{19}", found["password"])
