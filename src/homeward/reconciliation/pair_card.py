"""One pair of entries as the review screen shows it: both entries side by side, what differs, the reasons, the sum.

The entry whose list comes first in the order of labels stands left; nothing else about left and right means
anything. A probability never stands without the reasons that make it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from homeward.drawing import decimal_text
from homeward.pages import Html, joined, picture, tag
from homeward.reconciliation.comparisons import further_heading
from homeward.reconciliation.marking import Marked, Piece, mark_dates, mark_words
from homeward.reconciliation.outcomes import Entry, PairOfEntries, reason_words
from homeward.reconciliation.pictures import WaterfallStep, pair_waterfall, probability_of, probability_text
from homeward.reconciliation.terms import Decision, EntryRef, Pair, Reason, Verdict
from homeward.reconciliation.turning_points import TurningPoint
from homeward.reconciliation.turning_words import NOTHING, REFUSED, TITLE, turning_words
from homeward.register.entries import COLUMNS
from homeward.words import Language, _, say

#: Outcomes at which two cells say the same, however they are spelt: nothing in them is marked.
_NOTHING_DIFFERS = frozenset({"same", "sounds_same", "same_day", "agrees"})
_DATES = ("birth_date", "event_date")
_NAME_PARTS = ("surname", "given_name", "patronymic")
#: Behind a quiet step: what nobody needs to see who only compares two entries.
_QUIET = ("health_note",)
#: More pairs than these that share an entry are counted, not named.
_ELSEWHERE = 6


def card_id(pair: Pair) -> str:
    """The same pair has the same place to link to in every page."""
    whole = "\0".join((pair.left.list_label, pair.left.rec_id, pair.right.list_label, pair.right.rec_id))
    return "pair-" + hashlib.sha256(whole.encode()).hexdigest()[:12]


def pair_card(
    shown: PairOfEntries,
    prior: float,
    elsewhere: Sequence[Pair],
    drawn: frozenset[str],
    language: Language,
    *,
    turning: Sequence[TurningPoint] = (),
    match: float = 1.0,
) -> Html:
    """Draw a pair.

    Args:
        shown: the pair with its entries.
        prior: log2 odds, before anything is compared, that two entries are one person.
        elsewhere: other pairs that share an entry with it.
        drawn: ids of the cards of the page, so that those among ``elsewhere`` can be linked.
        language: of the words.
        turning: what would settle a pair to be looked at.
        match: from which probability on pairs are proposed.
    """
    pair = shown.pair
    before = Reason("prior", "", "", "", prior)
    scale = _Scale([prior, *(reason.weight for reason in pair.reasons)])
    rows = [*_cell_rows(shown, scale, language), *_other_rows([before, *pair.reasons], scale, language)]
    caption = say(_("{left} and {right}"), language, left=_place(pair.left), right=_place(pair.right))
    head = tag(
        "tr",
        tag("td"),
        tag("th", _head(pair.left, shown.left, language), scope="col"),
        tag("th", _head(pair.right, shown.right, language), scope="col"),
        tag("th", say(_("outcome, weight in bits"), language), scope="col", class_="weighs"),
    )
    return tag(
        "article",
        tag(
            "table",
            tag("caption", caption, class_="heard"),
            tag("thead", head),
            tag("tbody", *rows),
            class_="entries",
        ),
        tag("p", _together(pair, language), class_="together"),
        _turning(pair, turning, match, language),
        _elsewhere(elsewhere, drawn, language),
        tag(
            "div",
            _quiet_cells(shown, language),
            _waterfall(pair, prior, language),
            class_="more",
        ),
        class_=f"pair {pair.decision or 'apart'}",
        id=card_id(pair),
        tabindex="-1",
        translate="no",
        data_lists=lists_text(pair),
    )


def lists_text(pair: Pair) -> str:
    """The lists a pair lies between, or the one it lies in."""
    labels = (pair.left.list_label, pair.right.list_label)
    return " + ".join(dict.fromkeys(labels))


def _place(ref: EntryRef) -> str:
    return f"{ref.list_label} {ref.rec_id}"


def _head(ref: EntryRef, entry: Entry, language: Language) -> Html:
    where = say(_("{list} · entry {entry} · row {row}"), language, list=ref.list_label, entry=ref.rec_id, row=entry.row)
    return joined(
        (
            tag("span", where, class_="where"),
            tag("span", entry.name, class_="name"),
            tag("span", entry.latin, class_="latin") if entry.latin else "",
        )
    )


class _Scale:
    """Where a weight begins and how far it reaches, in per cent of the width that the weights of one pair share."""

    def __init__(self, weights: Sequence[float]) -> None:
        self._low = min(0.0, *weights)
        self._width = max(0.0, *weights) - self._low or 1.0

    def bar(self, weight: float) -> Html:
        """A filled bar for one person, a framed one for two."""
        start = 100 * (min(0.0, weight) - self._low) / self._width
        width = 100 * abs(weight) / self._width
        zero = -100 * self._low / self._width
        mark = tag("i", class_="for" if weight >= 0 else "against", style=f"left:{start:.1f}%;width:{width:.1f}%")
        return tag("span", mark, class_="bar", style=f"--zero:{zero:.1f}%", aria_hidden="true")


def _cell_rows(shown: PairOfEntries, scale: _Scale, language: Language) -> list[Html]:
    reasons = {reason.feature: reason for reason in shown.pair.reasons}
    rows = []
    for column, words in COLUMNS.items():
        left, right = shown.left.cells[column], shown.right.cells[column]
        reason = reasons.get(column)
        if column == "rec_id" or column in _QUIET or not (left or right or reason):
            continue
        cells = [
            _cell(marked, entry, column, language)
            for marked, entry in zip(marked_cells(column, reason, left, right), (shown.left, shown.right), strict=True)
        ]
        weighs = _outcome(reason, bool(left and right), scale, language)
        rows.append(_cell_row(say(words, language), cells, weighs))
    for reason in shown.pair.reasons:
        if (heading := further_heading(reason.feature)) is not None:
            marked_sides = marked_cells(heading, reason, reason.left, reason.right)
            rows.append(
                _cell_row(heading, [_marks(side) for side in marked_sides], _outcome(reason, True, scale, language))
            )
    return rows


def _cell_row(heading: str, cells: Sequence[Html], weighs: Html) -> Html:
    head = tag("th", heading, scope="row")
    return tag("tr", head, *(tag("td", cell) for cell in cells), tag("td", weighs, class_="weighs"))


def marked_cells(column: str, reason: Reason | None, left: str, right: str) -> tuple[Marked, Marked]:
    """Both cells of a column with what differs marked: nothing where they say the same or were not compared."""
    if reason is None or reason.outcome in _NOTHING_DIFFERS:
        return (Piece(left),), (Piece(right),)
    if column in _DATES:
        return mark_dates(left, right)
    return mark_words(left, right)


def _cell(marked: Marked, entry: Entry, column: str, language: Language) -> Html:
    if not any(piece.text for piece in marked):
        in_full, empty = column in _NAME_PARTS and entry.cells["full_name"], say(_("empty"), language)
        if in_full:
            return tag("span", say(_("in the full name"), language), class_="quiet small")
        return joined(
            (tag("span", "\N{EN DASH}", class_="quiet", aria_hidden="true"), tag("span", empty, class_="heard"))
        )
    return _marks(marked)


def _marks(marked: Marked) -> Html:
    return joined(tag("mark", piece.text) if piece.differs else piece.text for piece in marked)


def _outcome(reason: Reason | None, both: bool, scale: _Scale, language: Language) -> Html:
    if reason is None:
        return tag("span", say(_("not compared") if both else _("on one side only"), language), class_="quiet says")
    _feature, outcome = reason_words(reason.feature, reason.outcome)
    return _weight(say(outcome, language), reason.weight, scale, language)


def _weight(words: str, weight: float, scale: _Scale, language: Language) -> Html:
    bits = decimal_text(weight, 1, language, signed=True)
    return joined((tag("span", words, class_="says"), scale.bar(weight), tag("span", bits, class_="bits")))


def _other_rows(reasons: Sequence[Reason], scale: _Scale, language: Language) -> list[Html]:
    """What speaks for or against beside the cells: the prior, the lists, relatives, rivals, further entries."""
    rows = []
    for reason in reasons:
        if reason.feature in COLUMNS or further_heading(reason.feature) is not None:
            continue
        if reason.feature == "prior":
            feature, outcome = _("before comparing"), _("any two entries of these lists")
        else:
            feature, outcome = reason_words(reason.feature, reason.outcome)
        rows.append(
            tag(
                "tr",
                tag("th", say(feature, language), scope="row"),
                tag("td", say(outcome, language), colspan=2, class_="quiet"),
                tag("td", _weight("", reason.weight, scale, language), class_="weighs"),
                class_="beside",
            )
        )
    return rows


def _together(pair: Pair, language: Language) -> Html:
    probability = probability_text(pair.probability, language)
    verdict = say(pair.verdict.label, language)
    match pair.decision:
        case Decision.MATCH:
            sentence = say(_("probably one person"), language)
        case Decision.REVIEW if pair.verdict in (Verdict.SAME, Verdict.STRANGERS):
            sentence = say(_("a person must look"), language)
        case Decision.REVIEW:
            sentence = say(
                _("a person must look; if not one person, then most probably {verdict}"), language, verdict=verdict
            )
        case _:
            sentence = say(_("most probably {verdict}: kept apart"), language, verdict=verdict)
    return joined((say(_("together"), language), " ", tag("strong", probability), ": ", sentence))


def _turning(pair: Pair, points: Sequence[TurningPoint], match: float, language: Language) -> Html:
    """What would settle a pair that a person must look at."""
    if pair.decision is not Decision.REVIEW:
        return Html("")
    told = [
        tag("li", tag("b", one.fact), f" ({one.now})" if one.now else "", ": ", one.settled)
        for one in turning_words(points, _place, language)
    ]
    stuck = pair.probability >= match
    return tag(
        "div",
        tag("h4", say(TITLE, language)),
        tag("p", say(REFUSED, language)) if stuck else "",
        tag("ul", *told) if told else "" if stuck else tag("p", say(NOTHING, language), class_="quiet"),
        class_="turning small",
    )


def _elsewhere(pairs: Sequence[Pair], drawn: frozenset[str], language: Language) -> Html:
    if not pairs:
        return Html("")
    told = []
    for pair in pairs[:_ELSEWHERE]:
        text = say(_("{left} and {right}"), language, left=_place(pair.left), right=_place(pair.right))
        link = tag("a", text, href=f"#{card_id(pair)}") if card_id(pair) in drawn else text
        state = say(pair.decision.label if pair.decision else pair.verdict.label, language)
        told.append(joined((link, f" ({state})")))
    if len(pairs) > _ELSEWHERE:
        told.append(Html(say(_("{count} more"), language, count=len(pairs) - _ELSEWHERE)))
    begin = say(_("The same entries elsewhere:"), language)
    return tag("p", begin, " ", joined(told, "; "), class_="quiet small elsewhere")


def _quiet_cells(shown: PairOfEntries, language: Language) -> Html:
    sides = [
        [(say(COLUMNS[column], language), entry.cells[column]) for column in _QUIET] + list(entry.unknown.items())
        for entry in (shown.left, shown.right)
    ]
    filled = [[f"{label}: {cell}" for label, cell in side if cell] for side in sides]
    if not any(filled):
        return Html("")
    columns = (
        tag("div", tag("p", _place(ref), class_="quiet small"), tag("ul", *(tag("li", text) for text in side)))
        for ref, side in zip((shown.pair.left, shown.pair.right), filled, strict=True)
        if side
    )
    summary = tag("summary", say(_("note on health and further columns"), language))
    return tag("details", summary, tag("div", *columns, class_="columns"))


def _waterfall(pair: Pair, prior: float, language: Language) -> Html:
    steps = []
    for reason in pair.reasons:
        feature, outcome = (say(words, language) for words in reason_words(reason.feature, reason.outcome))
        steps.append(WaterfallStep(feature, outcome, reason.weight))
    summary = tag("summary", say(_("how the reasons add up"), language))
    return tag("details", summary, picture(pair_waterfall(probability_of(prior), steps, language)), class_="sum")
