"""Commands run as a user runs them: another process, files, exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from people import ROUND

EXAMPLES = ROUND.parent
HOMEWARD = [sys.executable, "-c", "from homeward.cli.main import run; run()"]


def homeward(
    *words: object, code: int = 0, cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``homeward`` and demand the exit code."""
    done = subprocess.run(
        [*HOMEWARD, *map(str, words)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done
