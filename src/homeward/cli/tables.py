"""Commands that need the database: which one, with which tables, opened before a room's tables are imported."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


def make_ready() -> None:
    """Make Django ready, whatever stands in the database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.settings")
    django.setup()


def open_tables(*, make: bool = False, database: Path | None = None) -> None:
    """Make Django ready, on the database of ``DATABASE_URL``; a command imports tables and actions after this.

    Args:
        make: whether to make or bring up to date the tables; otherwise a database without them is refused.
        database: an SQLite file to use instead.

    Raises:
        InputRefused: ``DATABASE_URL`` names no database, or there is no record in it.
    """
    if database is not None:
        os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    make_ready()
    from django.core.management import call_command
    from django.db import connection

    from homeward.ledger.models import Head
    from homeward.ledger.storage import NoRecordYet

    file = Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None
    if make:
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
    elif (file and not file.is_file()) or Head._meta.db_table not in connection.introspection.table_names():
        raise NoRecordYet


def close_tables() -> None:
    """Let go of the database, so that its file can be moved."""
    from django.db import connections

    connections.close_all()


@dataclass(frozen=True, slots=True)
class Server:
    """Where the database is.

    Args:
        kind: ``sqlite`` or ``postgresql``.
        name: the file, or the name of the database.
        host, port, user, password: of a PostgreSQL server, "" where it is not named.
    """

    kind: str
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = ""

    @property
    def file(self) -> Path:
        """The file of an SQLite database."""
        return Path(self.name)


def server() -> Server:
    """The database that this command works on; after ``make_ready``."""
    from django.db import connection

    said = connection.settings_dict
    names = ("NAME", "HOST", "PORT", "USER", "PASSWORD")
    name, host, port, user, password = (str(said.get(key) or "") for key in names)
    return Server(connection.vendor, name, host, port, user, password)


def has_any_table() -> bool:
    """Whether something stands in the database already; a file that is not there is not made."""
    from django.db import connection

    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).is_file():
        return False
    return bool(connection.introspection.table_names())


def tables_are_old() -> bool:
    """Whether the tables were made by an older Homeward."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
