"""How the ratios of families will come out, as one picture: a row for each missing person.

A filled bar holds nine in ten of the ratios if the remains are the missing person, with a mark at the median; a framed
one the same for a stranger. The line across all rows is the threshold.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from homeward.drawing import Ink, Picture, bar, count_text, decimal_text, line, outline, shortened, words
from homeward.kinship.power.power import Power, Verdict
from homeward.words import Language, _, say

_WIDTH, _LEFT, _RIGHT, _ROW, _HEAD = 720, 210, 620, 34, 62
#: What lies below is not told apart on paper: an exclusion is -inf.
_LEAST = -10
_INKS = {Verdict.ENOUGH: Ink.SETTLED, Verdict.WEAK: Ink.NEEDS_A_PERSON, Verdict.NONE: Ink.STOP}


def ratios_picture(rows: Sequence[Power], threshold: float, language: Language) -> str:
    """One SVG.

    Args:
        rows: missing persons of one verdict, but contradictory; at least one.
        threshold: likelihood ratio above 0.
        language: of the words in it.
    """
    least = math.log10(threshold)
    low = min(_LEAST, math.floor(least) - 5)
    high = max(math.ceil(least) + 4, *(math.ceil(one.if_missing[-1]) + 1 for one in rows))
    per_unit = (_RIGHT - _LEFT) / (high - low)

    def at(log10_lr: float) -> float:
        return _LEFT + (max(log10_lr, low) - low) * per_unit

    height = _HEAD + _ROW * len(rows)
    missing, stranger = (say(text, language) for text in (_("if it is the missing person"), _("if it is a stranger")))
    marks = [
        bar(_LEFT, 2, 14, 10, _INKS[rows[0].verdict]),
        words(_LEFT + 20, 12, missing, Ink.FAINT, 12),
        outline(_RIGHT - 190, 2, 14, 10, Ink.FAINT),
        words(_RIGHT - 170, 12, stranger, Ink.FAINT, 12),
        words(_WIDTH, 12, say(_("reached in"), language), Ink.FAINT, 12, "end"),
        words(0, 42, "log10 LR", Ink.FAINT, 12),
    ]
    for tick in range(math.ceil(low / 5) * 5, high + 1, 5):
        label = decimal_text(tick, 0, language)
        marks += [
            line(at(tick), 48, at(tick), height, Ink.FAINT, "1 4"),
            words(at(tick), 42, label, Ink.FAINT, 12, "middle"),
        ]
    marks.append(bar(at(least) - 0.75, 46, 1.5, height - 46, Ink.INK, say(_("threshold"), language)))
    told = []
    for place, one in enumerate(rows):
        top = _HEAD + _ROW * place
        family = shortened(one.sought.family.id, 30)
        marks += [
            words(0, top + 10, shortened(one.sought.id, 28), size=13),
            words(0, top + 24, family, Ink.FAINT, 11),
            words(_WIDTH, top + 15, share_text(one.reached.value, language), size=13, anchor="end"),
        ]
        says = f"{one.sought.id}: {_interval(one.if_missing, language)}"
        marks += _stranger(one, top + 15, at, low, f"{stranger}: {_interval(one.if_stranger, language)}")
        start, median, end = map(at, one.if_missing)
        marks.append(bar(start, top, max(end - start, 2), 11, _INKS[one.verdict], says))
        marks.append(bar(median - 1, top - 2, 2, 15, Ink.INK))
        told.append(f"{says}, {share_text(one.reached.value, language)}")
    title = say(_("How the likelihood ratios will come out"), language)
    return Picture(_WIDTH, height, title, "; ".join(told), marks, language).svg()


def _stranger(one: Power, top: float, at: Callable[[float], float], low: int, says: str) -> list[str]:
    """A frame from where it begins; what lies left of the sheet ends there without a side."""
    start, _median, end = one.if_stranger
    if end <= low:
        return [words(_LEFT, top + 8, "‹", Ink.FAINT, 13)]
    if start >= low:
        return [outline(at(start), top, max(at(end) - at(start), 2), 9, Ink.FAINT, says)]
    left, right = _LEFT, at(end)
    return [
        bar(left, top, right - left, 1.5, Ink.FAINT),
        bar(left, top + 7.5, right - left, 1.5, Ink.FAINT, says),
        bar(right - 1.5, top, 1.5, 9, Ink.FAINT),
    ]


def _interval(quantiles: Sequence[float], language: Language) -> str:
    return " … ".join(ratio_text(value, language) for value in quantiles)


def ratio_text(log10_lr: float, language: Language) -> str:
    """A logarithm with one decimal; an exclusion in words."""
    return say(_("excluded"), language) if log10_lr == -math.inf else decimal_text(log10_lr, 1, language)


def share_text(chance: float, language: Language) -> str:
    """A drawn chance in per cent: what was drawn always or never may still be otherwise."""
    if chance < 0.001 or chance > 0.999:
        sign, bound = ("<", 0.1) if chance < 0.5 else (">", 99.9)
        return f"{sign} {decimal_text(bound, 1, language)} %"
    return f"{decimal_text(100 * chance, 1, language)} %"


def small_text(value: float, language: Language) -> str:
    """A number above or equal to 0: whole ones as they are, others with two decimals, far ones as 3.5 · 10⁻⁹."""
    if value < 1e7 and value == int(value):
        return count_text(int(value))
    if 0.01 <= value < 1e7:
        return decimal_text(value, 2, language)
    exponent = math.floor(math.log10(value))
    power = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{decimal_text(value / 10.0**exponent, 1, language)} · 10{power}"
