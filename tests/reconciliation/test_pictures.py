"""Pictures of a reconciliation: structure, proportions, figures, mirror."""

from math import log2
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reconciliation.pictures import (
    ListCount,
    Region,
    WaterfallStep,
    overlap_picture,
    pair_waterfall,
    probability_of,
    probability_text,
)

SVG = "{http://www.w3.org/2000/svg}"


def marks(svg):
    """Every rectangle that says what it is: its words to (x, width), stroke included."""
    found = {}
    for rectangle in ElementTree.fromstring(svg).iter(f"{SVG}rect"):
        title = rectangle.find(f"{SVG}title")
        if title is not None:
            stroke = float(rectangle.attrib.get("stroke-width", 0))
            x, width = float(rectangle.attrib["x"]) - stroke / 2, float(rectangle.attrib["width"]) + stroke
            found.setdefault(title.text, []).append((x, width))
    return found


def texts(svg):
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def region(lists, persons, unclear=False):
    return Region(frozenset(lists.split("+")), persons, unclear)


def lists_of(regions, duplicates):
    """The lists that such regions come from."""
    return [
        ListCount(label, sum(one.persons for one in regions if label in one.lists) + repeated, repeated)
        for label, repeated in duplicates.items()
    ]


TWO = [region("UA", 60), region("UA", 20, True), region("UA+RU", 420), region("RU", 25, True), region("RU", 40)]


def test_every_count_of_two_lists_stands_in_the_picture():
    svg = overlap_picture(lists_of(TWO, {"UA": 10, "RU": 7}), TWO, "en")
    written = texts(svg)
    for count in ("60", "20", "420", "25", "40", "10", "7"):
        assert count in written
    assert {"510 entries", "492 entries"} <= set(written)
    assert {"in UA + RU", "only in UA", "only in RU, a person must look", "duplicates in RU"} <= set(written)


def test_the_same_persons_stand_in_the_same_column_of_both_lists():
    both = marks(overlap_picture(lists_of(TWO, {"UA": 0, "RU": 0}), TWO, "en"))["in UA + RU: 420"]
    assert len(both) == 2
    assert both[0] == both[1]


def test_widths_are_in_proportion_to_counts_at_one_scale():
    shown = marks(overlap_picture(lists_of(TWO, {"UA": 10, "RU": 40}), TWO, "en"))
    per_person = {}
    for text, places in shown.items():
        count = int(text.rsplit(": ", 1)[1])
        hair = 0 if "look" in text or "duplicates" in text else 1  # of paper between filled neighbours
        per_person[text] = (places[0][1] + hair) / count
    assert len(per_person) == 7
    assert max(per_person.values()) == pytest.approx(min(per_person.values()), rel=1e-2)


def test_the_bars_of_two_lists_overlap_as_circles_would():
    shown = marks(overlap_picture(lists_of(TWO, {"UA": 0, "RU": 0}), TWO, "en"))
    order = sorted(shown, key=lambda text: shown[text][0])
    assert [text.split(":")[0] for text in order] == [
        "only in UA",
        "only in UA, a person must look",
        "in UA + RU",
        "only in RU, a person must look",
        "only in RU",
    ]


def test_three_lists_show_every_combination():
    regions = [
        region("A+B+C", 300), region("A+B", 120), region("A+C", 15), region("B+C", 4),
        region("A", 31), region("B", 22), region("C", 41), region("A+B", 9, True),
    ]  # fmt: skip
    svg = overlap_picture(lists_of(regions, {"A": 1, "B": 2, "C": 3}), regions, "en")
    shown = marks(svg)
    assert len(shown["in A + B + C: 300"]) == 3
    assert len(set(shown["in A + B + C: 300"])) == 1
    assert len(shown["only in A + C: 15"]) == 2
    assert "only in A + B, a person must look: 9" in shown
    for count in ("300", "120", "15", "4", "31", "22", "41", "9", "1", "2", "3"):
        assert count in texts(svg)


def test_the_picture_is_described_for_who_cannot_see_it():
    described = ElementTree.fromstring(overlap_picture(lists_of(TWO, {"UA": 10, "RU": 7}), TWO, "en")).find(
        f"{SVG}desc"
    )
    for part in ("UA: 510", "in UA + RU: 420", "duplicates in RU: 7", "only in RU, a person must look: 25"):
        assert part in described.text


