"""What can be found wrong with a live record: each in a sentence that a secretary understands."""

from __future__ import annotations

from homeward.errors import HomewardError
from homeward.ledger.sentences import Sentence
from homeward.words import _

HASHES_NOT_SIGNED = _("The hashes stored for the first {size} entries are not those that were signed.")
ENTRY_MISSING = _("Entry {sequence} of the record is missing.")
WRONG_SIZE = _("The record says that it has {told} entries, but {found} are there.")
WRONG_NODE = _("A hash of the record's tree was altered, added or removed.")
WRONG_HEAD = _("The line that says how far the record goes was removed or doubled.")
ENTRY_ALTERED = _("Entry {sequence} of the record was altered: it no longer fits its hash.")
BEFORE_THE_LAST = _("Entry {sequence} says that it was written before the entry ahead of it.")
WRONG_INSTANT = _("The time of the last entry was altered.")
DESTROYED = _("What entry {sequence} recorded was destroyed, and no entry says that it was erased.")
CONTENT_MISSING = _("Something that entry {sequence} says was removed or added.")
CONTENT_ALTERED = _("What entry {sequence} says was altered ({name}).")
WRONG_ORIGIN = _("The name of the record was altered.")
SEALS_ALTERED = _("The list of rows that entry {sequence} covers was altered.")
UNREADABLE_NOTE = _("A checkpoint or a policy was altered and cannot be read.")
CHECKPOINT_ALTERED = _("The checkpoint over {size} entries was altered.")
OTHER_ROOT = _("The entries are no longer those that were signed: checkpoint over {size} entries.")
NO_TRUST = _("No entry says who is trusted.")
LEFT_OVER = _("Something in the record belongs to entry {sequence}, which is not there.")
UNREADABLE_ENTRY = _("Entry {sequence} of the record cannot be read.")
MOVED = _("Entry {sequence} stands in the place of another: entries were moved.")
INDEX_ALTERED = _("The index of entry {sequence} was altered.")
ROW_BACK = _("A row of {table} ({key}) is there again that entry {sequence} removed.")
ROW_DELETED = _("A row of {table} ({key}) was deleted behind the application's back; entry {sequence} wrote it last.")
ROW_ALTERED = _("A row of {table} ({key}) was altered behind the application's back; entry {sequence} wrote it last.")
ROW_UNREADABLE = _("A row of {table} ({key}) was altered so that it cannot be read.")
ROW_ADDED = _("A row of {table} ({key}) was added behind the application's back: no entry knows it.")
ROWS_ADDED = _("Rows of {table} were added behind the application's back: no entry knows them.")
FILE_DAMAGED = _("The database file is damaged, though nothing that the record covers is.")
DATABASE_DAMAGED = _("The database itself is damaged and cannot be read to the end.")


class RecordBroken(HomewardError):
    """Something that the record covers is not as it was recorded.

    Attributes:
        finding: what, in a sentence.
    """

    def __init__(self, text: str, **values: object) -> None:
        self.finding = Sentence(text, values)
        super().__init__(str(self.finding))
