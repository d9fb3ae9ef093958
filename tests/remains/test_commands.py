"""``homeward remains`` as a user runs it: files, exit codes, the same bytes; and the example."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import EXAMPLES, homeward

from homeward.cli.example_remains import show_remains
from homeward.progress import silent
from homeward.remains.consignment_files import read_counted
from homeward.remains.counting import differences, stage_lines
from homeward.remains.pictures import FlowRow, counts_picture, flow_picture
from homeward.remains.results import DIFFERENCE_COLUMNS
from homeward.remains.units import Cases, Containers
from homeward.words import Language

REMAINS = EXAMPLES / "remains"


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("remains")
    show_remains(EXAMPLES, folder, Language.EN, silent)
    return folder / "remains"


def test_count_writes_what_the_docs_tell(tmp_path):
    done = homeward("remains", "count", REMAINS / "consignments.csv", "--out", tmp_path / "out")
    assert "1 differences" in done.stdout
    assert set(written(tmp_path / "out")) == {"counts.json", "differences.csv", "report.html"}
    with (tmp_path / "out" / "differences.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert tuple(row) == DIFFERENCE_COLUMNS
    assert (row["consignment_id"], row["at"], row["gap"]) == ("C-5", "handed_over", "3")
    assert row["counted"] == "RU:63;UA:60;NEUTRAL:60"
    document = json.loads((tmp_path / "out" / "counts.json").read_bytes())
    [of_sides] = [one for one in document["total_gaps"] if {one["first"], one["other"]} == {"RU", "UA"}]
    assert (of_sides["gap"], [one["consignment_id"] for one in of_sides["lies_in"]]) == (3, ["C-5"])


def test_check_of_the_known_failure_exits_1_and_says_why(tmp_path):
    done = homeward("remains", "check", REMAINS / "known_failure", "--out", tmp_path / "out", code=1)
    assert "Break a rule: 2." in done.stdout
    document = json.loads((tmp_path / "out" / "findings.json").read_bytes())
    [identification] = document["identifications"]
    assert identification["status"] == "revoked"
    assert document["comparisons"][0]["posterior"] == pytest.approx(1e6 / (1e6 + 70000))


def test_bad_files_exit_2_with_every_fault_and_write_nothing(tmp_path):
    folder = tmp_path / "cases"
    shutil.copytree(REMAINS / "known_failure", folder)
    for name in ("events.csv", "facts.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("2025-", "25-"), encoding="utf-8")
    done = homeward("remains", "check", folder, "--out", tmp_path / "out", code=2)
    assert "events.csv, row 2" in done.stderr
    assert "facts.csv, row 2" in done.stderr
    assert "Nothing was written." in done.stderr
    assert not (tmp_path / "out").exists()
    homeward("remains", "check", tmp_path / "nowhere", "--out", tmp_path / "out", code=2)
    homeward("remains", "count", folder / "facts.csv", "--out", tmp_path / "out", code=2)
    assert not (tmp_path / "out").exists()


def test_a_tag_is_made_of_its_text(tmp_path):
    one = homeward("remains", "tags", "part", "team 2, 0017", "team 2, 0018").stdout.splitlines()
    assert len({line.split()[0] for line in one}) == 2
    assert all(line.startswith("PT-") for line in one)
    homeward("remains", "tags", "bag", "1", code=2)


def test_the_same_example_gives_the_same_bytes(example, tmp_path):
    show_remains(EXAMPLES, tmp_path, Language.EN, silent)
    assert written(tmp_path / "remains") == written(example)


@pytest.mark.parametrize("language", list(Language))
def test_the_example_has_its_section_in_each_language(language, tmp_path):
    part = show_remains(EXAMPLES, tmp_path, language, silent)
    assert part.anchor == "remains"
    assert part.content.count("<svg") == 2
    for file in ("count/report.html", "check/report.html", "known_failure/report.html"):
        page = (tmp_path / "remains" / file).read_text(encoding="utf-8")
        assert f'lang="{language}"' in page


def test_what_the_search_proposes_is_the_truth_of_the_example(example):
    """The example's own truth: every identification decided, and every one proposed, is of the right person."""
    with (REMAINS / "truth.csv").open(encoding="utf-8", newline="") as file:
        of_part = {row["part_id"]: row["person_id"] for row in csv.DictReader(file)}
    with (example / "cases" / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "case"]
    person_of = {row["case_id"]: of_part[row["parts"]] for row in rows}
    document = json.loads((example / "check" / "findings.json").read_bytes())
    found = [one for one in document["identifications"] if one["status"] == "confirmed" or one["may_go_to_board"]]
    assert len(found) > 25
    assert [one["case_id"] for one in found if person_of[one["case_id"]] != one["person_id"]] == []


def test_the_example_is_300_containers_and_never_more_individuals_than_there_are(example):
    document = json.loads((example / "check" / "findings.json").read_bytes())
    assert document["totals"]["containers"] == 300
    assert document["broken"] == 0
    truth: dict[str, set[str]] = {}
    with (REMAINS / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            truth.setdefault(row["container_id"], set()).add(row["individual"])
    least = {one: found["number"] for one, found in document["least_individuals"]["containers"].items()}
    assert all(least[one] <= len(truth[one]) for one in least)
    assert Counter(least.values())[2] > 0
    statuses = Counter(one["status"] for one in document["identifications"])
    assert statuses["suspended"] == statuses["rejected"] == 1
    refusing = [
        outcome["rule"] for one in document["identifications"] for outcome in one["outcomes"] if not outcome["holds"]
    ]
    assert {"R30_two_lines", "R41_no_contradiction"} <= set(refusing)


def test_pictures_are_whole_and_tell_what_they_show():
    counted = read_counted([REMAINS / "consignments.csv"])
    drawn = counts_picture(stage_lines(counted), counted, differences(counted), Language.EN)
    root = ElementTree.fromstring(drawn)
    assert "C-5, containers: a gap of 3" in "".join(root.itertext())
    bands = [[FlowRow("received", Containers(3)), FlowRow("opened", Containers(2))], [FlowRow("opened", Cases(0))]]
    text = "".join(ElementTree.fromstring(flow_picture(bands, Language.EN)).itertext())
    assert "1 wait" in text
    with pytest.raises(ValueError, match="one unit"):
        flow_picture([[FlowRow("received", Containers(3)), FlowRow("opened", Cases(2))]], Language.EN)
