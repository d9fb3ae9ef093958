"""``alignment.json``: two texts and their pairs in the form of the contract, for other programs."""

from __future__ import annotations

import json
from typing import Any

from homeward.talks.text_terms import Alignment, Clause, Deadline, Quantity

ALIGNMENT_FILE = "alignment.json"


def alignment_json(alignment: Alignment) -> str:
    """The file's text; keys in a fixed order, clauses in the order of their texts."""
    found = {
        "left": [clause_entry(clause) for clause in alignment.left.clauses],
        "right": [clause_entry(clause) for clause in alignment.right.clauses],
        "pairs": [
            {
                "left": pair.left,
                "right": pair.right,
                "type": pair.type.value,
                "closeness": pair.closeness,
                "reasons": [
                    {"kind": one.kind.value, "effect": one.effect.value, "left": one.left, "right": one.right}
                    for one in pair.reasons
                ],
            }
            for pair in alignment.pairs
        ],
        "only_left": list(alignment.only_left),
        "only_right": list(alignment.only_right),
        "texts": {
            side: {"name": text.name, "sha256": text.sha256, "lang": text.lang.value, "title": list(text.title),
                   "parts": [{"id": part, "title": title} for part, title in text.parts]}
            for side, text in (("left", alignment.left), ("right", alignment.right))
        },
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def clause_entry(clause: Clause) -> dict[str, Any]:
    """A clause with all that was read from it."""
    return {
        "id": clause.id,
        "text": clause.text,
        "lang": clause.lang.value,
        "quantities": [_quantity(one) for one in clause.quantities],
        "obliged": clause.obliged.value,
        "modality": clause.modality.value,
        "negated": clause.negated,
        "deadlines": [_deadline(one) for one in clause.deadlines],
        "dates": [day.isoformat() for day, _span in clause.dates],
        "conditions": [one.text for one in clause.conditions],
        "alternatives": [list(one) for one in clause.alternatives],
        "heading": list(clause.heading),
        "part": clause.part,
        "option": clause.option,
        "package": clause.package,
    }


def _number(number: float | None) -> int | float | None:
    return int(number) if number is not None and number.is_integer() else number


def _quantity(one: Quantity) -> dict[str, Any]:
    return {"number": _number(one.number), "unit": one.unit.value, "bound": one.bound.value, "text": one.text}


def _deadline(one: Deadline) -> dict[str, Any]:
    return {
        "number": _number(one.number),
        "unit": one.unit.value,
        "date": one.date.isoformat() if one.date else None,
        "event": one.event,
        "text": one.text,
    }
