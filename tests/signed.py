"""Signing in as a person does: name, password, the code of an authenticator."""

from __future__ import annotations

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from desk import Desk, browser
from django.core.cache import cache
from django.test import Client

from homeward.access.models import Member
from homeward.access.terms import Role
from homeward.ledger.models import Entry
from homeward.ledger.reading import read_entry

PASSWORD = "a quiet river in June"


def code_of(secret: str) -> str:
    """What an authenticator with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_factors(desk: Desk, role: Role, party: str) -> tuple[Member, str]:
    """A member with a password and an authenticator, and its secret; both are set when first asked for."""
    member = desk.member(role, party)
    found = Authenticator.objects.filter(user=member, type="totp").first()
    if found is not None:
        return member, found.data["secret"]
    member.set_password(PASSWORD)
    member.save()
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return member, secret


def signed_in(desk: Desk, role: Role, party: str) -> Client:
    """A browser in which a member has gone through the pages of signing in."""
    member, secret = with_factors(desk, role, party)
    cache.clear()  # a code counts once, and the next comes in half a minute
    client = browser()
    answer = client.post("/sign-in/", {"login": member.sign_in_name, "password": PASSWORD, "purpose": "tracing"})
    assert answer["Location"] == "/sign-in/code/"
    answer = client.post("/sign-in/code/", {"code": code_of(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    return client


def actions_recorded() -> list[str]:
    """What the record says was done, in its order."""
    bodies = Entry.objects.order_by("sequence").values_list("body", flat=True)
    return [read_entry(bytes(body)).action for body in bodies]


def has_factor(member: Member) -> bool:
    """Whether a second factor is set up."""
    return Authenticator.objects.filter(user=member).exists()


def words_of(page: bytes) -> str:
    """What a page says, without its marks."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def secret_on(page: bytes) -> str:
    """The key that the page of a new authenticator shows in letters."""
    found = re.search(rb"<code>([A-Z2-7]{32})</code>", page)
    assert found
    return found[1].decode()
