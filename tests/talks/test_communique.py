"""What a joint communiqué may tell, in which words, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from claimed import EXAMPLE, acts_of, signed
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.errors import InputRefused
from homeward.small_cells import LEAST
from homeward.talks.communique import Communique, communique, communique_document, markdown, write_communique
from homeward.talks.communique_file import check_acts, read_figures
from homeward.talks.communique_terms import Draft, Unit
from homeward.talks.communique_words import counted
from homeward.talks.told_figures import ToldBefore, read_before
from homeward.words import Language

HEAD = """
[communique]
id = "1"
day = 2030-07-01
sides = ["A", "B"]
names.A = {uk = "А-країна", ru = "А-страна", en = "A-land", tr = "A-ülkesi"}
names.B = {uk = "Б-країна", ru = "Б-страна", en = "B-land", tr = "B-ülkesi"}
"""


def figure(id_: str, count: int, **keys: object) -> str:
    """Persons returned from B to A, in all up to 16 June 2030, unless the keys say otherwise."""
    row = {
        "measure": '"returned"',
        "unit": '"person"',
        "direction": '"B→A"',
        "until": "2030-06-16",
        "acts": '["AC-1"]',
        "approved_by": '["A", "B"]',
    } | keys
    lines = "\n".join(f"{key} = {value}" for key, value in row.items() if value is not None)
    return f'[[figure]]\nid = "{id_}"\ncount = {count}\n{lines}\n'


def part(id_: str, count: int) -> str:
    words = '{uk = "к", ru = "к", en = "c", tr = "k"}'
    return figure(id_, count, category=f'"{id_}"', category_text=words)


def draft(folder: Path, *figures: str, head: str = HEAD) -> Draft:
    (folder / "figures.toml").write_text(head + "".join(figures), encoding="utf-8")
    return read_figures(folder / "figures.toml")


def told(folder: Path, *figures: str, before: tuple[ToldBefore, ...] = ()) -> set[str]:
    return set(communique(draft(folder, *figures), before, "figures.toml").told)


def faults(folder: Path, *figures: str) -> list[str]:
    with pytest.raises(InputRefused) as refusal:
        draft(folder, *figures)
    return [f"{fault.column}: {fault.found} {fault.advice}" for fault in refusal.value.faults]


def test_a_figure_without_an_act_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, figure("f", 40, acts="[]")) == [
        "figure 1.acts: No act is named. "
        "Name the acts that it rests on; a figure that no signed act bears out is not told."
    ]


@pytest.mark.parametrize(("one", "other"), [("A", "B"), ("B", "A")])
def test_a_figure_that_one_side_has_not_approved_is_refused(tmp_path: Path, one: str, other: str) -> None:
    assert faults(tmp_path, figure("f", 40, approved_by=f'["{one}", "host"]')) == [
        f"figure 1.approved_by: Approved by {one}, host. "
        f"Have it approved by {other} and write it here; nothing is told that one side has not approved."
    ]


def test_every_fault_is_listed(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        figure("f", 40, measure='"liberated"', direction='"A→C"'),
        figure("f", -1, until="2030-08-01", unit='"soul"'),
        figure("g", 40, since="2030-06-20", categry='"x"'),
    )
    assert [line.partition(":")[0] for line in found] == [
        "figure 1.direction", "figure 1.measure", "figure 2.count", "figure 2.id", "figure 2.unit", "figure 2.until",
        "figure 3.categry", "figure 3.since",
    ]  # fmt: skip


def test_a_figure_is_held_against_its_acts(tmp_path: Path) -> None:
    acts = acts_of(
        tmp_path,
        [
            signed("AC-1", 30, topic="persons", measure="returned", unit="person", stage="2030-06-01"),
            signed("AC-2", 10, topic="persons", measure="returned", unit="person", signed_by="A"),
            signed("AC-3", 10, topic="persons", measure="returned", unit="container"),
        ],
    )
    check_acts(draft(tmp_path, figure("f", 30)), acts, "figures.toml", "acts.csv")
    for figures, words in (
        (figure("f", 31), "The acts named count 30, the figure is 31."),
        (figure("f", 40, acts='["AC-1", "AC-2"]'), "AC-2 is signed by one side alone."),
        (figure("f", 40, acts='["AC-1", "AC-3"]'), "AC-3 counts another unit, container."),
        (figure("f", 30, acts='["AC-1", "AC-9"]'), "AC-9 is not in acts.csv."),
        (figure("f", 30, since="2030-06-02"), "AC-1 is of 2030-06-01, outside the figure's days."),
        (figure("f", 30, direction='"A→B"'), "AC-1 goes another way."),
    ):
        with pytest.raises(InputRefused, match=words):
            check_acts(draft(tmp_path, figures), acts, "figures.toml", "acts.csv")


def test_small_numbers_are_not_told(tmp_path: Path) -> None:
    assert told(tmp_path, figure("f", LEAST - 1)) == set()
    assert told(tmp_path, figure("f", LEAST)) == {"f"}
    assert told(tmp_path, figure("f", 0)) == {"f"}


def test_a_small_part_is_not_given_away_by_its_whole(tmp_path: Path) -> None:
    assert len(told(tmp_path, figure("whole", 43), part("one", 40), part("two", 3)) & {"whole", "one"}) < 2


def test_a_small_rest_that_nobody_names_is_not_given_away(tmp_path: Path) -> None:
    assert len(told(tmp_path, figure("whole", 43), part("one", 40))) < 2


def test_a_small_number_is_not_given_away_by_a_total_and_its_stage(tmp_path: Path) -> None:
    stage = figure("stage", 40, since="2030-06-16")
    assert len(told(tmp_path, figure("whole", 43), stage)) < 2
    assert told(tmp_path, figure("whole", 80), stage) == {"whole", "stage"}


def earlier(folder: Path, count: int, **keys: object) -> tuple[ToldBefore, ...]:
    """What an earlier communiqué of 11 June told, by way of its file."""
    row = {"until": "2030-06-11"} | keys
    write_communique(communique(draft(folder, figure("then", count, **row)), file="f"), folder)
    return tuple(read_before(folder / "communique.json"))


def test_an_earlier_communique_gives_nothing_away_by_subtraction(tmp_path: Path) -> None:
    before = earlier(tmp_path, 40)
    assert told(tmp_path, figure("now", 43), before=before) == set()
    assert told(tmp_path, figure("now", 40), before=before) == {"now"}  # nobody since
    assert told(tmp_path, figure("now", 50), before=before) == {"now"}


def test_a_stage_told_earlier_gives_nothing_away(tmp_path: Path) -> None:
    before = earlier(tmp_path, 40, since="2030-06-11")
    assert told(tmp_path, figure("now", 43), before=before) == set()
    assert told(tmp_path, figure("now", 60), before=before) == {"now"}


def test_an_earlier_total_and_a_stage_since_give_nothing_away(tmp_path: Path) -> None:
    before = earlier(tmp_path, 40)
    stage = figure("stage", 20, since="2030-06-14")
    assert len(told(tmp_path, figure("now", 63), stage, before=before)) < 2  # 63 − 40 − 20 = 3


def test_what_was_held_back_stays_unknown_later(tmp_path: Path) -> None:
    assert earlier(tmp_path, 3)[0].count is None


def test_a_figure_that_contradicts_what_was_told_for_the_same_day_is_refused(tmp_path: Path) -> None:
    before = earlier(tmp_path, 40, until="2030-06-16")
    with pytest.raises(InputRefused, match="another figure was told"):
        told(tmp_path, figure("now", 60), before=before)


def test_parts_that_exceed_their_whole_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="The parts count 50, the whole 40"):
        told(tmp_path, figure("whole", 40), part("one", 20), part("two", 30))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=3), st.integers(0, 30))
def test_no_small_number_follows_from_what_is_told(
    tmp_path_factory: pytest.TempPathFactory, parts: list[int], rest: int
) -> None:
    """A reader adds and subtracts all that is told: no number of persons from 1 to 9 comes out."""
    figures = [figure("whole", sum(parts) + rest), *(part(f"p{n}", count) for n, count in enumerate(parts))]
    shown = told(tmp_path_factory.mktemp("f"), *figures)
    known = {f"p{n}": count for n, count in enumerate(parts) if f"p{n}" in shown}
    assert not any(0 < count < LEAST for count in known.values())
    if "whole" in shown:
        remaining = sum(parts) + rest - sum(known.values())
        assert not 0 < remaining < LEAST


@pytest.mark.parametrize("sides", ['["A", "B"]', '["B", "A"]'])
def test_both_sides_are_named_in_an_order_drawn_by_lot(tmp_path: Path, sides: str) -> None:
    orders = set()
    for id_ in range(12):
        head = HEAD.replace('id = "1"', f'id = "{id_}"').replace('sides = ["A", "B"]', f"sides = {sides}")
        orders.add(draft(tmp_path, figure("f", 40), head=head).drawn)
    assert orders == {("A", "B"), ("B", "A")}
    drawn = draft(tmp_path, figure("f", 40), head=HEAD.replace("day =", 'lot = "00ff"\nday ='))
    assert drawn.drawn == ("B", "A")


def test_nothing_held_back_stands_in_anything_written(tmp_path: Path) -> None:
    made = communique(draft(tmp_path, figure("f", 7), figure("g", 640, measure='"answered"')), file="f")
    document = communique_document(made)
    assert [one["count"] for one in document["figures"]] == [None, 640]
    for language in Language:
        assert "**7" not in markdown(made, language)
    write_communique(made, tmp_path)
    assert "**640 names" not in markdown(made, Language.EN)
    assert "640 persons" in (tmp_path / "communique-en.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert (tmp_path / "communique-uk.pdf").read_bytes().startswith(b"%PDF")


def test_each_figure_names_its_acts() -> None:
    made: Communique = communique(read_figures(EXAMPLE / "figures.toml"), file="f")
    text = markdown(made, Language.EN)
    for one in made.draft.figures:
        assert f"Acts: {', '.join(one.acts)}." in text
    assert text.count("\n1. ") == 1


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_is_counted_in_words(unit: Unit) -> None:
    assert counted(unit, 1, Language.EN).startswith("1 ")
    assert counted(unit, 1, Language.EN) != counted(unit, 2, Language.EN).replace("2", "1")


def test_numbers_have_the_forms_of_each_language() -> None:
    """CLDR plural rules: one, few, many in Ukrainian and Russian; a noun stays as it is behind a number in Turkish."""
    forms = {
        language: [counted(Unit.BODY, n, language) for n in (1, 2, 5, 11, 21, 112)]
        for language in (Language.UK, Language.RU, Language.TR)
    }
    assert forms == {
        Language.UK: ["1 тіло", "2 тіла", "5 тіл", "11 тіл", "21 тіло", "112 тіл"],
        Language.RU: ["1 тело", "2 тела", "5 тел", "11 тел", "21 тело", "112 тел"],
        Language.TR: ["1 ceset", "2 ceset", "5 ceset", "11 ceset", "21 ceset", "112 ceset"],
    }


def test_figures_as_a_table(tmp_path: Path) -> None:
    table = (
        "figure_id,measure,unit,direction,count,until,acts,approved_by,document,day\n"
        "f,returned,child,B→A,40,2030-06-16,AC-1;AC-2,A;B,7,2030-07-01\n"
        "g,returned,child,A→B,12,2030-06-16,AC-3,A;B,7,2030-07-01\n"
    )
    (tmp_path / "figures.csv").write_text(table, encoding="utf-8")
    read = read_figures(tmp_path / "figures.csv")
    assert [(one.figure_id, one.count, one.acts) for one in read.figures] == [
        ("f", 40, ("AC-1", "AC-2")),
        ("g", 12, ("AC-3",)),
    ]
    (tmp_path / "figures.csv").write_text(table.replace("AC-3,A;B", ",A"), encoding="utf-8")
    with pytest.raises(InputRefused) as refusal:
        read_figures(tmp_path / "figures.csv")
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [(3, "acts"), (3, "approved_by")]


def test_what_is_no_earlier_communique_is_refused(tmp_path: Path) -> None:
    for content in ("[]", "{", json.dumps({"format": "other"})):
        (tmp_path / "before.json").write_text(content, encoding="utf-8")
        with pytest.raises(InputRefused, match="no earlier communiqué"):
            read_before(tmp_path / "before.json")
