"""Custody of the record itself: beginning it, who is trusted, checkpoints and their cosignatures, the clock.

Each is an action like any other, through ``actions.record``: a key that is rotated or revoked and a checkpoint that is
signed stand in the record, for all parties: those whom the first entry names.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from homeward.errors import Fault, InputRefused, OwnFailure
from homeward.ledger.actions import record
from homeward.ledger.checkpoints import Checkpoint as SizeAndRoot
from homeward.ledger.checkpoints import sign_checkpoint
from homeward.ledger.entries import ADOPT_POLICY, CORRECT_CLOCK
from homeward.ledger.gate import parties
from homeward.ledger.keys import KeyPair
from homeward.ledger.live import read_back
from homeward.ledger.models import Checkpoint, Head, Policy
from homeward.ledger.policy import parse_policy
from homeward.ledger.storage import utc_now
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.ledger.witness_client import NotCosigned, accept

MAKE_BACKUP = "ledger.make_backup"


def begin_record(*, by: Actor, origin: str, policy: str, parties: Iterable[str]) -> None:
    """Begin the record of a commission: its first entry says who is trusted.

    Args:
        by: who begins it.
        origin: the name of the log, as on every checkpoint; its keys are the policy's log keys.
        policy: a tlog-policy text (``policy.py``).
        parties: both sides and the neutral: all who are shown the policy.

    Raises:
        InputRefused: the policy has faults, or names no key of this log.
        OwnFailure: a record was begun before.
    """
    _refuse_foreign(policy, origin)
    with transaction.atomic():
        if Head.objects.filter(size__gt=0).exists():
            raise OwnFailure("This database holds a record already; it goes on, it is not begun again.")
        Head.objects.all().delete()  # of a beginning that was cut short before its first entry
        Head.objects.create(origin=origin, size=0, instant=utc_now())
    _adopt(by=by, origin=origin, policy=policy, reason="The record begins.", parties=parties)


def adopt_policy(*, by: Actor, policy: str, reason: str, request: str = "") -> int:
    """Change who is trusted: keys made, rotated, revoked. All parties see it, with the reason.

    It is trusted by others only when the witnesses of the policy before have cosigned a checkpoint that covers it.

    Raises:
        InputRefused: the policy has faults, or names no key of this log.
        as ``record``.
    """
    everyone, origin = parties(), Head.objects.get().origin
    _refuse_foreign(policy, origin)
    return _adopt(by=by, origin=origin, policy=policy, reason=reason, parties=everyone, request=request)


def _adopt(*, by: Actor, origin: str, policy: str, reason: str, parties: Iterable[str], request: str = "") -> int:
    with record(
        by=by,
        action=ADOPT_POLICY,
        purpose=Purpose.AUDIT,
        subject=origin,
        shown_to=parties,
        request=request,
    ) as act:
        act.made(Policy.objects.create(adopted_in=act.sequence, text=policy))
        act.tells("policy", {"policy": policy, "reason": reason})
    return act.sequence


def _refuse_foreign(policy: str, origin: str) -> None:
    if all(key.name != origin for key in parse_policy(policy).logs):
        advice = f"Write its log lines with the keys called {origin}."
        raise _refused("policy", "names no key of this record.", advice)


def make_checkpoint(*, by: Actor, keys: KeyPair) -> int:
    """Sign size and root of the record; before, every entry since the last checkpoint is read back and recomputed.

    The checkpoint covers all entries but the one that records it. Gives its size.

    Raises:
        RecordBroken: what is stored is not what was recorded; nothing is signed.
        InputRefused: the keys are not the log's by the policy in force.
        as ``record``.
    """
    connection.close()  # so that entries are read from the disk and not from what this connection remembers
    read_back()
    with record(
        by=by,
        action="ledger.make_checkpoint",
        purpose=Purpose.AUDIT,
        subject="",
        shown_to=parties(),
    ) as act:
        origin = Head.objects.get().origin
        _refuse_untrusted(keys, origin)
        checkpoint = SizeAndRoot(origin, act.sequence, read_back())
        note = sign_checkpoint(checkpoint, keys, int(utc_now().timestamp()))
        act.made(Checkpoint.objects.create(size=checkpoint.size, note=note))
    return checkpoint.size


def _refuse_untrusted(keys: KeyPair, origin: str) -> None:
    trusted = {key.vkey for key in parse_policy(Policy.objects.latest("adopted_in").text).logs}
    if keys.name != origin or not {key.vkey for key in keys.verifiers} <= trusted:
        advice = f"Use the key of {origin}, or adopt a policy that names this one first."
        raise _refused("key", "is not the key that the policy in force names.", advice)


def add_cosignatures(*, by: Actor, lines: str) -> int:
    """Keep what a witness has cosigned: signature lines, which say by themselves which checkpoint they are for.

    An answer that was carried on a stick may come when newer checkpoints are made: the newest that it fits has it.
    Gives that checkpoint's size.

    Raises:
        InputRefused: the lines are no cosignatures of a witness of a policy for any checkpoint.
        as ``record``.
    """
    with record(
        by=by,
        action="ledger.keep_cosignatures",
        purpose=Purpose.AUDIT,
        subject="",
        shown_to=parties(),
    ) as act:
        # Read under the lock: what another witness answered meanwhile stays.
        checkpoint = _cosigned(lines)
        checkpoint.save(update_fields=["note"])
        act.changed(checkpoint)
    return checkpoint.size


def _cosigned(lines: str) -> Checkpoint:
    """The newest checkpoint that the lines fit, its note with them; not saved yet."""
    policies = map(parse_policy, Policy.objects.values_list("text", flat=True))
    witnesses = [key for policy in policies for key in policy.witnesses.values()]
    why = NotCosigned("There is no checkpoint yet.")
    for checkpoint in Checkpoint.objects.order_by("-size"):
        try:
            checkpoint.note = accept(checkpoint.note, lines, witnesses)
        except NotCosigned as error:
            why = error
        else:
            return checkpoint
    raise _refused("cosignature", str(why), "Ask the witness again.")


def _refused(where: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(where, "", 0, "", found, advice)])


def correct_clock(*, by: Actor, reason: str) -> None:
    """Record that the clock was wrong when the last entry was written: the next may stand before it in time.

    Raises:
        as ``record``.
    """
    with record(by=by, action=CORRECT_CLOCK, purpose=Purpose.AUDIT, subject="", shown_to=parties()) as act:
        act.tells("reason", reason)


def take_bundle(*, by: Actor, size: int, sha256: str) -> int:
    """Record that a party takes the bundle of the record home; gives the number of the entry.

    Args:
        by: who takes it, for the own party.
        size: how many entries it goes to.
        sha256: of the file, in hexadecimal digits.

    Raises:
        as ``record``.
    """
    with record(
        by=by, action="ledger.take_bundle", purpose=Purpose.AUDIT, subject="", shown_to={by.side, NEUTRAL}
    ) as act:
        act.tells("file", {"entries": size, "sha256": sha256})
    return act.sequence


def make_backup(*, by: Actor, reason: str = "") -> int:
    """Record that a copy of everything is being made; the copy holds this entry. Gives its number.

    Whoever makes a copy of everything takes all names home: all parties see that it was done.

    Raises:
        as ``record``.
    """
    with record(by=by, action=MAKE_BACKUP, purpose=Purpose.AUDIT, subject="", shown_to=parties()) as act:
        act.tells("reason", reason)
    return act.sequence
