"""What the commission keeps of comparing lists: comparisons, pairs and where they stand, findings, sharing, queries.

A finding, a put pair and a query name an entry by its alias, never by its row: the record of one side would
otherwise tell the other how long a list is. Who says same or different in the end stands in ``register.Judgement``.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from homeward.ledger.coverage import in_the_record, outside_the_record


@in_the_record()
class Comparison(models.Model):
    """Lists that were compared, and the result as digests and counts: anybody with the lists computes it again."""

    number = models.TextField(primary_key=True)
    #: Label and SHA-256 of each list.
    lists = models.JSONField()
    pairs_sha256 = models.TextField()
    counts = models.JSONField()
    #: Number of each submission to the party whose it is, for lists that were compared at the desk.
    submissions = models.JSONField(default=dict)
    #: What the engine was told, and the log2 odds it began with; fractions as text.
    parameters = models.JSONField(default=dict)
    started_by = models.TextField(default="")
    at = models.DateTimeField(null=True)
    #: Number of its entry in the record.
    entry = models.BigIntegerField(null=True)


@outside_the_record("computed from the lists: anybody computes it again, and its digest stands in the comparison")
class Pair(models.Model):
    """Two entries that may be one person, as the newest comparison that found them weighs them."""

    #: ``PA-…``, drawn once for two entries; it says nothing of them.
    number = models.TextField(primary_key=True)
    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="pairs")
    #: Aliases of the two entries, the lesser first: an alias goes on through the versions of a list.
    left = models.TextField()
    right = models.TextField()
    #: Numbers of the entries as compared: version and row. They never reach the other side.
    left_entry = models.TextField()
    right_entry = models.TextField()
    left_party = models.TextField()
    right_party = models.TextField()
    #: Numbers of the lists, lesser first, with a space between; one number for a pair inside one list.
    lists = models.TextField()
    probability = models.FloatField()
    #: A value of ``terms.Decision``, "" for relatives and namesakes kept apart.
    decision = models.TextField()
    #: A value of ``terms.Verdict``.
    verdict = models.TextField()
    #: [feature, outcome, weight in bits] in the order shown; the cells themselves stay in the entries.
    reasons = models.JSONField()
    #: What would settle a pair to be looked at (``turning_points.kept``), entries by version and row; the neutral's.
    #: None for pairs of comparisons that did not work it out.
    turning = models.JSONField(null=True, default=None)
    #: ``feature:outcome`` of the reason that weighs most against, "" where none does.
    against = models.TextField()
    #: The order of review: what is expected to put most pairs right first (``review_order``).
    rank = models.BigIntegerField()
    #: How many other pairs an answer to this one settles at most.
    settles = models.IntegerField(default=0)
    #: Whether the newest comparison of its lists still shows it, or somebody has spoken of it.
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="two_entries_are_one_pair")]
        indexes = [
            models.Index(fields=["right"], name="pair_by_right"),
            models.Index(fields=["lists"], name="pair_by_lists"),
        ]


@outside_the_record("worked out from findings, put pairs and queries")
class QueueLine(models.Model):
    """Where a pair stands for one party: what that party's queue shows. A side has one only for pairs put to it."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="lines")
    party = models.TextField()
    #: A value of ``states.PairState``.
    state = models.TextField()
    #: Sides still to be heard, codes with spaces between; on the neutral's lines only.
    waiting_for = models.TextField(default="")
    #: The lists: both for the neutral, the own one for a side.
    lists = models.TextField()
    #: As on the pair; "" on lines of a side, which may not see every column.
    against = models.TextField(default="")
    is_inside = models.BooleanField(default=False)
    rank = models.BigIntegerField()
    #: Since when it stands so.
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "party"], name="one_line_for_a_party")]
        indexes = [
            models.Index(fields=["party", "state", "rank", "pair"], name="line_by_state"),
            models.Index(fields=["party", "rank", "pair"], name="line_by_rank"),
            models.Index(fields=["party", "lists", "rank", "pair"], name="line_by_lists"),
            models.Index(fields=["party", "against", "state", "rank", "pair"], name="line_by_against"),
            models.Index(fields=["party", "is_inside", "rank", "pair"], name="line_inside"),
            models.Index(fields=["party", "state", "since"], name="line_by_day"),
        ]


@outside_the_record("counts of queue lines")
class Tally(models.Model):
    """How many lines of a party stand in a state, by lists and by what weighs against: what chips show."""

    party = models.TextField()
    state = models.TextField()
    waiting_for = models.TextField()
    lists = models.TextField()
    against = models.TextField()
    is_inside = models.BooleanField()
    count = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "state", "waiting_for", "lists", "against", "is_inside"], name="one_tally_for_each"
            )
        ]


