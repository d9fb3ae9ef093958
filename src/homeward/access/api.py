"""What all operations of the HTTP API have in common: who asks, what is refused and how, what was asked before.

An operation is a view: it stands behind the same ``door``, fetches through the same gate and calls the same actions as
the page that does the same. A room's ``api.py`` holds its ``Router``; ``homeward.web.api`` puts them together. Ninja
reads the types of an operation when it is declared, so these files do without postponed annotations.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Router, Schema
from ninja.security import APIKeyCookie, HttpBearer

from homeward.access.api_keys import viewer_of_key
from homeward.access.doors import DeskRequest, door, every_member
from homeward.access.gate import members_for
from homeward.access.terms import Record
from homeward.access.viewer import Viewer
from homeward.desk.listing import page_of
from homeward.errors import Fault, InputRefused
from homeward.ledger.actions import AlreadyRecorded
from homeward.words import Language, _, say

M = TypeVar("M", bound=Model)
PROBLEM = "application/problem+json"
router = Router(tags=["access"])
_LONGEST_KEY = 200


class SignedIn(APIKeyCookie):
    """A browser in which a member has signed in with both factors; what it writes carries the CSRF token."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, _key: str | None) -> Viewer | None:
        """The viewer that ``middleware`` found."""
        viewer: Viewer | None = getattr(request, "viewer", None)
        return viewer


class Keyed(HttpBearer):
    """A program that carries a key of a member: ``Authorization: Bearer hw_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """The viewer that the key stands for, put where the middleware puts those who signed in."""
        viewer = viewer_of_key(token)
        if viewer is not None:
            request.viewer = viewer  # type: ignore[attr-defined]  # typed as DeskRequest behind every door
            request.language = viewer.language  # type: ignore[attr-defined]  # likewise
        return viewer


class FaultOut(Schema):
    """One thing wrong with what was handed in: where, what was found, what to do."""

    file: str
    sheet: str
    row: int
    column: str
    found: str
    advice: str


class Problem(Schema):
    """Why something was not done (RFC 9457)."""

    title: str
    status: int
    detail: str = ""
    faults: list[FaultOut] = Field(default_factory=list)


class Done(Schema):
    """What an action did: the entry of the record, whose number stays the same when the request is repeated."""

    number: str = Field(default="", description="What it was about")
    entry: int | None = Field(default=None, description="Number of the entry of the record")
    repeated: bool = Field(default=False, description="It had been done before; nothing was done now")


def language_of(request: HttpRequest) -> Language:
    """The language of whoever asks."""
    return Language(getattr(request, "language", Language.EN))


def faults_told(faults: Iterable[Fault], language: Language) -> list[FaultOut]:
    """Faults in a language."""
    return [
        FaultOut(
            file=fault.file,
            sheet=fault.sheet,
            row=fault.row,
            column=fault.column,
            found=say(fault.found, language),
            advice=say(fault.advice, language),
        )
        for fault in faults
    ]


def problem(
    request: HttpRequest, status: int, title: str, faults: Sequence[Fault] = (), detail: str = ""
) -> HttpResponse:
    """A refusal in the language of whoever asks.

    Args:
        request: that is refused.
        status: of HTTP.
        title: a marked sentence.
        faults: with marked sentences.
        detail: said as it is.
    """
    language = language_of(request)
    told = faults_told(faults, language)
    body = Problem(title=say(title, language), status=status, detail=detail, faults=told)
    return JsonResponse(
        body.model_dump(), status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False}
    )


def refused(request: HttpRequest, refusal: InputRefused) -> HttpResponse:
    """What was handed in cannot be used: every fault of it."""
    return problem(request, 422, _("This cannot be used as it is. Nothing was recorded."), refusal.faults)


def request_key(request: DeskRequest) -> str:
    """The idempotency key of the action asked for: ``Idempotency-Key`` under the name of whoever asks, or a new one.

    Under the asker's name, so that nobody learns from a refusal which keys others have used.
    """
    given = request.headers.get("Idempotency-Key", "")[:_LONGEST_KEY]
    return f"api:{request.viewer.person}:{given or secrets.token_hex(16)}"


def once(does: Callable[[], Any], number: str = "", entry: int | None = None) -> Done:
    """Do something, or tell that it was done before.

    Args:
        does: calls the action with ``request_key``.
        number: what it is about, where the action does not say.
        entry: as ``number``.
    """
    try:
        did = does()
    except AlreadyRecorded as before:
        return Done(number=before.subject or number, entry=before.sequence, repeated=True)
    if isinstance(did, int):
        return Done(number=number, entry=did)
    return Done(number=str(getattr(did, "number", "") or number), entry=entry)


def paged(
    rows: QuerySet[M], request: HttpRequest, *, order: tuple[str, ...], told: Callable[[Sequence[M]], list[Any]]
) -> dict[str, Any]:
    """A page of a list as its operation answers it: ``rows``, and ``next``, the address of what follows, "" at the end.

    Args:
        rows: filtered to what the viewer may see.
        request: the address asked for.
        order: see ``desk.listing.page_of``.
        told: the rows of one page as they are told; readings of names are recorded here.
    """
    page = page_of(rows, request, order=order)
    return {"rows": told(list(page)), "next": page.next_url}


def problems_told() -> Iterator[tuple[int, str]]:
    """Every refusal that any operation may answer with, for the description of the API."""
    yield 400, "The request cannot be read"
    yield 401, "Nobody has signed in, or the key does not stand"
    yield 403, "No office of the viewer may do this"
    yield 404, "There is no such thing for this viewer"
    yield 409, "This was decided or changed by somebody else meanwhile"
    yield 422, "What was sent cannot be used: every fault of it"
    yield 503, "The record cannot be written now; nothing was"


class Me(Schema):
    """Whoever asks, in one office, for one purpose."""

    number: str
    name: str
    role: str
    party: str
    sides: list[str]
    language: str
    purpose: str


class MemberOut(Schema):
    """A member of the commission."""

    number: str
    name: str
    party: str = Field(alias="party_id")
    body: str
    is_active: bool


class Members(Schema):
    """A page of members."""

    rows: list[MemberOut]
    next: str


@router.get("/me", response=Me, summary="Who I am here")
@every_member
def me(request: DeskRequest) -> Me:
    """The member that the session or the key stands for, as the gates see it."""
    viewer = request.viewer
    return Me(
        number=viewer.person,
        name=viewer.name,
        role=viewer.role.value,
        party=viewer.party,
        sides=list(viewer.sides),
        language=viewer.language.value,
        purpose=viewer.purpose.value,
    )


@router.get("/members", response=Members, summary="Members")
@door(Record.MEMBER)
def members(request: DeskRequest) -> Any:
    """Members the viewer may see, ended ones among them."""
    return paged(members_for(request.viewer), request, order=("number",), told=list)
