"""Comparing lists in the background: lists out of the register, compared, the result kept by one action."""

from __future__ import annotations

import hashlib
import json

from django.urls import reverse

from homeward.access.models import Party
from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.jobs.registry import Run, every, task
from homeward.ledger.actions import AlreadyRecorded
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.progress import Progress
from homeward.reconciliation.actions import Result, keep_result, put_pairs, settle_pairs
from homeward.reconciliation.comparing import reconcile
from homeward.reconciliation.gate import lists_replaced, lists_to_compare, unfinished
from homeward.reconciliation.weighed_pairs import counts_of, parameters_of, weighed_pairs
from homeward.register.entries import PersonList
from homeward.register.gate import person_list
from homeward.register.models import ListedEntry
from homeward.words import _


@task("reconciliation.compare")
def compare(run: Run) -> None:
    """Compare the lists whose numbers stand in ``run.arguments["lists"]``; done again, it keeps nothing anew."""
    by = _viewer(run.person, Role.SECRETARY)
    asked = sorted(set(run.arguments["lists"]))
    owners = {one.number: one.party for one in lists_to_compare(by) if one.number in asked}
    if set(owners) != set(asked):
        raise InputRefused(
            [Fault("", "", 0, "", "", _("A newer version of one of these lists has come in: choose the lists again."))]
        )
    lists = [_list(number, run.progress) for number in asked]
    reconciled = reconcile(lists, progress=run.progress)
    run.progress(_("writing pairs"))
    pairs = weighed_pairs(reconciled)
    result = Result(
        lists={one.label: one.sha256 for one in lists},
        owners=owners,
        parameters=parameters_of(reconciled),
        counts=counts_of(reconciled),
        pairs=pairs,
        aliases=_aliases(asked),
        replaced=lists_replaced(),
    )
    try:
        number = keep_result(by=by, result=result, request=f"job:{run.number}")
    except AlreadyRecorded as before:
        number = before.subject
    run.result({"url": reverse("reconciliation:comparison", args=[number])})


@every(60)
@task("reconciliation.finish")
def finish_what_was_begun(run: Run) -> None:
    """Put to the sides and settle what was decided before a power cut, or before a rule came into force."""
    del run
    for one in unfinished():
        by = _viewer(one.person, Role(one.role), one.party)
        if one.step == "put":
            put_pairs(by=by, pairs=[one.pair_id])
        else:
            settle_pairs(by=by, pairs=[one.pair_id])


def _viewer(person: str, role: Role, party: str = NEUTRAL) -> Viewer:
    """Whoever asked for the work, as actions take it; the order of the sides means nothing here."""
    first, second = sorted(Party.objects.exclude(code=NEUTRAL).values_list("code", flat=True))
    return Viewer(person, "", role, party, (first, second), purpose=Purpose.EXCHANGE)


def _list(submission: str, progress: Progress) -> PersonList:
    progress(_("reading the lists"))
    listed = person_list(submission, submission)
    digest = hashlib.sha256()
    for line in listed.entries.to_pylist():
        digest.update(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n")
    return PersonList(submission, listed.entries, listed.unknown, digest.hexdigest())


def _aliases(submissions: list[str]) -> dict[str, str]:
    rows = ListedEntry.objects.filter(submission__in=submissions, is_current=True)
    return dict(rows.values_list("number", "alias"))
