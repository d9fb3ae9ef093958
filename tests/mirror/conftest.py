"""Fresh databases, as the tests of the record have them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import point_at, with_tables
from django.db import connections


@pytest.fixture
def another_database(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Makes a fresh SQLite database of this name and turns to it."""

    def turn_to(name: str) -> None:
        url = f"sqlite:///{tmp_path / name}.sqlite3"
        with_tables(url)
        point_at(url)

    yield turn_to
    connections.close_all()
