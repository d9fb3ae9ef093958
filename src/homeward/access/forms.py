"""The forms of this room, and allauth's in our words. Labels are marked; ``desk/form.html`` translates them."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from homeward.access.models import Member
from homeward.access.terms import GlassFinding, Role, offices_of
from homeward.access.viewer import Viewer
from homeward.desk.choices import choices, offer
from homeward.ledger.terms import Purpose
from homeward.words import LabelledWord, Language, _

NEEDED = _("Fill this in.")
#: What Django says of a password that is too easily guessed, by its code, in our words.
_PASSWORD_FAULTS = {
    "password_too_short": _("The password is shorter than 12 characters. Take a longer one."),
    "password_too_common": _("This password is one of those tried first. Take another one."),
    "password_same_as_name": _("The password is the name. Take another one."),
}


def _text(
    label: str, *, most: int = 200, required: bool = True, help_text: str = "", **attributes: str
) -> forms.CharField:
    widget = forms.TextInput(attrs=attributes)
    errors = {"required": NEEDED}
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=widget, error_messages=errors
    )


def _password(label: str, *, is_new: bool, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if is_new else "current-password"})
    errors = {"required": NEEDED}
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text, error_messages=errors)


def _code(label: str) -> forms.CharField:
    return _text(label, most=20, autocomplete="one-time-code", inputmode="numeric", autofocus="autofocus")


def judge_password(password: str, member: Member | None, sign_in_name: str) -> None:
    """Refuse a password that is too short, too common or the name itself.

    Raises:
        ValidationError: with sentences of ours.
    """
    try:
        validate_password(password, member)
    except ValidationError as found:
        raise ValidationError(
            [_PASSWORD_FAULTS[fault.code or "password_too_common"] for fault in found.error_list]
        ) from None
    if password.casefold() == sign_in_name.casefold():
        raise ValidationError(_PASSWORD_FAULTS["password_same_as_name"])


class SignInForm(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Name, password, and what one comes to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _text(_("Name to sign in with"), autocomplete="username", autofocus="autofocus")
        self.fields["password"] = _password(_("Password"), is_new=False)
        language = getattr(self.request, "language", Language.EN)
        self.fields["purpose"] = forms.ChoiceField(
            label=_("What you come to do"),
            choices=choices(list(Purpose), language),
            initial=Purpose.EXCHANGE.value,
            required=False,
            help_text=_("Stands with every name that you read. You can change it at any time."),
        )

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Go on to the second factor."""
        request.session["purpose"] = self.cleaned_data["purpose"] or Purpose.EXCHANGE.value
        response: HttpResponse = super().login(request, redirect_url)
        return response


