"""How a checkpoint stands: who has cosigned it and when, who has not, whether the policy asks for more.

Pure; which checkpoint is meant, and under which policy, is asked of ``gate``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from homeward.ledger.checkpoints import BadSignature, cosigned_at, parse_checkpoint
from homeward.ledger.notes import SignedNote, parse_note
from homeward.ledger.policy import Policy, parse_policy

#: Notes remembered: the newest checkpoint is on every page, and its signatures need be verified once.
_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Standing:
    """A checkpoint and its signatures.

    Attributes:
        origin: name of the record.
        size: how many entries it covers.
        root: 32 bytes.
        signed_at: when the log signed, as its own line says; None where it says nothing.
        cosigned: who of those that the policy names has cosigned, and when, in the order of the policy.
        lacking: who has not.
        is_enough: whether the policy asks for no more.
        is_sound: False when a line in the name of a known key does not verify: something was altered.
    """

    origin: str
    size: int
    root: bytes
    signed_at: dt.datetime | None
    cosigned: Mapping[str, dt.datetime | None]
    lacking: tuple[str, ...]
    is_enough: bool
    is_sound: bool


@lru_cache(_REMEMBERED)
def standing_of(note: str, policy: str) -> Standing:
    """How a checkpoint stands under the policy that judges it.

    Raises:
        ValueError: the note is no checkpoint.
        InputRefused: the policy is none.
    """
    signed, judged_by = parse_note(note), parse_policy(policy)
    checkpoint = parse_checkpoint(signed.text)
    try:
        is_sound = judged_by.log_signed(signed)
        cosigned = {name: _time_of(name, judged_by, signed) for name in judged_by.cosigners(signed)}
        lacking, is_enough = judged_by.absent(signed), judged_by.quorum_met(signed)
    except BadSignature:
        is_sound, cosigned, lacking, is_enough = False, {}, (), False
    return Standing(
        origin=checkpoint.origin,
        size=checkpoint.size,
        root=checkpoint.root,
        signed_at=_last({line.key_id for line in signed.signatures if line.name == checkpoint.origin}, signed),
        cosigned=cosigned,
        lacking=lacking,
        is_enough=is_enough,
        is_sound=is_sound,
    )


def _time_of(name: str, policy: Policy, note: SignedNote) -> dt.datetime | None:
    """The time that the witnesses of a party state in their lines, the last where there are several."""
    members = policy.groups[name].members if name in policy.groups else (name,)
    return _last({policy.witnesses[member].key_id for member in members if member in policy.witnesses}, note)


def _last(key_ids: set[bytes], note: SignedNote) -> dt.datetime | None:
    """The latest time in the lines of these keys, UTC; None where none tells a time that a calendar has.

    The log's own Ed25519 line bears no time: its first eight bytes are of the signature, and give no day of ours.
    """
    times = []
    for line in note.signatures:
        if line.key_id in key_ids:
            try:
                seconds = cosigned_at(line)
                times += [dt.datetime.fromtimestamp(seconds, dt.UTC)] if 0 < seconds < 2**34 else []
            except (ValueError, OverflowError, OSError):
                continue
    return max(times, default=None)
