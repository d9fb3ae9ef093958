"""Every probability carries its reasons, which add up; relatives have a verdict of their own."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from people import person_list

from homeward.reconciliation.comparing import Reconciliation, reconcile
from homeward.reconciliation.explaining import explain, kept_apart
from homeward.reconciliation.results import CLUSTER_COLUMNS, PAIR_COLUMNS, summary, write_results
from homeward.reconciliation.terms import Decision, Verdict

ONE = {
    "rec_id": "1",
    "surname": "Сичов",
    "given_name": "Вадим",
    "patronymic": "Олександрович",
    "birth_date": "12.06.1999",
    "birth_place": "Олешки",
    "unit": "212 омбр",
}
SAME = ONE | {
    "surname": "Сычев",
    "patronymic": "Александрович",
    "birth_date": "06.12.1999",
    "birth_place": "г. Алешки",
}
TWIN = SAME | {"rec_id": "2", "given_name": "Владислав", "birth_date": "12.06.1999"}
STRANGER = {"rec_id": "3", "surname": "Бондаренко", "given_name": "Ірина", "birth_date": "1971", "sex": "ж"}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Reconciliation:
    folder = tmp_path_factory.mktemp("lists")
    ours = person_list(folder, "ours", [ONE, STRANGER])
    return reconcile([ours, person_list(folder, "theirs", [SAME, TWIN])])


def test_the_man_himself_is_proposed_and_his_twin_is_not(result: Reconciliation) -> None:
    pairs = {
        (p.left.rec_id, p.right.rec_id): p
        for p in explain(result, range(len(result.weighed.evidence)))
        if p.left.list_label == "ours"
    }
    assert pairs["1", "1"].decision is Decision.MATCH
    assert pairs["1", "1"].verdict is Verdict.SAME
    assert pairs["1", "2"].decision is None
    assert pairs["1", "2"].verdict is Verdict.TWINS


def test_reasons_and_the_prior_add_up_to_the_probability(result: Reconciliation) -> None:
    for pair in explain(result, range(len(result.weighed.evidence))):
        bits = result.weighed.prior + sum(reason.weight for reason in pair.reasons)
        assert pair.probability == pytest.approx(1 / (1 + 2**-bits), rel=1e-4)


def test_a_reason_shows_both_cells_as_written(result: Reconciliation) -> None:
    pair = next(explain(result, np.flatnonzero(result.proposed)))
    shown = {reason.feature: (reason.outcome, reason.left, reason.right) for reason in pair.reasons}
    assert shown["birth_date"] == ("swapped", "12.06.1999", "06.12.1999")
    assert shown["birth_place"] == ("same", "Олешки", "г. Алешки")
    assert "sex" not in shown


def test_files_are_as_the_contract_has_them(result: Reconciliation, tmp_path: Path) -> None:
    write_results(result, tmp_path)
    with (tmp_path / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == PAIR_COLUMNS
    for row in rows:
        assert (row["left_list"], row["left_id"]) < (row["right_list"], row["right_id"])
        assert row["decision"] in ("match", "review")
        for reason in json.loads(row["reasons"]):
            assert set(reason) == {"feature", "outcome", "left", "right", "weight"}
    with (tmp_path / "clusters.csv").open(encoding="utf-8", newline="") as file:
        clusters = list(csv.DictReader(file))
    assert tuple(clusters[0]) == CLUSTER_COLUMNS
    entries = [(row["list"], row["rec_id"]) for row in clusters]
    assert sorted(entries) == [("ours", "1"), ("ours", "3"), ("theirs", "1"), ("theirs", "2")]
    with (tmp_path / "relatives.csv").open(encoding="utf-8", newline="") as file:
        assert {row["verdict"] for row in csv.DictReader(file)} <= set(Verdict)


def test_counts_count_what_they_say(result: Reconciliation) -> None:
    counts = summary(result)
    assert counts["pairs"] == [
        {"left": "ours", "right": "theirs", "matched": 1, "review": 0, "only_left": 1, "only_right": 1}
    ]
    assert counts["lists"]["ours"]["entries"] == 2
    assert counts["persons"] == 3
    assert len(kept_apart(result)) == counts["relatives_kept_apart"]


def verdict(folder: Path, one: dict[str, str], other: dict[str, str]) -> Verdict:
    found = reconcile([person_list(folder, "one", [one]), person_list(folder, "other", [other])])
    (pair,) = explain(found, range(len(found.weighed.evidence)))
    assert pair.decision is not Decision.MATCH
    return pair.verdict


def test_a_father_and_his_son_are_named_as_such(tmp_path: Path) -> None:
    together = {"surname": "Перевозчиков", "birth_place": "Олешки", "unit": "212 омбр", "event_date": "01.03.2023"}
    father = together | {"given_name": "Вадим", "patronymic": "Олексійович", "birth_date": "03.02.1970"}
    son = together | {"given_name": "Ігор", "patronymic": "Вадимович", "birth_date": "12.06.1996"}
    assert verdict(tmp_path, father, son) is Verdict.PARENT_AND_CHILD
    assert verdict(tmp_path, son, father) is Verdict.PARENT_AND_CHILD


def test_two_men_of_one_name_born_far_apart_are_namesakes(tmp_path: Path) -> None:
    name = {"surname": "Перевозчиков", "given_name": "Вадим", "patronymic": "Олексійович"}
    older = name | {"birth_date": "03.02.1970", "birth_place": "Олешки"}
    younger = name | {"birth_date": "12.06.1996", "birth_place": "Львів"}
    assert verdict(tmp_path, older, younger) is Verdict.NAMESAKES
