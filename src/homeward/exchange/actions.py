"""What people do in a round, each with its entry in the record: adopt, commit, reveal, plan, hand out papers.

All of it is joint: both sides and the neutral see every entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from homeward.errors import OwnFailure
from homeward.exchange import lot
from homeward.exchange.agreements import read_agreement
from homeward.exchange.models import AdoptedAgreement, AdoptedPlan, IssuedPaper, LotDraw
from homeward.exchange.plan_file import plan_bytes, plan_sha256
from homeward.exchange.terms import Paper, Plan
from homeward.ledger.actions import Act, record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose


def adopt_agreement(*, by: Actor, file: Path, request: str = "") -> int:
    """Adopt the text of an agreement, byte for byte; gives the number of the entry.

    Raises:
        InputRefused: the file is no agreement.
        as ``ledger.actions.record``.
    """
    agreement = read_agreement(file)
    with record(
        by=by,
        action="exchange.adopt_agreement",
        purpose=Purpose.EXCHANGE,
        subject=agreement.agreement_id,
        shown_to=[*agreement.sides, NEUTRAL],
        request=request,
    ) as act:
        adopted = AdoptedAgreement.objects.create(
            sha256=agreement.sha256, agreement_id=agreement.agreement_id, text=file.read_bytes().decode("utf-8")
        )
        act.made(adopted)
        act.tells("agreement", {"sha256": agreement.sha256})
    return act.sequence


def open_lot(*, by: Actor, draw: lot.Draw, request: str = "") -> int:
    """Open a draw for a list that is now fixed; gives the number of the entry.

    Raises:
        as ``ledger.actions.record``.
    """
    with record(
        by=by,
        action="exchange.open_lot",
        purpose=Purpose.EXCHANGE,
        subject=draw.list_sha256,
        shown_to=draw.parties,
        request=request,
    ) as act:
        act.made(LotDraw.objects.create(list_sha256=draw.list_sha256, draw=lot.draw_bytes(draw).decode()))
    return act.sequence


def commit_to_number(*, by: Actor, list_sha256: str, commitment: str, request: str = "") -> int:
    """Take in the commitment of the actor's party; gives the number of the entry.

    Raises:
        InputRefused: as ``lot.commit``.
        as ``ledger.actions.record``.
    """
    with record(
        by=by,
        action="exchange.commit_to_number",
        purpose=Purpose.EXCHANGE,
        subject=list_sha256,
        shown_to=_draw(list_sha256).parties,
        request=request,
    ) as act:
        _take_step(act, lot.commit(_draw(list_sha256), by.side, commitment))
        act.tells("commitment", commitment)
    return act.sequence


def reveal_number(*, by: Actor, sealed: lot.SealedNumber, request: str = "") -> int:
    """Take in the number of the actor's party; gives the number of the entry.

    Raises:
        InputRefused: as ``lot.reveal``.
        OwnFailure: the number is another party's.
        as ``ledger.actions.record``.
    """
    if sealed.party != by.side:
        raise OwnFailure("A party reveals its own number and no other.")
    with record(
        by=by,
        action="exchange.reveal_number",
        purpose=Purpose.EXCHANGE,
        subject=sealed.list_sha256,
        shown_to=_draw(sealed.list_sha256).parties,
        request=request,
    ) as act:
        _take_step(act, lot.reveal(_draw(sealed.list_sha256), sealed))
        act.tells("number", {"nonce": sealed.nonce, "number": sealed.number})
    return act.sequence


def _draw(list_sha256: str) -> lot.Draw:
    return lot.parse_draw(LotDraw.objects.get(list_sha256=list_sha256).draw.encode())


def _take_step(act: Act, draw: lot.Draw) -> None:
    row = LotDraw(list_sha256=draw.list_sha256, draw=lot.draw_bytes(draw).decode())
    row.save(force_update=True)
    act.changed(row)


def adopt_plan(*, by: Actor, plan: Plan, request: str = "") -> int:
    """Adopt a plan that either side can compute again to the byte; gives the number of the entry.

    Raises:
        as ``ledger.actions.record``.
    """
    with record(
        by=by,
        action="exchange.adopt_plan",
        purpose=Purpose.EXCHANGE,
        subject=plan.agreement_sha256,
        shown_to=[*plan.sides, NEUTRAL],
        request=request,
    ) as act:
        adopted = AdoptedPlan.objects.create(
            sha256=plan_sha256(plan),
            agreement_id=plan.agreement_sha256,
            persons_sha256=plan.persons_sha256,
            text=plan_bytes(plan).decode(),
        )
        act.made(adopted)
        act.tells("plan", {"persons_sha256": plan.persons_sha256, "sha256": adopted.sha256})
    return act.sequence


def issue_papers(*, by: Actor, plan: Plan, papers: Iterable[Paper], request: str = "") -> int:
    """Record which papers were printed from a plan and handed out; gives the number of the entry.

    Raises:
        as ``ledger.actions.record``.
    """
    with record(
        by=by,
        action="exchange.issue_papers",
        purpose=Purpose.EXCHANGE,
        subject=plan.agreement_sha256,
        shown_to=[*plan.sides, NEUTRAL],
        request=request,
    ) as act:
        rows = [
            IssuedPaper(
                sha256=hashlib.sha256(paper.path.read_bytes()).hexdigest(),
                plan_id=plan_sha256(plan),
                side=paper.side,
                language=paper.language,
                title=paper.path.name,
            )
            for paper in papers
        ]
        IssuedPaper.objects.bulk_create(rows)
        act.made(*rows)
    return act.sequence
