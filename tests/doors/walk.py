"""The walk: every address asked by every office of every party, and what each answer gives away.

``refusals`` holds the answers against the policy; ``leaks`` looks in them for what the viewer may not know. Both give
sentences, none where all is well, so that a test can plant a hole and see that it is found.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from addresses import Address
from desk import Desk, offices
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from homeward.access.terms import Record, Role
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL

PARTIES = ("UA", "RU", NEUTRAL)
#: A number that nobody has given anything, of each kind of argument; the second and later arguments of addresses.
NOBODYS, NOBODYS_PLACE = "ZZ-00000000-0", "987654321"
OTHERS = MappingProxyType({"row": "2", "form": "xlsx", "kind": "renewal"})
REFUSED, NOT_THERE, NOT_ALLOWED = 403, 404, 405
#: Lists that are searched by what somebody types.
SEARCHED = {
    "search/",
    "places/",
    "institutions/",
    "lists/",
    "reconcile/",
    "persons/",
    "api/search",
    "api/places/search",
    "api/pairs",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has an address of its own.

    Args:
        number: opaque.
        owner: whose it is; "" for what both sides and the neutral share.
        place: what stands before it in its addresses.
        canaries: words that stand in it and nowhere else.
        record: what the policy calls it, where that is not what the doors of its pages ask for.
    """

    number: str
    owner: str
    place: str
    canaries: tuple[str, ...] = ()
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Walker:
    """A member in one office, with a browser."""

    viewer: Viewer
    client: Client

    def asks(self, address: Address, url: str, *, is_part: bool = False) -> HttpResponse:
        """The answer, whole, whatever it is; ``is_part`` asks as HTMX does, which gets a refusal without its frame."""
        self.client.raise_request_exception = False
        send = getattr(self.client, address.method.lower())
        kind = (
            {"content_type": "application/json", "data": "{}"}
            if address.is_operation and address.method != "GET"
            else {}
        )
        answer: HttpResponse = send(url, headers={"HX-Request": "true"} if is_part else {}, **kind)
        if answer.streaming:
            answer.content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        return answer


def walkers(desk: Desk, parties: Iterable[str] = PARTIES) -> Iterator[Walker]:
    """A member of every office of every party."""
    for party in parties:
        for role in offices(party):
            yield Walker(desk.viewer(role, party), desk.client(role, party))


def urls(address: Address, things: Sequence[Thing]) -> Iterator[tuple[str, Thing | None]]:
    """The address of each thing that can stand in it, or its one address."""
    if not address.arguments:
        yield address.url(), None
        return
    for thing in things:
        if thing.place == address.place:
            yield address.url(thing.number, OTHERS), thing


def nobodys(address: Address) -> str:
    """What stands in an address for something that is not."""
    return NOBODYS_PLACE if "<int:" in address.route.partition(">")[0] else NOBODYS


def refusals(found: Sequence[Address], who: Iterable[Walker], things: Sequence[Thing]) -> list[str]:
    """Where an answer and the policy disagree: a door that lets in, keeps out, or breaks."""
    wrong: list[str] = []
    for walker in who:
        viewer = walker.viewer
        shut: set[str] = set()
        for address in (one for one in found if not one.is_open):
            at = f"{viewer.role.value} of {viewer.party} · {address}"
            if address.route in shut:
                continue  # the door refused GET, and stands before POST as well
            status = walker.asks(address, address.url(nobodys(address), OTHERS), is_part=True).status_code
            if not address.opens_for(viewer):
                is_page = not address.is_operation
                shut |= {address.route} if is_page and status == REFUSED else set()
                is_for_the_next = is_page and address.method == "GET" and status == NOT_ALLOWED
                wrong += [f"{at}: {status}, and not refused"] * (status != REFUSED and not is_for_the_next)
                continue
            wrong += [f"{at}: {status}, though the policy lets in"] * (status == REFUSED)
            wrong += [f"{at}: {status}"] * (status >= 500)
            is_named = bool(address.arguments) and address.method == "GET"
            wrong += [f"{at}: {status} for what is not"] * (is_named and status not in (NOT_THERE, NOT_ALLOWED))
            if address.method == "GET":
                wrong += _of_things(walker, address, things)
    return wrong


def _of_things(walker: Walker, address: Address, things: Sequence[Thing]) -> Iterator[str]:
    """What is not the viewer's must answer as what is not."""
    for url, thing in urls(address, things):
        if thing is None or address.needs is None or _may(walker.viewer, address, thing):
            continue
        answer = walker.asks(address, url)
        if answer.status_code == NOT_ALLOWED:
            continue
        is_not = walker.asks(address, address.url(nobodys(address), OTHERS))
        if told(answer, thing.number) != told(is_not, nobodys(address)):
            who = f"{walker.viewer.role.value} of {walker.viewer.party}"
            yield f"{who} · {address}: tells that {thing.owner}'s is there"


