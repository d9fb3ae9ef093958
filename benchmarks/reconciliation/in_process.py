"""The in-process call on its own: lists read, then reconciled, nothing written; prints seconds as JSON.

python -m benchmarks.reconciliation.in_process LIST LIST [LIST]
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from homeward.intake.reading import read_list
from homeward.reconciliation.comparing import reconcile


def main() -> None:
    """Read, reconcile, tell the time."""
    began = time.perf_counter()
    lists = [read_list(Path(name)) for name in sys.argv[1:]]
    read = time.perf_counter()
    reconcile(lists)
    print(json.dumps({"reading": read - began, "reconciling": time.perf_counter() - read}))


if __name__ == "__main__":
    main()
