"""How allauth signs members in, in our words: what it does is recorded, what it would mail is not.

``SigningIn`` is its adapter for accounts, ``SecondFactor`` for the second factor. Whether a session was begun with both
factors stands in it as ``second_factor``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from homeward.access.actions.signing_in import change_factor, sign_in, sign_out
from homeward.access.models import Member
from homeward.access.spoken import spoken
from homeward.ledger.terms import Actor
from homeward.papers import qr_svg
from homeward.words import _

#: Sessions one member may have at once: the desk, and one more machine beside it. A third ends the oldest, so that
#: whoever has got hold of a password and a factor is noticed by the member whom it throws out.
SESSIONS_AT_ONCE = 2

#: What allauth would tell the member by mail, as factor and what was done.
_CHANGES = {
    "account/email/password_changed": ("password", "changed"),
    "account/email/password_set": ("password", "changed"),
    "mfa/email/totp_activated": ("totp", "set_up"),
    "mfa/email/totp_deactivated": ("totp", "removed"),
    "mfa/email/webauthn_added": ("passkey", "set_up"),
    "mfa/email/webauthn_removed": ("passkey", "removed"),
    "mfa/email/recovery_codes_generated": ("recovery_codes", "set_up"),
}


def actor_of(request: HttpRequest, member: Member) -> Actor:
    """As the record names a member who signs in or out: in the office acted in, or the first one held."""
    roles = sorted(member.grants.filter(until=None).values_list("role", flat=True))
    chosen = request.session.get("role")
    return Actor(member.number, chosen if chosen in roles else (roles or ["member"])[0], member.party_id)


class SigningIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Members sign in by name and password; nobody signs up."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": spoken(_("The name or the password is not right. Write both again.")),
        "username_password_mismatch": spoken(_("The name or the password is not right. Write both again.")),
        "invalid_login": spoken(_("The name or the password is not right. Write both again.")),
        "incorrect_password": spoken(_("The password is not right. Write it again.")),
        "enter_current_password": spoken(_("The password is not right. Write it again.")),
        "incorrect_code": spoken(_("The code is not right. Wait for the next one and write it here.")),
        "too_many_login_attempts": spoken(_("There were too many wrong attempts. Wait 15 minutes, then try again.")),
        "rate_limited": spoken(_("There were too many wrong attempts. Wait 15 minutes, then try again.")),
        "select_only_one": spoken(_("Choose one only.")),
        "same_as_current": spoken(_("The new password is the same as the old one. Choose another.")),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody signs up: members are invited."""
        return False

    def login(self, request: HttpRequest, user: Member) -> None:
        """Begin a session under a new key, and record it."""
        used = [entry for entry in get_authentication_records(request, user) if entry["method"] == "mfa"]
        super().login(request, user)
        for key in ("began", "seen", "role", "glass", "sides"):
            request.session.pop(key, None)
        request.session["second_factor"] = bool(used)
        sign_in(by=actor_of(request, user), second_factor=used[-1]["type"] if used else "")

    def post_login(self, request: HttpRequest, user: Member, **more: Any) -> HttpResponse:
        """End what sessions of the member are one too many."""
        response: HttpResponse = super().post_login(request, user, **more)
        for session in UserSession.objects.filter(user=user).order_by("-created_at", "-pk")[SESSIONS_AT_ONCE:]:
            session.end()
        return response

    def logout(self, request: HttpRequest) -> None:
        """End the session, and record it."""
        if isinstance(request.user, Member):
            sign_out(by=actor_of(request, request.user))
        super().logout(request)

    def send_notification_mail(self, template_prefix: str, user: Member, *_args: Any, **_more: Any) -> None:
        """Record that a factor has changed, in place of a mail; one set up here and now counts for the session."""
        if template_prefix not in _CHANGES:
            return
        factor, done = _CHANGES[template_prefix]
        change_factor(by=actor_of(context.request, user), factor=factor, done=done)
        if factor in ("totp", "passkey") and done == "set_up":
            context.request.session["second_factor"] = True


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Codes of an authenticator, passkeys, recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": spoken(_("The code is not right. Wait for the next one and write it here.")),
        "cannot_delete_authenticator": spoken(_("This is your only second factor. Set up another one first.")),
        "cannot_generate_recovery_codes": spoken(_("Set up an authenticator or a passkey first.")),
    }

    def build_totp_svg(self, url: str) -> str:
        """The picture that an authenticator reads."""
        return qr_svg(url)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whether another second factor remains."""
        others = authenticator.__class__.objects.filter(user=authenticator.user_id, type__in=("totp", "webauthn"))
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, *_args: Any, **_more: Any) -> str:
        """What a passkey is called until the member says otherwise."""
        return str(spoken(_("Passkey")))
