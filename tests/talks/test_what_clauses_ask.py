"""What a clause asks for, in four languages: how many, until when, who; whether it demands or forbids; conditions."""

import datetime as dt

import pytest

from homeward.talks.language_of import language_of
from homeward.talks.reading import with_what_it_asks
from homeward.talks.text_terms import Bound, Clause, Modality, Obliged, Unit
from homeward.words import Language


def clause(text: str) -> Clause:
    return with_what_it_asks(Clause("1", "1.", text, language_of(text)))


@pytest.mark.parametrize(
    ("text", "number", "unit", "bound"),
    [
        ("Сторона передає 6 000 тіл загиблих.", 6000, Unit.BODY, Bound.EXACTLY),
        ("Сторона передаёт 6 тыс. тел погибших.", 6000, Unit.BODY, Bound.EXACTLY),
        ("The Side shall transfer 1,212 bodies.", 1212, Unit.BODY, Bound.EXACTLY),
        ("Taraf 1.212 ceset teslim eder.", 1212, Unit.BODY, Bound.EXACTLY),
        ("Обмінюються не менш як 500 осіб.", 500, Unit.PERSON, Bound.AT_LEAST),
        ("Обмениваются не более 400 человек.", 400, Unit.PERSON, Bound.UP_TO),
        ("Up to 300 prisoners shall be exchanged.", 300, Unit.PERSON, Bound.UP_TO),
        ("Her turda en az 150 esir takas edilir.", 150, Unit.PERSON, Bound.AT_LEAST),
        ("Повертаються військовополонені віком до 25 років включно.", 25, Unit.AGE, Bound.UP_TO),
        ("Возвращаются военнопленные в возрасте до 25 лет.", 25, Unit.AGE, Bound.BELOW),
        ("Prisoners under 25 years of age shall return.", 25, Unit.AGE, Bound.BELOW),
        ("Группа состоит из пяти специалистов.", 5, Unit.MEMBER, Bound.EXACTLY),
        ("Список містить 339 (триста тридцять дев'ять) дітей.", 339, Unit.CHILD, Bound.EXACTLY),
        ("Прозвучали имена сорока восьми детей.", 48, Unit.CHILD, Bound.EXACTLY),
        ("Пятьсот двадцать имён проверены.", 520, Unit.NAME, Bound.EXACTLY),
        ("Передаются все тяжелораненые военнопленные.", None, Unit.PERSON, Bound.ALL),
    ],
)
def test_quantities_have_number_unit_and_bound(text: str, number: float | None, unit: Unit, bound: Bound) -> None:
    (found,) = clause(text).quantities
    assert (found.number, found.unit, found.bound) == (number, unit, bound)


def test_numbers_of_articles_years_and_ordinals_count_nothing() -> None:
    for text in (
        "Сторони діють згідно зі статтею 109 Женевської конвенції 1949 року.",
        "Third parties act under Article 33 as adopted in 1977.",
        "The 2nd round continues on the same day.",
    ):
        assert clause(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "number", "unit", "event"),
    [
        ("Списки передаються протягом 10 днів з дня підписання.", 10, Unit.DAY, "дня підписання"),
        ("Списки передаются в течение двадцати дней со дня подписания.", 20, Unit.DAY, "дня подписания"),
        ("Lists shall be submitted within 14 days of signing.", 14, Unit.DAY, "signing"),
        ("Listeler imzadan itibaren 30 gün içinde sunulur.", 30, Unit.DAY, "Listeler imzadan"),
        ("Повідомлення подається не пізніше ніж за 48 годин.", 48, Unit.HOUR, ""),
        ("Notification shall be given at least 48 hours in advance.", 48, Unit.HOUR, ""),
    ],
)
def test_deadlines_count_from_an_event(text: str, number: float, unit: Unit, event: str) -> None:
    found = clause(text)
    assert [(one.number, one.unit, one.event) for one in found.deadlines] == [(number, unit, event)]
    assert found.quantities == ()


@pytest.mark.parametrize(
    "text",
    [
        "Етап відбувається не пізніше 20 червня 2025 року.",
        "Этап проводится до 20 июня 2025 года.",
        "The stage shall end by 20 June 2025.",
        "The stage shall end no later than June 20, 2025.",
        "Aşama en geç 20 Haziran 2025 tarihinde tamamlanır.",
        "Этап проводится не позднее 20.06.2025.",
    ],
)
def test_deadlines_by_date(text: str) -> None:
    assert [one.date for one in clause(text).deadlines] == [dt.date(2025, 6, 20)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Російська Сторона передає Українській Стороні тіла.", Obliged.RU),
        ("Тела передаются Украинской Стороной по акту.", Obliged.UA),
        ("Each Side shall submit lists to the commission.", Obliged.BOTH),
        ("Side A and Side B shall exchange lists.", Obliged.BOTH),
        ("B Tarafı, A Tarafına listeleri verir.", Obliged.B),
        ("Змішана медична комісія оглядає поранених.", Obliged.COMMISSION),
        ("Рішення ухвалюються консенсусом.", Obliged.UNSAID),
        ("Кожну групу супроводжує представник іншої Сторони.", Obliged.UNSAID),
    ],
)
def test_who_acts_is_the_subject_or_the_agent_and_not_the_receiver(text: str, who: Obliged) -> None:
    assert clause(text).obliged is who


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Сторони передають списки не пізніше 1 липня 2025 року.", Modality.OBLIGATION),
        ("Стороны передают не менее 400 имён.", Modality.OBLIGATION),
        ("The Sides shall not publish names.", Modality.PROHIBITION),
        ("Ніхто не повертається проти своєї волі.", Modality.PROHIBITION),
        ("Запрещается открывать огонь.", Modality.PROHIBITION),
        ("Окно не может быть продлено.", Modality.PROHIBITION),
        ("Pencere uzatılamaz.", Modality.PROHIBITION),
        ("Вікно може бути продовжене.", Modality.PERMISSION),
        ("Meetings may be held by video.", Modality.PERMISSION),
        ("The Sides shall endeavour to agree on further lists.", Modality.INTENT),
        ("Меморандум діє шість місяців і може бути продовжений.", Modality.OBLIGATION),
    ],
)
def test_what_a_clause_does(text: str, modality: Modality) -> None:
    assert clause(text).modality is modality


@pytest.mark.parametrize(
    "text",
    [
        "Дитина повертається, якщо встановлено законного представника.",
        "Ребёнок возвращается при условии подтверждения родства судом.",
        "The child shall return, provided that a guardian is found.",
        "Çocuk, vasisi bulunduğu takdirde iade edilir.",
        "Вікно відкривається лише після підтвердження обох Сторін.",
    ],
)
def test_conditions(text: str) -> None:
    assert len(clause(text).conditions) == 1


def test_a_time_that_a_deadline_counts_from_is_no_condition() -> None:
    assert clause("Останки возвращаются в течение 60 дней после установления личности.").conditions == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Рішення ухвалюються консенсусом.", Language.UK),
        ("Решения принимаются консенсусом сторон.", Language.RU),
        ("Decisions shall be taken by consensus.", Language.EN),
        ("Kararlar oybirliğiyle alınır.", Language.TR),
    ],
)
def test_languages_are_told_apart(text: str, language: Language) -> None:
    assert language_of(text) is language
