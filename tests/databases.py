"""Databases for tests: an SQLite file, or a PostgreSQL server of the tests' own that listens on a socket alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.settings")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
django.setup()

_POSTGRES_USER = "postgres"


def point_at(url: str) -> None:
    """Let this process, and those it starts, work on the database of ``url``."""
    from homeward.web.environment import database

    connections.close_all()
    settings.DATABASES = {"default": database(url)}
    connections.settings = connections.configure_settings(settings.DATABASES)
    if hasattr(connections._connections, "default"):
        del connections["default"]
    os.environ["DATABASE_URL"] = url


def with_tables(url: str) -> None:
    """Make the tables in the empty database of ``url``."""
    point_at(url)
    call_command("migrate", verbosity=0)
    connections.close_all()


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server; gives the folder of its socket. Its data are thrown away."""
    folder = Path(tempfile.mkdtemp(prefix="homeward-postgresql-"))
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(folder, _POSTGRES_USER, _POSTGRES_USER)
    _run(folder, "initdb", "-U", _POSTGRES_USER, "-A", "trust", "-E", "UTF8", "--no-sync")
    try:
        _start(folder)
        yield str(folder)
    finally:
        _run(folder, "pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def stop_at_once_and_start_again(socket: str) -> None:
    """End the server as if its machine had failed, whatever it was doing; it comes up with what its log holds."""
    _run(Path(socket), "pg_ctl", "-m", "immediate", "stop")
    _start(Path(socket))


def _start(folder: Path) -> None:
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    _run(folder, "pg_ctl", "-w", "-o", options, "-l", str(folder / "log"), "start")


def _run(folder: Path, program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on the data in ``folder``, and never as root."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
    if programs is None:
        raise RuntimeError("These tests need PostgreSQL's programs: apt-get install postgresql")
    as_whom = ["runuser", "-u", _POSTGRES_USER, "--"] if os.geteuid() == 0 else []
    command = [*as_whom, str(programs / program), "-D", str(folder / "data"), *words]
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)


def postgresql_url(socket: str, name: str) -> str:
    """The address of one database on that server."""
    return f"postgresql://{_POSTGRES_USER}@/{name}?host={socket}"


def copy_of(socket: str, template: str, name: str) -> str:
    """A new database with all that stands in ``template``; gives its address."""
    point_at(postgresql_url(socket, "postgres"))
    with connections["default"].cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connections.close_all()
    return postgresql_url(socket, name)
