"""Which version of the code a thing was made by: what was kept by another version is not used."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

#: What the records, keys and levels of a list depend on.
_ROOMS = ("intake", "names", "reconciliation", "register")


@cache
def made_by() -> str:
    """Digest of every file of the rooms that read, understand and compare lists, and the version of DuckDB, which
    makes the keys.
    """
    digest = hashlib.sha256(f"duckdb {version('duckdb')}".encode())
    homeward = Path(__file__).parent.parent
    for room in _ROOMS:
        for path in sorted((homeward / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(homeward).as_posix()}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
