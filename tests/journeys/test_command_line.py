"""Whole walks through the house by its side door: commands, files, exit codes, as the contract has them."""

import csv
import json
import zipfile
from pathlib import Path

import pytest
from commands import EXAMPLES, homeward


def test_from_three_lists_to_printed_transfer_lists(demo: Path) -> None:
    for path in ("index.html", "lists/report.html", "lists/pairs.csv", "plan/plan.json", "plan/why.csv", "run.json"):
        assert (demo / path).stat().st_size > 0
    for language in ("uk", "ru", "en", "tr"):
        for side in ("UA", "RU"):
            assert (demo / f"plan/{language}/list_{side}.pdf").read_bytes().startswith(b"%PDF")
            assert zipfile.is_zipfile(demo / f"plan/{language}/list_{side}.xlsx")


def test_the_page_needs_no_network(demo: Path) -> None:
    for page in ("index.html", "lists/report.html"):
        text = (demo / page).read_text(encoding="utf-8")
        assert "http://" not in text.replace("http://www.w3.org/", "")
        assert "https://" not in text


def test_everyone_has_a_row_that_says_why(demo: Path) -> None:
    with (demo / "plan/why.csv").open(encoding="utf-8", newline="") as file:
        why = {row["person_id"]: row for row in csv.DictReader(file)}
    with (demo / "persons.csv").open(encoding="utf-8", newline="") as file:
        persons = {row["person_id"]: row for row in csv.DictReader(file)}
    assert why.keys() == persons.keys()
    assert all(row["why"] for row in why.values())
    for number, row in why.items():
        if row["outcome"] == "planned":
            assert persons[number]["confirmed_by"] == "RU;UA"
            assert persons[number]["will"] == "yes"
            assert persons[number]["fit_to_travel"] in ("yes", "escort")
            assert persons[number]["already_returned"] != "yes"


def test_the_landed_example_is_what_the_rules_give(demo: Path) -> None:
    """Another machine's plan, byte for byte: the example in the repository was made elsewhere."""
    assert (demo / "persons.csv").read_bytes() == (EXAMPLES / "plan" / "persons.csv").read_bytes()
    assert (demo / "plan/plan.json").read_bytes() == (EXAMPLES / "plan" / "plan.json").read_bytes()
    homeward(
        "exchange", "verify", EXAMPLES / "plan/plan.json", EXAMPLES / "agreement.toml", EXAMPLES / "plan/persons.csv"
    )


def test_a_plan_altered_by_hand_is_found(demo: Path, tmp_path: Path) -> None:
    plan = json.loads((demo / "plan/plan.json").read_bytes())
    plan["lines"][0]["stage"] = 3 - plan["lines"][0]["stage"] % 3
    altered = tmp_path / "plan.json"
    altered.write_text(json.dumps(plan), encoding="utf-8")
    said = homeward("exchange", "verify", altered, EXAMPLES / "agreement.toml", demo / "persons.csv", code=1)
    assert plan["lines"][0]["person_id"] in said.stdout


def test_the_lot_is_drawn_by_three_and_makes_the_plan(demo: Path, tmp_path: Path) -> None:
    draw, persons = tmp_path / "draw.json", demo / "persons.csv"
    homeward("exchange", "lot", "open", EXAMPLES / "agreement.toml", persons, "--draw", draw)
    parties = ("UA", "RU", "NEUTRAL")
    for party in parties:
        homeward("exchange", "lot", "commit", "--draw", draw, "--party", party, "--sealed", tmp_path / f"{party}.json")
    for party in parties:
        said = homeward("exchange", "lot", "reveal", "--draw", draw, "--sealed", tmp_path / f"{party}.json")
    lot = said.stdout.rpartition(" ")[2].strip()
    out = tmp_path / "plan"
    homeward("exchange", "plan", EXAMPLES / "agreement.toml", persons, "--out", out, "--lot", lot, "--no-papers")
    assert json.loads((out / "plan.json").read_bytes())["lot"] == lot
    homeward("exchange", "verify", out / "plan.json", EXAMPLES / "agreement.toml", persons)


def test_nobody_reveals_before_all_have_committed(demo: Path, tmp_path: Path) -> None:
    draw = tmp_path / "draw.json"
    homeward("exchange", "lot", "open", EXAMPLES / "agreement.toml", demo / "persons.csv", "--draw", draw)
    homeward("exchange", "lot", "commit", "--draw", draw, "--party", "UA", "--sealed", tmp_path / "UA.json")
    homeward("exchange", "lot", "reveal", "--draw", draw, "--sealed", tmp_path / "UA.json", code=2)


