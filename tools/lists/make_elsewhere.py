#!/usr/bin/env python3
"""Make lists with known truth as other offices would: names and places that are in no pool here, other kinds of noise.

    python make_elsewhere.py --size 5000 --parties 3 --seed 11 --out DIR

Made to estimate how well what was learned on ``make_lists.py`` holds on lists nobody here has seen. Surnames, given
names and patronymics are drawn from the pairs of names_translator (MIT) that are not among the pools, places from the
gazetteer of ``homeward.names`` that are not among them. Noise: letters lost, doubled or hit beside the key, letters
that a scanner confuses, given names and patronymics cut short with a stop, two columns in one cell, capitals, and in
the Latin list a romanisation for each word (among them Polish, German and French customs). Nobody in it exists.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import random
import re
from pathlib import Path
from typing import Any

import make_lists as lists
from names_translator.dicts import default_dicts
from writing import Drawn, Scribe, main, needed, shared_out, write

GAZETTEER = Path(__file__).parents[2] / "src" / "homeward" / "names" / "data" / "places.tsv.gz"

#: Letters a scanner or a tired reader takes for one another.
LOOK_ALIKE = {
    "A": [("и", "н"), ("н", "п"), ("ш", "щ"), ("ц", "щ"), ("і", "ї"), ("е", "с"), ("в", "б"), ("л", "п"),
    ("г", "т"), ("ь", "б"), ("о", "с")],
    "B": [("и", "н"), ("н", "п"), ("ш", "щ"), ("ц", "щ"), ("ь", "ы"), ("е", "с"), ("в", "б"), ("л", "п"),
    ("г", "т"), ("э", "з"), ("о", "с")],
    "C": [("rn", "m"), ("m", "rn"), ("l", "i"), ("v", "y"), ("u", "v"), ("c", "e"), ("h", "b"), ("o", "a"),
    ("k", "h"), ("sh", "ch")],
}  # fmt: skip
#: Further customs of writing Slavic names in Latin letters, as changes to the passport tables of make_lists.
CUSTOMS: dict[str, dict[str, str]] = {
    "german": {
        "ж": "sch", "з": "s", "й": "j", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju",
        "я": "ja",
        "є": "je", "ї": "ji", "в": "w", "ё": "jo", "ь": "", "ы": "y",
    },
    "polish": {
        "ж": "ż", "й": "j", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "ю": "ju", "я": "ja", "є": "je",
        "ї": "ji",
        "в": "w", "ё": "jo", "ь": "", "г": "h", "и": "y", "і": "i",
    },
    "french": {
        "ж": "j", "й": "i", "у": "ou", "х": "kh", "ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou",
        "я": "ia", "є": "ie",
        "ї": "i", "ё": "io", "ь": "", "и": "y",
    },
}  # fmt: skip
_ADDED = {
    "german": ({**lists.UK_KMU, **CUSTOMS["german"]}, {**lists.RU_ICAO, **CUSTOMS["german"]}),
    "polish": ({**lists.UK_KMU, **CUSTOMS["polish"]}, {**lists.RU_ICAO, **CUSTOMS["polish"], "г": "g", "и": "i"}),
    "french": ({**lists.UK_KMU, **CUSTOMS["french"]}, {**lists.RU_ICAO, **CUSTOMS["french"], "и": "i"}),
}

PROFILE = {
    **lists.PROFILES["shared"],
    "typo": 0.03,
    "lost_letter": 0.025,
    "look_alike": 0.03,
    "beside_key": 0.02,
    "cut_short": {"A": 0.04, "B": 0.04, "C": 0.01},
    "initials": {"A": 0.02, "B": 0.04, "C": 0.03},
    "merged": {"A": 0.05, "B": 0.08, "C": 0.1},
    "capitals": 0.08,
    "surname_variant": 0.15,
    "given_variant": 0.10,
    "genitive": {"A": 0.04, "B": 0.07, "C": 0},
    "swap_names": 0.04,
    "no_patronymic": {"A": 0.08, "B": 0.15, "C": 0.5},
    "no_dob": {"A": 0.05, "B": 0.1, "C": 0.18},
    "dob_year_only": 0.1,
    "dob_year_off": 0.03,
    "dob_digit": 0.03,
    "dob_day_month_swap": 0.03,
    "no_unit": {"A": 0.2, "B": 0.5, "C": 0.65},
    "other_place": 0.35,
    "mixed_customs": 0.3,
    "schemes": ["kmu", "bgn", "icao", "adhoc", "turkish", "german", "polish", "french"],
    "duplicate": 0.03,
}


def _capital(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))


class ElsewherePools(lists.Pools):  # type: ignore[misc]  # the generator is a script without types
    """Names and places that the shared pools do not have; the frequent ones few, the rare ones many."""

    def __init__(self) -> None:
        super().__init__("S")
        rnd = random.Random("elsewhere")
        taken = {row["uk"].lower() for row in lists.load("surnames.csv")}
        family = [
            (uk, ru)
            for uk, ru in sorted(default_dicts().as_dict("last").items())
            if uk not in taken
            and len(uk) > 3
            and " " not in uk
            and not re.search("(ова|ева|єва|іна|ина|їна|ська|цька|ая)$", uk)
        ]
        rnd.shuffle(family)
        names = [(_capital(uk), [_capital(form) for form in ru], []) for uk, ru in family[:30_000]]
        draw = lists.Draw(names, [1 / (rank + 60) for rank in range(len(names))])
        self.surname = {"uk": draw, "ru": draw}
        self._first_names(rnd)
        self._places(rnd)

    def _first_names(self, rnd: random.Random) -> None:
        """Given names of both pools as they are, and as many rarer ones whose patronymics the dictionaries have."""
        known = {row["uk"] for row in lists.load("given.csv") if row["pool"] == "S"}
        fathers = default_dicts().as_dict("patronymic")
        further: list[tuple[str, list[str], str, str]] = []
        for uk, ru in sorted(default_dicts().as_dict("first").items()):
            stem = re.sub("(й|о)$", "", uk)
            son, daughter = (stem + end for end in (("йович", "ївна") if uk.endswith("й") else ("ович", "івна")))
            if _capital(uk) not in known and son in fathers and daughter in fathers and len(uk) > 3:
                further.append((_capital(uk), [_capital(form) for form in ru], son, daughter))
        rnd.shuffle(further)
        both = [row for row in lists.load("given.csv") if row["pool"] == "B"]
        women = [row for row in lists.load("given.csv") if row["sex"] == "f"]
        for sex in "mf":
            for origin, weight in (("uk", "w_uk"), ("ru", "w_ru")):
                rows = [row for row in (both if sex == "m" else women) if row["sex"] == sex]
                usual = [((row["uk"], row["ru"].split("|")), float(row[weight]) ** 0.7 + 0.02) for row in rows]
                total = sum(w for _, w in usual)
                rare = (
                    [((uk, ru), 0.15 * total / (rank + 30)) for rank, (uk, ru, _, _) in enumerate(further)]
                    if sex == "m"
                    else []
                )
                self.given[sex, origin] = lists.Draw(*zip(*(usual + rare[:400]), strict=True))
        for uk, _ru, son, daughter in further[:400]:
            self.patronymic[uk] = {
                "m": (_capital(son), [_capital(form) for form in fathers[son]]),
                "f": (_capital(daughter), [_capital(form) for form in fathers[daughter]]),
            }
        heirs = [row["uk"] for row in both if row["uk"] in self.patronymic] + [uk for uk, *_ in further[:400]]
        self.father = lists.Draw(heirs, [1 / (rank + 8) for rank in range(len(heirs))])

    def _places(self, rnd: random.Random) -> None:
        """Settlements of the gazetteer that the pools lack, as the sides write them."""
        taken = {form for row in lists.load("places.csv") for form in row["uk"].split("|")}
        with gzip.open(GAZETTEER, "rt", encoding="utf-8", newline="") as file:
            rows = [
                (row[2], row[3], row[4].split("|"), row[9], float(row[8] or 300))
                for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                if row[1] == "s" and row[2] and row[3] and row[4] and row[2] not in taken
            ]
        rnd.shuffle(rows)
        forms = [((uk,), (ru,), latin) for uk, ru, latin, _, _ in rows]
        size = [max(weight, 300.0) ** 0.6 for *_, weight in rows]
        at_home = ["ua" in regions for *_, regions, _ in rows]
        for origin in ("uk", "ru"):
            leaning = [w * (1 if home == (origin == "uk") else 0.06) for w, home in zip(size, at_home, strict=True)]
            self.birth[origin] = lists.Draw(forms, leaning)
        self.seen = lists.Draw(forms, [w**0.7 if home else 0.0 for w, home in zip(size, at_home, strict=True)])


class OfficeScribe(Scribe):
    """Who writes such lists."""

    def spoken(self, p: Any) -> tuple[str, str, str]:
        """The three parts; in the Latin list each word may follow a custom of its own."""
        if self.letter != "C" or not self.chance("mixed_customs"):
            return super().spoken(p)
        source = "ru" if self.chance("latin_from_ru") else "uk"
        parts = [lists.romanise(word, source, self.rnd.choice(self.prof["schemes"])) for word in self.names(p, source)]
        surname, given, father = (self.corrupt(word) for word in parts)
        return surname, given, "" if self.chance("no_patronymic") else father

    def corrupt(self, word: str) -> str:
        """Slips of the pen, of the key, of the scanner."""
        word = str(super().corrupt(word))
        if len(word) > 4 and self.chance("lost_letter"):
            at = self.rnd.randrange(1, len(word))
            word = word[:at] + word[at + 1 :]
        if len(word) > 3 and self.chance("look_alike"):
            word = lists.substitute(self.rnd, word, LOOK_ALIKE[self.letter])
        if len(word) > 3 and self.chance("beside_key"):
            at = self.rnd.randrange(len(word))
            near = lists.NEAR[self.lang].get(word[at].lower())
            if near:
                word = word[:at] + self.rnd.choice(near) + word[at + (self.rnd.random() < 0.6) :]
        return word

    def entry(self, p: Any, rec_id: str) -> list[str]:
        """One row: what the writer of ``make_lists`` writes, with the names as this office does."""
        row: list[str] = list(self.record(p, rec_id))
        surname, given, father = self.spoken(p)
        if self.chance("initials"):
            given, father = f"{given[:1]}.", f"{father[:1]}." if father else ""
        elif self.chance("cut_short"):
            given = f"{given[: self.rnd.choice((2, 3, 4))]}." if len(given) > 5 else given
            father = f"{father[: self.rnd.choice((2, 3, 4))]}." if len(father) > 5 else father
        if self.chance("capitals"):
            surname, given, father = surname.upper(), given.upper(), father.upper()
        if self.chance("merged"):
            if self.rnd.random() < 0.6:
                given, father = f"{given} {father}".strip(), ""
            else:
                surname, given = f"{surname} {given}", ""
        row[1:4] = surname, given, father
        return row

    def date(self, day: dt.date, birth: bool) -> str:
        """The day as the writer of ``make_lists`` writes it, or with two figures, or with the month's name."""
        text = str(super().date(day, birth))
        if not re.fullmatch(r"\d\d\.\d\d\.\d{4}", text) or self.rnd.random() < 0.8:
            return text
        if self.rnd.random() < 0.5:
            return f"{text[:6]}{text[8:]}"
        months = {
            "A": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
            "B": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        }[self.letter].split()
        return f"{int(text[:2])} {months[int(text[3:5]) - 1]} {text[6:]}"


def make(size: int, parties: int, seed: int, out: Path, overlap: float = 0.6) -> None:
    """Make the lists in the folder ``out``."""
    lists.SCHEMES.update(_ADDED)
    rnd = random.Random(f"elsewhere/{seed}/{size}")
    pools = ElsewherePools()
    drawn = Drawn()
    count = needed(size, parties, overlap)
    while len(drawn.people) < count:
        drawn.people.append(p := lists.new_person(rnd, pools, len(drawn.people)))
        if rnd.random() < 0.1 and len(drawn.people) < count:
            relative, kind = lists.relative_of(rnd, pools, p, len(drawn.people))
            drawn.people.append(relative)
            drawn.relations.append((p.id, relative.id, kind))
    on_lists = shared_out(rnd, count, size, parties, overlap)
    scribes = {letter: OfficeScribe(rnd, pools, PROFILE, letter) for letter in on_lists}
    write(
        out,
        rnd,
        drawn,
        on_lists,
        lambda p, letter, rec_id: scribes[letter].entry(p, rec_id),
        dict.fromkeys(on_lists, lists.COLUMNS),
        dict.fromkeys(on_lists, PROFILE["duplicate"]),
    )


if __name__ == "__main__":
    main(__doc__, make)
