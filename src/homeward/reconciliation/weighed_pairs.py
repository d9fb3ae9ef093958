"""The pairs of a comparison as the desk keeps them: two entries by number, what weighs for and against, in what order.

The cells stay in the entries. ``digest_of`` is what the record keeps of them: anybody who compares the same lists
again finds the same digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from homeward.reconciliation.comparing import MATCH, Reconciliation
from homeward.reconciliation.explaining import explain, kept_apart
from homeward.reconciliation.results import summary
from homeward.reconciliation.review_order import claims, heard, rank, settles, worth
from homeward.reconciliation.terms import EntryRef
from homeward.reconciliation.turning_points import TurningPoint, turning_points

#: A reason weighs against only from here on, in bits; less says nothing to a person.
_AGAINST = -0.5


@dataclass(frozen=True, slots=True, order=True)
class WeighedPair:
    """Two entries by number, the lesser first; reasons as (feature, outcome, weight in bits).

    ``turning`` is what would settle a pair to be looked at, entries by number; it follows from the rest and is not in
    the digest.
    """

    left: str
    right: str
    probability: float
    decision: str
    verdict: str
    reasons: tuple[tuple[str, str, float], ...]
    turning: tuple[TurningPoint, ...] = ()

    @property
    def against(self) -> str:
        """``feature:outcome`` of what weighs most against, "" where nothing does.

        What holds for almost any pair of these lists (the lists themselves, that relatives might be meant) tells
        nobody anything and is left out.
        """
        telling = (
            (weight, f"{what}:{how}")
            for what, how, weight in self.reasons
            if what != "lists" and (what, how) != ("relatives", "could_be")
        )
        weight, name = min(telling, default=(0.0, ""))
        return name if weight <= _AGAINST else ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A pair as the order of review sees it: two entries by any name, their lists, how probable, whether proposed."""

    left: str
    right: str
    left_list: str
    right_list: str
    probability: float
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class InReview:
    """Where a pair stands in the order of review, least first, and how many other pairs an answer to it settles."""

    rank: int
    settles: int


def in_review(pairs: Sequence[Claim], said: Mapping[int, bool] | None = None) -> list[InReview]:
    """The order of review, for each pair (``review_order``).

    Args:
        pairs: all that share entries with one another.
        said: by position in ``pairs``, whether people found the two to be one person, as far as they did.
    """
    list_of = {one.left: one.left_list for one in pairs} | {one.right: one.right_list for one in pairs}
    number = {entry: place for place, entry in enumerate(sorted(list_of))}
    lists = {label: place for place, label in enumerate(sorted(set(list_of.values())))}
    held = claims(
        np.array([number[one.left] for one in pairs], dtype=np.int64),
        np.array([number[one.right] for one in pairs], dtype=np.int64),
        np.array([one.probability for one in pairs], dtype=np.float64),
        np.array([one.is_proposed for one in pairs], dtype=bool),
        np.array([lists[list_of[entry]] for entry in number], dtype=np.int64),
    )
    if said:
        held = heard(held, said, MATCH)
    values, others = worth(held).tolist(), settles(held).tolist()
    return [InReview(rank(value), settled) for value, settled in zip(values, others, strict=True)]


def weighed_pairs(result: Reconciliation) -> list[WeighedPair]:
    """All pairs that are proposed, to be looked at, or kept apart as relatives or namesakes; in their own order.

    An entry is numbered by the label of its list and its row, as the register numbers it.
    """
    rows = {
        EntryRef(one.label, rec_id): f"{one.label}/{row}"
        for one in result.lists
        for rec_id, row in zip(one.entries["rec_id"].to_pylist(), one.entries["row"].to_pylist(), strict=True)
    }
    positions = np.union1d(np.flatnonzero(result.proposed | result.review), kept_apart(result))
    found = []
    for pair, points in zip(explain(result, positions), turning_points(result, positions), strict=True):
        left, right = sorted((rows[pair.left], rows[pair.right]))
        reasons = tuple((reason.feature, reason.outcome, reason.weight) for reason in pair.reasons)
        decision = pair.decision.value if pair.decision else ""
        turning = tuple(_by_number(point, rows) for point in points)
        found.append(WeighedPair(left, right, pair.probability, decision, pair.verdict.value, reasons, turning))
    return sorted(found)


def _by_number(point: TurningPoint, rows: Mapping[EntryRef, str]) -> TurningPoint:
    """A turning point whose entries bear their numbers in the register: version and row."""
    lacking, rival = (
        tuple(EntryRef(*rows[ref].rsplit("/", 1)) for ref in refs) for refs in (point.lacking, point.rival)
    )
    return replace(point, lacking=lacking, rival=rival)


def digest_of(pairs: Iterable[WeighedPair]) -> str:
    """SHA-256 of all pairs in their order, hex."""
    digest = hashlib.sha256()
    for pair in pairs:
        reasons = [list(reason) for reason in pair.reasons]
        line = [pair.left, pair.right, f"{pair.probability:.9f}", pair.decision, pair.verdict, reasons]
        digest.update(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return digest.hexdigest()


def counts_of(result: Reconciliation) -> dict[str, Any]:
    """What the record keeps of the counts: whole numbers only."""
    counted = summary(result)
    lists = {
        label: {"entries": one["entries"], "duplicates": one["duplicates"]} for label, one in counted["lists"].items()
    }
    return {
        "lists": lists,
        "pairs": counted["pairs"],
        "persons": counted["persons"],
        "relatives_kept_apart": counted["relatives_kept_apart"],
    }


def parameters_of(result: Reconciliation) -> dict[str, str]:
    """What the engine was told, and the log2 odds it began with, as text."""
    counted = summary(result)
    return {name: f"{counted[name]:.6f}" for name in ("prior", "match", "review")}
