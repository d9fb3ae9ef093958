"""Progress told on standard error: silent for the first two seconds, a bar on a terminal, lines elsewhere.

Where the steps of a stage are known, so is about how long it will still take: as long for each as for those done.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from homeward.progress import Progress as Telling
from homeward.progress import silent

_PATIENCE = 2.0
_BETWEEN_LINES = 5.0


@contextmanager
def telling(quiet: bool) -> Iterator[Telling]:
    """What a long computation reports to; says nothing if ``quiet``."""
    if quiet:
        yield silent
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=False) as bars:
        yield _Bar(bars)


class _Bar:
    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._stage = ""
        self._began = time.monotonic()

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        if self._task is None:
            if time.monotonic() - self._began < _PATIENCE:
                return
            self._task = self._bars.add_task(stage, total=None)
        if stage != self._stage:
            self._stage = stage
            self._bars.reset(self._task)
        self._bars.update(self._task, description=stage, completed=done, total=total or None)


class _Lines:
    def __init__(self) -> None:
        self._began = self._last = self._stage_began = time.monotonic()
        self._stage, self._done_before = "", 0

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        is_new = stage != self._stage
        if is_new:
            self._stage, self._stage_began, self._done_before = stage, now, done
        if now - self._began < _PATIENCE or (not is_new and now - self._last < _BETWEEN_LINES):
            return
        self._last = now
        share = f" {done} of {total}" if total else ""
        if total and done > self._done_before:
            left = (now - self._stage_began) / (done - self._done_before) * (total - done)
            share += f", about {left:.0f} s left"
        print(f"{now - self._began:6.0f} s  {stage}{share}", file=sys.stderr, flush=True)
