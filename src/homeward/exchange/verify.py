"""Comparing a plan with the one recomputed from the same agreement, persons and lot.

Either side does this on its own machine: the same inputs give the same bytes. The independent look of ``checking``
is taken first, so that a fault shared by planner and plan would still show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused
from homeward.exchange.agreements import read_agreement
from homeward.exchange.checking import check
from homeward.exchange.collector import collector_at_rest
from homeward.exchange.persons import read_persons
from homeward.exchange.plan_file import plan_bytes
from homeward.exchange.planning import plan_round, read_lot
from homeward.progress import Progress, silent

#: How many differences are named; the rest are as many again.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a plan is not what the rule gives.

    Attributes:
        where: path in the plan, such as ``lines/3/stage``; "" for a breach found by the checker.
        found: what the plan says there, or the breach in words.
        expected: what the rule gives; "" for a breach.
    """

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.where}: {self.found}, where the rule gives {self.expected}" if self.where else self.found


def verify_plan(
    plan_path: Path, agreement_path: Path, persons_path: Path, progress: Progress = silent
) -> list[Difference]:
    """Check a plan and compare it, byte for byte, with the plan recomputed.

    Returns:
        The first differences, at most ``MOST_NAMED``; none when the plan is the one that the rule gives.

    Raises:
        InputRefused: agreement, persons or plan cannot be read.
    """
    content = plan_path.read_bytes()
    document = _read(plan_path.name, content)
    agreement = read_agreement(agreement_path)
    lot = read_lot(document.get("lot"), plan_path.name)
    with collector_at_rest():
        persons = read_persons(persons_path, agreement.sides, progress)
        expected = plan_bytes(plan_round(agreement, persons, lot, progress))
    if content == expected:
        progress("checking the plan")
        return [Difference("", breach, "") for breach in check(document, agreement, persons.persons)][:MOST_NAMED]
    differences: list[Difference] = []
    for difference in _compare("", document, json.loads(expected)):
        differences.append(difference)
        if len(differences) == MOST_NAMED:
            break
    return differences or [Difference("plan", "the bytes are not canonical JSON (RFC 8785)", "the same values")]


def _read(file: str, content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise InputRefused([Fault(file, "", 0, "", "This is not a plan.", "Give the plan.json that was made.")])
    return document


def _compare(where: str, found: Any, expected: Any) -> Iterator[Difference]:
    """Differences from top to bottom; lists of persons are compared by person, so that one added shifts no other."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in sorted(found.keys() | expected.keys()):
            yield from _compare(f"{where}/{key}".lstrip("/"), found.get(key, _NOTHING), expected.get(key, _NOTHING))
    elif isinstance(found, list) and isinstance(expected, list):
        of_persons = all(isinstance(one, dict) and "person_id" in one for one in [*found, *expected])
        if of_persons and _by_person(found) != _by_person(expected):
            yield from _compare(where, _by_person(found), _by_person(expected))
            return
        for at, (one, other) in enumerate(zip_longest(found, expected, fillvalue=_NOTHING), 1):
            yield from _compare(f"{where}/{at}", one, other)
    elif found != expected:
        yield Difference(where, _shown(found), _shown(expected))


_NOTHING = object()


def _by_person(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"{row['person_id']}{'/' + str(row['term']) if 'needs' in row else ''}": row for row in rows}


def _shown(value: Any) -> str:
    return "nothing" if value is _NOTHING else json.dumps(value, ensure_ascii=False, sort_keys=True)[:120]
