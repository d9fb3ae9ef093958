"""The words of children's cases: answers, checks, claims, papers, gates, and the case that they make up.

Plain values only. Sides are codes chosen by the commission; nothing in this room treats one of the two differently
from the other. Fields and codes follow the inter-agency forms named beside them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from homeward.register.dates import PartialDate
from homeward.words import LabelledWord, _

#: Written as a party where both sides have one: neither of the two.
NEUTRAL = "N"

#: Below this age a person is a child (CRC 1).
OF_AGE = 18


class Check(LabelledWord):
    """How a check came out."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_APPLICABLE = "na", _("does not apply")
    UNKNOWN = "unknown", _("not yet checked")


class Capacity(LabelledWord):
    """In what capacity an adult asks for a child."""

    PARENT = "parent", _("parent")
    LEGAL_GUARDIAN = "legal_guardian", _("legal guardian")
    RELATIVE = "relative", _("relative")
    INSTITUTION = "institution", _("institution")
    AUTHORITY = "authority", _("authority of a side")


class ClaimDecision(LabelledWord):
    """What was decided about an adult who asks for a child."""

    OPEN = "open", _("not decided")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("refused")
    NEEDS_COURT = "needs_court", _("for a court")


class View(LabelledWord):
    """What a child said when heard in private by a neutral person (CRC 12)."""

    WISHES = "wishes", _("wishes to go")
    DOES_NOT_WISH = "does_not_wish", _("does not wish to go")
    UNDECIDED = "undecided", _("has not decided")
    CANNOT_FORM = "cannot_form", _("cannot yet form a view")


class Paper(LabelledWord):
    """Papers a child travels with."""

    BIRTH_RECORD = "birth_record", _("birth record, or proof of identity in its place")
    TRAVEL_PAPER = "travel_paper", _("travel paper")
    GUARDIANSHIP_ACT = "guardianship_act", _("act of guardianship")
    HEALTH_STATEMENT = "health_statement", _("statement of health for the journey")
    EXIT_PERMIT = "exit_permit", _("permit to leave")


class Outcome(LabelledWord):
    """What a panel decided to be in the child's best interests."""

    GOES = "goes", _("goes to the guardian verified")
    STAYS = "stays", _("stays for now")
    ELSEWHERE = "elsewhere", _("another solution")


class Measure(LabelledWord):
    """Urgent protection that never waits for a determination, and is not travel."""

    MEDICAL_TREATMENT = "medical_treatment", _("medical treatment")
    SAFE_PLACE = "safe_place", _("moved to a safe place nearby")
    FAMILY_NEWS = "family_news", _("news exchanged with the family")
    SEPARATED_FROM_HARM = "separated_from_harm", _("kept away from somebody who harms")


class Gate(LabelledWord):
    """What must be settled before a child travels (field practice; sources in ``gates``)."""

    IDENTITY = "identity", _("identity")
    GUARDIAN = "guardian", _("guardian")
    BEST_INTERESTS = "best_interests", _("best interests")
    VIEW = "view", _("the child's view")
    CONSENT = "consent", _("consent")
    PAPERS = "papers", _("papers")
    ROUTE = "route", _("route")


class GateState(LabelledWord):
    """Whether a gate lets the child travel."""

    OPEN = "open", _("gate open")
    UNKNOWN = "unknown", _("not yet known")
    CLOSED = "closed", _("gate closed")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence of who the child is.

    Args:
        kind: birth_record, photograph, school, witness, dna, …: a code.
        grade: 1 (an official document or a direct comparison) to 4 (hearsay), as graded by the case worker.
        supports: False for evidence that speaks against the identity.
    """

    kind: str
    grade: int
    supports: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """One adult, or body, who asks for the child.

    Args:
        claim_id: of the claim; it says nothing about the person.
        checks: by name, those of ``guardians.CHECKS``.
        document: whether a paper proves the capacity claimed (birth record, act of guardianship).
        decision: what people decided; ``decided_by`` who, as codes of parties.
    """

    claim_id: str
    capacity: Capacity
    checks: Mapping[str, Check] = field(default_factory=dict)
    document: Check = Check.UNKNOWN
    decision: ClaimDecision = ClaimDecision.OPEN
    decided_on: dt.date | None = None
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """Best interests assessment by a case worker (UNHCR BIP 2021)."""

    assessor: str
    on: dt.date
    recommends: Outcome


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a panel.

    Args:
        code: of the member, distinct in the panel.
        party: code of a side, or ``NEUTRAL``.
        discipline: child_protection, law, health, social_work, education, …: a code.
        vote: for what; None for a member who was absent.
        dissent: the reasons of a member who voted otherwise than the panel decided.
    """

    code: str
    party: str
    discipline: str
    vote: Outcome | None = None
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class Determination:
    """Best interests determination by a panel (UNHCR BIP 2021).

    Args:
        claim: id of the claim to which the child goes; "" if it goes to nobody.
        siblings_considered: whether the panel dealt with the child travelling without its brothers and sisters.
        view_considered: whether the panel dealt with a view of the child against travelling.
        review: day by which it must be looked at again.
    """

    members: tuple[Member, ...]
    on: dt.date
    decided: Outcome
    review: dt.date
    claim: str = ""
    siblings_considered: bool = False
    view_considered: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """Written consent to the journey.

    Args:
        claim: id of the claim of whoever consents, or "" for the persons who by law or custom are primarily
            responsible for the care of a child whose parents and guardians cannot be found (AP I 78(1)).
    """

    claim: str
    on: dt.date
    written: bool = True
    withdrawn: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HeardView:
    """What the child said, how and when it was heard."""

    view: View
    on: dt.date
    heard_by: str
    private: bool


@dataclass(frozen=True, slots=True)
class Route:
    """How the child travels.

    Args:
        confirmed_by: codes of the parties who confirmed it.
        on: day of travel.
    """

    through: str = ""
    escort: str = ""
    on: dt.date | None = None
    confirmed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Urgent:
    """Urgent protection taken: what, since when, and by when it must be looked at."""

    measure: Measure
    since: dt.date
    review: dt.date


@dataclass(frozen=True, slots=True)
class Particular:
    """One particular of the card.

    Args:
        text: as written; "" if not known.
        harmless: True only if somebody found that it involves no risk of harm to the child; None if nobody looked.
    """

    text: str = ""
    harmless: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One child's case.

    Args:
        case_id: opaque; it says nothing about the child.
        home: code of the side to which the child would go.
        born: as far as known; None if nothing is known.
        siblings: code of the group of brothers and sisters, "" if none is known.
        confirmed_by: codes of the parties who confirmed the identity.
        small_when_separated: whether the child was too small at separation to recognise anybody.
        custody_contested: whether custody is in dispute before a court or authority, as far as known.
        parents_sought_in_vain: whether parents and guardians were searched for and cannot be found.
        returned: whether the child is back already, by an act.
        dead: whether the child is dead, by a decision.
        card: particulars by letter, a to s.
    """

    case_id: str
    home: str
    born: PartialDate | None = None
    siblings: str = ""
    evidence: tuple[Evidence, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    small_when_separated: bool = False
    custody_contested: bool = False
    parents_sought_in_vain: bool = False
    claims: tuple[Claim, ...] = ()
    assessment: Assessment | None = None
    determination: Determination | None = None
    view: HeardView | None = None
    consents: tuple[Consent, ...] = ()
    papers: Mapping[Paper, Check] = field(default_factory=dict)
    route: Route = field(default_factory=Route)
    urgent: tuple[Urgent, ...] = ()
    returned: bool = False
    dead: bool = False
    card: Mapping[str, Particular] = field(default_factory=dict)
