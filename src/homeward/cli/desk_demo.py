"""A fresh desk with the example round on it, to try everything on: keys, witnesses, members, and what they did.

Everything goes through the actions, as the members of the demo. The keys lie beside the record without a passphrase
and the passwords stand on a page: it listens on this machine alone and holds invented persons only.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from homeward.cli.desk_demo_people import NAMES, Person, admit_all
from homeward.cli.supervision import Kept
from homeward.cli.tables import open_tables
from homeward.ledger.keys import KeyKind, new_keys, write_keys, write_verifiers
from homeward.ledger.policy import make_policy
from homeward.ledger.terms import NEUTRAL, Actor
from homeward.progress import Progress

ORIGIN = "homeward.example/demo"
SIDES = ("UA", "RU")
PEOPLE = "demo.json"

_AT_LEAST = 2
_OPERATOR = Actor("demo-operator", "key_custodian", NEUTRAL)


def make_demo(data: Path, examples: Path, port: int, progress: Progress) -> list[Kept]:
    """Make the desk in an empty folder; gives its witnesses, to be kept running.

    Args:
        data: the folder.
        examples: where the example round is kept.
        port: of the desk; its witnesses listen on the three after it.
        progress: told how far it is.
    """
    from homeward.cli.desk_demo_round import play_round

    progress("making keys")
    data.mkdir(parents=True, exist_ok=True)
    (data / "demo.txt").write_text("A demo of Homeward; served again, it is made anew.\n", encoding="utf-8")
    policy = _make_keys(data / "keys")
    witnesses = {party: f"127.0.0.1:{port + place}" for place, party in enumerate((*SIDES, NEUTRAL), 1)}
    os.environ["HOMEWARD_LOG_KEY"] = str((data / "keys" / "log.key").absolute())
    os.environ["HOMEWARD_WITNESSES"] = ",".join(f"{party}=http://{at}" for party, at in witnesses.items())
    os.environ["HOMEWARD_DEMO"] = str((data / PEOPLE).absolute())
    open_tables(make=True)
    from homeward.ledger.custody import begin_record

    begin_record(by=_OPERATOR, origin=ORIGIN, policy=policy, parties=(*SIDES, NEUTRAL))
    progress("admitting members")
    people = admit_all(_OPERATOR)
    (data / PEOPLE).write_text(json.dumps([asdict(person) for person in people], ensure_ascii=False), encoding="utf-8")
    play_round(people, examples / "round", progress)
    return [Kept("witness", f"{data.absolute() / 'keys'}|{party}|{at}") for party, at in witnesses.items()]


def tell_people(data: Path) -> None:
    """Say who can sign in."""
    people = [Person(**told) for told in json.loads((data / PEOPLE).read_text(encoding="utf-8"))]
    wide = max(len(person.sign_in_name) for person in people)
    print(f"Password of all: {people[0].password}")
    for person in people:
        print(f"  {person.sign_in_name:<{wide}}  {person.office}, {NAMES[person.party]['en']}")


def _make_keys(folder: Path) -> str:
    """Keys of the log and of three witnesses; gives the policy that trusts them."""
    folder.mkdir()
    log = new_keys(ORIGIN, KeyKind.LOG)
    witnesses = {party: new_keys(f"{ORIGIN}/{party}", KeyKind.WITNESS) for party in (*SIDES, NEUTRAL)}
    for name, pair in {"log": log, **witnesses}.items():
        write_keys(pair, folder / f"{name}.key", None)
        write_verifiers(pair, folder / f"{name}.key.vkey")
    verifiers = {party: pair.verifiers for party, pair in witnesses.items()}
    policy = make_policy(log.verifiers, verifiers, _AT_LEAST)
    (folder / "policy").write_text(policy, encoding="utf-8", newline="\n")
    return policy
