"""Fit the weights of ``homeward.names.comparison`` on one half of labelled name pairs and print them in bits.

    PYTHONPATH=src python tools/names/fit_weights.py FOLDER

``FOLDER`` holds pairs_tokens.csv, pairs_fullname.csv and pairs_composed.csv with the columns a, b, label.

A logistic regression on what the best pairing of a pair shows (the pairing is chosen anew after each round). Pairs
whose ``crc32(a) // 97`` is even are fitted on, the others only confirm. To the positives a tenth is added with one
slip of the pen (neighbouring key, letter left out, doubled, exchanged), so that a slip is not taken for another name.

The weights in ``comparison`` are these rounded, with a prior that is shared out so that no part alone decides; what
the sets cannot tell (initials, order, words left over, names the dictionary lacks) is set by judgement, and slopes are
kept from growing kinder with distance. Grid checks show F1 flat within .003 around them.
"""

from __future__ import annotations

import csv
import random
import sys
import zlib
from pathlib import Path

import numpy as np

from homeward.names.comparison import FARTHEST, GIVEN, PATRONYMIC, SINGLE, SURNAME, Feature, PartWeights
from homeward.names.evidence import Familiarity, Outcome
from homeward.names.pairs import FEATURES, OUTCOMES, compare_pairs, weights_record

