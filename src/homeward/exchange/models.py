"""What the commission keeps of a round: the agreement, the draw of the lot, the plan, and what was printed from it."""

from __future__ import annotations

from django.db import models

from homeward.ledger.coverage import in_the_record


@in_the_record()
class AdoptedAgreement(models.Model):
    """An agreement as both sides adopted it, byte for byte."""

    sha256 = models.TextField(primary_key=True)
    agreement_id = models.TextField()
    text = models.TextField()


@in_the_record()
class LotDraw(models.Model):
    """A draw of the lot as far as it has come: ``lot.write_draw`` as text."""

    list_sha256 = models.TextField(primary_key=True)
    draw = models.TextField()


@in_the_record()
class AdoptedPlan(models.Model):
    """A plan as it was adopted: ``plan.json`` as text, and the digest of what it was computed from."""

    sha256 = models.TextField(primary_key=True)
    agreement = models.ForeignKey(AdoptedAgreement, models.PROTECT)
    persons_sha256 = models.TextField()
    text = models.TextField()


@in_the_record()
class IssuedPaper(models.Model):
    """A paper that was printed from a plan and handed out, by its digest."""

    sha256 = models.TextField(primary_key=True)
    plan = models.ForeignKey(AdoptedPlan, models.PROTECT)
    side = models.TextField()
    language = models.TextField()
    title = models.TextField()
