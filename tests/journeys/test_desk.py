"""The desk as people walk it, in a real browser; the same road with the sides exchanged comes out exchanged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, live_desk
from databases import point_at, with_tables
from desk import Desk
from journey import walked
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def outcome(folder: Path, browser: Browser, a: str, b: str, *, watched: bool) -> dict[str, object]:
    """Walk the whole journey at a desk of its own."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'homeward.sqlite3'}"
    with_tables(url)
    point_at(url)
    desk = Desk(folder)
    with live_desk() as address, walked(desk, browser, address, folder, a, b, watched=watched) as walk:
        return walk.outcome()


def test_from_a_list_with_faults_to_a_record_that_proves_itself_and_mirrored(browser: Browser, tmp_path: Path) -> None:
    """Every page is examined as it is first seen; the mirrored journey comes out as the same journey, mirrored."""
    one = outcome(tmp_path / "one", browser, "UA", "RU", watched=True)
    assert one["persons"]
    assert one["queries"][0][3] == "not_held"  # type: ignore[index]
    assert outcome(tmp_path / "other", browser, "RU", "UA", watched=False) == one
