"""``homeward serve``: the desk on this machine, with its database and its workers."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
import socket
from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.database_copy import copy_out
from homeward.cli.supervision import Kept, keep_running
from homeward.cli.tables import close_tables, has_any_table, make_ready, open_tables, server, tables_are_old
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_DEMO = Path("homeward-demo")


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="NUMBER", help="Where to listen.")] = 8000,
    data: Annotated[Path | None, typer.Option(metavar="DIR", help="The folder of this installation.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=16, metavar="N", help="How many jobs at once.")] = 1,
    demo: Annotated[bool, typer.Option("--demo", help="A fresh desk with the example round, to try it on.")] = False,
) -> None:
    """Serve the desk until Ctrl-C: pages, and workers for what takes long.

    Example: homeward serve

    Example: homeward serve --demo
    """
    if demo:
        data = data or _DEMO
        _refuse_demo(host, data)
    if data is not None:
        os.environ["HOMEWARD_DATA"] = str(data.absolute())
    _refuse_taken(host, port)
    witnesses: list[Kept] = []
    if demo:
        from homeward.cli.demo import examples_folder
        from homeward.cli.desk_demo import make_demo, tell_people

        with telling(quiet=False) as progress:
            witnesses = make_demo(data or _DEMO, examples_folder(), port, progress)
        tell_people(data or _DEMO)
    _bring_up()
    _keep_secret()
    close_tables()
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if demo:
        print(f"Codes of the second factor: http://{address}/demo/")
    print(f"The desk is at http://{address}/ — end it with Ctrl-C.", flush=True)
    if host not in _LOOPBACK:
        print("It listens beyond this machine: put a proxy with TLS before it and set HOMEWARD_TLS=yes.", flush=True)
    run = secrets.token_hex(3)
    jobs = [Kept("jobs", f"worker-{number + 1}-{run}") for number in range(workers)]
    keep_running([Kept("pages", address), *jobs, *witnesses, Kept("turns", f"keeper-{run}")], _give_back)


def _give_back(worker: str) -> None:
    from homeward.jobs.leases import release

    release(worker)
    close_tables()


def _bring_up() -> None:
    """Bring the tables up to date, an SQLite file copied first; refuse a place without a record or without members.

    Raises:
        InputRefused: there is no record yet, or nobody who could sign in.
    """
    make_ready()
    if not has_any_table():
        raise _no_record()
    if tables_are_old():
        where = server()
        if where.kind == "sqlite":
            kept = where.file.with_name(f"{where.file.name}.{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}")
            copy_out(where, kept)
            print(f"The tables are of an older Homeward and are brought up to date; as it was: {kept.name}", flush=True)
        else:
            print("The tables are of an older Homeward and are brought up to date.", flush=True)
        open_tables(make=True)
    from homeward.access.models import Member
    from homeward.ledger.models import Head

    if not Head.objects.filter(size__gt=0).exists() or not Member.objects.exists():
        raise _no_record()


def _no_record() -> InputRefused:
    advice = "Begin with `homeward ledger begin`, then `homeward access begin`; or look around: homeward serve --demo"
    return InputRefused([Fault("database", "", 0, "", "holds no record with members yet.", advice)])


def _keep_secret() -> None:
    """A key for sessions that outlives a restart, readable by its owner alone, unless the installation set one."""
    from django.conf import settings

    if os.environ.get("SECRET_KEY") or os.environ.get("SECRET_KEY_FILE"):
        return
    path = Path(settings.DATA) / "session-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        half = path.with_name(".session-key.half")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        half.replace(path)
    os.environ["SECRET_KEY_FILE"] = str(path.absolute())


def _refuse_taken(host: str, port: int) -> None:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        advice = "Name another with --port, or end what listens there."
        raise InputRefused([Fault(f"{host}:{port}", "", 0, "", "is not free.", advice)]) from error


def _refuse_demo(host: str, data: Path) -> None:
    if host not in _LOOPBACK:
        advice = "Leave --host out: the demo shows its own passwords."
        raise InputRefused([Fault("--demo", "", 0, "", "listens on this machine alone.", advice)])
    if data.is_dir() and any(data.iterdir()):
        if not (data / "demo.txt").is_file():
            raise InputRefused([Fault(data.name, "", 0, "", "is not empty.", "Name a new folder with --data.")])
        shutil.rmtree(data)
