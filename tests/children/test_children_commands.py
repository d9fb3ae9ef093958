"""``homeward children`` on files: what it writes, and every fault of a file that it refuses."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from commands import EXAMPLES, homeward

from homeward.children.answers import read_answers
from homeward.children.cases import read_cases
from homeward.children.decisions import read_decisions
from homeward.children.institutions import read_institutions
from homeward.cli.example_children import show_children
from homeward.errors import InputRefused
from homeward.progress import silent
from homeward.words import Language

GIVEN = EXAMPLES / "children"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The room run on the example, and its section of the page."""
    folder = tmp_path_factory.mktemp("example")
    part = show_children(EXAMPLES, folder, Language.EN, silent)
    return folder / "children", f"{part.title} {part.content}"


def test_the_two_counts_of_the_example_are_explained_to_the_entry(shown: tuple[Path, str]) -> None:
    told = json.loads((shown[0] / "counts" / "explain.json").read_text(encoding="utf-8"))
    assert {label: one["entries"] for label, one in told["lists"].items()} == {"names_UA": 520, "names_RU": 339}
    assert all(sum(one["counted_as"].values()) == one["entries"] for one in told["lists"].values())
    assert [(one["list"], one["holds_for_entries"]) for one in told["claimed"]] == [
        ("names_RU", True),
        ("names_UA", True),
    ]
    moved, disbanded = told["cohorts"]
    assert (moved["fate"], disbanded["fate"]) == ("moved", "disbanded")
    assert set(moved["now_at"]) == {moved["to"]}
    assert len(disbanded["now_at"]) > 1
    entries = rows(shown[0] / "counts" / "entries.csv")
    assert len({(one["list"], one["rec_id"]) for one in entries}) == len(entries) == 859


def test_entries_joined_in_the_example_are_one_child_and_brothers_never_are(shown: tuple[Path, str]) -> None:
    truth = {(one["list"], one["rec_id"]): one["child"] for one in rows(GIVEN / "truth.csv")}
    joined: dict[str, set[str]] = {}
    for one in rows(shown[0] / "counts" / "entries.csv"):
        joined.setdefault(one["child"], set()).add(truth[one["list"], one["rec_id"]])
    assert all(len(children) == 1 for children in joined.values())


def test_the_section_of_the_page_names_no_child_and_no_entry_and_tells_no_small_count(shown: tuple[Path, str]) -> None:
    names = {one[key] for label in ("names_UA", "names_RU") for one in rows(GIVEN / f"{label}.csv") for key in one}
    text = re.sub(r"<[^>]+>", " ", shown[1])
    words = set(re.findall(r"[\w/-]+", text))
    assert not words & {name for name in names if name}
    folded = re.search(r"<table.*?</table>", shown[1], re.DOTALL)
    assert folded
    figures = [int(cell) for cell in re.findall(r'<td class="figure">(\d+)</td>', shown[1])]
    assert figures
    assert all(figure == 0 or figure >= 10 for figure in figures)


def test_cards_stand_in_four_languages_and_the_gates_say_what_is_missing(shown: tuple[Path, str]) -> None:
    assert len(list((shown[0] / "gates" / "cards").glob("card_*.pdf"))) == len(Language)
    told = json.loads((shown[0] / "gates" / "gates.json").read_text(encoding="utf-8"))
    for case in told["case"]:
        is_open = all(gate["state"] == "open" for gate in case["gates"].values())
        assert case["may_travel"] == (is_open and not case["outside"])
        assert all(bool(gate["missing"]) == (gate["state"] != "open") for gate in case["gates"].values())


def test_the_same_files_give_the_same_bytes(shown: tuple[Path, str], tmp_path: Path) -> None:
    options = ["--reference-date", "2025-07-01", "--claimed", "names_UA=over 500", "--claimed", "names_RU=339"]
    for option in ("decisions", "returned", "institutions"):
        options += [f"--{option}", str(GIVEN / f"{option}.csv")]
    lists = [GIVEN / "names_RU.csv", GIVEN / "names_UA.csv"]
    homeward("children", "explain", *lists, *options, "--out", tmp_path / "counts", "--quiet")
    day = ["--sides", "UA,RU", "--on", "2025-08-31", "--out", tmp_path / "ledger"]
    homeward("children", "ledger", lists[0], GIVEN / "answers.csv", *day, "--quiet")
    homeward("children", "gates", GIVEN / "cases.toml", "--on", "2025-07-01", "--out", tmp_path / "gates", "--quiet")
    for file in ("counts/explain.json", "counts/entries.csv", "counts/report.html", "ledger/ledger.csv",
                 "ledger/weeks.csv", "ledger/ledger.json", "ledger/report.html", "gates/gates.json", "gates/gates.csv",
                 "gates/report.html"):  # fmt: skip
        assert (tmp_path / file).read_bytes() == (shown[0] / file).read_bytes(), file


