#!/usr/bin/env python3
"""Make lists with known truth in which one side's entries are requests told by families.

    python make_requests.py --size 500 --parties 3 --seed 11 --out DIR

List A is what mothers, wives and sisters told a hot line in Ukrainian: short names, an age or "1999-2001", a village
in the case they say it in, a unit by number or nickname, often no patronymic; two of a family may ask for one man. B is
the other side's register of whom it holds or treats, written by clerks. C are tracing requests a neutral took down in
Latin letters. Nobody in it exists.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import make_lists as lists
from writing import WHOLE_NAME, Drawn, Person, Scribe, main, needed, shared_out, write

MONTHS = (
    "січні",
    "лютому",
    "березні",
    "квітні",
    "травні",
    "червні",
    "липні",
    "серпні",
    "вересні",
    "жовтні",
    "листопаді",
    "грудні",
)
PROFILE = {
    **lists.PROFILES["shared"],
    "typo": {"A": 0.05, "B": 0.06, "C": 0.06},
    "short_name": {"A": 0.45, "B": 0.02, "C": 0.25},
    "no_patronymic": {"A": 0.4, "B": 0.08, "C": 0.6},
    "genitive": {"A": 0.05, "B": 0.04, "C": 0},
    "no_dob": {"A": 0.08, "B": 0.07, "C": 0.12},
    "age": {"A": 0.25, "B": 0.03, "C": 0.2},
    "dob_span": {"A": 0.08, "B": 0.0, "C": 0.03},
    "dob_about": {"A": 0.10, "B": 0.02, "C": 0.08},
    "dob_year_only": {"A": 0.15, "B": 0.06, "C": 0.1},
    "no_sex": {"A": 0.6, "B": 0.1, "C": 0.3},
    "no_birth_place": {"A": 0.3, "B": 0.3, "C": 0.4},
    "no_last_seen": {"A": 0.25, "B": 0.3, "C": 0.4},
    "no_event": {"A": 0.15, "B": 0.15, "C": 0.3},
    "no_unit": {"A": 0.4, "B": 0.35, "C": 0.6},
    "no_rank": {"A": 0.7, "B": 0.3, "C": 0.6},
    "no_health": 0.85,
    "other_place": 0.3,
}
DUPLICATES = {"A": 0.12, "B": 0.02, "C": 0.05}
#: What people call a unit, without or with its number.
SAID = (
    ("{}-та мехбригада", "{}-та", "механізована, {}"), ("{}-та танкова", "танкова бригада"),
    ("{} батальйон", "піхота, {} бат."),
    ("тероборона", "ТРО {}", "{} тероборона"), ("артилерія", "{} артбригада"),
    ("прикордонник", "прикордонний загін {}"),
)  # fmt: skip


class FamilyScribe(Scribe):
    """Who takes down what families say (A, C), or keeps the register (B)."""

    def village(self, place: Any) -> str:
        """The place as it is said: from where, near where."""
        word = str(self.place(place))
        if self.letter != "A" or self.rnd.random() < 0.45:
            return word
        bare = word.removeprefix("м. ").removeprefix("місто ")
        if " " in bare or "-" in bare or bare[-1] not in "аяькнвсл":
            return self.rnd.choice((f"с. {bare}", f"{bare}, село", bare))
        said = lists.oblique(bare, "given", "m", "uk", "gen")
        return self.rnd.choice((f"з {said}", f"біля {said}", f"родом з {said}", f"с. {bare}"))

    def when(self, day: dt.date) -> str:
        """The day of the event as far as the family knows it."""
        if self.letter == "A" and self.rnd.random() < 0.35:
            near = day + dt.timedelta(int(self.rnd.gauss(0, 10)))
            return self.rnd.choice(
                (f"{near:%m.%Y}", f"у {MONTHS[near.month - 1]} {near.year}", f"{MONTHS[near.month - 1]} {near.year}")
            )
        return str(self.date(day, False))

    def serves(self, p: Any) -> str:
        """The unit or the workplace."""
        k = "ABC".index(self.letter)
        what, number, civil = p.unit
        if civil:
            return str(what[k].format(number))
        if self.letter == "A":
            return self.rnd.choice(SAID[lists.UNITS.index(what)]).format(number)
        if k == 1 and self.rnd.random() < 0.4:
            return f"{number} {what[3]}"
        return f"{number} {what[1]}" if k == 1 else f"{number}th {what[2]}"

    def entry(self, p: Any, rec_id: str) -> list[str]:
        """One row."""
        rnd, k = self.rnd, "ABC".index(self.letter)
        surname, given, father = self.spoken(p)
        if p.maiden and self.letter == "A" and rnd.random() < 0.3:
            maiden = lists.feminine(p.maiden[0], "uk")
            surname = rnd.choice((f"{surname} ({maiden})", f"{surname} (дівоче {maiden})"))
        event = p.event + dt.timedelta(int(rnd.gauss(0, 6))) if rnd.random() < 0.4 else p.event
        if self.chance("no_event"):
            event = None
        if self.letter == "A":
            order = rnd.random()
            name = [
                " ".join(w for w in words if w)
                for words in ((surname, given, father), (given, surname), (given, father, surname))
            ]
            names = [name[0] if order < 0.6 else name[1] if order < 0.8 else name[2]]
        else:
            names = [surname, given, father]
        sex = "" if self.chance("no_sex") else {"A": "чж", "B": "мж", "C": "MF"}[self.letter]["mf".index(p.sex)]
        seen = self.pools.seen(rnd) if self.chance("other_place") else p.seen
        return [
            rec_id,
            *names,
            sex,
            self.born(p, event),
            "" if self.chance("no_birth_place") else self.village(p.birth_place),
            "" if self.chance("no_last_seen") else self.village(seen),
            self.when(event) if event else "",
            "" if self.chance("no_unit") else self.serves(p),
            "" if self.chance("no_rank") or not p.rank else p.rank[k],
            "" if self.chance("no_health") else p.health[k],
        ]


def sought(rnd: random.Random, pools: Any, count: int) -> Drawn:
    """People who are looked for, some of them relatives or namesakes."""
    drawn = Drawn()

    def completed(base: Any) -> Any:
        p = Person()
        for slot in lists.Person.__slots__:
            setattr(p, slot, getattr(base, slot))
        drawn.people.append(p)
        return p

    while len(drawn.people) < count:
        p = completed(lists.new_person(rnd, pools, len(drawn.people)))
        if rnd.random() < 0.1 and len(drawn.people) < count:
            base, kind = lists.relative_of(rnd, pools, p, len(drawn.people))
            drawn.relations.append((p.id, completed(base).id, kind))
    return drawn


def make(size: int, parties: int, seed: int, out: Path, overlap: float = 0.6) -> None:
    """Make the lists in the folder ``out``."""
    rnd = random.Random(f"requests/{seed}/{size}")
    pools = lists.Pools("S")
    drawn = sought(rnd, pools, needed(size, parties, overlap))
    on_lists = shared_out(rnd, len(drawn.people), size, parties, overlap)
    scribes = {letter: FamilyScribe(rnd, pools, PROFILE, letter) for letter in on_lists}
    headings = {letter: WHOLE_NAME if letter == "A" else lists.COLUMNS for letter in on_lists}
    write(out, rnd, drawn, on_lists, lambda p, letter, rec_id: scribes[letter].entry(p, rec_id), headings, DUPLICATES)


if __name__ == "__main__":
    main(__doc__, make)
