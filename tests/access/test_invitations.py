"""Two persons let somebody in, and neither of them is the one concerned."""

import re

import pytest
from allauth.mfa.models import Authenticator
from desk import SIDES, Desk, browser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from signed import PASSWORD, actions_recorded, code_of, secret_on, signed_in

from homeward.access import gate
from homeward.access.actions.invitations import (
    LINK_HOLDS,
    accept_invitation,
    confirm_invitation,
    invite,
    propose_for_member,
    withdraw_invitation,
)
from homeward.access.actions.members import NewMember, admit_member, end_grant, end_membership
from homeward.access.actions.signing_in import THE_DESK
from homeward.access.doors import NotThere
from homeward.access.models import Grant, Invitation, Member
from homeward.access.terms import InvitationKind, InvitationState, Role
from homeward.access.viewer import Viewer
from homeward.errors import InputRefused
from homeward.ledger.live import check
from homeward.ledger.terms import NEUTRAL

MIRROR = pytest.mark.parametrize("side", SIDES)
KINDS = pytest.mark.parametrize("kind", [InvitationKind.RENEWAL, InvitationKind.OFFICE])


def second_liaison(desk: Desk, side: str) -> Viewer:
    """Another liaison officer of the same side."""
    joining = NewMember(f"second-{side}".lower(), f"second of {side}", side, [Role.LIAISON])
    member = admit_member(by=THE_DESK, joining=joining, proposed_by="US-OPERATOR-1", seconded_by="US-OPERATOR-2")
    return Viewer(member.number, member.name, Role.LIAISON, side, SIDES)


def newcomer(side: str) -> NewMember:
    return NewMember("new.one", "the new one", side, [Role.FAMILY_LIAISON])


@MIRROR
def test_one_proposes_another_confirms_and_the_link_lets_in_once(desk: Desk, side: str) -> None:
    proposed = invite(by=desk.viewer(Role.LIAISON, side), joining=newcomer(side))
    assert proposed.state_at(timezone.now()) is InvitationState.WAITING
    token = confirm_invitation(by=second_liaison(desk, side), number=proposed.number)
    member = accept_invitation(by=THE_DESK, token=token, password=PASSWORD)
    grant = Grant.objects.get(member=member)
    assert grant.role == Role.FAMILY_LIAISON
    assert grant.proposed_by != grant.seconded_by
    assert member.check_password(PASSWORD)
    with pytest.raises(NotThere):
        accept_invitation(by=THE_DESK, token=token, password=PASSWORD)
    assert actions_recorded()[-2:] == ["access.confirm_invitation", "access.accept_invitation"]
    check()


@MIRROR
def test_the_secretary_may_be_the_second_person_of_a_side_and_the_other_side_never(quick_desk: Desk, side: str) -> None:
    other = next(code for code in SIDES if code != side)
    proposed = invite(by=quick_desk.viewer(Role.LIAISON, side), joining=newcomer(side))
    with pytest.raises(NotThere):
        confirm_invitation(by=quick_desk.viewer(Role.LIAISON, other), number=proposed.number)
    assert confirm_invitation(by=quick_desk.viewer(Role.SECRETARY, NEUTRAL), number=proposed.number)


@MIRROR
def test_nobody_confirms_what_they_proposed(quick_desk: Desk, side: str) -> None:
    liaison = quick_desk.viewer(Role.LIAISON, side)
    proposed = invite(by=liaison, joining=newcomer(side))
    with pytest.raises(InputRefused, match="Two persons"):
        confirm_invitation(by=liaison, number=proposed.number)
    assert not gate.invitations_to_second(liaison).exists()
    assert gate.invitations_to_second(second_liaison(quick_desk, side)).count() == 1


@KINDS
def test_nobody_proposes_or_confirms_anything_for_themselves(quick_desk: Desk, kind: InvitationKind) -> None:
    liaison, other = quick_desk.viewer(Role.LIAISON, "UA"), second_liaison(quick_desk, "UA")
    roles = [Role.FAMILY_LIAISON] if kind is InvitationKind.OFFICE else []
    with pytest.raises(InputRefused, match="themselves"):
        propose_for_member(by=liaison, number=liaison.person, kind=kind, roles=roles)
    proposed = propose_for_member(by=other, number=liaison.person, kind=kind, roles=roles)
    with pytest.raises(InputRefused, match="concerns neither"):
        confirm_invitation(by=liaison, number=proposed.number)
    assert not gate.invitations_to_second(liaison).exists()


