"""The field's words for remains: events, elements, lines of comparison, results, acts of a board, things known.

Values stand in files; labels are translated. Sources: INTERPOL Disaster Victim Identification Guide (2023); field
notes §2.4, §3.2, §3.6.
"""

from __future__ import annotations

from enum import StrEnum

from homeward.words import LabelledWord, _


class EventKind(LabelledWord):
    """What happens to containers, parts and cases."""

    RECEIVE = "receive", _("container received")
    CLEAR = "clear", _("container cleared of explosives")
    ITEM_FOUND = "item_found", _("explosive item found")
    OPEN = "open", _("container opened")
    SPLIT = "split", _("part divided")
    CASE = "case", _("case opened")
    JOIN = "join", _("parts joined by decision")
    SEPARATE = "separate", _("separated again")
    IDENTIFY = "identify", _("identified by decision")
    REVOKE = "revoke", _("identification revoked")
    HAND_OVER = "hand_over", _("handed over")
    BURY = "bury", _("buried under its number")
    TAKE_BACK = "take_back", _("taken back or exhumed")


class Element(LabelledWord):
    """Bones by which individuals are counted; each stands once, or once on each side of the body."""

    CRANIUM = "cranium", _("cranium")
    MANDIBLE = "mandible", _("mandible")
    STERNUM = "sternum", _("sternum")
    SACRUM = "sacrum", _("sacrum")
    CLAVICLE = "clavicle", _("clavicle")
    SCAPULA = "scapula", _("scapula")
    HUMERUS = "humerus", _("humerus")
    RADIUS = "radius", _("radius")
    ULNA = "ulna", _("ulna")
    HIP_BONE = "hip_bone", _("hip bone")
    FEMUR = "femur", _("femur")
    PATELLA = "patella", _("patella")
    TIBIA = "tibia", _("tibia")
    FIBULA = "fibula", _("fibula")
    TALUS = "talus", _("talus")
    CALCANEUS = "calcaneus", _("calcaneus")
    REPEATING = "repeating", _("rib, vertebra, finger, toe or tooth")
    OTHER = "other", _("other tissue")


class BodySide(LabelledWord):
    """Side of the body an element is of."""

    LEFT = "L", _("left")
    RIGHT = "R", _("right")
    UNKNOWN = "", _("side not known")


class Line(LabelledWord):
    """Lines along which remains and a missing person are compared."""

    DNA_DIRECT = "dna_direct", _("DNA, lifetime sample")
    DNA_KINSHIP = "dna_kinship", _("DNA, relatives")
    PRINTS = "prints", _("fingerprints")
    DENTAL = "dental", _("teeth")
    MEDICAL = "medical", _("medical findings")
    EFFECTS = "effects", _("personal effects")
    ANTHROPOLOGY = "anthropology", _("anthropology")
    CIRCUMSTANCES = "circumstances", _("circumstances")
    VISUAL = "visual", _("visual recognition")


class Result(LabelledWord):
    """What a comparison says."""

    SUPPORTS = "supports", _("supports")
    EXCLUDES = "excludes", _("excludes")
    INCONCLUSIVE = "inconclusive", _("inconclusive")


class Act(LabelledWord):
    """What is done about an identification."""

    PROPOSE = "propose", _("propose")
    CONFIRM = "confirm", _("confirm")
    REJECT = "reject", _("reject")
    SUSPEND = "suspend", _("suspend")
    REINSTATE = "reinstate", _("confirm again")
    REVOKE = "revoke", _("revoke")


class Status(LabelledWord):
    """Where an identification stands."""

    NONE = "none", _("not proposed")
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")
    SUSPENDED = "suspended", _("suspended")
    REVOKED = "revoked", _("revoked")


class FactKind(StrEnum):
    """What is known of a missing person, of a case, or of what was done about a decision."""

    ALIVE = "alive"
    LISTED_RETURNED = "listed_returned"
    RETURNED = "returned"
    BORN = "born"
    SEX = "sex"
    AGE = "age"
    STATURE = "stature"
    DIED = "died"
    FOUND = "found"
    CERTIFICATE_ISSUED = "certificate_issued"
    CERTIFICATE_WITHDRAWN = "certificate_withdrawn"
    FAMILY_TOLD = "family_told"
    FAMILY_TOLD_AGAIN = "family_told_again"
    BUREAU_TOLD = "bureau_told"
    BUREAU_TOLD_AGAIN = "bureau_told_again"
    SEARCH_REOPENED = "search_reopened"
    CASE_REOPENED = "case_reopened"
