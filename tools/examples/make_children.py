"""Make the example of the children's room from name pools, with known truth. Every child in it is invented.

    python tools/examples/make_children.py examples/children

Two lists, 520 entries in Ukrainian and 339 in Russian; ten homes, one of 50 children moved as a whole, one disbanded;
brothers and sisters, repetitions, some who are of age by now; what the sides decided on the pairs that a comparison
proposes, their answers over thirteen weeks, and sixty cases on their way home. Drawn with a fixed seed, so that the
files are the same each time. ``truth.csv`` says which entries are one child; no command reads it.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "lists"))
import make_lists as lists

from homeward.intake.reading import read_lists
from homeward.reconciliation.comparing import reconcile
from homeward.reconciliation.explaining import explain

REFERENCE = dt.date(2025, 7, 1)
LIST_A, LIST_B = "names_UA", "names_RU"
SIDES = ("UA", "RU")
SHARED, ONLY_A, ONLY_B = 316, 190, 16
ENTRIES_A, ENTRIES_B = 520, 339

#: Code, name in Ukrainian, name in Russian, fate, where to, when. None of these homes exists.
HOMES = (
    ("H01", "Тихозорівський дитячий будинок", "Тихозоревский детский дом", "moved", "H02", "2022-10"),
    ("H02", "Соснограйський центр підтримки дітей", "Сосноградский центр помощи детям", "stands", "", ""),
    ("H03", "Вербогаївський будинок дитини", "Вербогаевский дом ребёнка", "disbanded", "", "2022-11"),
    ("H04", "Калинолузька школа-інтернат", "Калинолугская школа-интернат", "stands", "", ""),
    ("H05", "Дубозорівський притулок", "Дубозоревский приют", "stands", "", ""),
    ("H06", "Озерошумська санаторна школа", "Озерошумская санаторная школа", "stands", "", ""),
    ("H07", "Степоцвітський дитячий будинок № 2", "Степоцветский детский дом № 2", "stands", "", ""),
    ("H08", "Лугоцвітський ліцей", "Лугоцветский лицей", "stands", "", ""),
    ("H09", "Річкозорівський центр реабілітації", "Речкозоревский центр реабилитации", "stands", "", ""),
    ("H10", "Гайдзвонський будинок дитини", "Гайдзвонский дом ребёнка", "stands", "", ""),
)
MOVED, DISBANDED, AFTER = "H01", "H03", ("H05", "H06", "H09")
IN_MOVED, IN_DISBANDED = 50, 37


def main() -> None:
    """Make the files."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    rnd = random.Random("homeward children 2025-07-01")
    children, homes, families = invented(rnd)
    rows = written(rnd, children, homes)
    truth = [(label, row[0], f"child-{child:04d}") for label in rows for child, row in rows[label]]
    write(out / f"{LIST_A}.csv", ("номер запису", "прізвище", "ім'я", "по батькові", "дата народження", "заклад"),
          [row for _child, row in rows[LIST_A]])  # fmt: skip
    write(out / f"{LIST_B}.csv", ("номер записи", "фамилия", "имя", "отчество", "дата рождения", "учреждение"),
          [row for _child, row in rows[LIST_B]])  # fmt: skip
    write(out / "truth.csv", ("list", "rec_id", "child"), truth)
    write(out / "siblings.csv", ("child", "other"), [(f"child-{a:04d}", f"child-{b:04d}") for a, b in families])
    names = [(code, name, fate, to, on) for code, uk, ru, fate, to, on in HOMES for name in (uk, ru)]
    write(out / "institutions.csv", ("institution", "name", "fate", "to", "on"), names)
    of_entry = {(label, row[0]): child for label in rows for child, row in rows[label]}
    decisions = decided(rnd, out, of_entry)
    write(
        out / "decisions.csv",
        ("left_list", "left_id", "right_list", "right_id", "side", "decision", "decided_on"),
        decisions,
    )
    back = rnd.sample([child for child, _row in rows[LIST_B] if child < SHARED], 14)
    returned = [
        (label, row[0], "2025-06-20", "ACT-17") for label in rows for child, row in rows[label] if child in back
    ]
    write(out / "returned.csv", ("list", "rec_id", "returned_on", "act"), returned)
    write(out / "answers.csv", ("entry", "side", "answered_on", "answer", "evidence"), answers(rnd, rows[LIST_B]))
    (out / "cases.toml").write_text(cases(rnd, children, homes, families), encoding="utf-8")


