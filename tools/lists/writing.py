"""What the generators of further kinds of lists share: short names, partial knowledge, and the files they leave.

Each of ``make_children.py``, ``make_fallen.py``, ``make_requests.py`` and ``make_elsewhere.py`` draws invented persons
from the pools of ``make_lists.py`` and writes list_A.csv (Ukrainian), list_B.csv (Russian), list_C.csv (Latin letters,
if asked for), truth.csv and relatives.csv in its format. The same seed and size give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import make_lists as lists

LETTERS = "ABC"
NUMBERS = {"A": "UA-{:07d}", "B": "Р/{:07d}", "C": "M{:07d}"}
#: Columns of a list that has one cell for the whole name.
WHOLE_NAME = ["rec_id", "full_name", *lists.COLUMNS[4:]]

#: What a family calls its own: Ukrainian and Russian, as people say it, whether or not a dictionary has it.
SHORT: dict[str, tuple[str, str]] = {
    "Олександр": ("Сашко Саша Саня Олесь", "Саша Саня Шура Шурик"),
    "Володимир": ("Вова Володя Вовка Влодко", "Вова Володя Вовчик"),
    "Микола": ("Коля Микольця Миколка", "Коля Колян"),
    "Олексій": ("Льоша Олексійко Льоха", "Лёша Алёша Лёха"),
    "Сергій": ("Сергійко Серьожа Сірко", "Серёжа Серёга"),
    "Дмитро": ("Діма Дмитрик Митя", "Дима Митя Димон"),
    "Андрій": ("Андрійко Андрюша Андрійчик", "Андрюша Андрюха"),
    "Євген": ("Женя Женік", "Женя Женька"),
    "Юрій": ("Юра Юрко Юрчик", "Юра Юрик"),
    "Іван": ("Ваня Івась Іванко", "Ваня Ванька"),
    "Василь": ("Вася Василько Васьо", "Вася Васёк"),
    "Михайло": ("Міша Мишко Михась", "Миша Мишаня"),
    "Павло": ("Паша Павлик Павлусь", "Паша Павлик"),
    "Петро": ("Петя Петрик Петько", "Петя Петруха"),
    "Григорій": ("Гриша Грицько Гриць", "Гриша Гриня"),
    "Богдан": ("Бодя Богданчик Даня", "Богданчик Даня"),
    "Ігор": ("Ігорьок Ігорчик", "Игорёк Гарик"),
    "Олег": ("Олежик Олежко", "Олежка Олежек"),
    "Віктор": ("Вітя Вітько Вітьок", "Витя Витёк"),
    "Віталій": ("Віталік Віталька", "Виталик Виталька"),
    "Анатолій": ("Толя Толик", "Толя Толик Толян"),
    "Валерій": ("Валера Валєрік", "Валера Валерка"),
    "Роман": ("Рома Ромчик Ромко", "Рома Ромка"),
    "Максим": ("Макс Максимко", "Макс Максимка"),
    "Артем": ("Тьома Артемко", "Тёма Артёмка"),
    "Назар": ("Назарчик Назарко", "Назарик"),
    "Тарас": ("Тарасик Тарасько", "Тарасик"),
    "Станіслав": ("Стас Стасик Славко", "Стас Стасик"),
    "Владислав": ("Влад Владик", "Влад Владик"),
    "Ярослав": ("Ярик Славко Яремко", "Ярик Слава"),
    "В'ячеслав": ("Слава Славік", "Слава Славик"),
    "Ростислав": ("Ростик Ростько", "Ростик"),
    "Кирило": ("Кирилко Кіря", "Кирюша Киря"),
    "Данило": ("Даня Данилко", "Даня Данька"),
    "Денис": ("Дениска Денчик", "Дениска Дэн"),
    "Антон": ("Антоша Тоша", "Антоша Тоха"),
    "Ілля": ("Ілюша Ілько", "Илюша Илюха"),
    "Матвій": ("Матвійко Мотя", "Матюша Мотя"),
    "Микита": ("Микитка Нікіта", "Никитка Ника"),
    "Степан": ("Стьопа Степанко", "Стёпа"),
    "Федір": ("Федя Федько", "Федя"),
    "Олександра": ("Саша Олеся Сашуня", "Саша Шура"),
    "Анастасія": ("Настя Настуня", "Настя Настенька"),
    "Катерина": ("Катя Катруся", "Катя Катюша"),
    "Марія": ("Маша Марійка Маруся", "Маша Маруся"),
    "Наталія": ("Наташа Наталка", "Наташа Наталка"),
    "Ольга": ("Оля Олечка", "Оля Ольга"),
    "Тетяна": ("Таня Тетянка", "Таня Танюша"),
    "Ірина": ("Іра Іринка", "Ира Ириша"),
    "Олена": ("Лєна Оленка", "Лена Леночка"),
    "Оксана": ("Оксанка Ксюша", "Оксанка Ксюша"),
    "Юлія": ("Юля Юлечка", "Юля Юленька"),
    "Софія": ("Соня Софійка", "Соня Сонечка"),
    "Дарина": ("Даша Даринка", "Даша"),
    "Дар'я": ("Даша Дарочка", "Даша Дашенька"),
    "Вікторія": ("Віка Вікуся", "Вика"),
    "Вероніка": ("Ніка Веронічка", "Ника"),
    "Єлизавета": ("Ліза Лізонька", "Лиза"),
    "Поліна": ("Поля Полінка", "Поля Полинка"),
    "Анна": ("Аня Ганнуся", "Аня Анюта"),
    "Ганна": ("Ганнуся Галя Аня", "Аня Анюта"),
    "Галина": ("Галя Галинка", "Галя"),
    "Людмила": ("Люда Мила", "Люда Люся"),
    "Світлана": ("Світланка Свєта", "Света"),
    "Аліна": ("Алінка", "Алинка"),
    "Злата": ("Златуся", "Златка"),
}


class Person(lists.Person):  # type: ignore[misc]  # the generator is a script without types
    """A person of the further kinds; what a kind does not use is None."""

    __slots__ = ("home", "home_now", "home_place_now", "known", "seen_near", "sign", "tag")


@dataclass
class Drawn:
    """People, and who is whose relative or namesake: (person, person, relation)."""

    people: list[Any] = field(default_factory=list)
    relations: list[tuple[int, int, str]] = field(default_factory=list)


class Scribe(lists.Writer):  # type: ignore[misc]  # the generator is a script without types
    """Who writes one list: the writer of ``make_lists`` with habits of other offices and of families.

    Chances stand in ``profile`` as there: a number, or one for each list's letter.
    """

    rnd: random.Random
    letter: str
    lang: str

    def chance(self, kind: str) -> bool:
        """Whether this kind of noise strikes now."""
        return bool(self.hit(kind))

    def one_of(self, by_list: dict[str, Sequence[str]]) -> str:
        """One of the forms this list has."""
        return self.rnd.choice(list(by_list[self.letter]))

    def spoken(self, p: Any) -> tuple[str, str, str]:
        """Surname, given name, patronymic in the list's own letters; slips, case and gaps as the profile has them."""
        source, scheme = self.lang, ""
        if self.letter == "C":
            source = "ru" if self.chance("latin_from_ru") else "uk"
            scheme = self.rnd.choice(self.prof["schemes"])
        parts = list(self.names(p, source))
        if self.chance("short_name"):
            parts[1] = self.short(p, source)
        if self.chance("genitive"):
            kinds = ("surname", "given", "patr")
            parts = [lists.oblique(w, kind, p.sex, source, "gen") for w, kind in zip(parts, kinds, strict=True)]
        if scheme:
            parts = [lists.romanise(word, source, scheme) for word in parts]
        surname, given, father = (self.corrupt(word) for word in parts)
        if self.chance("no_patronymic"):
            father = ""
        if self.chance("swap_names"):
            surname, given = given, surname
        return surname, given, father

    def short(self, p: Any, source: str) -> str:
        """What the family calls the person, if there is such a name."""
        names = SHORT.get(p.given[0].replace("ʼ", "'").replace("’", "'"))
        if names is None:
            return str(p.given[0] if source == "uk" else p.given[1][0])
        return self.rnd.choice(names[0 if source == "uk" else 1].split())

    def born(self, p: Any, on: dt.date | None) -> str:
        """Date of birth as far as the writer knows it; an age is the age on ``on``, where there is such a day."""
        if self.chance("no_dob"):
            return ""
        if on is not None and self.chance("age"):
            return self.age(p.born, on)
        if self.chance("dob_span"):
            off = self.rnd.choice((0, 0, 0, 1, -1))
            least, most = p.born.year - self.rnd.choice((0, 1, 1)) + off, p.born.year + self.rnd.choice((0, 1, 1)) + off
            return self.one_of(
                {
                    "A": (f"{least}-{most}", f"{least}-{most} р.н.") if least < most else (f"{least}",),
                    "B": (f"{least}-{most}", f"{least}-{most} г.р.") if least < most else (f"{least}",),
                    "C": (f"{least}-{most}",) if least < most else (f"{least}",),
                }
            )
        if self.chance("dob_about"):
            year = p.born.year + self.rnd.choice((0, 0, 0, 0, -1, 1, 1, -2))
            return self.one_of(
                {
                    "A": (f"десь {year}", f"приблизно {year}", f"{year}?"),
                    "B": (f"примерно {year}", f"около {year}", f"{year}?"),
                    "C": (f"c. {year}", f"about {year}", f"{year}?"),
                }
            )
        return str(self.date(p.born, True))

    def age(self, born: dt.date, on: dt.date) -> str:
        """Years of age on a day, told a little wrong now and then."""
        years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        years += self.rnd.choice((0,) * 8 + (1, -1))
        years = max(years, 1)
        if self.rnd.random() < 0.3:
            least, most = max(1, years - self.rnd.randrange(0, 3)), years + self.rnd.randrange(1, 3)
            return {"A": f"{least}-{most} років", "B": f"{least}-{most} лет", "C": f"age {least}-{most}"}[self.letter]
        uk, ru = _years(years)
        forms = {
            "A": (f"{years} {uk}", f"років {years}", f"близько {years} {uk}"),
            "B": (f"возраст {years}",) if years > 60 else (f"{years} {ru}", f"лет {years}", f"примерно {years} {ru}"),
            "C": (f"{years} years old", f"age {years}", f"about {years} years"),
        }
        return self.one_of(forms)

    def initials(self, surname: str, given: str, father: str) -> str:
        """Surname with initials, before or behind."""
        letters = "".join(f"{word[0].upper()}." for word in (given, father) if word)
        return self.rnd.choice((f"{surname} {letters}", f"{surname} {letters}", f"{letters} {surname}"))


