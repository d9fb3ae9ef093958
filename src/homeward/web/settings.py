"""The settings: what an installation may choose, and what it may not.

An installation sets ``HOMEWARD_DATA`` (the folder it keeps everything in), ``DATABASE_URL`` (an SQLite file in that
folder unless it names a PostgreSQL server) and ``SECRET_KEY``. What an agreement says is a row with a source, never a
setting.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from homeward.web.environment import database, env_path, env_secret

DATA = env_path("HOMEWARD_DATA", Path("homeward-data"))

# A key that lives as long as the process: nothing outlives a restart until an installation sets its own.
SECRET_KEY = env_secret("SECRET_KEY") or secrets.token_urlsafe(50)

INSTALLED_APPS = [
    "homeward.ledger",
    "homeward.intake",
    "homeward.reconciliation",
    "homeward.exchange",
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'homeward.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False