class _Throttled(mfa.BaseAuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A wrong code counts as a wrong password does: five, and nobody gets in for a while."""

    def clean_code(self) -> str:
        """The code, if it is right and not too many were wrong."""
        request, name = context.request, {"username": self.user.get_username()}
        AxesProxyHandler.update_request(request)
        if not AxesProxyHandler.is_allowed(request, name):
            request.axes_locked_out, request.axes_credentials = True, name
            raise ValidationError(_("There were too many wrong attempts. Wait 15 minutes, then try again."))
        try:
            code: str = super().clean_code()
        except ValidationError:
            AxesProxyHandler.user_login_failed(sender=type(self), credentials=name, request=request)
            raise
        return code


class CodeForm(_Throttled, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second factor at sign-in."""

    code = _code(_("Code of the authenticator, or a recovery code"))


class CodeAgainForm(_Throttled, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second factor again, before a factor is changed."""

    code = _code(_("Code of the authenticator, or a recovery code"))


class PasswordAgainForm(account.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password again, before a factor is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Password"), is_new=False)


class ActivateTOTPForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new authenticator."""

    code = _code(_("Code that the authenticator shows now"))


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey."""

    name = _text(_("What you call it"), required=False)


class RenamePasskeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name for a passkey."""

    name = _text(_("What you call it"))


class _NewPassword(forms.Form):
    """A new password, written twice."""

    password1 = _password(_("New password"), is_new=True, help_text=_("At least 12 characters; a few words will do."))
    password2 = _password(_("New password once more"), is_new=True)

    def clean_password2(self) -> str:
        """The same as the first."""
        second: str = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1") not in (None, second):
            raise ValidationError(_("The two passwords differ. Write the same one twice."))
        return second


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The old password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _password(_("Password until now"), is_new=False)
        self.fields["password1"] = _NewPassword.base_fields["password1"]
        self.fields["password2"] = _NewPassword.base_fields["password2"]

    def clean_password1(self) -> str:
        """Not too easily guessed."""
        password: str = self.cleaned_data["password1"]
        judge_password(password, self.user, self.user.get_username())
        return password

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ. Write the same one twice."))
        return dict(self.cleaned_data)


class AcceptForm(_NewPassword):
    """What somebody invited chooses."""

    def __init__(self, *args: Any, sign_in_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sign_in_name = sign_in_name

    def clean_password1(self) -> str:
        """Not too easily guessed."""
        password: str = self.cleaned_data["password1"]
        judge_password(password, None, self._sign_in_name)
        return password


class _OfficesForm(forms.Form):
    """Offices that a party fills."""

    roles = forms.MultipleChoiceField(
        label=_("Offices"), widget=forms.CheckboxSelectMultiple, error_messages={"required": NEEDED}
    )

    def offer(self, party: str, language: Language, held: frozenset[str] = frozenset()) -> None:
        """Offer the offices of a party but those held already."""
        free: list[LabelledWord] = [role for role in offices_of(party) if role.value not in held]
        offer(self, "roles", choices(free, language))


class InviteForm(_OfficesForm):
    """Somebody who is to join the viewer's own party."""

    name = _text(_("Name of the person"))
    sign_in_name = _text(
        _("Name to sign in with"),
        most=60,
        help_text=_("Small letters, figures, full stop or hyphen."),
        autocomplete="off",
    )
    body = _text(_("Ministry, office or organisation"), required=False)
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, viewer: Viewer, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(viewer.party, viewer.language)
        offer(self, "language", languages)
        self.order_fields(["name", "sign_in_name", "body", "roles", "language"])

    def clean_sign_in_name(self) -> str:
        """Letters, figures, full stop, hyphen."""
        name: str = self.cleaned_data["sign_in_name"].strip().casefold()
        if not name.replace(".", "").replace("-", "").isalnum():
            raise ValidationError(_("This name holds other signs. Write small letters, figures, full stop or hyphen."))
        return name


class MoreOfficesForm(_OfficesForm):
    """Offices for somebody who is or was a member."""

    def __init__(self, *args: Any, member: Member, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = frozenset(grant.role for grant in member.grants.all() if grant.until is None)
        self.offer(member.party_id, language, held)


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = _text(_("Reason"), most=1000)


class GlassForm(forms.Form):
    """What is needed in an emergency, why and for how long."""

    role = forms.ChoiceField(label=_("Office whose records you need to read"))
    reason = forms.CharField(
        label=_("Why it cannot wait"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("At least 20 characters, without names of persons."),
        error_messages={"required": NEEDED},
    )
    minutes = forms.TypedChoiceField(
        label=_("Minutes"), coerce=int, choices=[(minutes, str(minutes)) for minutes in (15, 30, 45, 60)], initial=15
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: list[Role] = [role for role in offices_of(viewer.party) if role is not viewer.role]
        offer(self, "role", choices(others, viewer.language))


class ReviewForm(forms.Form):
    """What a second person finds about an emergency access."""

    finding = forms.ChoiceField(label=_("Finding"), widget=forms.RadioSelect, error_messages={"required": NEEDED})
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": NEEDED},
    )

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "finding", choices(list(GlassFinding), language))
