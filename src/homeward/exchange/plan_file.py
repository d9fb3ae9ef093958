"""A plan as files: ``plan.json``, whose bytes both sides compare, and ``why.csv``, a row for everyone given.

``plan.json`` is canonical JSON (RFC 8785): the same plan gives the same bytes on every machine. Nothing in it says
when or by what program it was made. A finished plan is compared with another in ``verify``.
"""

from __future__ import annotations

import csv
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from homeward.exchange.collector import collector_at_rest
from homeward.exchange.reasons import Reason
from homeward.exchange.terms import Plan, Rule, Term
from homeward.words import Language

PLAN_FILE = "plan.json"
WHY_FILE = "why.csv"


def plan_bytes(plan: Plan) -> bytes:
    """The plan as canonical JSON, UTF-8, without a line end.

    A plan holds texts, whole numbers below 2^53, and keys whose order is the same by code point and by UTF-16. For
    these Python's own encoder gives the bytes of RFC 8785, twenty times faster than a general one; a test compares.
    """
    document = plan_document(plan)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def plan_sha256(plan: Plan) -> str:
    """Digest of ``plan.json``, hex: what papers carry in their footers."""
    return hashlib.sha256(plan_bytes(plan)).hexdigest()


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as a document of objects, lists, texts and whole numbers."""

    @cache
    def written(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
        return [{"key": reason.key.value, "values": dict(reason.values)} for reason in reasons]

    return {
        "agreement_id": plan.agreement_id,
        "agreement_sha256": plan.agreement_sha256,
        "persons_sha256": plan.persons_sha256,
        "rule_version": plan.rule_version,
        "lot": plan.lot,
        "lot_kind": plan.lot_kind.value,
        "round_date": plan.round_date.isoformat(),
        "rules": [
            {
                **_rule(outcome.term),
                "eligible": dict(outcome.eligible),
                "remarks": written(outcome.remarks),
            }
            for outcome in plan.outcomes
        ],
        "counts": {outcome.term.term_id: dict(outcome.planned) for outcome in plan.outcomes},
        "stages": [
            {
                "stage": load.stage,
                "side": load.side,
                "seated": load.seated,
                "seats": load.capacity.seats,
                "lying": load.lying,
                "stretchers": load.capacity.stretchers,
            }
            for load in plan.loads
        ],
        "lines": [
            {
                "person_id": line.person_id,
                "side": line.side,
                "term": line.term,
                "stage": line.stage,
                "reasons": written(line.reasons),
            }
            for line in plan.lines
        ],
        "left_out": [
            {"person_id": one.person_id, "side": one.side, "reasons": written(one.reasons)} for one in plan.left_out
        ],
        "undetermined": [
            {"person_id": one.person_id, "side": one.side, "term": one.term, "needs": list(one.needs)}
            for one in plan.undetermined
        ],
    }


def _rule(term: Term) -> dict[str, Any]:
    """A term as published: what its rule counts by, and no more."""
    rule: dict[str, Any] = {
        "term": term.term_id,
        "rule": term.rule.value,
        "category": term.category.text,
        "order": [criterion.value for criterion in term.order],
    }
    match term.rule:
        case Rule.EQUAL_NUMBERS:
            rule |= {"at_least": term.at_least, "at_most": term.at_most, "or_all_there_are": term.or_all_there_are}
        case Rule.FIXED_NUMBERS:
            rule |= {"numbers": dict(term.numbers or {})}
        case Rule.UNILATERAL:
            rule |= {"from": term.from_side, "count": term.count}
    return rule


def write_plan(plan: Plan, folder: Path, language: Language = Language.EN) -> None:
    """Write ``plan.json`` and ``why.csv`` into a folder, which is made if it is not there.

    ``language`` is that of the sentences in ``why.csv``; ``plan.json`` has none.
    """
    with collector_at_rest():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PLAN_FILE).write_bytes(plan_bytes(plan))
        with (folder / WHY_FILE).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(("person_id", "side", "outcome", "term", "stage", "why"))
            writer.writerows(why_rows(plan, language))


def why_rows(plan: Plan, language: Language = Language.EN) -> list[tuple[str, ...]]:
    """One row for everyone given, by person id: id, side, outcome, term, stage, and why in words."""
    said: dict[tuple[Reason, ...], str] = {}

    def words(reasons: tuple[Reason, ...]) -> str:
        if reasons not in said:
            said[reasons] = " ".join(reason.text(language) for reason in reasons)
        return said[reasons]

    rows = [
        (line.person_id, line.side, "planned", line.term, str(line.stage), words(line.reasons)) for line in plan.lines
    ]
    rows += [(one.person_id, one.side, "left_out", "", "", words(one.reasons)) for one in plan.left_out]
    return sorted(rows)