def invented(rnd: random.Random) -> tuple[list[lists.Person], dict[int, tuple[str, str]], list[tuple[int, int]]]:
    """Children, where each lived before and lives now, and pairs of brothers and sisters."""
    pools = lists.Pools("S")
    total = SHARED + ONLY_A + ONLY_B
    children: list[lists.Person] = []
    families: list[tuple[int, int]] = []
    while len(children) < total:
        child = lists.new_person(rnd, pools, len(children))
        child.sex = rnd.choice("mf")
        child.given = pools.given[child.sex, child.origin](rnd)
        days = int(rnd.triangular(0, 19.6, 11) * 365.25)
        child.born = dt.date(2005, 4, 1) + dt.timedelta(days)
        if children and rnd.random() < 0.14:
            elder = children[-1]
            child.origin, child.surname, child.father = elder.origin, elder.surname, elder.father
            child.birth_place, child.maiden = elder.birth_place, None
            child.born = elder.born + dt.timedelta(int(rnd.choice((-1, 1)) * rnd.uniform(1.1, 5) * 365))
            families.append((elder.id, child.id))
        child.unit, child.rank = (lists.CIVIL[0], 1, True), None
        children.append(child)
    order = list(range(total))
    rnd.shuffle(order)
    for place, at in enumerate(order):
        children[at].id = place
    families = sorted((children[a].id, children[b].id) for a, b in families)
    children.sort(key=lambda child: child.id)
    homes: dict[int, tuple[str, str]] = {}
    whole = range(SHARED)
    moved = set(rnd.sample(whole, IN_MOVED - 4)) | set(rnd.sample(range(SHARED, SHARED + ONLY_A), 4))
    disbanded = set(rnd.sample(sorted(set(whole) - moved), IN_DISBANDED))
    others = [home[0] for home in HOMES if home[0] not in (MOVED, DISBANDED, "H02")]
    for child in children:
        if child.id in moved:
            homes[child.id] = (MOVED, "H02")
        elif child.id in disbanded:
            homes[child.id] = (DISBANDED, rnd.choice(AFTER))
        else:
            where = rnd.choice(others) if rnd.random() < 0.7 else ""
            homes[child.id] = (where, where)
    return children, homes, families


def written(
    rnd: random.Random, children: Sequence[lists.Person], homes: dict[int, tuple[str, str]]
) -> dict[str, list[tuple[int, list[str]]]]:
    """Both lists: child and row of each entry."""
    profile = dict(lists.PROFILES["shared"], no_dob={"A": 0.02, "B": 0.05, "C": 0}, dob_year_only=0.05, swap_names=0.02)
    named = {home[0]: home for home in HOMES}
    made = {}
    parts = (
        (LIST_A, "A", list(range(SHARED + ONLY_A)), ENTRIES_A),
        (LIST_B, "B", [*range(SHARED), *range(SHARED + ONLY_A, SHARED + ONLY_A + ONLY_B)], ENTRIES_B),
    )
    for place, (label, letter, ids, entries) in enumerate(parts):
        writer = lists.Writer(rnd, lists.Pools("S"), profile, letter)
        lines = [*ids, *rnd.sample(ids, entries - len(ids))]
        rnd.shuffle(lines)
        rows = []
        for number, child in enumerate(lines, 1):
            cells = writer.record(children[child], "")
            home = named.get(homes[child][place])
            institution = home[1 + place] if home and rnd.random() < 0.95 else ""
            mark = ("УД-", "Д/")[place]
            rows.append((child, [f"{mark}{number:04d}", *cells[1:4], cells[5], institution]))
        made[label] = rows
    return made


def decided(rnd: random.Random, out: Path, of_entry: dict[tuple[str, str], int]) -> list[tuple[str, ...]]:
    """What both sides said of each pair that a comparison of the lists puts before them."""
    result = reconcile(read_lists([out / f"{LIST_A}.csv", out / f"{LIST_B}.csv"]))
    rows = []
    for pair in explain(result, np.flatnonzero(result.proposed | result.review)):
        refs = (pair.left.list_label, pair.left.rec_id), (pair.right.list_label, pair.right.rec_id)
        truth = "same" if of_entry[refs[0]] == of_entry[refs[1]] else "different"
        said = dict.fromkeys(SIDES, truth)
        chance = rnd.random()
        if chance < 0.03:
            del said[rnd.choice(SIDES)]
        elif chance < 0.06:
            said[rnd.choice(SIDES)] = "unsure"
        rows += [(*refs[0], *refs[1], side, word, "2025-06-25") for side, word in said.items()]
    return sorted(rows)


