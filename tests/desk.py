"""The desk for tests: a commission of two sides and a neutral, a member of every office for each, signed in by need."""

from __future__ import annotations

from pathlib import Path

from commission import SECRETARY, Commission
from django.test import Client

from homeward.access.actions import NewMember, admit_member, name_parties
from homeward.access.models import Member
from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.words import Language

SIDES = ("UA", "RU")
NAMES = {
    "UA": {"uk": "українська сторона", "ru": "украинская сторона", "en": "Ukrainian side", "tr": "Ukrayna tarafı"},
    "RU": {"uk": "російська сторона", "ru": "российская сторона", "en": "Russian side", "tr": "Rusya tarafı"},
    NEUTRAL: {"uk": "нейтральна сторона", "ru": "нейтральная сторона", "en": "the neutral", "tr": "tarafsız"},
}
#: Offices that only the neutral fills; a side has all others.
NEUTRAL_ONLY = (Role.SECRETARY, Role.MEDIATOR, Role.KEY_CUSTODIAN)


def offices(party: str) -> list[Role]:
    """The offices that a party fills."""
    if party == NEUTRAL:
        return [role for role in Role if role not in (Role.LIAISON, Role.FAMILY_LIAISON)]
    return [role for role in Role if role not in NEUTRAL_ONLY]


def browser() -> Client:
    """A browser in which nobody has signed in."""
    return Client(SERVER_NAME="localhost")


class Desk:
    """Members by office and party; ``client`` is a browser in which one has signed in with both factors."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commission = Commission(folder)
        self.commission.begin()
        name_parties(by=SECRETARY, names=NAMES)
        self.members: dict[tuple[Role, str], Member] = {}

    def member(self, role: Role, party: str) -> Member:
        """The member who holds this office for this party; admitted when first asked for."""
        if (role, party) not in self.members:
            joining = NewMember(f"{role.value}-{party}".lower(), f"{role.value} of {party}", party, [role])
            self.members[role, party] = admit_member(
                by=SECRETARY, joining=joining, proposed_by="US-OPERATOR-1", seconded_by="US-OPERATOR-2"
            )
        return self.members[role, party]

    def viewer(self, role: Role, party: str, language: Language = Language.EN) -> Viewer:
        """The same member as gates and actions take it."""
        member = self.member(role, party)
        return Viewer(member.number, member.name, role, party, SIDES, language, Purpose.EXCHANGE)

    def client(self, role: Role, party: str, language: Language = Language.EN) -> Client:
        """A browser in which this member has signed in with both factors."""
        member = self.member(role, party)
        Member.objects.filter(pk=member.pk).update(language=language.value)
        client = browser()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["second_factor"] = True
        session.save()
        return client
