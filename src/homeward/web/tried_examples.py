"""Invented names and rows that the page to try it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.words import _


@dataclass(frozen=True, slots=True)
class NameExample:
    """Two names, and what they show."""

    title: str
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class RowExample:
    """Two rows, and what they show."""

    title: str
    rows: tuple[Mapping[str, str], Mapping[str, str]]


NAMES: tuple[NameExample, ...] = (
    NameExample(_("Two alphabets"), ("Сичов Вадим Олександрович", "SYCHEV, Vadim")),
    NameExample(_("A short form"), ("Перевозчиков Саша", "Перевізчиков Олександр Петрович")),
    NameExample(_("Near, and two persons"), ("Гончаренко Юрій Петрович", "Гончаренко Юлий Петрович")),
    NameExample(_("Initials"), ("Мельниченко Г. П.", "Мельниченко Григорий Петрович")),
    NameExample(_("Surname and given name in the other order"), ("Тарас Журавель", "Журавель Тарас Николаевич")),
)

_MAN = {
    "surname": "Сичов",
    "given_name": "Вадим",
    "patronymic": "Олександрович",
    "birth_date": "12.06.1999",
    "birth_place": "Олешки",
    "unit": "212 омбр",
}
_HE = _MAN | {
    "surname": "Сычев",
    "patronymic": "Александрович",
    "birth_date": "06.12.1999",
    "birth_place": "г. Алешки",
}
_TOGETHER = {"birth_place": "Олешки", "unit": "212 омбр", "event_date": "01.03.2023"}
ROW_PAIRS: tuple[RowExample, ...] = (
    RowExample(_("Two lists, one man"), (_MAN, _HE)),
    RowExample(_("Twins"), (_MAN, _HE | {"given_name": "Владислав", "birth_date": "12.06.1999"})),
    RowExample(
        _("A person must look"),
        (
            {"surname": "Бондаренко", "given_name": "Юля", "birth_date": "1984", "last_seen_place": "Маріуполь"},
            {"surname": "Бондаренко", "given_name": "Юлия", "patronymic": "Петровна", "last_seen_place": "Мелитополь"},
        ),
    ),
    RowExample(
        _("Father and son"),
        (
            _TOGETHER | {"full_name": "Перевозчиков Вадим Олексійович", "birth_date": "03.02.1970"},
            _TOGETHER | {"full_name": "Перевозчиков Игорь Вадимович", "birth_date": "12.06.1996"},
        ),
    ),
)
