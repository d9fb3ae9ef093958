"""Parts are told by the words, not by the column alone."""

import pytest

from homeward.names.parsing import PersonName, parse_name


def parts(name: PersonName) -> tuple[str, str, str]:
    return name.surname, name.given, name.patronymic


@pytest.mark.parametrize(
    "written",
    [
        "Сичов Вадим Олександрович",
        "Вадим Олександрович Сичов",
        "Сичов, Вадим Олександрович",
        "СИЧОВ ВАДИМ ОЛЕКСАНДРОВИЧ",
        "  Сичов   Вадим  Олександрович ",
    ],
)
def test_order_commas_and_capitals_do_not_matter(written):
    assert parts(parse_name(full_name=written)) == ("сичов", "вадим", "олександрович")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("Вадим", "Сичов", ""), ("сичов", "вадим", "")),
        (("Вадим", "Сичов", "Олександрович"), ("сичов", "вадим", "олександрович")),
        (("Сичов Вадим", "", ""), ("сичов", "вадим", "")),
        (("Сичов Вадим Олександрович", "", ""), ("сичов", "вадим", "олександрович")),
        (("Маркович", "Іван", ""), ("маркович", "іван", "")),
        (("Маркович", "Іван", "Петрович"), ("маркович", "іван", "петрович")),
        (("Романюк", "Роман", ""), ("романюк", "роман", "")),
        (("Мартин", "Борис", ""), ("мартин", "борис", "")),
        (("HOTSULYAK", "Dmitro", ""), ("hotsulyak", "dmitro", "")),
        (("Сичов", "В.", "О."), ("сичов", "в", "о")),
        (("Сичов", "В.О.", ""), ("сичов", "в", "о")),
    ],
)
def test_columns_are_believed_unless_the_words_say_otherwise(columns, expected):
    assert parts(parse_name(*columns)) == expected


def test_initials_after_a_surname():
    assert parts(parse_name(full_name="Сичов В.О.")) == ("сичов", "в", "о")


def test_maiden_names_call_signs_and_second_surnames_are_kept_apart():
    assert parse_name(full_name="Іваненко (Петренко) Марія Іванівна").others == ("петренко",)
    assert parse_name(full_name="Сичов Вадим «Сокіл»").others == ("сокіл",)
    double = parse_name(full_name="Нечуй-Левицький Іван Семенович")
    assert {double.surname, *double.others} == {"нечуй", "левицький"}
    assert double.given == "іван"


def test_a_name_that_looks_like_a_patronymic_but_is_a_given_name():
    assert parts(parse_name(full_name="Сулаева Ангелина")) == ("сулаева", "ангелина", "")
    assert parts(parse_name(full_name="Сулаева Василина")) == ("сулаева", "василина", "")


def test_a_patronymic_and_a_surname_of_the_same_shape():
    assert parts(parse_name(full_name="Вадим Романович Михалькевич")) == ("михалькевич", "вадим", "романович")


def test_look_alike_letters_are_repaired_with_the_words_around():
    assert parse_name(surname="COBA", given_name="Вадим").surname == "сова"


def test_an_empty_name_is_empty():
    assert parse_name() == PersonName("", "", "", ())
    assert parse_name(full_name=" - ") == PersonName("", "", "", ())


@pytest.mark.parametrize(
    ("declined", "expected"),
    [
        ("Мороза Івана Петровича", ("мороз", "іван", "петровича")),
        ("Мельника Олександра Петровича", ("мельник", "олександр", "петровича")),
        ("Вдовиченко Руслана Антоновича", ("вдовиченко", "руслан", "антоновича")),
        ("Бондаря Сергія Івановича", ("бондарь", "сергій", "івановича")),
        ("Кравец Ольге Ивановне", ("кравец", "ольга", "ивановне")),
    ],
)
def test_a_declined_patronymic_brings_the_name_back_to_the_nominative(declined, expected):
    assert parts(parse_name(full_name=declined)) == expected


def test_a_feminine_name_is_not_taken_for_a_declined_masculine_one():
    assert parts(parse_name(full_name="Мороз Олександра Петрівна")) == ("мороз", "олександра", "петрівна")