def test_a_side_fills_no_office_of_the_neutral_and_the_neutral_none_of_a_side(quick_desk: Desk) -> None:
    for viewer, role in (
        (quick_desk.viewer(Role.LIAISON, "UA"), Role.SECRETARY),
        (quick_desk.viewer(Role.SECRETARY, NEUTRAL), Role.LIAISON),
    ):
        with pytest.raises(InputRefused, match="offices do not fit"):
            invite(by=viewer, joining=NewMember("new", "new", viewer.party, [role]))
    joining = NewMember("new", "new", "UA", [Role.SECRETARY])
    with pytest.raises(ValueError, match="does not fill"):
        admit_member(by=THE_DESK, joining=joining, proposed_by="US-OPERATOR-1", seconded_by="US-OPERATOR-2")


def test_nobody_is_invited_into_another_party(quick_desk: Desk) -> None:
    for role, party in ((Role.LIAISON, "UA"), (Role.SECRETARY, NEUTRAL)):
        with pytest.raises(NotThere):
            invite(by=quick_desk.viewer(role, party), joining=newcomer("RU"))
    with pytest.raises(PermissionDenied):
        invite(by=quick_desk.viewer(Role.OBSERVER, "UA"), joining=newcomer("UA"))


def test_a_link_lapses_after_three_days_and_is_gone_when_withdrawn(quick_desk: Desk) -> None:
    proposed = invite(by=quick_desk.viewer(Role.LIAISON, "UA"), joining=newcomer("UA"))
    secretary = quick_desk.viewer(Role.SECRETARY, NEUTRAL)
    token = confirm_invitation(by=secretary, number=proposed.number)
    made = Invitation.objects.get()
    assert made.seconded_at is not None
    assert made.expires_at is not None
    assert made.expires_at - made.seconded_at == LINK_HOLDS
    assert token not in str(made.__dict__)
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(NotThere):
        gate.invitation_of_link(token)
    Invitation.objects.update(expires_at=timezone.now() + LINK_HOLDS)
    assert gate.invitation_of_link(token) == made
    withdraw_invitation(by=quick_desk.viewer(Role.LIAISON, "UA"), number=made.number)
    with pytest.raises(NotThere):
        gate.invitation_of_link(token)


def test_a_name_to_sign_in_with_is_given_once(quick_desk: Desk) -> None:
    liaison = quick_desk.viewer(Role.LIAISON, "UA")
    taken = Member.objects.get(pk=liaison.person).sign_in_name.upper()
    with pytest.raises(InputRefused, match="taken"):
        invite(by=liaison, joining=NewMember(taken, "new", "UA", [Role.OBSERVER]))
    invite(by=liaison, joining=newcomer("UA"))
    with pytest.raises(InputRefused, match="taken"):
        invite(by=liaison, joining=newcomer("UA"))


def test_a_renewal_ends_what_let_the_member_in_before(desk: Desk) -> None:
    old = signed_in(desk, Role.LIAISON, "UA")
    member = desk.member(Role.LIAISON, "UA")
    other = second_liaison(desk, "UA")
    proposed = propose_for_member(by=other, number=member.number, kind=InvitationKind.RENEWAL)
    token = confirm_invitation(by=desk.viewer(Role.SECRETARY, NEUTRAL), number=proposed.number)
    assert old.get("/me/").status_code == 200
    accept_invitation(by=THE_DESK, token=token, password="another river in May")
    assert old.get("/me/").status_code == 302
    assert not Authenticator.objects.filter(user=member).exists()
    assert Grant.objects.filter(member=member, until=None).count() == 1
    check()


def test_one_more_office_is_given_when_it_is_confirmed(desk: Desk) -> None:
    member = desk.member(Role.LIAISON, "UA")
    other = second_liaison(desk, "UA")
    roles = [Role.FAMILY_LIAISON]
    proposed = propose_for_member(by=other, number=member.number, kind=InvitationKind.OFFICE, roles=roles)
    assert confirm_invitation(by=desk.viewer(Role.SECRETARY, NEUTRAL), number=proposed.number) == ""
    held = member.grants.filter(until=None).values_list("role", flat=True)
    assert sorted(held) == ["family_liaison", "liaison"]
    check()


