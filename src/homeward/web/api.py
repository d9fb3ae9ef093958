"""The HTTP API: what the desk does, for programs. The operations of each room stand in its ``api.py``.

Whoever asks shows the session of a browser or a key (``access.api_keys``). Its description in the form of OpenAPI is
served at ``/api/openapi.json``; there is no page of scripts to try it with.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

import homeward
from homeward.access.api import PROBLEM, Keyed, Problem, SignedIn, problem, problems_told, refused
from homeward.access.api import router as access
from homeward.access.doors import NEEDS
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.intake.api import router as intake
from homeward.ledger.actions import AlreadyRecorded, NotWritten
from homeward.reconciliation.api import routers as reconciliation
from homeward.register.api import routers as register
from homeward.web.record_api import router as record
from homeward.web.try_api import router as trying
from homeward.words import _


class Letters(JSONRenderer):
    """JSON with names in their own letters."""

    json_dumps_params: Mapping[str, Any] = MappingProxyType({"ensure_ascii": False})


class DeskApi(NinjaAPI):
    """Ninja's API, whose description names every refusal with its form."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, with the refusals that all operations share."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        reference = {"$ref": "#/components/schemas/Problem"}
        for name, form in Problem.model_json_schema()["$defs"].items():
            schema["components"]["schemas"].setdefault(name, form)
        form = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"]["Problem"] = {key: value for key, value in form.items() if key != "$defs"}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, told in problems_told():
                    operation["responses"][status] = {"description": told, "content": {PROBLEM: {"schema": reference}}}
        return schema


api = DeskApi(
    title="Homeward",
    version=homeward.__version__,
    description="What the desk does, for programs. Each operation is behind the same door as the page that does it.",
    docs_url=None,
    renderer=Letters(),
    auth=[Keyed(), SignedIn()],
)


def door_first(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask at the door of an operation before what was sent is looked at, as pages do.

    Args:
        run: ninja's own method of the operation.
    """
    operation: Operation = run.__self__  # type: ignore[attr-defined]  # ninja gives a bound method

    def asked(request: HttpRequest, **values: Any) -> HttpResponse:
        viewer: Viewer | None = Keyed()(request) or getattr(request, "viewer", None)
        needed = NEEDS.get(operation.view_func)
        if viewer and needed and not viewer.may(needed[1], needed[0]):
            return _not_this_office(request, PermissionDenied())
        return run(request, **values)

    return asked


api.add_decorator(door_first, mode="view")
for room in (access, intake, *register, *reconciliation, record, trying):
    api.add_router("", room)


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(request, 401, _("Sign in, or send a key."))


@api.exception_handler(PermissionDenied)
def _not_this_office(request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return problem(request, 403, _("Your office may not do this."))


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(request, 404, _("There is nothing here for you under this address."))


@api.exception_handler(HttpError)
def _cannot_be_read(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, _("The request cannot be read."))


@api.exception_handler(ValidationError)
def _not_as_described(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        Fault("", "", 0, ".".join(map(str, fault["loc"])), str(fault["msg"]), _("Look it up in the description."))
        for fault in error.errors
    ]
    return problem(request, 422, _("This cannot be used as it is. Nothing was recorded."), faults)


@api.exception_handler(InputRefused)
def _refused(request: HttpRequest, refusal: InputRefused) -> HttpResponse:
    return refused(request, refusal)


@api.exception_handler(AlreadyRecorded)
def _done_before(request: HttpRequest, before: AlreadyRecorded) -> HttpResponse:
    return problem(request, 409, _("This was done before."), detail=str(before.sequence))


@api.exception_handler(NotWritten)
def _not_written(request: HttpRequest, _error: NotWritten) -> HttpResponse:
    return problem(request, 503, _("The record cannot be written now. Nothing was recorded; do it again later."))


@csrf_exempt
def no_operation(request: HttpRequest, rest: str) -> HttpResponse:
    """What every other address beneath ``/api/`` answers, whoever asks."""
    del rest
    return problem(request, 404, _("There is nothing here for you under this address."))
