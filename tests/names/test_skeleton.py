"""One skeleton for a word in both Cyrillics and in every romanisation; cleaning of letters before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.readings import foreign_readings
from homeward.names.scripts import Script, clean_word
from homeward.names.skeleton import MOST, skeletons_of
from homeward.names.transliteration import Scheme, transliterate

LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"


@pytest.mark.parametrize(
    "spellings",
    [
        "Щербаков Shcherbakov Ščerbakov Szczerbakow Schtscherbakow Chtcherbakov Şçerbakov Scherbakov",
        "Жуков Zhukov Žukov Żukow Jukov",
        "Хоменко Khomenko Homenko",
        "Гнатюк Hnatiuk Hnatyuk Gnatyuk Hnatjuk",
        "Юрій Юрий Yurii Yuriy Iurii Jurij Iouri",
        "Єременко Еременко Yeremenko Ieremenko Jeremenko Eremenko",
        "Білецький Билецкий Biletskyi Biletsky Bileckij Biłecki Biletskyy",
        "Савченко Savchenko Savčenko Sawczenko Savtchenko Sawtschenko Savçenko",
        "Лук'янов Лукьянов Lukianov Lukyanov Luk'yanov Lukjanow",
        "Соловйов Соловьёв Soloviov Solovyov Solovjov",
        "Шостак Шёстак Shostak Šostak Szostak Şostak",
        "Цимбал Цымбал Tsymbal Cymbal Tzymbal",
        "Сергеев Сергєєв Sergeev Sergeyev Serhieiev",
    ],
)
def test_every_spelling_shares_a_skeleton_with_the_first(spellings):
    first, *others = (set(skeletons_of(clean_word(word))) for word in spellings.split())
    apart = [word for word, keys in zip(spellings.split()[1:], others, strict=True) if not first & keys]
    assert apart == []


@pytest.mark.parametrize("left_right", ["Гринчук Грінченко", "Кононенко Конопенко", "Мороз Мазур", "Ткач Ткаченко"])
def test_different_surnames_keep_different_skeletons(left_right):
    left, right = left_right.split()
    assert not set(skeletons_of(clean_word(left))) & set(skeletons_of(clean_word(right)))


@given(st.text(LETTERS, min_size=3, max_size=12).filter(lambda word: any(letter not in "ь'" for letter in word)))
def test_at_most_four_skeletons_of_plain_letters(word):
    for spelling in (word, transliterate(word, Scheme.KMU_2010), transliterate(word, Scheme.ISO_9)):
        found = skeletons_of(clean_word(spelling))
        assert len(found) <= MOST
        assert all(skeleton.isascii() and (skeleton == "" or skeleton.isalpha()) for skeleton in found)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Cичoв", "сичов"),  # Latin C and o
        ("Вuктор", "виктор"),  # handwritten и
        ("Мар’яна", "мар'яна"),
        ("Марʼяна", "мар'яна"),
        ("ПЕТРЕНКО", "петренко"),
        ("«Сокіл»", "сокіл"),
        ("Шeвчeнкo", "шевченко"),
        ("Пeтр0в", "петров"),
        ("Ivаnov", "ivanov"),  # Cyrillic а
        ("İvanov", "ivanov"),
    ],
)
def test_look_alike_letters_and_marks_are_put_right(written, meant):
    assert clean_word(written) == meant


def test_a_word_of_look_alikes_only_takes_the_script_around_it():
    assert clean_word("COBA", Script.CYRILLIC) == "сова"
    assert clean_word("COBA", Script.LATIN) == "coba"


@pytest.mark.parametrize(
    "pair",
    ["John Джон", "Chuck Чак", "George Джордж", "Wright Райт", "Geoffroy Жоффруа", "Joe Джо", "Bondevik Бондевик"],
)
def test_foreign_orthographies_are_read_by_their_own_habits(pair):
    latin, cyrillic = (clean_word(word) for word in pair.split())
    assert set(foreign_readings(latin) + skeletons_of(latin)) & set(skeletons_of(cyrillic))


def test_a_cyrillic_word_has_no_foreign_reading():
    assert foreign_readings("джон") == ()
