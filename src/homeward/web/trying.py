"""Try two names, or two rows of lists: how they compare, shown while they are typed; nothing of it is kept.

What is typed travels in the body of a request and never in an address, so that it stands in no history and no log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from homeward.access.doors import DeskRequest, every_member
from homeward.drawing import decimal_text
from homeward.errors import Fault
from homeward.intake.typed_rows import TYPED, TypedRow, read_typed_row
from homeward.names.comparison import Feature, NameComparison, NameReason, compare
from homeward.names.taken_for import UnderstoodName, one_sided_parts, understood
from homeward.pages import Html
from homeward.reconciliation.chance_words import chance_words
from homeward.reconciliation.pictures import WaterfallStep, pair_waterfall, probability_of, probability_text
from homeward.reconciliation.shown_pairs import bar
from homeward.reconciliation.terms import Decision
from homeward.reconciliation.tried_rows import LABELS, ROWS, shown_rows, try_rows
from homeward.reconciliation.views.showing import figure
from homeward.register.entries import COLUMNS
from homeward.web.tried_examples import NAMES, ROW_PAIRS
from homeward.words import Language, _, say

#: Characters of one cell that is tried.
MOST_CHARACTERS: Final = 200
_SIDES: Final = ("left", "right")
#: Parts of a name in the order shown.
_PARTS: Final = (Feature.SURNAME, Feature.GIVEN, Feature.PATRONYMIC, Feature.OTHER)


@every_member
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: DeskRequest) -> HttpResponse:
    """Two names."""
    example = _example(request, len(NAMES))
    typed = dict(zip(_SIDES, NAMES[example].names, strict=True)) if example is not None else _typed(request, _SIDES)
    if "swap" in request.POST:
        typed = {"left": typed["right"], "right": typed["left"]}
    told: dict[str, object] = {"typed": typed, "examples": NAMES, "example": example, "most": MOST_CHARACTERS}
    told |= _names_tried(typed["left"], typed["right"], request.language)
    return _shown(request, "names", told)


@every_member
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: DeskRequest) -> HttpResponse:
    """Two rows."""
    example = _example(request, len(ROW_PAIRS))
    cells = [f"{side}-{column}" for side in _SIDES for column in TYPED]
    if example is not None:
        pair = ROW_PAIRS[example].rows
        typed = {
            f"{side}-{column}": row.get(column, "") for side, row in zip(_SIDES, pair, strict=True) for column in TYPED
        }
    else:
        typed = _typed(request, cells)
    if "swap" in request.POST:
        typed = {cell: typed[_mirrored(cell)] for cell in cells}
    told: dict[str, object] = {"examples": ROW_PAIRS, "example": example, "most": MOST_CHARACTERS}
    told |= _rows_tried(typed, request.language)
    return _shown(request, "rows", told)


def _shown(request: DeskRequest, what: str, told: dict[str, object]) -> HttpResponse:
    """A whole page, or for HTMX only what came of what was typed."""
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, f"web/{'tried' if is_part else 'try'}_{what}.html", told | {"is_part": is_part})


def _example(request: DeskRequest, count: int) -> int | None:
    asked = request.GET.get("example", "") if request.method != "POST" else ""
    return (
        int(asked) - 1 if asked.isascii() and asked.isdigit() and len(asked) < 3 and 0 < int(asked) <= count else None
    )


def _typed(request: DeskRequest, names: tuple[str, ...] | list[str]) -> dict[str, str]:
    return {name: request.POST.get(name, "")[:MOST_CHARACTERS].strip() for name in names}


def _mirrored(cell: str) -> str:
    side, _dash, column = cell.partition("-")
    return f"{'right' if side == 'left' else 'left'}-{column}"


# --- two names ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One reason in words, both words of the names, its weight as a figure and as a bar."""

    what: str
    how: str
    left: str
    right: str
    bits: str
    bar: Html


def _names_tried(left: str, right: str, language: Language) -> dict[str, object]:
    if not left or not right:
        return {}
    found = compare(left, right)
    if not found.reasons:
        return {"is_wordless": True}
    parsed = (understood(left), understood(right))
    return {
        "found": found,
        "probability": probability_text(found.score, language),
        "chance": chance_words(found.score, language),
        "reasons": _name_reasons(found, language),
        "picture": figure(_name_picture(found, language)),
        "parts": [
            (part, *(_words_of(name, part) for name in parsed))
            for part in _PARTS
            if any(_words_of(name, part) for name in parsed)
        ],
        "latin": [name.latin for name in parsed],
        "turning": _name_turning(left, right, found.same, language),
    }


