"""``homeward ledger``: the record begun, signed, exported and checked.

What a party does without the database is in ``ledger_keys`` and ``ledger_witness``. The rooms are imported where a
command needs them, so that ``--help`` need not wait for them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli import ledger_keys, ledger_witness
from homeward.cli.ledger_keys import PassphraseFile, open_keys
from homeward.cli.ledger_witness import KeptPolicy, Tongue
from homeward.cli.output import whole_file
from homeward.cli.tables import open_tables
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language

if TYPE_CHECKING:
    from homeward.ledger.terms import Actor

app = typer.Typer(help="The record: begin it, sign it, hand it out, check it.", no_args_is_help=True)
app.command(name="key")(ledger_keys.make_key)
app.command(name="policy")(ledger_keys.make_policy_file)
app.command(name="witness")(ledger_witness.run_witness)
app.command(name="compare")(ledger_witness.compare)
app.command(name="check")(ledger_witness.check)

By = Annotated[str, typer.Option("--by", metavar="ID", help="Who does it: an opaque user id, never a name.")]
Party = Annotated[str, typer.Option("--for", metavar="SIDE", help="The party: a side's code, or NEUTRAL.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]

_CUSTODIAN = "custodian"


@app.command(name="begin")
def begin(
    origin: Annotated[str, typer.Option(metavar="NAME", help="What the record is called on every checkpoint.")],
    policy: Annotated[Path, typer.Option(metavar="FILE", help="Who is trusted (homeward ledger policy).")],
    party: Annotated[list[str], typer.Option(metavar="CODE", help="A side's code; give both. NEUTRAL comes along.")],
    by: By = _CUSTODIAN,
) -> None:
    """Make the tables and begin the record; its first entry says who is trusted.

    Example: homeward ledger begin --origin commission.example/record --policy policy --party UA --party RU
    """
    from homeward.ledger.policy import parse_policy
    from homeward.ledger.terms import NEUTRAL

    if len(set(party) - {NEUTRAL}) != 2:
        raise _refused("--party", "is not given for two sides.", "Write --party twice, with the code of each side.")
    text = parse_policy(_text(policy), policy.name).text
    open_tables(make=True)
    from homeward.ledger.custody import begin_record

    begin_record(by=_actor(by), origin=origin, policy=text, parties={*party, NEUTRAL})
    print(f"Begun: {origin}. Every party keeps its own copy of {policy.name}.")


@app.command(name="adopt-policy")
def adopt_policy(
    policy: Annotated[Path, typer.Option(metavar="FILE", help="Who is trusted from now on.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why: seen by all parties; no names of persons.")],
    by: By = _CUSTODIAN,
) -> None:
    """Change who is trusted: a key added, rotated or revoked. All parties see it, with the reason.

    It counts when the witnesses of the policy before have cosigned a checkpoint after it.

    Example: homeward ledger adopt-policy --policy policy-2 --reason "The log's key is rotated as planned."
    """
    open_tables()
    from homeward.ledger import custody

    sequence = custody.adopt_policy(by=_actor(by), policy=_text(policy), reason=reason)
    print(f"Adopted: entry {sequence}. Make a checkpoint and have it cosigned, so that the change counts.")


@app.command(name="checkpoint")
def checkpoint(
    key: Annotated[Path, typer.Option(metavar="FILE", help="The log's own key.")],
    witness: Annotated[list[str] | None, typer.Option(metavar="URL", help="A witness that listens there.")] = None,
    by: By = _CUSTODIAN,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Read back what was recorded, sign its size and root, and ask witnesses to cosign.

    A witness that cannot be reached is named and the others are asked; ask it later with the same command, or carry
    a file to it (homeward ledger request).

    Example: homeward ledger checkpoint --key log.key --witness http://127.0.0.1:8791
    """
    keys = open_keys(key, passphrase_file)
    open_tables()
    from homeward.ledger import custody, gate
    from homeward.ledger.witness_client import NotCosigned, ask

    size = custody.make_checkpoint(by=_actor(by), keys=keys)
    print(f"Signed: {size} entries.")
    lacking = False
    for url in witness or []:
        try:
            lines = ask(url, gate.newest_checkpoint(), partial(gate.consistency_proof, new=size))
        except NotCosigned as error:
            print(f"Not cosigned by {url}: {error}")
            lacking = True
            continue
        custody.add_cosignatures(by=_actor(by), lines=lines)
        print(f"Cosigned by {url}.")
    if lacking:
        raise typer.Exit(1)


@app.command(name="request")
def request(
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to carry to the witness.")],
    old: Annotated[int, typer.Option(min=0, metavar="N", help="What the witness cosigned last; 0 if unknown.")] = 0,
) -> None:
    """Write the newest checkpoint as a file to carry to a witness that no network reaches.

    If the witness answers 409, its answer names the size to give with --old.

    Example: homeward ledger request --old 120 --out request-for-ua
    """
    open_tables()
    from homeward.ledger import gate
    from homeward.ledger.checkpoints import parse_checkpoint
    from homeward.ledger.notes import parse_note
    from homeward.ledger.witness_client import make_request

    note = gate.newest_checkpoint()
    size = parse_checkpoint(parse_note(note).text).size
    with whole_file(out) as path:
        path.write_bytes(make_request(note, partial(gate.consistency_proof, new=size), old))
    print(
        f"Written: {out.name}. The witness answers with: homeward ledger witness … --request {out.name} --answer FILE"
    )


