"""``homeward ledger key`` and ``homeward ledger policy``: keys made and kept, and who is trusted written down."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.output import whole_file
from homeward.errors import Fault, InputRefused

if TYPE_CHECKING:
    from homeward.ledger.keys import KeyKind, KeyPair

_LEAST = 12

PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="FILE", help="File whose first line is the passphrase.")
]


def make_key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key: of the log, its origin; else the witness.")],
    kind: Annotated[str, typer.Option(metavar="log|witness", help="What the key is for.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to keep it; FILE.vkey is for everyone.")],
    passphrase_file: PassphraseFile = None,
    no_passphrase: Annotated[bool, typer.Option("--no-passphrase", help="Keep the key readable in FILE.")] = False,
) -> None:
    """Make the two keys of a log or a witness, Ed25519 and ML-DSA-44, in one file that its owner alone can read.

    Without --passphrase-file the passphrase is asked for. Keys are never overwritten.

    Example: homeward ledger key ua.commission.example/witness --kind witness --out ua.key
    """
    from homeward.ledger.keys import new_keys, write_keys, write_verifiers

    vkey = out.with_name(f"{out.name}.vkey")
    for path in (out, vkey):
        if path.exists():
            raise _refused(path.name, "is there already.", "Keys are never overwritten: name a new file.")
    try:
        keys = new_keys(name, _kind(kind))
    except ValueError as error:
        raise _refused("NAME", "cannot name a key.", str(error)) from error
    write_keys(keys, out, None if no_passphrase else _new_passphrase(passphrase_file))
    write_verifiers(keys, vkey)
    print(f"Made: {out.name}, for this machine alone, and {vkey.name}, for the other parties.")
    for verifier in keys.verifiers:
        print(f"  {verifier.name} {verifier.key_id.hex()}")


def make_policy_file(
    log: Annotated[Path, typer.Option(metavar="FILE.vkey", help="Keys of the log.")],
    witness: Annotated[list[str], typer.Option(metavar="NAME=FILE.vkey", help="A party and its witness's keys.")],
    at_least: Annotated[int, typer.Option(metavar="K", help="How many parties' witnesses are enough.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The policy to write.")],
) -> None:
    """Write down whose signatures count: the log's, and those of at least K witnesses.

    Example: homeward ledger policy --log log.vkey --witness UA=ua.vkey --witness RU=ru.vkey
    --witness NEUTRAL=neutral.vkey --at-least 2 --out policy
    """
    from homeward.ledger.keys import read_verifiers
    from homeward.ledger.policy import make_policy

    parties = {}
    for given in witness:
        party, sign, file = given.partition("=")
        if not sign or not party or party in parties:
            raise _refused("--witness", f"“{given[:60]}” is not NAME=FILE.vkey, or the name was given before.", "")
        parties[party] = read_verifiers(Path(file))
    text = make_policy(read_verifiers(log), parties, at_least)
    with whole_file(out) as path:
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"Written: {out.name}, {at_least} of {len(parties)}. Give it to every party; each keeps its own copy.")


def open_keys(path: Path, passphrase_file: Path | None) -> KeyPair:
    """The keys of a file; its passphrase from a file, or asked for at a terminal if it has one.

    Raises:
        InputRefused: as ``read_keys``.
    """
    from homeward.ledger.keys import is_locked, read_keys

    if passphrase_file:
        return read_keys(path, _passphrase_in(passphrase_file))
    if is_locked(path) and sys.stdin.isatty():
        return read_keys(path, typer.prompt(f"Passphrase of {path.name}", hide_input=True, err=True).encode())
    return read_keys(path, None)


def _new_passphrase(file: Path | None) -> bytes:
    if file:
        passphrase = _passphrase_in(file)
    elif sys.stdin.isatty():
        passphrase = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True).encode()
    else:
        raise _refused("--passphrase-file", "is missing.", "Give it, or say --no-passphrase.")
    if len(passphrase) < _LEAST:
        raise _refused("passphrase", "is too short.", f"Take at least {_LEAST} characters, for example five words.")
    return passphrase


def _passphrase_in(file: Path) -> bytes:
    try:
        return file.read_bytes().split(b"\n", 1)[0].rstrip(b"\r")
    except OSError as error:
        raise _refused(file.name, "cannot be read.", "Check its name and place.") from error


def _kind(kind: str) -> KeyKind:
    from homeward.ledger.keys import KeyKind

    try:
        return KeyKind(kind)
    except ValueError as error:
        raise _refused("--kind", f"“{kind[:60]}” is none.", "Write log or witness.") from error


def _refused(file: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(file, "", 0, "", found, advice)])
