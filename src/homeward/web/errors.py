"""Pages for what cannot be done: a title that says so, what happened, what to do. In the reader's language.

A page that is not there and one that is not the reader's are answered in the same words. A fault of ours gets a
number that the operator finds in the log; the page tells nothing else of it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.access.policy import policy
from homeward.access.terms import Record, Right, Role
from homeward.errors import InputRefused, OwnFailure
from homeward.ledger.actions import AlreadyRecorded, NotWritten
from homeward.ledger.storage import NoRecordYet
from homeward.words import _

log = logging.getLogger("homeward.web")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an error page says; marked sentences, their values beside them.

    Args:
        status: of HTTP.
        title, said, advice: that it cannot be done, why, what to do.
        more: values of the fields of ``said``.
        has_frame: False where the page must not ask the database anything.
    """

    status: int
    title: str
    said: str
    advice: str
    number: str = ""
    offices: tuple[Role, ...] = ()
    faults: tuple[object, ...] = field(default=())
    has_frame: bool = True


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal; for HTMX the part of a page that takes the place of what was asked for."""
    context: dict[str, object] = {"refusal": refusal}
    if not refusal.has_frame:
        context["viewer"] = None
    template = "web/error_part.html" if request.headers.get("HX-Request") else "web/error.html"
    return render(request, template, context, status=refusal.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 where more was sent than is taken."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return answer(request, _TOO_LARGE)
    return answer(
        request,
        Refusal(
            400,
            _("This request cannot be read"),
            _("What the browser sent is not what this page asks for."),
            _("Go back, load the page again, and repeat the step."),
        ),
    )


_TOO_LARGE = Refusal(
    413,
    _("This is too large"),
    _("More was sent at one time than the desk takes. Nothing of it was kept."),
    _("Send less at a time: hand a long list in as a file."),
)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: which offices may, and never whose record it is."""
    return answer(
        request,
        Refusal(
            403,
            _("This is not open to your office"),
            _("The policy of the commission gives it to other offices."),
            _("If you hold one of them, choose it under “Myself, office and purpose”."),
            offices=_offices(str(exception)),
        ),
    )


def _offices(needed: str) -> tuple[Role, ...]:
    """The offices that have a right, from what ``access.doors.need`` says: ``pair decide``."""
    record, _space, right = needed.partition(" ")
    if record not in set(Record) or right not in set(Right):
        return ()
    found = policy()[Record(record)]
    return tuple(role for role in Role if any(Right(right) in rights for rights in found.get(role, {}).values()))


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same words whether it does not exist or is not for this reader."""
    del exception
    return answer(
        request,
        Refusal(
            404,
            _("There is nothing here for you"),
            _("No page or record that you may see has this address."),
            _("Look at the number again, or search for it."),
        ),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that comes from an old page, or from elsewhere."""
    log.warning("a form was refused: %s", reason)
    return answer(
        request,
        Refusal(
            403,
            _("This form is too old"),
            _("Its page was opened before you signed in, or the browser keeps no cookies. Nothing was recorded."),
            _("Go back, load the page again, and send the form once more."),
        ),
    )


def own_fault(request: HttpRequest) -> HttpResponse:
    """500: ours to mend."""
    number = secrets.token_hex(4)
    log.error("fault %s at %s", number, request.path, exc_info=True)
    return answer(
        request,
        Refusal(
            500,
            _("Something went wrong on our side"),
            _("The step was not done, and nothing of it was recorded."),
            _("Try once more. If it happens again, tell the operator this number:"),
            number=number,
            has_frame=False,
        ),
    )


class RefusalsMiddleware:
    """What rooms raise on purpose, as pages. What leaves the desk is kept by no cache on the way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that names are not to be kept in a browser's store."""
        response = self._get_response(request)
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal; None for what is nobody's on purpose."""
        if isinstance(exception, InputRefused):
            return answer(request, _refused(exception))
        if isinstance(exception, AlreadyRecorded):
            return answer(request, _ALREADY)
        if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
            return answer(request, _TOO_LARGE)
        if isinstance(exception, NotWritten | NoRecordYet):
            log.error("not written at %s: %s", request.path, exception)
            return answer(request, _NOT_WRITTEN if isinstance(exception, NotWritten) else _NO_RECORD)
        if isinstance(exception, OwnFailure):
            return own_fault(request)
        return None


def _refused(refusal: InputRefused) -> Refusal:
    return Refusal(
        422,
        _("This cannot be used yet"),
        _("Nothing of it was kept."),
        _("Go back, mend what is listed, and send it again."),
        faults=refusal.faults,
    )


_ALREADY = Refusal(
    409,
    _("This was done before"),
    _("The same form was sent twice. It was recorded once."),
    _("Go to the home page and on from there."),
)
_NOT_WRITTEN = Refusal(
    503,
    _("The record cannot be written now"),
    _("The step was not done. What was recorded before stands."),
    _("Tell the operator; the disk may be full. Keep this page, and send it again when the record can be written."),
    has_frame=False,
)
_NO_RECORD = Refusal(
    503,
    _("There is no record yet"),
    _("The desk opens when the commission has begun its record."),
    _("Tell the operator to begin it."),
    has_frame=False,
)