def _outcome(reason: NameReason, language: Language) -> str:
    return "" if reason.feature is Feature.PRIOR else say(reason.outcome.label, language)


def _name_reasons(found: NameComparison, language: Language) -> list[ShownReason]:
    weights = [reason.weight for reason in found.reasons]
    low, high = min(0.0, *weights), max(0.0, *weights)
    return [
        ShownReason(
            say(reason.feature.label, language),
            _outcome(reason, language),
            reason.left,
            reason.right,
            decimal_text(reason.weight, 1, language, signed=True),
            bar(reason.weight, low, high),
        )
        for reason in found.reasons
    ]


def _name_picture(found: NameComparison, language: Language) -> str:
    before = sum(reason.weight for reason in found.reasons if reason.feature is Feature.PRIOR)
    steps = [
        WaterfallStep(say(reason.feature.label, language), _outcome(reason, language), reason.weight)
        for reason in found.reasons
        if reason.feature is not Feature.PRIOR
    ]
    return pair_waterfall(probability_of(before), steps, language)


def _words_of(name: UnderstoodName, part: Feature) -> list[tuple[str, str, str]]:
    """Each word of a part with the names it is a form of and how it sounds."""
    return [
        (word.word, ", ".join(form for form in word.forms if form.lower() != word.word), ", ".join(word.sounds))
        for word in name.words
        if word.part is part
    ]


def _name_turning(left: str, right: str, is_same: bool, language: Language) -> list[tuple[Feature, str, str]]:
    """What a part that stands on one side only would do: the part, where it is missing, what would come of it."""
    told = []
    for part in one_sided_parts(left, right):
        if part.turns(is_same):
            same, other = (probability_text(score, language) for score in (part.same, part.other))
            sentence = say(_("with the same name {same}, with another {other}"), language, same=same, other=other)
            missing = (_("empty in the first name"), _("empty in the second name"))[part.lacking]
            told.append((part.part, say(missing, language), sentence))
    return told


# --- two rows ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell of the form: its name there, what was typed, what is wrong with it, and as what it was read."""

    name: str
    text: str
    fault: str
    read: str


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One column of both rows."""

    column: str
    label: str
    cells: tuple[TypedCell, ...]


def _rows_tried(typed: Mapping[str, str], language: Language) -> dict[str, object]:
    read = [
        read_typed_row(label, {column: typed[f"{side}-{column}"] for column in TYPED})
        for side, label in zip(_SIDES, LABELS, strict=True)
    ]
    told: dict[str, object] = {
        "lines": [_line(column, typed, read, language) for column in TYPED],
        "heads": [say(ROWS[label], language) for label in LABELS],
        "left_out": any(row.faults for row in read),
        "is_begun": any(typed.values()),
    }
    first, second = (row.persons for row in read)
    if first is None or second is None:
        return told
    tried = try_rows(first, second)
    shown = shown_rows(first, second, tried, language)
    state = {Decision.MATCH: "settled", Decision.REVIEW: "person", None: "quiet"}[tried.pair.decision]
    return told | {
        "shown": shown,
        "state": state,
        "chance": chance_words(tried.pair.probability, language),
        "picture": figure(shown.picture),
    }


def _line(column: str, typed: Mapping[str, str], read: list[TypedRow], language: Language) -> TypedLine:
    cells = []
    for side, row in zip(_SIDES, read, strict=True):
        text = typed[f"{side}-{column}"]
        fault = next((fault for fault in row.faults if fault.column == column), None)
        cells.append(TypedCell(f"{side}-{column}", text, _fault(fault, language), _read(column, text, row, language)))
    return TypedLine(column, say(COLUMNS[column], language), tuple(cells))


def _fault(fault: Fault | None, language: Language) -> str:
    return say(fault.advice, language) if fault else ""


def _read(column: str, text: str, row: TypedRow, language: Language) -> str:
    """As what a date, a sex or a rank was read, where that is not what stands there."""
    if column not in ("sex", "birth_date", "event_date", "rank") or not text or row.persons is None:
        return ""
    found = row.read.get(column, "")
    if not found:
        return "" if any(fault.column == column for fault in row.faults) else say(_("not compared"), language)
    return say(_("read as {value}"), language, value=found) if found != text else ""
