"""Nobody comes in without both factors, and whoever tries too often waits."""

import datetime as dt
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from desk import Desk, browser
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from signed import PASSWORD, actions_recorded, code_of, secret_on, signed_in, with_factors, words_of

from homeward.access.middleware import IDLE_SECONDS, SESSION_SECONDS
from homeward.access.models import Member
from homeward.access.terms import Role
from homeward.ledger.models import Entry
from homeward.ledger.reading import read_entry
from homeward.ledger.terms import NEUTRAL

UA, RU = "UA", "RU"


def test_name_password_and_code_let_a_member_in_and_the_record_says_so(desk: Desk) -> None:
    client = signed_in(desk, Role.LIAISON, UA)
    assert client.get("/").status_code == 200
    entry = read_entry(bytes(Entry.objects.order_by("sequence").last().body))
    assert (entry.action, entry.actor.role, entry.shown_to) == ("access.sign_in", "liaison", (NEUTRAL, UA))
    client.post("/sign-in/out/")
    assert actions_recorded()[-1] == "access.sign_out"
    assert client.get("/")["Location"] == "/sign-in/?next=/"


def test_the_session_has_a_new_key_after_signing_in(quick_desk: Desk) -> None:
    member, secret = with_factors(quick_desk, Role.LIAISON, UA)
    client = browser()
    client.post("/sign-in/", {"login": member.sign_in_name, "password": PASSWORD})
    before = client.session.session_key
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert before
    assert client.session.session_key != before


def test_the_password_alone_opens_nothing(quick_desk: Desk) -> None:
    member, _secret = with_factors(quick_desk, Role.LIAISON, UA)
    client = browser()
    client.post("/sign-in/", {"login": member.sign_in_name, "password": PASSWORD})
    assert client.get("/")["Location"].startswith("/sign-in/?next=")
    assert client.get("/me/")["Location"].startswith("/sign-in/?next=")


def test_a_code_counts_once(quick_desk: Desk) -> None:
    member, secret = with_factors(quick_desk, Role.LIAISON, UA)
    code = code_of(secret)
    outcomes = []
    for _ in range(2):
        client = browser()
        client.post("/sign-in/", {"login": member.sign_in_name, "password": PASSWORD})
        outcomes.append(client.post("/sign-in/code/", {"code": code}).status_code)
    assert outcomes == [302, 200]


def test_a_member_without_a_second_factor_is_led_to_set_one_up_before_anything_else(quick_desk: Desk) -> None:
    member = quick_desk.member(Role.LIAISON, UA)
    member.set_password(PASSWORD)
    member.save()
    client = browser()
    client.post("/sign-in/", {"login": member.sign_in_name, "password": PASSWORD})
    for address in ("/", "/me/", "/members/", "/readings/", "/policy/"):
        assert client.get(address)["Location"] == "/sign-in/first-steps/"
    assert client.get("/sign-in/first-steps/").status_code == 200
    again = client.get("/sign-in/factors/authenticator/")["Location"]
    assert again.startswith("/sign-in/again/")
    assert client.post(again, {"password": PASSWORD}).status_code == 302
    page = client.get("/sign-in/factors/authenticator/")
    secret = secret_on(page.content)
    assert b"data:image/svg+xml;base64," in page.content
    answer = client.post("/sign-in/factors/authenticator/", {"code": code_of(secret)})
    assert answer["Location"] == "/sign-in/factors/codes/"
    assert client.get("/").status_code == 200
    assert actions_recorded()[-1] == "access.change_factor"
    codes = client.get("/sign-in/factors/codes/")
    assert codes.content.count(b"<li><code>") == 10


def test_a_session_from_before_the_factor_was_set_up_elsewhere_opens_nothing(quick_desk: Desk) -> None:
    member = quick_desk.member(Role.LIAISON, UA)
    member.set_password(PASSWORD)
    member.save()
    old = browser()
    old.post("/sign-in/", {"login": member.sign_in_name, "password": PASSWORD})
    with_factors(quick_desk, Role.LIAISON, UA)
    assert old.get("/sign-in/first-steps/").status_code == 302
    assert old.get("/sign-in/factors/authenticator/remove/").status_code == 302
    assert Authenticator.objects.filter(user=member).count() == 1


