"""The documentation says what the code does: commands, options, files, columns, links, names of modules and targets."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from openpyxl import load_workbook
from rounds import EVERYONE, HEAD, person, round_of, write_round
from typer.testing import CliRunner

from homeward.cli.demo_page import INDEX_FILE
from homeward.cli.example_round import FILES
from homeward.cli.main import app
from homeward.cli.round_persons import COLUMNS as PERSON_COLUMNS
from homeward.ledger import findings, receipts, split_view, trust, verify_record

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("tools/*/*.md")]
)
FILES_PAGE = ROOT / "docs" / "reference" / "files.md"
COMMANDS_PAGE = ROOT / "docs" / "reference" / "commands.md"
FAILING_PAGE = ROOT / "docs" / "how-to" / "when-verification-fails.md"

LIST = "rec_id,surname,given_name,patronymic,birth_date\n1,Сичов,Вадим,Олександрович,12.06.1999\n2,Гнатюк,Олег,,1980\n"

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@cache
def commands() -> dict[tuple[str, ...], Any]:
    """Every command of the command line by its words, without groups."""
    return dict(_commands(typer.main.get_command(app), ()))


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not hasattr(command, "commands"):
        yield words, command
        return
    for name, inner in command.commands.items():
        yield from _commands(inner, (*words, name))


def options(command: Any) -> set[str]:
    """Names of the options of a command, those of help apart."""
    names = {name for one in command.params for name in (*one.opts, *one.secondary_opts) if name.startswith("--")}
    return names - {"--help"}


def told_commands(page: Path) -> list[str]:
    """What a page calls a command: the rest of the line, or of the quotation, behind ``homeward``."""
    text = page.read_text(encoding="utf-8")
    lines = re.findall(r"^ {4,}homeward +(.+)$", text, re.MULTILINE)
    return lines + re.findall(r"`homeward +([^`]+)`", text)


@each_page
def test_every_command_and_option_named_exists(page: Path) -> None:
    for told in told_commands(page):
        words = tuple(re.findall(r"^[a-z]+(?: [a-z-]+)*", told)[0].split())
        found = [words[:n] for n in range(len(words), 0, -1) if words[:n] in commands()]
        is_group = any(known[: len(words)] == words for known in commands())
        assert found or is_group, f"homeward {told}"
        if found:
            unknown = set(re.findall(r"--[a-z-]+", told)) - options(commands()[found[0]])
            assert not unknown, f"homeward {told}"


def test_every_command_and_option_is_told() -> None:
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    parts = re.split(r"^##+ ", page, flags=re.MULTILINE)
    for words, command in commands().items():
        part = next((part for part in parts if part.startswith(f"`homeward {' '.join(words)}`")), "")
        missing = {option for option in options(command) if not re.search(rf"{option}\b", part)}
        assert part, words
        assert not missing, words


@each_page
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@each_page
def test_every_program_file_and_target_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:[\w-]+/)+[\w-]+\.py)`", text):
        assert any((root / name).is_file() for root in (ROOT, ROOT / "src" / "homeward", page.parent)), name
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`| {4})make ([a-z]+)", text)) <= targets


@cache
def told_files() -> dict[str, list[str]]:
    """Each file of the page of files, and the columns or keys it is said to have."""
    parts = re.split(r"^### ", FILES_PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        re.findall(r"`([^`]+)`", part)[0]: re.findall(r"^\| `([a-z_0-9]+)` \|", part, re.MULTILINE) for part in parts
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What the commands write for two small lists, a small round and a draw just opened, by file name."""
    folder = tmp_path_factory.mktemp("docs")
    lists = [folder / "list_x.csv", folder / "list_y.csv"]
    for one in lists:
        one.write_text(LIST, encoding="utf-8")
    agreement, persons = write_round(
        folder / "round", HEAD + EVERYONE + round_of(), [person("a"), person("b", side="Y")]
    )
    for arguments in (
        ["reconcile", *lists, "--out", folder / "lists", "--quiet"],
        ["exchange", "plan", agreement, persons, "--out", folder / "plan", "--quiet"],
        ["exchange", "lot", "open", agreement, persons, "--draw", folder / "plan" / "draw.json"],
    ):
        done = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    return {path.name: path for room in ("lists", "plan") for path in (folder / room).iterdir()}


def test_every_file_told_is_written_and_every_file_written_is_told(written: dict[str, Path]) -> None:
    by_demo = {INDEX_FILE, *(Path(path).name for path in FILES)} - {"agreement.toml"}
    assert set(told_files()) == {name for name in written if not name.startswith("list_Y")} | by_demo


@pytest.mark.parametrize("name", sorted(told_files()))
def test_columns_and_keys_are_those_written(name: str, written: dict[str, Path]) -> None:
    told = told_files()[name]
    if name == "persons.csv":
        assert told == list(PERSON_COLUMNS)
    elif name.endswith(".csv"):
        with written[name].open(encoding="utf-8", newline="") as file:
            assert told == next(csv.reader(file))
    elif name.endswith(".json"):
        assert sorted(told) == sorted(json.loads(written[name].read_bytes()))
    elif name.endswith(".xlsx"):
        assert told == [cell.value for cell in load_workbook(written[name]).worksheets[1][1]]
    else:
        assert told == []


def sentences(module: ModuleType) -> list[str]:
    """What a module can say of the record: its constants that are sentences, without the advice that goes with them."""
    told = {name: value for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}
    advice = ("ASK_", "SHOW_", "GIVE_", "INSTALL")
    return [text for name, text in told.items() if re.search(r" .*[.…:)}]$", text) and not name.startswith(advice)]


@pytest.mark.parametrize("module", [findings, trust, receipts, split_view, verify_record], ids=lambda one: one.__name__)
def test_whoever_sees_a_sentence_of_a_check_finds_it_on_the_page(module: ModuleType) -> None:
    page = FAILING_PAGE.read_text(encoding="utf-8")
    told = sentences(module)
    assert len(told) >= 8
    assert [text for text in told if re.sub(r"\{\w+\}", "…", text) not in page] == []