def _years(years: int) -> tuple[str, str]:
    """The word behind a number of years, in Ukrainian and Russian."""
    last, teens = years % 10, 10 < years % 100 < 20
    if last == 1 and not teens:
        return "рік", "год"
    if last in (2, 3, 4) and not teens:
        return "роки", "года"
    return "років", "лет"


def shared_out(rnd: random.Random, count: int, size: int, parties: int, overlap: float) -> dict[str, list[int]]:
    """Which persons stand on which list: ``overlap`` of each list on all of them, the rest on one."""
    order = list(range(count))
    rnd.shuffle(order)
    common = int(size * overlap)
    own = size - common
    rest = order[common:]
    return {LETTERS[i]: order[:common] + rest[i * own : (i + 1) * own] for i in range(parties)}


def needed(size: int, parties: int, overlap: float) -> int:
    """Persons needed over all lists."""
    common = int(size * overlap)
    return common + parties * (size - common)


def write(
    out: Path,
    rnd: random.Random,
    drawn: Drawn,
    on_lists: dict[str, list[int]],
    record: Callable[[Any, str, str], list[str]],
    headings: dict[str, list[str]],
    duplicates: dict[str, float],
) -> None:
    """Write the lists, the truth and the relatives.

    Args:
        record: gives the row of a person on a list (letter) under a number.
        headings, duplicates: per letter the columns, and the chance that a person is entered once more.
    """
    out.mkdir(parents=True, exist_ok=True)
    truth: list[tuple[str, str, int]] = []
    for letter, ids in on_lists.items():
        entered = ids + [pid for pid in ids if rnd.random() < duplicates[letter]]
        rnd.shuffle(entered)
        with (out / f"list_{letter}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headings[letter])
            for number, pid in enumerate(entered, 1):
                rec_id = NUMBERS[letter].format(number)
                writer.writerow(record(drawn.people[pid], letter, rec_id))
                truth.append((letter, rec_id, pid))
    with (out / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("list", "rec_id", "person_id"), *truth])
    with (out / "relatives.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("person_id", "other_id", "relation"), *drawn.relations])


def main(about: str | None, make: Callable[[int, int, int, Path], None]) -> None:
    """Read the options every generator has, and make the lists."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=500, help="persons per list, before duplicates")
    parser.add_argument("--parties", type=int, choices=(2, 3), default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    make(asked.size, asked.parties, asked.seed, asked.out)
