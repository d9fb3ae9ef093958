"""Write the table of operations into ``docs/reference/api.md``.

    python tools/api/write_reference.py

Everything between the two marks is written anew from the operations themselves: what each does, and which right its
door asks for. A test holds the page against the code.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "api.md"
BEGINS, ENDS = "<!-- operations -->", "<!-- end of operations -->"


def table() -> str:
    """The operations by room: method and address, what it does, the right it asks for."""
    from homeward.access.doors import NEEDS
    from homeward.web.api import api

    found: dict[str, list[str]] = {}
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                needs = NEEDS.get(operation.view_func)
                right = f"{needs[0].value}: {needs[1].value}" if needs else "every member"
                address = "/api" + path.replace("int:", "")
                for method in operation.methods:
                    line = f"| `{method} {address}` | {operation.summary} | {right} |"
                    found.setdefault((operation.tags or router.tags or [""])[0], []).append(line)
    head = "| operation | what it does | right |\n|---|---|---|\n"
    return "\n\n".join(f"### {room.capitalize()}\n\n{head}" + "\n".join(lines) for room, lines in found.items())


def written(page: str) -> str:
    """The page with its table written anew."""
    before, _begins, rest = page.partition(BEGINS)
    _old, _ends, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n\n{table()}\n\n{ENDS}{after}"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.web.settings")
    sys.path.insert(0, str(ROOT / "src"))
    django.setup()
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
