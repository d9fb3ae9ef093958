"""The report: everything that was found stands on it, with reasons, and nothing on it can act."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from people import person_list

from homeward.drawing import count_text, decimal_text
from homeward.reconciliation import outcomes
from homeward.reconciliation.comparing import Reconciliation, reconcile
from homeward.reconciliation.comparisons import COMPARISONS, SHOWN
from homeward.reconciliation.explaining import OTHER_OUTCOMES, OTHER_REASONS
from homeward.reconciliation.pair_card import card_id
from homeward.reconciliation.pictures import overlap_picture, probability_text
from homeward.reconciliation.report import report, write_report
from homeward.reconciliation.results import summary
from homeward.reconciliation.terms import Verdict
from homeward.register.entries import PersonList
from homeward.words import Language

#: Persons as each side writes them: surname, given name, patronymic, place of birth.
UKRAINIAN = [
    "Гриценко Олександр Миколайович Полтава",
    "Шаповал Ігор Степанович Суми",
    "Дзюба Микола Павлович Ковель",
    "Романюк Андрій Іванович Бердичів",
    "Власенко Дмитро Олегович Ізюм",
    "Середа Тарас Богданович Стрий",
    "Панчук Євген Віталійович Умань",
    "Лисенко Петро Сергійович Лубни",
    "Гончар Василь Якович Ніжин",
    "Волошин Юрій Михайлович Хуст",
    "Кравець Роман Тимофійович Дубно",
    "Стельмах Володимир Ілліч Канів",
]
RUSSIAN = [
    "Гриценко Александр Николаевич Полтава",
    "Шаповал Игорь Степанович Сумы",
    "Дзюба Николай Павлович Ковель",
    "Романюк Андрей Иванович Бердичев",
    "Власенко Дмитрий Олегович Изюм",
    "Середа Тарас Богданович Стрый",
    "Панчук Евгений Витальевич Умань",
    "Лысенко Пётр Сергеевич Лубны",
    "Гончар Василий Яковлевич Нежин",
    "Волошин Юрий Михайлович Хуст",
    "Кравец Роман Тимофеевич Дубно",
    "Стельмах Владимир Ильич Канев",
]
HOSTILE = "<img src=x onerror=alert(1)>"


def entry(number: int, written: str, **cells: str) -> dict[str, str]:
    surname, given, patronymic, place = written.split()
    row = {
        "rec_id": f"{number:03d}",
        "surname": surname,
        "given_name": given,
        "patronymic": patronymic,
        "sex": "м",
        "birth_date": f"{number * 7 % 27 + 1:02d}.{number * 5 % 12 + 1:02d}.{1960 + number * 11 % 40}",
        "birth_place": place,
    }
    return row | cells


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[PersonList, PersonList]:
    """Twelve persons on both lists; on the first a person who stands twice, on the second a brother of this person."""
    folder = tmp_path_factory.mktemp("lists")
    left = [entry(number, written) for number, written in enumerate(UKRAINIAN)]
    right = [entry(number, written) for number, written in enumerate(RUSSIAN)]
    twice, born = "Остапчук Віталій Федорович Галич", {"birth_date": "03.03.1991"}
    left += [
        entry(40, twice, **born, health_note="ампутація", unit=HOSTILE),
        entry(41, twice, **born, health_note="астма"),
    ]
    right += [entry(50, "Остапчук Юрий Фёдорович Галич", birth_date="14.08.1993")]
    return person_list(folder, "east", left), person_list(folder, "west", right)


@pytest.fixture(scope="module")
def result(lists: tuple[PersonList, PersonList]) -> Reconciliation:
    return reconcile(lists)


@pytest.fixture(scope="module")
def page(result: Reconciliation) -> str:
    return report(result)


class Cards(HTMLParser):
    """The cards of a page: the sections they stand in, and all ids and links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.section = ""
        self.cards: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: Counter[str] = Counter()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements[tag] += 1
        if tag == "section":
            self.section = found.get("id", "")
        if tag == "article":
            self.cards.append((self.section, found["id"]))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])


def test_every_pair_stands_once_in_the_section_it_belongs_to(result: Reconciliation, page: str) -> None:
    counted = Counter(section for section, _ in Cards(page).cards)
    inside = outcomes.duplicates(result)
    assert counted["look"] == result.review.sum()
    assert counted["apart"] == summary(result)["relatives_kept_apart"]
    assert counted["duplicates"] == inside == 1
    assert counted["proposed"] == result.proposed.sum() - inside == len(RUSSIAN)
    assert len({card for _, card in Cards(page).cards}) == sum(counted.values())


def test_the_brother_is_kept_apart_in_words(result: Reconciliation) -> None:
    shown = outcomes.with_entries(result, outcomes.apart(result, 10))
    assert {verdict.pair.verdict for verdict in shown} == {Verdict.SIBLINGS}
    assert "most probably brothers or sisters: kept apart" in report(result)


