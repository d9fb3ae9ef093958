"""The glass: reading only, one's own party only, for minutes, and somebody else looks at it afterwards."""

import datetime as dt

import pytest
from desk import SIDES, Desk
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from homeward.access import gate
from homeward.access.actions.emergency import MINUTES_AT_MOST, close_glass, open_glass, review_glass
from homeward.access.doors import NotThere
from homeward.access.models import Glass, NameReading
from homeward.access.readings import read_names
from homeward.access.terms import GlassFinding, Reach, Record, Right, Role
from homeward.errors import InputRefused
from homeward.ledger.live import check
from homeward.ledger.terms import NEUTRAL

REASON = "A wounded man is at the border and his doctor cannot be reached."
MIRROR = pytest.mark.parametrize("side", SIDES)


@MIRROR
def test_it_opens_reading_of_another_office_and_nothing_else(quick_desk: Desk, side: str) -> None:
    client = quick_desk.client(Role.CHILD_WORKER, side)
    given = {"role": "medical_member", "reason": REASON, "minutes": "15", "request": "a"}
    assert client.post("/emergency/open/", given).status_code == 302
    request = client.get("/me/").wsgi_request
    viewer = request.viewer
    assert viewer.glass is Role.MEDICAL_MEMBER
    assert viewer.role is Role.CHILD_WORKER
    assert viewer.may(Right.READ, Record.HEALTH_NOTE)
    other = next(code for code in SIDES if code != side)
    for record in Record:
        assert Reach.SIDES not in viewer.reaches(Right.READ, record)
        assert other not in viewer.owners(Right.READ, record)
        for right in set(Right) - {Right.READ}:
            without = quick_desk.viewer(Role.CHILD_WORKER, side).reaches(right, record)
            assert viewer.reaches(right, record) == without


def test_every_page_says_that_it_is_open_and_offers_to_close_it(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    client.post("/emergency/open/", {"role": "medical_member", "reason": REASON, "minutes": "15", "request": "a"})
    glass = Glass.objects.get()
    for address in ("/me/", "/members/", "/policy/"):
        page = client.get(address).content.decode()
        assert f"/emergency/{glass.number}/close/" in page
        assert "15 minutes" in page
    client.post(f"/emergency/{glass.number}/close/")
    assert f"/emergency/{glass.number}/close/" not in client.get("/me/").content.decode()


def test_it_ends_by_itself_after_its_minutes(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    client.post("/emergency/open/", {"role": "medical_member", "reason": REASON, "minutes": "15", "request": "a"})
    assert client.get("/me/").wsgi_request.viewer.glass is Role.MEDICAL_MEMBER
    session = client.session
    number, role, until = session["glass"]
    ended = dt.datetime.fromisoformat(until) - dt.timedelta(minutes=15, seconds=1)
    session["glass"] = (number, role, ended.isoformat())
    session.save()
    assert client.get("/me/").wsgi_request.viewer.glass is None


def test_closing_it_anywhere_closes_it_everywhere(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    client.post("/emergency/open/", {"role": "medical_member", "reason": REASON, "minutes": "15", "request": "a"})
    close_glass(by=quick_desk.viewer(Role.LIAISON, "UA"), number=Glass.objects.get().number)
    assert client.get("/me/").wsgi_request.viewer.glass is None


@pytest.mark.parametrize(
    ("role", "reason", "minutes", "said"),
    [
        (Role.MEDICAL_MEMBER, "too short", 15, "20 characters"),
        (Role.MEDICAL_MEMBER, REASON, MINUTES_AT_MOST + 1, "60 minutes"),
        (Role.MEDICAL_MEMBER, REASON, 0, "60 minutes"),
        (Role.SECRETARY, REASON, 15, "cannot be opened"),
        (Role.LIAISON, REASON, 15, "cannot be opened"),
    ],
)
def test_what_is_no_emergency_is_refused(quick_desk: Desk, role: Role, reason: str, minutes: int, said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        open_glass(by=quick_desk.viewer(Role.LIAISON, "UA"), role=role, reason=reason, minutes=minutes)
    assert not Glass.objects.exists()


def test_an_office_without_the_right_cannot_open_it(quick_desk: Desk) -> None:
    with pytest.raises(PermissionDenied):
        open_glass(by=quick_desk.viewer(Role.OBSERVER, "UA"), role=Role.LIAISON, reason=REASON, minutes=15)


@MIRROR
def test_another_person_reviews_it_when_it_is_over(desk: Desk, side: str) -> None:
    liaison, auditor = desk.viewer(Role.LIAISON, side), desk.viewer(Role.AUDITOR, side)
    glass = open_glass(by=liaison, role=Role.MEDICAL_MEMBER, reason=REASON, minutes=15)
    finding, reason = GlassFinding.JUSTIFIED, "I have looked at what was read, and it was needed."
    with pytest.raises(InputRefused, match="still open"):
        review_glass(by=auditor, number=glass.number, finding=finding, reason=reason)
    assert not gate.glasses_to_review(auditor).exists()
    close_glass(by=liaison, number=glass.number)
    assert [line.count for line in gate.waiting_for(auditor)] == [1]
    assert gate.waiting_for(liaison) == []
    with pytest.raises(PermissionDenied):
        review_glass(by=liaison, number=glass.number, finding=finding, reason=reason)
    other = next(code for code in SIDES if code != side)
    with pytest.raises(NotThere):
        review_glass(by=desk.viewer(Role.AUDITOR, other), number=glass.number, finding=finding, reason=reason)
    with pytest.raises(InputRefused, match="20 characters"):
        review_glass(by=auditor, number=glass.number, finding=finding, reason="fine")
    review_glass(by=auditor, number=glass.number, finding=finding, reason=reason)
    assert gate.waiting_for(auditor) == []
    with pytest.raises(InputRefused, match="reviewed already"):
        review_glass(by=desk.viewer(Role.SECRETARY, NEUTRAL), number=glass.number, finding=finding, reason=reason)
    check()


def test_the_secretary_does_not_review_the_own_one(quick_desk: Desk) -> None:
    secretary = quick_desk.viewer(Role.SECRETARY, NEUTRAL)
    glass = open_glass(by=secretary, role=Role.MEDICAL_MEMBER, reason=REASON, minutes=15)
    Glass.objects.update(until=timezone.now())
    with pytest.raises(InputRefused, match="Nobody reviews"):
        review_glass(by=secretary, number=glass.number, finding=GlassFinding.JUSTIFIED, reason=REASON)
    assert gate.waiting_for(secretary) == []


def test_what_is_read_meanwhile_stands_with_it(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    client.post("/emergency/open/", {"role": "medical_member", "reason": REASON, "minutes": "15", "request": "a"})
    viewer = client.get("/me/").wsgi_request.viewer
    read_names(viewer, {"EN-1": "UA", "EN-2": "UA"})
    glass = Glass.objects.get()
    assert NameReading.objects.get().glass == glass.number
    page = quick_desk.client(Role.AUDITOR, "UA").get(f"/emergency/{glass.number}/").content.decode()
    assert "<td>2</td>" in page
