"""A log, three witnesses and a small record with fixed keys, for tests of the formats: no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from homeward.ledger.checkpoints import Checkpoint, cosign, sign_checkpoint
from homeward.ledger.keys import KeyKind, KeyPair
from homeward.ledger.merkle import Tree, leaf_hash
from homeward.ledger.notes import SignedNote, parse_note
from homeward.ledger.policy import Policy, make_policy, parse_policy
from homeward.ledger.witness import Answer, Request, Witness
from homeward.ledger.witness_state import StateFile

ORIGIN = "commission.example/record"
NOW = 1_764_000_000
PARTIES = ("UA", "RU", "NEUTRAL")


def keys(name: str, kind: KeyKind) -> KeyPair:
    """The same keys for the same name in every run."""
    seed = hashlib.sha256(name.encode()).digest()
    return KeyPair(name, kind, Ed25519PrivateKey.from_private_bytes(seed), MLDSA44PrivateKey.from_seed_bytes(seed))


LOG = keys(ORIGIN, KeyKind.LOG)
WITNESSES = {party: keys(f"{party.lower()}.example/witness", KeyKind.WITNESS) for party in PARTIES}


def policy_of(log: KeyPair = LOG, parties: Iterable[str] = PARTIES, at_least: int = 2) -> Policy:
    return parse_policy(make_policy(log.verifiers, {p: WITNESSES[p].verifiers for p in parties}, at_least))


def tree(size: int, kind: str = "entry") -> Tree:
    return Tree(leaf_hash(f"{kind} {number}".encode()) for number in range(size))


def forked(size: int, at: int) -> Tree:
    """A record that differs from ``tree`` from entry ``at`` on."""
    return Tree(leaf_hash(f"{'entry' if number < at else 'other'} {number}".encode()) for number in range(size))


def note(record: Tree, size: int | None = None, log: KeyPair = LOG) -> str:
    size = len(record) if size is None else size
    return sign_checkpoint(Checkpoint(log.name, size, record.root(size)), log, NOW)


def cosigned(signed: str, *parties: str) -> SignedNote:
    result = parse_note(signed)
    for party in parties:
        result = result.with_signatures(cosign(signed, WITNESSES[party], NOW))
    return result


class Clock:
    """A clock that stands where it is set."""

    def __init__(self, now: float = NOW) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def witness(folder: Path, party: str = "UA", clock: Clock | None = None) -> Witness:
    mine = WITNESSES[party]
    return Witness(mine, policy_of(), StateFile(folder / f"{party}.state", mine.name), clock or Clock())


def submit(to: Witness, signed: str, old: int = 0, proof: Sequence[bytes] = ()) -> Answer:
    return to.answer(Request(old, tuple(proof), parse_note(signed)).format())


def grow(to: Witness, record: Tree, old: int, new: int) -> Answer:
    """Submit the first ``new`` entries of ``record`` to a witness that knows the first ``old``."""
    return submit(to, note(record, new), old, record.consistency(old, new) if old else ())
