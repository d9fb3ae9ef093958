"""The words of access: offices, kinds of records, what may be done, and whose records it may be done to."""

from __future__ import annotations

from enum import StrEnum

from homeward.words import LabelledWord, _


class Role(LabelledWord):
    """An office of the commission. No office sees everything; the sides' offices are the same, mirrored."""

    SECRETARY = "secretary", _("secretary of the commission")
    LIAISON = "liaison", _("liaison officer")
    MEDICAL_MEMBER = "medical_member", _("doctor of the medical commission")
    FORENSIC_EXPERT = "forensic_expert", _("forensic expert")
    CHILD_WORKER = "child_worker", _("child-protection worker")
    RETRIEVAL_LEAD = "retrieval_lead", _("field retrieval lead")
    MEDIATOR = "mediator", _("mediator")
    OBSERVER = "observer", _("observer")
    FAMILY_LIAISON = "family_liaison", _("family liaison officer")
    AUDITOR = "auditor", _("auditor")
    KEY_CUSTODIAN = "key_custodian", _("keeper of the keys")


class Record(LabelledWord):
    """A kind of record that the policy speaks of."""

    MEMBER = "member", _("members of the commission")
    INVITATION = "invitation", _("invitations")
    BREAK_GLASS = "break_glass", _("emergency access")
    READING = "reading", _("who has read names")
    SUBMISSION = "submission", _("lists handed in, without their rows")
    ROW = "row", _("rows of lists, with names")
    HEALTH_NOTE = "health_note", _("notes on health")
    SHARING = "sharing", _("what is shown for a decision")
    COMPARISON = "comparison", _("comparisons of lists")
    PAIR = "pair", _("pairs of entries")
    QUERY = "query", _("queries and answers")
    STATISTICS = "statistics", _("statistics")
    PERSON = "person", _("persons of the register")
    PLACE = "place", _("places and institutions")
    CONTRADICTION = "contradiction", _("contradictions")
    RECORD_ENTRY = "record_entry", _("entries of the record")
    VERIFICATION = "verification", _("state of the record")
    OPERATION = "operation", _("state of the installation")


class Right(StrEnum):
    """What may be done with a record."""

    READ = "read"
    #: Hand in, open, ask, propose.
    MAKE = "make"
    #: Correct, supersede, withdraw, answer.
    CHANGE = "change"
    #: Say same, different, unsure; accept a rule; settle a contradiction.
    DECIDE = "decide"
    #: Be the second person to what somebody else decided or proposed.
    SECOND = "second"
    #: Take home as a file.
    EXPORT = "export"


class Reach(StrEnum):
    """Whose records a right reaches."""

    #: Of the viewer's own party.
    OWN = "own"
    #: Of both sides; given to persons of the neutral only, whatever the policy says.
    SIDES = "sides"
    #: Shared with both sides and the neutral, whoever made it.
    JOINT = "joint"
