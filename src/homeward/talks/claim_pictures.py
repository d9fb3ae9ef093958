"""A number with all its claims and documents, as one picture.

Above, a row for each claim: who said it, in which capacity, on which day, and on the number line what it leaves
possible: a mark for one number, a bar for a bound, open where the bound is. Beneath, what was signed. The gap between
the two numbers is framed and named with its stage. All rows look alike, whoever speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from homeward.drawing import Ink, Picture, bar, line, outline, shortened, words
from homeward.talks.amounts import Amount, exactly
from homeward.talks.claim_terms import Act, Basis, Claim, Link
from homeward.talks.claim_words import conflict_title, day_text, figure_text, gap_text, number_text, place_text
from homeward.talks.claims import Assessment
from homeward.talks.conflicts import Conflict
from homeward.talks.stage_gaps import way_of
from homeward.words import Language, _, say

_WIDTH, _LEFT, _RIGHT, _ROW = 760, 372, 690, 40
_HEAD, _BRACKET = 8, 22


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: two lines of words at the left, and what stands on the number line."""

    title: str
    beneath: str
    amount: Amount
    said: str
    signed: bool


def matters(found: Assessment) -> list[tuple[Conflict, ...]]:
    """The conflicts by matter: topic, measure, time, unit and way; in the order in which they arose."""
    grouped: dict[tuple[object, ...], list[Conflict]] = {}
    for one in found.conflicts:
        first = one.left[0]
        day = first.period.day if first.period.basis is Basis.STAGE else None
        key = (first.topic, first.base, first.period.basis, first.unit, day, frozenset(one.ways))
        grouped.setdefault(key, []).append(one)
    return [tuple(several) for several in grouped.values()]


def number_picture(matter: Sequence[Conflict], found: Assessment, language: Language) -> str:
    """One SVG of a matter of which several numbers are told.

    Args:
        matter: its conflicts, one at least.
        found: in which the claims that repeat them or can be true with them, and the acts, are looked up.
        language: of the words that are ours.
    """
    lines = [_claim_line(claim, language) for claim in claims_about(matter, found)]
    lines += _act_lines(matter, found.acts, language)
    low, high = _span(matter)
    per_unit = Decimal(_RIGHT - _LEFT) / (high - low)

    def at(number: Decimal) -> float:
        return float(_LEFT + (min(max(number, low), high) - low) * per_unit)

    head = _HEAD + _BRACKET * len(matter)
    height = head + _ROW * len(lines)
    title = conflict_title(matter[0], language)
    told = [f"{gap_text(one, language)} {place_text(one, language)}".strip() for one in matter]
    marks: list[str] = []
    for place, one in enumerate(matter):
        y = 16 + _BRACKET * place
        start, end = sorted(map(at, edges(one)))
        marks += [
            line(start, y, start, height, Ink.NEEDS_A_PERSON, "3 3"),
            line(end, y, end, height, Ink.NEEDS_A_PERSON, "3 3"),
            line(start, y, end, y, Ink.NEEDS_A_PERSON),
            *_bracket_label(start, end, y, _gap_label(one, language)),
        ]
    for place, row in enumerate(lines):
        top = head + _ROW * place
        if row.signed and (not place or not lines[place - 1].signed):
            marks.append(line(0, top - 4, _WIDTH, top - 4, Ink.FAINT))
        marks += [
            words(0, top + 13, shortened(row.title, 52), size=13),
            words(0, top + 28, shortened(row.beneath, 60), Ink.FAINT, 11),
            line(_LEFT, top + 16, _RIGHT, top + 16, Ink.FAINT, "1 4"),
            *_mark(row, top + 16, at, low, high),
        ]
    told += [f"{row.title}, {row.beneath}: {row.said}." for row in lines]
    return Picture(_WIDTH, height, title, " ".join(told), marks, language).svg()


def claims_about(matter: Sequence[Conflict], found: Assessment) -> list[Claim]:
    """The claims of a matter's conflicts, and those that repeat one or can be true together with it."""
    stated = {claim.claim_id: claim for conflict in matter for claim in conflict.claims}
    own = set(stated)
    others = {
        claim.claim_id: claim
        for relation in found.relations
        if relation.kind in (Link.REPEATS, Link.AGREES) and own & {relation.claim.claim_id, relation.of.claim_id}
        for claim in (relation.claim, relation.of)
    }
    return sorted({**others, **stated}.values(), key=lambda claim: claim.order)


