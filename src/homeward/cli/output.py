"""Folders and files that appear whole or not at all, and ``run.json``, the only place for times and versions."""

from __future__ import annotations

import datetime as dt
import json
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from homeward import __version__
from homeward.errors import Fault, InputRefused

RUN_FILE = "run.json"


@contextmanager
def whole_folder(out: Path, command: str) -> Iterator[Path]:
    """A folder to write into, which becomes ``out`` when everything in it is written.

    A folder that an earlier run made is replaced; any other that holds something is refused.

    Raises:
        InputRefused: ``out`` is a file, or a folder that holds something no run of ours has written.
    """
    _refuse_what_is_not_ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    beside.chmod(0o755)
    begun, started = time.monotonic(), dt.datetime.now(dt.UTC)
    try:
        yield beside
        (beside / RUN_FILE).write_text(_run(command, started, time.monotonic() - begun), encoding="utf-8")
        if out.exists():
            aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
            out.rename(aside / out.name)
            beside.rename(out)
            shutil.rmtree(aside, ignore_errors=True)
        else:
            beside.rename(out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A path to write to, which becomes ``out`` when it is written.

    Raises:
        InputRefused: ``out`` is a folder.
    """
    if out.is_dir():
        raise InputRefused([Fault(out.name, "", 0, "", "is a folder.", "Name a file to write.")])
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as beside:
        path = Path(beside) / out.name
        yield path
        path.replace(out)


def _refuse_what_is_not_ours(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise InputRefused([Fault(out.name, "", 0, "", "is a file.", "Name a folder to write to.")])
    if out.is_dir() and any(out.iterdir()) and not (out / RUN_FILE).is_file():
        advice = "Name a new folder, or empty this one: what is in it was not written by a run of Homeward."
        raise InputRefused([Fault(out.name, "", 0, "", "is not empty.", advice)])


def _run(command: str, started: dt.datetime, seconds: float) -> str:
    facts = {
        "command": command,
        "homeward": __version__,
        "python": platform.python_version(),
        "system": sys.platform,
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
    }
    return json.dumps(facts, indent=2) + "\n"
