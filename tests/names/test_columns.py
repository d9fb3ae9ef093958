"""Columns are parsed and words keyed as single names are."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names.columns import keys_of_words, parse_columns
from homeward.names.keys import Part, part_keys
from homeward.names.parsing import parse_name
from homeward.names.slips import meant_lemmas

ROWS = [
    ("Сичов", "Вадим", "Олександрович", ""),
    ("Вадим", "Сичов", "", ""),
    ("", "", "", "Сичов В.О."),
    ("", "", "", "Нечуй-Левицький, Іван (Сокіл)"),
    ("Мороза", "Івана", "Петровича", ""),
    ("COBA", "Роман", "", ""),
    ("Сова", "Roman", "", ""),
    ("Cичoв", "Bадим", "", ""),
    ("Алиев Мамед Гасан оглы", "", "", ""),
    ("", "", "", ""),
    ("ь", "?", "12", "—"),
    ("О'Коннор", "д’Артаньян", "", "İpek Şahin"),
]
CELLS = st.sampled_from(
    sorted({cell for row in ROWS for cell in row} | {"Anna-Maria", "Ткач, Олег", "«Тайфун»", "COBA"})
)


def parsed(rows):
    return parse_columns(*(pa.array([row[column] for row in rows], pa.string()) for column in range(4))).to_pylist()


def as_single(row):
    name = parse_name(*row)
    others = list(name.others)
    return {"surname": name.surname, "given": name.given, "patronymic": name.patronymic, "others": others}


def test_each_row_is_parsed_as_if_it_stood_alone():
    assert parsed(ROWS * 3) == [as_single(row) for row in ROWS] * 3


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=6))
@settings(max_examples=60, deadline=None)
def test_rows_do_not_lean_on_one_another(rows):
    assert parsed(rows) == [as_single(row) for row in rows]


@pytest.mark.parametrize("part", Part)
def test_each_word_is_keyed_as_if_it_stood_alone(part):
    words = ["ковальська", "вова", "володимирович", "шевченка", "щербакова", "jean", "в", "kovalová", "олександор", "ŋ"]
    for word, row in zip(words, keys_of_words(pa.array(words), part).to_pylist(), strict=True):
        keys = part_keys(word, part)
        assert (tuple(row["lemmas"]), tuple(row["skeletons"])) == (keys.lemmas, keys.skeletons)
        assert (row["letters"], row["initial"]) == (keys.letters, keys.initial)
        assert tuple(row["meant"]) == meant_lemmas(keys, part)


def test_no_words_have_no_keys():
    table = keys_of_words(pa.array([], pa.string()), Part.GIVEN)
    assert table.num_rows == 0
    assert table.column_names == ["lemmas", "skeletons", "letters", "initial", "meant"]
