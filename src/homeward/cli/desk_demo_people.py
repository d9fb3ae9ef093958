"""Who sits at the desk of the demo: every office of each party, two where a decision needs two persons."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from homeward.access.terms import Role
from homeward.ledger.terms import NEUTRAL, Actor
from homeward.words import Language

NAMES = {
    "UA": {"uk": "українська сторона", "ru": "украинская сторона", "en": "Ukrainian side", "tr": "Ukrayna tarafı"},
    "RU": {"uk": "російська сторона", "ru": "российская сторона", "en": "Russian side", "tr": "Rusya tarafı"},
    NEUTRAL: {
        "uk": "нейтральний посередник",
        "ru": "нейтральный посредник",
        "en": "neutral intermediary",
        "tr": "tarafsız aracı",
    },
}

_LANGUAGE = {"UA": Language.UK, "RU": Language.RU, NEUTRAL: Language.EN}

#: Name to sign in with, as shown, party and office.
_PEOPLE = (
    ("liaison-ua", "Liaison UA 1", "UA", Role.LIAISON),
    ("liaison-ua-2", "Liaison UA 2", "UA", Role.LIAISON),
    ("liaison-ru", "Liaison RU 1", "RU", Role.LIAISON),
    ("liaison-ru-2", "Liaison RU 2", "RU", Role.LIAISON),
    ("secretary", "Secretary 1", NEUTRAL, Role.SECRETARY),
    ("secretary-2", "Secretary 2", NEUTRAL, Role.SECRETARY),
    ("doctor", "Doctor", NEUTRAL, Role.MEDICAL_MEMBER),
    ("forensic", "Forensic expert", NEUTRAL, Role.FORENSIC_EXPERT),
    ("child-worker", "Child worker", NEUTRAL, Role.CHILD_WORKER),
    ("retrieval", "Retrieval lead", NEUTRAL, Role.RETRIEVAL_LEAD),
    ("mediator", "Mediator", NEUTRAL, Role.MEDIATOR),
    ("observer", "Observer", NEUTRAL, Role.OBSERVER),
    ("family-ua", "Family liaison UA", "UA", Role.FAMILY_LIAISON),
    ("family-ru", "Family liaison RU", "RU", Role.FAMILY_LIAISON),
    ("auditor", "Auditor", NEUTRAL, Role.AUDITOR),
    ("auditor-ua", "Auditor UA", "UA", Role.AUDITOR),
    ("auditor-ru", "Auditor RU", "RU", Role.AUDITOR),
    ("custodian", "Keeper of the keys", NEUTRAL, Role.KEY_CUSTODIAN),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the demo: how to sign in, and as whom.

    Args:
        number: ``US-…``.
        secret: of the second factor, base 32.
    """

    number: str
    sign_in_name: str
    name: str
    party: str
    role: str
    office: str
    password: str
    secret: str


def admit_all(by: Actor) -> list[Person]:
    """Name the parties and admit everybody, with one password and a second factor each."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from homeward.access.actions import NewMember, admit_member, name_parties

    name_parties(by=by, names=NAMES)
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    kept = ""
    people = []
    for sign_in_name, name, party, role in _PEOPLE:
        joining = NewMember(sign_in_name, name, party, [role], language=_LANGUAGE[party])
        member = admit_member(by=by, joining=joining, proposed_by="demo-operator", seconded_by="demo-operator-2")
        if not kept:  # it takes a while to make, on purpose
            member.set_password(password)
            kept = member.password
        member.password = kept
        member.save(update_fields=["password"])
        secret = generate_totp_secret()
        TOTP.activate(member, secret)
        people.append(Person(member.number, sign_in_name, name, party, role.value, str(role.label), password, secret))
    return people