@pytest.mark.parametrize("exists", [True, False])
def test_five_wrong_passwords_lock_a_name_from_an_address_whether_it_exists_or_not(desk: Desk, exists: bool) -> None:
    member, _secret = with_factors(desk, Role.LIAISON, UA)
    name = member.sign_in_name if exists else "no.such.name"
    client = browser()
    answers = [client.post("/sign-in/", {"login": name, "password": "wrong"}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429, 429, 429]
    locked = client.post("/sign-in/", {"login": name, "password": PASSWORD})
    assert locked.status_code == 429
    assert "15 minutes" in words_of(locked.content)
    assert name not in words_of(locked.content)
    assert actions_recorded().count("access.lock_out") == 1
    elsewhere = browser()
    other = elsewhere.post("/sign-in/", {"login": name, "password": "wrong"}, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 200


def test_the_same_words_whether_the_name_exists_or_not(quick_desk: Desk) -> None:
    member, _secret = with_factors(quick_desk, Role.LIAISON, UA)
    said = []
    for name in (member.sign_in_name, "no.such.name"):
        answer = browser().post("/sign-in/", {"login": name, "password": "wrong"})
        said.append(words_of(answer.content).replace(name, "NAME"))
    assert said[0] == said[1]


def test_the_lock_is_over_after_a_quarter_of_an_hour(quick_desk: Desk) -> None:
    member, _secret = with_factors(quick_desk, Role.LIAISON, UA)
    client = browser()
    for _ in range(6):
        client.post("/sign-in/", {"login": member.sign_in_name, "password": "wrong"})
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - dt.timedelta(minutes=16))
    assert client.post("/sign-in/", {"login": member.sign_in_name, "password": PASSWORD}).status_code == 302


def test_wrong_codes_lock_as_wrong_passwords_do(desk: Desk) -> None:
    member, secret = with_factors(desk, Role.LIAISON, UA)
    client = browser()
    client.post("/sign-in/", {"login": member.sign_in_name, "password": PASSWORD})
    wrong = f"{(int(code_of(secret)) + 271828) % 1_000_000:06d}"
    statuses = [client.post("/sign-in/code/", {"code": wrong}).status_code for _ in range(6)]
    assert statuses == [200, 200, 200, 200, 429, 429]
    assert client.post("/sign-in/code/", {"code": code_of(secret)}).status_code == 429


@pytest.mark.parametrize(("key", "seconds"), [("seen", IDLE_SECONDS), ("began", SESSION_SECONDS)])
def test_a_session_ends_when_idle_and_in_any_case_after_its_hours(quick_desk: Desk, key: str, seconds: int) -> None:
    client = signed_in(quick_desk, Role.LIAISON, UA)
    assert client.get("/me/").status_code == 200
    session = client.session
    session[key] = int(time.time()) - seconds + 60
    session.save()
    assert client.get("/me/").status_code == 200
    session = client.session
    session[key] = int(time.time()) - seconds - 1
    session.save()
    assert client.get("/me/")["Location"] == "/sign-in/?next=/me/"


def test_work_that_renews_its_own_page_keeps_nobody_signed_in(quick_desk: Desk) -> None:
    client = signed_in(quick_desk, Role.LIAISON, UA)
    client.get("/me/")
    session = client.session
    session["seen"] = long_ago = int(time.time()) - IDLE_SECONDS + 300
    session.save()
    client.get("/jobs/JO-00000000-0/")
    assert client.session["seen"] == long_ago
    client.get("/me/")
    assert client.session["seen"] > long_ago


def test_a_third_sign_in_ends_the_oldest_session(quick_desk: Desk) -> None:
    clients = [signed_in(quick_desk, Role.LIAISON, UA) for _ in range(3)]
    assert [client.get("/me/").status_code for client in clients] == [302, 200, 200]
    assert UserSession.objects.count() == 2


def test_a_member_ends_another_session_of_its_own_and_nobody_elses(quick_desk: Desk) -> None:
    first = signed_in(quick_desk, Role.LIAISON, UA)
    second = signed_in(quick_desk, Role.LIAISON, UA)
    other = signed_in(quick_desk, Role.LIAISON, RU)
    number = UserSession.objects.get(session_key=first.session.session_key).pk
    assert other.post(f"/me/sessions/{number}/end/").status_code == 404
    assert first.get("/me/").status_code == 200
    assert second.post(f"/me/sessions/{number}/end/").status_code == 302
    assert first.get("/me/").status_code == 302


def test_whoever_holds_no_office_any_more_is_told_so_and_signed_out(quick_desk: Desk) -> None:
    client = signed_in(quick_desk, Role.LIAISON, UA)
    member = Member.objects.get(sign_in_name="liaison-ua")
    member.grants.update(until=member.joined_at)
    answer = client.get("/", follow=True)
    assert answer.status_code == 403
    assert "no office" in words_of(answer.content)
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_the_only_second_factor_stays(quick_desk: Desk) -> None:
    client = signed_in(quick_desk, Role.LIAISON, UA)
    assert client.post("/sign-in/again/?next=/me/", {"password": PASSWORD}).status_code == 302
    answer = client.post("/sign-in/factors/authenticator/remove/")
    assert answer.status_code == 200
    assert "only second factor" in words_of(answer.content)
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_a_changed_password_ends_other_sessions_and_stands_in_the_record(quick_desk: Desk) -> None:
    first = signed_in(quick_desk, Role.LIAISON, UA)
    second = signed_in(quick_desk, Role.LIAISON, UA)
    new = "another river in October"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert second.post("/sign-in/password/", given).status_code == 302
    assert actions_recorded()[-1] == "access.change_factor"
    assert second.get("/me/").status_code == 200
    assert first.get("/me/").status_code == 302


@pytest.mark.parametrize("password", ["short", "password1234", "liaison-ua"])
def test_a_password_that_is_easily_guessed_is_refused_in_our_words(quick_desk: Desk, password: str) -> None:
    client = signed_in(quick_desk, Role.LIAISON, UA)
    given = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/sign-in/password/", given)
    assert answer.status_code == 200
    assert "Take a" in words_of(answer.content)


def test_nobody_signs_up_and_nothing_is_reset_by_mail(quick_desk: Desk) -> None:
    for address in ("signup/", "password/reset/", "email/", "login/code/", "sessions/", "2fa/"):
        assert browser().get(f"/sign-in/{address}").status_code == 404


def test_cookies_are_for_this_site_and_not_for_scripts(quick_desk: Desk) -> None:
    client = signed_in(quick_desk, Role.LIAISON, UA)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""  # ends with the browser


def test_a_page_costs_two_small_queries_before_it_asks_anything(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, UA)
    client.get("/policy/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/policy/", HTTP_HX_REQUEST="true")
    before = [query["sql"] for query in asked if "access_grant" in query["sql"] or '"access_member"' in query["sql"]]
    assert len(before) == 2
