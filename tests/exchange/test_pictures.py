"""The flow of a round: structure, proportions, mirror."""

from xml.etree import ElementTree

import pytest

from homeward.exchange.pictures import FlowStep, round_flow

SVG = "{http://www.w3.org/2000/svg}"
STEPS = [
    FlowStep("Listed", (1510, 498)),
    FlowStep("Confirmed by both sides", (448, 431)),
    FlowStep("Willing", (440, 431)),
    FlowStep("Planned", (400, 0)),
]


def bars(svg):
    """What each bar says to its width."""
    return {
        bar.find(f"{SVG}title").text: float(bar.attrib["width"])
        for bar in ElementTree.fromstring(svg).iter(f"{SVG}rect")
        if bar.find(f"{SVG}title") is not None
    }


def texts(svg):
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_every_count_and_every_loss_is_written():
    written = texts(round_flow(["UA", "RU"], STEPS, "en"))
    for text in ("1\u202f510", "498", "448", "431", "440", "400", "0", "−1062", "−67", "−8", "−40", "−431"):
        assert text in written
    assert written.count("UA") == written.count("RU") == len(STEPS)


def test_bars_are_as_long_as_their_counts():
    shown = bars(round_flow(["UA", "RU"], STEPS, "en"))
    assert shown["RU, Listed: 498"] / shown["UA, Listed: 1\u202f510"] == pytest.approx(498 / 1510, abs=1e-3)
    assert shown["RU, Planned: 0"] == 0


def test_swapping_the_sides_swaps_their_bars_and_nothing_else():
    swapped = [FlowStep(step.label, step.counts[::-1]) for step in STEPS]
    assert bars(round_flow(["UA", "RU"], STEPS, "en")) == bars(round_flow(["RU", "UA"], swapped, "en"))


def test_sides_are_told_apart_by_words_not_by_colour():
    fills = {
        bar.attrib["class"]
        for bar in ElementTree.fromstring(round_flow(["UA", "RU"], STEPS, "en")).iter(f"{SVG}rect")
        if bar.find(f"{SVG}title") is not None
    }
    assert len(fills) == 1


@pytest.mark.parametrize(
    ("sides", "steps"),
    [
        ([], STEPS),
        (["UA", "RU"], []),
        (["UA"], STEPS),
        (["UA"], [FlowStep("Listed", (3,)), FlowStep("Planned", (4,))]),
        (["UA"], [FlowStep("Listed", (-1,))]),
    ],
)
def test_a_flow_in_which_persons_appear_on_the_way_is_refused(sides, steps):
    with pytest.raises(ValueError, match=r"flow|fall"):
        round_flow(sides, steps, "en")
