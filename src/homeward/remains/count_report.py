"""The page of a count, which people read and print: numbers and codes of sides, no names.

What is shown is what ``results`` writes. Who gives stands before who receives, then the neutral; the same input gives
the same page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from homeward.drawing import count_text
from homeward.pages import Html, document, picture, table, tag
from homeward.remains.counting import (
    NEUTRAL,
    Counted,
    Difference,
    Kind,
    StageLine,
    counted_once,
    differences,
    grouped,
    stage_lines,
    total_gaps,
    totals,
)
from homeward.remains.pictures import counter_text, counts_picture
from homeward.words import Language, _, _n, say, say_count

REPORT_FILE = "report.html"


def write_count_report(counted: Sequence[Counted], folder: Path, language: Language) -> None:
    """Write ``report.html`` of a count into an existing folder."""
    (folder / REPORT_FILE).write_text(count_report(counted, language), encoding="utf-8")


def count_report(counted: Sequence[Counted], language: Language) -> str:
    """The whole page of a count."""
    lines, found = stage_lines(counted), differences(counted)
    body = [
        tag("p", say(_("Consignments counted"), language), class_="eyebrow"),
        tag("h1", count_title(lines, found, language)),
        tag("p", say(_UNITS, language)),
        count_picture(lines, counted, found, language),
        _difference_part(found, language),
        _totals_part(lines, language),
        _every_count(counted, language),
    ]
    title = count_title(lines, found, language)
    return document(title, body, language, foot=say(_("Counts of {n} consignments"), language, n=len(lines)))


_UNITS = _(
    "Containers, bodies, parts, cases and persons are different things. Each is counted by itself, and no sum mixes "
    "them. Nobody's count weighs more than another's."
)


def count_title(lines: Sequence[StageLine], found: Sequence[Difference], language: Language) -> str:
    """The state of the count as a sentence."""
    stages = {(one.consignment, one.unit) for one in found}
    if not stages:
        return say(_("All counts of {n} consignments agree"), language, n=count_text(len(lines)))
    one, many = _n("Counts differ in {n} of {lines} consignments", "Counts differ in {n} of {lines} consignments")
    return say_count(one, many, len(stages), language, lines=count_text(len(lines)))


def count_picture(
    lines: Sequence[StageLine], counted: Sequence[Counted], found: Sequence[Difference], language: Language
) -> Html:
    """The picture of a count."""
    return picture(counts_picture(lines, counted, found, language))


def difference_table(found: Sequence[Difference], language: Language) -> Html:
    """Every difference with the point and the stage where it arises."""
    head = (
        say(_("consignment"), language),
        say(_("stage"), language),
        say(_("counted in"), language),
        say(_("gap"), language),
        say(_("how it shows"), language),
        say(_("where"), language),
        say(_("said before"), language),
        say(_("counted"), language),
    )
    rows = [
        (
            one.consignment,
            f"{one.stage:%d.%m.%Y}",
            say(one.unit.label, language),
            count_text(one.gap),
            say(one.kind.label, language),
            _where(one, language),
            _numbers(one.before, one, language),
            _numbers(one.numbers, one, language),
        )
        for one in found
    ]
    caption = say(_("Differences, each at the point and the stage where it arises"), language)
    return table(caption, head, rows, texts=(1, 2, 4, 5, 6, 7))


def _where(one: Difference, language: Language) -> str:
    at = say(one.at.label, language)
    if one.after is None or one.kind is not Kind.BETWEEN:
        return at
    text = f"{say(one.after.label, language)} → {at}"
    if one.uncounted:
        missing = ", ".join(say(point.label, language) for point in one.uncounted)
        text += "; " + say(_("nobody counted between them: {points}"), language, points=missing)
    return text


def _numbers(numbers: Mapping[str, int], one: Difference, language: Language) -> str:
    order = [who for who in (one.giver, one.receiver, NEUTRAL) if who in numbers]
    return ", ".join(f"{counter_text(who, language)} {count_text(numbers[who])}" for who in order) or "—"


def _difference_part(found: Sequence[Difference], language: Language) -> Html:
    heading = tag("h2", say(_("Where they differ"), language), " ", tag("span", count_text(len(found)), class_="quiet"))
    if not found:
        return tag("section", heading, tag("p", say(_("All counts agree."), language), class_="quiet"))
    return tag("section", heading, difference_table(found, language))


def gap_sentences(lines: Sequence[StageLine], language: Language) -> list[str]:
    """Each gap of two totals with the stages it lies in, as a sentence."""
    said = []
    for one in total_gaps(lines):
        stages = "; ".join(
            say(
                _("{stage} ({first} against {other})"),
                language,
                stage=f"{line.stage:%d.%m.%Y}",
                first=count_text(line.last[one.first].number),
                other=count_text(line.last[one.other].number),
            )
            for line in one.stages
        )
        said.append(
            say(
                _(
                    "{giver} → {receiver}, {unit}: {first} counts {first_total} in all, {other} {other_total}. "
                    "The gap of {gap} lies in: {stages}."
                ),
                language,
                unit=say(one.first_total.unit.label, language),
                giver=one.giver,
                receiver=one.receiver,
                first=counter_text(one.first, language),
                first_total=count_text(one.first_total.number),
                other=counter_text(one.other, language),
                other_total=count_text(one.other_total.number),
                gap=count_text(one.gap),
                stages=stages,
            )
        )
    return said


def _totals_part(lines: Sequence[StageLine], language: Language) -> Html:
    head = (
        say(_("counted by"), language),
        say(_("direction"), language),
        say(_("counted in"), language),
        say(_("total"), language),
        say(_("consignments counted"), language),
    )
    rows = [
        (
            counter_text(one.counter, language),
            f"{one.giver} → {one.receiver}",
            say(one.count.unit.label, language),
            count_text(one.count.number),
            say(_("{n} of {of}"), language, n=one.consignments, of=one.of),
        )
        for one in totals(lines)
    ]
    alone = counted_once(lines)
    notes = [tag("p", sentence) for sentence in gap_sentences(lines, language)]
    if alone:
        ids = ", ".join(one.consignment for one in alone)
        text = say(_("Counted by one alone, so that nothing can be said of them: {ids}."), language, ids=ids)
        notes.append(tag("p", text, class_="quiet"))
    caption = say(_("What each counted in all, by the last count of each consignment"), language)
    heading = tag("h2", say(_("Totals"), language))
    return tag("section", heading, *notes, table(caption, head, rows, texts=(1, 2)))


def _every_count(counted: Sequence[Counted], language: Language) -> Html:
    rows = [row for group in grouped(counted) for row in group]
    head = tuple(
        say(text, language)
        for text in (
            _("consignment"),
            _("stage"),
            _("point"),
            _("counted by"),
            _("counted in"),
            _("count"),
            _("document"),
        )
    )
    cells = [
        (
            one.consignment,
            f"{one.stage:%d.%m.%Y}",
            say(one.point.label, language),
            counter_text(one.counter, language),
            say(one.count.unit.label, language),
            count_text(one.count.number),
            one.document,
        )
        for one in rows
    ]
    whole = table(say(_("Every count"), language), head, cells, texts=(1, 2, 3, 4, 6))
    return tag("section", tag("details", tag("summary", say(_("Every count"), language)), whole))
