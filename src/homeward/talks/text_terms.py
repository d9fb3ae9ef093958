"""Texts of talks in the field's words: memoranda, clauses, what a clause asks for, and how two clauses stand.

Values of enums are stored and exchanged (``alignment.json``, ``changes.json``); labels are for people.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from homeward.words import LabelledWord, Language, _


class Bound(StrEnum):
    """How a number binds."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    ABOVE = "above"
    BELOW = "below"
    ALL = "all"


class Unit(StrEnum):
    """What is counted. Units are never added up or compared with one another (principle 8)."""

    PERSON = "person"
    CHILD = "child"
    BODY = "body"
    CONTAINER = "container"
    NAME = "name"
    LIST = "list"
    MEMBER = "member"
    TEAM = "team"
    VEHICLE = "vehicle"
    SAMPLE = "sample"
    AGE = "age"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    KILOMETRE = "kilometre"
    KILOGRAM = "kilogram"
    PERCENT = "percent"
    TIMES = "times"
    NONE = ""


TIME_UNITS = (Unit.HOUR, Unit.DAY, Unit.WORKING_DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)


class Modality(LabelledWord):
    """What a clause does to whom it speaks of."""

    OBLIGATION = "obligation", _("an obligation")
    PERMISSION = "permission", _("a permission")
    INTENT = "intent", _("an intention")
    PROHIBITION = "prohibition", _("a prohibition")


class Obliged(LabelledWord):
    """Who has to act by a clause. Sides as the texts name themselves; further sides by their letters."""

    BOTH = "both", _("both sides")
    UA = "UA", _("the Ukrainian side")
    RU = "RU", _("the Russian side")
    A = "A", _("side A")
    B = "B", _("side B")
    COMMISSION = "commission", _("the commission")
    NEUTRAL = "neutral", _("the neutral")
    RED_CROSS = "red_cross", _("the Red Cross")
    UNSAID = "", _("not said")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something stands in a clause's text: characters ``start`` to ``end``, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and how it binds; ``number`` None with ``Bound.ALL``."""

    number: float | None
    unit: Unit
    bound: Bound
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when: within ``number`` of ``unit`` (of an event), or by ``date``.

    Attributes:
        event: words behind the number that name what the time counts from, "" if none.
    """

    number: float | None
    unit: Unit
    date: dt.date | None
    event: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold first; ``text`` with its marker as written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """One unit of a text.

    Attributes:
        id: the numbers as printed from the outermost to its own, joined with stops: ``II.3.b``, ``2.3.1.б``.
        label: its own number as printed, with its signs: ``b)``; "" if it has none.
        text: as written, white space levelled.
        lang: language of the clause.
        heading: titles above it, outermost first.
        lead: text of the clause that it is an item of, "" if none.
        part, option, package: ids of the part, of the option and of the package (all or none) it belongs to, or "".
        alternatives: wordings left open in the text itself, as ``[30] [45]`` or ``[shall/should]`` has them.
    """

    id: str
    label: str
    text: str
    lang: Language
    heading: tuple[str, ...] = ()
    lead: str = ""
    part: str = ""
    option: str = ""
    package: str = ""
    alternatives: tuple[tuple[str, ...], ...] = ()
    quantities: tuple[Quantity, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    dates: tuple[tuple[dt.date, Span], ...] = ()
    conditions: tuple[Condition, ...] = ()
    obliged: Obliged = Obliged.UNSAID
    modality: Modality = Modality.OBLIGATION
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Memorandum:
    """A text read.

    Attributes:
        name: of its file.
        sha256: of its file, hex.
        title: what stands above the first clause, line by line.
        parts: id and title of each part, option and titled number, in order.
    """

    name: str
    sha256: str
    lang: Language
    title: tuple[str, ...]
    clauses: tuple[Clause, ...]
    parts: tuple[tuple[str, str], ...] = ()


class PairType(LabelledWord):
    """How two clauses about one subject stand. ``broader_left``: the left one covers more."""

    SAME = "same", _("says the same")
    NEAR = "near", _("close, in other words")
    CONFLICT = "conflict", _("in conflict")
    BROADER_LEFT = "broader_left", _("the left one covers more")
    BROADER_RIGHT = "broader_right", _("the right one covers more")


class ReasonKind(StrEnum):
    """What a reason rests on."""

    SUBJECT = "subject"
    QUANTITY = "quantity"
    DEADLINE = "deadline"
    MODALITY = "modality"
    NEGATION = "negation"
    OBLIGED = "obliged"
    RECIPIENT = "recipient"
    CONDITION = "condition"
    EXCEPTION = "exception"
    SCOPE = "scope"


class Effect(StrEnum):
    """What a reason speaks for."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    LEFT_COVERS_MORE = "left_covers_more"
    RIGHT_COVERS_MORE = "right_covers_more"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a pair and its type: what is compared and what each side has, in the words of the texts."""

    kind: ReasonKind
    effect: Effect
    left: str
    right: str
    left_spans: tuple[Span, ...] = ()
    right_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses proposed to be about one subject. ``closeness`` 0…1 orders pairs; it is no probability."""

    left: str
    right: str
    type: PairType
    reasons: tuple[Reason, ...]
    closeness: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts and what each clause of one has to do with clauses of the other."""

    left: Memorandum
    right: Memorandum
    pairs: tuple[Pair, ...]
    only_left: tuple[str, ...] = field(default=())
    only_right: tuple[str, ...] = field(default=())


class ChangeKind(StrEnum):
    """What happened to a clause between two versions of one text."""

    EDITED = "edited"
    MOVED = "moved"
    DELETED = "deleted"
    NEW = "new"