@given(st.tuples(*[st.integers(0, 3000)] * 5), st.integers(0, 50), st.integers(0, 50))
def test_swapping_the_lists_swaps_the_picture(counts, left_repeats, right_repeats):
    def shape(svg):
        return sorted((text, round(width, 1)) for text, places in marks(svg).items() for _, width in places)

    regions = [Region(one.lists, count, one.unclear) for one, count in zip(TWO, counts, strict=True)]
    given_order = lists_of(regions, {"UA": left_repeats, "RU": right_repeats})
    one = shape(overlap_picture(given_order, regions, "en"))
    other = shape(overlap_picture(given_order[::-1], regions[::-1], "en"))
    assert one == [(text.replace("RU + UA", "UA + RU"), width) for text, width in other]


def test_the_order_of_the_regions_changes_nothing():
    lists = lists_of(TWO, {"UA": 10, "RU": 7})
    assert overlap_picture(lists, TWO, "en") == overlap_picture(lists, TWO[::-1], "en")


def test_lists_without_anybody_are_drawn_too():
    assert "0 entries" in texts(overlap_picture([ListCount("UA", 0), ListCount("RU", 0)], [], "en"))


@pytest.mark.parametrize(
    ("lists", "regions"),
    [
        ([ListCount("UA", 5)], [region("UA", 5)]),
        ([ListCount("UA", 5), ListCount("UA", 5)], [region("UA", 5)]),
        ([ListCount("UA", 5), ListCount("RU", 5)], [region("UA+RU", 4)]),
        ([ListCount("UA", 5), ListCount("RU", 5)], [region("UA+RU+X", 5)]),
        ([ListCount("UA", 5), ListCount("RU", 5)], [region("UA+RU", 2), region("UA+RU", 3)]),
        ([ListCount("UA", 4), ListCount("RU", 5)], [region("UA+RU", 5), region("UA", -1)]),
        ([ListCount("UA", 5, -1), ListCount("RU", 6)], [region("UA+RU", 6)]),
    ],
)
def test_figures_that_cannot_be_are_refused(lists, regions):
    with pytest.raises(ValueError, match=r"lists|region|entries"):
        overlap_picture(lists, regions, "en")


STEPS = [
    WaterfallStep("surname", "same", 9.0),
    WaterfallStep("unit", "contradicts", -2.0),
    WaterfallStep("rank", "-", 0),
]


def test_each_reason_begins_where_the_last_one_ended():
    shown = marks(pair_waterfall(1 / 1025, STEPS, "en"))  # prior odds of 1 to 1024: -10 bits
    prior, surname = shown["before comparing: −10.0"][0], shown["surname: +9.0"][0]
    unit, end = shown["unit: −2.0"][0], shown["together: −3.0"][0]
    assert surname[0] == pytest.approx(prior[0], abs=0.02)
    assert surname[0] + surname[1] == pytest.approx(unit[0] + unit[1], abs=0.02)
    assert end[0] == pytest.approx(unit[0], abs=0.02)
    assert end[0] + end[1] == pytest.approx(prior[0] + prior[1], abs=0.02)


def test_bars_are_as_long_as_their_bits():
    shown = marks(pair_waterfall(1 / 1025, STEPS, "en"))
    bits = {text: abs(float(text.rsplit(" ", 1)[1].replace("−", "-"))) for text in shown}
    lengths = [shown[text][0][1] / size for text, size in bits.items() if size]
    assert lengths == pytest.approx([lengths[0]] * 4, rel=1e-2)


def test_the_picture_ends_at_the_probability_that_the_reasons_add_up_to():
    assert "99.22 %" in texts(pair_waterfall(0.5, [WaterfallStep("surname", "same", 7.0)], "en"))  # odds 128 to 1
    assert "99,22 %" in texts(pair_waterfall(0.5, [WaterfallStep("surname", "same", 7.0)], "tr"))


def test_every_reason_is_written_with_its_weight():
    written = texts(pair_waterfall(0.001, STEPS, "en"))
    for text in ("surname", "same", "+9.0", "unit", "contradicts", "−2.0", "0.0"):
        assert text in written


@pytest.mark.parametrize("prior", [0, 1, -0.5, 2])
def test_a_prior_that_is_no_probability_is_refused(prior):
    with pytest.raises(ValueError, match="prior"):
        pair_waterfall(prior, STEPS, "en")


@given(st.floats(1e-6, 1 - 1e-6))
def test_bits_and_probability_are_two_forms_of_one_thing(probability):
    assert probability_of(log2(probability / (1 - probability))) == pytest.approx(probability)


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.5, "50.0 %"), (0.992, "99.20 %"), (0.9997, "99.970 %"), (0.0005, "0.050 %"),
        (0.0, "< 0.000001 %"), (1.0, "> 99.999999 %"), (probability_of(-5000), "< 0.000001 %"),
    ],
)  # fmt: skip
def test_no_probability_is_shown_as_nothing_or_as_certainty(probability, text):
    assert probability_text(probability, "en") == text
