"""What two words standing in the same part of two names say: the outcomes, in words for people.

How they come about, and which word is set against which, is compiled: ``word_pairs`` and ``pairing``.
"""

from __future__ import annotations

from enum import StrEnum

from homeward.words import LabelledWord, _


class Outcome(LabelledWord):
    """How two words of one part agree."""

    EQUAL = "equal", _("the same name")
    EQUIVALENT = "equivalent", _("two forms of one name")
    SHORT_FORM = "short_form", _("a short form of the name")
    NEAR = "near", _("nearly the same spelling")
    DIFFERENT = "different", _("different names")
    INITIAL = "initial", _("the initial agrees")
    INITIAL_DIFFERS = "initial_differs", _("the initial differs")
    SWAPPED = "swapped", _("surname and given name stand in the other order")
    ONE_SIDE_ONLY = "one_side_only", _("stands on one side only")
    NOT_COMPARED = "not_compared", _("nothing is compared yet")


class Familiarity(StrEnum):
    """Which of two differing words the dictionary holds: both are two names, one alone may be a slip of the pen."""

    BOTH = "both"
    ONE = "one"
    NEITHER = "neither"
