"""The words of handing in: where an upload stands, how a line stands to the version before, what a check found."""

from __future__ import annotations

from homeward.words import LabelledWord, _


class DraftState(LabelledWord):
    """Where an upload stands on its way to being handed in."""

    READING = "reading", _("being read")
    FAULTY = "faulty", _("has faults")
    READY = "ready", _("can be handed in")
    HANDED_IN = "handed_in", _("handed in")


class Mark(LabelledWord):
    """What is worth knowing about one line of a list: a change since the version before, or a check (schema §4)."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    GONE = "gone", _("no longer listed")
    DUPLICATE_IN_LIST = "duplicate_in_list", _("twice in this list")
    DUPLICATE_ACROSS = "duplicate_across", _("also in another list of the same kind")
    NAME_ONLY = "name_only", _("a name and nothing else")
    DOB_IMPOSSIBLE = "dob_impossible", _("impossible date of birth")


#: Marks that tell what is new since the version before.
CHANGES = (Mark.NEW, Mark.CHANGED, Mark.GONE)
#: Marks that ask somebody to look.
CHECKS = (Mark.DUPLICATE_IN_LIST, Mark.DUPLICATE_ACROSS, Mark.NAME_ONLY, Mark.DOB_IMPOSSIBLE)
