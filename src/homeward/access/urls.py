"""The addresses of this room: signing in, members and invitations, emergency access, readings, one's own matters.

Of allauth's pages only those stand here that a commission needs: no sign-up, no e-mail, no reset by mail.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path

from homeward.access.views import emergency, invitations, me, members, policy, readings, sign_in

#: allauth asks for these by their own names, so they stand outside the room's name space.
_signing_in = [
    path("", account.login, name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("code/", second_factor.authenticate, name="mfa_authenticate"),
    path("code/again/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("factors/", me.factors, name="mfa_index"),
    path("factors/authenticator/", totp.activate_totp, name="mfa_activate_totp"),
    path("factors/authenticator/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factors/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factors/codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("factors/codes/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("factors/passkeys/", me.factors, name="mfa_list_webauthn"),
    path("factors/passkeys/new/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("factors/passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("factors/passkeys/<int:pk>/remove/", me.remove_passkey, name="mfa_remove_webauthn"),
    path("factors/passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]

_room = [
    path("sign-in/first-steps/", sign_in.first_steps, name="first_steps"),
    path("invitation/<str:token>/", sign_in.invitation, name="invitation_link"),
    path("me/", me.me, name="me"),
    path("me/office/", me.office, name="office"),
    path("me/purpose/", me.purpose, name="purpose"),
    path("me/sessions/<int:number>/end/", me.end_session, name="end_session"),
    path("members/", members.members, name="members"),
    path("members/<str:number>/", members.member, name="member"),
    path("members/<str:number>/end/", members.end, name="end_membership"),
    path("members/<str:number>/propose/<str:kind>/", members.propose, name="propose"),
    path("members/<str:number>/offices/<str:grant>/end/", members.end_office, name="end_office"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/new/", invitations.new, name="new_invitation"),
    path("invitations/<str:number>/", invitations.invitation, name="invitation"),
    path("invitations/<str:number>/confirm/", invitations.confirm, name="confirm"),
    path("invitations/<str:number>/withdraw/", invitations.withdraw, name="withdraw"),
    path("emergency/", emergency.emergency, name="emergency"),
    path("emergency/open/", emergency.open_one, name="open_glass"),
    path("emergency/<str:number>/", emergency.one, name="glass"),
    path("emergency/<str:number>/close/", emergency.close, name="close_glass"),
    path("emergency/<str:number>/review/", emergency.review, name="review_glass"),
    path("readings/", readings.readings, name="readings"),
    path("readings/file/", readings.file, name="readings_file"),
    path("policy/", policy.policy_page, name="policy"),
]

urlpatterns = [
    path("sign-in/", include(_signing_in)),
    path("", include((_room, "access"))),
]
