"""What a file of cases says in words beside what is computed from it: optional, and without effect on any likelihood.

A case may carry ``description``, ``date``, ``deceased`` (ids), ``sought`` (ids), ``source`` with ``frequencies``, and a
``description`` in each hypothesis; an event the same beside its families. Read after ``case_files`` has found the file
to be sound.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused
from homeward.kinship.terms import MutationModel


@dataclass(frozen=True, slots=True)
class MutationTold:
    """A mutation model with its parameters as the file has them; None for what the model does not have."""

    model: MutationModel
    rate: float | None = None
    rate2: float | None = None
    range: float | None = None


@dataclass(frozen=True, slots=True)
class CaseWords:
    """Words of a case, "" or empty where the file has none.

    Attributes:
        description: what was asked, as whoever asked has put it.
        frequencies: where the frequencies of alleles come from.
        hypotheses: hypothesis to what it says.
        deceased, sought: ids.
        named: ids of all members whom the file names in pedigrees.
        mutation: marker to what mothers and what fathers pass on; nothing where nothing mutates.
        day: that of the comparison.
    """

    description: str
    frequencies: str
    hypotheses: Mapping[str, str]
    deceased: frozenset[str]
    sought: frozenset[str]
    named: frozenset[str]
    mutation: Mapping[str, tuple[MutationTold, MutationTold]]
    day: dt.date | None


def read_form(path: Path) -> str:
    """The ``format`` that a file says to have; "" where it says none or cannot be read."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ""
    return str(told.get("format", "")) if isinstance(told, dict) else ""


def read_words(path: Path) -> list[CaseWords]:
    """The words of every case of a file; of an event the one.

    Raises:
        InputRefused: words in another form than told above, and dates that are none.
    """
    told = json.loads(path.read_text(encoding="utf-8"))
    cases = told.get("cases", [told])
    found, faults = [], []
    for place, case in enumerate(cases):
        name = str(case.get("name", place + 1)) if "cases" in told else ""
        try:
            found.append(_words(case, case.get("date") or told.get("date")))
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            advice = "Write words as docs/reference/kinship.md has them, dates as 2026-05-31."
            faults.append(Fault(path.name, name, 0, "words", str(error)[:60], advice))
    if faults:
        raise InputRefused(faults)
    return found


def _words(case: Mapping[str, Any], day: object) -> CaseWords:
    hypotheses = case.get("hypotheses") or {}
    pedigrees = [one for told in hypotheses.values() for one in told["pedigrees"]]
    pedigrees += [family["pedigree"] for family in case.get("am") or []]
    return CaseWords(
        description=_text(case.get("description")),
        frequencies=_text((case.get("source") or {}).get("frequencies")),
        hypotheses={name: _text(told.get("description")) for name, told in hypotheses.items()},
        deceased=_ids(case.get("deceased")),
        sought=_ids(case.get("sought")),
        named=frozenset(str(member["id"]) for pedigree in pedigrees for member in pedigree),
        mutation={
            str(marker["name"]): (_told(told.get("female", told)), _told(told.get("male", told)))
            for marker in case["markers"]
            if (told := marker.get("mutation"))
        },
        day=dt.date.fromisoformat(_text(day)) if day else None,
    )


def _text(told: object) -> str:
    if told is not None and not isinstance(told, str):
        raise ValueError(f"{told!r} is no text")
    return (told or "").strip()


def _ids(told: object) -> frozenset[str]:
    if told is not None and not isinstance(told, list):
        raise ValueError(f"{told!r} is no list of ids")
    return frozenset(map(str, told or []))


def _told(told: Mapping[str, Any]) -> MutationTold:
    model = MutationModel(told["model"])
    if model is MutationModel.CUSTOM:
        return MutationTold(model)
    rate = float(told["rate"])
    if model is not MutationModel.STEPWISE:
        return MutationTold(model, rate)
    return MutationTold(model, rate, float(told.get("rate2") or 0), float(told["range"]))
