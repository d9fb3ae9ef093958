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

from homeward.names.comparison import FARTHEST, Feature, _one_word, _reasons, _words
from homeward.names.evidence import Familiarity, Outcome
from homeward.names.pairing import Pairing, pairings
from homeward.names.parsing import parse_name

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


def shown(pairing: Pairing) -> list[float]:
    """Features of a pairing in the order of ``NAMES``."""
    values = dict.fromkeys(NAMES, 0.0) | {"constant": 1.0}
    compared = 0
    for part, words in zip(PARTS, pairing.words, strict=True):
        if words is None:
            continue
        compared += 1
        evidence = words.evidence
        if evidence.outcome is Outcome.INITIAL:
            continue
        gap = min(evidence.distance, FARTHEST)
        values[f"{part}_agree"], values[f"{part}_slope"] = 1.0, gap
        if evidence.outcome in (Outcome.NEAR, Outcome.DIFFERENT, Outcome.INITIAL_DIFFERS):
            values[f"{part}_far"] = float(gap == FARTHEST)
            values[f"{part}_apart"] = float(evidence.familiarity is Familiarity.BOTH)
            values[f"{part}_unfamiliar"] = float(evidence.familiarity is Familiarity.NEITHER)
        if part == "surname" and pairing.slavic:
            values["slavic_slope"] = gap
    values["lonely"], values["swapped"] = float(compared < 2), float(pairing.swapped)
    values["conflict"] = float(pairing.conflict is not None)
    return [values[name] for name in NAMES]


def shown_by_single(left: tuple[str, ...], right: tuple[str, ...]) -> list[float]:
    """Features where one side is a single word: the distance behind its reason."""
    name = next(reason for reason in _one_word(left, right) if reason.feature is Feature.NAME)
    values = dict.fromkeys(NAMES, 0.0) | {
        "constant": 1.0,
        "single": 1.0,
        "single_slope": min(FARTHEST, -name.weight / 42),
    }
    return [values[feature] for feature in NAMES]


def ways(left: str, right: str) -> tuple[np.ndarray, int]:
    """Features of every pairing, and which the weights now in force prefer."""
    one, other = parse_name(full_name=left), parse_name(full_name=right)
    if min(len(_words(one)), len(_words(other))) < 2:
        return np.array([shown_by_single(_words(one), _words(other))]), 0
    found = list(pairings(one, other))
    bits = [sum(reason.weight for reason in _reasons(pairing)) for pairing in found]
    return np.array([shown(pairing) for pairing in found]), int(np.argmax(bits))


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
    pairs = [
        pair for pair in read(Path(sys.argv[1])) if parse_name(full_name=pair[0]) and parse_name(full_name=pair[1])
    ]
    fitted = np.array([zlib.crc32(left.encode()) // 97 % 2 == 0 for left, _, _, _ in pairs])
    labels = np.array([float(label) for _, _, label, _ in pairs])
    sets = np.array([name for _, _, _, name in pairs])
    shares = np.array([(0.08 if name == "slips" else 1.0) / np.sum(sets == name) for name in sets]) * len(pairs)
    candidates = [ways(left, right) for left, right, _, _ in pairs]
    chosen = np.array([features[best] for features, best in candidates])
    weights = np.zeros(len(NAMES))
    for _ in range(ROUNDS):
        weights = fit(chosen[fitted], labels[fitted], shares[fitted])
        chosen = np.array([features[int(np.argmax(features @ weights))] for features, _ in candidates])
    for name, value in zip(NAMES, weights / np.log(2), strict=True):
        print(f"{name:24} {value:8.2f} bits")
    for name in ("tokens", "fullname", "composed", "slips"):
        here = (sets == name) & ~fitted
        proposed, true = chosen[here] @ weights > 0, labels[here] > 0
        print(f"{name:10} confirmed F1 {2 * np.sum(proposed & true) / (np.sum(proposed) + np.sum(true)):.4f}")


if __name__ == "__main__":
    main()
