"""Public claims beside documents: relations, sums, conflicts with their gap and stage, and each claim's state.

Everything is found from what was said and signed. The order of rows means nothing, swapping the two sides swaps them in
the result and changes nothing else, and nothing is counted or weighed by speaker or side.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.talks.amounts import plain
from homeward.talks.claim_states import Standing, standing
from homeward.talks.claim_terms import Act, Claim, State, id_order
from homeward.talks.coder_notes import NoteCheck, check_notes
from homeward.talks.conflicts import Conflict, NotCompared, conflicts, not_compared, totals_of_one_stage
from homeward.talks.figures import figures, two_ways
from homeward.talks.relations import Relation, denials, figure_relations
from homeward.talks.stage_gaps import Located
from homeward.talks.sums import Sum, sums

CLAIMS_FILE = "claims.json"
FORMAT = "homeward-claims/1"


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that is found about a set of claims.

    Attributes:
        claims: by id.
        acts: those held against them, by id.
        relations, sums, conflicts, not_compared: what was found between claims.
        standings: by claim id, what the acts say.
        notes: a coder's notes held against it.
        digests: SHA-256 of the files, claims first.
    """

    claims: tuple[Claim, ...]
    acts: tuple[Act, ...]
    relations: tuple[Relation, ...]
    sums: tuple[Sum, ...]
    conflicts: tuple[Conflict, ...]
    not_compared: tuple[NotCompared, ...]
    standings: dict[str, Standing]
    notes: tuple[NoteCheck, ...]
    digests: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[State, int]:
        """Claims by state, of all speakers together."""
        counted = Counter(one.state for one in self.standings.values())
        return {state: counted[state] for state in State}


def assess(claims: Sequence[Claim], acts: Sequence[Act] = (), digests: Sequence[str] = ()) -> Assessment:
    """Find all there is to find about claims.

    Args:
        claims: in any order, with distinct ids.
        acts: what was signed; without any, every figure stays open.
        digests: of the files they came from.
    """
    claims = sorted(claims, key=lambda claim: id_order(claim.claim_id))
    acts = sorted(acts, key=lambda act: id_order(act.act_id))
    between = two_ways([*(claim.direction for claim in claims), *(act.direction for act in acts)])
    figured = figures(claims, between)
    found = [*figure_relations(figured), *totals_of_one_stage(figured, acts), *denials(claims)]
    added = sums(figured)
    return Assessment(
        claims=tuple(claims),
        acts=tuple(acts),
        relations=tuple(found),
        sums=tuple(added),
        conflicts=tuple(conflicts(found, figured, acts)),
        not_compared=tuple(not_compared(figured)),
        standings={claim.claim_id: standing(claim, acts, between) for claim in claims},
        notes=tuple(check_notes(claims, found, added)),
        digests=tuple(digests),
    )


def write_claims(assessment: Assessment, folder: Path) -> None:
    """Write ``claims.json`` into an existing folder."""
    text = json.dumps(claims_document(assessment), ensure_ascii=False, indent=1)
    (folder / CLAIMS_FILE).write_text(text + "\n", encoding="utf-8")


def claims_document(found: Assessment) -> dict[str, Any]:
    """``claims.json`` as it is written; its fields are told in ``docs/reference/talks-claims.md``."""
    return {
        "format": FORMAT,
        "claims_sha256": found.digests[0] if found.digests else None,
        "documents_sha256": found.digests[1] if len(found.digests) > 1 else None,
        "counts": {state.value: count for state, count in found.counts.items()},
        "claims": [_claim(claim, found.standings[claim.claim_id]) for claim in found.claims],
        "conflicts": [_conflict(one) for one in found.conflicts],
        "sums": [_sum(one) for one in found.sums],
        "relations": [
            {
                "relation": one.kind.value,
                "claim": one.claim.claim_id,
                "of": one.of.claim_id,
                "time_may_explain": one.near,
            }
            for one in found.relations
        ],
        "not_compared": [{"claims": _ids(one.claims), "units": list(one.units)} for one in found.not_compared],
        "coder_notes": [
            {"outcome": one.outcome.value, "claim": one.claim, "note": str(one.note), "other": one.other}
            for one in found.notes
        ],
    }


def _claim(claim: Claim, stands: Standing) -> dict[str, Any]:
    amount = claim.amount
    return {
        "claim_id": claim.claim_id,
        "said_on": claim.said_on.isoformat(),
        "side": claim.side,
        "speaker": claim.speaker,
        "topic": claim.topic,
        "measure": claim.measure,
        "quantity": _quantity(claim),
        "unit": claim.unit,
        "bound": claim.bound.value,
        "direction": claim.direction.written,
        "paraphrase": claim.paraphrase,
        "source": claim.source,
        "period": {"basis": claim.period.basis.value, "day": claim.period.day.isoformat()},
        "possible": None
        if amount is None
        else {
            "least": plain(amount.least),
            "most": None if amount.most is None else plain(amount.most),
            "least_excluded": amount.open_below,
            "most_excluded": amount.open_above,
        },
        "state": stands.state.value,
        "ground": stands.ground.value,
        "acts": list(stands.acts),
        "documented": stands.documented,
        "gap": None if stands.gap is None else plain(stands.gap),
        "stages_without_joint_act": [day.isoformat() for day in stands.unsigned],
    }


def _conflict(one: Conflict) -> dict[str, Any]:
    first = one.left[0]
    return {
        "claims": _ids(one.claims),
        "topic": first.topic,
        "measure": first.base,
        "basis": first.period.basis.value,
        "unit": first.unit,
        "direction": " and ".join(one.ways),
        "figures": [
            {"quantity": _quantity(said[0]), "bound": said[0].bound.value, "claims": _ids(said)}
            for said in (one.left, one.right)
        ],
        "gap": plain(one.gap),
        "gap_is": "exactly" if one.is_exact else "at_least",
        "stage": None if one.stage is None else one.stage.isoformat(),
        "time_may_explain": one.near,
        "located": None if one.located is None else _located(one.located),
    }


def _located(found: Located) -> dict[str, Any]:
    return {
        "whole": found.is_whole,
        "stages": [
            {
                "stage": stage.day.isoformat(),
                "figures": [plain(stage.left), plain(stage.right)],
                "gap": plain(abs(stage.left - stage.right)),
                "sources": list(stage.sources),
            }
            for stage in found.stages
        ],
        "same_in_stages": [day.isoformat() for day in found.level],
        "remaining": [plain(number) for number in found.rest],
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "claim": one.claim.claim_id,
        "of": _ids(one.of),
        "kind": one.kind.value,
        "parts": [
            {
                "claim": part.claim_id,
                "direction": way if part.direction.ways else part.direction.written,
                "quantity": plain(number),
            }
            for part, way, number in one.parts
        ],
        "sum": _quantity(one.claim),
    }


def _quantity(claim: Claim) -> int | str | None:
    return None if claim.quantity is None else plain(claim.quantity)


def _ids(claims: Sequence[Claim]) -> list[str]:
    return [claim.claim_id for claim in claims]
