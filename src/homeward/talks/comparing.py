"""Two files compared, or two versions of one: from reading to everything that is written."""

from __future__ import annotations

from pathlib import Path

from homeward.errors import Fault, InputRefused
from homeward.progress import Progress, silent
from homeward.talks.akoma_ntoso import AKN_FILE, akoma_ntoso
from homeward.talks.alignment import align
from homeward.talks.alignment_file import ALIGNMENT_FILE, alignment_json
from homeward.talks.joint_docx import JOINT_FILE, joint_docx
from homeward.talks.joint_text import joint_text
from homeward.talks.reading import read_memorandum
from homeward.talks.redline import CHANGES_FILE, Redline, Version, changes_json, read_version, redline
from homeward.talks.redline_docx import REDLINE_FILE, redline_docx
from homeward.talks.side_by_side import PAGE_FILE, side_by_side
from homeward.talks.text_terms import Alignment, Memorandum
from homeward.words import Language, _


def read_both(left: Path, right: Path) -> tuple[Memorandum, Memorandum]:
    """Two texts read.

    Raises:
        InputRefused: with the faults of both.
    """
    read: list[Memorandum] = []
    faults: list[Fault] = []
    for path in (left, right):
        try:
            read.append(read_memorandum(path))
        except InputRefused as refusal:
            faults += refusal.faults
    if faults:
        raise InputRefused(faults)
    return read[0], read[1]


def compare_texts(left: Path, right: Path, progress: Progress = silent) -> Alignment:
    """Read two texts and align them."""
    progress(_("reading texts"))
    return align(*read_both(left, right), progress)


def write_comparison(alignment: Alignment, folder: Path, language: Language, *, akn: bool = False) -> None:
    """Write ``alignment.json``, ``side_by_side.html``, ``joint.docx`` and, if asked, ``joint.xml``."""
    blocks = joint_text(alignment)
    (folder / ALIGNMENT_FILE).write_text(alignment_json(alignment), encoding="utf-8", newline="\n")
    (folder / PAGE_FILE).write_text(side_by_side(alignment, blocks, language), encoding="utf-8", newline="\n")
    (folder / JOINT_FILE).write_bytes(joint_docx(alignment, blocks, language))
    if akn:
        (folder / AKN_FILE).write_text(akoma_ntoso(alignment, blocks, language), encoding="utf-8", newline="\n")


def compare_versions(old: Path, new: Path, progress: Progress = silent) -> Redline:
    """Read two versions of one text and compare them.

    Raises:
        InputRefused: with the faults of both.
    """
    progress(_("reading texts"))
    read: list[Version] = []
    faults: list[Fault] = []
    for path in (old, new):
        try:
            read.append(read_version(path))
        except InputRefused as refusal:
            faults += refusal.faults
    if faults:
        raise InputRefused(faults)
    return redline(read[0], read[1])


def write_redline(found: Redline, folder: Path, language: Language) -> None:
    """Write ``changes.json`` and ``redline.docx``."""
    (folder / CHANGES_FILE).write_text(changes_json(found), encoding="utf-8", newline="\n")
    (folder / REDLINE_FILE).write_bytes(redline_docx(found, language))
