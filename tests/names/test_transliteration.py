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


# Examples that the published texts themselves give; each stands once, as printed there.
PUBLISHED = {
    # PWN, Wielki słownik ortograficzny, rule 78.B, and the names of the dictionary's own commentary
    Scheme.PWN_UK: """
        книга knyha · ґрунт grunt · наллєш nallesz · ліжко liżko · Львів Lwiw · Леся Łesia · молодиця mołodycia
        вилки wyłky · орел oreł · лишити łyszyty · сіль sil · їхати jichaty · мої moji · з'їсти zjisty · Євген Jewhen
        моє moje · п'є pje · синє synie · Ярошенко Jaroszenko · заява zajawa · п'яний pjanyj · Лященко Laszczenko
        дякую diakuju · Юрченко Jurczenko · мою moju · в'ючити wjuczyty · люблю lublu · сюди siudy · князь kniaź
        будьте bud´te · грудь hrud´ · Лариса Łarysa · Олена Ołena
    """,
    # the same, rule 76.B
    Scheme.PWN_RU: """
        адрес adries · баба baba · вода woda · Гоголь Gogol · книга kniga · дорога doroga · Елена Jelena · дует dujet
        объехал objechał · фельетон fieljeton · жена żena · Лермонтов Lermontow · цена cena
        Чернышевский Czernyszewskij · шелест szelest · щека szczeka · дед died · семь siem´
        земледелец ziemledielec · ёлка jołka · её jejo · объём objom · Соловьёв Sołowjow · жёлтый żołtyj · лёд lod
        Пугачёв Pugaczow · шёл szoł · нёс nios · орёл orioł · пёс pios · жалко żałko · залог załog · игра igra
        Никита Nikita · чистый czistyj · щиток szczitok · Коробьин Korobjin · жила żyła · Татьяна Tatjana
    """,
    # Türk Dil Kurumu, Yazım Kılavuzu, Rusça adların yazılışı
    Scheme.TURKISH_RU: """
        Гоголь Gogol · Пушкин Puşkin · Толстой Tolstoy · Омск Omsk · Оренбург Orenburg · Волга Volga
        Енисей Yenisey · Катаев Katayev · Фадеев Fadeyev · Менделеев Mendeleyev · Ельцин Yeltsin · Чехов Çehov
        Шолохов Şolohov · Кляшторный Klyaştornıy · Ильминский İlminskiy · Большевик Bolşevik
        Прокофьев Prokofyev · Ильич İlyiç · Брежнев Brejnev · Горбачёв Gorbaçov · Малов Malov
    """,
    # French usage for Russian, as the French Wiktionary's convention lists it
    Scheme.FRENCH_RU: """
        Владимир Vladimir · Смирнов Smirnov · Сергей Sergueï · Георгий Gueorgui · Новгород Novgorod
        Менделеев Mendeleïev · Чехов Tchekhov · Киев Kiev · Дудаев Doudaïev · Екатеринбург Iekaterinbourg
        Васильев Vassiliev · Пётр Piotr · Королёв Koroliov · Нижний Nijni · Казимир Kazimir · Михаил Mikhaïl
        Достоевский Dostoïevski · Грозный Grozny · Алексей Alekseï · Андрей Andreï · Александр Aleksandr
        Калининград Kaliningrad · Малевич Malevitch · Дума Douma · Гагарин Gagarine · Солженицын Soljenitsyne
        Магадан Magadan · Байконур Baïkonour · Южный Ioujny
    """,
    # French usage for Ukrainian: the house rule of Le Monde diplomatique, and titles of the French Wikipedia
    Scheme.FRENCH_UK: """
        Новий Novyï · Юлія Iouliia · Львів Lviv · Чернігів Tchernihiv · Кривий Kryvyï · Суми Soumy
        Запоріжжя Zaporijjia · Харків Kharkiv
    """,
    # BGN/PCGN agreement of 1947 with its notes on е and ё
    Scheme.BGN_PCGN_1947_RU: """
        Елизово Yelizovo · Чапаевск Chapayevsk · Тольятти Tol’yatti · Ёлкин Yëlkin · ДЛИННОЕ DLINNOYE
        Еловая Yelovaya · еловые yelovyye · ЕЁ YEYË · КОЛЮЧИЙ KOLYUCHIY · Федерального Federal’nogo
        объединённая ob”yedinënnaya
    """,
    Scheme.BGN_PCGN_1965_UK: "Єнакієве Yenakiyeve · Згорани Z·horany · Луцьк Luts’k · В'язова V”yazova",
    Scheme.BGN_PCGN_1979_BE: "Згода Z·hoda · Магілёў Mahilyow · Гомель Homyel’ · Брэст Brest",
    # ICAO Doc 9303 part 3, section 6.B, read as the passports of each country do
    Scheme.ICAO_9303_RU: "Цветаев Tsvetaev · Подъячев Podieiachev · Юрий Iurii · Щеглова Shcheglova",
    Scheme.ICAO_9303_UK: """
        Єгипет Yehypet · Їжак Yizhak · Йорданія Yordaniia · Югославія Yuhoslaviia · Ямайка Yamaika · Згорани Zhorany
    """,
    Scheme.ICAO_9303_BE: """
        Бабрыковіч Babrykovich · Аляксандр Aliaksandr · Міховіч Mikhovich · Марыя Maryia · Максім Maksim · Іван Ivan
        СВЯТЛАНА SVIATLANA · Ігар Ihar · Палто Palto · Алена Alena · Мікалай Mikalai · Сёмка Siomka · Сідараў Sidarau
    """,
    Scheme.GOST_52535_RU: "Цветаев Tcvetaev · Мария Mariia · Подъячев Podiachev · Щукин Shchukin",
    Scheme.ISO_9: "Щукин Ŝukin · Юлія Ûlìâ · Лесь Lesʹ · Лариса Larisa · Леся Lesâ · Олена Olena",
    # DIN 1460:1982, whose hyphens keep й + а apart from я, and ш + ч from щ
    Scheme.DIN_1460_RU: "Щедрин Ščedrin · Ельцин Elʹcin · Юрий Jurij · Хабаровск Chabarovsk · Майами Maj-ami",
    Scheme.DIN_1460_UK: "Чернігів Černihiv · Щастя Ščastja · Київ Kyïv · Євген Jevhen · Харків Charkiv",
    # customs without a text
    Scheme.TURKISH_UK: "Шевчук Şevçuk · Ірпінь İrpin · Херсон Herson",
    Scheme.AD_HOC_RU: "Высоцкий Vysotsky",
    Scheme.AD_HOC_UK: "Хоменко Homenko · Щербак Scherbak",
}