CASE = '[[case]]\nid = "CH-1"\nhome = "X"\n'


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("nothing here", {""}),
        ('sides = ["X"]\n' + CASE, {"sides", "case 1.home"}),
        ('sides = ["X", "Y"]\n', {"case"}),
        ('sides = ["X", "Y"]\n' + CASE + 'colour = "red"\nborn = "May"\n', {"case 1.colour", "case 1.born"}),
        ('sides = ["X", "Y"]\n' + CASE + CASE, {"case 2.id"}),
        ('sides = ["X", "Y"]\n' + CASE + "returned = 1\nevidence = 3\n", {"case 1.returned", "case 1.evidence"}),
        (
            'sides = ["X", "Y"]\n' + CASE + '[[case.claim]]\nid = "G1"\ncapacity = "uncle"\nchecks = {mood = "yes"}\n',
            {"case 1.claim 1.capacity", "case 1.claim 1.checks.mood"},
        ),
        (
            'sides = ["X", "Y"]\n'
            + CASE
            + 'consents = [{claim = "G7", on = 2025-06-01}]\n[case.card]\nt = {text = "x"}\n',
            {"case 1.consents", "case 1.card.t"},
        ),
    ],
)
def test_every_fault_of_a_file_of_cases_is_listed_with_its_key(tmp_path: Path, text: str, places: set[str]) -> None:
    path = tmp_path / "cases.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as refusal:
        read_cases(path)
    assert {fault.column for fault in refusal.value.faults} == places
    assert all(fault.advice for fault in refusal.value.faults)


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "cases.toml").write_text("sides = 3", encoding="utf-8")
    done = homeward(
        "children", "gates", tmp_path / "cases.toml", "--on", "2025-07-01", "--out", tmp_path / "out", code=2
    )
    assert "Nothing was written" in done.stderr
    assert not (tmp_path / "out").exists()


def refused(path: Path, text: str, read) -> set[tuple[int, str]]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as refusal:
        read(path)
    return {(fault.row, fault.column) for fault in refusal.value.faults}


def test_every_fault_of_the_tables_is_listed_with_row_and_column(tmp_path: Path) -> None:
    known = {"a": frozenset({"1", "2"}), "b": frozenset({"1"})}
    decisions = "left_list,left_id,right_list,right_id,side,decision,decided_on\n"
    lines = (
        "a,1,b,9,X,same,2025-06-01",
        "a,1,c,1,Y,perhaps,yesterday",
        "a,1,b,1,X,same,2025-06-01",
        "a,1,b,1,X,same,2025-06-01",
        "a,1,b,1,Z,same,2025-06-01",
        "a,2,b,1,Q,same,2025-06-01",
    )
    text = decisions + "".join(f"{line}\n" for line in lines)
    assert refused(tmp_path / "d.csv", text, lambda path: read_decisions(path, known)) == {
        (2, "right_id"), (3, "decision"), (3, "decided_on"), (5, ""), (7, "side"),
    }  # fmt: skip
    answers = "entry,side,answered_on,answer,evidence\n1,X,2025-06-01,dead,D1\n1,X,2025-06-01,not_found,D1\n"
    answers += "9,W,2025-06-01,dead,\n"
    assert refused(tmp_path / "a.csv", answers, lambda path: read_answers(path, {"1"}, ("X", "Y"))) == {
        (3, ""), (4, "entry"), (4, "side"),
    }  # fmt: skip
    homes = "institution,name,fate,to,on\nH1,One,moved,H9,2022\nH1,Uno,stands,,\nH2,one,stands,,May\n"
    assert refused(tmp_path / "h.csv", homes, read_institutions) == {(2, "to"), (3, ""), (4, "on")}


def test_no_name_stands_in_a_fault(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        'sides = ["X", "Y"]\n[[case]]\nid = "CH-1"\nhome = "Сичов"\nborn = "Сичов"\n', encoding="utf-8"
    )
    with pytest.raises(InputRefused) as refusal:
        read_cases(tmp_path / "c.toml")
    assert "Сичов" not in str(refusal.value)