def test_every_reason_stands_beside_its_cells_with_its_weight(result: Reconciliation, page: str) -> None:
    cards = dict(re.findall(r'<article[^>]* id="([^"]+)"[^>]*>(.*?)</article>', page, re.S))
    every = outcomes.with_entries(result, np.flatnonzero(result.proposed | result.review))
    assert len(every) > len(RUSSIAN)
    for shown in every:
        card = cards[card_id(shown.pair)]
        for reason in shown.pair.reasons:
            feature, outcome = outcomes.reason_words(reason.feature, reason.outcome)
            row = next(line for line in re.findall(r"<tr.*?</tr>", card) if f'<th scope="row">{feature}</th>' in line)
            assert outcome in row
            assert decimal_text(reason.weight, 1, "en", signed=True) in row
        assert f"<strong>{probability_text(shown.pair.probability, 'en')}</strong>" in card


def test_names_stand_as_written_with_their_latin_form_beneath(page: str) -> None:
    for text in ("Гриценко Олександр Миколайович", "Гриценко Александр Николаевич", "Hrytsenko Oleksandr Mykolaiovych"):
        assert text in page


def test_a_cell_cannot_act(page: str) -> None:
    assert HOSTILE not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert Cards(page).elements["img"] == 0
    assert Cards(page).elements["script"] == 1


def test_the_page_needs_nothing_beside_it(page: str) -> None:
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "url(" not in page
    assert "@import" not in page


def test_every_link_leads_somewhere_on_the_page(page: str) -> None:
    read = Cards(page)
    assert len(set(read.ids)) == len(read.ids)
    targets = {link[1:] for link in read.links if "=" not in link}
    assert targets
    assert targets <= set(read.ids)


def test_the_page_says_that_it_holds_names_and_what_it_found(result: Reconciliation, page: str) -> None:
    before, _, _after = page.partition("<nav")
    assert "holds names of persons" in before
    assert f"{result.proposed.sum()} pairs proposed" in before


def test_the_order_of_lists_and_rows_changes_nothing(lists: tuple[PersonList, PersonList], page: str) -> None:
    def turned(one: PersonList) -> PersonList:
        backwards = pa.array(range(len(one) - 1, -1, -1))
        return PersonList(one.label, one.entries.take(backwards), one.unknown, one.sha256)

    assert report(reconcile([turned(one) for one in reversed(lists)])) == page


def test_health_stands_behind_a_quiet_step(page: str) -> None:
    for note in ("ампутація", "астма"):
        before = page[: page.index(note)]
        assert before.rindex("<details>") > before.rindex("</table>")


def test_the_figures_of_the_overlap_add_up(result: Reconciliation, page: str) -> None:
    found = outcomes.overlap(result)
    assert overlap_picture(found.lists, found.regions, "en")  # refuses figures that do not add up
    assert sum(region.persons for region in found.regions) == summary(result)["persons"]
    assert f"name {count_text(summary(result)['persons'])} persons" in page


def test_the_most_pressing_pairs_come_first_and_the_rest_is_counted(
    result: Reconciliation, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = (outcomes.proposed(result, most, inside=False) for most in (3, 100))
    assert few.tolist() == many[:3].tolist()
    bits = result.weighed.bits[many].round(6).tolist()
    assert bits == sorted(bits)
    monkeypatch.setattr("homeward.reconciliation.report.OTHERS", 3)
    assert f"3 of {len(many)} are drawn here; all stand in pairs.csv" in report(result)


def test_every_reason_there_can_be_has_its_words() -> None:
    for comparison in COMPARISONS:
        for code in comparison.codes:
            feature, outcome = outcomes.reason_words(SHOWN[comparison.feature], code)
            assert feature == comparison.words
            assert outcome
    for feature in OTHER_REASONS:
        for outcome in OTHER_OUTCOMES:
            assert outcomes.reason_words(feature, outcome) == (OTHER_REASONS[feature], OTHER_OUTCOMES[outcome])
    for verdict in Verdict:
        assert outcomes.reason_words("relatives", verdict.value)[1] == verdict.label


def test_a_section_without_a_pair_says_why(result: Reconciliation) -> None:
    nothing = np.zeros(len(result.proposed), dtype=bool)
    page = report(replace(result, proposed=nothing, review=nothing))
    assert "No entry of one list resembles an entry of another closely enough." in page
    assert "No pair of these lists needs a person" in page


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_written_in_each_language(result: Reconciliation, tmp_path: Path, language: Language) -> None:
    write_report(result, tmp_path, language)
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{language.value}">' in written
    assert len(Cards(written).cards) == len(Cards(report(result)).cards)