def acts_about(matter: Sequence[Conflict], acts: Sequence[Act]) -> list[Act]:
    """The acts of a matter, of its unit and way, of its stage or up to its day."""
    first = matter[0].left[0]
    last = max(claim.period.day for conflict in matter for claim in conflict.claims)
    found = [
        act
        for act in acts
        if (act.topic, act.base, act.unit) == (first.topic, first.base, first.unit) and way_of(act) in matter[0].ways
    ]
    if first.period.basis is Basis.STAGE:
        return [act for act in found if act.day == first.period.day]
    return sorted((act for act in found if act.day <= last), key=lambda act: act.day)


def _claim_line(claim: Claim, language: Language) -> _Line:
    amount = claim.amount or exactly(0)
    beneath = f"{claim.claim_id} · {day_text(claim.said_on)} · {claim.side}"
    return _Line(claim.speaker, beneath, amount, figure_text(claim, language), False)


def _act_lines(matter: Sequence[Conflict], acts: Sequence[Act], language: Language) -> list[_Line]:
    """Acts of a stage one by one; of a total, the sum of all joint acts, and what one side alone signed."""
    about = acts_about(matter, acts)
    lines = []
    if matter[0].left[0].period.basis is Basis.TOTAL:
        joint = [act for act in about if act.is_joint]
        if joint:
            number = Decimal(sum(act.quantity for act in joint))
            ids = ", ".join(act.act_id for act in joint)
            title = say(_("Joint acts added, {count} of them"), language, count=len(joint))
            lines.append(_Line(title, ids, exactly(number), number_text(number, language), True))
        return lines
    for act in about:
        label = _("Act signed by both sides") if act.is_joint else _("Act signed by one side alone")
        beneath = f"{act.act_id} · {day_text(act.day)} · {', '.join(act.signed_by)}"
        number = Decimal(act.quantity)
        lines.append(_Line(say(label, language), beneath, exactly(number), number_text(number, language), True))
    return lines


def edges(conflict: Conflict) -> tuple[Decimal, Decimal]:
    """The two numbers between which the gap lies."""
    one, other = sorted(conflict.amounts, key=lambda amount: amount.least)
    return one.most if one.most is not None else one.least, other.least


def _span(matter: Sequence[Conflict]) -> tuple[Decimal, Decimal]:
    """The piece of the number line that is drawn: the gaps in its middle."""
    ends = [edge for one in matter for edge in edges(one)]
    low, high = min(ends), max(ends)
    room = max(high - low, Decimal("0.01")) * (Decimal(1) if len(matter) == 1 else Decimal("0.5"))
    return low - room, high + room


def _bracket_label(start: float, end: float, y: float, label: str) -> list[str]:
    """Above the bracket, or behind it where it is too narrow."""
    if end - start > 8 * len(label):
        return [words((start + end) / 2, y - 5, label, Ink.NEEDS_A_PERSON, 13, "middle")]
    return [words(end + 5, y + 5, label, Ink.NEEDS_A_PERSON, 13)]


def _gap_label(conflict: Conflict, language: Language) -> str:
    gap = number_text(conflict.gap, language)
    if not conflict.is_exact:
        return f"≥ {gap}"
    if conflict.stage is None:
        return gap
    return f"{gap} · {day_text(conflict.stage)}"


def _mark(one: _Line, y: float, place: Callable[[Decimal], float], low: Decimal, high: Decimal) -> list[str]:
    """What a row leaves possible, and its number in words; beyond the piece drawn an arrow says where it lies."""
    ink = Ink.SETTLED if one.signed else Ink.ACCENT
    exact = one.amount.exact
    if exact is not None and exact < low:
        return [words(_LEFT, y + 5, f"‹ {one.said}", Ink.FAINT, 12)]
    if exact is not None and exact > high:
        return [words(_RIGHT, y + 5, f"{one.said} ›", Ink.FAINT, 12, "end")]
    if exact is not None:
        mark = outline if one.signed else bar
        left = place(exact) < (_LEFT + _RIGHT) / 2
        label = words(place(exact) + (-11 if left else 11), y - 7, one.said, size=12, anchor="end" if left else "start")
        return [mark(place(exact) - 6, y - 6, 12, 12, ink, one.said), label]
    start = place(one.amount.least)
    end = _RIGHT if one.amount.most is None else place(one.amount.most)
    marks = [bar(start, y - 3, max(end - start, 3), 6, ink, one.said)]
    if one.amount.most is None or one.amount.most > high:
        marks.append(words(_RIGHT + 2, y + 5, "›", ink, 14))
    if one.amount.least < low:
        marks.append(words(_LEFT - 8, y + 5, "‹", ink, 14))
    return [*marks, words((start + end) / 2, y - 7, one.said, size=12, anchor="middle")]
