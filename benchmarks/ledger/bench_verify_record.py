"""How long the one-file verifier takes, and how much memory.

    python -m benchmarks.ledger.bench_verify_record [ENTRIES]

Writes a bundle of so many entries (a million unless told), every tenth with a content part and every twentieth with
three rows, and checks it in a process of its own, as a side would.
"""

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from homeward.ledger import verify_record
from homeward.ledger.bundle import write_bundle
from homeward.ledger.canonical import b64
from homeward.ledger.checkpoints import Checkpoint, cosign, sign_checkpoint
from homeward.ledger.entries import ContentPart, RowChange, entry_bytes, rows_root
from homeward.ledger.keys import KeyKind, new_keys
from homeward.ledger.merkle import Tree, leaf_hash
from homeward.ledger.notes import parse_note
from homeward.ledger.policy import make_policy
from homeward.ledger.terms import Actor, Change, Purpose

ORIGIN = "bench.example/record"
BEGIN = dt.datetime(2026, 6, 2, tzinfo=dt.UTC)
SALT = bytes(range(32))


def content(sequence: int, policy: str) -> list[ContentPart]:
    if sequence == 0:
        return [ContentPart("policy", {"policy": policy, "reason": "begin"}, SALT)]
    return [ContentPart("declaration", {"rows": sequence}, SALT)] if sequence % 10 == 0 else []


def rows(sequence: int) -> list[RowChange]:
    if sequence % 20:
        return []
    values = {"name": "Ткач Іван", "born": "17.05.1999", "side": "UA", "note": None}
    return [RowChange("register.person", f"{sequence}-{n}", Change.MADE, values, SALT) for n in range(3)]


def entry(sequence: int, policy: str) -> bytes:
    changes = rows(sequence)
    return entry_bytes(
        sequence=sequence,
        instant=BEGIN + dt.timedelta(milliseconds=sequence),
        actor=Actor("user-17", "liaison", "UA"),
        action="intake.hand_in_list" if sequence else "ledger.adopt_policy",
        purpose=Purpose.EXCHANGE,
        subject=f"S-{sequence}",
        request="",
        shown_to=["NEUTRAL", "RU", "UA"],
        content=content(sequence, policy),
        rows_count=len(changes),
        rows_root=rows_root(change.leaf for change in changes),
        salt=SALT[:16],
    )


def content_lines(count: int, policy: str):
    for sequence in range(count):
        for part in content(sequence, policy):
            yield {"name": part.name, "salt": b64(part.salt), "sequence": sequence, "value": part.value}


def row_lines(count: int):
    for sequence in range(0, count, 20):
        for place, row in enumerate(rows(sequence)):
            told = {"change": "made", "digest": b64(row.digest), "key": row.key, "place": place, "sequence": sequence}
            yield told | {"salt": b64(SALT), "table": row.table, "values": row.values}


def main(count: int) -> None:
    log, witness = new_keys(ORIGIN, KeyKind.LOG), new_keys("bench.example/witness", KeyKind.WITNESS)
    policy = make_policy(log.verifiers, {"UA": witness.verifiers}, 1)
    with tempfile.TemporaryDirectory() as folder:
        kept, bundle = Path(folder, "entries"), Path(folder, "bundle.zip")
        start, hashes = time.perf_counter(), bytearray()
        with kept.open("wb") as file:
            for sequence in range(count):
                data = entry(sequence, policy)
                hashes += leaf_hash(data)
                file.write(data + b"\n")
        print(f"entries made: {count / (time.perf_counter() - start):,.0f} a second")
        tree = Tree(bytes(hashes[at : at + 32]) for at in range(0, len(hashes), 32))
        note = sign_checkpoint(Checkpoint(ORIGIN, count, tree.root()), log, 1)
        note = parse_note(note).with_signatures(cosign(note, witness, 1)).format()
        start = time.perf_counter()
        with kept.open("rb") as file:
            write_bundle(
                bundle,
                party="UA",
                origin=ORIGIN,
                leaf_hashes=tree,
                size=count,
                notes={count: note},
                policy_text=policy,
                entries=(line[:-1] for line in file),
                content=content_lines(count, policy),
                rows=row_lines(count),
            )
        size = bundle.stat().st_size
        took = time.perf_counter() - start
        print(f"bundle written: {took:.1f} s, {size / 1e6:,.0f} MB, {size / count:.0f} bytes an entry")
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-I", verify_record.__file__, bundle], check=False)
        took = time.perf_counter() - start
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"verified (exit {done.returncode}): {took:.1f} s, {count / took:,.0f} entries a second, {most:,.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
