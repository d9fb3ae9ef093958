"""One pair as the desk shows it to one viewer: two columns of cells, what differs, and why, in the viewer's words.

The neutral sees every cell and every reason. A side sees its own entry whole and of the other what both agreed to
share; of the reasons those over cells that it sees on both sides, in words, without weights or a sum: weights are
learnt from the lists of both, and a sum would tell of hidden cells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from homeward.drawing import decimal_text
from homeward.pages import Html, tag
from homeward.reconciliation.marking import Marked
from homeward.reconciliation.outcomes import reason_words
from homeward.reconciliation.pair_card import marked_cells
from homeward.reconciliation.pictures import WaterfallStep, pair_waterfall, probability_of, probability_text
from homeward.reconciliation.terms import Decision, Reason, Verdict
from homeward.reconciliation.turning_words import TurningWords
from homeward.register.entries import COLUMNS
from homeward.words import Language, _, say

#: Behind a quiet step or in the head of a column, never among the rows.
_NOT_ROWS = ("rec_id", "health_note")
_NAME_PARTS = ("surname", "given_name", "patronymic")
#: What weighs less beside the cells would be shown as nothing.
_SHOWN_FROM = 0.05
_BAR_WIDTH, _BAR_HEIGHT = 96, 12


@dataclass(frozen=True, slots=True)
class Side:
    """One entry of a pair, as far as the viewer may see it.

    Attributes:
        party: whose it is.
        where: its row for whoever may know it, "" for others.
        alias: what it is called before everybody.
        title: the whole name as written.
        latin: the same in Latin letters, "" where there is no need.
        cells: canonical column to text as written, only those the viewer may see.
        seen: the columns that the viewer may see.
        more: columns that are none of ours, by heading.
        health_note: the note, "" where there is none or the viewer may not read it.
        has_health_note: whether there is one.
        since: name of a column that the viewer may see, and what its party has written there since the comparison.
    """

    party: str
    alias: str
    where: int
    title: str
    latin: str
    cells: Mapping[str, str]
    seen: Collection[str]
    more: tuple[tuple[str, str], ...] = ()
    health_note: str = ""
    has_health_note: bool = False
    since: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One line of comparison: what is compared, both cells, how it came out.

    ``left`` and ``right`` are empty where nothing is written; ``outcome`` is in the viewer's language.
    """

    label: str
    left: Marked
    right: Marked
    outcome: str
    bits: str = ""
    bar: str = ""
    is_beside: bool = False
    is_compared: bool = True


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair ready for the page.

    Attributes:
        sides: the two entries in the viewer's own order of sides.
        rows: by column, then what weighs beside the cells.
        together: the sum in words; "" for a side.
        probability: as text; "" for a side.
        picture: how the reasons add up; "" for a side.
        heard: the comparison in a few sentences, for who hears the page.
        turning: what would settle a pair to be looked at; None for any other, where it was not worked out, and for a
            side, whom it would tell of hidden cells.
        is_stuck: whether it is probable enough to be proposed, and a group of entries stands against it.
    """

    sides: tuple[Side, Side]
    rows: tuple[ShownRow, ...]
    together: str
    probability: str
    picture: str
    heard: str
    turning: tuple[TurningWords, ...] | None = None
    is_stuck: bool = False


def shown_pair(
    sides: tuple[Side, Side],
    reasons: Sequence[tuple[str, str, float]],
    *,
    language: Language,
    prior: float | None = None,
    probability: float = 0.0,
    decision: str = "",
    verdict: str = "",
    before: str = _("any two entries of these lists"),
    turning: Sequence[TurningWords] | None = None,
    match: float = 1.0,
) -> ShownPair:
    """Make a pair ready.

    Args:
        sides: the two entries in the order to be shown.
        reasons: (feature, outcome, bits) of all that was compared; a reason over a cell that is not among the cells
            of both sides is left out.
        language: of the words.
        prior: log2 odds before anything was compared; None for a side, which sees no sum.
        probability, decision, verdict: as on the pair.
        before: what the odds before comparing are those of, marked.
        turning: what would settle it, in words; None where it was not worked out.
        match: from which probability on pairs are proposed.
    """
    seen = [reason for reason in reasons if prior is not None or _is_seen(reason[0], sides)]
    begin = [("prior", "", prior)] if prior is not None else []
    weights = [weight for _feature, _outcome, weight in (*begin, *seen)] if prior is not None else []
    low, high = min(0.0, *weights, 0.0), max(0.0, *weights, 0.0)
    rows = [*_cell_rows(sides, seen, low, high, language), *_beside(begin, seen, low, high, before, language)]
    picture = ""
    if prior is not None:
        steps = [WaterfallStep(*_words(what, how, language), weight) for what, how, weight in seen]
        picture = pair_waterfall(probability_of(prior), steps, language)
    together = _together(decision, verdict, language) if prior is not None else ""
    chance = probability_text(probability, language) if prior is not None else ""
    compared = {COLUMNS[what] for what, _how, _weight in seen if what in COLUMNS}
    labels = {say(label, language) for label in compared}
    heard = ". ".join(f"{row.label}: {row.outcome}" for row in rows if row.label in labels)
    told = None if turning is None or prior is None or decision != Decision.REVIEW else tuple(turning)
    return ShownPair(sides, tuple(rows), together, chance, picture, heard, told, probability >= match)


def _is_seen(feature: str, sides: tuple[Side, Side]) -> bool:
    """Whether both cells behind a reason are seen; a part of a name may stand in the full name."""
    columns: Collection[str] = (feature, "full_name") if feature in _NAME_PARTS else (feature,)
    return feature in COLUMNS and all(any(side.cells.get(column) for column in columns) for side in sides)


def _words(feature: str, outcome: str, language: Language) -> tuple[str, str]:
    what, how = reason_words(feature, outcome)
    return say(what, language), say(how, language)


def _cell_rows(
    sides: tuple[Side, Side], reasons: Sequence[tuple[str, str, float]], low: float, high: float, language: Language
) -> list[ShownRow]:
    by_column = {feature: (outcome, weight) for feature, outcome, weight in reasons}
    rows = []
    for column, label in COLUMNS.items():
        left, right = (side.cells.get(column, "") for side in sides)
        found = by_column.get(column)
        if column in _NOT_ROWS or not (left or right or found):
            continue
        if found is None:
            is_seen = all(column in side.seen for side in sides)
            alone = _("on one side only") if is_seen else _("not shown to both")
            by_parts = _("compared by its parts") if column == "full_name" else ""
            nothing = by_parts or (_("not compared") if left and right else alone)
            marked = marked_cells(column, None, left, right)
            rows.append(ShownRow(say(label, language), *_written(marked), say(nothing, language), is_compared=False))
            continue
        outcome, weight = found
        left, right = (_cell(side, column) for side in sides)
        marked = marked_cells(column, Reason(column, outcome, left, right, weight), left, right)
        how = _words(column, outcome, language)[1]
        bits = decimal_text(weight, 1, language, signed=True) if high > low else ""
        rows.append(
            ShownRow(say(label, language), *_written(marked), how, bits, bar(weight, low, high) if bits else "")
        )
    return rows


def _written(marked: tuple[Marked, Marked]) -> tuple[Marked, Marked]:
    """Without the empty pieces of empty cells."""
    left, right = (tuple(piece for piece in cell if piece.text) for cell in marked)
    return left, right


def _cell(side: Side, column: str) -> str:
    return side.cells.get(column, "") or (side.cells.get("full_name", "") if column in _NAME_PARTS else "")


def _beside(
    begin: Sequence[tuple[str, str, float]],
    reasons: Sequence[tuple[str, str, float]],
    low: float,
    high: float,
    before: str,
    language: Language,
) -> list[ShownRow]:
    """What weighs beside the cells: the odds before, the lists, relatives, other entries."""
    rows = []
    for feature, outcome, weight in (*begin, *reasons):
        if feature in COLUMNS:
            continue
        if feature == "prior":
            what, how = (say(_("before comparing"), language), say(before, language))
        else:
            what, how = _words(feature, outcome, language)
        if abs(weight) < _SHOWN_FROM:
            continue
        bits = decimal_text(weight, 1, language, signed=True)
        rows.append(ShownRow(what, (), (), how, bits, bar(weight, low, high), is_beside=True))
    return rows


def _together(decision: str, verdict: str, language: Language) -> str:
    kind = say(Verdict(verdict).label, language)
    if decision == Decision.MATCH:
        return say(_("probably the same person"), language)
    if decision == Decision.REVIEW and verdict in (Verdict.SAME, Verdict.STRANGERS):
        return say(_("a person must look"), language)
    if decision == Decision.REVIEW:
        return say(_("a person must look; if not one person, then most probably {verdict}"), language, verdict=kind)
    return say(_("most probably {verdict}: kept apart"), language, verdict=kind)


def bar(weight: float, low: float, high: float) -> Html:
    """A filled bar to the right for one person, a framed one to the left for two, on the scale of one pair."""
    width = (high - low) or 1.0
    start, end = (_BAR_WIDTH * (point - low) / width for point in sorted((0.0, weight)))
    zero = _BAR_WIDTH * (0.0 - low) / width
    mark = tag(
        "rect",
        class_="for" if weight >= 0 else "against",
        x=f"{start:.1f}",
        y="1" if weight < 0 else "0",
        width=f"{max(end - start, 1.0):.1f}",
        height=str(_BAR_HEIGHT - 2 if weight < 0 else _BAR_HEIGHT),
    )
    line = tag("line", class_="zero", x1=f"{zero:.1f}", x2=f"{zero:.1f}", y1="-2", y2=str(_BAR_HEIGHT + 2))
    return tag(
        "svg",
        line,
        mark,
        class_="bits-bar",
        width=str(_BAR_WIDTH),
        height=str(_BAR_HEIGHT + 4),
        aria_hidden="true",
        **{"viewBox": f"-1 -2 {_BAR_WIDTH + 2} {_BAR_HEIGHT + 4}"},
    )