def test_names_are_scored_and_every_column_repeated(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text('n,a,b\n1,Сичов Вадим Олександрович,"Сычев, Вадим"\n2,Сичов Вадим,Сычев Владислав\n', "utf-8")
    homeward("names", "score", pairs, "--out", tmp_path / "scored.csv")
    with (tmp_path / "scored.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["n"] for row in rows] == ["1", "2"]
    assert [row["same"] for row in rows] == ["true", "false"]
    assert all(0 <= float(row["score"]) <= 1 and json.loads(row["reasons"]) for row in rows)


def test_names_are_compared_in_the_language_asked_for() -> None:
    assert "прізвище" in homeward("names", "compare", "Сичов Вадим", "Sychev Vadim", "--language", "uk").stdout


GOOD = "rec_id,surname,given_name,birth_date\n1,Сичов,Вадим,12.06.1999\n"
BAD_LISTS: dict[str, bytes] = {
    "empty": b"",
    "headings without rows": b"rec_id,surname,given_name\n",
    "wrong encoding": "rec_id,surname,given_name\n1,Сичов,Вадим\n".encode("koi8-r"),
    "wrong columns": b"colour,weight\nred,3\n",
    "no date": GOOD.replace("12.06.1999", "someday").encode(),
    "no such day": GOOD.replace("12.06.1999", "31.02.1999").encode(),
    "a thirteenth month": GOOD.replace("12.06.1999", "32.13.1999").encode(),
    "born tomorrow": GOOD.replace("12.06.1999", "12.06.2399").encode(),
    "no name": GOOD.replace("Сичов,Вадим", ",").encode(),
    "one number twice": (GOOD + "1,Ткач,Іван,1990\n").encode(),
    "a row too long": (GOOD + "2,Ткач,Іван,1990,more,more\n").encode(),
    "an open quotation": (GOOD + '2,"Ткач,Іван,1990\n').encode(),
    "a formula": (GOOD + "2,=1+1,Іван,1990\n").encode(),
    "sex unknown to us": b"rec_id,surname,sex\n1,Tkach,purple\n",
    "no text": b"rec_id,surname\n1,\x00\x00\n",
    "a ZIP that is no workbook": b"PK\x05\x06" + 18 * b"\x00",
}


@pytest.mark.parametrize("what", BAD_LISTS)
def test_a_bad_list_is_refused_whole_with_its_faults_and_nothing_is_written(what: str, tmp_path: Path) -> None:
    bad, good, out = tmp_path / "bad.csv", tmp_path / "good.csv", tmp_path / "out"
    bad.write_bytes(BAD_LISTS[what])
    good.write_text(GOOD, encoding="utf-8")
    said = homeward("reconcile", bad, good, "--out", out, code=2)
    assert "bad.csv" in said.stderr
    assert "Traceback" not in said.stderr
    assert not out.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "good.csv"]


def test_faults_of_all_files_are_listed_together(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text(GOOD.replace("12.06.1999", "someday"), encoding="utf-8")
    said = homeward("reconcile", tmp_path / "one.csv", tmp_path / "two.csv", "--out", tmp_path / "out", code=2)
    assert "one.csv" in said.stderr
    assert "two.csv" in said.stderr


def test_two_lists_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.csv").write_text(GOOD, encoding="utf-8")
    homeward("reconcile", tmp_path / "a/list.csv", tmp_path / "b/list.csv", "--out", tmp_path / "out", code=2)


def test_a_folder_that_holds_something_else_is_not_written_over(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text(GOOD, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("keep me", encoding="utf-8")
    homeward("reconcile", tmp_path / "one.csv", tmp_path / "two.csv", "--out", out, code=2)
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_lists_that_have_nobody_in_common(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "two.csv").write_text("surname,given_name\nБондаренко,Ірина\n", encoding="utf-8")
    homeward("reconcile", tmp_path / "one.csv", tmp_path / "two.csv", "--out", tmp_path / "out", "--quiet")
    counts = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert counts["pairs"] == [
        {"left": "one", "right": "two", "matched": 0, "review": 0, "only_left": 1, "only_right": 1}
    ]


def test_a_bad_agreement_and_bad_persons_are_refused(tmp_path: Path) -> None:
    agreement, persons = tmp_path / "agreement.toml", tmp_path / "persons.csv"
    agreement.write_text("[agreement]\nid = 3\n", encoding="utf-8")
    persons.write_text("person_id,side\nP1,XX\n", encoding="utf-8")
    homeward("exchange", "plan", agreement, persons, "--out", tmp_path / "out", code=2)
    homeward("exchange", "plan", EXAMPLES / "agreement.toml", persons, "--out", tmp_path / "out", code=2)
    assert not (tmp_path / "out").exists()


def test_every_command_says_what_it_does_with_an_example() -> None:
    for command in (["reconcile"], ["names", "score"], ["names", "compare"], ["exchange", "plan"], ["demo"]):
        assert "Example: homeward" in homeward(*command, "--help").stdout
