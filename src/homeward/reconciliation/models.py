"""What the commission keeps of comparing lists: what was compared, with which result, and what each side decided."""

from __future__ import annotations

from django.db import models

from homeward.ledger.coverage import in_the_record


@in_the_record()
class Comparison(models.Model):
    """Lists that were compared, and the result as digests and counts: anybody with the lists computes it again."""

    number = models.TextField(primary_key=True)
    #: Label and SHA-256 of each list.
    lists = models.JSONField()
    pairs_sha256 = models.TextField()
    counts = models.JSONField()


@in_the_record()
class PairDecision(models.Model):
    """What one side says of two entries: that they are the same person, or not, or that it cannot tell."""

    number = models.TextField(primary_key=True)
    side = models.TextField()
    left_list = models.TextField()
    left_id = models.TextField()
    right_list = models.TextField()
    right_id = models.TextField()
    decision = models.TextField()
    decided_on = models.DateField()
