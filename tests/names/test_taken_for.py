"""What a name was understood as, and what a part that one side lacks would do."""

import pytest

from homeward.names.comparison import THRESHOLD, Feature, compare
from homeward.names.taken_for import one_sided_parts, understood


def test_each_word_has_its_part_its_forms_and_its_sound() -> None:
    surname, given, patronymic = understood("Сичов Саша Петрович").words
    assert (surname.part, surname.word, surname.sounds) == (Feature.SURNAME, "сичов", ("sichev",))
    assert (given.part, given.forms) == (Feature.GIVEN, ("Олександр", "Олександра"))
    assert (patronymic.part, patronymic.forms) == (Feature.PATRONYMIC, ("Петро",))


def test_a_word_without_a_place_is_shown_too() -> None:
    words = understood("Сичов Вадим (позивний Кіт)").words
    assert [word.word for word in words if word.part is Feature.OTHER] == ["позивний", "кіт"]


def test_sounds_are_told_in_letters_that_people_read() -> None:
    (word,) = understood("Шевченко").words
    assert word.sounds == ("shevchenko",)


@pytest.mark.parametrize("name", ["", "???", "123", "…"])
def test_what_has_no_word_has_none(name: str) -> None:
    assert understood(name).words == ()


def test_only_what_stands_on_one_side_is_told() -> None:
    assert list(one_sided_parts("Сичов Вадим", "Сычев Вадим")) == []
    (part,) = one_sided_parts("Сичов Вадим Олександрович", "Сычев Вадим")
    assert (part.part, part.lacking) == (Feature.PATRONYMIC, 1)
    assert part.same == pytest.approx(compare("Сичов Вадим Олександрович", "Сычев Вадим Олександрович").score)
    assert part.other < THRESHOLD <= part.same
    assert part.turns(is_same=True)


@pytest.mark.parametrize(
    "pair", [("Сичов Вадим Олександрович", "Sychev"), ("Іваненко Іван Іванович", "Иваненко"), ("Петренко П.", "Петро")]
)
def test_exchanged_it_is_the_same_from_the_other_side(pair: tuple[str, str]) -> None:
    one, other = list(one_sided_parts(*pair)), list(one_sided_parts(*reversed(pair)))
    assert [(part.part, part.lacking, part.same, part.other) for part in one] == [
        (part.part, 1 - part.lacking, part.same, part.other) for part in other
    ]
