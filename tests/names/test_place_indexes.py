"""The indexes of the gazetteer, against the plain definition of what they find."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names.place_index import RowIndex
from homeward.names.place_slips import SHORTEST, SlipIndex, left_out
from homeward.names.places import place_key_columns, place_keys

skeletons = st.text(alphabet="abkw", min_size=1, max_size=9)


@settings(max_examples=300, deadline=None)
@given(st.lists(skeletons, max_size=12, unique=True), skeletons)
def test_a_slip_is_found_where_both_meet_with_a_sound_left_out(known: list[str], wanted: str) -> None:
    long = [one for one in known if len(one) >= SHORTEST and len(wanted) >= SHORTEST]
    assert set(SlipIndex(known).near([wanted])) == {one for one in long if left_out(one) & left_out(wanted)}


def test_letters_left_out() -> None:
    assert left_out("abb") == {"abb", "bb", "ab"}


def test_a_wrong_left_out_doubled_and_swapped_sound_are_slips() -> None:
    index = SlipIndex(["harkiv"])
    for slip in ("harkiv", "harkif", "hakiv", "harrkiv", "hrakiv"):
        assert index.near([slip]) == ["harkiv"], slip
    assert index.near(["hrakif"]) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.text("ab|", max_size=5), st.text("ab|", max_size=5)), min_size=1, max_size=6))
def test_rows_of_a_word(cells: list[tuple[str, str]]) -> None:
    index = RowIndex([pa.array(column, pa.string()) for column in zip(*cells, strict=True)], "|")
    words = {word for pair in cells for cell in pair for word in cell.split("|")} - {""}
    assert set(index) == words
    for word in words:
        assert index.rows(word) == [row for row, pair in enumerate(cells) if word in "|".join(pair).split("|")]
    assert index.rows("") == []


def test_columns_are_the_keys_text_by_text() -> None:
    texts = ["м. Олешки", "Алешки", None, "", "с. Іванівка, Полтавська обл.", "м. Олешки", "Kharkov", "Щкжцв"]
    table = place_key_columns(pa.array(texts, pa.string()))
    keys = [place_keys(text or "") for text in texts]
    assert table["places"].to_pylist() == [list(key.places) for key in keys]
    assert table["skeleton"].to_pylist() == [key.skeleton for key in keys]
    assert table.schema == pa.schema([("places", pa.list_(pa.string())), ("skeleton", pa.string())])
