"""Levels: how pairs of cells come out, the same in both directions."""

from pathlib import Path

import numpy as np
import pytest
from people import person_list

from homeward.reconciliation.compared import compare
from homeward.reconciliation.comparisons import COMPARISONS
from homeward.reconciliation.features import make_records
from homeward.reconciliation.levels import ABSENT

#: feature, what stands in one row, in the other, the level it comes out at
CASES = [
    ("surname", {"surname": "Шевченко"}, {"surname": "Shevchenko"}, "same"),
    ("surname", {"surname": "Олійник"}, {"surname": "Олейник"}, "same"),
    ("surname", {"surname": "Ковальська"}, {"surname": "Ковальский"}, "sounds_same"),
    ("surname", {"surname": "Гринчук"}, {"surname": "Hrynchuk"}, "same"),
    ("surname", {"surname": "Кравченко"}, {"surname": "Кравчекно"}, "one_slip"),
    ("surname", {"surname": "Гончаренко"}, {"surname": "Гочаринко"}, "two_slips"),
    ("surname", {"surname": "Гончаренко"}, {"surname": "Гончарук"}, "alike"),
    ("surname", {"surname": "Петренко (Гончар)"}, {"surname": "Гончар"}, "second_name"),
    ("surname", {"surname": "Сичов"}, {"surname": "Бондаренко"}, "other"),
    ("given", {"given_name": "Володимир"}, {"given_name": "Владимир"}, "same"),
    ("given", {"given_name": "Микола"}, {"given_name": "Николай"}, "same"),
    ("given", {"given_name": "Олександр"}, {"given_name": "Саша"}, "same"),
    ("given", {"given_name": "Олександр"}, {"given_name": "Александра", "sex": "м"}, "meant"),
    ("given", {"given_name": "Віктор"}, {"given_name": "В."}, "initial"),
    ("given", {"given_name": "В."}, {"given_name": "V"}, "initial"),
    ("given", {"given_name": "Станіслав"}, {"given_name": "Стн."}, "other"),
    ("given", {"given_name": "Олександр"}, {"given_name": "Олександрик"}, "meant"),
    ("given", {"given_name": "Вікторія"}, {"given_name": "Вікуся"}, "meant"),
    ("given", {"given_name": "Юрій"}, {"given_name": "Юлій"}, "near_name"),
    (
        "given",
        {"surname": "Rudenko", "given_name": "Viktor"},
        {"surname": "Виктор", "given_name": "Рудееко"},
        "crossed",
    ),
    ("given", {"given_name": "Владислав"}, {"given_name": "Вадим"}, "other_name"),
    ("patronymic", {"patronymic": "Миколайович"}, {"patronymic": "Николаевич"}, "same"),
    ("patronymic", {"patronymic": "Іванович"}, {"patronymic": "Петрович"}, "other_name"),
    ("aside", {"surname": "Ткаченко «Сокіл»"}, {"surname": "Ткаченко", "given_name": "Роман (Falcon)"}, "same"),
    ("aside", {"surname": "Ткаченко, позивний Тихий"}, {"surname": "Ткаченко «ТИХИЙ»"}, "same"),
    ("aside", {"surname": "Ткаченко (Гончар)"}, {"surname": "Ткаченко (Мельник)"}, "other"),
    ("tag", {"surname": "Неизвестный, бирка № 214"}, {"surname": "unknown (tag A-0214)"}, "same"),
    ("tag", {"surname": "Ткаченко № 214"}, {"surname": "Ткаченко № 215"}, "other"),
    ("sex", {"sex": "ч"}, {"sex": "м"}, "same"),
    ("sex", {"sex": "ч"}, {"sex": "ж"}, "other"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "1999-06-12"}, "same_day"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "06.12.1999"}, "swapped"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "1999 р.н."}, "agrees"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "1998-2001"}, "agrees_widely"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "років 23", "event_date": "01.06.2023"}, "agrees"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "років 25", "event_date": "01.06.2023"}, "nearly"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "12.06.1998"}, "other_year"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "17.06.1999"}, "one_part"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "03.11.1999"}, "same_year"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "1998"}, "next_year"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "01.03.1995"}, "few_years"),
    ("birth_date", {"birth_date": "12.06.1999"}, {"birth_date": "1971"}, "other"),
    ("birth_place", {"birth_place": "Олешки"}, {"birth_place": "г. Алешки"}, "same"),
    ("birth_place", {"birth_place": "Олешки"}, {"birth_place": "Цюрупинськ"}, "same"),
    ("birth_place", {"birth_place": "Харків"}, {"birth_place": "Львів"}, "other"),
    ("event_date", {"event_date": "01.03.2023"}, {"event_date": "2023-03-01"}, "same_day"),
    ("event_date", {"event_date": "01.03.2023"}, {"event_date": "2023-03-04"}, "days"),
    ("event_date", {"event_date": "01.03.2023"}, {"event_date": "2023-09-04"}, "other"),
    ("unit", {"unit": "212 омбр"}, {"unit": "212th Mechanized Brigade"}, "same"),
    ("unit", {"unit": "212 омбр"}, {"unit": "213 омбр"}, "other_number"),
    ("unit", {"unit": "дитячий будинок № 2 «Росинка»"}, {"unit": "детский дом №2"}, "same"),
    ("unit", {"unit": "ДБ м. Олешки"}, {"unit": "Алёшкинский приют"}, "same_name"),
    ("unit", {"unit": "дитячий будинок № 2, Сквира"}, {"unit": "детский дом №2, Умань"}, "same_number"),
    ("unit", {"unit": "дитячий будинок, Сквира"}, {"unit": "детский дом, Умань"}, "other_number"),
    ("rank", {"rank": "солдат"}, {"rank": "рядовой"}, "same"),
    ("rank", {"rank": "солдат"}, {"rank": "майор"}, "other"),
]


def levels(folder: Path, one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    given = {"surname": "Ткаченко", "given_name": "Роман"}
    lists = [person_list(folder, "one", [given | one]), person_list(folder, "other", [given | other])]
    found = compare(make_records(lists), np.array([0]), np.array([1])).levels[:, 0]
    return {c.feature: c.codes[level] for c, level in zip(COMPARISONS, found, strict=True) if level != ABSENT}


@pytest.mark.parametrize(("feature", "one", "other", "level"), CASES)
def test_a_pair_of_cells_comes_out_the_same_in_both_directions(
    tmp_path: Path, feature: str, one: dict[str, str], other: dict[str, str], level: str
) -> None:
    there, back = levels(tmp_path, one, other), levels(tmp_path, other, one)
    assert there[feature] == level
    assert back == there


def test_an_empty_cell_says_nothing(tmp_path: Path) -> None:
    assert set(levels(tmp_path, {}, {"birth_date": "1999", "unit": "212 омбр"})) == {"surname", "given"}


def test_surname_and_given_name_in_each_others_column(tmp_path: Path) -> None:
    swapped = {"surname": "Вадим", "given_name": "Сичов"}
    found = levels(tmp_path, swapped, {"surname": "Сычев", "given_name": "Вадим"})
    assert (found["surname"], found["given"]) == ("sounds_same", "same")