def _may(viewer: Viewer, address: Address, thing: Thing) -> bool:
    assert address.needs is not None
    record, right = address.needs
    if not thing.owner:
        return True
    return viewer.may_on(right, thing.record or record, thing.owner)


def leaks(
    found: Sequence[Address], who: Iterable[Walker], things: Sequence[Thing], searches: Sequence[str]
) -> list[str]:
    """Canaries in answers to those who may not know of them, on every page, list, export and search."""
    wrong: list[str] = []
    for walker in who:
        for address in (one for one in found if one.method == "GET" and not one.is_open):
            for url in _asked(address, things, searches):
                text = _text(walker.asks(address, url))
                wrong += [
                    f"{walker.viewer.role.value} of {walker.viewer.party} · {url}: tells of {canary}"
                    for canary in kept_from(walker.viewer, things)
                    if canary in text
                ]
    return wrong


def _asked(address: Address, things: Sequence[Thing], searches: Sequence[str]) -> list[str]:
    """What is asked of one address: the thing itself, or each search that it takes."""
    asked = [url for url, _thing in urls(address, things)]
    if address.route in SEARCHED:
        asked += [f"{url}?q={words}&text={words}" for url in asked for words in searches]
    return asked


def kept_from(viewer: Viewer, things: Iterable[Thing]) -> set[str]:
    """Canaries that this viewer may not see: the other side's and the neutral's for a side.

    The neutral's secretary sees both sides; what other offices of the neutral may see is the policy's, record by
    record, and is held against it by ``refusals``.
    """
    if viewer.is_neutral:
        return set()
    return {canary for thing in things if thing.owner not in ("", viewer.party) for canary in thing.canaries}


#: What differs from one answer to the next though nothing has happened.
_PASSING = [
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(r'name="request" value="[^"]+"'),
    re.compile(r'&quot;X-CSRFToken&quot;: &quot;[^&]+&quot;|"X-CSRFToken": "[^"]+"'),
    re.compile(r"\d{1,2}(?:\.\d{2}\.| \w{3} )\d{4},? \d{2}:\d{2}(?::\d{2})? UTC"),
    re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|\+00:00)?"),
    re.compile(r"(?:after|before)=[\w:%-]+"),
    # Where an act stands in the record: how long that is, everybody knows.
    re.compile(r"/record/entries/\d+/(?:\">\d+)?"),
]
#: Addresses that tell how long the record is, which all parties know and sign.
LENGTH_OF_THE_RECORD = ("record/", "api/record")


_PASSING_HEADERS = ("Content-Length", "ETag", "Last-Modified")


def told(answer: HttpResponse, number: str = "") -> tuple[int, str, Mapping[str, str]]:
    """What an answer says: status, body and headings, without what passes and without the number asked for."""
    text = _text(answer)
    for passing in _PASSING:
        text = passing.sub("·", text)
    headers = {name: value for name, value in answer.items() if name not in _PASSING_HEADERS}
    if (
        number
    ):  # a place in the record is a figure that may stand elsewhere too: only in an address is it the one asked for
        asked = re.compile(re.escape(number) if "-" in number else rf"(?<=/){number}(?=\D|$)")
        text = asked.sub("·", text)
        headers = {name: asked.sub("·", value) for name, value in headers.items()}
    return answer.status_code, text, headers


def _text(answer: HttpResponse) -> str:
    """What an answer holds as text: of JSON its letters, of a workbook its cells, whose file tells its hour."""
    if "json" in answer.get("Content-Type", ""):
        return json.dumps(json.loads(answer.content), ensure_ascii=False)
    if "spreadsheetml" not in answer.get("Content-Type", ""):
        return answer.content.decode("utf-8", "replace")
    book = load_workbook(io.BytesIO(answer.content))
    return "\n".join(str(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def all_told(
    found: Sequence[Address], who: Iterable[Walker], things: Sequence[Thing], searches: Sequence[str]
) -> dict[str, object]:
    """Everything that some members are told, by who asked what."""
    told_by: dict[str, object] = {}
    for walker in who:
        for address in (one for one in found if one.method == "GET" and not one.is_open):
            for url in _asked(address, things, searches):
                told_by[f"{walker.viewer.role.value} {url}"] = told(walker.asks(address, url))
    return told_by


def role_of(desk: Desk, role: Role, party: str) -> Walker:
    """One member."""
    return Walker(desk.viewer(role, party), desk.client(role, party))
