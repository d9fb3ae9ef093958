"""Small records made by hand, without a database: a log, two sides and the neutral with their witnesses.

record = ARecord()                                   # entry 0 adopts the policy
record.add("intake.hand_in", "UA", ["NEUTRAL", "UA"], content={"declaration": {"rows": 2}}, rows=[...])
record.checkpoint()
record.bundle("UA", path)
"""

import datetime as dt
import hashlib
from functools import cache

from homeward.ledger.bundle import write_bundle
from homeward.ledger.canonical import b64
from homeward.ledger.checkpoints import Checkpoint, cosign, sign_checkpoint
from homeward.ledger.entries import ContentPart, RowChange, entry_bytes, rows_root
from homeward.ledger.keys import KeyKind, new_keys
from homeward.ledger.merkle import Tree, leaf_hash
from homeward.ledger.notes import parse_note
from homeward.ledger.policy import make_policy
from homeward.ledger.reading import read_entry
from homeward.ledger.receipts import OpenedRow, make_receipt
from homeward.ledger.terms import NEUTRAL, Actor, Change, Purpose

ORIGIN = "commission.example/round-one"
PARTIES = ("UA", "RU", NEUTRAL)
ALL = sorted(PARTIES)
BEGIN = dt.datetime(2026, 6, 2, 9, 0, 0, 125, tzinfo=dt.UTC)


@cache
def keys_of(name):
    """The keys of the log (by its origin) or of a witness, made once in a run."""
    return new_keys(name, KeyKind.LOG if name.startswith(ORIGIN) else KeyKind.WITNESS)


def witness_name(party):
    return f"witness.example/{party.lower()}"


def a_policy(at_least=2, log=ORIGIN, parties=PARTIES, generation=""):
    """The policy of the commission; another ``generation`` has other witness keys."""
    witnesses = {party: keys_of(witness_name(party) + generation).verifiers for party in parties}
    return make_policy(keys_of(log).verifiers, witnesses, at_least)


def salt_of(*words, length=32):
    """A salt that is the same in every run."""
    return hashlib.sha256("/".join(map(str, words)).encode()).digest()[:length]


def made(table, key, **values):
    return RowChange(table, key, Change.MADE, values, salt_of(table, key))


def changed(table, key, **values):
    return RowChange(table, key, Change.CHANGED, values, salt_of(table, key, "changed"))


def erased(table, key):
    return RowChange(table, key, Change.ERASED)


def removed(table, key):
    return RowChange(table, key, Change.REMOVED)