def test_a_membership_that_ended_comes_back_by_two_persons(desk: Desk) -> None:
    client = signed_in(desk, Role.LIAISON, "UA")
    member = desk.member(Role.LIAISON, "UA")
    other, secretary = second_liaison(desk, "UA"), desk.viewer(Role.SECRETARY, NEUTRAL)
    end_membership(by=other, number=member.number, reason="left the ministry")
    assert client.get("/me/").status_code == 302
    assert not member.grants.filter(until=None).exists()
    with pytest.raises(InputRefused, match="how the membership stands"):
        propose_for_member(by=other, number=member.number, kind=InvitationKind.RENEWAL)
    proposed = propose_for_member(by=other, number=member.number, kind=InvitationKind.RETURN, roles=[Role.OBSERVER])
    token = confirm_invitation(by=secretary, number=proposed.number)
    accept_invitation(by=THE_DESK, token=token, password=PASSWORD)
    member.refresh_from_db()
    assert (member.is_active, member.ended_at) == (True, None)
    assert list(member.grants.filter(until=None).values_list("role", flat=True)) == ["observer"]
    check()


def test_an_office_ends_by_one_person_of_the_same_party_alone(quick_desk: Desk) -> None:
    member = quick_desk.member(Role.OBSERVER, "UA")
    grant = Grant.objects.get(member=member)
    with pytest.raises(NotThere):
        end_grant(by=quick_desk.viewer(Role.LIAISON, "RU"), number=grant.number, reason="none of theirs")
    end_grant(by=quick_desk.viewer(Role.LIAISON, "UA"), number=grant.number, reason="moved to another desk")
    grant.refresh_from_db()
    assert grant.until is not None
    liaison = quick_desk.viewer(Role.LIAISON, "UA")
    with pytest.raises(InputRefused, match="own membership"):
        end_membership(by=liaison, number=liaison.person, reason="tired")


def test_one_request_is_one_invitation(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    given = {
        "name": "New One",
        "sign_in_name": "new.one",
        "roles": ["observer"],
        "language": "uk",
        "request": "form-1",
    }
    first, second = (client.post("/invitations/new/", given) for _ in range(2))
    assert first.status_code == 302
    assert second.status_code in (302, 422)
    assert Invitation.objects.count() == 1


def test_from_proposal_to_the_desk_through_the_pages(desk: Desk) -> None:
    liaison, secretary = desk.client(Role.LIAISON, "UA"), desk.client(Role.SECRETARY, NEUTRAL)
    given = {"name": "New One", "sign_in_name": "New.One", "roles": ["observer"], "language": "uk", "request": "a"}
    address = liaison.post("/invitations/new/", given)["Location"]
    assert "waits for a second person" in liaison.get(address).content.decode()
    assert "Confirm as the second person" not in liaison.get(address).content.decode()
    page = secretary.post(f"{address}confirm/", {"request": "b"}).content.decode()
    link = re.search(r'value="http://localhost(/invitation/[^"]+)"', page)
    assert link
    assert link[1] not in secretary.get(address).content.decode()
    guest = browser()
    assert guest.get(link[1]).status_code == 200
    answer = guest.post(link[1], {"password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == "/sign-in/first-steps/"
    assert guest.get(link[1]).status_code == 404
    page = guest.get("/sign-in/factors/authenticator/")
    assert page.status_code == 200
    guest.post("/sign-in/factors/authenticator/", {"code": code_of(secret_on(page.content))})
    home = guest.get("/me/")
    assert home.status_code == 200
    assert 'lang="uk"' in home.content.decode()


@MIRROR
def test_a_side_sees_no_member_and_no_invitation_of_the_other(quick_desk: Desk, side: str) -> None:
    other = next(code for code in SIDES if code != side)
    theirs = quick_desk.member(Role.OBSERVER, other)
    proposed = invite(by=quick_desk.viewer(Role.LIAISON, other), joining=newcomer(other))
    client = quick_desk.client(Role.LIAISON, side)
    for address in ("/members/", "/invitations/"):
        page = client.get(address).content.decode()
        assert theirs.name not in page
        assert proposed.name not in page
        assert proposed.number not in page
    not_yours = client.get(f"/members/{theirs.number}/")
    is_not = client.get("/members/US-00000000-0/")
    assert not_yours.status_code == is_not.status_code == 404
    assert client.get(f"/invitations/{proposed.number}/").status_code == 404
    assert client.post(f"/invitations/{proposed.number}/confirm/").status_code == 404
