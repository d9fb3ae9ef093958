"""What kinds of tables parties hand in."""

from __future__ import annotations

from homeward.words import LabelledWord, _


class SubmissionKind(LabelledWord):
    """What a table that was handed in speaks of."""

    PERSONS = "persons", _("list of persons")
    CUSTODY = "custody", _("who is held, since when")
    MEDICAL = "medical", _("decisions of the medical commission")
    WILLS = "wills", _("wishes of the persons held")
