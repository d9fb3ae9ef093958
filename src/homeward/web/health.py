"""The state of the installation, for whoever operates it, and the answer to a load balancer."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from homeward import __version__
from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record
from homeward.jobs.gate import jobs_in, last_done
from homeward.jobs.models import Periodic, Worker
from homeward.jobs.terms import State
from homeward.ledger.custody import MAKE_BACKUP
from homeward.ledger.gate import is_all_signed, last_instant, newest_standing
from homeward.words import LabelledWord, _

_WORKER_SILENT = dt.timedelta(seconds=90)
_CHECK_DUE, _BACKUP_DUE = dt.timedelta(days=2), dt.timedelta(days=1)
_UNSIGNED_TOO_LONG = dt.timedelta(minutes=5)
_WAITS_TOO_LONG = dt.timedelta(minutes=5)
_LITTLE_ROOM = 2 * 2**30


class Level(LabelledWord):
    """Whether somebody has to do something."""

    GOOD = "settled", _("in order")
    LOOK = "person", _("look at it")
    STOP = "stop", _("needs help now")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing about the installation: what, how it stands, whether somebody has to do something.

    Args:
        what: a marked word.
        level: how it stands.
        value: a figure or a text as it is, "" where ``moment`` says it.
        moment: when, where that is what counts.
        advice: a marked sentence, what to do; "" where nothing is.
    """

    what: str
    level: Level
    value: str = ""
    moment: dt.datetime | None = None
    advice: str = ""


@door(Record.OPERATION)
def health(request: DeskRequest) -> HttpResponse:
    """All signs on one page."""
    signs = list(signs_now())
    return render(
        request, "web/health.html", {"signs": signs, "wanting": [one for one in signs if one.level != "settled"]}
    )


def alive(_request: HttpRequest) -> HttpResponse:
    """Whether a page can be served now: ``ok``, or 503. It says nothing else, to anybody."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no", "text/plain", 503)
    return HttpResponse("ok", "text/plain")


def signs_now() -> Iterator[Sign]:
    """Every sign, the urgent kinds first."""
    now = timezone.now()
    yield from _record(now)
    yield from _work(now)
    yield from _machine()
    yield _backup(now)
    yield Sign(_("Version"), Level.GOOD, __version__)


def _record(now: dt.datetime) -> Iterator[Sign]:
    last = last_done("ledger.check")
    if last is None or last.ended_at is None:
        yield Sign(
            _("Last check of the whole record"), Level.LOOK, "–", None, _("Start one on the page of the record.")
        )
    elif "finding" in last.result:
        advice = _("Do not write on. What to do: docs/how-to/when-verification-fails.md")
        yield Sign(_("Last check of the whole record"), Level.STOP, "", last.ended_at, advice)
    else:
        level = Level.GOOD if now - last.ended_at < _CHECK_DUE else Level.LOOK
        yield Sign(_("Last check of the whole record"), level, "", last.ended_at)
    standing = newest_standing()
    if standing is None:
        yield Sign(_("Newest checkpoint"), Level.LOOK, "–", None, _("Sign with: homeward ledger checkpoint"))
        return
    is_late = not is_all_signed() and (standing.signed_at is None or now - standing.signed_at > _UNSIGNED_TOO_LONG)
    advice = _("Sign with: homeward ledger checkpoint") if is_late else ""
    level = Level.STOP if not standing.is_sound else Level.LOOK if is_late else Level.GOOD
    yield Sign(_("Newest checkpoint"), level, "", standing.signed_at, advice)
    level = Level.GOOD if standing.is_enough and not standing.lacking else Level.LOOK
    advice = _("See that the witness runs, and that HOMEWARD_WITNESSES names it.") if standing.lacking else ""
    yield Sign(_("Cosignatures that lack"), level, ", ".join(standing.lacking) or "0", None, advice)


def _work(now: dt.datetime) -> Iterator[Sign]:
    seen = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    is_silent = seen is None or now - seen > _WORKER_SILENT
    advice = _("Start the desk anew with: homeward serve") if is_silent else ""
    yield Sign(_("Last sign of life of a worker"), Level.STOP if is_silent else Level.GOOD, "", seen, advice)
    waiting = jobs_in(State.WAITING)
    oldest = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    is_stuck = oldest is not None and now - oldest > _WAITS_TOO_LONG
    yield Sign(_("Work that waits"), Level.LOOK if is_stuck else Level.GOOD, str(waiting.count()))
    failed = jobs_in(State.FAILED).filter(ended_at__gt=now - dt.timedelta(days=7)).count()
    yield Sign(_("Work that failed in seven days"), Level.LOOK if failed else Level.GOOD, str(failed))
    for turn in Periodic.objects.exclude(failure="").order_by("kind"):
        yield Sign(_("Work that comes again and again"), Level.LOOK, turn.kind, turn.ended_at, turn.failure)


def _machine() -> Iterator[Sign]:
    yield Sign(_("Database"), Level.GOOD, f"{connection.display_name} {_database_version()}")
    folder = Path(settings.DATA)
    room = shutil.disk_usage(folder if folder.is_dir() else Path()).free
    advice = _("Make room on the disk; when it is full nothing can be recorded.") if room < _LITTLE_ROOM else ""
    yield Sign(
        _("Room on the disk"),
        Level.STOP if room < _LITTLE_ROOM else Level.GOOD,
        f"{room / 2**30:.1f} GiB",
        None,
        advice,
    )


def _database_version() -> str:
    return ".".join(map(str, connection.get_database_version()))


def _backup(now: dt.datetime) -> Sign:
    made = last_instant(MAKE_BACKUP)
    if made is None or now - made > _BACKUP_DUE:
        return Sign(_("Last backup"), Level.LOOK, "" if made else "–", made, _("Make one with: homeward backup"))
    return Sign(_("Last backup"), Level.GOOD, "", made)