@app.command(name="take-answer")
def take_answer(
    answer: Annotated[Path, typer.Argument(metavar="FILE", help="What the witness answered.")],
    by: By = _CUSTODIAN,
) -> None:
    """Take in the answer of a witness that was carried back.

    Example: homeward ledger take-answer answer-of-ua
    """
    open_tables()
    from homeward.ledger import custody
    from homeward.ledger.witness import CONFLICT
    from homeward.ledger.witness_client import NotCosigned, lines_in, read_answer, size_in

    try:
        answered = read_answer(answer.read_bytes())
    except (OSError, ValueError) as error:
        raise _refused(answer.name, "is no answer of a witness.", "Give the file as it was carried back.") from error
    try:
        lines = lines_in(answered)
    except NotCosigned as error:
        if answered.status == CONFLICT:
            advice = f"Make the request again with --old {size_in(answered)}, and carry it there."
            raise _refused(answer.name, "says that the witness knows another size.", advice) from error
        raise _refused(answer.name, "is a refusal.", str(error)) from error
    size = custody.add_cosignatures(by=_actor(by), lines=lines)
    print(f"Cosigned: {size} entries.")


@app.command(name="export")
def export(
    party: Party,
    out: Annotated[Path, typer.Option(metavar="BUNDLE.zip", help="The file to write; whole or not at all.")],
    quiet: Quiet = False,
) -> None:
    """Write the record for one party: all hashes and signatures, what it may see, and the program that checks it.

    Example: homeward ledger export --for UA --out record-ua.zip
    """
    open_tables()
    from homeward.ledger.gate import export_bundle

    with telling(quiet) as progress, whole_file(out) as path:
        size = export_bundle(party, path, progress)
    if not quiet:
        print(f"Written: {out.name}, {size} entries. It checks itself: python verify_record.py {out.name}")


@app.command(name="receipt")
def receipt(
    sequence: Annotated[int, typer.Argument(min=0, metavar="NUMBER", help="The entry, by its number.")],
    party: Party,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the file and the paper.")],
    row: Annotated[str, typer.Option(metavar="KEY", help="One row of the entry to open, e.g. SB-…/17.")] = "",
    language: Annotated[Language, typer.Option(help="Language of the paper.")] = Language.EN,
) -> None:
    """Write the receipt of an entry: a file that proves it anywhere, and a paper with a QR code.

    Example: homeward ledger receipt 17 --for UA --out receipts --language uk
    """
    open_tables()
    from homeward.ledger.gate import receipt_for
    from homeward.ledger.receipt_paper import receipt_pdf

    text = receipt_for(party, sequence, row)
    out.mkdir(parents=True, exist_ok=True)
    stem = f"receipt-{sequence}"
    with whole_file(out / f"{stem}.tlog-proof") as path:
        path.write_text(text, encoding="utf-8", newline="\n")
    with whole_file(out / f"{stem}.pdf") as path:
        path.write_bytes(receipt_pdf(text, language))
    print(f"Written: {stem}.tlog-proof, {stem}.pdf")


@app.command(name="verify")
def verify(
    bundle: Annotated[Path | None, typer.Argument(metavar="[BUNDLE.zip]", help="Without it, the database.")] = None,
    policy: KeptPolicy = None,
    since: Annotated[Path | None, typer.Option(metavar="NOTE", help="A checkpoint kept from earlier.")] = None,
    other: Annotated[Path | None, typer.Option(metavar="ZIP", help="The other party's bundle.")] = None,
    language: Tongue = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Check the record, a bundle without a database or the live database; names the first thing that does not hold.

    Exit 0 if everything holds, 1 if not.

    Example: homeward ledger verify record-ua.zip --policy policy --since checkpoint-of-may

    Example: homeward ledger verify
    """
    if bundle is None:
        _verify_database(language, quiet)
        return
    from homeward.ledger import verify_record

    words = [str(bundle), "--language", language.value]
    for name, path in (("--policy", policy), ("--since", since), ("--other", other)):
        words += [name, str(path)] if path else []
    raise typer.Exit(verify_record.main(words))


def _verify_database(language: Language, quiet: bool) -> None:
    open_tables()
    from homeward.ledger.findings import RecordBroken
    from homeward.ledger.live import check
    from homeward.words import _, say

    try:
        with telling(quiet) as progress:
            found = check(progress)
    except RecordBroken as broken:
        print(broken.finding.say(language))
        print(say(_("Do not write on. What to do: docs/how-to/when-verification-fails.md"), language))
        raise typer.Exit(1) from None
    if not quiet:
        holds = _("The record holds: {entries} entries, {rows} rows, {checkpoints} checkpoints. Root {root}")
        print(
            say(
                holds,
                language,
                entries=found.entries,
                rows=found.rows,
                checkpoints=found.checkpoints,
                root=found.root.hex(),
            )
        )


@app.command(name="correct-clock")
def correct_clock(
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What was wrong with the clock.")],
    by: By = _CUSTODIAN,
) -> None:
    """Record that the clock was wrong when the last entry was written, so that work can go on.

    Example: homeward ledger correct-clock --reason "The server's clock was a day ahead."
    """
    open_tables()
    from homeward.ledger import custody

    custody.correct_clock(by=_actor(by), reason=reason)
    print("Recorded.")


def _actor(person: str) -> Actor:
    from homeward.ledger.terms import NEUTRAL, Actor

    return Actor(person, "key_custodian", NEUTRAL)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path.name, "cannot be read.", "Check its name and place; it is text in UTF-8.") from error


def _refused(where: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(where, "", 0, "", found, advice)])
