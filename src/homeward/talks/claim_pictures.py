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
_HEAD = 40


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: two lines of words at the left, and what stands on the number line."""

    title: str
    beneath: str
    amount: Amount
    said: str
    signed: bool


def number_picture(conflict: Conflict, found: Assessment, language: Language) -> str:
    """One SVG of a conflict's number.

    Args:
        conflict: the two numbers.
        found: in which the claims that repeat them or can be true with them, and the acts, are looked up.
        language: of the words that are ours.
    """
    lines = [_claim_line(claim, language) for claim in claims_about(conflict, found)]
    lines += _act_lines(conflict, found.acts, language)
    low, high = _span(conflict)
    per_unit = Decimal(_RIGHT - _LEFT) / (high - low)

    def at(number: Decimal) -> float:
        return float(_LEFT + (min(max(number, low), high) - low) * per_unit)

    height = _HEAD + _ROW * len(lines) + 22
    edges = sorted(_edges(conflict))
    title = conflict_title(conflict, language)
    told = " ".join(filter(None, (gap_text(conflict, language), place_text(conflict, language))))
    marks = [
        line(at(edges[0]), _HEAD - 16, at(edges[0]), height - 22, Ink.NEEDS_A_PERSON, "3 3"),
        line(at(edges[1]), _HEAD - 16, at(edges[1]), height - 22, Ink.NEEDS_A_PERSON, "3 3"),
        line(at(edges[0]), _HEAD - 16, at(edges[1]), _HEAD - 16, Ink.NEEDS_A_PERSON),
        words((at(edges[0]) + at(edges[1])) / 2, _HEAD - 22, _gap_label(conflict, language), Ink.NEEDS_A_PERSON, 13, "middle"),
    ]
    described = []
    for place, one in enumerate(lines):
        top = _HEAD + _ROW * place
        if one.signed and (not place or not lines[place - 1].signed):
            marks.append(line(0, top - 4, _WIDTH, top - 4, Ink.FAINT))
        marks += [
            words(0, top + 13, shortened(one.title, 52), size=13),
            words(0, top + 28, shortened(one.beneath, 60), Ink.FAINT, 11),
            line(_LEFT, top + 16, _RIGHT, top + 16, Ink.FAINT, "1 4"),
            *_mark(one, top + 16, at, low, high),
        ]
        described.append(f"{one.title}, {one.beneath}: {one.said}")
    for edge, anchor in ((edges[0], "end"), (edges[1], "start")):
        offset = -4 if anchor == "end" else 4
        marks.append(words(at(edge) + offset, height - 4, number_text(edge, language), Ink.FAINT, 12, anchor))
    return Picture(_WIDTH, height, title, f"{told} {'; '.join(described)}", marks, language).svg()


def claims_about(conflict: Conflict, found: Assessment) -> list[Claim]:
    """The claims of a conflict, and those of the same matter that repeat one or can be true together with it."""
    own = {claim.claim_id for claim in conflict.claims}
    others = {
        claim.claim_id: claim
        for relation in found.relations
        if relation.kind in (Link.REPEATS, Link.AGREES) and own & {relation.claim.claim_id, relation.of.claim_id}
        for claim in (relation.claim, relation.of)
    }
    all_of_them = {**others, **{claim.claim_id: claim for claim in conflict.claims}}
    return sorted(all_of_them.values(), key=lambda claim: claim.order)


def acts_about(conflict: Conflict, acts: Sequence[Act]) -> list[Act]:
    """The acts of a conflict's matter, unit and way, of its stage or up to its day."""
    first = conflict.left[0]
    last = max(claim.period.day for claim in conflict.claims)
    found = [
        act
        for act in acts
        if (act.topic, act.base, act.unit) == (first.topic, first.base, first.unit) and way_of(act) in conflict.ways
    ]
    if first.period.basis is Basis.STAGE:
        return [act for act in found if act.day == first.period.day]
    return sorted((act for act in found if act.day <= last), key=lambda act: act.day)


def _claim_line(claim: Claim, language: Language) -> _Line:
    amount = claim.amount or exactly(0)
    beneath = f"{claim.claim_id} · {day_text(claim.said_on)} · {claim.side}"
    return _Line(claim.speaker, beneath, amount, figure_text(claim, language), False)


def _act_lines(conflict: Conflict, acts: Sequence[Act], language: Language) -> list[_Line]:
    """Acts of a stage one by one; of a total, the sum of all joint acts, and what one side alone signed."""
    about = acts_about(conflict, acts)
    lines = []
    if conflict.left[0].period.basis is Basis.TOTAL:
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


def _edges(conflict: Conflict) -> tuple[Decimal, Decimal]:
    """The two numbers between which the gap lies."""
    one, other = sorted(conflict.amounts, key=lambda amount: amount.least)
    return one.most if one.most is not None else one.least, other.least


def _span(conflict: Conflict) -> tuple[Decimal, Decimal]:
    """The piece of the number line that is drawn: the gap in its middle third."""
    low, high = _edges(conflict)
    room = max(high - low, Decimal("0.01"))
    ends = [end for amount in conflict.amounts for end in (amount.least, amount.most) if end is not None]
    far = max(room, max(max(ends) - high, low - min(ends)) if len(ends) > 2 else room)
    far = min(far, room * 3)
    return low - far, high + far


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
