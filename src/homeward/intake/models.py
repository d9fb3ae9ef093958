"""What was handed in: the file as it came, and its rows. A submission is never changed; a later one supersedes it.

The lines of lists of persons are ``register.models.ListedEntry``; the rows of other tables stand here.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.ledger.coverage import in_the_record, outside_the_record


@in_the_record(
    but={
        "is_newest": "follows from the versions, which are in the record",
        "withdrawn_at": "follows from the withdrawals, which are in the record",
    }
)
class Submission(models.Model):
    """One file that a side or the neutral handed in: one version of a list or table."""

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
    #: Why the two differ, in the party's words.
    why_other = models.TextField(blank=True)
    #: ``LS-…``: all versions of one list.
    series = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    #: The version before.
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    #: Headings as written, in their order; of headings that repeat the later ones are numbered.
    headings = models.JSONField(default=list)
    #: Heading to canonical column (``register.entries.COLUMNS``), "" for one that is kept and not compared.
    columns = models.JSONField(default=dict)
    #: Of the list: a value of ``words.Language``, "" if not said.
    language = models.TextField(blank=True)
    #: How it came and who delivered it, as the party says.
    channel = models.TextField(blank=True)
    handed_in_at = models.DateTimeField(null=True)
    #: Number of the member.
    handed_in_by = models.TextField(blank=True)
    #: Number of the entry of the record that says so.
    entry = models.BigIntegerField(null=True)
    #: ``terms.Mark`` to how many lines it had when it was handed in.
    counts = models.JSONField(default=dict)
    is_newest = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], condition=~Q(series=""), name="a_version_once")
        ]
        indexes = [
            models.Index(fields=["party", "handed_in_at", "number"], name="lists_of_a_party"),
            models.Index(fields=["handed_in_at", "number"], name="lists_by_time"),
        ]


@in_the_record()
class SubmittedRow(models.Model):
    """One row of a table that is no list of persons: its cells as written, by heading."""

    #: ``SB-7K3Q9D2M-X/17``: submission and row, the heading being row 1.
    number = models.TextField(primary_key=True)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="rows")
    cells = models.JSONField()


@in_the_record()
class Withdrawal(models.Model):
    """That a party no longer stands by an entry, or by a list as a whole. What was handed in stays readable."""

    #: ``WD-…``
    number = models.TextField(primary_key=True)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="withdrawals")
    #: Number of the entry, "" for the whole list.
    entry = models.TextField(blank=True)
    reason = models.TextField()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "entry"], name="withdrawn_once")]


@outside_the_record("computed from the entries of a list and of the version before, for filters and counts")
class EntryMark(models.Model):
    """What is worth knowing about one line of a list."""

    id = models.BigAutoField(primary_key=True)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="marks")
    #: A value of ``terms.Mark``.
    mark = models.TextField()
    row = models.IntegerField()
    #: Number of the line in the version before, or of the other line that it doubles; "" where there is none.
    other = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["submission", "mark", "row"], name="marks_of_a_list")]


@outside_the_record("an upload that nobody has handed in yet; it is gone after seven days")
class Draft(models.Model):
    """A file on its way to being handed in: read, its columns understood, its faults shown."""

    #: ``DR-…``
    number = models.TextField(primary_key=True)
    party = models.TextField()
    #: Number of the member who uploaded it.
    person = models.TextField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    kind = models.TextField()
    file_name = models.TextField()
    file = models.BinaryField()
    language = models.TextField(blank=True)
    channel = models.TextField(blank=True)
    declared_rows = models.IntegerField(null=True)
    #: Number of the submission of which this is to be the next version; "" for a new list.
    supersedes = models.TextField(blank=True)
    #: A value of ``terms.DraftState``.
    state = models.TextField()
    #: How often its columns were chosen; the job of each has a key of its own.
    revision = models.IntegerField(default=1)
    #: The job that reads it, or hands it in.
    job = models.TextField(blank=True)
    #: Heading to canonical column, as a person chose; empty until somebody did.
    chosen = models.JSONField(default=dict)
    #: What was read, as ``draft_reading.DraftReading`` writes it.
    reading = models.JSONField(default=dict)
    #: Number of the submission it became.
    submission = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["party", "made_at", "number"], name="drafts_of_a_party")]


@outside_the_record("a convenience: which columns a party chose for its headings the last time")
class RememberedColumns(models.Model):
    """What the headings of a party's lists meant when it last chose."""

    id = models.BigAutoField(primary_key=True)
    party = models.TextField()
    #: Folded (``folding.fold_tightly``).
    heading = models.TextField()
    #: Canonical column, "" for one that is kept and not compared.
    column = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "heading"], name="a_heading_remembered_once")]
