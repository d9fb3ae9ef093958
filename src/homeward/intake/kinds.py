"""What kinds of tables parties hand in."""

from __future__ import annotations

from typing import Final

from homeward.words import LabelledWord, _


class SubmissionKind(LabelledWord):
    """What a table that was handed in speaks of (schema §3, ``list_kind``)."""

    HELD = "held", _("persons held")
    SOUGHT = "sought", _("persons sought")
    CATEGORY_OFFER = "category_offer", _("persons offered under a category")
    CATEGORY_REQUEST = "category_request", _("persons asked for under a category")
    CHILDREN = "children", _("children")
    BODIES_OFFERED = "bodies_offered", _("the fallen, offered")
    BODIES_REQUESTED = "bodies_requested", _("the fallen, asked for")
    WITNESSES_OF_LIFE = "witnesses_of_life", _("persons seen alive")
    PERSONS = "persons", _("list of persons")
    CUSTODY = "custody", _("who is held, since when")
    MEDICAL = "medical", _("decisions of the medical commission")
    WILLS = "wills", _("wishes of the persons held")

    @property
    def is_list(self) -> bool:
        """Whether each row is an entry about one person."""
        return self not in _TABLES


#: Tables whose rows say something of persons on lists, and are entries of no list.
_TABLES: Final = frozenset({SubmissionKind.CUSTODY, SubmissionKind.MEDICAL, SubmissionKind.WILLS})

#: What may be handed in at the desk.
LIST_KINDS: Final = tuple(kind for kind in SubmissionKind if kind.is_list)
