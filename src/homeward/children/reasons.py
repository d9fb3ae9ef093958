"""Why a gate is not open: each reason in words, with the rule it comes from.

A reason is a key, so that the other side's machine finds the same; its sentence is said in the reader's language. The
sources are law where law says it, the agencies' guidance where it comes from there, and "rule of the commission"
where this program sets a default that the two sides may replace.
"""

from __future__ import annotations

from dataclasses import dataclass

from homeward.children.terms import NEUTRAL
from homeward.words import LabelledWord, Language, _, say

CRC_3, CRC_9, CRC_12 = "CRC 3(1)", "CRC 9(1)", "CRC 12(1)"
AP_78_1, AP_74 = "AP I 78(1)", "AP I 74"
GC_IV_50 = "GC IV 50"
IAGP, BIP = "IAGP 2004", "UNHCR BIP 2021"
COMMISSION = _("rule of the commission")


class ReasonKey(LabelledWord):
    """What is missing, or stands against."""

    NO_EVIDENCE = "no_evidence", _("no evidence of who the child is")
    WEAK_EVIDENCE = (
        "weak_evidence",
        _("neither one document of grade 1 or 2 nor two pieces of different kind of grade 3"),
    )
    EVIDENCE_AGAINST = "evidence_against", _("some evidence speaks against the identity")
    NOT_CONFIRMED = "not_confirmed", _("not confirmed by {party}")
    IS_ADULT = "is_adult", _("18 or older on this day: an adult decides for himself or herself")
    IS_RETURNED = "is_returned", _("back already")
    IS_DEAD = "is_dead", _("dead")
    NO_CLAIM = "no_claim", _("nobody has asked for the child")
    NONE_VERIFIED = "none_verified", _("no claim is verified")
    ALL_REFUSED = "all_refused", _("every claim was refused")
    COMPETING = "competing", _("more than one claim stands: a court or the competent authority decides between them")
    FOR_COURT = "for_court", _("a claim waits for a court or the competent authority")
    CHECK_MISSING = "check_missing", _("check not made: {check}")
    CHECK_FAILED = "check_failed", _("check did not hold: {check}")
    NO_DOCUMENT = "no_document", _("no paper proves that the claimant is {capacity}")
    NOT_FAMILY = "not_family", _("an institution or authority is no guardian without an act of guardianship")
    DECIDED_BY_TOO_FEW = "decided_by_too_few", _("the decision on the claim lacks {party}")
    NO_ASSESSMENT = "no_assessment", _("no best interests assessment")
    ASSESSED_OTHERWISE = (
        "assessed_otherwise",
        _("the assessment does not recommend travelling, and no panel has decided"),
    )
    NO_DETERMINATION = "no_determination", _("a panel must determine the best interests: {why}")
    DETERMINED_OTHERWISE = "determined_otherwise", _("the panel decided: {outcome}")
    OTHER_CLAIM = "other_claim", _("the panel decided on another claim than the one verified")
    NO_MAJORITY = "no_majority", _("the decision has no majority of the members present")
    DISSENT_MISSING = "dissent_missing", _("a member voted otherwise and no reasons are recorded")
    REVIEW_DUE = "review_due", _("the determination was to be looked at again by {day}")
    NOT_HEARD = "not_heard", _("the child has not been heard")
    NOT_PRIVATE = "not_private", _("the child was not heard in private by a neutral person")
    VIEW_AGAINST = "view_against", _("the child does not wish to go")
    VIEW_UNDECIDED = "view_undecided", _("the child has not decided")
    VIEW_TOO_OLD = "view_too_old", _("old enough to form a view, and recorded as unable to")
    NO_CONSENT = "no_consent", _("no written consent of the guardian verified")
    NO_CONSENT_BY_CUSTOM = (
        "no_consent_by_custom",
        _("parents and guardians cannot be found: no written consent of those primarily responsible by law or custom"),
    )
    CONSENT_WITHDRAWN = "consent_withdrawn", _("consent was withdrawn")
    PAPER_MISSING = "paper_missing", _("missing: {paper}")
    PAPER_UNKNOWN = "paper_unknown", _("not yet checked: {paper}")
    NO_STATE = "no_state", _("no state or body named through which the child travels")
    NO_ESCORT = "no_escort", _("no escort named")
    NO_DAY = "no_day", _("no day of travel, or it has passed")
    SIBLINGS_WAIT = "siblings_wait", _("a brother or sister cannot go yet, and no panel has dealt with parting them")
    CASE_WORKER_SITS = "case_worker_sits", _("the case worker who assessed voted on the panel")
    TOO_FEW = "too_few", _("no quorum: fewer than {number} members of the panel voted")
    PARTY_ABSENT = "party_absent", _("no quorum: nobody of {party} voted on the panel")
    NO_CHILD_PROTECTION = "no_child_protection", _("no quorum: no member for child protection voted")
    WHY_NOT_PARENT = "why_not_parent", _("the child goes to somebody who is not a parent")
    WHY_CONTESTED = "why_contested", _("custody is contested")
    WHY_VIEW = "why_view", _("the child does not wish to go")
    WHY_ASSESSED = "why_assessed", _("the assessment recommends otherwise")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its key, where the rule comes from, and what fills its sentence (a code, or a marked word)."""

    key: ReasonKey
    source: str
    values: tuple[tuple[str, str], ...] = ()

    def text(self, language: Language = Language.EN) -> str:
        """The sentence, in words."""
        told = {name: _("the neutral") if value == NEUTRAL else value for name, value in self.values}
        return say(self.key.label, language, **{name: say(value, language) for name, value in told.items()})

    def source_text(self, language: Language = Language.EN) -> str:
        """Where the rule comes from, in words."""
        return "; ".join(say(part, language) for part in self.source.split("; "))


def reason(key: ReasonKey, *sources: str, **values: str) -> Reason:
    """A reason with its sources."""
    return Reason(key, "; ".join(sources), tuple(sorted(values.items())))
