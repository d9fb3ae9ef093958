"""The record by the side door, from keys to checked bundles, as its keepers and the parties go."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from commands import homeward

PARTIES = ("UA", "RU", "NEUTRAL")


class Office:
    """A folder with keys, policy and record, in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'data' / 'record.sqlite3'}"}

    def run(self, *words: object, code: int = 0) -> str:
        done = homeward("ledger", *words, code=code, cwd=self.folder, env=self.environment)
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    office.run("key", "commission.example/record", "--kind", "log", "--out", "log.key", "--no-passphrase")
    for party in PARTIES:
        office.run("key", f"{party}.example/witness", "--kind", "witness", "--out", f"{party}.key", "--no-passphrase")
    witnesses = [word for party in PARTIES for word in ("--witness", f"{party}={party}.key.vkey")]
    office.run("policy", "--log", "log.key.vkey", *witnesses, "--at-least", 2, "--out", "policy")
    return office


def test_from_keys_to_bundles_that_check_themselves(office: Office) -> None:
    assert "holds no record" in office.run("verify", code=2)
    sides = ("--party", "UA", "--party", "RU")
    office.run("begin", "--origin", "commission.example/record", "--policy", "policy", *sides)
    assert "The record holds: 1 entries" in office.run("verify")
    assert "There is none yet" in office.run("export", "--for", "UA", "--out", "UA.zip", code=2)
    office.run("checkpoint", "--key", "log.key")
    for party in PARTIES:
        office.run("request", "--out", f"to-{party}")
        carried = ("--request", f"to-{party}", "--answer", f"from-{party}")
        office.run("witness", "--key", f"{party}.key", "--state", f"{party}.state", "--policy", "policy", *carried)
        assert "Cosigned: 1 entries" in office.run("take-answer", f"from-{party}")
    for party in PARTIES:
        office.run("export", "--for", party, "--out", f"{party}.zip")
        office.run("verify", f"{party}.zip", "--policy", "policy")
    office.run("verify", "UA.zip", "--policy", "policy", "--other", "RU.zip")
    office.run("receipt", 0, "--for", "UA", "--out", "receipts", "--language", "uk")
    office.run("check", "receipts/receipt-0.tlog-proof", "--policy", "policy")
    assert (office.folder / "receipts/receipt-0.pdf").read_bytes().startswith(b"%PDF")
    assert "no party" in office.run("export", "--for", "XX", "--out", "XX.zip", code=2)
    assert "not one that UA may have" in office.run("receipt", 77, "--for", "UA", "--out", "receipts", code=2)


@pytest.fixture
def demo_office(demo: Path, tmp_path: Path) -> Office:
    """A copy of the example's record, to be tampered with."""
    shutil.copytree(demo / "record", tmp_path / "record")
    office = Office(tmp_path / "record")
    office.environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'record' / 'record.sqlite3'}"
    return office


def test_the_example_round_stands_in_its_record(demo_office: Office) -> None:
    assert "The record holds" in demo_office.run("verify")
    for party in PARTIES:
        demo_office.run("verify", f"record-{party}.zip", "--policy", "policy")
        alone = ("-I", "verify_record.py", f"record-{party}.zip", "--policy", "policy")
        subprocess.run([sys.executable, *alone], cwd=demo_office.folder, check=True, stdout=subprocess.DEVNULL)
        receipts = sorted((demo_office.folder / "receipts" / party).glob("*.tlog-proof"))
        assert len(receipts) >= 5
        for receipt in receipts:
            assert receipt.with_suffix(".pdf").is_file()
        demo_office.run("check", receipts[0], "--policy", "policy")


def test_a_row_altered_in_the_database_is_named(demo_office: Office) -> None:
    with sqlite3.connect(demo_office.folder / "record.sqlite3") as database:
        (number,) = database.execute(
            "SELECT number FROM intake_submittedrow ORDER BY number LIMIT 1 OFFSET 200"
        ).fetchone()
        database.execute("UPDATE intake_submittedrow SET cells = '{}' WHERE number = ?", [number])
    told = demo_office.run("verify", code=1)
    assert number in told
    assert "altered behind the application's back" in told
    assert "змінено" in demo_office.run("verify", "--language", "uk", code=1)


def test_the_page_of_the_record_links_what_is_there_and_names_nobody(demo: Path) -> None:
    page = (demo / "record" / "index.html").read_text(encoding="utf-8")
    links = {unquote(link) for link in re.findall(r'href="([^"#]+)"', page)}
    assert len(links) > 30
    for link in links:
        assert (demo / "record" / link).resolve().is_file(), link
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)
    with (demo / "given" / "list_UA.csv").open(encoding="utf-8", newline="") as file:
        surnames = {row["surname"] for row in csv.DictReader(file) if len(row["surname"]) > 3}
    assert len(surnames) > 100
    assert not [name for name in surnames if name in page]


def test_neither_side_is_shown_what_the_other_handed_in(demo: Path) -> None:
    def rows(side: str) -> set[str]:
        with (demo / "given" / f"list_{side}.csv").open(encoding="utf-8", newline="") as file:
            return {json.dumps(row["unit"], ensure_ascii=False) for row in csv.DictReader(file) if row["unit"]}

    for side, other in (("UA", "RU"), ("RU", "UA")):
        with zipfile.ZipFile(demo / "record" / f"record-{side}.zip") as bundle:
            everything = b"\n".join(bundle.read(name) for name in bundle.namelist()).decode("utf-8", "replace")
        ours, theirs = rows(side), rows(other) - rows(side)
        assert len(theirs) > 50
        assert sum(unit in everything for unit in ours) > 50
        assert not [unit for unit in theirs if unit in everything]
