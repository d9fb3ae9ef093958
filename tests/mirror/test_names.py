"""Swapping the two names swaps left and right in the reasons and changes nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names.comparison import compare
from homeward.names.parsing import parse_name

WORDS = [
    "Сичов",
    "Сычев",
    "Sychov",
    "Шевченко",
    "Shevchenko",
    "Ковальська",
    "Kowalski",
    "Олійник",
    "Oleinik",
    "Маркович",
    "Романович",
    "Іван",
    "Ivan",
    "Иван",
    "Роман",
    "Олександр",
    "Саша",
    "Alexander",
    "Вадим",
    "Петрович",
    "Іванівна",
    "Ильинична",
    "Sergeevich",
    "оглы",
    "В.О.",
    "В.",
    "(Сокіл)",
    "Нечуй-Левицький",
    "Jean-Louis",
    "John",
    "Джон",
    "Charles",
    "Mc'Kay",
    "Ян",
    "Кім",
    "Кизь",
    "Тома",
    "Роберт",
    "Боб",
    "Robert",
    "Roberts",
    "Пет",
]
names = st.lists(st.sampled_from(WORDS), max_size=5).flatmap(
    lambda words: st.sampled_from([" ".join(words), ", ".join(words), f"{' '.join(words[:1])}, {' '.join(words[1:])}"])
)
free = st.text("абвгдежзиійлмнопрстухчшщья'- abcdehijklmnoprstuvyz.,", max_size=25)


def check(left: str, right: str) -> None:
    one, other = compare(left, right), compare(right, left)
    assert (one.score, one.same) == (other.score, other.same)
    assert tuple(reason.mirrored() for reason in other.reasons) == one.reasons


def test_names_of_the_same_words_in_other_parts() -> None:
    check("Ковальська Петрович Петрович", "Ковальська, Петрович, Петрович")


@given(names, names)
@settings(max_examples=600, deadline=None)
def test_names_of_known_words(left, right):
    check(left, right)


@given(free, free)
@settings(max_examples=300, deadline=None)
def test_any_text(left, right):
    check(left, right)


@given(names)
@settings(max_examples=200, deadline=None)
def test_a_surname_and_a_given_name_agree_with_themselves(name):
    parsed = parse_name(full_name=name)
    if min(len(parsed.surname), len(parsed.given)) > 1:
        assert compare(name, name).same
