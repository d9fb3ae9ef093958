"""What is marked between two cells: the words that name something else, and nothing more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reconciliation.marking import Marked, mark_dates, mark_words

CELLS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(["Сичов", "Сычев", "SYCHOV", "смт", "212", "214", "омбр", "О'Ніл", "-", ".", "İnce"])).map(
        " ".join
    ),
)


def shown(marked: Marked) -> str:
    """A cell with what is marked in brackets."""
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in marked)


@pytest.mark.parametrize(
    ("left", "right", "marked"),
    [
        ("212 омбр", "214 омбр", ("[212] омбр", "[214] омбр")),
        ("Коваленко", "Ковалинко", ("Ковал[е]нко", "Ковал[и]нко")),
        ("Коваленко", "Ковалено", ("Ковален[к]о", "Ковалено")),
        ("Ганна", "Марія", ("[Ганна]", "[Марія]")),
        ("Сичов", "SYCHOV", ("Сичов", "SYCHOV")),
        ("Вадим", "Олег", ("[Вадим]", "[Олег]")),
        ("Вадим", "Oleh", ("[Вадим]", "[Oleh]")),
        ("школа № 07", "школа № 7", ("школа № 07", "школа № 7")),
        ("м. Суми", "Суми", ("[м]. Суми", "Суми")),
        ("", "Суми", ("", "[Суми]")),
    ],
)
def test_words_without_a_counterpart_are_marked(left: str, right: str, marked: tuple[str, str]) -> None:
    assert tuple(map(shown, mark_words(left, right))) == marked


@pytest.mark.parametrize(
    ("left", "right", "marked"),
    [
        ("12.06.1999", "06.12.1999", ("[12].[06].1999", "[06].[12].1999")),
        ("12.06.1999", "1999-06-13", ("[12].06.1999", "1999-06-[13]")),
        ("12.06.1999", "1998", ("12.06.[1999]", "[1998]")),
        ("06.1999", "12.07.1999", ("[06].1999", "12.[07].1999")),
        ("12 червня 1999", "13.06.1999", ("[12] червня 1999", "[13].06.1999")),
        ("1999", "1999-01-01", ("1999", "1999-01-01")),
        ("1990-1993", "1999", ("1990-1993", "1999")),
    ],
)
def test_the_part_of_a_date_that_differs_is_marked(left: str, right: str, marked: tuple[str, str]) -> None:
    assert tuple(map(shown, mark_dates(left, right))) == marked


@given(CELLS, CELLS)
def test_a_marked_cell_is_the_cell(left: str, right: str) -> None:
    for mark in (mark_words, mark_dates):
        pieces = mark(left, right)
        assert tuple("".join(piece.text for piece in side) for side in pieces) == (left, right)


@given(CELLS, CELLS)
def test_the_two_cells_are_treated_alike(left: str, right: str) -> None:
    for mark in (mark_words, mark_dates):
        assert mark(left, right) == mark(right, left)[::-1]


@given(CELLS)
def test_nothing_is_marked_between_equal_cells(cell: str) -> None:
    assert not any(piece.differs for mark in (mark_words, mark_dates) for side in mark(cell, cell) for piece in side)
