"""Reading an agreement and its round from TOML.

Everything wrong is listed in one refusal, each fault with the key it stands at. An unknown key is a fault: a word
misspelt in a rule must not change silently who goes home. Free text for readers may stand in the keys ``NOTES``.
The keys are those of ``docs/reference/exchange-plan.md``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from homeward.errors import Fault, InputRefused
from homeward.exchange.expressions import Expression, parse
from homeward.exchange.grammar import ExpressionError
from homeward.exchange.terms import Agreement, Capacity, Criterion, FamilyGroups, Round, Rule, Term

#: Keys that hold text for readers and mean nothing to the planner.
NOTES = ("title", "text", "note", "notes", "reading", "readings", "source", "sources", "place", "description")

_CODE = re.compile(r"(?![_-])[\w-]{1,32}")
_WIDEST = "\uffff"  # beyond it, canonical JSON would order keys otherwise than Python
_NEEDED = {Rule.FIXED_NUMBERS: ("numbers",), Rule.UNILATERAL: ("from", "count")}
_ALLOWED = {Rule.EQUAL_NUMBERS: ("at_least", "or_all_there_are", "at_most")}
_MOST_STAGES, _MOST_PLACES = 100, 10_000_000

_Word = TypeVar("_Word", bound=StrEnum)


def read_agreement(path: Path) -> Agreement:
    """Read an agreement with its round.

    Raises:
        InputRefused: with every fault found; nothing is half read.
    """
    content = path.read_bytes()
    reading = _Reading(path.name)
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputRefused([Fault(path.name, "", 0, "", "The file is not UTF-8.", "Save it as UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(
            [Fault(path.name, "", 0, "", f"The file is not TOML: {error}.", "Mend that place.")]
        ) from None
    agreement = reading.agreement(tables, hashlib.sha256(content).hexdigest())
    if reading.faults or agreement is None:
        raise InputRefused(reading.faults)
    return agreement


class _Reading:
    """One reading of one file, which collects faults and goes on with a stand-in value where it can."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, key: str, found: str, advice: str) -> None:
        self.faults.append(Fault(self.file, "", 0, key, found[:200], advice))

    def agreement(self, tables: Mapping[str, Any], sha256: str) -> Agreement | None:
        self.known_keys("", tables, ("agreement", "term", "round"))
        head = self.table("agreement", tables.get("agreement"), ("id", "signed", "sides"))
        sides = self.sides(head.get("sides"))
        if sides is None:
            return None
        rows = tables.get("term", [])
        if not isinstance(rows, list) or not rows:
            self.fault("term", "The agreement has no terms.", "Write at least one table [[term]].")
            rows = []
        terms = [term for at, row in enumerate(rows, 1) if (term := self.term(f"term {at}", row, sides)) is not None]
        seen: set[str] = set()
        for term in terms:
            if term.term_id in seen:
                self.fault("term.id", f"“{term.term_id}” stands twice.", "Give each term an id of its own.")
            seen.add(term.term_id)
        return Agreement(
            agreement_id=self.code("agreement.id", head.get("id")),
            title=self.text("agreement.title", head.get("title", "")),
            signed=self.day("agreement.signed", head.get("signed")),
            sides=sides,
            terms=tuple(terms),
            round=self.round(tables.get("round"), sides),
            sha256=sha256,
        )

    def sides(self, found: object) -> tuple[str, str] | None:
        if isinstance(found, list) and len(found) == 2 and all(isinstance(code, str) for code in found):
            codes = sorted(self.code("agreement.sides", code) for code in found)
            if codes[0] != codes[1]:
                return codes[0], codes[1]
        self.fault("agreement.sides", f"“{found}” does not name two sides.", 'Write two codes, such as ["X", "Y"].')
        return None

    def term(self, key: str, row: object, sides: tuple[str, str]) -> Term | None:
        found = row.get("rule") if isinstance(row, dict) else None
        rule = self.word(f"{key}.rule", found, Rule, None)
        if rule is None:
            return None
        row = self.table(
            key, row, ("id", "rule", "category", *_NEEDED.get(rule, ())), ("order", *_ALLOWED.get(rule, ()))
        )
        category = self.category(f"{key}.category", row.get("category"), sides)
        term_id = self.code(f"{key}.id", row.get("id"))
        order = self.order(f"{key}.order", row.get("order", []))
        if category is None:
            return None
        term = Term(term_id, self.text(f"{key}.title", row.get("title", "")), rule, category, order)
        return self.counted(key, row, term, sides)

    def counted(self, key: str, row: Mapping[str, Any], term: Term, sides: tuple[str, str]) -> Term:
        """The term with the numbers that its rule asks for."""
        plain = (term.term_id, term.title, term.rule, term.category, term.order)
        match term.rule:
            case Rule.EQUAL_NUMBERS:
                at_least = self.count(f"{key}.at_least", row.get("at_least", 0))
                at_most = self.count(f"{key}.at_most", row["at_most"]) if "at_most" in row else None
                or_all = row.get("or_all_there_are", False)
                if not isinstance(or_all, bool):
                    self.fault(f"{key}.or_all_there_are", f"“{or_all}” is neither.", "Write true or false.")
                if at_most is not None and at_most < at_least:
                    self.fault(f"{key}.at_most", f"{at_most} is below at_least.", "Raise it, or lower at_least.")
                return Term(*plain, at_least=at_least, or_all_there_are=or_all is True, at_most=at_most)
            case Rule.FIXED_NUMBERS:
                numbers = self.table(f"{key}.numbers", row.get("numbers"), sides, notes=())
                return Term(*plain, numbers={s: self.count(f"{key}.numbers.{s}", numbers.get(s)) for s in sides})
            case Rule.UNILATERAL:
                from_side = row.get("from")
                if from_side not in sides:
                    self.fault(f"{key}.from", f"“{from_side}” is no side.", f"Write {' or '.join(sides)}.")
                return Term(*plain, from_side=str(from_side), count=self.count(f"{key}.count", row.get("count")))
            case _:
                return Term(*plain)

    def category(self, key: str, found: object, sides: tuple[str, str]) -> Expression | None:
        if not isinstance(found, str):
            self.fault(key, "This does not say whom the term concerns.", "Write an expression, or “all” for everyone.")
            return None
        try:
            return parse(found, sides)
        except ExpressionError as error:
            self.fault(key, f"“{found[:60]}” {error}.", "Mend the expression there.")
            return None

    def order(self, key: str, found: object) -> tuple[Criterion, ...]:
        if not isinstance(found, list):
            self.fault(key, f"“{found}” is not a list.", 'Write a list, such as ["medical_urgency", "held_since"].')
            return ()
        criteria = [self.word(key, word, Criterion, None) for word in found]
        kept = [criterion for criterion in criteria if criterion is not None]
        if len(set(kept)) < len(kept) or {Criterion.AGE, Criterion.YOUNGEST} <= set(kept):
            self.fault(key, "A criterion stands twice, or against another.", "Let each criterion stand once.")
        return tuple(kept)

    def round(self, found: object, sides: tuple[str, str]) -> Round:
        row = self.table("round", found, ("date", "stages", "capacity"), optional=("family_groups",))
        stages = self.count("round.stages", row.get("stages"), least=1, most=_MOST_STAGES)
        capacity = self.table("round.capacity", row.get("capacity"), sides, notes=())
        return Round(
            date=self.day("round.date", row.get("date")),
            stages=stages,
            capacity={side: self.capacity(f"round.capacity.{side}", capacity.get(side), stages) for side in sides},
            family_groups=self.word(
                "round.family_groups", row.get("family_groups", FamilyGroups.WHOLE), FamilyGroups, FamilyGroups.WHOLE
            ),
        )

    def capacity(self, key: str, found: object, stages: int) -> tuple[Capacity, ...]:
        row = self.table(key, found, ("seats", "stretchers"), notes=())
        seats = self.per_stage(f"{key}.seats", row.get("seats"), stages)
        stretchers = self.per_stage(f"{key}.stretchers", row.get("stretchers"), stages)
        return tuple(Capacity(*places) for places in zip(seats, stretchers, strict=True))

    def per_stage(self, key: str, found: object, stages: int) -> list[int]:
        if isinstance(found, list):
            if len(found) != stages:
                self.fault(key, f"{len(found)} numbers stand here.", f"Write one for each of the {stages} stages.")
                return [0] * stages
            return [self.count(key, number) for number in found]
        return [self.count(key, found)] * stages

    def table(
        self,
        key: str,
        found: object,
        wanted: Iterable[str],
        optional: tuple[str, ...] = (),
        notes: tuple[str, ...] = NOTES,
    ) -> Mapping[str, Any]:
        """A table with the keys wanted; an empty one if there is none, after a fault."""
        if not isinstance(found, dict):
            self.fault(key, "This table is missing.", f"Write it with {', '.join(wanted)}.")
            return {}
        wanted = tuple(wanted)
        self.known_keys(key, found, (*wanted, *optional, *notes))
        for name in wanted:
            if name not in found:
                self.fault(f"{key}.{name}", "This key is missing.", "Write it.")
        return found

    def known_keys(self, key: str, found: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for name in found:
            if name not in known:
                place = f"{key}.{name}" if key else name
                words = ", ".join(word for word in known if word not in NOTES)
                self.fault(place, "This key is not known here.", f"Known are {words}; a remark goes under “note”.")

    def word(self, key: str, found: object, words: type[_Word], stand_in: Any) -> Any:
        """A member of an enum, or the stand-in after a fault."""
        try:
            return words(str(found))
        except ValueError:
            self.fault(key, f"“{found}” is not known here.", f"Write one of {', '.join(words)}.")
            return stand_in

    def code(self, key: str, found: object) -> str:
        if isinstance(found, str) and _CODE.fullmatch(found) and max(found) <= _WIDEST:
            return found
        if found is not None:
            self.fault(key, f"“{found}” is no code.", "Write up to 32 letters, digits, “-” or “_”.")
        return "-"

    def text(self, key: str, found: object) -> str:
        if isinstance(found, str):
            return found
        self.fault(key, f"“{found}” is not text.", "Write it in quotes.")
        return ""

    def day(self, key: str, found: object) -> dt.date:
        if isinstance(found, dt.date) and not isinstance(found, dt.datetime):
            return found
        try:
            return dt.date.fromisoformat(str(found))
        except ValueError:
            if found is not None:
                self.fault(key, f"“{found}” is not a day.", "Write year-month-day, such as 2025-06-02.")
            return dt.date.min

    def count(self, key: str, found: object, least: int = 0, most: int = _MOST_PLACES) -> int:
        if isinstance(found, int) and not isinstance(found, bool) and least <= found <= most:
            return found
        if found is not None:
            self.fault(key, f"“{found}” is no number of this kind.", f"Write a whole number from {least} to {most}.")
        return least
