"""Places: distinct texts understood per second, time to load, and how many texts are resolved under generated noise.

    python -m benchmarks.names.bench_places [--seed 7] [--sample 2000]

First the places of the made lists in ``tests/reference/lists_5k``: microseconds a distinct text, the share of texts for
which a place is known, and of persons that stand on two lists the share whose birth places share one. Then noise of our
own making is put on the gazetteer's settlements, drawn by size: the other side's form or an earlier name,
type words, regions, capitals, and a slip of the pen in half of the texts. Prints the share of pairs joined by an id,
the share scored as the same (0.8 or more), and the share of random pairs so scored.
"""

import csv
import gzip
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow as pa

from benchmarks.figures import OURS, Figure, Unit, program, show
from homeward.names.place_gazetteer import Place, gazetteer
from homeward.names.places import compare_places, place_key_columns, place_keys

SAME = 0.8
LISTS = Path(__file__).parents[2] / "tests" / "reference" / "lists_5k"


def of_lists() -> Iterator[Figure]:
    """Figures of the made lists' places, of which we did not make the noise."""
    lists = {name: _read(f"list_{name}.csv.gz") for name in "ABC"}
    person = {row["rec_id"]: row["person_id"] for row in _read("truth.csv.gz")}
    written = [row[column] for rows in lists.values() for row in rows for column in ("birth_place", "last_seen_place")]
    texts = pa.array(sorted(set(written) - {""}), pa.string())
    start = time.process_time()
    keys = place_key_columns(texts)
    spent = (time.process_time() - start) / len(texts)
    yield Figure("lists of 5k", OURS, "distinct texts", len(texts), Unit.COUNT)
    yield Figure("lists of 5k", OURS, "a text", 1e9 * spent, Unit.NANOSECONDS)
    places = dict(zip(texts.to_pylist(), keys["places"].to_pylist(), strict=True))
    yield Figure("lists of 5k", OURS, "known", 100 * sum(map(bool, places.values())) / len(texts), Unit.PERCENT)
    for left, right in ("AB", "AC", "BC"):
        born = {person[row["rec_id"]]: row["birth_place"] for row in lists[left] if row["birth_place"]}
        pairs = [(born.get(person[row["rec_id"]], ""), row["birth_place"]) for row in lists[right]]
        shared = [not set(places[one]).isdisjoint(places[other]) for one, other in pairs if one and other]
        yield Figure(
            f"lists {left}–{right}",
            OURS,
            "persons joined by birth place",
            100 * sum(shared) / len(shared),
            Unit.PERCENT,
        )


def _read(name: str) -> list[dict[str, str]]:
    with gzip.open(LISTS / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slip(rnd: random.Random, name: str) -> str:
    """One letter left out, doubled, swapped with the next or replaced by another letter of the name."""
    if len(name) < 5:
        return name
    at = rnd.randrange(1, len(name) - 1)
    return rnd.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + rnd.choice(name.lower()) + name[at + 1 :],
        ]
    )


def written(rnd: random.Random, place: Place, language: str, slipped: bool) -> str:
    """One way a clerk may write ``place`` in a language."""
    forms = {"uk": (place.uk,), "ru": (place.ru,), "en": place.en, "tr": place.tr}[language]
    name = rnd.choice(forms)
    if language in ("uk", "ru") and place.others and rnd.random() < 0.2:
        name = rnd.choice(place.others)
    name = slip(rnd, name) if slipped else name
    style = rnd.random()
    if style < 0.15:
        return {"uk": "м. ", "ru": "г. ", "en": "", "tr": ""}[language] + name
    if style < 0.25 and place.regions and language in ("uk", "ru"):
        region = gazetteer().place(min(place.regions))
        return f"{region.uk if language == 'uk' else region.ru}, {name}"
    return name.upper() if style < 0.35 else name


def figures(seed: int, sample: int) -> Iterator[Figure]:
    """Figures of loading, then for each pair of languages without and with slips."""
    print("places", file=sys.stderr, flush=True)
    rnd = random.Random(seed)
    start = time.perf_counter()
    known = gazetteer()
    yield Figure("gazetteer", OURS, "load", time.perf_counter() - start, Unit.SECONDS)
    start = time.perf_counter()
    place_keys("Жщкцвфг")
    yield Figure("gazetteer", OURS, "index for slips", time.perf_counter() - start, Unit.SECONDS)
    yield from of_lists()
    towns = [place for place, kind in known.kinds.items() if kind == "s" and known.place(place).uk]
    drawn = rnd.choices(towns, [known.weights[place] ** 0.8 for place in towns], k=sample)
    for left, right in (("uk", "ru"), ("uk", "en"), ("ru", "en"), ("uk", "tr")):
        for slipped in (False, True):
            case = f"{left}–{right}, {'a slip' if slipped else 'clean'}"
            texts = [
                (written(rnd, known.place(p), left, False), written(rnd, known.place(p), right, slipped)) for p in drawn
            ]
            start = time.process_time()
            keys = [(place_keys(one), place_keys(other)) for one, other in texts]
            rate = len({text for pair in texts for text in pair}) / (time.process_time() - start)
            joined = sum(bool(set(one.places) & set(other.places)) for one, other in keys)
            same = sum(compare_places(*pair).score >= SAME for pair in texts)
            strangers = sum(compare_places(one[0], other[1]).score >= SAME for one, other in pairwise(texts))
            yield Figure(case, OURS, "joined", 100 * joined / len(texts), Unit.PERCENT)
            yield Figure(case, OURS, "scored the same", 100 * same / len(texts), Unit.PERCENT)
            yield Figure(case, OURS, "strangers", 100 * strangers / len(texts), Unit.PERCENT)
            yield Figure(case, OURS, "texts", rate, Unit.PER_SECOND)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield Figure("gazetteer", OURS, "peak memory", peak * 1024 / 1e9, Unit.GIGABYTES)


def main() -> None:
    """Measure places."""
    parser = program(__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sample", type=int, default=2_000)
    options = parser.parse_args()
    show(figures(options.seed, options.sample), options)


if __name__ == "__main__":
    main()
