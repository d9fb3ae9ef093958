"""A program run by itself, with the time it took and the greatest memory it had."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Run:
    """A program that has ended well.

    Attributes:
        output: what it printed.
        seconds: by the clock, from start to end, interpreter and libraries included.
        gigabytes: the most memory it held at one time (10^9 bytes). The kernel counts a new process at least as large
            as the one that started it, so a program that measures others stays small itself.
    """

    output: str
    seconds: float
    gigabytes: float


def run(command: Sequence[str | Path]) -> Run:
    """Run a program in the repository's folder; its errors go where ours go.

    Raises:
        subprocess.CalledProcessError: it ended with another code than 0.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, [str(part) for part in command], output)
    return Run(output, seconds, usage.ru_maxrss * 1024 / 1e9)


def module(name: str, *arguments: str | Path) -> list[str]:
    """The command that runs a module of this package, or ours, with this interpreter."""
    return [sys.executable, "-m", name, *map(str, arguments)]
