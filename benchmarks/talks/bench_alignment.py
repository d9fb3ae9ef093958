"""Clauses of two texts paired, and how they stand: precision, recall, F1, share of types right, beside baselines.

    python -m benchmarks.talks.bench_alignment

Three labelled pairs of texts (README.md beside this file). Baselines run on the same clauses, written in Latin letters
(Cabinet of Ministers 2010 for Ukrainian, ICAO for Russian): "rapidfuzz" takes token-sort ratios and the best pairs in
order (dynamic programming); "n-grams" takes the cosine of TF-IDF over character n-grams of 3 to 5 and pairs that are
nearest to each other. Each baseline gets the threshold that is best for it on that very pair of texts, in hindsight;
ours is the one it ships with. Baselines know no types: theirs is the most frequent type of the labels.
"""

from __future__ import annotations

import json
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from benchmarks.figures import OURS, Figure, Unit, program, show
from homeward.names.transliteration import Scheme, transliterate
from homeward.talks.alignment import align
from homeward.talks.reading import read_memorandum
from homeward.talks.text_terms import Clause
from homeward.words import Language

HERE = Path(__file__).parent
MEMORANDA = HERE.parents[1] / "tools" / "examples" / "memoranda"
CASES = {
    "uk–ru, 70 and 69 clauses": (MEMORANDA / "left_uk.txt", MEMORANDA / "right_ru.txt", HERE / "labels_uk_ru.json"),
    "en–tr, 27 and 27 clauses": (HERE / "left_en.md", HERE / "right_tr.md", HERE / "labels_en_tr.json"),
    "ru–en, 17 and 15 clauses": (HERE / "fresh_ru.txt", HERE / "fresh_en.md", HERE / "labels_fresh_ru_en.json"),
}
Matrix = npt.NDArray[np.float64]
Pairs = set[tuple[str, str]]


def latin(clause: Clause) -> str:
    """A clause in Latin letters."""
    scheme = {Language.UK: Scheme.KMU_2010, Language.RU: Scheme.ICAO_9303_RU}.get(clause.lang)
    return (transliterate(clause.text, scheme) if scheme else clause.text).lower()


def fuzzy(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """Token-sort ratios, 0…1."""
    return np.asarray(process.cdist(left, right, scorer=fuzz.token_sort_ratio, dtype=np.float64)) / 100


def in_order(near: Matrix, least: float) -> list[tuple[int, int]]:
    """The pairs in order with the greatest sum, none below ``least``."""
    rows, columns = near.shape
    total = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        for j in range(columns):
            taken = total[i, j] + (near[i, j] if near[i, j] >= least else -1)
            total[i + 1, j + 1] = max(total[i, j + 1], total[i + 1, j], taken)
    found, i, j = [], rows, columns
    while i and j:
        if total[i, j] == total[i - 1, j]:
            i -= 1
        elif total[i, j] == total[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found


def n_grams(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """Cosine of TF-IDF over character n-grams of 3 to 5 within words."""
    counted = [
        Counter(word[at : at + n] for word in (f" {w} " for w in re.findall(r"\w+", text)) for n in (3, 4, 5)
                for at in range(len(word) - n + 1))
        for text in (*left, *right)
    ]  # fmt: skip
    seen = Counter(gram for one in counted for gram in one)
    place = {gram: number for number, gram in enumerate(seen)}
    vectors = np.zeros((len(counted), len(place)))
    for row, one in enumerate(counted):
        for gram, count in one.items():
            vectors[row, place[gram]] = (1 + math.log(count)) * (1 + math.log((1 + len(counted)) / (1 + seen[gram])))
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    cosine: Matrix = vectors[: len(left)] @ vectors[len(left) :].T
    return cosine


def mutual(near: Matrix, least: float) -> list[tuple[int, int]]:
    """Pairs nearest to each other."""
    both = (near >= near.max(axis=1, keepdims=True)) & (near >= near.max(axis=0, keepdims=True)) & (near >= least)
    return [(int(i), int(j)) for i, j in zip(*np.nonzero(both), strict=True)]


def judged(found: Pairs, wanted: Pairs) -> tuple[float, float, float]:
    """Precision, recall and F1, in percent."""
    right = len(found & wanted)
    precision, recall = right / max(1, len(found)), right / len(wanted)
    return 100 * precision, 100 * recall, 200 * right / max(1, len(found) + len(wanted))


def figures() -> Iterator[Figure]:
    """Figures of each pair of texts."""
    for case, (left_file, right_file, labels_file) in CASES.items():
        print(f"texts: {case}", file=sys.stderr, flush=True)
        labels = {
            (one, other): kind for one, other, kind in json.loads(labels_file.read_text(encoding="utf-8"))["pairs"]
        }
        wanted = set(labels)
        left, right = read_memorandum(left_file), read_memorandum(right_file)
        started = time.perf_counter()
        alignment = align(left, right)
        seconds = time.perf_counter() - started
        types = {(pair.left, pair.right): pair.type.value for pair in alignment.pairs}
        right_ones = wanted & set(types)
        typed = 100 * sum(labels[one] == types[one] for one in right_ones) / max(1, len(right_ones))
        yield from _row(case, OURS, judged(set(types), wanted), typed, seconds)
        texts = [[latin(clause) for clause in side.clauses] for side in (left, right)]
        most = Counter(labels.values()).most_common(1)[0][0]
        for name, measure, choose in (("rapidfuzz, in order", fuzzy, in_order), ("n-grams, TF-IDF", n_grams, mutual)):
            started = time.perf_counter()
            near = measure(*texts)
            seconds = time.perf_counter() - started
            tried = [
                {(left.clauses[i].id, right.clauses[j].id) for i, j in choose(near, least)}
                for least in np.arange(0.1, 0.9, 0.025)
            ]
            best = max(tried, key=lambda found: judged(found, wanted)[2])
            typed = 100 * sum(labels[one] == most for one in best & wanted) / max(1, len(best & wanted))
            yield from _row(case, name, judged(best, wanted), typed, seconds)


def _row(case: str, tool: str, shares: tuple[float, float, float], typed: float, seconds: float) -> Iterator[Figure]:
    for measure, value in zip(("precision", "recall", "F1"), shares, strict=True):
        yield Figure(case, tool, measure, value, Unit.PERCENT)
    yield Figure(case, tool, "types right", typed, Unit.PERCENT)
    yield Figure(case, tool, "seconds", seconds, Unit.SECONDS)


def main() -> None:
    """Measure every pair of texts."""
    options = program(__doc__).parse_args()
    show(figures(), options)


if __name__ == "__main__":
    main()
