"""Two versions of one text: what was edited, moved, deleted and new, paragraph by paragraph and word by word.

Paragraphs are matched by their words alone, so that a new number is no change of the text; it is told apart as
renumbered. First those that keep their order, chosen together so that the most text stays in place; then what is left
over and still nearly the same (``MOVED``) has moved, perhaps with edits. Below ``EDITED`` in place, a paragraph was
deleted and another put there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from homeward.talks.clauses import outline
from homeward.talks.docx_safety import refusal
from homeward.talks.joint_text import word_differences
from homeward.talks.language_of import language_of_all
from homeward.talks.limits import CLAUSES
from homeward.talks.reading import EMPTY, TOO_MANY_CLAUSES, read_lines
from homeward.talks.text_terms import ChangeKind
from homeward.words import Language

CHANGES_FILE: Final = "changes.json"
EDITED: Final = 0.5
MOVED: Final = 0.85


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a version: id as in ``clauses``, number as printed, text, and whether it is a title."""

    id: str
    label: str
    text: str
    title: bool = False

    @property
    def printed(self) -> str:
        """As it stands in the text."""
        return f"{self.label} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a text."""

    name: str
    sha256: str
    lang: Language
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One paragraph of the redline, in its order.

    Attributes:
        old, new: the paragraph in each version, None where it is not.
        kind: what happened, None if nothing but perhaps its number.
        move: number of the move, from 1, 0 if none; a moved paragraph has two steps, one where it was (``new`` is
            None) and one where it is (``old`` stands for comparison).
        edited: whether a moved paragraph was edited too.
    """

    old: Paragraph | None
    new: Paragraph | None
    kind: ChangeKind | None
    move: int = 0
    edited: bool = False


@dataclass(slots=True)
class Redline:
    """Two versions compared."""

    old: Version
    new: Version
    steps: list[Step] = field(default_factory=list)


def read_version(path: Path) -> Version:
    """A version of a text, all its paragraphs.

    Raises:
        InputRefused: as ``reading.read_memorandum``.
    """
    lines = read_lines(path)
    if not lines:
        raise refusal(path, "", EMPTY)
    found = outline(lines)
    paragraphs = [Paragraph("", "", text, True) for text in found.title]
    paragraphs += [
        Paragraph(node.id, node.label.printed if node.label else "", node.text, node.is_heading) for node in found.nodes
    ]
    if len(paragraphs) > CLAUSES:
        raise refusal(path, str(len(paragraphs)), TOO_MANY_CLAUSES)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Version(path.name, digest, language_of_all(line.text for line in lines), tuple(paragraphs))


def redline(old: Version, new: Version) -> Redline:
    """Compare two versions."""
    near = _near(old.paragraphs, new.paragraphs)
    kept = dict(_in_order(near, old.paragraphs, new.paragraphs))
    moved = _moved(near, kept)
    from_new = {j: i for i, j in kept.items()}
    numbers = {i: number for number, i in enumerate(sorted(moved), 1)}
    moved_to = {j: i for i, j in moved.items()}
    found = Redline(old, new)
    at = 0

    def gone(until: int) -> None:
        nonlocal at
        while at < until:
            paragraph = old.paragraphs[at]
            if at in moved:
                found.steps.append(Step(paragraph, None, ChangeKind.MOVED, numbers[at]))
            elif at not in kept:
                found.steps.append(Step(paragraph, None, ChangeKind.DELETED))
            at += 1

    for j, paragraph in enumerate(new.paragraphs):
        gone(
            next((from_new[later] for later in range(j, len(new.paragraphs)) if later in from_new), len(old.paragraphs))
        )
        if j in from_new:
            at += 1
            before = old.paragraphs[from_new[j]]
            found.steps.append(Step(before, paragraph, None if before.text == paragraph.text else ChangeKind.EDITED))
        elif j in moved_to:
            before = old.paragraphs[moved_to[j]]
            found.steps.append(
                Step(before, paragraph, ChangeKind.MOVED, numbers[moved_to[j]], before.text != paragraph.text)
            )
        else:
            found.steps.append(Step(None, paragraph, ChangeKind.NEW))
    gone(len(old.paragraphs))
    return found


def _near(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> npt.NDArray[np.float64]:
    """How much of their words two paragraphs share, 0…1; a title is never a clause."""
    if not old or not new:
        return np.zeros((len(old), len(new)))
    near = (
        process.cdist([one.text for one in old], [one.text for one in new], scorer=fuzz.ratio, dtype=np.float64) / 100
    )
    titles = np.array([one.title for one in old])[:, None] != np.array([one.title for one in new])[None, :]
    found: npt.NDArray[np.float64] = np.where(titles & (near < 1), 0.0, near)
    return found


def _in_order(
    near: npt.NDArray[np.float64], old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> list[tuple[int, int]]:
    """Pairs that keep their order, so that the most text stays in place (dynamic programming)."""
    rows, columns = near.shape
    if not rows or not columns:
        return []
    best_row, best_column = near.max(axis=1), near.max(axis=0)
    # What stands nearly unchanged elsewhere is not taken for an edit of something else in its place.
    elsewhere = (np.maximum(best_row[:, None], best_column[None, :]) >= MOVED) & (near < MOVED)
    length = np.array([len(one.text) for one in old])[:, None] + np.array([len(one.text) for one in new])[None, :]
    worth = np.where((near >= EDITED) & ~elsewhere, near * (length + 20), 0.0)
    total = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        taken = total[i, :-1] + worth[i]
        total[i + 1, 1:] = np.maximum.accumulate(np.maximum(taken, total[i, 1:]))
    pairs: list[tuple[int, int]] = []
    i, j = rows, columns
    while i and j:
        if total[i, j] == total[i - 1, j]:
            i -= 1
        elif total[i, j] == total[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _moved(near: npt.NDArray[np.float64], kept: dict[int, int]) -> dict[int, int]:
    """Paragraphs left over on both sides that are nearly the same, the nearest first."""
    free = near.copy()
    free[list(kept), :] = 0
    free[:, list(kept.values())] = 0
    found: dict[int, int] = {}
    for i, j in sorted(zip(*np.nonzero(free >= MOVED), strict=True), key=lambda pair: (-free[pair], pair)):
        if int(i) not in found and int(j) not in found.values():
            found[int(i)] = int(j)
    return found


def changes_json(found: Redline) -> str:
    """``changes.json``: every change with both wordings and the words that differ; numbers that alone changed."""
    changes: list[dict[str, Any]] = []
    renumbered: list[dict[str, str]] = []
    unchanged = 0
    for step in found.steps:
        if step.kind is None:
            unchanged += 1
            if step.old and step.new and step.old.id != step.new.id:
                renumbered.append({"old": step.old.id, "new": step.new.id})
        elif step.kind is not ChangeKind.MOVED or step.new is not None:
            changes.append(_change(step))
    told = {
        "old": {"name": found.old.name, "sha256": found.old.sha256},
        "new": {"name": found.new.name, "sha256": found.new.sha256},
        "changes": changes,
        "renumbered": renumbered,
        "unchanged": unchanged,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _change(step: Step) -> dict[str, Any]:
    assert step.kind is not None
    old, new = step.old, step.new
    found: dict[str, Any] = {
        "type": step.kind.value,
        "old": old.id if old else None,
        "new": new.id if new else None,
        "old_text": old.text if old else None,
        "new_text": new.text if new else None,
    }
    if step.kind is ChangeKind.MOVED:
        found["edited"] = step.edited
    if old and new and old.text != new.text:
        found["words"] = [
            {"old": one, "new": other} for same, one, other in word_differences(old.text, new.text) if not same
        ]
    return found
