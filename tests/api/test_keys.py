"""Programs get in by a key of a member, in one office, until a day; sessions of browsers carry their CSRF token."""

import datetime as dt
import re

import pytest
from desk import Desk, browser
from django.test import Client

from homeward.access.api_keys import end_key, keys_of, make_key, viewer_of_key
from homeward.access.models import ApiKey, Grant, Member
from homeward.access.terms import Role
from homeward.errors import InputRefused
from homeward.ledger.terms import NEUTRAL


def asks(secret: str, path: str = "/api/me") -> tuple[int, dict[str, object]]:
    answer = browser().get(path, headers={"Authorization": f"Bearer {secret}"})
    return answer.status_code, answer.json()


def test_a_key_stands_for_its_member_in_one_office(desk: Desk) -> None:
    viewer = desk.viewer(Role.LIAISON, "UA")
    key, secret = make_key(by=viewer, name="nightly lists", days=30)
    status, me = asks(secret)
    assert (status, me["number"], me["role"], me["party"]) == (200, viewer.person, "liaison", "UA")
    assert secret not in str(ApiKey.objects.values().get())
    assert [one.number for one in keys_of(viewer)] == [key.number]
    assert not keys_of(desk.viewer(Role.LIAISON, "RU"))


def test_whoever_brings_nothing_is_told_so_as_a_problem(quick_desk: Desk) -> None:
    answer = browser().get("/api/me")
    assert (answer.status_code, answer["content-type"]) == (401, "application/problem+json")
    assert asks("hw_nothing")[0] == 401
    assert answer.json()["title"] == "Sign in, or send a key."


def test_a_key_ends_with_its_day_its_member_and_its_office(quick_desk: Desk) -> None:
    viewer = quick_desk.viewer(Role.LIAISON, "UA")
    key, secret = make_key(by=viewer, name="nightly lists", days=1)
    now = dt.datetime.now(dt.UTC)
    for rows, change, back in [
        (ApiKey.objects.filter(pk=key.pk), {"expires_at": now}, {"expires_at": now + dt.timedelta(days=1)}),
        (Member.objects.filter(pk=viewer.person), {"is_active": False}, {"is_active": True}),
        (Grant.objects.filter(member=viewer.person), {"until": now}, {"until": None}),
    ]:
        assert viewer_of_key(secret) is not None
        rows.update(**change)
        assert viewer_of_key(secret) is None
        rows.update(**back)
    end_key(by=viewer, number=key.number)
    assert asks(secret)[0] == 401


def test_nobody_ends_the_key_of_another(quick_desk: Desk) -> None:
    key, secret = make_key(by=quick_desk.viewer(Role.LIAISON, "UA"), name="nightly lists", days=1)
    with pytest.raises(ApiKey.DoesNotExist):
        end_key(by=quick_desk.viewer(Role.SECRETARY, NEUTRAL), number=key.number)
    assert asks(secret)[0] == 200


@pytest.mark.parametrize(("name", "days"), [("", 30), (" ", 30), ("lists", 0), ("lists", 91)])
def test_a_key_has_a_name_and_ends(quick_desk: Desk, name: str, days: int) -> None:
    with pytest.raises(InputRefused):
        make_key(by=quick_desk.viewer(Role.LIAISON, "UA"), name=name, days=days)


def test_the_page_shows_a_key_once(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    page = client.post("/me/keys/new/", {"name": "nightly lists", "days": "30", "request": "form-1"})
    (secret,) = re.findall(r"hw_[\w-]{40,}", page.content.decode())
    assert asks(secret)[0] == 200
    assert secret not in client.get("/me/keys/").content.decode()
    assert client.post("/me/keys/new/", {"name": "nightly lists", "days": "30", "request": "form-1"}).status_code == 302
    assert ApiKey.objects.count() == 1
    client.post(f"/me/keys/{ApiKey.objects.get().number}/end/")
    assert asks(secret)[0] == 401
    assert client.post("/me/keys/new/", {"name": "", "days": "many"}).status_code == 422


def test_a_session_writes_only_with_its_token(quick_desk: Desk) -> None:
    """A page elsewhere that makes a member's browser write is refused; reading needs no token."""
    signed_in = quick_desk.client(Role.LIAISON, "UA")
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    assert strict.get("/api/me").status_code == 200
    assert strict.post("/api/places", data="{}", content_type="application/json").status_code == 403
