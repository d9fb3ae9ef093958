"""Lists with known truth for measuring: their sizes, their kinds of noise, and where they lie once made.

    python -m benchmarks.reconciliation.made_lists NAME        # a name of SETS; prints the folder

Made by the generators of ``tools/lists`` with a fixed seed and kept under ``.cache/lists``. "5k" is the set under
tests/reference. The other kinds show whether what was learned on one kind of list holds on the next: ``harsh``,
``clean`` and ``sparse`` change how often noise strikes; ``office`` adds what the generator does not know (one column
for the whole name, capitals, initials, letters of the other alphabet that look alike); in ``unheard`` no surname stands
in any dictionary. ``children``, ``fallen``, ``requests`` and ``elsewhere`` are lists of other kinds with generators of
their own, at 500 and 5,000 and, eight times with other seeds, at 50; ``tools/lists/README.md`` says what they are.
"""

from __future__ import annotations

import csv
import importlib
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.processes import ROOT

CACHE = ROOT / ".cache" / "lists"

#: Kinds of lists with a generator of their own, ``tools/lists/make_<kind>.py``.
FURTHER = ("children", "fallen", "requests", "elsewhere")


@dataclass(frozen=True, slots=True)
class ListSet:
    """How a set of lists is made: see ``make_lists.py --help``. ``size`` is persons per list."""

    profile: str
    size: int
    parties: int
    seed: int

    @property
    def letters(self) -> str:
        """Letters of its lists."""
        return "ABC"[: self.parties]


SETS = {
    "500": ListSet("shared", 500, 3, 11),
    "5k": ListSet("shared", 5_000, 3, 11),
    **{f"{size}k": ListSet("shared", size * 1_000, 2, 11) for size in (10, 30, 100, 300)},
    "1M": ListSet("shared", 1_000_000, 2, 11),
    **{f"5k {kind}": ListSet(kind, 5_000, 3, 77) for kind in ("harsh", "clean", "sparse", "office", "unheard")},
    **{
        f"{name} {kind}": ListSet(kind, size, 3, 11) for kind in FURTHER for name, size in (("500", 500), ("5k", 5_000))
    },
    **{f"50 {kind} {seed}": ListSet(kind, 50, 3, seed) for kind in ("shared", *FURTHER) for seed in range(1, 9)},
}


def by_list(a: float, b: float, c: float) -> dict[str, float]:
    """A chance for each list."""
    return {"A": a, "B": b, "C": c}


#: What differs from the generator's profile "shared".
NOISE: dict[str, dict[str, Any]] = {
    "harsh": {
        "typo": 0.10,
        "swap_names": 0.05,
        "surname_variant": 0.18,
        "given_variant": 0.12,
        "dob_year_off": 0.06,
        "dob_digit": 0.05,
        "dob_day_month_swap": 0.04,
        "dob_year_only": 0.15,
        "genitive": by_list(0.06, 0.08, 0),
        "no_dob": by_list(0.08, 0.15, 0.25),
        "no_unit": by_list(0.3, 0.5, 0.7),
        "other_place": 0.4,
    },
    "clean": {
        "typo": 0.02,
        "swap_names": 0.01,
        "surname_variant": 0.05,
        "dob_year_off": 0.01,
        "dob_digit": 0.01,
        "dob_year_only": 0.03,
        "other_place": 0.15,
    },
    "sparse": {
        "no_birth_place": by_list(0.5, 0.6, 0.8),
        "no_last_seen": by_list(0.5, 0.6, 0.8),
        "no_event": by_list(0.5, 0.6, 0.8),
        "no_unit": by_list(0.5, 0.7, 0.9),
        "no_patronymic": by_list(0.2, 0.2, 0.6),
        "no_rank": by_list(0.5, 0.6, 0.9),
    },
    "office": {},
    "unheard": {},
}

