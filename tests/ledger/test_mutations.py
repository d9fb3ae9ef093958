"""One bit altered by SQL on PostgreSQL in every column of the record and of what it covers: all found, or outside."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection
from told_record import tell, tell_on

from homeward.ledger.coverage import covers
from homeward.ledger.findings import RecordBroken
from homeward.ledger.live import check
from homeward.ledger.models import Content, Entry, Head, Node, Seal

#: What nothing covers, and why nothing is lost by it.
OUTSIDE = {
    ("ledger_content", "id"): "a number of the database's own, which nothing points to",
    ("ledger_seal", "id"): "a number of the database's own, which nothing points to",
}
#: The record itself; all other tables that are looked at are those it covers.
THE_RECORD = {model._meta.db_table for model in (Head, Entry, Node, Content, Seal)}

#: What stands in a cell of a kind that was empty.
FILLED = {
    "integer": 0,
    "bigint": 0,
    "text": "",
    "bytea": b"",
    "jsonb": "{}",
    "boolean": True,
    "timestamp with time zone": dt.datetime(2025, 6, 2, tzinfo=dt.UTC),
    "date": dt.date(2025, 6, 2),
}


#: A row that stands no longer as an entry left it: nothing is left that its salt there would open.
SUPERSEDED = """
    SELECT 1 FROM ledger_seal old JOIN ledger_seal new ON (new."table", new.key) = (old."table", old.key)
    WHERE old.ctid = %s::tid AND (new.entry_id, new.place) > (old.entry_id, old.place)
"""


def is_outside(table: str, column: str, where: str) -> bool:
    if (table, column) != ("ledger_seal", "salt"):
        return (table, column) in OUTSIDE or column in left_out().get(table, ())
    with connection.cursor() as cursor:
        cursor.execute(SUPERSEDED, [where])
        return bool(cursor.fetchall())


def left_out() -> dict[str, set[str]]:
    """Covered tables, with the columns that stand outside by name and reason."""
    return {
        cover.model._meta.db_table: {cover.model._meta.get_field(name).column for name in cover.left_out}
        for cover in covers()
    }


def columns() -> dict[tuple[str, str], str]:
    """Every column of the record's tables and of those it covers, with its kind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        looked_at = THE_RECORD | left_out().keys()
        return {(table, column): kind for table, column, kind in cursor.fetchall() if table in looked_at}


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def with_one_bit_changed(value: Any, kind: str, draw: random.Random) -> Any:
    """The value with one bit of it changed; again and again until it is one that the column can hold."""
    if value is None:
        return FILLED[kind]
    if kind == "boolean":
        return not value
    if kind in ("integer", "bigint"):
        return value ^ 1 << draw.randrange(31 if kind == "integer" else 63)
    if kind == "date":
        return value + dt.timedelta(days=draw.choice([-1, 1]) * 2 ** draw.randrange(10))
    if kind.startswith("timestamp"):
        return value + dt.timedelta(microseconds=draw.choice([-1, 1]) * 2 ** draw.randrange(40))
    written = value.encode() if isinstance(value, str) else bytes(value)
    for _ in range(1000 if written else 0):
        place = draw.randrange(len(written))
        bent = written[:place] + bytes([written[place] ^ 1 << draw.randrange(8)]) + written[place + 1 :]
        if kind == "bytea":
            return bent
        try:
            text = bent.decode()
            if "\0" not in text and (kind != "jsonb" or json.loads(text) != json.loads(written)):
                return text
        except ValueError:
            continue
    if kind == "jsonb":
        return '["x"]'  # no bit of what stood there leaves JSON
    return FILLED["bytea"] if value else "x"


def mutate(table: str, column: str, kind: str, draw: random.Random) -> tuple[str, Any, Any] | None:
    """Change one bit in one cell; gives where the row is, what stood there and what stands there now."""
    quoted = f'"{column}"::text' if kind == "jsonb" else f'"{column}"'
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # foreign keys do not guard against their owner
        cursor.execute(
            f'SELECT ctid::text, {quoted} FROM "{table}" ORDER BY ctid OFFSET %s', [draw.randrange(rows(table))]
        )
        where, value = cursor.fetchone()
        bent = with_one_bit_changed(value, kind, draw)
        try:
            cursor.execute(
                f'UPDATE "{table}" SET "{column}" = %s WHERE ctid = %s::tid RETURNING ctid::text', [bent, where]
            )
        except (IntegrityError, DataError):
            return None
        return str(cursor.fetchone()[0]), value, bent


def put_back(table: str, column: str, where: str, value: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE ctid = %s::tid', [value, where])
        assert cursor.rowcount == 1


@pytest.mark.usefixtures("postgres")
def test_every_bit_altered_by_sql_is_found(tmp_path: Path) -> None:
    tell(tmp_path)
    tell_on()
    whole = check()
    draw = random.Random(196)
    kinds = columns()
    assert {table for table, _ in kinds} == THE_RECORD | left_out().keys()
    assert all(rows(table) for table, _ in kinds)
    altered: set[tuple[str, str]] = set()
    for cell in sorted(kinds):
        mutation = mutate(*cell, kinds[cell], draw)
        if mutation is None:
            continue
        altered.add(cell)
        where, value, bent = mutation
        if is_outside(*cell, where):
            assert check() == whole
        else:
            with pytest.raises(RecordBroken):
                raise AssertionError(f"{cell}: {value!r} became {bent!r}, and the check found {check()}")
        put_back(*cell, where, value)
    assert check() == whole
    assert len(altered) >= 200
