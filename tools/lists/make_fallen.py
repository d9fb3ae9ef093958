#!/usr/bin/env python3
"""Make lists of the dead with known truth: tags, partial names, call signs, unknown names.

    python make_fallen.py --size 500 --parties 3 --seed 11 --out DIR

List A is whom one side asks for (name, unit, day and place of the loss, call sign where it is known), B the bodies the
other side offers (what papers, patches and comrades told: a whole name, initials, a call sign, or only a tag), C a
neutral's receipt of the same bags in Latin letters. Tags are numbered anew for each consignment, so that one number is
borne by several. Brothers, fathers and sons fell together. Nobody in it existed.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import make_lists as lists
from writing import WHOLE_NAME, Drawn, Person, Scribe, main, needed, shared_out, write

#: Call signs: Ukrainian, Russian, what a mediator may write instead of the sound.
SIGNS = (
    ("Сокіл", "Сокол", "Falcon"), ("Вовк", "Волк", "Wolf"), ("Дід", "Дед", ""), ("Кіт", "Кот", "Cat"),
    ("Лис", "Лис", "Fox"),
    ("Ведмідь", "Медведь", "Bear"), ("Яструб", "Ястреб", "Hawk"), ("Грім", "Гром", "Thunder"), ("Сивий", "Седой", ""),
    ("Малий", "Малой", ""), ("Тихий", "Тихий", ""), ("Француз", "Француз", ""), ("Док", "Док", "Doc"),
    ("Бджола", "Пчела", ""),
    ("Студент", "Студент", "Student"), ("Кобзар", "Кобзарь", ""), ("Шаман", "Шаман", "Shaman"),
    ("Мельник", "Мельник", ""),
    ("Барс", "Барс", ""), ("Кум", "Кум", ""), ("Циган", "Цыган", ""), ("Гуцул", "Гуцул", ""),
    ("Хімік", "Химик", "Chemist"),
    ("Професор", "Профессор", "Professor"), ("Мавр", "Мавр", ""), ("Рижий", "Рыжий", ""), ("Тайсон", "Тайсон", "Tyson"),
    ("Козак", "Казак", "Cossack"), ("Борода", "Борода", ""), ("Шустрий", "Шустрый", ""),
    ("Механік", "Механик", "Mechanic"),
    ("Скіф", "Скиф", ""), ("Буба", "Буба", ""), ("Філософ", "Философ", ""), ("Пілот", "Пилот", "Pilot"),
    ("Кріт", "Крот", "Mole"),
    ("Лемберг", "Лемберг", ""), ("Моряк", "Моряк", "Sailor"), ("Сапер", "Сапёр", ""), ("Чех", "Чех", ""),
    ("Дизель", "Дизель", ""),
    ("Рембо", "Рэмбо", "Rambo"), ("Полтава", "Полтава", ""), ("Жук", "Жук", ""), ("Тесть", "Тесть", ""),
    ("Фермер", "Фермер", ""),
    ("Байкер", "Байкер", ""), ("Вітер", "Ветер", "Wind"), ("Сонце", "Солнце", ""), ("Мирний", "Мирный", ""),
)  # fmt: skip

PROFILE = {
    **lists.PROFILES["shared"],
    "typo": {"A": 0.04, "B": 0.09, "C": 0.09},
    "no_patronymic": {"A": 0.05, "B": 0.3, "C": 0.75},
    "no_dob": {"A": 0.05, "B": 0.35, "C": 0.6},
    "dob_year_only": {"A": 0.05, "B": 0.1, "C": 0.15},
    "age": {"A": 0.0, "B": 0.15, "C": 0.15},
    "short_name": {"A": 0.01, "B": 0.05, "C": 0.04},
    "no_birth_place": {"A": 0.3, "B": 0.85, "C": 0.95},
    "no_last_seen": {"A": 0.1, "B": 0.15, "C": 0.5},
    "no_event": {"A": 0.05, "B": 0.2, "C": 0.4},
    "no_unit": {"A": 0.1, "B": 0.55, "C": 0.85},
    "no_rank": {"A": 0.1, "B": 0.5, "C": 0.85},
    "no_sex": {"A": 0.2, "B": 0.1, "C": 0.3},
    "sign": {"A": 0.6, "B": 0.2, "C": 0.12},
    "tag": {"A": 0.0, "B": 0.75, "C": 0.8},
}
DUPLICATES = {"A": 0.04, "B": 0.01, "C": 0.01}
#: What the papers with a body told: how often.
TOLD = {"whole": 0.52, "initials": 0.16, "surname": 0.08, "sign": 0.09, "given_sign": 0.03, "nothing": 0.12}


class FallenScribe(Scribe):
    """Who writes lists of the dead."""

    def sign(self, p: Any) -> str:
        """The call sign as this office writes it."""
        uk, ru, meant = p.sign
        if self.letter == "C":
            word = (
                meant
                if meant and self.rnd.random() < 0.35
                else lists.romanise(*self.rnd.choice(((uk, "uk"), (ru, "ru"))), self.rnd.choice(self.prof["schemes"]))
            )
            return str(self.rnd.choice((f'"{word}"', f"({word})", f'call sign "{word}"', f"c/s {word}")).format(word))
        word = self.corrupt(uk if self.letter == "A" else ru)
        said = "позивний" if self.letter == "A" else "позывной"
        return self.rnd.choice(
            (f"«{word}»", f"«{word}»", f"({word})", f"«{word.upper()}»", f"{said} {word}", f'{said} "{word}"')
        )

    def tag(self, p: Any) -> str:
        """The number on the bag."""
        site, number = p.tag
        if self.rnd.random() < 0.02:
            number += self.rnd.choice((-1, 1, 10))
        forms = {
            "B": (f"бирка № {number}", f"бирка {site}-{number}", f"№ {number}", f"мешок № {number}"),
            "C": (f"tag {number}", f"tag {site}-{number}", f"No. {number}", f"bag No. {number}"),
        }
        return self.rnd.choice(forms[self.letter])

    def name(self, p: Any) -> str:
        """The cell of the name on the lists of bodies."""
        surname, given, father = self.spoken(p)
        told = p.known if self.letter == "B" or self.rnd.random() < 0.9 else "nothing"
        unknown = self.one_of(
            {"B": ("Неизвестный", "неизвестен", "не установлен", "неизв."), "C": ("Unknown", "unidentified", "UNKNOWN")}
        )
        sign = self.sign(p) if p.sign else ""
        words = {
            "whole": " ".join(word for word in (surname, given, father) if word),
            "initials": self.initials(surname, given, father),
            "surname": surname,
            "sign": sign or unknown,
            "given_sign": f"{given} {sign}" if sign else f"{given}",
            "nothing": unknown,
        }[told]
        if told in ("whole", "initials", "surname") and sign and self.chance("sign"):
            words = f"{words} {sign}"
        if words == unknown or (self.chance("tag") and (told not in ("whole", "initials") or self.rnd.random() < 0.35)):
            words += self.rnd.choice((", {}", " ({})")).format(self.tag(p))
        return words

    def entry(self, p: Any, rec_id: str) -> list[str]:
        """One row."""
        rnd, k = self.rnd, "ABC".index(self.letter)
        papers = self.letter == "A" or p.known in ("whole", "initials", "surname")
        found = p.event + dt.timedelta(rnd.choice((0, 1, 3, 7, 20, 40, 90)))
        event = None if self.chance("no_event") else p.event if self.letter == "A" or rnd.random() < 0.5 else found
        place = p.seen if self.letter == "A" or rnd.random() < 0.5 else p.seen_near
        what, number, civil = p.unit
        if civil:
            unit = what[k].format(number)
        elif k < 2 and rnd.random() < 0.4:
            unit = f"{number} {what[3].upper() if k == 0 else what[3]}"
        elif k < 2 and rnd.random() < 0.15:
            unit = (f"{number}-та", f"{number} бр.")[k]
        else:
            unit = (f"{number}-а {what[0]}", f"{number} {what[1]}", f"{number}th {what[2]}")[k]
        looked_at = event if not papers and event and rnd.random() < 0.4 else None  # an expert's estimate of the age
        born = self.born(p, event) if papers else self.age(p.born, looked_at) if looked_at else ""
        sex = "" if self.chance("no_sex") else {"A": "чж", "B": "мж", "C": "MF"}[self.letter]["mf".index(p.sex)]
        rest = [
            sex,
            born,
            "" if self.chance("no_birth_place") or not papers else self.place(p.birth_place),
            "" if self.chance("no_last_seen") else self.place(place),
            self.date(event, False) if event else "",
            "" if self.chance("no_unit") else unit,
            "" if self.chance("no_rank") or not p.rank else p.rank[k],
            "",
        ]
        if self.letter != "A":
            return [rec_id, self.name(p), *rest]
        surname, given, father = self.spoken(p)
        if p.sign and self.chance("sign"):
            sign = self.sign(p)
            if rnd.random() < 0.7:
                surname = f"{surname} {sign}"
            else:
                given = f"{given} {sign}"
        return [rec_id, surname, given, father, *rest]


def fallen(rnd: random.Random, pools: Any, count: int, size: int) -> Drawn:
    """The dead, some of them relatives."""
    near = [pools.seen(rnd) for _ in range(max(6, size // 25))]
    drawn = Drawn()

    def completed(base: Any, like: Any | None) -> Any:
        p = Person()
        for slot in lists.Person.__slots__:
            setattr(p, slot, getattr(base, slot))
        p.seen = rnd.choice(near) if like is None or rnd.random() < 0.5 else like.seen
        p.seen_near = rnd.choice(near)
        p.sign = rnd.choice(SIGNS) if rnd.random() < 0.7 else None
        p.tag = (rnd.choice("АКМПСТ"), rnd.randrange(1, max(60, size // 2)))
        p.known = rnd.choices(list(TOLD), list(TOLD.values()))[0]
        drawn.people.append(p)
        return p

    while len(drawn.people) < count:
        p = completed(lists.new_person(rnd, pools, len(drawn.people)), None)
        if rnd.random() < 0.1 and len(drawn.people) < count:
            base, kind = lists.relative_of(rnd, pools, p, len(drawn.people))
            q = completed(base, p if kind != "namesake" else None)
            if kind != "namesake" and rnd.random() < 0.5:  # they served together, and fell together
                q.unit, q.event = p.unit, p.event
            drawn.relations.append((p.id, q.id, kind))
    return drawn


def make(size: int, parties: int, seed: int, out: Path, overlap: float = 0.6) -> None:
    """Make the lists in the folder ``out``."""
    rnd = random.Random(f"fallen/{seed}/{size}")
    pools = lists.Pools("S")
    drawn = fallen(rnd, pools, needed(size, parties, overlap), size)
    on_lists = shared_out(rnd, len(drawn.people), size, parties, overlap)
    scribes = {letter: FallenScribe(rnd, pools, PROFILE, letter) for letter in on_lists}
    headings = {letter: lists.COLUMNS if letter == "A" else WHOLE_NAME for letter in on_lists}
    write(out, rnd, drawn, on_lists, lambda p, letter, rec_id: scribes[letter].entry(p, rec_id), headings, DUPLICATES)


if __name__ == "__main__":
    main(__doc__, make)
