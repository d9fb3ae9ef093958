"""What a column means, from its heading."""

from __future__ import annotations

import pytest

from homeward.intake.headings import assign, count_person_headings, headings_among, meaning_of
from homeward.register.entries import COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_canonical_names_mean_themselves(name: str) -> None:
    meaning = meaning_of(name)
    assert meaning is not None
    assert meaning.column == name


@pytest.mark.parametrize(
    ("column", "headings"),
    [
        ("rec_id", "№ з/п|№ п/п|№|#|id|ID|Код|Номер|No.|Sıra No|Kayıt No|номер справи|Номер записи"),
        ("surname", "Прізвище|ПРІЗВИЩЕ|Прiзвище|Фамилия|фамилия:|Surname|Last name|Family Name|Soyadı|SOYADI|Soyad"),
        ("given_name", "Ім'я|Ім’я|ІМЯ|Имя|Given name(s)|First Name|Adı|AD|İsim"),
        ("patronymic", "По батькові|по-батькові|Отчество|Patronymic|Father's name|Baba adı"),
        (
            "full_name",
            "ПІБ|П.І.Б.|Прізвище, ім'я, по батькові|ФИО|Ф. И. О.|Full name|Adı Soyadı|Ad-Soyad|Name and surname",
        ),
        ("sex", "Стать|Пол|Sex|Gender|Cinsiyet|Cinsiyeti (E/K)|Стать (ч/ж)"),
        (
            "birth_date",
            "Дата народження|ДН|д.н.|Дата рождения|г.р.|Год рождения|DOB|Date of birth|Doğum Tarihi|DOĞUM TARİHİ",
        ),
        ("birth_place", "Місце народження|Место рождения|Place of birth|Birthplace|Doğum yeri"),
        ("last_seen_place", "Місце зникнення|Место пленения|Last seen at|Place of capture|Son görüldüğü yer"),
        ("event_date", "Дата зникнення|Дата взяття в полон|Дата пленения|Date of capture|Esir düştüğü tarih"),
        ("unit", "Військова частина|в/ч|В/Ч|Підрозділ|Воинская часть|Unit|Birlik"),
        ("rank", "Звання|Військове звання|Воинское звание|Rank|Rütbe|Rütbesi"),
        ("health_note", "Стан здоров'я|Состояние здоровья|Ранение|Health|Medical condition|Sağlık durumu"),
    ],
)
def test_headings_in_four_languages(column: str, headings: str) -> None:
    for heading in headings.split("|"):
        meaning = meaning_of(heading)
        assert meaning is not None, heading
        assert meaning.column == column, heading


@pytest.mark.parametrize(
    "heading", ["", "Примітка", "Телефон", "notes", "Прізвище матері", "Контакт рідних", "13.06.1973"]
)
def test_other_headings_mean_nothing(heading: str) -> None:
    assert meaning_of(heading) is None


def test_a_plain_name_is_the_whole_name_only_where_there_is_no_surname() -> None:
    assert assign(["Name", "DOB"]).position == {"full_name": 0, "birth_date": 1}
    assert assign(["Name", "Surname"]).position == {"given_name": 0, "surname": 1}


def test_a_running_number_gives_way_to_an_entry_number() -> None:
    assigned = assign(["№ з/п", "ID", "ПІБ"])
    assert assigned.position["rec_id"] == 1
    assert assigned.unknown == (0,)


def test_the_plain_heading_wins_over_the_one_with_brackets() -> None:
    assigned = assign(["Прізвище", "Прізвище (лат.)"])
    assert assigned.position == {"surname": 0}
    assert assigned.unknown == (1,)


def test_two_columns_with_one_meaning_are_doubled() -> None:
    assert assign(["Фамилия", "Имя", "Surname"]).doubled == {"surname": (0, 2)}


def test_a_row_of_headings_has_a_name_among_them() -> None:
    assert count_person_headings(["Прізвище", "Дата народження", "Примітка"]) == 2
    assert count_person_headings(["Дата народження", "Звання"]) == 0
    assert count_person_headings(["Вигаданенко", "Іван", "13.06.1973"]) == 0


def test_fixed_headings_are_recognised_whatever_their_case() -> None:
    assert headings_among(["person_id", "side"])(["Person_ID", "side", "other"]) == 2
