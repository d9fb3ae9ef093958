"""What a witness remembers: the last checkpoint it cosigned of each log, in one file that never goes back.

Beside the state file stand a lock, so that two processes cannot answer at once, and a history: one line for each time
the state was written, with its SHA-256. The state is on the disk, then its line in the history, then the answer goes
out; a crash between loses an answer, never a step. When a state is loaded it must be the last one of the history, so
a state file copied back from a day ago is refused.

What cannot be seen from here: both files, or the whole disk, set back together. ``witness`` sees that as soon as it
is shown a checkpoint that bears its own later cosignature.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from homeward.errors import Fault, InputRefused

FORMAT = "homeward-witness/1"

#: A line of the history: number of the state, space, SHA-256 of the state file in hexadecimal, newline.
_LINE_BYTES = 12 + 1 + 64 + 1


@dataclass(frozen=True, slots=True)
class State:
    """What one witness has cosigned.

    Args:
        witness: name of its keys.
        count: how often it has cosigned.
        instant: the time of its last cosignature, seconds since 1970; never goes back.
        notes: origin of a log to the last note cosigned, with the cosignature.
    """

    witness: str
    count: int = 0
    instant: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)


class StateFile:
    """The state of one witness on the disk. Only one process at a time is inside ``held``."""

    __slots__ = ("_witness", "path")

    def __init__(self, path: Path, witness: str) -> None:
        """The state at ``path``, which need not exist yet, of the witness with that name."""
        self.path = path
        self._witness = witness

    @property
    def history(self) -> Path:
        """The file with a line for each state ever written."""
        return self.path.with_name(f"{self.path.name}.history")

    @contextmanager
    def held(self) -> Iterator[State]:
        """The state as it stands, while no other thread or process can change it.

        Raises:
            InputRefused: the file is not this witness's, was changed by another hand, or is older than its history.
        """
        with self.path.with_name(f"{self.path.name}.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self._load()

    def write(self, state: State) -> None:
        """Put ``state`` on the disk, then its line into the history; only inside ``held``.

        Raises:
            OSError: the disk is full or gone; what stood before still stands.
        """
        data = _written(state)
        with tempfile.NamedTemporaryFile("wb", dir=self.path.parent, prefix=f".{self.path.name}-", delete=False) as new:
            try:
                new.write(data)
                new.flush()
                os.fsync(new.fileno())
            except OSError:
                Path(new.name).unlink()
                raise
        Path(new.name).replace(self.path)
        _fsync_folder(self.path.parent)
        self._note_in_history(state.count, data)

    def keep_beside(self, name: str, text: str) -> Path:
        """Keep ``text`` in a file beside the state, once: a file of that name is left as it is."""
        path = self.path.with_name(f"{self.path.name}.{name}")
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            pass
        return path

    def _load(self) -> State:
        number, digest = self._last_in_history()
        if not self.path.exists():
            if number:
                raise self._refused("is gone, but its history is there.", "Put the newest copy of the state back.")
            return State(self._witness)
        data = self.path.read_bytes()
        state = self._read(data)
        if state.count == number + 1:
            # The state was written, and then the machine stopped: the history gets the line it lacks.
            self._note_in_history(state.count, data)
        elif state.count < number:
            raise self._refused(
                f"is older than its history: it is number {state.count}, and number {number} was written.",
                "An old copy was put back. Put the newest one back; do not cosign from the old one.",
            )
        elif state.count > number or hashlib.sha256(data).hexdigest() != digest:
            raise self._refused("does not fit its history.", "One of the two was changed by hand; ask who did.")
        return state

    def _read(self, data: bytes) -> State:
        try:
            found = json.loads(data)
            state = State(found["witness"], found["count"], found["instant"], found["logs"])
            if _written(state) != data:
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self._refused("is not a witness's state.", "Put the newest copy of the state back.") from error
        if state.witness != self._witness:
            raise self._refused("is the state of another witness.", "Give the state that belongs to this key.")
        return state

    def _last_in_history(self) -> tuple[int, str]:
        """Number and digest of the last state written; (0, "") if there was none."""
        if not self.history.exists():
            return 0, ""
        with self.history.open("rb") as file:
            lines = file.seek(0, os.SEEK_END) // _LINE_BYTES
            if not lines:
                return 0, ""
            file.seek((lines - 1) * _LINE_BYTES)
            number, _, digest = file.read(_LINE_BYTES).decode("ascii", "replace").rstrip("\n").partition(" ")
        if number != f"{lines:012}":
            raise self._refused("has a history that was changed.", "Put the newest copies of both files back.")
        return lines, digest

    def _note_in_history(self, count: int, data: bytes) -> None:
        with self.history.open("r+b" if self.history.exists() else "xb") as file:
            # A line that a full disk cut short is written over.
            file.seek((count - 1) * _LINE_BYTES)
            file.write(f"{count:012} {hashlib.sha256(data).hexdigest()}\n".encode())
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        _fsync_folder(self.path.parent)

    def _refused(self, found: str, advice: str) -> InputRefused:
        return InputRefused([Fault(self.path.name, "", 0, "", found, advice)])


def _written(state: State) -> bytes:
    found = {
        "count": state.count,
        "format": FORMAT,
        "instant": state.instant,
        "logs": dict(sorted(state.notes.items())),
        "witness": state.witness,
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def _fsync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
