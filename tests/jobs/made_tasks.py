"""Tasks for tests: what they do stands in the job's own arguments."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused, OwnFailure
from homeward.jobs.actions import enqueue
from homeward.jobs.models import Job
from homeward.jobs.registry import Run, task
from homeward.ledger.actions import NotWritten


@task("tests.add")
def add(run: Run) -> None:
    """Adds up; tells how far it is."""
    total = 0
    for done, number in enumerate(run.arguments["numbers"]):
        run.progress("adding up", done, len(run.arguments["numbers"]))
        total += number
    run.result({"total": total, "url": "/record/"})


@task("tests.append")
def append(run: Run) -> None:
    """Writes a line to a file, waits as long as another file stands, writes a second line."""
    lines, gate = Path(run.arguments["lines"]), Path(run.arguments["gate"])
    _write(lines, f"begun by {os.getpid()}")
    while gate.exists():
        run.progress("waiting")
        time.sleep(0.01)
    _write(lines, f"ended by {os.getpid()}")


@task("tests.refuse")
def refuse(run: Run) -> None:
    raise InputRefused([Fault("list.csv", "", 3, "born", "is no date.", "Write it as 12.06.1999.")])


@task("tests.break")
def break_down(run: Run) -> None:
    raise ZeroDivisionError


@task("tests.fail")
def fail(run: Run) -> None:
    raise OwnFailure("The plan does not hold.")


@task("tests.full")
def full(run: Run) -> None:
    raise NotWritten("The disk is full.")


def _write(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def asked(kind: str, key: str = "1", party: str = "UA", **arguments: Any) -> Job:
    """A job that a member of a party has asked for."""
    return enqueue(kind, arguments, party=party, person="US-1", key=key)
