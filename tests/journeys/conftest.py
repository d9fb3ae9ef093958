"""The example round, walked through once for all journeys."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # journeys import what stands beside them

from commands import EXAMPLES, homeward


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``homeward demo`` has written; tests that alter it take a copy."""
    out = tmp_path_factory.mktemp("demo") / "round"
    homeward("demo", "--out", out, "--examples", EXAMPLES, "--quiet")
    return out
