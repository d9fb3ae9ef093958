"""The shipped gazetteer: what its description promises, and that it still fits the code that reads it."""

import gzip
import hashlib
import re
from importlib.resources import files

import pytest

from homeward.names.place_gazetteer import gazetteer
from homeward.names.place_skeleton import place_skeletons

DATA = files("homeward.names") / "data"


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    text = gzip.decompress((DATA / "places.tsv.gz").read_bytes()).decode("utf-8")
    return [row.split("\t") for row in text.splitlines()]


def test_the_file_is_the_one_described(rows: list[list[str]]) -> None:
    said = re.search(r"`([0-9a-f]{64})`", (DATA / "places.md").read_text(encoding="utf-8"))
    assert said is not None
    text = "".join("\t".join(row[:12]) + "\n" for row in rows)
    assert hashlib.sha256(text.encode()).hexdigest() == said[1]


def test_its_sounds_are_those_of_the_rooms_skeleton(rows: list[list[str]]) -> None:
    """If this fails, the skeleton has changed: run ``python tools/places/build.py --resound``."""
    stale = [
        row[0]
        for row in rows
        if {heard for cell in row[2:8] for form in cell.split("|") for heard in place_skeletons(form)[:2]}
        != set(row[12].split())
    ]
    assert stale == []


def test_ids_are_opaque_and_stand_once(rows: list[list[str]]) -> None:
    ids = [row[0] for row in rows]
    assert len(set(ids)) == len(ids) > 20_000
    assert all(re.fullmatch(r"p[0-9a-f]{9}|r(ua|ru|by|tr)\d\d", known) for known in ids)


def test_regions_named_in_rows_are_rows(rows: list[list[str]]) -> None:
    regions = {row[0] for row in rows if row[1] == "r"}
    assert {"r" + code for row in rows for code in row[9].split()} == regions


def test_every_place_has_a_form_to_be_shown_in_each_language(rows: list[list[str]]) -> None:
    assert [row[0] for row in rows if not row[4] or not row[5]] == []
    nameless = [row for row in rows if not row[2] and not row[3] and not re.search(r"[A-Za-zÇĞİÖŞÜçğıöşü]", row[4])]
    assert nameless == []


def test_a_rule_made_form_is_marked(rows: list[list[str]]) -> None:
    assert {mark for row in rows for mark in row[10].split()} == {"uk", "ru"}
    (kharkiv,) = gazetteer().find("Харків")[0]
    assert not gazetteer().place(kharkiv).derived


@pytest.mark.parametrize(
    ("now", "former", "now_ru", "former_ru"),
    [
        ("Довжанськ", "Свердловськ", "Довжанск", "Свердловск"),
        ("Подільськ", "Котовськ", "Подольск", "Котовск"),
        ("Вараш", "Кузнецовськ", "Вараш", "Кузнецовск"),
        ("Багачеве", "Ватутіне", "Багачево", "Ватутино"),
        ("Златопіль", "Первомайський", "Златополь", "Первомайский"),
        ("Сновськ", "Щорс", "Сновск", "Щорс"),
        ("Доброслав", "Комінтернівське", "Доброслав", "Коминтерновское"),
        ("Горішні Плавні", "Комсомольськ", "Горишние Плавни", "Комсомольск"),
    ],
)
def test_renamed_places_are_found_by_each_name(now: str, former: str, now_ru: str, former_ru: str) -> None:
    found = [set(gazetteer().find(name)[0]) for name in (now, former, now_ru, former_ru)]
    assert set.intersection(*found)


def test_every_settlement_and_district_of_the_codifier_stands_once(rows: list[list[str]]) -> None:
    codes = [code for row in rows for code in row[11].split() if code[0] in "OPMXCB" and row[1] != "r"]
    assert len(codes) == len(set(codes))
    assert sum(code[0] == "C" for code in codes) > 27_000
    assert sum(code[0] == "P" for code in codes) == 136
    assert all(
        re.fullmatch(r"[OKPMXCBS]\d{17}|oktmo:\d{8}|tr:\d\d|geonames:\d+", c) for r in rows for c in r[11].split()
    )


def test_a_code_lies_in_a_region_of_its_row(rows: list[list[str]]) -> None:
    strays = [
        row[0] for row in rows for code in row[11].split() if code[0] in "PMXCBS" and f"ua{code[1:3]}" not in row[9]
    ]
    assert strays == []


def test_an_abolished_district_leads_to_one_of_today(rows: list[list[str]]) -> None:
    today = {code[1:] for row in rows for code in row[11].split() if code[0] == "P"}
    former = [code[1:] for row in rows for code in row[11].split() if code[0] == "S"]
    assert len(former) > 380
    assert set(former) <= today


@pytest.mark.parametrize(
    ("district", "now"),
    [
        ("Мар'їнський", "Покровський"),
        ("Тельманівський", "Кальміуський"),
        ("Цюрупинський", "Херсонський"),
        ("Красноармійський", "Покровський"),
        ("Артемівський", "Бахмутський"),
        ("Станично-Луганський", "Щастинський"),
        ("Києво-Святошинський", "Бучанський"),
        ("Ленінський", "Керченський"),
        ("Новоград-Волинський", "Звягельський"),
        ("Сєвєродонецький", "Сіверськодонецький"),
    ],
)
def test_where_a_district_went(district: str, now: str) -> None:
    known = gazetteer()
    (found,) = [
        one for one in known.find_districts(district) if known.place(one).uk == district and known.went_to([one])
    ]
    assert {known.place(known.district_of(code)).uk for code in known.went_to([found])} == {now}


def test_a_region_has_the_codes_of_every_codifier_that_knows_it() -> None:
    known = gazetteer()
    assert known.place("rua01").codes == ("O01000000000013043", "oktmo:35000000")
    assert known.place("rru61").codes == ("oktmo:60000000",)
    assert known.place("rtr34").codes == ("tr:34",)


def test_places_are_ordered_by_size_each_once() -> None:
    known = gazetteer()
    (kharkiv,), (oleshky,) = known.find("Харків")[0], known.find("Цюрупинськ")[0]
    assert known.largest([oleshky]) == (oleshky,)
    assert known.largest([oleshky, kharkiv, oleshky]) == (kharkiv, oleshky)
    assert known.largest([]) == ()