@outside_the_record("what an action has still to do after its entry; done, the row goes")
class Unfinished(models.Model):
    """A pair that two persons have decided and that is still to be put to the sides, or settled in the register."""

    pair = models.ForeignKey(Pair, models.CASCADE)
    #: ``put`` or ``settle``.
    step = models.TextField()
    person = models.TextField()
    role = models.TextField()
    party = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "step"], name="a_step_once")]


@in_the_record()
class Finding(models.Model):
    """What a first person of a party found of a pair, and whether a second has joined; retracted, never deleted."""

    number = models.TextField(primary_key=True)
    pair = models.TextField(db_index=True)
    #: Aliases of the two entries.
    left = models.TextField()
    right = models.TextField()
    party = models.TextField()
    #: A value of ``states.Said``.
    said = models.TextField()
    #: Values of ``states.Ground``.
    grounds = models.JSONField()
    reason = models.TextField(blank=True)
    #: What was looked at: the comparison, and the digest of the reasons as shown.
    basis = models.JSONField()
    first_by = models.TextField()
    first_at = models.DateTimeField()
    second_by = models.TextField(blank=True)
    second_at = models.DateTimeField(null=True)
    #: The register's judgement that it became, once seconded.
    judgement = models.TextField(blank=True)
    retracted_by = models.TextField(blank=True)
    retracted_at = models.DateTimeField(null=True)
    retracted_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "party"], condition=Q(retracted_at__isnull=True), name="one_live_finding_for_a_party"
            )
        ]


@in_the_record()
class SharingRule(models.Model):
    """Which columns of an entry the other side is shown, so that both can decide; the same for both sides."""

    number = models.TextField(primary_key=True)
    #: Canonical columns, in the order of lists.
    columns = models.JSONField()
    note = models.TextField(blank=True)
    proposed_by = models.TextField()
    party = models.TextField()
    proposed_at = models.DateTimeField()


@in_the_record()
class SharingConsent(models.Model):
    """A side's consent to a rule; in force while both sides' stand."""

    number = models.TextField(primary_key=True)
    rule = models.ForeignKey(SharingRule, models.PROTECT, related_name="consents")
    party = models.TextField()
    given_by = models.TextField()
    given_at = models.DateTimeField()
    withdrawn_by = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "party"], condition=Q(withdrawn_at__isnull=True), name="one_live_consent_for_a_side"
            )
        ]


@in_the_record()
class PutPair(models.Model):
    """A pair that the neutral put to the sides, and what each is shown of the other's entry."""

    #: The pair's own number.
    number = models.TextField(primary_key=True)
    left = models.TextField()
    right = models.TextField()
    #: Canonical columns shown to the other side; none for a pair inside one party's lists.
    columns = models.JSONField()
    #: The rule it was put under; "" inside one party's lists.
    rule = models.TextField(blank=True)
    put_by = models.TextField()
    put_at = models.DateTimeField()


@in_the_record(but={"answer": "the code of the newest answer, kept for lists"})
class Query(models.Model):
    """A formal question of one party to another about an own entry or about a pair put to both."""

    number = models.TextField(primary_key=True)
    #: A value of ``query_words.QueryKind``.
    kind = models.TextField()
    asked_by = models.TextField()
    asked_of = models.TextField()
    person = models.TextField()
    #: Alias of the entry that is asked about.
    about = models.TextField(db_index=True)
    #: Whose entry that is.
    owner = models.TextField()
    #: The pair it came from, or "".
    pair = models.TextField(blank=True, db_index=True)
    #: What is disclosed: canonical column to text as written.
    disclosed = models.JSONField()
    rule = models.TextField(blank=True)
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_of", "answer", "due_on", "number"], name="query_to_answer"),
            models.Index(fields=["asked_by", "answer", "due_on", "number"], name="query_asked"),
        ]


@in_the_record()
class Answer(models.Model):
    """An answer, verbatim, with its date; a correction supersedes and stands beside what it corrects."""

    number = models.TextField(primary_key=True)
    query = models.ForeignKey(Query, models.PROTECT, related_name="answers")
    #: A value of ``query_words.AnswerWord``.
    answer = models.TextField()
    #: The words of the answer and what it rests on, as given.
    evidence = models.TextField(blank=True)
    #: EDTF: the day or time it speaks of; "" where none is given.
    as_of = models.TextField(blank=True)
    given_by = models.TextField()
    given_at = models.DateTimeField()
    supersedes = models.TextField(blank=True)