class ARecord:
    """A record that grows; what its methods wrote stands in its attributes and may be bent there."""

    def __init__(self, policy=None):
        self.entries, self.content, self.rows, self.notes, self.policies = [], [], [], {}, []
        self.adopt(policy or a_policy())

    def adopt(self, policy, reason="The record begins."):
        self.policies.append(policy)
        self.add("ledger.adopt_policy", NEUTRAL, ALL, content={"policy": {"policy": policy, "reason": reason}})

    def add(self, action, side, shown_to, content=None, rows=(), instant=None, purpose=Purpose.EXCHANGE):
        """One entry; gives its sequence number."""
        sequence = len(self.entries)
        parts = [ContentPart(name, value, salt_of(sequence, name)) for name, value in (content or {}).items()]
        self.entries.append(
            entry_bytes(
                sequence=sequence,
                instant=instant or BEGIN + dt.timedelta(minutes=sequence),
                actor=Actor(f"user-{side}", "liaison", side),
                action=action,
                purpose=purpose,
                subject=f"S-{sequence}",
                request="",
                shown_to=shown_to,
                content=parts,
                rows_count=len(rows),
                rows_root=rows_root(row.leaf for row in rows),
                salt=salt_of(sequence, length=16),
            )
        )
        self.content.append({part.name: part for part in sorted(parts, key=lambda part: part.name)})
        self.rows.append(list(rows))
        return sequence

    @property
    def tree(self):
        return Tree(map(leaf_hash, self.entries))

    def checkpoint(self, cosigners=PARTIES, log=ORIGIN, generation="", instant=1_780_000_000):
        """Sign the record as it stands, and let witnesses cosign."""
        size = len(self.entries)
        note = sign_checkpoint(Checkpoint(log, size, self.tree.root()), keys_of(log), instant)
        for party in cosigners:
            lines = cosign(note, keys_of(witness_name(party) + generation), instant + 60)
            note = parse_note(note).with_signatures(lines).format()
        self.notes[size] = note
        return note

    def gone(self):
        """What later entries say of rows: table and key to the sequence numbers that speak of them."""
        spoken = {}
        for sequence, rows in enumerate(self.rows):
            for row in rows:
                spoken.setdefault((row.table, row.key), []).append(sequence)
        return spoken

    def content_lines(self, sequences):
        spoken = self.gone()
        for sequence in sequences:
            for name, part in self.content[sequence].items():
                if ("ledger.content", f"{sequence}/{name}") in spoken:
                    yield {"erased": True, "name": name, "sequence": sequence}
                else:
                    yield {"name": name, "salt": b64(part.salt), "sequence": sequence, "value": part.value}

    def row_lines(self, sequences):
        spoken = self.gone()
        for sequence in sequences:
            for place, row in enumerate(self.rows[sequence]):
                line = {"change": row.change.value, "key": row.key, "place": place, "sequence": sequence}
                line |= {"table": row.table, "digest": row.digest and b64(row.digest)}
                if row.values is not None and spoken[row.table, row.key][-1] == sequence:
                    line |= {"salt": b64(row.salt), "values": row.values}
                yield line

    def shown_to(self, party, size):
        return [at for at, entry in enumerate(self.entries[:size]) if party in read_entry(entry).shown_to]

    def bundle(self, party, path, sequences=None, policy=None):
        """Write the bundle of a party up to the newest checkpoint; gives the path."""
        size = max(self.notes)
        sequences = self.shown_to(party, size) if sequences is None else sequences
        write_bundle(
            path,
            party=party,
            origin=ORIGIN,
            leaf_hashes=self.tree,
            size=size,
            notes=self.notes,
            policy_text=policy or self.policies[-1],
            entries=[self.entries[at] for at in sequences],
            content=self.content_lines(sequences),
            rows=self.row_lines(sequences),
        )
        return path

    def receipt(self, sequence, row=None):
        """The receipt of an entry under the newest checkpoint, all content opened; a row too, if its place is given."""
        size = max(self.notes)
        opened = None
        if row is not None:
            rows = self.rows[sequence]
            proof = Tree(leaf_hash(each.leaf) for each in rows).inclusion(row)
            opened = OpenedRow(rows[row], row, len(rows), tuple(proof))
        inclusion = self.tree.inclusion(sequence, size)
        return make_receipt(
            self.entries[sequence],
            self.content[sequence].values(),
            opened,
            inclusion,
            self.notes[size],
            self.policies[-1],
        )


def a_round():
    """Two lists, a row changed, one erased with a part of the content, a decision that all see, two checkpoints."""
    record = ARecord()
    persons = [made("register.person", f"P-{at}", name=f"Ткач {at}", born="17.05.1999", note=None) for at in range(5)]
    ua = record.add("intake.hand_in", "UA", [NEUTRAL, "UA"], {"declaration": {"rows": 5}, "why": "list"}, persons)
    record.checkpoint(["UA"])
    others = [made("register.person", f"R-{at}", name=f"Токарь {at}", born="1.1.2000") for at in range(3)]
    record.add("intake.hand_in", "RU", [NEUTRAL, "RU"], {"declaration": {"rows": 3}}, others)
    record.add("register.correct", "UA", [NEUTRAL, "UA"], rows=[changed("register.person", "P-1", name="Ткачук")])
    forgotten = [erased("register.person", "P-2"), erased("ledger.content", f"{ua}/why")]
    record.add("register.erase", "UA", [NEUTRAL, "UA"], {"reason": "asked for by the person"}, forgotten)
    record.add("exchange.decide", NEUTRAL, ALL, {"decision": "agreed", "votes": [1, 2]})
    record.checkpoint()
    return record
