"""One person's name or not: the rules by example. Swapping the sides is tested in ``tests/mirror/test_names.py``."""

import pytest

from homeward.names.comparison import THRESHOLD, Feature, compare
from homeward.names.evidence import Outcome


@pytest.mark.parametrize(
    "pair",
    [
        "Сичов Вадим Олександрович | Сычев, Вадим",
        "Сичов Вадим Олександрович | Vadim Sychev",
        "Турчинов, Александр Валентинович | Oleksandr Turchynov",
        "Шухевич Юрій Романович | Jurij Szuchewycz",
        "Игорь Владимирович Мосийчук | Igor Vladimirovitch Mossiytchouk",
        "Білецький Андрій | Andrij Bilezkyj",
        "Білецький Андрій | Andri Biletskõi",
        "Ярош Дмитро Анатолійович | Dmitro Yaroş",
        "Ковальська Ольга | Ковальская Ольга Ивановна",
        "Julija Volodymyrivna Tymošenková | Тимошенко Юлія Володимирівна",
        "Гнатюк Микола Іванович | Nikolay Gnatyuk",
        "ПЕТРЕНКО ІВАН | Иван Петренко",
        "Cичoв Вадим | Сичов Вадим",
        "Сичов В.О. | Сичов Вадим Олександрович",
        "Петренко Саша | Петренко Олександр",
        "Иванов Пётр Иваныч | Іванов Петро Іванович",
        "Kevin Rudd | Кевін Радд",
        "Joe Oliver | Оливер, Джо",
        "Jean-Christophe Lagarde | Жан-Кристоф Лагард",
        "Jari Koskinen | Коскинен, Яри",
        "Renae | Рене",
        "Lihačov | Лихачёв",
    ],
)
def test_one_persons_name(pair):
    left, right = pair.split(" | ")
    assert compare(left, right).same


@pytest.mark.parametrize(
    "pair",
    [
        "Сергій Володимирович Кононенко | Сергей Владимирович Конопенко",  # near surname
        "Сичов Вадим Олександрович | Сычев Игорь Александрович",  # brothers
        "Сичов Вадим | Сычев Игорь",
        "Сичов Вадим Олександрович | Сычев Вадим Игоревич",  # another father
        "Степаненко Олег | Oleh Stipanenko",
        "Корнійчук Ігор | Корнийчук Егор",
        "Андрієнко Марія | Андриенко Марта",
        "Сичов В.О. | Сичов Павло Олегович",
        "Pat Roberts | Роберт Браун",
        "Borloo, Jean-Louis | Жан-Луи Брику",
        "Laka | Бака",
        "Shevchuk | Левчук",
    ],
)
def test_not_one_persons_name(pair):
    left, right = pair.split(" | ")
    assert not compare(left, right).same


def test_a_missing_patronymic_is_neutral_on_both_sides():
    full, short = "Сичов Вадим Олександрович", "Сычев Вадим"
    missing = compare(full, short)
    assert missing.same
    assert not [reason for reason in missing.reasons if reason.feature is Feature.PATRONYMIC]
    assert missing.score == compare(short, full).score


def test_a_contradicting_patronymic_speaks_against():
    agreeing = compare("Сичов Вадим Олександрович", "Сычев Вадим Александрович").score
    contradicting = compare("Сичов Вадим Олександрович", "Сычев Вадим Сергеевич").score
    assert contradicting < THRESHOLD < compare("Сичов Вадим", "Сычев Вадим").score < agreeing


def test_agreement_on_a_rare_name_weighs_more_than_on_a_frequent_one():
    frequent = compare("Бондаренко Олександр", "Bondarenko Oleksandr")
    rare = compare("Білоштан Олександр", "Biloshtan Oleksandr")
    assert frequent.score < rare.score


def test_the_reasons_add_up_to_the_score():
    result = compare("Сичов Вадим Олександрович", "Sychov Vadym")
    bits = sum(reason.weight for reason in result.reasons)
    assert result.score == pytest.approx(1 / (1 + 2**-bits))
    assert [reason.feature for reason in result.reasons] == [Feature.PRIOR, Feature.SURNAME, Feature.GIVEN]


def test_reasons_show_the_words_compared_and_the_outcome():
    given = next(r for r in compare("Петренко Саша", "Петренко Олександр").reasons if r.feature is Feature.GIVEN)
    assert (given.left, given.right, given.outcome) == ("саша", "олександр", Outcome.SHORT_FORM)


def test_the_other_order_of_words_is_found_and_named():
    result = compare("Поло Генц", "Genc Polo")
    assert result.same


def test_a_name_without_letters_is_nobodys():
    assert compare("", "Сичов").score == 0.0
    assert not compare("-", "-").same


def test_one_word_against_a_full_name_is_left_to_people():
    assert not compare("Сичов", "Сичов Вадим Олександрович").same
