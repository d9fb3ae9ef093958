"""What both sides agree to show each other of an entry, so that both can decide."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.utils import timezone

from homeward.access.doors import need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.reconciliation.actions.refusing import refuse_unless
from homeward.reconciliation.gate import rule_for
from homeward.reconciliation.models import SharingConsent, SharingRule
from homeward.reconciliation.shared_columns import SHAREABLE
from homeward.words import _


def propose_rule(*, by: Viewer, columns: Sequence[str], note: str = "", request: str = "") -> SharingRule:
    """Propose which columns each side is shown of the other's entry; all three see it.

    Args:
        by: who proposes: of a side or of the neutral.
        columns: canonical columns, a part of ``SHAREABLE`` with the name among them.
        note: in the proposer's own words, may be "".
        request: idempotency key.

    Raises:
        InputRefused: no name among the columns, or one that is never shared.
        PermissionDenied: the viewer may not propose.
    """
    need(by, Record.SHARING, Right.MAKE)
    chosen = [column for column in SHAREABLE if column in columns]
    refuse_unless(set(columns) <= set(SHAREABLE), _("One of these columns is never shared."), column="columns")
    refuse_unless(
        bool({"surname", "full_name"} & set(chosen)),
        _("Nobody can decide without a name: choose the surname or the full name."),
        column="columns",
    )
    rule = SharingRule(
        number=opaque_id("SH", secrets.token_hex(16)),
        columns=chosen,
        note=note.strip(),
        proposed_by=by.person,
        party=by.party,
        proposed_at=timezone.now(),
    )
    with record(
        by=by.actor,
        action="reconciliation.propose_rule",
        purpose=by.purpose,
        subject=rule.number,
        shown_to=by.parties,
        request=request,
    ) as act:
        rule.save(force_insert=True)
        act.made(rule)
    return rule


def consent_to_rule(*, by: Viewer, rule: str, request: str = "") -> SharingConsent:
    """A side consents to a rule; it is in force once both sides have.

    Raises:
        InputRefused: the side has consented already.
        NotThere: there is no such rule.
        PermissionDenied: the viewer may not consent for a side.
    """
    need(by, Record.SHARING, Right.DECIDE)
    with record(
        by=by.actor,
        action="reconciliation.consent_to_rule",
        purpose=by.purpose,
        subject=rule,
        shown_to=by.parties,
        request=request,
    ) as act:
        found = rule_for(by, rule)
        refuse_unless(_live(found, by.party) is None, _("Your side has consented to this already."), rule)
        consent = SharingConsent.objects.create(
            number=opaque_id("SC", secrets.token_hex(16)),
            rule=found,
            party=by.party,
            given_by=by.person,
            given_at=timezone.now(),
        )
        act.made(consent)
    return consent


def withdraw_consent(*, by: Viewer, rule: str, request: str = "") -> None:
    """A side takes back its consent: nothing new is shown under the rule; what was shown stays so.

    Raises:
        InputRefused: the side has not consented.
        NotThere: there is no such rule.
        PermissionDenied: the viewer may not consent for a side.
    """
    need(by, Record.SHARING, Right.DECIDE)
    with record(
        by=by.actor,
        action="reconciliation.withdraw_consent",
        purpose=by.purpose,
        subject=rule,
        shown_to=by.parties,
        request=request,
    ) as act:
        consent = _live(rule_for(by, rule), by.party)
        refuse_unless(consent is not None, _("Your side has not consented to this."), rule)
        assert consent is not None
        consent.withdrawn_by, consent.withdrawn_at = by.person, timezone.now()
        consent.save()
        act.changed(consent)


def _live(rule: SharingRule, party: str) -> SharingConsent | None:
    return rule.consents.filter(party=party, withdrawn_at__isnull=True).first()