PARTS = ("surname", "given_name", "patronymic")
NAMES = ["single", "single_slope"]
NAMES += [f"{part}_{what}" for part in PARTS for what in ("agree", "slope", "far", "apart", "unfamiliar")]
NAMES += ["slavic_slope", "lonely", "swapped", "conflict", "constant"]
ROUNDS, RIDGE = 3, 1.0
KEYS = ("йцукенгшщзхїъ", "фівапролджєыэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def slip(word: str, draw: random.Random) -> str:
    """The word with one slip of the pen."""
    place, kind = draw.randrange(1, len(word) - 1), draw.random()
    row = next((keys for keys in KEYS if word[place].lower() in keys), "")
    if kind < 0.3 and row:
        beside = row[max(0, row.index(word[place].lower()) - 1)]
        return word[:place] + beside + word[place + 1 :]
    if kind < 0.55:
        return word[:place] + word[place + 1 :]
    if kind < 0.75:
        return word[:place] + word[place] + word[place:]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def read(folder: Path) -> list[tuple[str, str, bool, str]]:
    """Pairs with label and set; slips added."""
    draw, pairs = random.Random(5), []
    for name in ("tokens", "fullname", "composed"):
        with (folder / f"pairs_{name}.csv").open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                pairs.append((row["a"], row["b"], row["label"] == "1", name))
                words = row["b"].split(" ")
                place = draw.randrange(len(words))
                if row["label"] == "1" and name != "tokens" and draw.random() < 0.1 and len(words[place]) > 5:
                    words[place] = slip(words[place], draw)
                    pairs.append((row["a"], " ".join(words), True, "slips"))
    return pairs


PART_OF = {Feature.SURNAME: "surname", Feature.GIVEN: "given_name", Feature.PATRONYMIC: "patronymic"}
UNEQUAL = (Outcome.NEAR, Outcome.DIFFERENT, Outcome.INITIAL_DIFFERS)
FAMILIARITY = tuple(Familiarity)


def shown(reasons: list[tuple[int, int, int, bool, int, int, float, float]]) -> list[float]:
    """Features of the best pairing of two names, in the order of ``NAMES``, from its reasons."""
    values = dict.fromkeys(NAMES, 0.0) | {"constant": 1.0}
    for feature_number, outcome_number, known, slavic, _left, _right, distance, _weight in reasons:
        feature, outcome = FEATURES[feature_number], OUTCOMES[outcome_number]
        gap, familiarity = min(distance, FARTHEST), FAMILIARITY[known]
        if feature is Feature.NAME:
            values["single"], values["single_slope"] = 1.0, gap
        elif feature is Feature.ORDER:
            values["swapped"] = 1.0
        elif feature is Feature.OTHER:
            values["lonely" if outcome is Outcome.ONE_SIDE_ONLY else "conflict"] = 1.0
        elif feature in PART_OF and outcome is not Outcome.INITIAL:
            part = PART_OF[feature]
            values[f"{part}_agree"], values[f"{part}_slope"] = 1.0, gap
            if outcome in UNEQUAL:
                values[f"{part}_far"] = float(gap == FARTHEST)
                values[f"{part}_apart"] = float(familiarity is Familiarity.BOTH)
                values[f"{part}_unfamiliar"] = float(familiarity is Familiarity.NEITHER)
            if feature is Feature.SURNAME and slavic:
                values["slavic_slope"] = gap
    return [values[name] for name in NAMES]


def best(pairs: list[tuple[str, str, bool, str]], by: object = None) -> np.ndarray:
    """Features of the pairing that the weights prefer, for every pair."""
    found = compare_pairs([pair[0] for pair in pairs], [pair[1] for pair in pairs], by)
    reasons = found.reasons.tolist()
    return np.array([shown(row[:size]) for row, size in zip(reasons, found.sizes.tolist(), strict=True)])


def as_weights(weights: np.ndarray) -> object:
    """Fitted weights in bits as compiled code is handed them."""
    bits = dict(zip(NAMES, weights / np.log(2), strict=True))
    parts = [
        PartWeights(
            *(bits[f"{part}_{what}"] for what in ("agree", "slope", "far", "apart", "unfamiliar")),
            now.initial,
            now.usual_frequency,
        )
        for part, now in zip(PARTS, (SURNAME, GIVEN, PATRONYMIC), strict=True)
    ]
    single = PartWeights(
        bits["single"], bits["single_slope"], 0.0, SINGLE.apart, 0.0, SINGLE.initial, SINGLE.usual_frequency
    )
    whole = [
        bits[name] for name in ("constant", "slavic_slope", "lonely", "swapped", "conflict", "constant", "constant")
    ]
    return weights_record([*parts, single], whole)


def fit(features: np.ndarray, labels: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by damped Newton steps."""
    scale = np.array([30.0 if name.endswith("slope") else 1.0 for name in NAMES])
    table, theta = features * scale, np.zeros(len(NAMES))
    ridge = np.full(len(NAMES), RIDGE)

    def loss(at: np.ndarray) -> float:
        odds = table @ at
        return float((shares * (np.logaddexp(0, odds) - labels * odds)).sum() + (ridge * at * at).sum() / 2)

    for _ in range(80):
        chance = 1 / (1 + np.exp(-np.clip(table @ theta, -30, 30)))
        gradient = table.T @ (shares * (chance - labels)) + ridge * theta
        hessian = (table * (shares * chance * (1 - chance))[:, None]).T @ table + np.diag(ridge)
        step, damp = np.linalg.solve(hessian, gradient), 1.0
        while loss(theta - damp * step) > loss(theta) and damp > 1e-6:
            damp /= 2
        theta = theta - damp * step
    return theta * scale


def main() -> None:
    pairs = read(Path(sys.argv[1]))
    fitted = np.array([zlib.crc32(left.encode()) // 97 % 2 == 0 for left, _, _, _ in pairs])
    labels = np.array([float(label) for _, _, label, _ in pairs])
    sets = np.array([name for _, _, _, name in pairs])
    shares = np.array([(0.08 if name == "slips" else 1.0) / np.sum(sets == name) for name in sets]) * len(pairs)
    chosen = best(pairs)
    weights = np.zeros(len(NAMES))
    for _ in range(ROUNDS):
        weights = fit(chosen[fitted], labels[fitted], shares[fitted])
        chosen = best(pairs, as_weights(weights))
    for name, value in zip(NAMES, weights / np.log(2), strict=True):
        print(f"{name:24} {value:8.2f} bits")
    for name in ("tokens", "fullname", "composed", "slips"):
        here = (sets == name) & ~fitted
        proposed, true = chosen[here] @ weights > 0, labels[here] > 0
        print(f"{name:10} confirmed F1 {2 * np.sum(proposed & true) / (np.sum(proposed) + np.sum(true)):.4f}")


if __name__ == "__main__":
    main()
