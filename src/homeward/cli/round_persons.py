"""From what the commission's bodies hand in to the persons of a round: the example's own path to PERSONS.csv.

A person of the round is a cluster of entries that stands on both sides' lists. Who goes home where and since when
somebody is held is said by the side that holds them; a pair counts as confirmed by a side that decided "same"; what
doctors found and what the person wishes is taken over as it stands. Where the two sides give different dates of
birth, the person has the span of both: nothing is guessed.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from homeward.identifiers import opaque_id
from homeward.intake.tables import read_table
from homeward.reconciliation.comparing import Reconciliation
from homeward.register.dates import parse_edtf

Ref = tuple[str, str]

COLUMNS = (
    "person_id",
    "side",
    "names",
    "birth_date",
    "held_since",
    "medical",
    "medical_urgency",
    "fit_to_travel",
    "stretcher",
    "will",
    "confirmed_by",
    "family_group",
    "already_returned",
)


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """How many persons there are at each step, in persons."""

    listed: int
    on_both_lists: int
    held: int
    confirmed_by_both: int
    willing: int


def write_persons(result: Reconciliation, folder: Path, labels: dict[str, str], out: Path) -> RoundCounts:
    """Write PERSONS.csv from a reconciliation and the files of the commission's bodies.

    Args:
        result: of the sides' lists, and further lists if any.
        folder: holds decisions.csv, custody.csv, medical.csv and wills.csv.
        labels: label of a side's list -> code of the side.
        out: the file to write.

    Raises:
        InputRefused: one of the files cannot be read.
    """
    confirmed: dict[frozenset[Ref], set[str]] = defaultdict(set)
    for row in _rows(folder / "decisions.csv"):
        if row["decision"] == "same":
            pair = frozenset({(row["left_list"], row["left_id"]), (row["right_list"], row["right_id"])})
            confirmed[pair].add(row["side"])
    custody, medical, wills = (_by_entry(folder / f"{name}.csv") for name in ("custody", "medical", "wills"))
    rows: list[tuple[str, ...]] = []
    counts: dict[str, int] = defaultdict(int)
    clusters = _clusters(result)
    for members in clusters:
        by_side = {side: [ref for ref in members if ref[0] == label] for label, side in labels.items()}
        counts["both"] += all(by_side.values())
        held = next((custody[ref] for ref in members if ref in custody), None)
        if held is None or not all(by_side.values()):
            continue
        ours, theirs = by_side.values()
        sides = sorted({side for a in ours for b in theirs for side in confirmed.get(frozenset({a, b}), ())})
        found = next((medical[ref] for ref in members if ref in medical), {})
        will = next((wills[ref]["will"] for ref in members if ref in wills), "unasked")
        counts["held"] += 1
        counts["confirmed"] += len(sides) == len(labels)
        counts["willing"] += len(sides) == len(labels) and will == "yes"
        rows.append(
            (
                opaque_id("PE", "|".join(f"{label}#{number}" for label, number in sorted(members))),
                held["home_side"],
                _names(members, labels, held["home_side"]),
                _birth_date(members),
                held["held_since"],
                found.get("decision", ""),
                found.get("urgency", "0"),
                found.get("fit_to_travel", "yes"),
                found.get("stretcher", "no"),
                will,
                ";".join(sides),
                held["family_group"],
                held["already_returned"],
            )
        )
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))
    return RoundCounts(len(clusters), counts["both"], counts["held"], counts["confirmed"], counts["willing"])


def _rows(path: Path) -> Iterable[dict[str, str]]:
    table = read_table(path)
    columns = [column.to_pylist() for column in table.columns]
    return [dict(zip(table.headings, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _by_entry(path: Path) -> dict[Ref, dict[str, str]]:
    return {(row["list"], row["rec_id"]): row for row in _rows(path)}


class _Members(dict[Ref, dict[str, str]]):
    """The entries of one cluster by reference, each with its cells."""


def _clusters(result: Reconciliation) -> list[_Members]:
    cells = [one.entries.to_pylist() for one in result.lists]
    found: dict[int, _Members] = defaultdict(_Members)
    places = zip(result.cluster.tolist(), result.records.lists.tolist(), result.records.entries.tolist(), strict=True)
    for cluster, number, entry in places:
        row = cells[number][entry]
        found[cluster][result.lists[number].label, row["rec_id"]] = row
    return list(found.values())


def _names(members: _Members, labels: dict[str, str], home: str) -> str:
    """The name as each side writes it, that of the side the person goes home to first."""
    first: dict[str, str] = {}
    for (label, _), row in sorted(members.items()):
        if label in labels:
            parts = (row["surname"], row["given_name"], row["patronymic"]) if row["surname"] else (row["full_name"],)
            first.setdefault(labels[label], " ".join(part for part in parts if part))
    return " / ".join(dict.fromkeys(first[side] for side in sorted(first, key=lambda side: (side != home, side))))


def _birth_date(members: _Members) -> str:
    """The date of birth all entries allow, else the span of what they give, in EDTF; "" if none gives any."""
    spans = sorted({parse_edtf(row["birth_date_read"]) for row in members.values() if row["birth_date_read"]}, key=str)
    if not spans:
        return ""
    earliest, latest = max(s.earliest for s in spans), min(s.latest for s in spans)
    if earliest <= latest:
        return min(spans, key=lambda s: (s.latest - s.earliest, s.edtf)).edtf
    return f"{min(s.earliest for s in spans)}/{max(s.latest for s in spans)}"
