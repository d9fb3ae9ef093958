"""Pictures of comparisons: bars of markers, matrices of pairings; readable, of one hue, with the figures in words."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from homeward.kinship.papers.pictures import (
    LOG_RATIO,
    PROBABILITY,
    log_sum,
    log_text,
    pairing_matrix,
    pairing_rows,
    ratio_bars,
    value_text,
)

SVG = "{http://www.w3.org/2000/svg}"


def bars_of(svg: str) -> dict[str, tuple[str, float, float]]:
    """Marker to class, left edge and width of its bar."""
    found = {}
    for rect in ElementTree.fromstring(svg).iter(f"{SVG}rect"):
        title = rect.findtext(f"{SVG}title")
        if title:
            found[title.split(":")[0]] = rect.attrib["class"], float(rect.attrib["x"]), float(rect.attrib["width"])
    return found


def test_a_marker_for_the_first_hypothesis_is_filled_to_the_right_one_against_it_framed_to_the_left() -> None:
    bars = bars_of(ratio_bars({"L1": 1.0, "L2": -0.5}, "t", "en"))
    (kind, left, width), (other, other_left, other_width) = bars["L1"], bars["L2"]
    assert (kind, other) == ("accent", "ink-line")
    assert left == pytest.approx(other_left + other_width, abs=1)
    assert width == pytest.approx(2 * other_width, rel=0.03)  # a frame is drawn inside its bounds


def test_swapping_the_hypotheses_mirrors_the_bars() -> None:
    logs = {"L1": 1.5, "L2": -0.5, "L3": 0.7}
    one = bars_of(ratio_bars(logs, "t", "en"))
    other = bars_of(ratio_bars({marker: -value for marker, value in logs.items()}, "t", "en"))
    for marker in logs:
        assert {one[marker][0], other[marker][0]} == {"accent", "ink-line"}
        assert one[marker][2] == pytest.approx(other[marker][2], abs=1.6)


def test_what_cannot_be_has_an_exclamation_mark_on_the_side_it_speaks_for() -> None:
    bars = bars_of(ratio_bars({"L1": -math.inf, "L2": math.inf, "L3": 1.0}, "t", "en"))
    zero = bars["L3"][1]
    assert bars["L1"][0] == bars["L2"][0] == "brick"
    assert bars["L1"][1] < zero < bars["L2"][1]


def test_the_figures_stand_in_words_for_who_cannot_see_the_bars() -> None:
    svg = ratio_bars({"D3S1358": 0.301, "FGA": -math.inf, "TH01": math.nan}, "t", "uk")
    assert ElementTree.fromstring(svg).findtext(f"{SVG}desc") == "D3S1358 +0,30; FGA −∞; TH01 –; разом –"


@pytest.mark.parametrize(
    ("logs", "total"),
    [([1.0, 0.5], 1.5), ([1.0, -math.inf], -math.inf), ([math.inf, -math.inf], math.nan), ([1.0, math.nan], math.nan)],
)
def test_logarithms_add_up_unless_the_markers_rule_out_everything(logs: list[float], total: float) -> None:
    assert log_sum(logs) == pytest.approx(total, nan_ok=True)


def test_logarithms_are_signed_with_the_comma_of_the_language() -> None:
    assert [log_text(value, 2, "ru") for value in (1.5, -0.25, 0.0, -math.inf, math.nan)] == [
        "+1,50",
        "−0,25",
        "0,00",
        "−∞",
        "–",
    ]


def shades(svg: str) -> list[float]:
    return [float(shade) for shade in re.findall(r'class="accent" fill="[^"]+" fill-opacity="([\d.]+)"><title>', svg)]


def test_the_higher_a_value_the_darker_its_cell() -> None:
    values = np.array([[0.0, 0.005, 0.05, 0.3, 0.7, 0.99]])
    svg = pairing_matrix(["R1"], [f"M{n}" for n in range(6)], values, PROBABILITY, "t", "en")
    found = shades(svg)
    assert found == sorted(found)
    assert len({*found}) == 6


def test_what_is_not_told_is_struck_and_what_cannot_be_is_empty() -> None:
    values = np.array([[np.nan, -np.inf, 3.2]])
    svg = pairing_matrix(["R1"], ["M1", "M2", "M3"], values, LOG_RATIO, "t", "en")
    assert shades(svg)[0] == 0
    assert len(shades(svg)) == 2
    assert "R1, M1: –" in svg
    assert ">+3.2</text>" in svg


@pytest.mark.parametrize("size", [5, 60])
def test_a_matrix_of_any_size_keeps_its_cells_apart_and_writes_only_what_fits(size: int) -> None:
    values = np.full((size, size), 0.25)
    ids = [f"F{n:03d}_M1" for n in range(size)]
    svg = pairing_matrix(ids, ids, values, PROBABILITY, "t", "en")
    root = ElementTree.fromstring(svg)
    cells = [one for one in root.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None]
    places = {(one.attrib["x"], one.attrib["y"]) for one in cells}
    assert len(places) == size * size
    assert svg.count(">0.25</text>") == (size * size if size == 5 else 0)
    assert float(root.attrib["width"]) < 1000


def test_the_description_names_the_highest_of_each_row_and_the_table_has_them_all() -> None:
    values = np.array([[0.9, 0.1], [0.004, 0.996]])
    svg = pairing_matrix(["R1", "R2"], ["M1", "*"], values, PROBABILITY, "t", "en")
    description = ElementTree.fromstring(svg).findtext(f"{SVG}desc")
    assert description == "The highest of each row: R1: M1 0.90; R2: * > 0.99"
    rows = pairing_rows(["R1", "R2"], ["M1", "*"], values, PROBABILITY, "tr")
    assert rows == [["R1", "0,90", "0,10"], ["R2", "< 0,01", "> 0,99"]]


def test_certainty_is_written_only_where_it_is_certain() -> None:
    assert [value_text(value, PROBABILITY, "en") for value in (1.0, 0.9999, 0.0, 1e-9)] == [
        "1.00",
        "> 0.99",
        "0.00",
        "< 0.01",
    ]


def test_values_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="2 remains"):
        pairing_matrix(["R1", "R2"], ["M1"], np.zeros((1, 2)), PROBABILITY, "t", "en")
