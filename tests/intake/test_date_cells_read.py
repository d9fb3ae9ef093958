"""How dates as people write them are read."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.intake.date_grammar import NO_SUCH_DAY, OPEN_SPAN, SHORT_YEAR, TOO_EARLY, TWO_DATES
from homeward.intake.dates import Age, Customs, DateError, month_first_separators, quotable, read_date
from homeward.register.dates import parse_edtf

MONTHS = {
    "uk": "січня,лютого,березня,квітня,травня,червня,липня,серпня,вересня,жовтня,листопада,грудня",
    "ru": "января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
    "tr": "Ocak,Şubat,Mart,Nisan,Mayıs,Haziran,Temmuz,Ağustos,Eylül,Ekim,Kasım,Aralık",
}
NOMINATIVE = {
    "uk": "січень,лютий,березень,квітень,травень,червень,липень,серпень,вересень,жовтень,листопад,грудень",
    "ru": "январь,февраль,март,апрель,май,июнь,июль,август,сентябрь,октябрь,ноябрь,декабрь",
    "en": MONTHS["en"],
    "tr": MONTHS["tr"],
}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
BIRTHDAYS = st.dates(dt.date(1900, 1, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        *("13.06.1973", "13/06/1973", "13-06-1973", "13 06 1973", "13.6.73", "1973-06-13", "1973.06.13", "1973/06/13"),
        *("13. 06. 1973 р.", "13 . 06 . 1973", "13.06.1973р.н.", "13.06.1973 г.р.", "13,06,1973", "13:06:1973"),
        *("13 червня 1973 р.", "13 червня 1973 року народження", "«13» червня 1973 року", "13-го червня 1973"),
        *("13 июня 1973 года", "13 июня 1973 г. рожд.", "June 13, 1973", "13 June 1973", "13th of June 1973"),
        *("13-Jun-73", "13.июн.73", "13 черв. 1973", "13 Haziran 1973", "13 HAZİRAN 1973", "13 haz 1973"),
        *("13.VI.1973", "13 VI 1973", "13/VI-73", "13.УI.1973".replace("У", "V"), "1973-06-13 00:00:00"),
        *("1973-06-13T00:00:00Z", "13.06.1973 0:00:00", "13061973", "19730613", "130673", "13.061973", "26828"),
        *("06/13/1973", "06.13.1973", "6/13/73", "1973-13-06", "13.О6.1973", "1З.06.1973", "13.06.1973 (50 років)"),
        *(
            "13.06.1973 (13 июня 1973)",
            "народився 13.06.1973",
            "род. 13 июня 1973 г.",
            "born 13 June 1973",
            "13.06.1973;",
        ),
        *(
            "doğum tarihi: 13.06.1973",
            "１３.０６.１９７３",
            "Wednesday, June 13, 1973",
            "13\u00a0червня\u00a01973",
            "\u200e13.06.1973",
        ),
        *("13 Haziran 1973 Çarşamba", "13.06.1973 - 50 років", "13.06.1973p.", "*13.06.1973", "13 июня 73"),
    ],
)
def test_one_day_however_it_is_written(written: str) -> None:
    assert read_date(written) == "1973-06-13"


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        *(
            (w, "1973")
            for w in ("1973", "1973 р.н.", "1973 г.р.", "1973р.", "у 1973 році", "в 1973 г.", "born in 1973")
        ),
        *(
            (w, "1973")
            for w in ("1973 doğumlu", "1973'te", "1973-го року", "73 р.н.", "00.00.1973", "xx.xx.1973", "1973-00-00")
        ),
        *(
            (w, "1973~")
            for w in ("c. 1973", "ca 1973", "бл. 1973 р.", "близько 1973", "около 1973", "ок. 1973 г.", "~1973")
        ),
        *((w, "1973~") for w in ("yaklaşık 1973", "1973 (приблизно)", "1973~", "примерно в 1973 году", "about 1973")),
        *(
            (w, "1973?")
            for w in ("1973?", "1973 (?)", "можливо 1973", "вероятно, 1973", "probably 1973", "muhtemelen 1973")
        ),
        *(
            (w, "1973-06")
            for w in ("06.1973", "6/1973", "1973-06", "червень 1973", "«июнь 1973»", "в июне 1973 г.", "у червні 1973")
        ),
        *(
            (w, "1973-06")
            for w in ("June 1973", "Haziran 1973", "VI.1973", "00.06.1973", "??.06.1973", "1973-06-XX", "061973")
        ),
        *(
            (w, "196X")
            for w in (
                "60-ті",
                "60-ті роки",
                "60-х гг.",
                "1960-е",
                "1960s",
                "60s",
                "1960'lar",
                "60'lı yıllar",
                "196?",
                "196X",
            )
        ),
        *((w, "19XX") for w in ("19??", "19xx", "19XX")),
        *(
            (w, "1973/1975")
            for w in ("1973-1975", "1973 – 1975", "1973/1975", "між 1973 і 1975", "между 1973 и 1975 гг.")
        ),
        *(
            (w, "1973/1975")
            for w in ("between 1973 and 1975", "1973 ile 1975 arasında", "1973-75", "1973/75", "с 1973 по 1975 год")
        ),
        *((w, "1973/1974") for w in ("1973 або 1974", "1973 или 1974", "1974 or 1973", "1973 veya 1974")),
        ("13-15 червня 2022", "2022-06-13/2022-06-15"),
        ("13.06.2022 - 15.06.2022", "2022-06-13/2022-06-15"),
        ("з 13 по 15 червня 2022 р.", "2022-06-13/2022-06-15"),
        ("травень-червень 1973", "1973-05/1973-06"),
        ("01.01.1973", "1973-01-01"),
        ("1973±1", "1972/1974"),
        ("60-70-ті роки", "1960/1979"),
    ],
)
def test_what_is_not_known_is_left_open(written: str, edtf: str) -> None:
    assert read_date(written) == edtf


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "-",
            "—",
            "?",
            "???",
            "невідомо",
            "Дата невідома",
            "неизвестно",
            "нет данных",
            "unknown",
            "N/A",
            "н/д",
            "б/д",
        ),
        *("bilinmiyor", "yok", "не встановлено", "00.00.0000", "0000-00-00", "__.__.____", "xx.xx.xxxx", "дд.мм.рррр"),
    ],
)
def test_a_word_for_unknown_is_an_empty_cell(written: str) -> None:
    assert read_date(written) == ""


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        *(
            (w, NO_SUCH_DAY)
            for w in ("31.02.1990", "32.13.1990", "29.02.1973", "31 червня 1990", "1990-02-30", "00.13.1990")
        ),
        *((w, TOO_EARLY) for w in ("13.06.1873", "1899", "13 июня 1873")),
        *(
            (w, TWO_DATES)
            for w in ("13.06.1973, 14.06.1973", "13.06.1973; 1974", "13.06.1973 або 15.06.1973", "13.06.73/14.06.73")
        ),
        *((w, OPEN_SPAN) for w in ("до 1973", "after 1973", "после 1973 г.")),
        *((w, SHORT_YEAR) for w in ("73", "35")),
    ],
)
def test_what_cannot_be_is_refused_with_advice(written: str, advice: str) -> None:
    with pytest.raises(DateError) as refused:
        read_date(written)
    assert refused.value.advice == advice


@pytest.mark.parametrize(
    "written", ["вчора", "13 червня", "June 13", "13.06.19733", "40+", "12-34", "1973-06-13-01", "м. Харків"]
)
def test_what_nobody_could_be_sure_of_is_refused(written: str) -> None:
    with pytest.raises(DateError):
        read_date(written)


@given(day=BIRTHDAYS, language=st.sampled_from(["uk", "ru", "en", "tr"]))
def test_a_day_in_words_is_the_same_day_in_every_language(day: dt.date, language: str) -> None:
    word = MONTHS[language].split(",")[day.month - 1]
    forms = [f"{day.day} {word} {day.year}", f"{day.day:02} {word.upper()} {day.year}", f"{day.day}.{word}.{day.year}"]
    assert {read_date(form) for form in forms} == {day.isoformat()}
    assert read_date(f"{NOMINATIVE[language].split(',')[day.month - 1]} {day.year}") == f"{day:%Y-%m}"


@given(day=BIRTHDAYS, separator=st.sampled_from("./- "))
def test_a_day_in_figures_is_read_day_first(day: dt.date, separator: str) -> None:
    forms = [day.strftime(f"%d{separator}%m{separator}%Y"), f"{day.day}{separator}{day.month}{separator}{day.year}"]
    forms += [
        day.isoformat(),
        day.strftime("%d%m%Y"),
        f"{day.day}.{ROMAN[day.month - 1]}.{day.year}",
        f"{day} 00:00:00",
    ]
    assert {read_date(form) for form in forms} == {day.isoformat()}


@given(day=st.dates(dt.date(1930, 1, 1), dt.date(2029, 12, 31)))
def test_a_year_of_two_figures_lies_between_1930_and_2029(day: dt.date) -> None:
    assert read_date(f"{day:%d.%m.%y}") == day.isoformat()


@given(day=st.dates(dt.date(1928, 1, 1), dt.date(2026, 12, 31)))
def test_a_day_number_of_a_spreadsheet_is_its_day(day: dt.date) -> None:
    assert read_date(str((day - dt.date(1899, 12, 30)).days)) == day.isoformat()
    since_1904 = Customs(day_zero=dt.date(1904, 1, 1))
    if (number := (day - dt.date(1904, 1, 1)).days) >= 10_000:
        assert read_date(str(number), since_1904) == day.isoformat()


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = read_date(text)
    except DateError:
        return
    if isinstance(read, str) and read:
        assert parse_edtf(read).earliest.year >= 1900
        assert read_date(read) == read


def test_a_column_tells_whether_the_month_comes_first() -> None:
    american = ["06/13/1973", "05/06/1980", "12/25/1990"]
    assert month_first_separators(american) == {"/"}
    assert read_date("05/06/1980", Customs(frozenset("/"))) == "1980-05-06"
    assert read_date("05.06.1980", Customs(frozenset("/"))) == "1980-06-05"
    assert month_first_separators(["13/06/1973", "05/06/1980", "06/13/1973"]) == frozenset()
    assert month_first_separators(["05/06/1980"]) == frozenset()


@pytest.mark.parametrize(
    ("written", "age"),
    [
        *(
            (w, Age(35, 35))
            for w in ("35 років", "35 лет", "35 y.o.", "35 years old", "35 yaşında", "вік 35", "возраст: 35")
        ),
        *((w, Age(40, 40, about=True)) for w in ("ок. 40 лет", "близько 40 років", "about 40 years")),
        ("18-20 років", Age(18, 20)),
        *((w, Age(23, 23, about=True)) for w in ("років 23", "лет 23", "років із 23")),
        ("лет 20-25", Age(20, 25, about=True)),
        ("53 года", Age(53, 53)),
        ("9 міс.", Age(0, 0)),
    ],
)
def test_an_age_is_an_age(written: str, age: Age) -> None:
    assert read_date(written) == age


@given(born=st.dates(dt.date(1920, 1, 1), dt.date(2022, 1, 1)), on=st.dates(dt.date(2022, 2, 24), dt.date(2026, 1, 1)))
def test_an_age_leaves_exactly_the_birthdays_that_give_it(born: dt.date, on: dt.date) -> None:
    completed = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    span = parse_edtf(Age(completed, completed).born(on.isoformat()))
    assert span.earliest <= born <= span.latest
    assert 364 <= (span.latest - span.earliest).days <= 366


@pytest.mark.parametrize(
    "written", ["25 років (2022)", "25 років у 2022", "25 лет на 2022", "25 років станом на 2022", "25 years in 2022"]
)
def test_a_year_in_which_nobody_of_that_age_was_born_is_the_day_of_the_age(written: str) -> None:
    today = Customs(today=dt.date(2026, 5, 1))
    assert read_date(written, today) == Age(25, 25).born("2022")
    assert read_date("1999 (25 років)", today) == "1999"


def test_a_name_in_a_date_column_is_not_quoted() -> None:
    assert quotable("Вигаданенко 13 червня 1973 р.") == "… 13 червня 1973 р."
    assert quotable("31.02.1990") == "31.02.1990"
