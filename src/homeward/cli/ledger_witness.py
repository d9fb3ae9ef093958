"""``homeward ledger witness``, ``compare`` and ``check``: what a party does with its own key and its own eyes."""

from __future__ import annotations

import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.ledger_keys import PassphraseFile, open_keys
from homeward.cli.output import whole_file
from homeward.errors import Fault, InputRefused
from homeward.words import Language

if TYPE_CHECKING:
    from homeward.ledger.merkle import Tree
    from homeward.ledger.policy import Policy
    from homeward.ledger.witness import Witness

KeptPolicy = Annotated[Path | None, typer.Option("--policy", metavar="FILE", help="The policy that your side keeps.")]
Tongue = Annotated[Language, typer.Option("--language", help="Language of what is said.")]

#: A receipt or a note of more bytes is not read; nor is a bundle of more entries compared.
_MOST_BYTES, _MOST_ENTRIES = 50_000_000, 50_000_000

#: What reading a damaged or hostile bundle raises.
_UNREADABLE = (
    *(OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(ValueError, KeyError, TypeError, EOFError, RecursionError),
)


def run_witness(
    key: Annotated[Path, typer.Option(metavar="FILE", help="The witness's own key.")],
    state: Annotated[Path, typer.Option(metavar="FILE", help="What the witness remembers; made when it is missing.")],
    policy: Annotated[Path, typer.Option(metavar="FILE", help="The policy; its logs are those it cosigns for.")],
    listen: Annotated[str, typer.Option(metavar="HOST:PORT", help="Where to listen.")] = "127.0.0.1:8791",
    request: Annotated[Path | None, typer.Option(metavar="FILE", help="Answer this file and stop.")] = None,
    answer: Annotated[Path | None, typer.Option(metavar="FILE", help="The answer to carry back.")] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Cosign checkpoints of the log if they have grown out of what was cosigned before; refuse any other.

    Listens until stopped, or answers one request file that was carried here. Exit 1 if the request was refused.

    Example: homeward ledger witness --key ua.key --state ua.state --policy policy --listen 127.0.0.1:8791

    Example: homeward ledger witness --key ua.key --state ua.state --policy policy --request r --answer a
    """
    from homeward.ledger.keys import KeyKind
    from homeward.ledger.witness import Witness
    from homeward.ledger.witness_state import StateFile

    if (request is None) != (answer is None):
        raise _refused("--request", "and --answer go together.", "Give both, or neither to listen.")
    keys = open_keys(key, passphrase_file)
    if keys.kind is not KeyKind.WITNESS:
        raise _refused(key.name, "is the key of a log.", "Give the key of a witness.")
    state_file = StateFile(state, keys.name)
    with state_file.held():
        pass  # a state that does not hold is refused now, not at the first request
    witness = Witness(keys, _policy(policy), state_file)
    if request and answer:
        _answer_file(witness, request, answer)
    else:
        _listen(witness, listen)


def compare(
    left: Annotated[Path, typer.Argument(metavar="NOTE", help="A signed checkpoint.")],
    right: Annotated[Path, typer.Argument(metavar="NOTE", help="Another one.")],
    bundle: Annotated[Path | None, typer.Option(metavar="ZIP", help="A bundle, for notes of different sizes.")] = None,
    policy: KeptPolicy = None,
    language: Tongue = Language.EN,
) -> None:
    """Compare what two witnesses were shown; exit 0 if it is one record, 1 if it is two or cannot be told.

    Example: homeward ledger compare mine.note theirs.note --bundle ua.zip --policy policy
    """
    from homeward.ledger.split_view import View, compare_notes

    tree = _tree(bundle) if bundle else None
    found = compare_notes(_text(left), _text(right), tree, _policy(policy) if policy else None)
    for sentence in found.sentences:
        print(sentence.say(language))
    if found.view not in (View.SAME, View.GREW):
        raise typer.Exit(1)


def check(
    receipt: Annotated[Path, typer.Argument(metavar="RECEIPT", help="The receipt to check.")],
    policy: KeptPolicy = None,
    language: Tongue = Language.EN,
) -> None:
    """Check a receipt: the entry in the record, what is opened of it, and who signed; exit 0 if proved, else 1.

    Example: homeward ledger check receipt.tlog-proof --policy policy
    """
    from homeward.ledger.receipts import Verdict, check_receipt

    found = check_receipt(_text(receipt), _policy(policy) if policy else None)
    for sentence in found.sentences:
        print(sentence.say(language))
    if found.verdict is not Verdict.HOLDS:
        raise typer.Exit(1)


def _answer_file(witness: Witness, request: Path, answer: Path) -> None:
    from homeward.ledger.witness import OK
    from homeward.ledger.witness_client import write_answer

    given = witness.answer(_bytes(request))
    with whole_file(answer) as path:
        path.write_bytes(write_answer(given))
    if given.status == OK:
        print(f"Cosigned. Carry {answer.name} back.")
        return
    print(
        f"Not cosigned ({given.status}): {given.body.decode().strip().removesuffix('.')}. Carry {answer.name} back.",
        file=sys.stderr,
    )
    raise typer.Exit(1)


def _listen(witness: Witness, listen: str) -> None:
    from homeward.ledger.witness_server import WitnessServer

    host, _, port = listen.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise _refused("--listen", f"“{listen[:60]}” is no address.", "Write HOST:PORT, for example 127.0.0.1:8791.")
    with WitnessServer((host, int(port)), witness) as server:
        print(f"Listening at http://{host}:{server.server_address[1]}. Stop with Ctrl+C.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped. What was cosigned is kept.")


def _tree(bundle: Path) -> Tree:
    """The leaf hashes in a bundle; what else is in it is not read."""
    import json

    from homeward.ledger.merkle import HASH_BYTES
    from homeward.ledger.tiles import WIDTH, tree_from_tiles

    try:
        with zipfile.ZipFile(bundle) as packed:

            def read(path: str) -> bytes:
                with packed.open(path) as part:
                    return part.read(WIDTH * HASH_BYTES + 1)

            size = json.loads(read("bundle.json"))["size"]
            if not isinstance(size, int) or not 0 <= size <= _MOST_ENTRIES:
                raise ValueError("its size cannot be")
            return tree_from_tiles(size, read)
    except _UNREADABLE as error:
        raise _refused(bundle.name, "is not a bundle of the record.", "Give the file that was exported.") from error


def _policy(path: Path) -> Policy:
    from homeward.ledger.policy import parse_policy

    return parse_policy(_bytes(path).decode("utf-8", "surrogateescape"), path.name)


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(path.name, "is not text in UTF-8.", "Give the file as it was handed out.") from error


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise _refused(path.name, "cannot be opened.", "Check its name and place.") from error
    if len(data) > _MOST_BYTES:
        raise _refused(path.name, "is too large.", "Give the file as it was handed out.")
    return data


def _refused(file: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(file, "", 0, "", found, advice)])
