"""The published tables, by their own published examples."""

import pytest

from homeward.names.transliteration import Scheme, transliterate

# Cabinet of Ministers of Ukraine, resolution No. 55 of 27 January 2010, the examples beside the table
KMU_EXAMPLES = """
Алушта Alushta · Андрій Andrii · Борщагівка Borshchahivka · Борисенко Borysenko · Вінниця Vinnytsia
Володимир Volodymyr · Гадяч Hadiach · Богдан Bohdan · Згурський Zghurskyi · Ґалаґан Galagan · Ґорґани Gorgany
Донецьк Donetsk · Дмитро Dmytro · Рівне Rivne · Олег Oleh · Есмань Esman · Єнакієве Yenakiieve
Гаєвич Haievych · Короп'є Koropie · Житомир Zhytomyr · Жанна Zhanna · Жежелів Zhezheliv
Закарпаття Zakarpattia · Казимирчук Kazymyrchuk · Медвин Medvyn · Михайленко Mykhailenko · Іванків Ivankiv
Іващенко Ivashchenko · Їжакевич Yizhakevych · Кадиївка Kadyivka · Мар'їне Marine · Йосипівка Yosypivka
Стрий Stryi · Олексій Oleksii · Київ Kyiv · Коваленко Kovalenko · Лебедин Lebedyn · Леонід Leonid
Миколаїв Mykolaiv · Маринич Marynych · Ніжин Nizhyn · Наталія Nataliia · Одеса Odesa · Онищенко Onyshchenko
Полтава Poltava · Петро Petro · Решетилівка Reshetylivka · Рибчинський Rybchynskyi · Суми Sumy
Соломія Solomiia · Тернопіль Ternopil · Троць Trots · Ужгород Uzhhorod · Уляна Uliana · Фастів Fastiv
Філіпчук Filipchuk · Харків Kharkiv · Христина Khrystyna · Стеценко Stetsenko · Чернівці Chernivtsi
Шевченко Shevchenko · Шостка Shostka · Кишеньки Kyshenky · Щербухи Shcherbukhy · Гоща Hoshcha
Гаращенко Harashchenko · Юрій Yurii · Корюківка Koriukivka · Яготин Yahotyn · Ярошенко Yaroshenko
Костянтин Kostiantyn · Знам'янка Znamianka · Феодосія Feodosiia · Згорани Zghorany · Розгон Rozghon
"""


@pytest.mark.parametrize(
    "example", [pair.strip() for line in KMU_EXAMPLES.split("\n") for pair in line.split("·") if pair.strip()]
)
def test_every_example_of_the_resolution_of_2010(example):
    cyrillic, latin = example.split()
    assert transliterate(cyrillic, Scheme.KMU_2010) == latin


@pytest.mark.parametrize(
    ("scheme", "cyrillic", "latin"),
    [
        (Scheme.BGN_PCGN_1965_UK, "Єнакієве", "Yenakiyeve"),
        (Scheme.BGN_PCGN_1965_UK, "Згорани", "Z·horany"),
        (Scheme.BGN_PCGN_1965_UK, "Луцьк", "Luts’k"),
        (Scheme.BGN_PCGN_1947_RU, "Елизово", "Yelizovo"),
        (Scheme.BGN_PCGN_1947_RU, "Чапаевск", "Chapayevsk"),
        (Scheme.BGN_PCGN_1947_RU, "Тольятти", "Tol’yatti"),
        (Scheme.BGN_PCGN_1947_RU, "Ёлкин", "Yëlkin"),
        (Scheme.GOST_52535_RU, "Цветаев", "Tcvetaev"),
        (Scheme.ICAO_9303_RU, "Цветаев", "Tsvetaev"),
        (Scheme.ICAO_9303_RU, "Подъячев", "Podieiachev"),
        (Scheme.ICAO_9303_RU, "Юрий", "Iurii"),
        (Scheme.ISO_9, "Щукин", "Ŝukin"),
        (Scheme.ISO_9, "Юлія", "Ûlìâ"),
        (Scheme.TURKISH_RU, "Жуков", "Jukov"),
        (Scheme.TURKISH_UK, "Шевчук", "Şevçuk"),
        (Scheme.AD_HOC_RU, "Высоцкий", "Vysotsky"),
        (Scheme.AD_HOC_UK, "Хоменко Щербак", "Homenko Scherbak"),
    ],
)
def test_other_tables(scheme, cyrillic, latin):
    assert transliterate(cyrillic, scheme) == latin


def test_a_full_name_is_written_word_by_word_and_capitals_follow_the_original():
    assert transliterate("СИЧОВ Вадим", Scheme.KMU_2010) == "SYCHOV Vadym"
    assert transliterate("Нечуй-Левицький", Scheme.KMU_2010) == "Nechui-Levytskyi"
    assert transliterate("Щ.", Scheme.KMU_2010) == "Shch."


def test_all_apostrophes_are_one():
    assert {transliterate(f"Лук{mark}янов", Scheme.KMU_2010) for mark in "'’ʼ`"} == {"Lukianov"}


@pytest.mark.parametrize("scheme", list(Scheme))
def test_no_cyrillic_letter_is_left_by_any_table(scheme):
    text = transliterate("абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя", scheme)
    assert not any("Ѐ" <= letter <= "ӿ" for letter in text)