LOOK_ALIKE = str.maketrans("аеіоросухАВЕІКМНОРСТХ", "aeiopocyxABEIKMHOPCTX")
#: Beginnings, middles and ends of surnames nobody bears, in Ukrainian and Russian.
BEGINNINGS = [
    ("Би", "Бы"),
    ("Вовз", "Вовз"),
    ("Ги", "Ги"),
    ("Ждів", "Ждив"),
    ("Зяп", "Зяп"),
    ("Кве", "Кве"),
    ("Лиш", "Лыш"),
]
BEGINNINGS += [
    ("Мох", "Мох"),
    ("Нюр", "Нюр"),
    ("Пищ", "Пыщ"),
    ("Рєз", "Рез"),
    ("Сліп", "Слип"),
    ("Тюв", "Тюв"),
    ("Хмир", "Хмыр"),
]
BEGINNINGS += [("Цвяк", "Цвяк"), ("Чуж", "Чуж"), ("Шкар", "Шкар"), ("Юзв", "Юзв"), ("Їжб", "Ижб"), ("Дзьоб", "Дзёб")]
MIDDLES = [("а", "а"), ("ло", "ло"), ("ми", "мы"), ("ні", "ни"), ("ру", "ру"), ("ще", "ще"), ("бо", "бо"), ("ґа", "га")]
MIDDLES += [("це", "це"), ("ти", "ты"), ("юх", "юх"), ("оні", "они"), ("ева", "эва"), ("иці", "ыци"), ("удо", "удо")]
MIDDLES += [("ряме", "ряме"), ("гаї", "гаи"), ("жиля", "жиля"), ("опри", "опры"), ("ашні", "ашни"), ("ехто", "ехто")]
ENDS = [
    ("нко", "нко"),
    ("чук", "чук"),
    ("ляк", "ляк"),
    ("вський", "вский"),
    ("ров", "ров"),
    ("сюк", "сюк"),
    ("йло", "йло"),
]
ENDS += [
    ("цький", "цкий"),
    ("шин", "шин"),
    ("гора", "гора"),
    ("бій", "бой"),
    ("тний", "тный"),
    ("пець", "пец"),
    ("каль", "каль"),
]


def folder_of(name: str) -> Path:
    """Where the set lies, made if it does not yet."""
    made = CACHE / name.replace(" ", "_")
    if not made.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=CACHE))
        try:
            _make(SETS[name], beside)
            beside.rename(made)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return made


def _make(asked: ListSet, folder: Path) -> None:
    if asked.profile in FURTHER:
        _generator(f"make_{asked.profile}").make(asked.size, asked.parties, asked.seed, folder)
        return
    generator = _generator("make_lists")
    generator.PROFILES.update({kind: {**generator.PROFILES["shared"], **changed} for kind, changed in NOISE.items()})
    if asked.profile == "unheard":
        generator.Pools = _unheard(generator)
    generator.make(asked.profile, asked.size, asked.parties, 0.6, 0.10, asked.seed, str(folder))
    if asked.profile == "office":
        for letter in asked.letters:
            _rewrite(folder / f"list_{letter}.csv", random.Random(f"{letter}/{asked.seed}"))


def _generator(name: str) -> Any:
    """The script ``tools/lists/<name>.py`` as a module; the scripts import one another by their bare names."""
    folder = str(ROOT / "tools" / "lists")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def _unheard(generator: Any) -> Any:
    """The generator's pools with surnames nobody bears: a few frequent, most rare."""
    rnd = random.Random(3)
    drawn = [[rnd.choice(part) for part in (BEGINNINGS, MIDDLES, ENDS)] for _ in range(20_000)]
    words = dict.fromkeys(("".join(uk for uk, _ in parts), "".join(ru for _, ru in parts)) for parts in drawn)
    surnames = generator.Draw([(uk, [ru], []) for uk, ru in words], [1 / (rank + 20) for rank in range(len(words))])

    class Unheard(generator.Pools):  # type: ignore[misc]  # the generator is a script without types
        def __init__(self, letter: str) -> None:
            super().__init__(letter)
            self.surname: dict[str, Any] = {"uk": surnames, "ru": surnames}

    return Unheard


def _rewrite(path: Path, rnd: random.Random) -> None:
    """As another office types: the whole name in one cell, here and there capitals, initials, look-alike letters."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        rest = [column for column in rows[0] if column not in ("rec_id", "surname", "given_name", "patronymic")]
        writer.writerow(["rec_id", "full_name", *rest])
        for row in rows:
            surname, given, patronymic = row["surname"], row["given_name"], row["patronymic"]
            if rnd.random() < 0.08 and given:
                given, patronymic = f"{given[0]}.", f"{patronymic[0]}." if patronymic else ""
            name = " ".join(part for part in (surname, given, patronymic) if part)
            style = rnd.random()
            if style < 0.2:
                name = name.upper()
            elif style < 0.35:
                name = name.replace(surname, surname.upper(), 1)
            if rnd.random() < 0.03:
                name = name.translate(LOOK_ALIKE)
            writer.writerow([row["rec_id"], name, *(row[column] for column in rest)])


if __name__ == "__main__":
    print(folder_of(sys.argv[1]))
