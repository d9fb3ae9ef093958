"""``homeward ledger key | policy | witness | compare | check``, as a side runs them on its own machine."""

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import typer
from parties import LOG, ORIGIN, cosigned, forked, note, policy_of, tree
from typer.testing import CliRunner, Result

from homeward.cli.ledger_keys import make_key, make_policy_file
from homeward.cli.ledger_witness import check, compare, run_witness
from homeward.errors import InputRefused
from homeward.ledger.entries import entry_bytes
from homeward.ledger.keys import KeyKind, read_keys, write_keys, write_verifiers
from homeward.ledger.merkle import EMPTY_ROOT, Tree, leaf_hash
from homeward.ledger.notes import parse_note
from homeward.ledger.policy import parse_policy
from homeward.ledger.receipts import make_receipt
from homeward.ledger.terms import Actor, Purpose
from homeward.ledger.tiles import tiles
from homeward.ledger.witness_client import accept, ask, lines_in, make_request, read_answer, size_in

app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
app.command("key")(make_key)
app.command("policy")(make_policy_file)
app.command("witness")(run_witness)
app.command("compare")(compare)
app.command("check")(check)

RECORD = tree(40)
ENTRY = entry_bytes(
    sequence=0,
    instant=dt.datetime(2026, 11, 22, 15, 51, tzinfo=dt.UTC),
    actor=Actor("u-17", "liaison", "UA"),
    action="intake.hand_in_list",
    purpose=Purpose.EXCHANGE,
    subject="s-1",
    request="",
    shown_to=["UA"],
    content=[],
    rows_count=0,
    rows_root=EMPTY_ROOT,
    salt=bytes(16),
)
WORDS = "five words that nobody guesses"


def run(*given: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in given])


def refused(*given: object) -> str:
    result = run(*given)
    assert isinstance(result.exception, InputRefused), result.output
    return str(result.exception)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the log's keys, the witness key of UA and a policy of these two, all made by the commands."""
    (tmp_path / "words").write_text(f"{WORDS}\n", "utf-8")
    write_keys(LOG, tmp_path / "log.key", None)
    write_verifiers(LOG, tmp_path / "log.key.vkey")
    made = run("key", "ua.example/witness", "--kind", "witness", "--out", tmp_path / "ua.key", "--no-passphrase")
    assert made.exit_code == 0, made.output
    witness = f"UA={tmp_path / 'ua.key.vkey'}"
    out = tmp_path / "policy"
    made = run("policy", "--log", tmp_path / "log.key.vkey", "--witness", witness, "--at-least", 1, "--out", out)
    assert made.exit_code == 0, made.output
    return tmp_path


def test_a_key_is_made_locked_and_told_by_its_ids(desk: Path) -> None:
    out = desk / "ru.key"
    made = run("key", "ru.example/witness", "--kind", "witness", "--out", out, "--passphrase-file", desk / "words")
    keys = read_keys(out, WORDS.encode())
    assert keys.kind is KeyKind.WITNESS
    assert all(verifier.key_id.hex() in made.output for verifier in keys.verifiers)
    assert (desk / "ru.key.vkey").read_text("utf-8").splitlines() == [verifier.vkey for verifier in keys.verifiers]


def test_a_key_is_not_made_without_a_passphrase_by_accident(desk: Path) -> None:
    out = desk / "new.key"
    assert "--no-passphrase" in refused("key", "n", "--kind", "log", "--out", out)
    (desk / "short").write_text("secret", "utf-8")
    assert "too short" in refused("key", "n", "--kind", "log", "--out", out, "--passphrase-file", desk / "short")
    assert "log or witness" in refused("key", "n", "--kind", "lock", "--out", out, "--no-passphrase")
    assert "cannot name" in refused("key", "a b", "--kind", "log", "--out", out, "--no-passphrase")
    assert "there already" in refused("key", "n", "--kind", "log", "--out", desk / "ua.key", "--no-passphrase")
    assert not out.exists()


def test_the_policy_is_the_one_of_these_keys(desk: Path) -> None:
    policy = parse_policy((desk / "policy").read_text("utf-8"))
    assert policy.logs == LOG.verifiers
    assert list(policy.witnesses) == ["UA.ed25519", "UA.ml-dsa-44"]
    log, out = desk / "log.key.vkey", desk / "other"
    assert "NAME=FILE.vkey" in refused("policy", "--log", log, "--witness", "UA", "--at-least", 1, "--out", out)
    both = ("--witness", f"UA={log}", "--at-least", 1, "--out", out)
    assert "0x04 or 0x06" in refused("policy", "--log", log, *both)


