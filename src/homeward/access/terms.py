"""The words of access: offices, kinds of records, what may be done, and whose records it may be done to."""

from __future__ import annotations

from enum import StrEnum

from homeward.ledger.terms import NEUTRAL
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


#: What the policy page calls them.
RIGHTS: dict[Right, str] = {
    Right.READ: _("read"),
    Right.MAKE: _("make, hand in, propose"),
    Right.CHANGE: _("correct, withdraw, end"),
    Right.DECIDE: _("decide"),
    Right.SECOND: _("confirm as the second person"),
    Right.EXPORT: _("take home as a file"),
}
REACHES: dict[Reach, str] = {
    Reach.OWN: _("of the own party"),
    Reach.SIDES: _("of both sides (persons of the neutral only)"),
    Reach.JOINT: _("shared with all"),
}

#: Offices that only the neutral fills, and those that only a side fills.
OF_THE_NEUTRAL = frozenset({Role.SECRETARY, Role.MEDIATOR, Role.KEY_CUSTODIAN})
OF_A_SIDE = frozenset({Role.LIAISON, Role.FAMILY_LIAISON})


def offices_of(party: str) -> list[Role]:
    """The offices that members of a party may hold."""
    others = OF_A_SIDE if party == NEUTRAL else OF_THE_NEUTRAL
    return [role for role in Role if role not in others]


class InvitationKind(LabelledWord):
    """What two persons decide about somebody."""

    JOIN = "join", _("a new member")
    #: A new password and a new second factor, when either is lost; the old ones end with it.
    RENEWAL = "renewal", _("a new password and second factor")
    #: Somebody whose membership had ended.
    RETURN = "return", _("a member who returns")
    #: One more office; it needs no link.
    OFFICE = "office", _("one more office")


class InvitationState(LabelledWord):
    """How far an invitation has come."""

    WAITING = "waiting", _("waits for a second person")
    LINK_OUT = "link_out", _("link handed over")
    ACCEPTED = "accepted", _("accepted")
    LAPSED = "lapsed", _("lapsed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class GlassFinding(LabelledWord):
    """What the person who reviews an emergency access finds."""

    JUSTIFIED = "justified", _("justified")
    NOT_JUSTIFIED = "not_justified", _("not justified")
