"""Reading an expression from its text: the fields it may speak of, its grammar, and where it goes wrong.

    expression  = together { "or" together }
    together    = simple { "and" simple }
    simple      = "not" simple | "(" expression ")" | "all" | "true" | "false" | comparison
    comparison  = operand relation operand { relation operand } | operand [ "not" ] "in" set | side "in" "confirmed_by"
    operand     = field | function "(" date ")" | number | date | code | text in quotes
    relation    = "<" | "<=" | "==" | "=" | "!=" | ">=" | ">"
    set         = "{" operand { "," operand } "}"

What the text means is built of ``conditions``; ``expressions`` judges persons by it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.exchange import conditions
from homeward.exchange.conditions import Condition, Quantity

#: Fields of a person that hold a date, and the functions of a day that read an age or a duration from them.
DATE_FIELDS = ("birth_date", "held_since")
FUNCTIONS = ("age_on", "held_days_on")

#: Fields that hold one of a few codes. A code that says "not known" stands for every other code of its field.
CODE_FIELDS: dict[str, tuple[str, ...]] = {
    "medical": ("A", "B", "NC", "REJ", "MANIFEST", ""),
    "fit_to_travel": ("yes", "no", "escort"),
    "stretcher": ("yes", "no"),
    "will": ("yes", "no"),
    "already_returned": ("yes", "no"),
}
NOT_KNOWN = {"fit_to_travel": "unknown", "will": "unasked"}

#: Fields whose values are free: an agreed list of persons, a family group. Names are no field of a rule.
FREE_FIELDS = ("person_id", "family_group")

_LONGEST, _DEEPEST = 2000, 40
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})(?![\w-])|(?P<number>\d+)(?![\w-])|(?P<word>[^\W\d][\w-]*)"
    r"|(?P<quoted>\"[^\"]*\"|'[^']*')|(?P<sign><=|>=|==|!=|[<>=(){},])|(?P<end>$))"
)


class ExpressionError(ValueError):
    """The text is no expression of this language; the message says where, and what to write."""


def read_condition(text: str, sides: Sequence[str]) -> Condition:
    """Read an expression; ``sides`` are the codes that ``side`` and ``confirmed_by`` may speak of.

    Raises:
        ExpressionError: with the place in the text and what to write instead.
    """
    if len(text) > _LONGEST:
        raise ExpressionError(f"the expression is longer than {_LONGEST} characters")
    return _Reader(text, tuple(sides)).whole()


@dataclass(frozen=True, slots=True)
class _Word:
    """A code as written, or a field that holds codes: which of the two, its place in the text tells."""

    text: str
    quoted: bool


_Operand = Quantity | int | dt.date | _Word


class _Reader:
    """Reads one expression from left to right: ``or`` binds least, then ``and``, ``not``, comparisons."""

    def __init__(self, text: str, sides: tuple[str, ...]) -> None:
        self.text, self.sides = text, sides
        self.at = self.depth = 0
        self.kind, self.token = "", ""
        self.start = 0
        self.step()

    def step(self) -> None:
        """Go to the next token."""
        found = _TOKEN.match(self.text, self.at)
        if found is None or found.lastgroup is None:
            raise self.fault("a character that means nothing here", self.at)
        self.kind, self.token = found.lastgroup, found[found.lastgroup]
        self.start, self.at = found.start(found.lastgroup), found.end()

    def fault(self, what: str, at: int | None = None) -> ExpressionError:
        """A refusal that says where reading stopped, or where it found what is wrong."""
        place = self.start if at is None else at
        return ExpressionError(f"at character {place + 1} (“{self.text[place : place + 20]}”): {what}")

    def take(self, *tokens: str) -> bool:
        """Step over the token if it is one of these."""
        if self.kind in ("word", "sign") and self.token in tokens:
            self.step()
            return True
        return False

    def expect(self, token: str) -> None:
        """Step over a token that must stand here."""
        if not self.take(token):
            raise self.fault(f"“{token}” is expected")

    def whole(self) -> Condition:
        """The whole text as one condition."""
        condition = self.alternatives()
        if self.kind != "end":
            raise self.fault("“and”, “or” or the end of the expression is expected")
        return condition

    def alternatives(self) -> Condition:
        """Parts joined by ``or``."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fault(f"brackets and “not” stand more than {_DEEPEST} deep")
        parts = [self.together()]
        while self.take("or"):
            parts.append(self.together())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else conditions.Any(tuple(parts))

    def together(self) -> Condition:
        """Parts joined by ``and``."""
        parts = [self.simple()]
        while self.take("and"):
            parts.append(self.simple())
        return parts[0] if len(parts) == 1 else conditions.All(tuple(parts))

    def simple(self) -> Condition:
        """A negation, a bracket, a constant, or comparisons."""
        if self.take("not"):
            self.depth += 1
            if self.depth > _DEEPEST:
                raise self.fault(f"brackets and “not” stand more than {_DEEPEST} deep")
            negated = conditions.Not(self.simple())
            self.depth -= 1
            return negated
        if self.take("("):
            inner = self.alternatives()
            self.expect(")")
            return inner
        if self.take("true", "all"):
            return conditions.Constant(True)
        if self.take("false"):
            return conditions.Constant(False)
        return self.comparisons()

    def comparisons(self) -> Condition:
        """One operand, or a chain of them: ``18 <= age_on(2025-06-02) <= 25``."""
        left = self.operand()
        denied = self.take("not")
        if self.take("in"):
            member = self.membership(left)
            return conditions.Not(member) if denied else member
        parts: list[Condition] = []
        while not denied and self.kind == "sign" and self.token in ("<", "<=", ">", ">=", "=", "==", "!="):
            relation = "==" if self.token == "=" else self.token
            start = self.start
            self.step()
            right = self.operand()
            parts.append(self.compared(left, relation, right, start))
            left = right
        if not parts:
            raise self.fault("a comparison (< <= > >= == !=) or “in { … }” is expected")
        return parts[0] if len(parts) == 1 else conditions.All(tuple(parts))

    def operand(self) -> _Operand:
        """A number, a date, a code, a field, or a function of a day."""
        kind, token, start = self.kind, self.token, self.start
        if kind not in ("date", "number", "word", "quoted"):
            raise self.fault("a field, a number, a date or a code is expected")
        self.step()
        match kind:
            case "number":
                return int(token)
            case "date":
                return self.day(token, start)
            case "quoted":
                return _Word(token[1:-1], quoted=True)
        if token in FUNCTIONS:
            self.expect("(")
            if self.kind != "date":
                raise self.fault("a reference date is expected, such as 2025-06-02")
            on = self.day(self.token, self.start)
            self.step()
            self.expect(")")
            return conditions.Age(on) if token == "age_on" else conditions.HeldDays(on)
        if token in DATE_FIELDS or token == "medical_urgency":
            return conditions.Value(token)
        return _Word(token, quoted=False)

    def day(self, token: str, start: int) -> dt.date:
        """A day of the calendar."""
        try:
            return dt.date.fromisoformat(token)
        except ValueError:
            raise self.fault("this day is in no calendar", start) from None

    def membership(self, left: _Operand) -> Condition:
        """What follows ``in``: a set in braces, or ``confirmed_by`` after a side."""
        if isinstance(left, _Word) and self.take("confirmed_by"):
            if left.text not in self.sides:
                raise self.fault(f"“{left.text}” is no side of the agreement ({', '.join(self.sides)})")
            return conditions.ConfirmedBy(left.text)
        start = self.start
        self.expect("{")
        members = [self.operand()]
        while self.take(","):
            members.append(self.operand())
        self.expect("}")
        if isinstance(left, _Word):
            return self.among(left, members, start)
        return conditions.Any(tuple(self.compared(left, "==", member, start) for member in members))

    def compared(self, left: _Operand, relation: str, right: _Operand, start: int) -> Condition:
        """One comparison: a field on one side, a fixed value on the other."""
        if isinstance(left, int | dt.date) and not isinstance(right, int | dt.date | _Word):
            left, relation, right = right, _MIRRORED[relation], left
        if isinstance(left, _Word) and isinstance(right, _Word | int):
            if relation not in ("==", "!="):
                raise self.fault("codes have no order: write ==, != or in { … }", start)
            if isinstance(right, _Word) and self.is_code_field(right) and not self.is_code_field(left):
                left, right = right, left
            among = self.among(left, [right], start)
            return among if relation == "==" else conditions.Not(among)
        if not isinstance(left, int | dt.date | _Word):
            wants_day = left == conditions.Value(left.field) and left.field in DATE_FIELDS
            if wants_day and isinstance(right, dt.date):
                return conditions.Comparison(left, relation, right.toordinal())
            if not wants_day and isinstance(right, int):
                return conditions.Comparison(left, relation, right)
        raise self.fault(
            "a field is compared with a fixed value of its kind: a number, a date as 2025-06-02, or a code", start
        )

    def is_code_field(self, word: _Word) -> bool:
        """Whether a word names a field that holds codes."""
        return not word.quoted and (word.text in CODE_FIELDS or word.text in FREE_FIELDS or word.text == "side")

    def among(self, left: _Operand, members: Sequence[_Operand], start: int) -> Condition:
        """A code field among codes."""
        if not isinstance(left, _Word) or not self.is_code_field(left):
            known = ", ".join([*CODE_FIELDS, "side", *FREE_FIELDS, *DATE_FIELDS, "medical_urgency", *FUNCTIONS])
            name = left.text if isinstance(left, _Word) else "this"
            raise self.fault(f"“{name}” is no field of a person; the fields are {known}", start)
        allowed = self.sides if left.text == "side" else CODE_FIELDS.get(left.text)
        codes = [str(member) if isinstance(member, int) else getattr(member, "text", "") for member in members]
        for code, member in zip(codes, members, strict=True):
            if not isinstance(member, _Word | int) or (allowed is not None and code not in allowed):
                choices = ", ".join(choice for choice in allowed or () if choice) or "codes or texts in quotes"
                raise self.fault(f"“{code or member}” is no value of {left.text}; write {choices}", start)
        return conditions.Among(left.text, frozenset(codes))
