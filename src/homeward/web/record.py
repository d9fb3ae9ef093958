"""The record on the desk: how it stands, one page alike for everybody. Entries are in ``record_entries``."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.access.doors import DeskRequest, NotThere, door
from homeward.access.terms import Record, Right
from homeward.jobs.actions import enqueue
from homeward.jobs.gate import job_for, last_done
from homeward.jobs.terms import State
from homeward.ledger.custody import take_bundle
from homeward.ledger.gate import is_all_signed, newest_standing, policy_in_force, size_of_record
from homeward.web.tasks import bundle_file, sentence_of


@door(Record.VERIFICATION)
def record_state(request: DeskRequest) -> HttpResponse:
    """How far the record is signed, by whom, whether it was checked, and how to check it oneself."""
    policy, last, standing = policy_in_force(), last_done("ledger.check"), newest_standing()
    finding = last.result.get("finding") if last else None
    shown = {
        "size": size_of_record(),
        "standing": standing,
        "root": _in_fours(standing.root.hex()) if standing else "",
        "is_all_signed": is_all_signed(),
        "signs_itself": bool(settings.LOG_KEY.name),
        "policy_digest": _in_fours(hashlib.sha256(policy.encode()).hexdigest()),
        "last_check": last,
        "finding": sentence_of(finding).say(request.viewer.language) if finding else "",
        "may_check": request.viewer.may(Right.MAKE, Record.VERIFICATION),
        "may_take_home": request.viewer.may(Right.EXPORT, Record.RECORD_ENTRY),
        "request_key": secrets.token_hex(16),
    }
    return render(request, "web/record.html", shown)


@door(Record.VERIFICATION)
def record_policy(_request: DeskRequest) -> HttpResponse:
    """The policy in force, as a file: to compare with the one that one's own delegation keeps."""
    return _file(policy_in_force().encode(), "policy", "text/plain; charset=utf-8")


@door(Record.VERIFICATION, Right.MAKE)
@require_POST
def record_check(request: DeskRequest) -> HttpResponseRedirect:
    """Have the whole record checked now."""
    key = request.POST.get("request", "")
    viewer = request.viewer
    return redirect("work", enqueue("ledger.check", {}, party=viewer.party, person=viewer.person, key=key).number)


@door(Record.RECORD_ENTRY, Right.EXPORT)
@require_POST
def record_bundle(request: DeskRequest) -> HttpResponseRedirect:
    """Have the bundle of the viewer's party written."""
    key = request.POST.get("request", "")
    viewer = request.viewer
    return redirect("work", enqueue("ledger.bundle", {}, party=viewer.party, person=viewer.person, key=key).number)


@door(Record.RECORD_ENTRY, Right.EXPORT)
def record_bundle_ready(request: DeskRequest, number: str) -> HttpResponse:
    """The bundle is ready to be taken home."""
    job = job_for(request.viewer.party, number)
    if job.kind != "ledger.bundle" or job.state != State.DONE:
        raise NotThere
    shown = {"job": job, "is_there": bundle_file(number).is_file(), "party": request.viewer.party}
    return render(request, "web/record_bundle.html", shown)


@door(Record.RECORD_ENTRY, Right.EXPORT)
@require_POST
def record_bundle_take(request: DeskRequest, number: str) -> HttpResponse | FileResponse:
    """Take the bundle home; that it was taken is recorded before the first byte leaves."""
    viewer = request.viewer
    job = job_for(viewer.party, number)
    path = bundle_file(number)
    if job.kind != "ledger.bundle" or job.state != State.DONE or not path.is_file():
        raise NotThere
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    take_bundle(by=viewer.actor, size=int(job.result["entries"]), sha256=digest)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"record-{viewer.party}.zip")


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(data, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _in_fours(digits: str) -> str:
    """Hexadecimal digits in fours, to be read out and compared."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
