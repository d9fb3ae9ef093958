"""The page of the demo: every figure of the round stands on it, every file is linked, no name of anyone is told."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from homeward.cli.demo_page import ShownRound, flow_steps, index, write_index
from homeward.cli.demo_words import FILES, WHY_NOT
from homeward.cli.round_persons import COLUMNS
from homeward.exchange.agreements import read_agreement
from homeward.exchange.lot import Draw, SealedNumber, commit, list_digest, open_draw, reveal
from homeward.exchange.persons import read_persons
from homeward.exchange.plan_file import plan_sha256
from homeward.exchange.planning import make_plan
from homeward.exchange.reasons import ReasonKey
from homeward.exchange.terms import Agreement, Paper
from homeward.reconciliation.outcomes import Overlap
from homeward.reconciliation.pictures import ListCount, Region
from homeward.words import Language, say

AGREEMENT = """
[agreement]
id = "page"
title = "An agreement of a test"
signed = 2025-06-02
sides = ["X", "Y"]

[[term]]
id = "wounded"
title = "Gravely wounded"
rule = "all_for_all"
category = "medical in {A}"
order = ["medical_urgency"]

[[term]]
id = "others"
title = "Others"
rule = "equal_numbers"
category = "all"
order = ["held_since"]

[round]
date = 2025-06-09
stages = 2
capacity.X = { seats = 3, stretchers = 1 }
capacity.Y = { seats = 3, stretchers = 1 }
"""
FILES_MADE = ("lists/report.html", "plan/plan.json", "plan/why.csv", "given/a list.csv")


def rows() -> list[list[str]]:
    """Nine of X and five of Y, most of whom nothing keeps."""
    given = {f"X{n}": ["X", "A" if n < 2 else "", "yes", "yes", "X;Y"] for n in range(9)}
    given |= {f"Y{n}": ["Y", "", "yes", "yes", "X;Y"] for n in range(5)}
    given["X7"][4] = "X"
    given["X8"][3] = "no"
    given["Y4"][2] = "no"
    return [
        [number, side, f"Somebody {number}", "1980-01-01", "2023-01-01", medical, "0", fit, "no", will, by, "", "no"]
        for number, (side, medical, fit, will, by) in given.items()
    ]


def drawn(agreement: Agreement, persons_sha256: str) -> Draw:
    draw = open_draw(list_digest(agreement.sha256, persons_sha256), agreement.sides)
    sealed = [SealedNumber(draw.list_sha256, party, f"{n}a" * 32, f"{n}b" * 32) for n, party in enumerate(draw.parties)]
    for one in sealed:
        draw = commit(draw, one.party, one.commitment)
    for one in sealed:
        draw = reveal(draw, one)
    return draw


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> ShownRound:
    folder = tmp_path_factory.mktemp("round")
    toml, table = folder / "agreement.toml", folder / "persons.csv"
    toml.write_text(AGREEMENT, encoding="utf-8")
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows()])
    agreement = read_agreement(toml)
    persons = read_persons(table, agreement.sides)
    draw = drawn(agreement, persons.sha256)
    return ShownRound(
        agreement=agreement,
        persons=persons.persons,
        plan=make_plan(toml, table, draw.lot),
        draw=draw,
        counts={
            "lists": {"east": {"sha256": "aa" * 32}, "west": {"sha256": "bb" * 32}},
            "pairs": [],
            "persons": 1234,
            "relatives_kept_apart": 17,
        },
        waiting=6,
        overlap=Overlap(
            (ListCount("east", 70, 1), ListCount("west", 61)),
            (Region(frozenset({"east", "west"}), 60), Region(frozenset({"east"}), 9), Region(frozenset({"west"}), 1)),
        ),
        papers=[
            Paper(side, language, Path(f"plan/{language}/list_{side}.{kind}"))
            for language in Language
            for side in ("X", "Y")
            for kind in ("pdf", "xlsx")
        ],
        files=FILES_MADE,
        check="homeward exchange verify plan/plan.json given/agreement.toml persons.csv",
    )


@pytest.fixture(scope="module")
def page(shown: ShownRound) -> str:
    return index(shown)


class Read(HTMLParser):
    """Links and the rows of every table, by its caption."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.tables: dict[str, list[list[str]]] = {}
        self.caption = ""
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(str(found["href"]))
        if found.get("id"):
            self.ids.add(str(found["id"]))
        if tag in ("caption", "th", "td"):
            self.inside = tag
        if tag == "caption":
            self.caption = ""
        if tag == "tr":
            self.tables.setdefault(self.caption, []).append([])
        if tag in ("th", "td"):
            self.tables[self.caption][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, text: str) -> None:
        if self.inside == "caption":
            self.caption += text
        elif self.inside:
            self.tables[self.caption][-1][-1] += text


def test_the_title_is_the_state_of_the_round(shown: ShownRound, page: str) -> None:
    title = page[page.index("<h1>") : page.index("</h1>")]
    assert len(shown.plan.lines) + len(shown.plan.left_out) == len(rows())
    assert f"{len(shown.plan.lines)} persons go home" in title
    assert f"{len(shown.plan.left_out)} stay" in title
    assert "6 pairs" in title


