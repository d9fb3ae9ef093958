"""Names in Latin letters for papers: the language is read from the name, never from the side."""

import pytest

from homeward.names.latin_names import latin_name_for, latin_names
from homeward.words import Language


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Згурський Юрій", "Zghurskyi Yurii"),
        ("Гончар Олександр Вікторович", "Honchar Oleksandr Viktorovych"),
        ("Голик Павло", "Holyk Pavlo"),
        ("В'язовик Галина", "Viazovyk Halyna"),
        ("Гринь Сергійович", "Hryn Serhiiovych"),
        ("Голиков Алексей Сергеевич", "Golikov Aleksei Sergeevich"),
        ("Горбунова Галина Ивановна", "Gorbunova Galina Ivanovna"),
        ("Мыльников Егор", "Mylnikov Egor"),
        ("Сідараў Мікалай", "Sidarau Mikalai"),
        ("Бабрыковіч Аляксандр", "Babrykovich Aliaksandr"),
    ],
)
def test_a_name_is_written_as_the_passports_of_its_language_write_it(name, latin):
    assert latin_names([name]) == [latin]


def test_a_name_that_could_be_either_follows_the_names_it_stands_among():
    either = "Гриненко Олег"
    assert latin_names([either, "Ґудзь Іван", "Їжак Марія"])[0] == "Hrynenko Oleh"
    assert latin_names([either, "Рыбин Пётр", "Сычёв Фёдор"])[0] == "Grinenko Oleg"


def test_the_order_of_the_names_changes_nothing():
    names = ["Гриненко Олег", "Ґудзь Іван", "Рыбин Пётр", "Мацкевич Роман"]
    assert latin_names(names[::-1]) == latin_names(names)[::-1]


def test_a_name_in_latin_letters_and_an_absent_one_have_no_second_form():
    assert latin_names(["Yılmaz Işık", "Sychov Vadym", ""]) == ["", "", ""]


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Шевченко Їжак", "Şevçenko Yijak"),
        ("Иванов Юрий Сергеевич", "İvanov Yuriy Sergeyeviç"),
        ("Гаўрылаў", "Haurılau"),
    ],
)
def test_turkish_readers_see_turkish_letters(name, latin):
    assert latin_name_for(name, Language.TR) == latin


def test_who_reads_cyrillic_needs_no_second_form():
    assert {latin_name_for("Гончар", language) for language in (Language.UK, Language.RU)} == {""}
