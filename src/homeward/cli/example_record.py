"""The record of the example round: each step under its actor, signed, cosigned by three witnesses, handed to all.

What it writes is of this run: instants, salts and keys are new each time, so that these files alone differ from run to
run. The keys lie beside the record without a passphrase, to try the commands on; in a commission each party makes its
own and shows it to nobody.
"""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from homeward.cli.record_page import Receipt, ShownRecord
from homeward.cli.tables import close_tables, open_tables
from homeward.errors import OwnFailure
from homeward.exchange.lot import Draw
from homeward.exchange.terms import Paper, Plan
from homeward.intake.tables import read_table
from homeward.ledger.keys import KeyKind, KeyPair, new_keys, write_keys, write_verifiers
from homeward.ledger.policy import make_policy, parse_policy
from homeward.ledger.terms import NEUTRAL, Actor
from homeward.ledger.witness import Witness
from homeward.ledger.witness_client import lines_in, make_request
from homeward.ledger.witness_state import StateFile
from homeward.progress import Progress
from homeward.register.entries import PersonList
from homeward.words import Language

ORIGIN = "homeward.example/round"
DATABASE = "record.sqlite3"

_AT_LEAST = 2


@dataclass(slots=True)
class ExampleRecord:
    """The record as the round goes along.

    Args:
        folder: where it is kept, with keys, policy, receipts and bundles.
        sides: codes of the two sides.
    """

    folder: Path
    sides: tuple[str, str]
    log: KeyPair = field(init=False)
    witnesses: dict[str, KeyPair] = field(init=False)
    #: Party and number of every entry that somebody takes a receipt of.
    receipted: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the keys and the policy, and begin the record."""
        keys = self.folder / "keys"
        keys.mkdir(parents=True)
        self.log = new_keys(ORIGIN, KeyKind.LOG)
        self.witnesses = {party: new_keys(f"{ORIGIN}/{party}", KeyKind.WITNESS) for party in self.parties}
        for name, pair in {"log": self.log, **self.witnesses}.items():
            write_keys(pair, keys / f"{name}.key", None)
            write_verifiers(pair, keys / f"{name}.key.vkey")
        policy = make_policy(
            self.log.verifiers, {party: pair.verifiers for party, pair in self.witnesses.items()}, _AT_LEAST
        )
        (self.folder / "policy").write_text(policy, encoding="utf-8", newline="\n")
        open_tables(make=True, database=self.folder / DATABASE)
        from homeward.ledger.custody import begin_record

        begin_record(by=self.custodian, origin=ORIGIN, policy=policy, parties=self.parties)

    @property
    def parties(self) -> tuple[str, ...]:
        """Both sides and the neutral."""
        return (*self.sides, NEUTRAL)

    @property
    def custodian(self) -> Actor:
        """Who keeps the log's key."""
        return Actor("example-custodian", "key_custodian", NEUTRAL)

    def officer(self, party: str) -> Actor:
        """Who acts for a party: its liaison officer, or the secretary for the neutral."""
        if party == NEUTRAL:
            return Actor("example-secretary", "secretary", NEUTRAL)
        return Actor(f"example-liaison-{party}", "liaison", party)

    def hand_in_lists(self, given: Path, lists: Iterable[PersonList], parties: Mapping[str, str]) -> None:
        """Each party hands in its list; ``parties`` says whose list has which label, the rest are the neutral's."""
        from homeward.intake.actions import ListAbout, hand_in_list
        from homeward.intake.kinds import SubmissionKind
        from homeward.intake.prepared import prepare_list
        from homeward.intake.reading import examine_list

        for one in lists:
            party = parties.get(one.label, NEUTRAL)
            file = given / f"{one.label}.csv"
            about = ListAbout(SubmissionKind.PERSONS, file.name, file.read_bytes())
            prepared = prepare_list(examine_list(file))
            self.receipted.append((party, hand_in_list(by=self.officer(party), about=about, prepared=prepared)))

    def hand_in_tables(self, given: Path) -> None:
        """The neutral hands in what the commission's bodies found: custody, decisions of doctors, wishes."""
        from homeward.intake.actions import hand_in_table
        from homeward.intake.kinds import SubmissionKind
        from homeward.intake.submitted_rows import rows_of_table

        for kind in (SubmissionKind.CUSTODY, SubmissionKind.MEDICAL, SubmissionKind.WILLS):
            file = given / f"{kind.value}.csv"
            rows = rows_of_table(read_table(file))
            sequence = hand_in_table(by=self.officer(NEUTRAL), kind=kind, file=file, rows=rows)
            self.receipted.append((NEUTRAL, sequence))

    def keep_comparison(self, lists: Iterable[PersonList], pairs: Path, counts: Mapping[str, int]) -> None:
        """The neutral keeps that the lists were compared, and with which result."""
        from homeward.reconciliation.actions import keep_comparison

        digests = {one.label: one.sha256 for one in lists}
        keep_comparison(by=self.officer(NEUTRAL), lists=digests, pairs=pairs, counts=counts)

    def decide_pairs(self, decisions: Path) -> None:
        """Each side decides pairs, as ``decisions.csv`` has it."""
        from homeward.reconciliation.actions import Decided, decide_pairs
        from homeward.reconciliation.states import Said
        from homeward.register.models import ListedEntry

        entries = ListedEntry.objects.values_list("known__rec_id", "alias")
        alias_of = {number: alias for number, alias in entries if number}
        with decisions.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for side in self.sides:
            own = [
                Decided(
                    alias_of[row["left_id"]],
                    alias_of[row["right_id"]],
                    Said(row["decision"]),
                    self.officer(side).person,
                    f"{self.officer(side).person}-2",
                    dt.date.fromisoformat(row["decided_on"]),
                )
                for row in rows
                if row["side"] == side
            ]
            self.receipted.append((side, decide_pairs(by=self.officer(side), decisions=own)))

    def adopt_agreement(self, agreement: Path) -> None:
        """Both sides adopt the agreement."""
        from homeward.exchange.actions import adopt_agreement

        self._joint(adopt_agreement(by=self.officer(NEUTRAL), file=agreement))

    def draw_lot(self, draw: Draw) -> None:
        """The draw of the lot, step by step: opened, committed to by each party, revealed by each."""
        from homeward.exchange.actions import commit_to_number, open_lot, reveal_number

        open_lot(by=self.officer(NEUTRAL), draw=replace(draw, commitments={}, revealed={}))
        for party, commitment in draw.commitments.items():
            commit_to_number(by=self.officer(party), list_sha256=draw.list_sha256, commitment=commitment)
        for party, sealed in draw.revealed.items():
            reveal_number(by=self.officer(party), sealed=sealed)

    def adopt_plan(self, plan: Plan, papers: Iterable[Paper]) -> None:
        """Both sides adopt the plan, and its papers are handed out."""
        from homeward.exchange.actions import adopt_plan, issue_papers

        self._joint(adopt_plan(by=self.officer(NEUTRAL), plan=plan))
        self._joint(issue_papers(by=self.officer(NEUTRAL), plan=plan, papers=papers))

    def _joint(self, sequence: int) -> None:
        self.receipted += [(party, sequence) for party in self.parties]

    def close(self, language: Language, progress: Progress) -> ShownRecord:
        """Sign, have cosigned, check, and hand each party its receipts and its bundle, which checks itself.

        Raises:
            RecordBroken: the record does not hold.
            OwnFailure: a bundle does not hold by its own program.
        """
        from homeward.ledger.gate import entries_for, newest_checkpoint
        from homeward.ledger.live import check

        progress("signing the record")
        self._checkpoint()
        check(progress)
        shown = ShownRecord(
            entries=list(entries_for(NEUTRAL)),
            note=newest_checkpoint(),
            receipts=[self._receipt(party, sequence, language) for party, sequence in self.receipted],
            bundles={party: self._bundle(party, progress) for party in self.parties},
            database=DATABASE,
        )
        close_tables()
        return shown

    def _checkpoint(self) -> None:
        from homeward.ledger import custody, gate

        size = custody.make_checkpoint(by=self.custodian, keys=self.log)
        policy = parse_policy((self.folder / "policy").read_text(encoding="utf-8"))
        for party, keys in self.witnesses.items():
            witness = Witness(keys, policy, StateFile(self.folder / "keys" / f"{party}.state", keys.name))
            request = make_request(gate.newest_checkpoint(), partial(gate.consistency_proof, new=size))
            custody.add_cosignatures(by=self.custodian, lines=lines_in(witness.answer(request)))

    def _receipt(self, party: str, sequence: int, language: Language) -> Receipt:
        from homeward.ledger.gate import receipt_for
        from homeward.ledger.receipt_paper import receipt_pdf

        where = self.folder / "receipts" / party
        where.mkdir(parents=True, exist_ok=True)
        text = receipt_for(party, sequence)
        proof, paper = (where / f"receipt-{sequence}.{ending}" for ending in ("tlog-proof", "pdf"))
        proof.write_text(text, encoding="utf-8", newline="\n")
        paper.write_bytes(receipt_pdf(text, language))
        return Receipt(party, sequence, proof, paper)

    def _bundle(self, party: str, progress: Progress) -> Path:
        from homeward.ledger.gate import export_bundle

        path = self.folder / f"record-{party}.zip"
        export_bundle(party, path, progress)
        with zipfile.ZipFile(path) as bundle:
            bundle.extract("verify_record.py", self.folder)
        words: Sequence[str | Path] = ("-I", self.folder / "verify_record.py", path, "--policy", self.folder / "policy")
        done = subprocess.run([sys.executable, *words], capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            raise OwnFailure(f"The bundle of {party} does not hold by its own program: {done.stdout.strip()[-300:]}")
        return path
