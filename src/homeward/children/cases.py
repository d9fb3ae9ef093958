"""Reading CASES.toml: what is known of each child's case, every fault listed with the key it stands at.

The keys are those of ``docs/reference/children.md``. An unknown key is a fault: a word misspelt must not change
silently whether a child travels. No text of the file is quoted in a fault but codes and dates.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from homeward.children.card_78 import LETTERS
from homeward.children.guardians import CHECKS
from homeward.children.terms import (
    NEUTRAL,
    Assessment,
    Capacity,
    Case,
    Check,
    Claim,
    ClaimDecision,
    Consent,
    Determination,
    Evidence,
    HeardView,
    Measure,
    Member,
    Outcome,
    Paper,
    Particular,
    Route,
    Urgent,
    View,
)
from homeward.errors import Fault, InputRefused
from homeward.register.dates import PartialDate, parse_edtf

_CODE = re.compile(r"(?![_-])[\w-]{1,64}")
_T = TypeVar("_T")
_Word = TypeVar("_Word", bound=StrEnum)

#: Understands what stands at a key.
_Read = Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True)
class CasesFile:
    """The cases of one file, in its order, which means nothing."""

    sides: tuple[str, str]
    cases: tuple[Case, ...]
    sha256: str


def read_cases(path: Path) -> CasesFile:
    """Read the cases.

    Raises:
        InputRefused: with every fault found.
    """
    try:
        content = path.read_bytes()
    except OSError as trouble:
        found = f"{trouble.strerror or 'cannot be opened'}."
        raise InputRefused([Fault(path.name, "", 0, "", found, "Check its name and place.")]) from None
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputRefused([Fault(path.name, "", 0, "", "The file is not UTF-8.", "Save it as UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        found = f"The file is not TOML: {_place(str(error))}."
        raise InputRefused([Fault(path.name, "", 0, "", found, "Mend that place.")]) from None
    reading = _Reading(path.name)
    read = reading.file_of(tables, hashlib.sha256(content).hexdigest())
    if reading.faults:
        raise InputRefused(reading.faults)
    return read


def _place(message: str) -> str:
    """Where TOML ends to be TOML, without what stands there."""
    found = re.search(r"\(at [^)]*\)", message)
    return found.group()[1:-1] if found else "it cannot be read"


class _Reading:
    """One reading of one file, which collects faults and goes on with a stand-in value where it can."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.sides: tuple[str, str] = ("", "")

    def fault(self, key: str, found: str, advice: str) -> None:
        self.faults.append(Fault(self.file, "", 0, key, found, advice))

    def file_of(self, tables: Mapping[str, Any], sha256: str) -> CasesFile:
        sides = tables.get("sides")
        if isinstance(sides, list) and len({*map(str, sides)}) == len(sides) == 2:
            first, second = sorted(self.code("sides", side) for side in sides)
            self.sides = (first, second)
            if NEUTRAL in self.sides:
                self.fault("sides", f"{NEUTRAL} stands for the neutral.", "Call the side otherwise.")
        else:
            self.fault("sides", "This does not name two sides.", 'Write two codes, such as ["X", "Y"].')
        for key in sorted(set(tables) - {"sides", "case", "note"}):
            self.fault(key, "This key is not known here.", "Known are sides, case, note.")
        rows = tables.get("case")
        if not isinstance(rows, list) or not rows:
            self.fault("case", "The file has no case.", "Write at least one table [[case]].")
            rows = []
        cases = tuple(self.case(f"case {at}", row) for at, row in enumerate(rows, 1))
        first_of: dict[str, int] = {}
        for at, case in enumerate(cases, 1):
            if case.case_id and first_of.setdefault(case.case_id, at) != at:
                self.fault(f"case {at}.id", f"Case {first_of[case.case_id]} has it already.", "Give each its own id.")
        return CasesFile(self.sides, cases, sha256)

    def case(self, key: str, found: object) -> Case:
        read = self.table(
            key,
            found,
            {
                "id": self.code,
                "home": self.side,
                "born": self.born,
                "siblings": self.code,
                "evidence": self.each(self.evidence),
                "confirmed_by": self.each(self.party),
                "small_when_separated": self.yes,
                "custody_contested": self.yes,
                "parents_sought_in_vain": self.yes,
                "claim": self.each(self.claim),
                "assessment": self.assessment,
                "determination": self.determination,
                "view": self.view,
                "consents": self.each(self.consent),
                "papers": self.papers,
                "route": self.route,
                "urgent": self.each(self.urgent),
                "returned": self.yes,
                "dead": self.yes,
                "card": self.card,
            },
            needed=("id", "home"),
        )
        ids = [claim.claim_id for claim in read.get("claim", ())]
        for claim_id in sorted({one for one in ids if ids.count(one) > 1}):
            self.fault(f"{key}.claim", f"{claim_id} stands twice.", "Give each claim an id of its own.")
        named = {f"{key}.consents": [one.claim for one in read.get("consents", ())]}
        if read.get("determination") is not None:
            named[f"{key}.determination.claim"] = [read["determination"].claim]
        for place, claims in named.items():
            for claim_id in sorted({*claims} - {"", *ids}):
                self.fault(place, f"No claim of this case is called {claim_id}.", "Write the id of one.")
        return Case(
            case_id=read.get("id", ""),
            home=read.get("home", ""),
            claims=read.get("claim", ()),
            route=read.get("route", Route()),
            papers=read.get("papers", {}),
            card=read.get("card", {}),
            **{
                name: read[name]
                for name in (
                    "born", "siblings", "evidence", "confirmed_by", "small_when_separated", "custody_contested",
                    "parents_sought_in_vain", "assessment", "determination", "view", "consents", "urgent", "returned",
                    "dead",
                )
                if name in read
            },
        )  # fmt: skip

    def evidence(self, key: str, found: object) -> Evidence:
        read = self.table(
            key, found, {"kind": self.code, "grade": self.grade, "supports": self.yes}, needed=("kind", "grade")
        )
        return Evidence(read.get("kind", ""), read.get("grade", 4), read.get("supports", True))

    def claim(self, key: str, found: object) -> Claim:
        read = self.table(
            key,
            found,
            {
                "id": self.code,
                "capacity": self.word(Capacity),
                "checks": self.checks,
                "document": self.word(Check),
                "decision": self.word(ClaimDecision),
                "decided_on": self.day,
                "decided_by": self.each(self.party),
            },
            needed=("id", "capacity"),
        )
        decision = read.get("decision", ClaimDecision.OPEN)
        if decision is not ClaimDecision.OPEN and "decided_on" not in read:
            self.fault(f"{key}.decided_on", "This key is missing.", "Write the day of the decision.")
        return Claim(
            read.get("id", ""),
            read.get("capacity", Capacity.RELATIVE),
            read.get("checks", {}),
            read.get("document", Check.UNKNOWN),
            decision,
            read.get("decided_on"),
            read.get("decided_by", ()),
        )

    def checks(self, key: str, found: object) -> dict[str, Check]:
        return self.table(key, found, dict.fromkeys(CHECKS, self.word(Check)))

    def papers(self, key: str, found: object) -> dict[Paper, Check]:
        read = self.table(key, found, {paper.value: self.word(Check) for paper in Paper})
        return {Paper(name): check for name, check in read.items()}

    def assessment(self, key: str, found: object) -> Assessment:
        fields = {"assessor": self.code, "on": self.day, "recommends": self.word(Outcome)}
        read = self.table(key, found, fields, needed=tuple(fields))
        return Assessment(read.get("assessor", ""), read.get("on", dt.date.min), read.get("recommends", Outcome.STAYS))

    def determination(self, key: str, found: object) -> Determination:
        read = self.table(
            key,
            found,
            {
                "member": self.each(self.member),
                "on": self.day,
                "decided": self.word(Outcome),
                "review": self.day,
                "claim": self.code,
                "siblings_considered": self.yes,
                "view_considered": self.yes,
            },
            needed=("member", "on", "decided", "review"),
        )
        members = read.get("member", ())
        codes = [member.code for member in members]
        for code in sorted({one for one in codes if codes.count(one) > 1}):
            self.fault(f"{key}.member", f"{code} stands twice.", "Let each member stand once.")
        decided = read.get("decided", Outcome.STAYS)
        if decided is Outcome.GOES and not read.get("claim"):
            self.fault(f"{key}.claim", "This key is missing.", "Write the id of the claim to which the child goes.")
        return Determination(
            members,
            read.get("on", dt.date.min),
            decided,
            read.get("review", dt.date.min),
            read.get("claim", ""),
            read.get("siblings_considered", False),
            read.get("view_considered", False),
        )

    def member(self, key: str, found: object) -> Member:
        read = self.table(
            key,
            found,
            {
                "code": self.code,
                "party": self.party,
                "discipline": self.code,
                "vote": self.word(Outcome),
                "dissent": self.text,
            },
            needed=("code", "party", "discipline"),
        )
        return Member(
            read.get("code", ""),
            read.get("party", ""),
            read.get("discipline", ""),
            read.get("vote"),
            read.get("dissent", ""),
        )

    def view(self, key: str, found: object) -> HeardView:
        fields = {"view": self.word(View), "on": self.day, "heard_by": self.party, "private": self.yes}
        read = self.table(key, found, fields, needed=tuple(fields))
        return HeardView(
            read.get("view", View.UNDECIDED),
            read.get("on", dt.date.min),
            read.get("heard_by", ""),
            read.get("private", False),
        )

    def consent(self, key: str, found: object) -> Consent:
        fields = {"claim": self.code, "on": self.day, "written": self.yes, "withdrawn": self.day}
        read = self.table(key, found, fields, needed=("on",))
        return Consent(
            read.get("claim", ""), read.get("on", dt.date.min), read.get("written", True), read.get("withdrawn")
        )

    def route(self, key: str, found: object) -> Route:
        fields = {"through": self.code, "escort": self.code, "on": self.day, "confirmed_by": self.each(self.party)}
        return Route(**self.table(key, found, fields))

    def urgent(self, key: str, found: object) -> Urgent:
        fields = {"measure": self.word(Measure), "since": self.day, "review": self.day}
        read = self.table(key, found, fields, needed=tuple(fields))
        since, review = read.get("since", dt.date.min), read.get("review", dt.date.max)
        if review < since:
            self.fault(f"{key}.review", "The review lies before the measure.", "Write a later day.")
        return Urgent(read.get("measure", Measure.SAFE_PLACE), since, review)

    def card(self, key: str, found: object) -> dict[str, Particular]:
        return self.table(key, found, dict.fromkeys(LETTERS, self.particular))

    def particular(self, key: str, found: object) -> Particular:
        return Particular(**self.table(key, found, {"text": self.text, "harmless": self.yes}))

    def table(
        self, key: str, found: object, fields: Mapping[str, _Read], needed: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """What stands under the keys of a table that are there; an empty one after a fault."""
        if not isinstance(found, dict):
            self.fault(key, "This is no table.", f"Write it with {', '.join(fields)}.")
            return {}
        for name in found:
            if name not in fields and name != "note":
                known = ", ".join(fields)
                self.fault(
                    f"{key}.{name}"[:120],
                    "This key is not known here.",
                    f"Known are {known}; a remark goes under note.",
                )
        for name in needed:
            if name not in found:
                self.fault(f"{key}.{name}", "This key is missing.", "Write it.")
        return {name: read(f"{key}.{name}", found[name]) for name, read in fields.items() if name in found}

    def each(self, read: Callable[[str, Any], _T]) -> Callable[[str, Any], tuple[_T, ...]]:
        """A list of what ``read`` understands."""

        def understood(key: str, found: object) -> tuple[_T, ...]:
            if not isinstance(found, list):
                self.fault(key, "This is no list.", "Write it between [ and ].")
                return ()
            return tuple(read(f"{key} {at}", one) for at, one in enumerate(found, 1))

        return understood

    def word(self, words: type[_Word]) -> Callable[[str, Any], _Word]:
        """A member of an enum; its first one after a fault."""

        def understood(key: str, found: object) -> _Word:
            try:
                return words(str(found))
            except ValueError:
                self.fault(key, "This word is not known here.", f"Write one of {', '.join(words)}.")
                return next(iter(words))

        return understood

    def code(self, key: str, found: object) -> str:
        if isinstance(found, str) and _CODE.fullmatch(found):
            return found
        self.fault(key, "This is no code.", "Write 1 to 64 letters, digits, “-” or “_”.")
        return ""

    def side(self, key: str, found: object) -> str:
        if found in self.sides and isinstance(found, str):
            return found
        self.fault(key, "This is none of the two sides.", f"Write {' or '.join(self.sides)}.")
        return ""

    def party(self, key: str, found: object) -> str:
        if isinstance(found, str) and found in (*self.sides, NEUTRAL):
            return found
        self.fault(key, "This is no party.", f"Write {', '.join(self.sides)} or {NEUTRAL} for the neutral.")
        return ""

    def yes(self, key: str, found: object) -> bool:
        if not isinstance(found, bool):
            self.fault(key, "This is neither true nor false.", "Write true or false.")
        return found is True

    def grade(self, key: str, found: object) -> int:
        if isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= 4:
            return found
        self.fault(key, "This is no grade.", "Write 1, 2, 3 or 4.")
        return 4

    def text(self, key: str, found: object) -> str:
        if isinstance(found, str) and found.isprintable() and len(found) <= 300:
            return found
        self.fault(key, "This is no text of one line.", "Write at most 300 characters in quotes.")
        return ""

    def day(self, key: str, found: object) -> dt.date:
        if isinstance(found, dt.date) and not isinstance(found, dt.datetime):
            return found
        try:
            return dt.date.fromisoformat(str(found))
        except ValueError:
            self.fault(key, "This is no day.", "Write year-month-day, such as 2025-06-02.")
            return dt.date.min

    def born(self, key: str, found: object) -> PartialDate | None:
        if found == "":
            return None
        try:
            return parse_edtf(str(found))
        except ValueError:
            self.fault(
                key, "This is no date.", "Write the date as far as it is known: 2014-05-17, 2014-05, 2014, 201X."
            )
            return None
