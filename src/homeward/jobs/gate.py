"""Jobs for whoever waits for them: a party sees its own and no other."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from homeward.jobs.models import Job
from homeward.jobs.terms import State


def jobs_for(party: str) -> QuerySet[Job]:
    """A party's jobs, newest first."""
    return Job.objects.filter(party=party).order_by("-made_at", "-number")


def job_for(party: str, number: str) -> Job:
    """One job of a party.

    Raises:
        Http404: there is none of this number for this party; whether another has one is not said.
    """
    job = Job.objects.filter(party=party, number=number).first()
    if job is None:
        raise Http404
    return job


def last_done(kind: str) -> Job | None:
    """The job of a kind that was done last, whoever asked for it; for rooms that have checked the right themselves."""
    return Job.objects.filter(kind=kind, state=State.DONE).order_by("-ended_at").first()


def jobs_in(state: State) -> QuerySet[Job]:
    """Jobs of all parties in one state, for whoever operates the desk: to be counted, not to be read."""
    return Job.objects.filter(state=state)
