"""What a party does when it hands something in, by subject.

``drafts`` writes uploads that nobody has handed in yet; they stand outside the record, and so does what it writes.
"""

from homeward.intake.actions.drafts import choose_columns, discard_draft, end_old_drafts, keep_reading, upload_draft
from homeward.intake.actions.handing_in import ListAbout, hand_in_draft, hand_in_list, hand_in_table
from homeward.intake.actions.withdrawing import withdraw_entry, withdraw_list

__all__ = [
    "ListAbout",
    "choose_columns",
    "discard_draft",
    "end_old_drafts",
    "hand_in_draft",
    "hand_in_list",
    "hand_in_table",
    "keep_reading",
    "upload_draft",
    "withdraw_entry",
    "withdraw_list",
]