def answers(rnd: random.Random, entries: Sequence[tuple[int, list[str]]]) -> list[tuple[str, ...]]:
    """Thirteen weeks of answers on the shorter list."""
    first = dt.date(2025, 6, 9)
    rows = []
    numbers = [row[0] for _child, row in entries]
    final = dict(zip(numbers, rnd.choices(
        ("located_confirmed", "turned_18", "already_with_family", "not_found", "not_the_child"), (60, 9, 9, 16, 6),
        k=len(numbers)), strict=True))  # fmt: skip
    for side in SIDES:
        order = rnd.sample(numbers, len(numbers))
        week = 0
        for start in range(0, 288, 32):  # a batch of thirty-two names in most weeks
            week += rnd.choice((1, 1, 1, 2))
            if week > 12:
                break
            for number in order[start : start + 32]:
                on = first + dt.timedelta(7 * week + rnd.randrange(5))
                word = final[number]
                if rnd.random() < 0.06:
                    word = rnd.choice(("not_found", "located_confirmed", "not_the_child"))
                if rnd.random() < 0.22:
                    early = on - dt.timedelta(14)
                    said = rnd.choice(("no_information", "located_reported"))
                    if early >= first:
                        rows.append((number, side, early.isoformat(), said, ""))
                evidence = f"{side}-{on:%m%d}-{rnd.randrange(100, 1000)}" if rnd.random() < 0.88 else ""
                rows.append((number, side, on.isoformat(), word, evidence))
    return sorted(rows)


def cases(
    rnd: random.Random,
    children: Sequence[lists.Person],
    homes: dict[int, tuple[str, str]],
    families: Iterable[tuple[int, int]],
) -> str:
    """Sixty cases as TOML, from just registered to ready to travel."""
    group: dict[int, str] = {}
    for a, b in families:
        name = group.get(a) or group.get(b) or f"S{len({*group.values()}) + 1:02d}"
        group[a] = group[b] = name
    chosen = [child for child in children if homes[child.id][0] == MOVED and child.born > dt.date(2007, 8, 1)][:40]
    chosen += [child for child in children if child not in chosen and child.born > dt.date(2007, 8, 1)]
    lines = [
        "# Sixty invented cases on their way home, made by tools/examples/make_children.py. Nobody in them exists.",
        "sides = " + toml(SIDES),
    ]
    writer = lists.Writer(rnd, lists.Pools("S"), {}, "A")
    for number, child in enumerate(chosen[:60], 1):
        home = "UA" if number % 6 else "RU"
        lines += ["", *case(rnd, f"CH-{number:03d}", home, child, group.get(child.id, ""), writer)]
    return "\n".join(lines) + "\n"


def case(
    rnd: random.Random, name: str, home: str, child: lists.Person, siblings: str, writer: lists.Writer
) -> list[str]:
    """One case: each step of the way is there if the one before it is, nearly always."""
    age = (REFERENCE - child.born).days // 365
    reached = rnd.choices(range(8), (6, 8, 10, 12, 10, 10, 12, 32))[0]
    parent = rnd.random() < 0.62
    lines = ["[[case]]", f"id = {toml(name)}", f"home = {toml(home)}", f"born = {toml(child.born.isoformat())}"]
    if siblings:
        lines.append(f"siblings = {toml(siblings)}")
    if age < 5:
        lines.append("small_when_separated = true")
    if reached >= 1:
        lines.append('evidence = [{kind = "birth_record", grade = 1}, {kind = "photograph", grade = 3}]')
        lines.append(f"confirmed_by = {toml(SIDES)}")
    elif rnd.random() < 0.5:
        lines.append('evidence = [{kind = "school", grade = 3}]')
    if reached >= 3:
        worker = toml(f"W-{rnd.randrange(1, 9):02d}")
        lines.append(f'assessment = {{assessor = {worker}, on = 2025-06-10, recommends = "goes"}}')
    if reached >= 4:
        view = "cannot_form" if age < 5 else rnd.choices(("wishes", "undecided", "does_not_wish"), (92, 5, 3))[0]
        lines.append(f'view = {{view = {toml(view)}, on = 2025-06-12, heard_by = "N", private = true}}')
    if reached >= 5:
        lines.append('consents = [{claim = "G1", on = 2025-06-14}]')
    if reached >= 6:
        papers = [
            "birth_record",
            "travel_paper",
            "health_statement",
            "exit_permit",
            *([] if parent else ["guardianship_act"]),
        ]
        lines.append("papers = {" + ", ".join(f'{paper} = "yes"' for paper in papers) + "}")
    elif reached >= 3:
        lines.append('papers = {birth_record = "yes", travel_paper = "no"}')
    if reached >= 7:
        through = 'through = "third-state", escort = "neutral-escort", on = 2025-07-08'
        lines.append(f"route = {{{through}, confirmed_by = {toml((*SIDES, 'N'))}}}")
    if reached <= 2 and rnd.random() < 0.2:
        lines.append('urgent = [{measure = "medical_treatment", since = 2025-06-03, review = 2025-07-03}]')
    if reached >= 2:
        lines += claim("G1", "parent" if parent else rnd.choice(("relative", "legal_guardian")), age, True)
        if rnd.random() < 0.06:
            lines += claim("G2", "relative", age, False)
    if reached >= 3 and (not parent or rnd.random() < 0.15):
        lines += determination(rnd)
    lines += card(rnd, child, writer, age)
    return lines


