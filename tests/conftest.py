"""A fresh database for each test that asks for one, on both kinds of server; a desk on it."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests import what stands beside this file

# Small lists do not pay for a Java that optimises itself for hours of work; twice as fast here.
os.environ.setdefault(
    "PYSPARK_SUBMIT_ARGS", "--driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' pyspark-shell"
)

from databases import copy_of, point_at, postgresql, postgresql_url, with_tables
from desk import Desk
from django.db import connections


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    with_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[str]:
    with postgresql() as socket:
        point_at(postgresql_url(socket, "postgres"))
        with connections["default"].cursor() as cursor:
            cursor.execute("CREATE DATABASE empty")
        with_tables(postgresql_url(socket, "empty"))
        yield socket
        connections.close_all()


@pytest.fixture
def sqlite(empty_sqlite: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh SQLite database with tables."""
    path = tmp_path / "homeward.sqlite3"
    shutil.copyfile(empty_sqlite, path)
    point_at(f"sqlite:///{path}")
    yield f"sqlite:///{path}"
    connections.close_all()


@pytest.fixture
def postgres(postgresql_socket: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with tables."""
    url = copy_of(postgresql_socket, "empty", "test")
    point_at(url)
    yield url
    connections.close_all()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database with tables: each test runs on both kinds."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def desk(database: str, tmp_path: Path) -> Desk:
    """A commission at its desk, on both kinds of database: a member of every office for every party."""
    return Desk(tmp_path)


@pytest.fixture
def quick_desk(sqlite: str, tmp_path: Path) -> Desk:
    """The same on SQLite alone, for what does not depend on the database."""
    return Desk(tmp_path)
