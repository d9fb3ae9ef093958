"""The words of the register: what is said of persons and places, by whom, how surely."""

from __future__ import annotations

from homeward.words import LabelledWord, _


class Verdict(LabelledWord):
    """What a party says of two entries."""

    SAME = "same", _("the same person")
    DIFFERENT = "different", _("different persons")
    UNSURE = "unsure", _("cannot tell")


class FactField(LabelledWord):
    """What a statement about a person speaks of (schema §1)."""

    LIFE_STATE = "life_state", _("whether alive")
    WHEREABOUTS = "whereabouts", _("whereabouts")
    STATUS_CLAIM = "status_claim", _("legal status claimed")
    NAME = "name", _("name")
    BIRTH_DATE = "birth_date", _("date of birth")
    BIRTH_PLACE = "birth_place", _("place of birth")
    SEX = "sex", _("sex")
    TAKEN = "taken", _("taken or last seen")


class LifeState(LabelledWord):
    """Values of ``FactField.LIFE_STATE``. A death is never joint before both sides say it."""

    ALIVE_SEEN = "alive_seen", _("seen alive")
    ALIVE_REPORTED = "alive_reported", _("reported alive")
    UNKNOWN = "unknown", _("not known")
    DEAD_REPORTED = "dead_reported", _("reported dead")
    DEAD_IDENTIFIED = "dead_identified", _("identified as dead")
    PRESUMED_DEAD_COURT = "presumed_dead_court", _("presumed dead by a court")


class Whereabouts(LabelledWord):
    """Values of ``FactField.WHEREABOUTS`` (schema §1; GC III 122)."""

    FREE = "free", _("free")
    HELD_CONFIRMED = "held_confirmed", _("held, confirmed")
    HELD_REPORTED = "held_reported", _("held, reported")
    TRANSFERRED = "transferred", _("transferred")
    HOSPITAL = "hospital", _("in hospital")
    UNKNOWN = "unknown", _("not known")
    RETURNED = "returned", _("returned")


class StatusClaim(LabelledWord):
    """Values of ``FactField.STATUS_CLAIM``: a side's claim, never a joint label (GC III 4)."""

    PRISONER_OF_WAR = "prisoner_of_war", _("prisoner of war")
    CIVILIAN = "civilian", _("civilian")
    RETAINED_PERSONNEL = "retained_personnel", _("retained personnel")
    CONVICT = "convict", _("convict")
    MERCENARY_CLAIMED = "mercenary_claimed", _("mercenary, as claimed")
    OTHER = "other", _("other")


class Sex(LabelledWord):
    """Values of ``FactField.SEX``, as lists have them read."""

    MALE = "m", _("male")
    FEMALE = "f", _("female")


#: Fields whose values are words of ours; the others are written freely, dates in EDTF.
VALUES_OF: dict[FactField, type[LabelledWord]] = {
    FactField.LIFE_STATE: LifeState,
    FactField.WHEREABOUTS: Whereabouts,
    FactField.STATUS_CLAIM: StatusClaim,
    FactField.SEX: Sex,
}

#: Fields whose values are dates in EDTF.
DATE_FIELDS = (FactField.BIRTH_DATE, FactField.TAKEN)


class Confidence(LabelledWord):
    """How surely something is known to whoever says it (schema §0)."""

    DOCUMENTED = "documented", _("documented")
    STATED = "stated", _("stated")
    INFERRED = "inferred", _("inferred")
    UNKNOWN = "unknown", _("not said how it is known")


class FormUse(LabelledWord):
    """How a form of a place's or an institution's name is used by whoever gives it."""

    CURRENT = "current", _("in use")
    FORMER = "former", _("former name")
    OTHER = "other", _("also written")


class Happened(LabelledWord):
    """What became of a place or an institution."""

    SUCCEEDED = "succeeded", _("succeeded by")
    MERGED = "merged", _("merged into")
    MOVED = "moved", _("moved to")
    DISBANDED = "disbanded", _("disbanded")


class InstitutionKind(LabelledWord):
    """What kind of house it is."""

    CHILDREN = "children", _("children's home or boarding school")
    HOSPITAL = "hospital", _("hospital")
    MORGUE = "morgue", _("mortuary or forensic bureau")
    DETENTION = "detention", _("place of detention")
    AUTHORITY = "authority", _("authority or office")
    OTHER = "other", _("other institution")


class ListedAs(LabelledWord):
    """What the list an entry stands on says of the person; the values of ``intake.kinds`` for lists of persons."""

    HELD = "held", _("persons held")
    SOUGHT = "sought", _("persons sought")
    CATEGORY_OFFER = "category_offer", _("persons offered under a category")
    CATEGORY_REQUEST = "category_request", _("persons asked for under a category")
    CHILDREN = "children", _("children")
    BODIES_OFFERED = "bodies_offered", _("the fallen, offered")
    BODIES_REQUESTED = "bodies_requested", _("the fallen, asked for")
    WITNESSES_OF_LIFE = "witnesses_of_life", _("persons seen alive")
    PERSONS = "persons", _("list of persons")
