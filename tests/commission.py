"""A small commission for tests of the record: two sides, a neutral, their keys and witnesses, and what they do."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from homeward.intake.actions import hand_in_table
from homeward.intake.kinds import SubmissionKind
from homeward.ledger.checkpoints import parse_checkpoint
from homeward.ledger.custody import add_cosignatures, adopt_policy, begin_record, make_checkpoint
from homeward.ledger.gate import consistency_proof, newest_checkpoint
from homeward.ledger.keys import KeyKind, KeyPair, new_keys
from homeward.ledger.models import Checkpoint
from homeward.ledger.notes import parse_note
from homeward.ledger.policy import make_policy, parse_policy
from homeward.ledger.terms import NEUTRAL, Actor
from homeward.ledger.witness import Witness
from homeward.ledger.witness_client import lines_in, make_request
from homeward.ledger.witness_state import StateFile
from homeward.reconciliation.actions import Decided, decide_pairs
from homeward.reconciliation.states import Said

ORIGIN = "homeward.example/test"
PARTIES = ("UA", "RU", NEUTRAL)

SECRETARY = Actor("secretary-1", "secretary", NEUTRAL)
UA = Actor("liaison-1", "liaison", "UA")
RU = Actor("liaison-2", "liaison", "RU")


class Commission:
    """Keys of the log and of three witnesses, whose states are kept in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.log: KeyPair = new_keys(ORIGIN, KeyKind.LOG)
        self.witness_keys = {party: new_keys(f"homeward.example/{party}", KeyKind.WITNESS) for party in PARTIES}
        self.folder = folder
        self.policy = self._policy()

    def begin(self) -> None:
        begin_record(by=SECRETARY, origin=ORIGIN, policy=self.policy, parties=PARTIES)

    def rotate_log_key(self) -> None:
        """A new key for the log, adopted by a new policy."""
        self.log = new_keys(ORIGIN, KeyKind.LOG)
        self.policy = self._policy()
        adopt_policy(by=SECRETARY, policy=self.policy, reason="Rotated as planned.")

    def _policy(self) -> str:
        return make_policy(self.log.verifiers, {party: keys.verifiers for party, keys in self.witness_keys.items()}, 2)

    def checkpoint(self, *witnesses: str) -> int:
        """A checkpoint, cosigned by these parties or by all."""
        size = make_checkpoint(by=SECRETARY, keys=self.log)
        self.cosign(*(witnesses or PARTIES))
        return size

    def root_at(self, size: int) -> bytes:
        """The root of the checkpoint over so many entries."""
        return parse_checkpoint(parse_note(Checkpoint.objects.get(size=size).note).text).root

    def witness(self, party: str) -> Witness:
        """The witness of a party, as it stands after whatever it has cosigned."""
        state = StateFile(self.folder / f"witness-{party}.state", self.witness_keys[party].name)
        return Witness(self.witness_keys[party], parse_policy(self.policy), state)

    def cosign(self, *parties: str) -> None:
        """Ask witnesses for the newest checkpoint, and keep what they answer."""
        for party in parties:
            add_cosignatures(by=SECRETARY, lines=self.answer_of(party))

    def answer_of(self, party: str) -> str:
        """What a party's witness answers when it is asked for the newest checkpoint: signature lines."""
        witness, note = self.witness(party), newest_checkpoint()
        seen, size = witness.latest(ORIGIN), parse_checkpoint(parse_note(note).text).size
        old = parse_checkpoint(parse_note(seen).text).size if seen else 0
        return lines_in(witness.answer(make_request(note, partial(consistency_proof, new=size), old)))


def a_list(folder: Path, rows: int = 3, name: str = "list.csv") -> Path:
    """A list of invented persons as a CSV file."""
    path = folder / name
    lines = ["surname,given_name"] + [f"Прізвище{row},Ім'я{row}" for row in range(rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def hand_in_list(by: Actor, folder: Path, rows: int = 3, request: str = "") -> int:
    """A side hands in a table of so many rows; gives the number of the entry."""
    path = a_list(folder, rows)
    cells = ((row + 2, {"surname": f"Прізвище{row}", "given_name": f"Ім'я{row}"}) for row in range(rows))
    return hand_in_table(by=by, kind=SubmissionKind.CUSTODY, file=path, rows=cells, declared_rows=rows, request=request)


def decide(by: Actor, pairs: int = 2) -> int:
    """A side decides pairs; gives the number of the entry."""
    day = dt.date(2025, 6, 5)
    return decide_pairs(
        by=by,
        decisions=[
            Decided(f"EN-{pair}-A", f"EN-{pair}-B", Said.SAME, by.person, f"{by.person}-2", day)
            for pair in range(pairs)
        ],
    )
