"""F1 and speed on labelled name pairs, beside other tools in the same run.

    python -m benchmarks.names.bench_pairs              # the sample under tests/reference/names
    python -m benchmarks.names.bench_pairs FOLDER       # pairs_*.csv with columns a, b, label

Ours at the one default threshold; "F1 best" is at the threshold that flatters a tool most on the very same pairs;
tools without a threshold of their own are shown there only. Speed is cold, of one core: nothing is known of any name
before. Ours compares the pairs of a set in batches and keeps nothing from one run to the next; "alone" is one call for
each pair. What is paid once stands apart: compiling (or reading back what was compiled), reading the dictionaries.
nomenklatura runs in an environment of its own (``make peers``).
"""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from names_translator.name_utils import parse_and_generate
from rapidfuzz import fuzz

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import ROOT
from homeward.names.comparison import compare
from homeward.names.pairs import compare_pairs

SAMPLE = ROOT / "tests" / "reference" / "names" / "pairs_confirm.csv.gz"
NOMENKLATURA = "nomenklatura logic-v2"
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
ALONE = 1_000
Pairs = list[tuple[str, str, bool]]


def load(folder: Path | None) -> dict[str, Pairs]:
    """Pairs by set."""
    if folder:
        found = {}
        for path in sorted(folder.glob("pairs_*.csv")):
            with path.open(encoding="utf-8", newline="") as table:
                found[path.stem.removeprefix("pairs_")] = [
                    (row["a"], row["b"], row["label"] == "1") for row in csv.DictReader(table)
                ]
        return found
    sets: dict[str, Pairs] = {}
    with gzip.open(SAMPLE, "rt", encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            sets.setdefault(row["set"], []).append((row["a"], row["b"], row["label"] == "1"))
    return sets


def quality(
    case: str, tool: str, pairs: Pairs, scores: list[float], seconds: float, default: float | None
) -> Iterator[Figure]:
    """F1 at the tool's ``default`` threshold and at its best; precision and recall at the default, if it has one."""
    score, true = np.array(scores), np.array([label for _, _, label in pairs])
    order = np.argsort(-score, kind="stable")
    all_f1 = 2 * np.cumsum(true[order]) / (np.arange(1, len(true) + 1) + true.sum())
    all_f1[np.append(score[order][1:] == score[order][:-1], False)] = 0.0  # a threshold parts no equals
    best = int(all_f1.argmax())
    proposed = score >= (score[order][best] if default is None else default)
    hits = int((proposed & true).sum())
    if default is not None:
        yield Figure(case, tool, "F1", 2 * hits / (int(proposed.sum()) + int(true.sum())), Unit.SHARE)
    yield Figure(case, tool, "F1 best", float(all_f1[best]), Unit.SHARE)
    yield Figure(case, tool, "precision", hits / max(1, int(proposed.sum())), Unit.SHARE)
    yield Figure(case, tool, "recall", hits / int(true.sum()), Unit.SHARE)
    yield Figure(case, tool, "pairs", len(pairs) / seconds, Unit.PER_SECOND)


def timed(score: Callable[[str, str], float], pairs: Pairs) -> tuple[list[float], float]:
    """Scores of all pairs, and the seconds it took."""
    start = time.perf_counter()
    scores = [score(left, right) for left, right, _ in pairs]
    return scores, time.perf_counter() - start


def by_ours(pairs: Pairs) -> tuple[list[float], float]:
    """Our scores, 0 to 1, and the seconds they took."""
    start = time.perf_counter()
    found = compare_pairs([left for left, _, _ in pairs], [right for _, right, _ in pairs])
    return found.score.tolist(), time.perf_counter() - start


def by_ours_alone(left: str, right: str) -> float:
    """Our score of one pair, asked for by itself."""
    compare.cache_clear()
    return compare(left, right).score


def by_token_set(left: str, right: str) -> float:
    """Highest 100: rapidfuzz's token_set ratio of the names in small letters."""
    return fuzz.token_set_ratio(left.lower(), right.lower())


def by_names_translator(left: str, right: str) -> float:
    """Best token_set ratio over the spellings that names_translator makes of either name."""
    return max(fuzz.token_set_ratio(one, other) for one in spellings(left) for other in spellings(right))


def spellings(name: str) -> list[str]:
    """The name and what names_translator makes of it, at most 40 forms."""
    plain = name.replace(",", " ").lower()
    return [plain, *sorted(form.lower() for form in parse_and_generate(plain))][:40]


def by_nomenklatura(pairs: Pairs) -> tuple[list[float], float]:
    """Scores and seconds of nomenklatura, from its own environment."""
    scores = Path(__file__).with_name("nomenklatura_scores.py")
    asked = json.dumps([(left, right) for left, right, _ in pairs])
    done = subprocess.run([PEERS_PYTHON, scores], input=asked, stdout=subprocess.PIPE, text=True, check=True)
    answer = json.loads(done.stdout)
    return answer["scores"], answer["seconds"]


def figures(folder: Path | None, peers: bool) -> Iterator[Figure]:
    """Figures for each set of pairs."""
    start = time.perf_counter()
    compare_pairs(["Мороза Івана Петровича"], ["Ivan Moroz"])
    yield Figure("once", OURS, "compiling or reading it back, dictionaries", time.perf_counter() - start, Unit.SECONDS)
    by_names_translator("Іван Петренко", "Ivan Petrenko")
    for name, pairs in load(folder).items():
        print(f"names: {len(pairs)} pairs, {name}", file=sys.stderr, flush=True)
        yield from quality(name, OURS, pairs, *by_ours(pairs), 0.5)
        some = pairs[:ALONE]
        yield Figure(name, OURS, "pairs alone", len(some) / timed(by_ours_alone, some)[1], Unit.PER_SECOND)
        if not peers:
            continue
        yield from quality(name, "token_set", pairs, *timed(by_token_set, pairs), None)
        yield from quality(name, "names_translator, token_set", pairs, *timed(by_names_translator, pairs), None)
        if PEERS_PYTHON.exists():
            yield from quality(name, NOMENKLATURA, pairs, *by_nomenklatura(pairs), 0.7)
        else:
            yield Figure(name, "nomenklatura: not installed (make peers)", "F1", None, Unit.SHARE)


def main() -> None:
    """Measure the sample, or the sets in a folder."""
    parser = program(__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    options = parser.parse_args()
    show(figures(options.folder, options.peers), options)


if __name__ == "__main__":
    main()
