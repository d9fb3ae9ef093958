"""Pictures of a reconciliation: how the lists overlap, and how the reasons for one pair add up.

Each function is pure and returns one SVG string; the table that belongs beneath a picture is made by whoever shows
it. Marks, colours and number forms are those of ``homeward.drawing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log2, log10

from homeward.drawing import (
    Ink,
    Picture,
    bar,
    count_text,
    decimal_text,
    line,
    outline,
    shortened,
    words,
)
from homeward.words import Language, _, say

_WIDTH = 720
_LABEL_LENGTH = 36


@dataclass(frozen=True, slots=True)
class ListCount:
    """What one list holds: its entries, and how many of them repeat a person who stands in it already."""

    label: str
    entries: int
    duplicates: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """The persons who stand in exactly these lists.

    Attributes:
        lists: labels of the lists, at least one.
        persons: how many, 0 or more.
        unclear: whether a person must still look at them: their entries resemble others that they may belong with.
    """

    lists: frozenset[str]
    persons: int
    unclear: bool = False


def overlap_picture(lists: Sequence[ListCount], regions: Sequence[Region], language: Language | str) -> str:
    """Show how lists overlap: one bar per list, the same persons standing in the same columns.

    A linear diagram: with two lists the bars overlap in the middle like the circles of a Venn diagram; with more
    every combination has its column. Widths are in proportion to persons, and to entries for duplicates, at one
    scale. Columns are filled in teal where lists agree, in grey violet where one list stands alone, framed in amber
    where a person must look, framed in grey for duplicates; every figure is written out beneath.

    Args:
        lists: two or more, in the order of the rows; labels differ.
        regions: each combination at most once per state of ``unclear``; combinations that do not occur may be
            left out.
        language: of the words in the picture.

    Raises:
        ValueError: a region names a list that is not given or stands twice, a count is negative, or the entries of
            a list are not its persons and its duplicates together.

    Source: Rodgers, Stapleton & Chapman, Visualizing Sets with Linear Diagrams, ACM TOCHI 22(6), 2015.
    """
    order = {listed.label: place for place, listed in enumerate(lists)}
    _refuse_figures_that_do_not_add_up(lists, regions, order)
    columns = sorted(regions, key=lambda region: _column_order(region, order))
    named = [(_region_text(region, order, language), region.persons) for region in columns]
    repeated = [(_duplicates_text(listed, language), listed.duplicates) for listed in lists]
    # One scale for all: columns side by side, then a gap, then the longest bar of duplicates.
    total = sum(region.persons for region in columns) + max(listed.duplicates for listed in lists)
    gap = 10 if any(listed.duplicates for listed in lists) else 0
    per_person = (_WIDTH - gap) / max(total, 1)

    marks: list[str] = []
    row_height, bar_height = 54, 26
    for place, listed in enumerate(lists):
        top = place * row_height
        marks.append(words(0, top + 15, shortened(listed.label, _LABEL_LENGTH), size=14))
        entries = say(_("{count} entries"), language, count=count_text(listed.entries))
        marks.append(words(_WIDTH, top + 15, entries, Ink.FAINT, 13, "end"))
        left = 0.0
        for region, (text, persons) in zip(columns, named, strict=True):
            width = persons * per_person
            if listed.label in region.lists and persons:
                says = f"{text}: {count_text(persons)}"
                marks.append(_segment(left, top + 22, width, bar_height, region, says))
                marks.append(_count_inside(left, top + 22, width, bar_height, persons, _count_ink(region)))
            left += width
        if listed.duplicates:
            says = f"{repeated[place][0]}: {count_text(listed.duplicates)}"
            width = listed.duplicates * per_person
            marks.append(outline(left + gap, top + 22, width, bar_height, Ink.FAINT, says))
            marks.append(_count_inside(left + gap, top + 22, width, bar_height, listed.duplicates, Ink.FAINT))

    # Beneath, every figure in words, beside the filling of its column.
    top = len(lists) * row_height + 16
    for line_number, region in enumerate(columns):
        marks.append(_segment(0, top + 20 * line_number, 12, 12, region, ""))
    for line_number in range(len(columns), len(columns) + len(lists)):
        marks.append(outline(0, top + 20 * line_number, 12, 12, Ink.FAINT))
    lines = named + repeated
    for line_number, (text, count) in enumerate(lines):
        marks.append(words(84, top + 20 * line_number + 11, count_text(count), size=13, anchor="end"))
        marks.append(words(96, top + 20 * line_number + 11, text, size=13))

    described = [f"{listed.label}: {count_text(listed.entries)}" for listed in lists]
    described += [f"{text}: {count_text(count)}" for text, count in lines]
    title = say(_("How the lists overlap"), language)
    return Picture(_WIDTH, top + 20 * len(lines), title, "; ".join(described), marks, Language(language)).svg()


def _refuse_figures_that_do_not_add_up(
    lists: Sequence[ListCount], regions: Sequence[Region], order: dict[str, int]
) -> None:
    if len(lists) < 2 or len(order) != len(lists):
        raise ValueError("an overlap needs two or more lists with different labels")
    if len({(region.lists, region.unclear) for region in regions}) != len(regions):
        raise ValueError("a region stands twice")
    for region in regions:
        if not region.lists or not region.lists <= order.keys() or region.persons < 0:
            raise ValueError("a region needs known lists and a count of 0 or more")
    for listed in lists:
        persons = sum(region.persons for region in regions if listed.label in region.lists)
        if listed.duplicates < 0 or listed.entries != persons + listed.duplicates:
            raise ValueError("the entries of a list must be its persons and its duplicates together")


def _column_order(region: Region, order: dict[str, int]) -> tuple[tuple[int, ...], bool]:
    """Columns by the lists they belong to; unclear ones on the side where the lists meet."""
    places = tuple(sorted(order[label] for label in region.lists))
    return places, region.unclear if places[0] == 0 else not region.unclear


def _segment(x: float, y: float, width: float, height: float, region: Region, says: str) -> str:
    if region.unclear:
        return outline(x, y, width, height, Ink.NEEDS_A_PERSON, says)
    # A hair of paper parts neighbours, never more than a fifth of a narrow one.
    filling = Ink.SETTLED if len(region.lists) > 1 else Ink.ACCENT
    return bar(x, y, width - min(1, width / 5), height, filling, says)


def _count_ink(region: Region) -> Ink:
    return Ink.NEEDS_A_PERSON if region.unclear else Ink.PAPER


def _count_inside(x: float, y: float, width: float, height: float, count: int, ink: Ink) -> str:
    text = count_text(count)
    return words(x + width / 2, y + height / 2 + 5, text, ink, 13, "middle") if width >= 8 * len(text) + 6 else ""


def _region_text(region: Region, order: dict[str, int], language: Language | str) -> str:
    labels = sorted(region.lists, key=order.__getitem__)
    if len(labels) == len(order):
        sentence = _("in {lists}, a person must look") if region.unclear else _("in {lists}")
    else:
        sentence = _("only in {lists}, a person must look") if region.unclear else _("only in {lists}")
    return say(sentence, language, lists=" + ".join(shortened(label, _LABEL_LENGTH) for label in labels))


def _duplicates_text(listed: ListCount, language: Language | str) -> str:
    return say(_("duplicates in {list}"), language, list=shortened(listed.label, _LABEL_LENGTH))


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One reason of a pair, in words: what was compared, how it came out, its weight in bits."""

    label: str
    detail: str
    bits: float


