"""The transfer lists of a plan as files: for each side one to sign (PDF) and one to work with (XLSX)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from homeward.exchange.manifests import manifest
from homeward.exchange.printing import transfer_list_pdf
from homeward.exchange.terms import Agreement, Person, Plan
from homeward.exchange.workbook import transfer_list_workbook
from homeward.progress import Progress, silent
from homeward.words import Language, _


def write_transfer_lists(
    plan: Plan,
    agreement: Agreement,
    persons: Iterable[Person],
    folder: Path,
    language: Language | str,
    progress: Progress = silent,
) -> list[Path]:
    """Write ``list_X.pdf`` and ``list_X.xlsx`` into ``folder`` for each side X that persons go home to.

    A side to which nobody goes has its two files as well, which say so.

    Returns:
        the files written, in the order of the side codes.
    """
    given = tuple(persons)
    written: list[Path] = []
    for done, side in enumerate(sorted(agreement.sides)):
        progress(_("Printing the transfer lists"), done, len(agreement.sides))
        listed = manifest(plan, agreement, given, side)
        for ending, make in (("pdf", transfer_list_pdf), ("xlsx", transfer_list_workbook)):
            file = folder / f"list_{side}.{ending}"
            file.write_bytes(make(listed, language))
            written.append(file)
    return written
