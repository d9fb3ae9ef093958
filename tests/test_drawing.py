"""Marks and number forms of the pictures."""

from xml.etree import ElementTree

import pytest

from homeward.drawing import COLOURS, Ink, Picture, bar, count_text, decimal_text, number, outline, shortened, words


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.1."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("setting", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", [ink for ink in Ink if ink is not Ink.PAPER])
def test_every_ink_can_be_read_on_paper_and_paper_on_every_ink(ink, setting):
    assert contrast(COLOURS[ink][setting], COLOURS[Ink.PAPER][setting]) >= 4.5


def test_the_contrast_of_black_on_white_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_picture_says_what_it_shows_and_holds_together():
    picture = Picture(
        100, 50, "Title & <more>", "one: 1", [bar(0, 0, 10, 10, Ink.ACCENT, "a < b"), words(0, 9, "ґ & <")]
    )
    root = ElementTree.fromstring(picture.svg())
    name = "{http://www.w3.org/2000/svg}"
    labels = root.attrib["aria-labelledby"].split()
    assert root.attrib["role"] == "img"
    assert [root.find(f"{name}{tag}").attrib["id"] for tag in ("title", "desc")] == labels
    assert root.find(f"{name}title").text == "Title & <more>"
    assert root.find(f"{name}desc").text == "one: 1"
    assert root.find(f"{name}rect/{name}title").text == "a < b"
    assert root.find(f"{name}text").text == "ґ & <"


def test_two_pictures_in_one_page_share_no_id_and_no_style():
    one = Picture(10, 10, "T", "D", [bar(0, 0, 1, 1, Ink.INK)]).svg()
    other = Picture(10, 10, "T", "D", [bar(0, 0, 2, 1, Ink.INK)]).svg()
    scopes = [ElementTree.fromstring(svg).attrib["id"] for svg in (one, other)]
    assert scopes[0] != scopes[1]
    assert scopes[1] not in one
    rules = one.split("<style>")[1].split("</style>")[0].replace("@media (prefers-color-scheme:dark){", "")
    selectors = [rule.split("{")[0] for rule in rules.split("}") if rule]
    assert len(selectors) > len(Ink)
    assert all(selector.startswith(f"#{scopes[0]} ") for selector in selectors)


def test_pictures_hold_no_script_and_nothing_from_outside():
    svg = Picture(10, 10, "T", "D", [outline(0, 0, 5, 5, Ink.STOP)]).svg()
    assert "script" not in svg
    assert "url(" not in svg
    assert svg.replace('xmlns="http://www.w3.org/2000/svg"', "").count("http") == 0


def test_an_outline_stays_inside_its_bounds_however_narrow():
    shape = ElementTree.fromstring(outline(10, 0, 1, 20, Ink.STOP)).attrib
    left, width, stroke = (float(shape[key]) for key in ("x", "width", "stroke-width"))
    assert left - stroke / 2 >= 10
    assert left + width + stroke / 2 <= 11


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0"), (999, "999"), (18402, "18\u202f402"), (1234567, "1\u202f234\u202f567")]
)
def test_counts_have_their_thousands_set_apart(count, text):
    assert count_text(count) == text


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [(9.14, "en", "+9.1"), (9.14, "uk", "+9,1"), (-1.06, "tr", "−1,1"), (0.04, "en", "0.0"), (-0.04, "ru", "0,0")],
)
def test_decimals_follow_the_language_and_never_show_a_signed_zero(value, language, text):
    assert decimal_text(value, 1, language, signed=True) == text


@pytest.mark.parametrize(("value", "text"), [(1, "1"), (1.5, "1.5"), (1.239, "1.24"), (-0.001, "0"), (100, "100")])
def test_coordinates_have_one_form(value, text):
    assert number(value) == text


def test_a_long_label_is_cut_where_it_can_be_seen():
    assert shortened("list of the mediator", 9) == "list of…"
    assert shortened("list", 4) == "list"
