"""Scenes for the tests of the register."""

import sys
from pathlib import Path

import pytest
from desk import Desk

sys.path.insert(0, str(Path(__file__).parent))

from scene import Scene


@pytest.fixture
def scene(desk: Desk) -> Scene:
    """On both kinds of database."""
    return Scene(desk)


@pytest.fixture
def quick_scene(quick_desk: Desk) -> Scene:
    """On SQLite alone."""
    return Scene(quick_desk)
