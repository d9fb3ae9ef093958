"""Every write goes through an action, and every action is one entry: read off the source itself."""

import ast
from pathlib import Path

import pytest

import homeward
from homeward.ledger.coverage import covers

SOURCE = Path(homeward.__file__).parent
#: How far background work is stands outside the record; what the work does is recorded by the actions it calls.
JOBS = [SOURCE / "jobs" / "actions.py", SOURCE / "jobs" / "leases.py"]
ACTIONS = sorted(
    {*SOURCE.glob("*/actions.py"), *SOURCE.glob("*/actions/[a-z]*.py"), SOURCE / "ledger" / "custody.py"} - {*JOBS}
)
#: What writes rows when it is called on a table or on a row.
WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
#: Where rows may be written: in actions, and in the one file that puts entries behind the last.
MAY_WRITE = {*ACTIONS, *JOBS, SOURCE / "ledger" / "storage.py"}
RECORDING = {"record", "append"}


def called(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            names.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    return names


def with_tables() -> list[Path]:
    """Files that speak of tables: they import a room's models, or Django."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
        and (".models import" in (text := path.read_text("utf-8")) or "django" in text)
    ]


def takes_part(action: ast.FunctionDef) -> bool:
    """Whether a function writes within the entry of another room's action, which hands it its act."""
    return bool(action.args.args) and action.args.args[0].arg == "act"


def of_the_record(function: ast.FunctionDef) -> bool:
    """Whether a function writes rows of a table that the record covers; drafts and queues are outside it."""
    covered = {cover.model.__name__ for cover in covers()}
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return bool(called(function) & WRITES) and bool(names & covered)


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: "/".join(path.relative_to(SOURCE).parts))
def test_every_action_is_an_entry(path: Path) -> None:
    functions = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
    recording = RECORDING | {node.name for node in functions if called(node) & RECORDING}
    for action in functions:
        if not action.name.startswith("_") and of_the_record(action) and not takes_part(action):
            assert called(action) & recording, f"{path.relative_to(SOURCE)}: {action.name} records nothing"


def test_actions_are_found() -> None:
    found = [
        node
        for path in ACTIONS
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and of_the_record(node)
    ]
    assert len(found) >= 15


def test_nothing_but_actions_writes_rows() -> None:
    files = [path for path in with_tables() if path not in MAY_WRITE]
    assert len(files) > 10
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                on = ast.unparse(node.func.value)
                on_rows = on.endswith("objects") or ".filter(" in on
                assert not on_rows, f"{path.name}:{node.lineno} writes rows"


def test_every_room_with_tables_has_actions() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/models.py")}
    acting = [*SOURCE.glob("*/actions.py"), *SOURCE.glob("*/actions/__init__.py")]
    assert rooms == {path.relative_to(SOURCE).parts[0] for path in acting}
