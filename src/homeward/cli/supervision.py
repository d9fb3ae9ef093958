"""The processes of the desk, kept running: one that died is started again, all end together.

What a worker that died was working on is given back at once by whoever sees it die; nobody waits for its lease.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

_LOOK_EVERY = 0.2
#: Kinds of processes that hold jobs or turns.
_HOLDING = ("jobs", "turns")
_PATIENCE = 15.0
#: One that dies within so many seconds is not started again at once, and each time later.
_SOON, _LONGEST_WAIT = 5.0, 30.0


@dataclass(slots=True)
class Kept:
    """A process that is kept running.

    Args:
        kind, name: what it is started as; see ``desk_process``.
    """

    kind: str
    name: str
    _process: subprocess.Popen[bytes] | None = None
    _begun: float = 0.0
    _again_at: float = 0.0
    _wait: float = field(default=0.5)

    def start(self) -> None:
        """Start it; its standard input is a pipe that ends when this process does."""
        command = [sys.executable, "-m", "homeward.cli.desk_process", self.kind, self.name]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
        self._begun = time.monotonic()

    def has_died(self) -> bool:
        """Whether it was running and is not any more; told once."""
        if self._process is None or self._process.poll() is None:
            return False
        self._process.wait()
        self._process = None
        lived = time.monotonic() - self._begun
        self._wait = 0.5 if lived > _SOON else min(_LONGEST_WAIT, 2 * self._wait)
        self._again_at = time.monotonic() + (0 if lived > _SOON else self._wait)
        return True

    def is_due(self) -> bool:
        """Whether it is to be started again now."""
        return self._process is None and time.monotonic() >= self._again_at

    def end(self, until: float) -> None:
        """End it, by force when it has not ended by ``until``."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def ask_to_end(self) -> None:
        """Ask it to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()


def keep_running(processes: Sequence[Kept], give_back: Callable[[str], object]) -> None:
    """Keep processes running until Ctrl-C or SIGTERM, then end them all.

    Args:
        processes: not started yet.
        give_back: gives back the jobs of a worker, by its name, that died or was ended by force.
    """
    over = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        over.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        while not over.is_set():
            for process in processes:
                if process.has_died() and process.kind in _HOLDING:
                    give_back(process.name)
                if process.is_due():
                    process.start()
            over.wait(_LOOK_EVERY)
    finally:
        for process in processes:
            process.ask_to_end()
        until = time.monotonic() + _PATIENCE
        for process in processes:
            process.end(until)
            if process.kind in _HOLDING:
                give_back(process.name)
        for number, handler in before.items():
            signal.signal(number, handler)