@pytest.mark.parametrize(
    ("scheme", "cyrillic", "latin"),
    [
        (scheme, *pair.split())
        for scheme, examples in PUBLISHED.items()
        for pair in examples.replace("\n", " · ").split(" · ")
        if pair.strip()
    ],
)
def test_every_published_example(scheme, cyrillic, latin):
    assert transliterate(cyrillic, scheme) == latin


# Whole alphabets as printed; the letters of each language in their order
ALPHABETS = {
    (Scheme.DIN_1460_RU, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"):
        "a b v g d e ë ž z i j k l m n o p r s t u f ch c č š šč ʺ y ʹ ė ju ja",
    (Scheme.DIN_1460_UK, "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"):
        "a b v h g d e je ž z y i ï j k l m n o p r s t u f ch c č š šč ʹ ju ja",
    (Scheme.ISO_9, "абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыьэюя"):
        "a b v g g̀ d e ê ë ž z i ì ï j k l m n o p r s t u ŭ f h c č š ŝ ʺ y ʹ è û â",
    (Scheme.ICAO_9303_RU, "абвгдеёжзийклмнопрстуфхцчшщъыэюя"):
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y e iu ia",
    (Scheme.ICAO_9303_BE, "абвгдеёжзійклмнопрстуўфхцчшыэюя"):
        "a b v h d e io zh z i i k l m n o p r s t u u f kh ts ch sh y e iu ia",
    (Scheme.GOST_52535_RU, "абвгдеёжзийклмнопрстуфхцчшщыэюя"):
        "a b v g d e e zh z i i k l m n o p r s t u f kh tc ch sh shch y e iu ia",
    (Scheme.BGN_PCGN_1979_BE, "абвгдеёжзійклмнопрстуўфхцчшыьэюя"):
        "a b v h d ye yo zh z i y k l m n o p r s t u w f kh ts ch sh y ’ e yu ya",
}  # fmt: skip


@pytest.mark.parametrize(("scheme", "letters"), list(ALPHABETS))
def test_every_letter_of_the_printed_alphabet(scheme, letters):
    assert [transliterate(letter, scheme) for letter in letters] == ALPHABETS[scheme, letters].split()


def test_capital_i_has_its_dot_in_turkish_only():
    assert transliterate("Иванов ИВАН", Scheme.TURKISH_RU) == "İvanov İVAN"
    assert transliterate("Иванов ИВАН", Scheme.ICAO_9303_RU) == "Ivanov IVAN"


def test_a_full_name_is_written_word_by_word_and_capitals_follow_the_original():
    assert transliterate("СИЧОВ Вадим", Scheme.KMU_2010) == "SYCHOV Vadym"
    assert transliterate("Нечуй-Левицький", Scheme.KMU_2010) == "Nechui-Levytskyi"
    assert transliterate("Щ.", Scheme.KMU_2010) == "Shch."


def test_all_apostrophes_are_one():
    assert {transliterate(f"Лук{mark}янов", Scheme.KMU_2010) for mark in "'’ʼ`"} == {"Lukianov"}


@pytest.mark.parametrize("scheme", list(Scheme))
def test_no_cyrillic_letter_is_left_by_any_table(scheme):
    text = transliterate("абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыьэюя", scheme)
    assert not any("Ѐ" <= letter <= "ӿ" for letter in text)
