"""Guardians: what must hold before an adult is verified, and what becomes of several who ask for one child.

1. Every claim is checked alike: identity of the adult, accounts of child and adult taken apart and compared, a
   photograph picked out, people who know the family asked, safety, the child knows the adult, both are willing
   (Inter-Agency Guiding Principles on Unaccompanied and Separated Children, 2004, on verification; AP I 74).
2. Identity and safety are never waived. A child who was too small when separated need not know the adult or pick a
   photograph out; any other check that does not apply must be said to.
3. A failed check refuses the claim, whatever else holds.
4. While two claims stand, neither is verified: a court or the competent authority decides. Claims are not weighed
   against each other, neither by score nor by who came first.
5. Rules propose; a claim is verified only when both sides have decided so (the decision is theirs).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.children.reasons import AP_74, COMMISSION, IAGP, Reason, ReasonKey, reason
from homeward.children.terms import Capacity, Case, Check, Claim, ClaimDecision
from homeward.words import _

#: The checks of a claim by their codes, in the order in which they are made.
CHECKS: dict[str, str] = {
    "identity": _("identity of the adult"),
    "accounts": _("accounts of child and adult, taken apart, agree"),
    "photograph": _("photograph picked out"),
    "community": _("people who know the family were asked"),
    "safety": _("no danger to the child"),
    "child_knows": _("the child knows the adult"),
    "adult_willing": _("the adult is willing"),
    "child_willing": _("the child is willing"),
}

#: Never waived.
ALWAYS = frozenset({"identity", "safety", "adult_willing"})
#: Waived for a child too small at separation to recognise anybody.
OF_MEMORY = frozenset({"accounts", "photograph", "child_knows"})
#: Waived where it is said not to apply.
MAY_NOT_APPLY = frozenset({"community", "child_willing"})

#: A claim stands until it is refused.
_STANDING = frozenset({ClaimDecision.OPEN, ClaimDecision.VERIFIED, ClaimDecision.NEEDS_COURT})


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rules say of one claim.

    Args:
        proposal: what is proposed to those who decide; OPEN while checks are missing.
        reasons: what is missing or did not hold; empty exactly when VERIFIED is proposed.
    """

    claim_id: str
    proposal: ClaimDecision
    reasons: tuple[Reason, ...]


def standing(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims that are not refused, in the order of their ids."""
    return tuple(sorted((claim for claim in claims if claim.decision in _STANDING), key=lambda claim: claim.claim_id))


def examine(case: Case) -> tuple[Finding, ...]:
    """What the rules say of each claim of a case, in the order of their ids."""
    found = []
    for claim in sorted(case.claims, key=lambda claim: claim.claim_id):
        failed = _failed(claim)
        missing = _missing(claim, case)
        rivals = [one for one in standing(case.claims) if one.claim_id != claim.claim_id and not _failed(one)]
        if failed:
            found.append(Finding(claim.claim_id, ClaimDecision.REFUSED, failed))
        elif rivals and claim.decision in _STANDING:
            competing = reason(ReasonKey.COMPETING, COMMISSION, IAGP)
            found.append(Finding(claim.claim_id, ClaimDecision.NEEDS_COURT, (competing, *missing)))
        elif missing:
            found.append(Finding(claim.claim_id, ClaimDecision.OPEN, missing))
        else:
            found.append(Finding(claim.claim_id, ClaimDecision.VERIFIED, ()))
    return tuple(found)


def verified_claim(case: Case, sides: tuple[str, str]) -> Claim | None:
    """The one claim that stands, that the rules find complete and that both sides decided to be verified."""
    claims = standing(case.claims)
    if len(claims) != 1 or claims[0].decision is not ClaimDecision.VERIFIED:
        return None
    complete = any(
        one.claim_id == claims[0].claim_id and one.proposal is ClaimDecision.VERIFIED for one in examine(case)
    )
    return claims[0] if complete and set(sides) <= set(claims[0].decided_by) else None


def _failed(claim: Claim) -> tuple[Reason, ...]:
    failed = [
        reason(ReasonKey.CHECK_FAILED, IAGP, check=label)
        for check, label in CHECKS.items()
        if claim.checks.get(check) is Check.NO and check != "child_willing"
    ]
    if claim.document is Check.NO:
        failed.append(reason(ReasonKey.NO_DOCUMENT, IAGP, capacity=claim.capacity.label))
    return tuple(failed)


def _missing(claim: Claim, case: Case) -> tuple[Reason, ...]:
    missing = [
        reason(ReasonKey.CHECK_MISSING, IAGP, AP_74, check=label)
        for check, label in CHECKS.items()
        if not _made(check, claim.checks.get(check, Check.UNKNOWN), case)
    ]
    if claim.document is not Check.YES:
        institution = claim.capacity in (Capacity.INSTITUTION, Capacity.AUTHORITY)
        key = ReasonKey.NOT_FAMILY if institution else ReasonKey.NO_DOCUMENT
        values = {} if institution else {"capacity": claim.capacity.label}
        missing.append(reason(key, IAGP, **values))
    return tuple(missing)


def _made(check: str, outcome: Check, case: Case) -> bool:
    """Whether a check is made, or rightly waived; what the child wishes is the gate of its view."""
    if outcome is Check.YES or (check == "child_willing" and outcome is Check.NO):
        return True
    if outcome is not Check.NOT_APPLICABLE or check in ALWAYS:
        return False
    return check in MAY_NOT_APPLY or (check in OF_MEMORY and case.small_when_separated)
