"""Work in the background on the desk: how far it is, stop, start again. What a job does is its room's."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from homeward.access.doors import DeskRequest, NotThere, door
from homeward.access.terms import Record
from homeward.jobs import actions
from homeward.jobs.gate import job_for
from homeward.jobs.models import Job


@door(Record.RECORD_ENTRY)
def work(request: DeskRequest, number: str) -> HttpResponse:
    """One piece of work of the viewer's party."""
    job = job_for(request.viewer.party, number)
    if job.state == "done" and "url" in job.result:
        return redirect(job.result["url"])
    return render(request, "web/work.html", _shown(request, job))


@door(Record.RECORD_ENTRY)
def work_part(request: DeskRequest, number: str) -> HttpResponse:
    """The part of a page that renews itself; when the work is done, it leads on to what came of it."""
    job = job_for(request.viewer.party, number)
    answer = render(request, "jobs/progress.html", _shown(request, job))
    if job.state == "done" and "url" in job.result:
        answer["HX-Redirect"] = job.result["url"]
    return answer


@door(Record.RECORD_ENTRY)
@require_POST
def work_stop(request: DeskRequest, number: str) -> HttpResponseRedirect:
    """Stop it: only who asked for it."""
    actions.stop(party=request.viewer.party, number=_own(request, number).number)
    return redirect("work", number)


@door(Record.RECORD_ENTRY)
@require_POST
def work_again(request: DeskRequest, number: str) -> HttpResponseRedirect:
    """Start it again: only who asked for it."""
    actions.start_again(party=request.viewer.party, number=_own(request, number).number)
    return redirect("work", number)


def _own(request: DeskRequest, number: str) -> Job:
    job = job_for(request.viewer.party, number)
    if job.person != request.viewer.person:
        raise NotThere
    return job


def _shown(request: DeskRequest, job: Job) -> dict[str, object]:
    return {
        "job": job,
        "is_own": job.person == request.viewer.person,
        "seconds_left": job.seconds_left(timezone.now()),
    }
