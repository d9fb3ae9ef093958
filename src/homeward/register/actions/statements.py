"""What parties say of persons outside lists: stated, corrected by a newer statement, shared with both sides."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.utils import timezone

from homeward.access.doors import NotThere, need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL
from homeward.register.actions.findings import find_contradictions
from homeward.register.dates import parse_edtf
from homeward.register.gate.entries import visible_entries
from homeward.register.gate.persons import persons_for, statements_for
from homeward.register.models import Statement
from homeward.register.terms import DATE_FIELDS, VALUES_OF, Confidence, FactField
from homeward.words import _


@dataclass(frozen=True, slots=True)
class NewFact:
    """What is to be said: a value of the field's words, EDTF for dates, or text; ``as_of`` in EDTF or ""."""

    field: FactField
    value: str
    source: str
    as_of: str = ""
    confidence: Confidence = Confidence.STATED

    def faults(self) -> list[Fault]:
        """Everything wrong with it."""
        found = []
        words = VALUES_OF.get(self.field)
        if not self.value.strip() or (words and self.value not in set(words)):
            found.append(_fault("value", _("There is no value."), _("Choose or write what is said.")))
        elif self.field in DATE_FIELDS and not _is_edtf(self.value):
            found.append(_fault("value", _("This is not a date."), _DATE_ADVICE))
        if not self.source.strip():
            found.append(_fault("source", _("There is no source."), _("Write where this is known from.")))
        if self.as_of and not _is_edtf(self.as_of):
            found.append(_fault("as_of", _("This is not a date."), _DATE_ADVICE))
        return found


_DATE_ADVICE = _("Write it like 2024-05-17, 2024-05, 2024 or 2024?.")


def state_fact(*, by: Viewer, about: str, fact: NewFact, share: bool = False, request: str = "") -> Statement:
    """Say something of a person or of an entry; the party and the neutral see it, both sides if it is shared.

    Args:
        by: who says it, for the party.
        about: number of a person, or alias of an entry, that the viewer may see.
        fact: what is said.
        share: whether both sides see it at once.
        request: idempotency key.

    Raises:
        NotThere: there is no such person or entry for this viewer.
        InputRefused: everything wrong with the fact.
    """
    need(by, Record.PERSON, Right.MAKE)
    if not (persons_for(by).filter(number=about).exists() or visible_entries(by).filter(alias=about).exists()):
        raise NotThere
    return _write(by, about, fact, share=share, request=request, action="register.state_fact")


def supersede_fact(*, by: Viewer, statement: str, fact: NewFact, request: str = "") -> Statement:
    """Correct what the own party said: the old statement stays, dated; the correction of a shared one is shared.

    Raises:
        NotThere: it is no standing statement of the own party.
        InputRefused: everything wrong with the fact.
    """
    need(by, Record.PERSON, Right.CHANGE)
    old = _own(by, statement)
    return _write(
        by,
        old.about,
        fact,
        share=old.shared_at is not None,
        request=request,
        action="register.supersede_fact",
        corrects=old,
    )


def share_fact(*, by: Viewer, statement: str, request: str = "") -> Statement:
    """Show a statement of the own party to both sides; this cannot be undone.

    Raises:
        NotThere: it is no standing statement of the own party.
    """
    need(by, Record.PERSON, Right.CHANGE)
    said = _own(by, statement)
    with record(
        by=by.actor,
        action="register.share_fact",
        purpose=by.purpose,
        subject=said.about,
        shown_to=by.parties,
        request=request,
    ) as act:
        said.shared_at = said.shared_at or timezone.now()
        said.save(update_fields=["shared_at"])
        act.changed(said)
        find_contradictions(act, [said.about])
    return said


def _own(by: Viewer, statement: str) -> Statement:
    found = Statement.objects.filter(number=statement, party=by.party, superseded_by="").first()
    if found is None or not statements_for(by, [found.about]).filter(number=statement).exists():
        raise NotThere
    return found


def _write(
    by: Viewer,
    about: str,
    fact: NewFact,
    *,
    share: bool,
    request: str,
    action: str,
    corrects: Statement | None = None,
) -> Statement:
    if faults := fact.faults():
        raise InputRefused(faults)
    now = timezone.now()
    said = Statement(
        number=opaque_id("ST", secrets.token_hex(16)),
        party=by.party,
        source=fact.source.strip(),
        as_of=fact.as_of.strip(),
        recorded_at=now,
        recorded_by=by.person,
        shared_at=now if share else None,
        about=about,
        field=fact.field.value,
        value=fact.value.strip(),
        confidence=fact.confidence.value,
    )
    with record(
        by=by.actor,
        action=action,
        purpose=by.purpose,
        subject=about,
        shown_to=by.parties if share else {by.party, NEUTRAL},
        request=request,
    ) as act:
        said.save(force_insert=True)
        act.made(said)
        if corrects is not None:
            standing = Statement.objects.filter(number=corrects.number, superseded_by="")
            if not standing.update(superseded_by=said.number):
                raise InputRefused([_fault("", _("This was corrected already."), _("Open the page again."))])
            act.changed(corrects)
        find_contradictions(act, [about])
    return said


def _is_edtf(text: str) -> bool:
    try:
        parse_edtf(text)
    except ValueError:
        return False
    return True


def _fault(column: str, found: str, advice: str) -> Fault:
    return Fault("", "", 0, column, found, advice)
