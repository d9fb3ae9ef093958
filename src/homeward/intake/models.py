"""What was handed in: the file as it came, and its rows. A submission is never changed; a later one supersedes it."""

from __future__ import annotations

from django.db import models

from homeward.ledger.coverage import in_the_record


@in_the_record()
class Submission(models.Model):
    """One file that a side or the neutral handed in."""

    #: Opaque (``identifiers``): it tells nothing of how many there are.
    number = models.TextField(primary_key=True)
    party = models.TextField()
    #: A value of ``kinds.SubmissionKind``.
    kind = models.TextField()
    label = models.TextField()
    file_name = models.TextField()
    file = models.BinaryField()
    file_sha256 = models.TextField()
    #: As the party said it, null if it said nothing; the count beside it is ours.
    declared_rows = models.IntegerField(null=True)
    counted_rows = models.IntegerField()


@in_the_record()
class SubmittedRow(models.Model):
    """One row of a submission: its cells as written, by heading."""

    #: ``SB-7K3Q9D2M-X/17``: submission and row, the heading being row 1.
    number = models.TextField(primary_key=True)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="rows")
    cells = models.JSONField()