def claim(name: str, capacity: str, age: int, decided: bool) -> list[str]:
    """An adult who asks for the child."""
    small = age < 5
    checks = dict.fromkeys(("identity", "community", "safety", "adult_willing", "child_willing"), "yes")
    checks |= dict.fromkeys(("accounts", "photograph", "child_knows"), "na" if small else "yes")
    lines = ["[[case.claim]]", f"id = {toml(name)}", f"capacity = {toml(capacity)}", 'document = "yes"']
    lines.append("checks = {" + ", ".join(f'{check} = "{word}"' for check, word in checks.items()) + "}")
    if decided:
        lines += ['decision = "verified"', "decided_on = 2025-06-09", f"decided_by = {toml(SIDES)}"]
    return lines


def determination(rnd: random.Random) -> list[str]:
    """A panel of one member of each side, a neutral one, and one of child protection."""
    lines = ["[case.determination]", "on = 2025-06-18", 'decided = "goes"', 'claim = "G1"', "review = 2026-06-18"]
    lines.append("siblings_considered = true")
    members = (
        ("M-1", "UA", "law"),
        ("M-2", "RU", "health"),
        ("M-3", "N", "child_protection"),
        ("M-4", "N", "social_work"),
    )
    dissent = rnd.random() < 0.2
    for code, party, discipline in members:
        vote = (
            'vote = "stays"\ndissent = "the school year should end first"'
            if dissent and code == "M-4"
            else 'vote = "goes"'
        )
        if party == "RU" and rnd.random() < 0.06:
            vote = ""
        lines.append(f"[[case.determination.member]]\ncode = {toml(code)}\nparty = {toml(party)}")
        lines.append(f"discipline = {toml(discipline)}\n{vote}".rstrip())
    return lines


def card(rnd: random.Random, child: lists.Person, writer: lists.Writer, age: int) -> list[str]:
    """The particulars of the card, each with whether it was found harmless."""
    surname, given, _patronymic = writer.names(child, "uk")
    place = child.birth_place[0][0]
    told = {
        "a": surname, "b": given, "c": "ж" if child.sex == "f" else "ч", "d": f"{place}, {child.born:%d.%m.%Y}",
        "i": "українська, російська" if age > 3 else "українська", "k": "", "l": "здорова дитина" if age < 12 else "",
        "m": rnd.choice(("", "A(II) Rh+", "0(I) Rh+", "B(III) Rh−")), "n": "", "o": "", "q": "",
    }  # fmt: skip
    lines = ["[case.card]"]
    for letter, text in told.items():
        if text:
            lines.append(f"{letter} = {{text = {toml(text)}, harmless = true}}")
    lines.append(f"e = {{text = {toml(f'{surname} {child.father}')}, harmless = true}}")
    lines.append("j = {harmless = false}")
    lines.append("r = {harmless = false}")
    lines.append('g = {text = "тітка по матері"}')
    return lines


def toml(value: str | Sequence[str]) -> str:
    """A text or a list of texts as TOML has it; JSON writes both alike."""
    return json.dumps(value, ensure_ascii=False)


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A CSV file, rows in order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
