"""A copy of the whole database while others go on writing, and a database made from such a copy.

SQLite by its own online backup, which gives one moment of the database; PostgreSQL by ``pg_dump`` and ``pg_restore``,
which come with the server's own package.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from homeward.cli.tables import Server
from homeward.errors import Fault, InputRefused, OwnFailure


def copy_out(server: Server, path: Path) -> None:
    """Write a copy of the database to ``path``.

    Raises:
        InputRefused: ``pg_dump`` is not here.
        OwnFailure: it failed; what it said stands in the sentence.
    """
    if server.kind == "sqlite":
        with closing(sqlite3.connect(server.file)) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)  # in one step: in several it begins anew whenever somebody writes
        return
    _run(server, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}", _name(server))


def copy_in(server: Server, path: Path) -> None:
    """Make the empty database from the copy at ``path``.

    Raises:
        as ``copy_out``, for ``pg_restore``.
    """
    if server.kind == "sqlite":
        server.file.parent.mkdir(parents=True, exist_ok=True)
        half = server.file.with_name(f".{server.file.name}.half")
        shutil.copyfile(path, half)
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        half.replace(server.file)
        return
    words = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run(server, "pg_restore", *words, f"--dbname={_name(server)}", str(path))


def _name(server: Server) -> str:
    """The name of the database, in the one form that cannot be taken for an option or an address."""
    quoted = server.name.replace("\\", "\\\\").replace("'", "\\'")
    return f"dbname='{quoted}'"


def _run(server: Server, program: str, *words: str) -> None:
    if shutil.which(program) is None:
        advice = "Install the client programs of PostgreSQL (on Debian: apt-get install postgresql-client)."
        raise InputRefused([Fault(program, "", 0, "", "is not on this machine.", advice)])
    said = {"PGHOST": server.host, "PGPORT": server.port, "PGUSER": server.user, "PGPASSWORD": server.password}
    environment = {**os.environ, **{name: value for name, value in said.items() if value}}
    done = subprocess.run([program, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OwnFailure(f"{program} failed: {' '.join(done.stderr.split())[-300:]}")
