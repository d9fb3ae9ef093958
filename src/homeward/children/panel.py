"""The best interests panel: who must sit, when a decision is one, and until when it holds.

UNHCR Best Interests Procedure Guidelines (2021): a panel of several disciplines determines; the case worker who
assessed reports to it and does not vote; dissent is recorded; a determination is looked at again. That each side and
the neutral must vote, the least number and the longest time to the review are rules of the commission.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from homeward.children.reasons import BIP, COMMISSION, CRC_3, Reason, ReasonKey, reason
from homeward.children.terms import NEUTRAL, Assessment, Determination

#: Fewest members who vote.
QUORUM = 3
#: Longest time until a determination is looked at again.
REVIEW_WITHIN = dt.timedelta(days=366)


def faults_of(
    determination: Determination, assessment: Assessment | None, sides: tuple[str, str], day: dt.date
) -> tuple[Reason, ...]:
    """Why a determination does not hold on ``day``; empty if it does."""
    voting = [member for member in determination.members if member.vote is not None]
    found = [
        reason(ReasonKey.PARTY_ABSENT, COMMISSION, party=party)
        for party in (*sides, NEUTRAL)
        if all(member.party != party for member in voting)
    ]
    if len({member.code for member in voting}) < QUORUM:
        found.append(reason(ReasonKey.TOO_FEW, BIP, COMMISSION, number=str(QUORUM)))
    if all(member.discipline != "child_protection" for member in voting):
        found.append(reason(ReasonKey.NO_CHILD_PROTECTION, BIP))
    if assessment is not None and any(member.code == assessment.assessor for member in voting):
        found.append(reason(ReasonKey.CASE_WORKER_SITS, BIP))
    votes = Counter(member.vote for member in voting)
    if 2 * votes[determination.decided] <= len(voting):
        found.append(reason(ReasonKey.NO_MAJORITY, BIP, COMMISSION))
    if any(member.vote is not determination.decided and not member.dissent.strip() for member in voting):
        found.append(reason(ReasonKey.DISSENT_MISSING, BIP))
    until = min(determination.review, determination.on + REVIEW_WITHIN)
    if day > until:
        found.append(reason(ReasonKey.REVIEW_DUE, BIP, CRC_3, day=until.isoformat()))
    return tuple(found)
