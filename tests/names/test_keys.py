"""Keys of a part: what equal forms share, and what brothers and near names must not share."""

import pytest

from homeward.names.keys import NO_KEYS, Part, PartKeys, part_keys
from homeward.names.scripts import clean_word


def keys(word: str, part: Part) -> PartKeys:
    return part_keys(clean_word(word), part)


def meet(left: str, right: str, part: Part) -> bool:
    one, other = keys(left, part), keys(right, part)
    return bool(set(one.lemmas) & set(other.lemmas) or set(one.skeletons) & set(other.skeletons))


@pytest.mark.parametrize(
    "forms",
    [
        "Володимир Владимир Volodymyr Vladimir Wolodymyr Вова Володя",
        "Микола Николай Mykola Nikolai Коля Миколи Миколу",
        "Олександр Александр Oleksandr Aleksandr Alexander Саша",
        "Сергій Сергей Serhii Sergei Sergey Серёжа Сергія",
        "Євген Евгений Yevhen Evgeny Jewgenij Женя",
        "Дмитро Дмитрий Dmytro Dmitry Dmitrij Діма",
        "Ганна Анна Hanna Anna Аня",
        "Катерина Екатерина Kateryna Ekaterina Катя",
        "Ілля Илья Illia Ilya",
        "Пилип Филипп Pylyp Philip",
    ],
)
def test_forms_of_one_given_name_share_a_key(forms):
    first, *others = forms.split()
    assert [form for form in others if not meet(first, form, Part.GIVEN)] == []


@pytest.mark.parametrize(
    "pair", ["Іван Петро", "Сергій Андрій", "Ігор Єгор", "Марія Марта", "Олег Олексій", "Юрій Ігор"]
)
def test_different_given_names_share_none(pair):
    assert not meet(*pair.split(), Part.GIVEN)


@pytest.mark.parametrize(
    "forms",
    [
        "Ковальський Ковальская Ковальська Kovalskyi Kovalska Kowalski",
        "Іванов Иванова Ivanova Іванової Иванову",
        "Олійник Олейник Oliinyk Oleynik",
        "Білоус Белоус Bilous Belous",
        "Шевченко Шевченка Шевченку Shevchenko",
        "Ковальчук Ковальчука Kovalchuk",
        "Лановий Лановой Lanovyi Lanovoy",
        "Ковальов Ковалёв Kovalov Kovalyov",
        "Жаворонков Žavoronkovs Zhavoronkov Жаворонкова",
    ],
)
def test_forms_of_one_surname_share_a_key(forms):
    first, *others = forms.split()
    assert [form for form in others if not meet(first, form, Part.SURNAME)] == []


@pytest.mark.parametrize(
    "forms",
    [
        "Сергійович Сергеевич Сергіївна Serhiiovych Sergeevna Сергеич",
        "Миколайович Николаевич Миколаївна Nikolaevich",
        "Іванович Иваныч Ивановна Ivanovych İvanoviç Івановичу",
        "Ілліч Ильич Іллівна Ильинична",
        "Якович Яковлевич Яківна Яковлевна",
        "Григорович Григорьевич Hryhorovych Hrihoroviç",
        "Олексійович Алексеевич Алексеич Oleksiiovych",
    ],
)
def test_a_patronymic_is_the_fathers_name_whatever_its_suffix(forms):
    first, *others = forms.split()
    assert [form for form in others if not meet(first, form, Part.PATRONYMIC)] == []


def test_the_patronymic_carries_the_same_lemma_as_the_fathers_given_name():
    assert keys("Сергеевна", Part.PATRONYMIC).lemmas == keys("Сергій", Part.GIVEN).lemmas == ("сергій",)


def test_an_initial_is_marked():
    assert keys("В.", Part.GIVEN) == PartKeys((), ("v",), "v", True)


def test_a_word_without_letters_has_no_keys():
    assert part_keys("", Part.SURNAME) == part_keys("'", Part.SURNAME) == NO_KEYS


def test_keys_are_sorted_and_few():
    for word in ("Hochchuk", "Jechjcho", "Huhuchcjc"):
        found = keys(word, Part.SURNAME)
        assert list(found.skeletons) == sorted(set(found.skeletons))
        assert len(found.skeletons) <= 4
