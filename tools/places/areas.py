"""Regions and districts of the gazetteer, and the codes of all that lies in them."""

from collections import defaultdict

import sources
import spelling
from rows import Place, complete, unique

from homeward.names.place_skeleton import place_letters as letters


def of_regions(codifier: list[sources.Katottg]) -> list[Place]:
    """First-level regions of Ukraine, Russia and Belarus."""
    official = {row.oblast: row.category + row.code[2:] for row in codifier if row.category in "OK"}
    return [
        Place(key=row["code"], kind="r", uk=row["uk"], ru=row["ru"], en=[row["en"]],
              tr=[spelling.turkish_from_english(row["en"])], other=row["other"].split("|"),
              spellings=[name for name in row["written"].split("|") if name], weight=500_000, regions={row["code"]},
              codes=[code for code in (official.get(row["code"], ""), row["codes"]) if code])
        for row in sources.regions()
    ]  # fmt: skip


PROVINCES_OF_OTHER_NAME = {"31": ("Antakya", "Хатай", "Хатай"), "33": ("Mersin", "Мерсін", "Мерсин"),
                           "41": ("İzmit", "Коджаелі", "Коджаэли"), "54": ("Adapazarı", "Сакар'я", "Сакарья"),
                           "46": ("Kahramanmaraş", "Кахраманмараш", "Кахраманмараш"),
                           "03": ("Afyonkarahisar", "Афьонкарахісар", "Афьонкарахисар"),
                           "30": ("Hakkâri", "Хаккярі", "Хаккяри"), "34": ("Istanbul", "Стамбул", "Стамбул"),
                           "39": ("Kırklareli", "Киркларелі", "Кыркларели"), "66": ("Yozgat", "Йозгат", "Йозгат"),
                           "81": ("Düzce", "Дюздже", "Дюздже")}  # fmt: skip
"""Province -> its centre, where that has another name; and the province's Cyrillic forms."""


def turkish_regions(names: dict[str, str], places: list[sources.GeoName]) -> dict[str, str]:
    """GeoNames' number of a province, which is not the one on number plates -> code of its row, by its centre."""
    largest: dict[str, sources.GeoName] = {}
    for geo in places:
        if geo.country == "TR":
            for name in {geo.name, *geo.alternates}:
                largest[name] = max(geo, largest.get(name, geo), key=lambda g: (g.population, -g.geonameid))
    found = {}
    for number, name in names.items():
        centre = PROVINCES_OF_OTHER_NAME.get(number, (name,))[0]
        geo = largest.get(centre)
        if geo is None or geo.region in found:
            print("province without a centre:", number, name)
            continue
        found[geo.region] = f"tr{number}"
    return found


def of_provinces(names: dict[str, str], places: list[Place]) -> list[Place]:
    """Provinces of Türkiye, with the Cyrillic forms of the town of their name."""
    towns: dict[str, Place] = {}
    for place in sorted(places, key=lambda p: (p.weight, p.key)):
        if any(region.startswith("tr") for region in place.regions) and place.uk:
            towns[place.latin] = place
    rows = []
    for number, name in names.items():
        town = towns.get(name)
        uk, ru = PROVINCES_OF_OTHER_NAME.get(number, ("", "", ""))[1:]
        if town and not uk:
            uk, ru = town.uk, town.ru
        rows.append(
            Place(key=f"tr{number}", kind="r", uk=f"провінція {uk}" if uk else "", ru=f"провинция {ru}" if ru else "",
                  en=[f"{name} Province"], tr=[f"{name} ili"], weight=100_000, regions={f"tr{number}"},
                  derived={"uk", "ru"} if uk else set(), codes=[f"tr:{number}"])
        )  # fmt: skip
    return rows


def of_districts(codifier: list[sources.Katottg]) -> list[Place]:
    """Districts that were abolished or renamed, with the code of the district in which their centre lies."""
    now = {(row.oblast, row.name): row.code for row in codifier if row.category == "P"}
    named: dict[str, Place] = {}
    for old in sources.districts():
        code = now.get((old.region, old.now))
        if code is None:
            print("districts.csv: no such district:", old.region, old.now)
            continue
        for name in {old.name, *old.former} - {old.now}:
            place = named.setdefault(name, Place(key=f"old:{name}", kind="d", uk=name, weight=10_000))
            place.regions.add(old.region)
            place.codes.append("S" + code[2:])
            place.other = unique([*place.other, *({old.name, *old.former} - {old.now, name})])
    for place in named.values():
        complete(place)
    return list(named.values())


def add_codes(rows: list[Place], codifier: list[sources.Katottg]) -> None:
    """Give each row the codes of all settlements and districts that it stands for.

    A town's code goes to the largest place of its name in its region, a village's to the row of the many.
    """
    by_form: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for place in rows:
        forms = {letters(name) for name in (place.uk, *place.spellings) if not name.isascii()}
        for region in place.regions if place.kind != "r" else ():
            for form in forms:
                by_form[place.kind, region, form].append(place)
    lost = 0
    for row in codifier:
        kind = {"B": "d", "P": "d", "M": "s", "X": "s", "C": "s", "K": "s"}.get(row.category)
        if kind is None:
            continue
        found = by_form[kind, row.oblast, letters(row.name)]
        found = [p for p in found if letters(p.uk) == letters(row.name)] or found
        if not found and kind == "s":
            found = by_form["d", row.oblast, letters(row.name)]
        if not found:
            lost += 1
            continue
        sign = min if row.category == "C" else max
        sign(found, key=lambda p: (p.weight, p.key)).codes.append(row.category + row.code[2:])
    if lost:
        print(lost, "rows of the codifier have no place")
