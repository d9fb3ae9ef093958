"""Somebody signs in or out, is locked out, changes a factor or the language: the own party and the neutral see it."""

from __future__ import annotations

from contextlib import suppress

from homeward.access.models import Member
from homeward.access.viewer import Viewer
from homeward.ledger.actions import AlreadyRecorded, record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.words import Language

#: Acts when nobody has signed in.
THE_DESK = Actor("desk", "desk", NEUTRAL)


def sign_in(*, by: Actor, second_factor: str) -> None:
    """Somebody has signed in; ``second_factor`` is what it was done with, "" where none was set up yet."""
    _told(by=by, action="access.sign_in", name="second_factor", value=second_factor)


def sign_out(*, by: Actor) -> None:
    """Somebody has signed out."""
    _told(by=by, action="access.sign_out")


def change_factor(*, by: Actor, factor: str, done: str) -> None:
    """A password, an authenticator, a passkey or recovery codes were set up, changed or taken away."""
    _told(by=by, action="access.change_factor", name="factor", value={"factor": factor, "done": done})


def lock_out(*, by: Actor, name: str, request: str) -> None:
    """Too many wrong attempts under one name from one address; under a name that is nobody's, the neutral sees it.

    Args:
        by: ``THE_DESK``.
        name: as it was written.
        request: the same for all attempts while the lock lasts: one entry for each.
    """
    member = Member.objects.filter(sign_in_name=name).first()
    with (
        suppress(AlreadyRecorded),
        record(
            by=by,
            action="access.lock_out",
            purpose=Purpose.AUDIT,
            subject=member.number if member else "",
            shown_to={member.party_id if member else NEUTRAL, NEUTRAL},
            request=request,
        ),
    ):
        pass


def choose_language(*, by: Viewer, language: Language) -> None:
    """The language in which the desk speaks to a member."""
    member = Member.objects.get(pk=by.person)
    if member.language == language.value:
        return
    with record(
        by=by.actor,
        action="access.choose_language",
        purpose=by.purpose,
        subject=by.person,
        shown_to={by.party, NEUTRAL},
    ) as act:
        member.language = language.value
        member.save(update_fields=["language"])
        act.changed(member)


def _told(*, by: Actor, action: str, name: str = "", value: str | dict[str, str] = "") -> None:
    with record(
        by=by,
        action=action,
        purpose=Purpose.AUDIT,
        subject=by.person,
        shown_to={by.side, NEUTRAL},
    ) as act:
        if name:
            act.tells(name, dict(value) if isinstance(value, dict) else value)
