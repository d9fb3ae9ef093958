"""A fresh database for each test that asks for one, on both kinds of server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bundles import files_of, zipped
from databases import copy_of, point_at, postgresql, postgresql_url, with_tables
from django.db import connections
from records import a_round

from homeward.ledger import verify_record as verifier
from homeward.ledger.terms import NEUTRAL


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


@pytest.fixture(scope="session")
def the_round():
    return a_round()


@pytest.fixture(scope="session")
def files(the_round, tmp_path_factory):
    """The files of NEUTRAL's bundle, which sees everything."""
    return files_of(the_round.bundle(NEUTRAL, tmp_path_factory.mktemp("good") / "n.zip"))


@pytest.fixture
def check(tmp_path):
    """Checks files put into a zip."""

    def checked(files, **options):
        return verifier.verify_bundle(str(zipped(files, tmp_path / "bundle.zip")), **options)

    return checked