def test_the_flow_counts_each_gate_after_the_one_before(shown: ShownRound) -> None:
    counts = [step.counts for step in flow_steps(shown, Language.EN)]
    assert counts[:4] == [(9, 5), (8, 5), (7, 5), (7, 4)]
    planned = [sum(line.side == side for line in shown.plan.lines) for side in ("X", "Y")]
    assert counts[4] == tuple(planned)


def test_the_stages_hold_everyone_planned(shown: ShownRound, page: str) -> None:
    head, *stages = Read(page).tables["By stage"]
    assert head[1:3] == ["Gravely wounded", "Others"]
    assert len(stages) == 4
    assert sum(int(row[3]) for row in stages) == len(shown.plan.lines)
    assert sum(int(row[1]) for row in stages) == 2
    assert all(int(row[1]) + int(row[2]) == int(row[3]) for row in stages)


def test_terms_show_who_may_go_and_who_is_planned(shown: ShownRound, page: str) -> None:
    head, *terms = Read(page).tables["By term, in the order of the agreement"]
    assert head == ["term", "may go, to X", "planned, to X", "may go, to Y", "planned, to Y"]
    for row, outcome in zip(terms, shown.plan.outcomes, strict=True):
        assert row[0].startswith(outcome.term.title)
        figures = [counted[side] for side in ("X", "Y") for counted in (outcome.eligible, outcome.planned)]
        assert list(map(int, row[1:])) == figures


def test_everyone_who_stays_is_counted_by_every_reason(shown: ShownRound, page: str) -> None:
    _head, *reasons = Read(page).tables["Persons who stay in this round, by reason"]
    told = {row[0]: (int(row[1]), int(row[2])) for row in reasons}
    assert told["not confirmed by both sides"] == (1, 0)
    assert told["does not wish to return"] == (1, 0)
    assert told["not fit to travel"] == (0, 1)
    for person in shown.plan.left_out:
        assert any(WHY_NOT.get(why.key) in told for why in person.reasons)
    totals = [sum(counts) for counts in told.values()]
    assert totals == sorted(totals, reverse=True)


def test_every_reason_to_stay_has_general_words() -> None:
    goes = ReasonKey.CATEGORY_HOLDS, ReasonKey.RANKED, ReasonKey.WITH_FAMILY_GROUP, ReasonKey.GROUP_GOES_WITHOUT
    journey = ReasonKey.ON_STRETCHER, ReasonKey.WITH_ESCORT
    promised = {key for key in ReasonKey if key.value.startswith(("promise_", "number_not"))}
    assert set(WHY_NOT) == set(ReasonKey) - set(goes) - set(journey) - promised


def test_every_file_and_paper_is_linked_and_nothing_outside(shown: ShownRound, page: str) -> None:
    read = Read(page)
    files = {link for link in read.links if not link.startswith("#")}
    assert files == {paper.path.as_posix() for paper in shown.papers} | {
        path.replace(" ", "%20") for path in shown.files
    }
    assert {link[1:] for link in read.links if link.startswith("#")} <= read.ids
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)
    assert "<script" not in page


def test_files_are_told_what_they_hold(page: str) -> None:
    told = {row[0]: row[1] for row in Read(page).tables["Beside this page"][1:]}
    assert told["plan/why.csv"] == FILES["why.csv"]
    assert told["given/a list.csv"] == ""


def test_the_lot_shows_who_committed_and_revealed(shown: ShownRound, page: str) -> None:
    _head, *parties = Read(page).tables["The draw"]
    assert [row[:3] for row in parties] == [["X", "yes", "yes"], ["Y", "yes", "yes"], ["the neutral", "yes", "yes"]]
    assert shown.draw is not None
    assert [row[3] for row in parties] == [shown.draw.commitments[party] for party in shown.draw.parties]
    assert shown.plan.lot in page


def test_a_rehearsal_is_called_one(shown: ShownRound, page: str) -> None:
    told = "the lot was not drawn by both sides"
    assert told in index(replace(shown, draw=None))
    assert told not in page


def test_digests_and_the_command_to_compute_again_stand_there(shown: ShownRound, page: str) -> None:
    digests = (plan_sha256(shown.plan), shown.plan.agreement_sha256, shown.plan.persons_sha256, "aa" * 32, "bb" * 32)
    for text in (*digests, shown.check):
        assert text in page


def test_no_name_of_anyone_is_told_and_synthetic_persons_are_called_so(shown: ShownRound, page: str) -> None:
    assert "Somebody" not in page
    assert not any(re.search(rf"\b{person.person_id}\b", page) for person in shown.persons)
    assert "Synthetic persons only" in page


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_written_in_each_language(shown: ShownRound, tmp_path: Path, language: Language) -> None:
    write_index(tmp_path, shown, language)
    written = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{language.value}">' in written
    assert say("The plan", language) in written
    assert Read(written).links == Read(index(shown)).links