def probability_of(bits: float) -> float:
    """The probability whose log2 odds are ``bits``."""
    return 1 / (1 + 2.0**-bits) if bits > -1000 else 0.0


def probability_text(probability: float, language: Language | str) -> str:
    """A probability in per cent: one decimal, more near 0 and 100 where one would hide the difference.

    Never “0 %” or “100 %”, since neither is ever known: beyond the sixth decimal, “<” or “>” and the bound.
    """
    from_the_end = 100 * min(probability, 1 - probability)
    if from_the_end < 1e-6:
        sign, bound = ("<", 1e-6) if probability < 0.5 else (">", 100 - 1e-6)
        return f"{sign} {decimal_text(bound, 6, language)} %"
    digits = min(6, max(1, 1 - floor(log10(from_the_end))))
    return f"{decimal_text(100 * probability, digits, language)} %"


def pair_waterfall(prior: float, steps: Sequence[WaterfallStep], language: Language | str) -> str:
    """Show how the reasons for a pair carry the probability from the prior to the end.

    Each bar begins where the last one ended and is as long as the weight of its reason; filled to the right for one
    person, framed to the left for two. The end is computed from what is shown, so that it cannot contradict it.

    Args:
        prior: probability, before anything is compared, that two entries are one person; 0 < prior < 1.
        steps: the reasons in the order to be shown, weights in bits (log2 of the Bayes factor), finite.
        language: of the words in the picture.

    Raises:
        ValueError: ``prior`` is not between 0 and 1.
    """
    if not 0 < prior < 1:
        raise ValueError("a prior lies between 0 and 1")
    prior_bits = log2(prior / (1 - prior))
    ends = [prior_bits]
    for step in steps:
        ends.append(ends[-1] + step.bits)
    total = probability_text(probability_of(ends[-1]), language)

    left, right, row_height, head = 260, _WIDTH - 90, 38, 34
    low, high = min(0.0, *ends), max(0.0, *ends)
    per_bit = (right - left) / ((high - low) or 1)

    def at(bits: float) -> float:
        return left + (bits - low) * per_bit

    start = say(_("before comparing"), language)
    end = say(_("together"), language)
    rows = [(start, probability_text(prior, language), 0.0, prior_bits)]
    rows += [(step.label, step.detail, begin, begin + step.bits) for step, begin in zip(steps, ends, strict=False)]
    rows.append((end, total, 0.0, ends[-1]))

    height = head + row_height * len(rows) + 6
    marks = [
        words(at(0), 14, say(_("even odds"), language), Ink.FAINT, 12, _anchor(at(0), left, right)),
        line(at(0), 20, at(0), height - 6, Ink.FAINT, "2 3"),
    ]
    for place, (label, detail, begin, stop) in enumerate(rows):
        top = head + row_height * place
        is_end = place in (0, len(rows) - 1)
        bits = decimal_text(stop - begin, 1, language, signed=True)
        marks.append(words(0, top + 9, shortened(label, _LABEL_LENGTH), size=14))
        marks.append(words(0, top + 25, shortened(detail, _LABEL_LENGTH + 4), Ink.FAINT, 12))
        marks.append(words(_WIDTH, top + 17, bits, size=14, anchor="end"))
        x, width = min(at(begin), at(stop)), abs(stop - begin) * per_bit
        if is_end:
            marks.append(bar(x, top, width, 22, Ink.INK, f"{label}: {bits}"))
        elif stop >= begin:
            marks.append(bar(x, top, width, 22, Ink.ACCENT, f"{label}: {bits}"))
        else:
            marks.append(outline(x, top, width, 22, Ink.INK, f"{label}: {bits}"))
        if place < len(rows) - 1:
            marks.append(line(at(stop), top + (22 if stop != begin else 0), at(stop), top + row_height, Ink.FAINT))

    described = "; ".join(
        f"{label} ({detail}) {decimal_text(stop - begin, 1, language, signed=True)}"
        for label, detail, begin, stop in rows
    )
    title = say(_("How the reasons for this pair add up, in bits"), language)
    return Picture(_WIDTH, height, title, described, marks, Language(language)).svg()


def _anchor(x: float, left: float, right: float) -> str:
    """Where a label over ``x`` hangs so that it stays inside the sheet."""
    return "start" if x < left + 40 else "end" if x > right - 40 else "middle"