def test_a_witness_answers_a_file_that_was_carried_to_it(desk: Path) -> None:
    policy = parse_policy((desk / "policy").read_text("utf-8"))
    common = ("--key", desk / "ua.key", "--state", desk / "ua.state", "--policy", desk / "policy")
    files = ("--request", desk / "request", "--answer", desk / "answer")
    for size, known in ((8, 0), (13, 8)):
        signed = note(RECORD, size)
        request = make_request(signed, lambda old, n=size: RECORD.consistency(old, n), known)
        (desk / "request").write_bytes(request)
        done = run("witness", *common, *files)
        assert (done.exit_code, "Cosigned" in done.output) == (0, True)
        lines = lines_in(read_answer((desk / "answer").read_bytes()))
        assert policy.quorum_met(parse_note(accept(signed, lines, policy.witnesses.values())))
    (desk / "request").write_bytes(make_request(note(RECORD, 20), lambda _old: []))
    assert run("witness", *common, *files).exit_code == 1
    assert size_in(read_answer((desk / "answer").read_bytes())) == 13


def test_a_witness_refuses_to_start_with_what_does_not_fit(desk: Path) -> None:
    common = ("--state", desk / "s", "--policy", desk / "policy")
    assert "key of a log" in refused("witness", "--key", desk / "log.key", *common)
    assert "go together" in refused("witness", "--key", desk / "ua.key", *common, "--request", desk / "r")
    assert "no address" in refused("witness", "--key", desk / "ua.key", *common, "--listen", "here")
    (desk / "s").write_text("{}", "utf-8")
    assert "not a witness's state" in refused("witness", "--key", desk / "ua.key", *common)


def test_a_witness_listens_until_it_is_stopped(desk: Path) -> None:
    code = (
        "from homeward.cli.ledger_witness import run_witness; import typer, pathlib; p = pathlib.Path('.');"
        "run_witness(p / 'ua.key', p / 'ua.state', p / 'policy', '127.0.0.1:0', None, None, None)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=desk, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        told = re.search(r"http://127\.0\.0\.1:\d+", running.stdout.readline())
        assert told
        assert "ua.example/witness" in ask(told[0], note(RECORD, 8), RECORD.consistency)
        running.send_signal(signal.SIGINT)
        assert "Stopped" in running.stdout.read()
        assert running.wait(10) == 0


def test_notes_are_compared(desk: Path) -> None:
    fork = forked(20, at=3)
    for name, text in (("a", note(RECORD, 20)), ("b", note(fork)), ("c", note(RECORD, 9)), ("d", note(fork, 9))):
        (desk / name).write_text(text, "utf-8")
    (desk / "policy").write_text(policy_of().text, "utf-8")
    with zipfile.ZipFile(desk / "bundle.zip", "w") as bundle:
        bundle.writestr("bundle.json", '{"size":40}')
        for path, data in tiles(RECORD):
            bundle.writestr(path, data)
    kept, bundle_at = ("--policy", desk / "policy"), ("--bundle", desk / "bundle.zip")
    split = run("compare", desk / "a", desk / "b", *kept)
    assert (split.exit_code, "two different records of 20 entries" in split.output) == (1, True)
    assert run("compare", desk / "a", desk / "a", *kept).exit_code == 0
    assert run("compare", desk / "a", desk / "c", *kept).exit_code == 1
    assert run("compare", desk / "a", desk / "c", *kept, *bundle_at).exit_code == 0
    assert "does not begin with" in run("compare", desk / "d", desk / "a", *kept, *bundle_at).output
    assert "was not checked" in run("compare", desk / "a", desk / "a").output


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"x" * 500])
def test_what_is_no_bundle_is_refused(desk: Path, data: bytes) -> None:
    (desk / "a").write_text(note(RECORD, 20), "utf-8")
    (desk / "bundle.zip").write_bytes(data)
    assert "not a bundle" in refused("compare", desk / "a", desk / "a", "--bundle", desk / "bundle.zip")
    assert "cannot be opened" in refused("compare", desk / "a", desk / "nothing")


def test_a_receipt_is_checked_in_the_language_asked_for(desk: Path) -> None:
    record = Tree([leaf_hash(ENTRY), leaf_hash(b"later")])
    signed = cosigned(note(record), "UA", "RU").format()
    receipt = make_receipt(ENTRY, [], None, record.inclusion(0), signed, policy_of().text)
    (desk / "policy").write_text(policy_of().text, "utf-8")
    (desk / "r").write_text(receipt, "utf-8")
    assert run("check", desk / "r", "--policy", desk / "policy").exit_code == 0
    assert run("check", desk / "r").exit_code == 0
    assert "taken from the receipt itself" in run("check", desk / "r").output
    assert ORIGIN in run("check", desk / "r", "--policy", desk / "policy", "--language", "uk").output
    (desk / "r").write_text(receipt.replace("index 0", "index 1"), "utf-8")
    assert run("check", desk / "r", "--policy", desk / "policy").exit_code == 1
