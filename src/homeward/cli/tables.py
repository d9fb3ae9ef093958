"""Commands that need the database: which one, with which tables, opened before a room's tables are imported."""

from __future__ import annotations

import os
from pathlib import Path


def open_tables(*, make: bool = False, database: Path | None = None) -> None:
    """Make Django ready, on the database of ``DATABASE_URL``; a command imports tables and actions after this.

    Args:
        make: whether to make or bring up to date the tables; otherwise a database without them is refused.
        database: an SQLite file to use instead.

    Raises:
        InputRefused: ``DATABASE_URL`` names no database, or there is no record in it.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.settings")
    if database is not None:
        os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    django.setup()
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
