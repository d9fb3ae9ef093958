"""What is shown for a decision: rules, the same for both sides and the neutral."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from homeward.access.doors import NotThere
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.reconciliation.models import SharingConsent, SharingRule


def rules_for(viewer: Viewer) -> QuerySet[SharingRule]:
    """Rules of what is shown for a decision, newest first: the same for both sides and the neutral."""
    rules = SharingRule.objects.prefetch_related("consents").order_by("-proposed_at", "-number")
    return rules if viewer.may_shared(Right.READ, Record.SHARING) else rules.none()


def rule_for(viewer: Viewer, number: str) -> SharingRule:
    """One rule.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = rules_for(viewer).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def rule_in_force(sides: Sequence[str]) -> SharingRule | None:
    """The newest rule to which every one of ``sides`` consents at this moment."""
    rules = SharingRule.objects.all()
    for side in sides:
        consents = SharingConsent.objects.filter(rule=OuterRef("pk"), party=side, withdrawn_at__isnull=True)
        rules = rules.filter(Exists(consents))
    return rules.order_by("-proposed_at", "-number").first()
