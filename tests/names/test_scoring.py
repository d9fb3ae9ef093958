"""Rows in, the same rows with score, same and reasons out."""

import json

import pytest

from homeward.errors import InputRefused
from homeward.names.scoring import score_pairs


def test_rows_are_repeated_with_three_columns_added():
    (row,) = score_pairs([{"id": "7", "a": "Сичов Вадим", "b": "Vadim Sychev"}])
    assert list(row) == ["id", "a", "b", "score", "same", "reasons"]
    assert (row["id"], row["same"]) == ("7", "true")
    assert 0.5 <= float(row["score"]) <= 1.0
    assert {tuple(reason) for reason in json.loads(row["reasons"])} == {
        ("feature", "outcome", "left", "right", "weight")
    }


def test_left_and_right_are_understood_as_well():
    (row,) = score_pairs([{"left": "Сичов Вадим", "right": "Петренко Іван"}])
    assert row["same"] == "false"


def test_a_table_without_names_is_refused_with_advice():
    with pytest.raises(InputRefused, match="left"):
        list(score_pairs([{"x": "1", "y": "2"}]))


def test_whoever_waits_is_told_how_far_it_is():
    told: list[tuple[int, int]] = []

    def progress(stage: str, done: int = 0, total: int = 0) -> None:
        assert stage
        told.append((done, total))

    rows = [{"a": "Сичов Вадим", "b": "Сичов Вадим"}] * 4_100
    assert len(list(score_pairs(rows, progress, 4_100))) == 4_100
    assert told == [(2_000, 4_100), (4_000, 4_100), (4_100, 4_100)]
