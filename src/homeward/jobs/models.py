"""Tables of background work."""

from __future__ import annotations

import datetime as dt

from django.db import models

from homeward.jobs.terms import ENDED, State
from homeward.ledger.coverage import outside_the_record


@outside_the_record("how far work in the background is; what the work does is recorded by the actions it calls")
class Job(models.Model):
    """One piece of work: asked for once, done once, by whichever worker holds its lease."""

    #: ``JO-…``
    number = models.TextField(primary_key=True)
    kind = models.TextField()
    arguments = models.JSONField()
    #: Whose it is: nobody else sees it.
    party = models.TextField()
    person = models.TextField()
    #: Asked for twice with the same key, it is one job.
    key = models.TextField(unique=True)
    #: A value of ``terms.State``.
    state = models.TextField(default=State.WAITING.value)
    made_at = models.DateTimeField()
    #: It is not taken up before.
    due_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    #: Of the lease that counts; a worker with another has lost its own.
    token = models.TextField(blank=True)
    worker = models.TextField(blank=True)
    leased_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    #: A marked sentence, and how far it is: ``total`` 0 when nobody knows.
    step = models.TextField(blank=True)
    step_since = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    #: Why it failed: a marked sentence, and what was wrong with what was handed in.
    failure = models.TextField(blank=True)
    faults = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at", "number"], name="jobs_to_take_up"),
            models.Index(fields=["kind", "ended_at"], name="jobs_of_a_kind"),
        ]

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in ENDED

    @property
    def label(self) -> State:
        """The state as a labelled word."""
        return State._value2member_map_[self.state]  # type: ignore[return-value]  # the map is typed for any member

    @property
    def percent(self) -> int | None:
        """How much of the step is done, 0 to 100; None when nobody knows."""
        return min(100, 100 * self.done // self.total) if self.total > 0 else None

    def seconds_left(self, now: dt.datetime) -> int | None:
        """How long the step will take if it goes on as until now; None when nobody knows."""
        if not (self.step_since and self.total > 0 and 0 < self.done <= self.total):
            return None
        return round((now - self.step_since).total_seconds() * (self.total - self.done) / self.done)


@outside_the_record("when periodic work is due next")
class Periodic(models.Model):
    """Work that comes again and again; whoever moves ``due_at`` on does it."""

    kind = models.TextField(primary_key=True)
    due_at = models.DateTimeField()
    worker = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    #: Why it failed the last time, or "".
    failure = models.TextField(blank=True)


@outside_the_record("which workers are alive")
class Worker(models.Model):
    """A process that takes up jobs."""

    name = models.TextField(primary_key=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
