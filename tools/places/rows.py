"""One row of the gazetteer in the making, and how it is written."""

import gzip
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import spelling

from homeward.names.place_skeleton import place_letters as letters
from homeward.names.place_skeleton import place_skeleton, place_skeletons

OUT = Path(__file__).parents[2] / "src" / "homeward" / "names" / "data" / "places.tsv.gz"


@dataclass(slots=True)
class Place:
    """One row in the making."""

    key: str
    kind: str = "s"
    uk: str = ""
    ru: str = ""
    latin: str = ""  # GeoNames' name where papers show that; "" where they show both sides' forms
    en: list[str] = field(default_factory=list)
    tr: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)
    weight: int = 0
    regions: set[str] = field(default_factory=set)
    derived: set[str] = field(default_factory=set)
    codes: list[str] = field(default_factory=list)


def complete(place: Place) -> None:
    """Fill a missing Cyrillic form by the regular spelling and mark it as derived."""
    if place.uk and not place.ru:
        place.ru = spelling.uk_to_ru(place.uk)
        place.derived.add("ru")
    elif place.ru and not place.uk:
        place.uk = spelling.ru_to_uk(place.ru)
        place.derived.add("uk")


def for_papers(place: Place) -> None:
    """Fill the English and Turkish forms: both sides' where the place has two everyday names, else GeoNames' name."""
    if place.latin:
        place.en = place.en or [place.latin]
        place.tr = place.tr or [spelling.turkish_from_ru(place.ru) if place.ru else place.latin]
    else:
        place.en = place.en or unique([spelling.latin_from_uk(place.uk), spelling.latin_from_ru(place.ru)])
        place.tr = place.tr or unique([spelling.turkish_from_uk(place.uk), spelling.turkish_from_ru(place.ru)])


def unique(names: list[str]) -> list[str]:
    """Names without repeats or empties, in the order given."""
    return list(dict.fromkeys(name for name in names if name))


def thin(place: Place) -> list[str]:
    """Spellings that add something to look-up: in Latin letters another sound, in Cyrillic another spelling."""
    main = (place.uk, place.ru, *place.en, *place.other)
    seen = {place_skeleton(name) for name in main} | {letters(name) for name in main}
    kept = []
    for name in place.spellings:
        key = place_skeleton(name) if letters(name).isascii() else letters(name)
        if key and key not in seen:
            seen.add(key)
            kept.append(name)
    return kept[: 40 if place.weight >= 100_000 else 12]


def resound(row: str) -> str:
    """The row with its last column heard anew: skeletons of every form, by which another spelling finds the place."""
    cells = row.split("\t")[:12]
    forms = [form for cell in cells[2:8] for form in cell.split("|")]
    return "\t".join([*cells, " ".join(unique([heard for form in forms for heard in place_skeletons(form)[:2]]))])


def line(place: Place) -> str:
    """One row of the file."""
    code = "p" + hashlib.sha256(place.key.encode()).hexdigest()[:9] if place.kind != "r" else "r" + place.key
    cells = [code, place.kind, place.uk, place.ru, "|".join(place.en), "|".join(place.tr),
             "|".join(n for n in place.other if n), "|".join(thin(place)), str(place.weight),
             " ".join(sorted(place.regions)), " ".join(sorted(place.derived)),
             " ".join(sorted(set(place.codes)))]  # fmt: skip
    return resound("\t".join(cells))


def write(rows: list[str]) -> None:
    """Write the file, the same bytes for the same rows."""
    text = "\n".join(rows) + "\n"
    with OUT.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=9, mtime=0) as packed:
        packed.write(text.encode())
    print(len(rows), "rows,", len(text.encode()), "bytes,", OUT.stat().st_size, "packed")
