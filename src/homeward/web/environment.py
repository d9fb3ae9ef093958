"""What an installation sets in its environment, read with a sentence for every mistake.

A secret ``NAME`` may stand in a file instead, named by ``NAME_FILE``: so it is in no list of processes.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from homeward.errors import Fault, InputRefused

#: SQLite as the record needs it: writers wait in line, what is acknowledged is on the disk, what is erased is gone.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    "timeout": 20,
}

#: A page takes as long as a connection to PostgreSQL that is opened for it: each thread keeps its own for a while.
_KEPT_OPEN = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def env_secret(name: str, default: str = "") -> str:
    """The secret ``name``, from the environment or from the file that ``name_FILE`` names.

    Raises:
        InputRefused: the file cannot be read.
    """
    file = os.environ.get(f"{name}_FILE")
    if file is None:
        return os.environ.get(name, default)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise InputRefused([Fault(f"{name}_FILE", "", 0, "", "cannot be read.", "Name a readable file.")]) from error


def env_path(name: str, default: Path) -> Path:
    """The path ``name``, or ``default``."""
    return Path(os.environ.get(name) or default)


def database(url: str) -> dict[str, Any]:
    """Django's settings for ``sqlite:///relative``, ``sqlite:////absolute`` or ``postgresql://user:pass@host/name``.

    A socket folder is given as host: ``postgresql:///homeward?host=/run/postgresql``.

    Raises:
        InputRefused: another kind of database, or no name of one.
    """
    parts = urlsplit(url)
    name = unquote(parts.path[1:])
    if parts.scheme not in ("sqlite", "postgresql") or not name:
        advice = "Write sqlite:///homeward.sqlite3 or postgresql://user:password@host/name."
        raise InputRefused([Fault("DATABASE_URL", "", 0, "", "names no database.", advice)])
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(_SQLITE)} | _KEPT_OPEN
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or env_secret("DATABASE_PASSWORD"),
        "HOST": unquote(query.get("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
    } | _KEPT_OPEN


def env_words(name: str, default: tuple[str, ...]) -> list[str]:
    """The words of ``name``, with commas between, or ``default``."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()] or list(default)


def env_pairs(name: str) -> list[tuple[str, str]]:
    """The pairs ``KEY=VALUE`` of ``name``, with commas between.

    Raises:
        InputRefused: a word of it is no such pair.
    """
    pairs = [word.partition("=") for word in env_words(name, ())]
    if any(not (key and sign and value) for key, sign, value in pairs):
        advice = "Write KEY=VALUE, with commas between, such as UA=http://10.0.0.2:8791."
        raise InputRefused([Fault(name, "", 0, "", "is not made of pairs.", advice)])
    return [(key, value) for key, _sign, value in pairs]


def env_bool(name: str, *, default: bool) -> bool:
    """``yes`` or ``no`` as ``name`` says.

    Raises:
        InputRefused: it says something else.
    """
    said = os.environ.get(name, "")
    if said not in ("", "yes", "no"):
        raise InputRefused([Fault(name, "", 0, "", f"is {said!r}.", "Write yes or no.")])
    return said == "yes" if said else default
