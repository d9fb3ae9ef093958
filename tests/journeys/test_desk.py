"""The desk as people walk it, in a real browser; the same road with the sides exchanged comes out exchanged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, live_desk
from desk import Desk
from journey import walked
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_from_a_list_with_faults_to_a_record_that_proves_itself(
    quick_desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    with live_desk() as address, walked(quick_desk, browser, address, tmp_path, "UA", "RU"):
        pass
