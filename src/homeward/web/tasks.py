"""Background work of the record: it is checked, signed, made into a bundle to take home."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from homeward.errors import OwnFailure
from homeward.jobs.actions import enqueue
from homeward.jobs.registry import Run, every, task
from homeward.ledger import custody
from homeward.ledger.findings import RecordBroken
from homeward.ledger.gate import (
    consistency_proof,
    export_bundle,
    is_all_signed,
    newest_checkpoint,
    newest_standing,
)
from homeward.ledger.keys import read_keys
from homeward.ledger.live import check
from homeward.ledger.sentences import Sentence
from homeward.ledger.terms import NEUTRAL, Actor
from homeward.ledger.witness_client import NotCosigned, ask

#: The desk itself, when it signs with the key that the keeper gave it.
SIGNER = Actor("desk", "key_custodian", NEUTRAL)

_BUNDLES_KEPT = dt.timedelta(days=1)
_WITNESS_SECONDS = 3.0


@task("ledger.check")
def check_record(run: Run) -> None:
    """Check the whole record; what was found is the result, that something was found is no failure."""
    try:
        found = check(run.progress)
    except RecordBroken as broken:
        run.result({"url": "/record/", "finding": told(broken.finding)})
    else:
        run.result(
            {
                "url": "/record/",
                "entries": found.entries,
                "rows": found.rows,
                "checkpoints": found.checkpoints,
                "root": found.root.hex(),
            }
        )


@every(3600)
@task("ledger.check_daily")
def check_daily(run: Run) -> None:
    """Ask for a check of the whole record, once a day."""
    enqueue("ledger.check", {}, party=run.party, person="", key=f"{timezone.now():%Y-%m-%d}")


@every(5)
@task("ledger.sign_record")
def sign_record(_run: Run) -> None:
    """Sign what is new and ask witnesses that have not cosigned; nothing where no key was given."""
    if not settings.LOG_KEY.name:
        return
    if not is_all_signed():
        passphrase = settings.LOG_PASSPHRASE.encode() or None
        custody.make_checkpoint(by=SIGNER, keys=read_keys(settings.LOG_KEY, passphrase))
    standing = newest_standing()
    if standing is None:
        return
    refused = []
    for party in standing.lacking:
        if party in settings.WITNESSES:
            proof = partial(consistency_proof, new=standing.size)
            try:
                lines = ask(settings.WITNESSES[party], newest_checkpoint(), proof, seconds=_WITNESS_SECONDS)
            except NotCosigned as error:
                refused.append(f"{party}: {error}")
            else:
                custody.add_cosignatures(by=SIGNER, lines=lines)
    if refused:
        raise OwnFailure(" ".join(refused))


@task("ledger.bundle")
def make_bundle(run: Run) -> None:
    """Write the bundle of the party that asks; it is kept for a day, for that party alone to fetch."""
    path = bundle_file(run.number)
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("*.zip"):
        if timezone.now().timestamp() - old.stat().st_mtime > _BUNDLES_KEPT.total_seconds():
            old.unlink(missing_ok=True)
    half = path.with_suffix(".half")
    size = export_bundle(run.party, half, run.progress)
    half.replace(path)
    run.result({"url": f"/record/bundle/{run.number}/", "entries": size})


def bundle_file(number: str) -> Path:
    """Where the bundle of a job is kept."""
    return Path(settings.DATA) / "bundles" / f"{number}.zip"


def told(sentence: Sentence) -> dict[str, object]:
    """A sentence as the result of a job keeps it, until somebody's language is known."""
    values = {key: told(value) if isinstance(value, Sentence) else value for key, value in sentence.values.items()}
    return {"text": sentence.text, "values": values}


def sentence_of(kept: dict[str, object]) -> Sentence:
    """The sentence that ``told`` kept."""
    values = kept["values"]
    assert isinstance(values, dict)
    return Sentence(
        str(kept["text"]),
        {key: sentence_of(value) if isinstance(value, dict) else value for key, value in values.items()},
    )
