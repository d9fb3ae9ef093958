"""What each office does at the desk, in the words of the help page and of an empty home page."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.access.terms import Role
from homeward.words import _


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody does in an office, and what comes to the desk by itself. Marked sentences."""

    does: tuple[str, ...]
    comes: str


OFFICES: dict[Role, Office] = {
    Role.SECRETARY: Office(
        (
            _("Compare the lists of both sides, and look through the pairs that come of it."),
            _("Put a pair to both sides once a second person has confirmed it."),
            _("Ask a side about an entry, with a day by which it answers."),
            _("Propose what is shown of an entry when a pair is decided; both sides must agree."),
        ),
        _("Pairs come here when lists of both sides have been compared, queries when they are due."),
    ),
    Role.LIAISON: Office(
        (
            _("Hand in your side's lists, correct them by new versions, withdraw entries; keep the receipts."),
            _("Decide the pairs that the neutral puts to both sides: same, different, or ask."),
            _("Answer queries one by one or as a workbook; every answer is kept as you wrote it."),
            _("See your own entries and what both sides have agreed to share, and nothing else."),
        ),
        _("Pairs come here when the neutral puts them to both sides, queries when the other side or the neutral asks."),
    ),
    Role.MEDICAL_MEMBER: Office(
        (
            _("Read the lists of persons with the notes on their health."),
            _("See the persons that both sides have confirmed."),
        ),
        _("Persons come here when a list with notes on health is handed in."),
    ),
    Role.FORENSIC_EXPERT: Office(
        (
            _("See the persons that both sides have confirmed, and state facts about them."),
            _("Look for contradictions before anything is signed."),
        ),
        _("Contradictions come here when facts about one person cannot all be true."),
    ),
    Role.CHILD_WORKER: Office(
        (
            _("See the children that your party has listed, and the persons both sides have confirmed."),
            _("Keep the names of places and institutions, with what they were called and where they moved."),
        ),
        _("Contradictions come here when facts about one child cannot all be true."),
    ),
    Role.RETRIEVAL_LEAD: Office(
        (_("Look up places and institutions with the names that each side gives them."),),
        _("Nothing is sent to this office yet; places and the record are open to you."),
    ),
    Role.MEDIATOR: Office(
        (
            _("See the lists without their rows, the queries and the statistics of both sides."),
            _("Check the record, and see who has signed it."),
        ),
        _("Nothing needs your decision; what both sides do is in the statistics and in the record."),
    ),
    Role.OBSERVER: Office(
        (
            _("See the statistics that both sides share."),
            _("See who has signed the record, and how to check it yourself."),
        ),
        _("Nothing needs your decision; what both sides share is in the statistics."),
    ),
    Role.FAMILY_LIAISON: Office(
        (
            _("Look up your party's own entries when a family asks."),
            _("See the places and institutions as each side names them."),
        ),
        _("Nothing is sent to this office; your party's lists are open to you."),
    ),
    Role.AUDITOR: Office(
        (
            _("Check the record, take its bundle home and verify it with a program of your own."),
            _("See who has read whose names, in which office and for what."),
            _("Review emergency accesses; compare the offices with the policy."),
        ),
        _("Emergency accesses come here to be reviewed."),
    ),
    Role.KEY_CUSTODIAN: Office(
        (
            _("Sign the record, and see that the witnesses have signed."),
            _("Invite members and end their offices, always as one of two persons."),
            _("Watch the state of the installation."),
        ),
        _("Invitations come here when they need a second person."),
    ),
}
