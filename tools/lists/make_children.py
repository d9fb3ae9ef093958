#!/usr/bin/env python3
"""Make lists of children with known truth: few fields, institutions, brothers and sisters in one home.

    python make_children.py --size 500 --parties 3 --seed 11 --out DIR

List A is what guardianship services of one side look for, B what institutions of the other side hold, C a neutral's
list. Homes have a number, a name of their own or only a town; some moved as a whole, some were disbanded; B names the
home a child is in now. A child may go by a short name, an age may stand for a date, a patronymic is often missing, and
now and then a child was given another surname. Nobody and no institution in it exists.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import make_lists as lists
from writing import Drawn, Person, Scribe, main, needed, shared_out, write

#: Kinds of home: Ukrainian, Russian, Latin, each in full and short; and how many there are.
KINDS = (
    (("дитячий будинок", "ДБ"), ("детский дом", "детдом"), ("children's home", "orphanage"), 30),
    (("школа-інтернат", "інтернат"), ("школа-интернат", "интернат"), ("boarding school", "internat"), 25),
    (("будинок дитини", "буд. дитини"), ("дом ребёнка", "дом ребенка"), ("baby home", "home for infants"), 12),
    (
        ("центр соціально-психологічної реабілітації дітей", "ЦСПРД"),
        ("центр реабилитации несовершеннолетних", "реабилитационный центр"),
        ("child rehabilitation centre", "rehabilitation center"),
        15,
    ),
    (("притулок для дітей", "притулок"), ("приют для детей", "приют"), ("children's shelter", "shelter"), 8),
    (("дитяча лікарня", "дит. лікарня"), ("детская больница", "дет. больница"), ("children's hospital", "hospital"), 6),
    (("санаторна школа", "санаторій"), ("санаторная школа", "санаторий"), ("sanatorium school", "sanatorium"), 6),
)
NAMES = (
    ("Сонечко", "Солнышко"), ("Надія", "Надежда"), ("Журавлик", "Журавлик"), ("Ластівка", "Ласточка"),
    ("Промінчик", "Лучик"), ("Світанок", "Рассвет"), ("Родина", "Семья"), ("Берегиня", "Берегиня"),
    ("Калинка", "Калинка"), ("Мрія", "Мечта"), ("Дзвіночок", "Колокольчик"), ("Вербиченька", "Вербочка"),
    ("Росинка", "Росинка"), ("Малятко", "Малютка"), ("Гніздечко", "Гнёздышко"), ("Довіра", "Доверие"),
)  # fmt: skip

PROFILE = {
    **lists.PROFILES["shared"],
    "typo": 0.05,
    "no_patronymic": {"A": 0.15, "B": 0.25, "C": 0.7},
    "no_dob": {"A": 0.03, "B": 0.06, "C": 0.12},
    "dob_year_only": {"A": 0.06, "B": 0.12, "C": 0.2},
    "dob_about": {"A": 0.02, "B": 0.04, "C": 0.06},
    "age": {"A": 0.05, "B": 0.08, "C": 0.2},
    "short_name": {"A": 0.08, "B": 0.06, "C": 0.10},
    "no_birth_place": {"A": 0.35, "B": 0.75, "C": 0.85},
    "no_last_seen": {"A": 0.25, "B": 0.4, "C": 0.5},
    "no_event": {"A": 0.45, "B": 0.5, "C": 0.6},
    "no_unit": {"A": 0.1, "B": 0.15, "C": 0.45},
    "other_surname": {"A": 0.0, "B": 0.025, "C": 0.01},
    "no_health": 0.85,
}
DUPLICATES = {"A": 0.03, "B": 0.02, "C": 0.02}


@dataclass(frozen=True)
class Home:
    """An institution: kind, number (0 if it has none), own name (-1 if none), town, and the day its children left."""

    kind: int
    number: int
    name: int
    place: Any
    left: dt.date


class ChildScribe(Scribe):
    """Who writes lists of children."""

    def home(self, home: Home) -> str:
        """The institution as this office calls it."""
        k, rnd = "ABC".index(self.letter), self.rnd
        full, short = KINDS[home.kind][k]
        words = [full if rnd.random() < 0.65 else short]
        if home.number and rnd.random() < 0.8:
            words.append((f"№ {home.number}", f"№{home.number}", f"No. {home.number}")[k])
        if home.name >= 0 and rnd.random() < 0.75:
            uk, ru = NAMES[home.name]
            words.append(f"«{(uk, ru)[k]}»" if k < 2 else f'"{lists.romanise(rnd.choice((uk, ru)), "uk", "kmu")}"')
        if rnd.random() < (0.85 if len(words) == 1 else 0.4):
            town = home.place[k][0]
            words.append(
                rnd.choice(((f"м. {town}", f"с. {town}", town), (f"г. {town}", f"с. {town}", town), (town,))[k])
            )
        return (
            ", ".join((" ".join(words[:-1]), words[-1])) if len(words) > 2 and rnd.random() < 0.3 else " ".join(words)
        )

    def entry(self, child: Any, rec_id: str, other_surname: Any) -> list[str]:
        """One row."""
        surname, given, father = self.spoken(child)
        if self.chance("other_surname"):
            surname = other_surname[0] if self.letter == "A" else other_surname[1][0]
            if self.letter == "C":
                surname = lists.romanise(surname, "ru", self.rnd.choice(self.prof["schemes"]))
        now = self.letter != "A"
        home, place = (child.home_now, child.home_place_now) if now else (child.home, child.home.place)
        event = child.event + dt.timedelta(int(self.rnd.gauss(0, 12))) if self.rnd.random() < 0.5 else child.event
        if self.chance("no_event"):
            event = None
        sex = {"A": "чж", "B": "мж", "C": "MF"}[self.letter]["mf".index(child.sex)]
        return [
            rec_id,
            surname,
            given,
            father,
            "" if self.chance("no_sex") else sex,
            self.born(child, event),
            "" if self.chance("no_birth_place") else self.place(child.birth_place),
            "" if self.chance("no_last_seen") else self.place(place if self.rnd.random() < 0.7 else child.home.place),
            self.date(event, False) if event else "",
            "" if self.chance("no_unit") else self.home(home),
            "",
            "" if self.chance("no_health") else child.health["ABC".index(self.letter)],
        ]


def new_home(rnd: random.Random, pools: Any) -> Home:
    """An institution that does not exist."""
    left = dt.date(2022, 3, 1) + dt.timedelta(rnd.randrange(0, 700))
    number = rnd.choice((0, 0, 0, 1, 1, 2, 2, 3, 4, 5))
    name = rnd.randrange(len(NAMES)) if rnd.random() < 0.4 else -1
    kind = rnd.choices(range(len(KINDS)), [kind[3] for kind in KINDS])[0]
    return Home(kind, number, name, pools.seen(rnd), left)


def children(rnd: random.Random, pools: Any, count: int, size: int) -> Drawn:
    """Families of children in homes."""
    homes = [new_home(rnd, pools) for _ in range(max(5, size // 45))]
    after = [new_home(rnd, pools) for _ in range(max(3, size // 90))]
    fate = [rnd.choices(("stands", "moved", "disbanded"), (45, 35, 20))[0] for _ in homes]
    goal = [rnd.sample(after, 3) if kind == "disbanded" else [rnd.choice(after)] for kind in fate]
    weight = [rnd.uniform(0.3, 2.0) for _ in homes]
    drawn = Drawn()

    def add(like: Any | None, relation: str) -> Any:
        child = Person()
        base = lists.new_person(rnd, pools, len(drawn.people))
        for slot in lists.Person.__slots__:
            setattr(child, slot, getattr(base, slot))
        child.sex = rnd.choice("mf")
        child.given, child.maiden, child.rank = pools.given[child.sex, child.origin](rnd), None, None
        child.born = dt.date(2005, 6, 1) + dt.timedelta(int(rnd.triangular(0, 16.7, 9.5) * 365.25))
        at = rnd.choices(range(len(homes)), weight)[0]
        if like is not None:
            drawn.relations.append((like.id, child.id, relation))
            child.origin, child.surname = like.origin, like.surname
            if relation == "namesake":
                child.sex, child.given = like.sex, like.given
            else:
                child.given = pools.given[child.sex, child.origin](rnd)
                child.birth_place = like.birth_place
                child.father = like.father if rnd.random() < 0.85 else child.father
                years = 0.0 if relation == "twin" else rnd.choice((-1, 1)) * rnd.uniform(1.0, 6.0)
                child.born = like.born + dt.timedelta(int(years * 365.25))
                child.born = min(child.born, dt.date(2022, 9, 1) + dt.timedelta(rnd.randrange(60)))
                while child.given == like.given:
                    child.given = pools.given[child.sex, child.origin](rnd)
                at = like.known if rnd.random() < 0.85 else at
        child.known = at
        child.home = homes[at]
        child.event = homes[at].left if fate[at] != "stands" else homes[at].left + dt.timedelta(rnd.randrange(0, 400))
        child.home_now = homes[at] if fate[at] == "stands" and rnd.random() < 0.75 else rnd.choice(goal[at])
        child.home_place_now = child.home_now.place
        drawn.people.append(child)
        return child

    while len(drawn.people) < count:
        first = add(None, "")
        kin = rnd.choices((0, 1, 2, 3), (64, 23, 9, 4))[0]
        for _ in range(min(kin, count - len(drawn.people))):
            add(first, rnd.choices(("brother", "twin"), (10, 1))[0])
        if rnd.random() < 0.02 and len(drawn.people) < count:
            add(first, "namesake")
    among_all = drawn.relations.copy()
    for first_id in {a for a, _, _ in among_all}:  # the second and the third child are siblings too
        mine = [(b, kind) for a, b, kind in among_all if a == first_id and kind != "namesake"]
        drawn.relations += [(b, c, "brother") for i, (b, _) in enumerate(mine) for c, _ in mine[i + 1 :]]
    drawn.relations.sort()
    return drawn


def make(size: int, parties: int, seed: int, out: Path, overlap: float = 0.6) -> None:
    """Make the lists in the folder ``out``."""
    rnd = random.Random(f"children/{seed}/{size}")
    pools = lists.Pools("S")
    drawn = children(rnd, pools, needed(size, parties, overlap), size)
    on_lists = shared_out(rnd, len(drawn.people), size, parties, overlap)
    scribes = {letter: ChildScribe(rnd, pools, PROFILE, letter) for letter in on_lists}
    write(
        out,
        rnd,
        drawn,
        on_lists,
        lambda p, letter, rec_id: scribes[letter].entry(p, rec_id, pools.surname[p.origin](rnd)),
        dict.fromkeys(on_lists, lists.COLUMNS),
        DUPLICATES,
    )


if __name__ == "__main__":
    main(__doc__, make)
