"""The command ``homeward`` and what it does with what goes wrong.

Exit codes: 0 done; 1 a check that did not hold; 2 input refused, every fault listed and nothing written; 3 our own
failure, with a log file and no traceback; 130 stopped by the user.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path

import typer

from homeward.cli import (
    access,
    backup,
    children,
    demo,
    exchange,
    kinship,
    ledger,
    names,
    reconcile,
    remains,
    retrieval,
    serve,
    talks,
)
from homeward.errors import HomewardError, InputRefused

app = typer.Typer(
    help="Homeward: the working system of a humanitarian exchange commission.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="reconcile")(reconcile.reconcile_lists)
app.add_typer(names.app, name="names")
app.add_typer(exchange.app, name="exchange")
app.add_typer(kinship.app, name="kinship")
app.add_typer(remains.app, name="remains")
app.add_typer(children.app, name="children")
app.add_typer(retrieval.app, name="retrieval")
app.add_typer(talks.app, name="talks")
app.add_typer(ledger.app, name="ledger")
app.add_typer(access.app, name="access")
app.command(name="demo")(demo.run_demo)
app.command(name="serve")(serve.serve)
app.command(name="backup")(backup.backup)
app.command(name="restore")(backup.restore)

REFUSED, FAILED, STOPPED = 2, 3, 130


def run() -> None:
    """Run the command line; the console script."""
    try:
        app()
    except InputRefused as refusal:
        for fault in refusal.faults:
            print(fault, file=sys.stderr)
        count = len(refusal.faults)
        print(f"Refused: {count} fault{'s' if count > 1 else ''}. Nothing was written.", file=sys.stderr)
        sys.exit(REFUSED)
    except KeyboardInterrupt:
        print("Stopped. Nothing was written.", file=sys.stderr)
        sys.exit(STOPPED)
    except Exception as failure:  # the last door: whatever it is, a person gets a sentence and a log, not a traceback
        print(f"{_sentence(failure)} Nothing was written. What happened is in {_log(failure)}", file=sys.stderr)
        sys.exit(FAILED)


def _sentence(failure: Exception) -> str:
    if isinstance(failure, HomewardError):
        return str(failure)
    if isinstance(failure, OSError):
        return f"The system refused: {failure.strerror or type(failure).__name__}."
    return "Homeward failed; the fault is ours."


def _log(failure: Exception) -> Path:
    with tempfile.NamedTemporaryFile("w", prefix="homeward-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exception(failure, file=log)
    return Path(log.name)
