"""The parts of the report that count: how the lists overlap, what was read of them, how their pairs are weighed."""

from __future__ import annotations

from math import floor, log10
from typing import Any

import pyarrow.compute as pc

from homeward.drawing import count_text
from homeward.pages import Html, picture, table, tag
from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.outcomes import Overlap
from homeward.reconciliation.pictures import overlap_picture, probability_text
from homeward.register.entries import COLUMNS, READ_COLUMNS
from homeward.words import Language, _, say


def overlap_part(found: Overlap, language: Language) -> Html:
    if len(found.lists) < 2:
        return Html("")
    return tag(
        "section",
        tag("h2", say(_("How the lists overlap"), language)),
        picture(overlap_picture(found.lists, found.regions, language)),
        tag("details", tag("summary", say(_("the same as a table"), language)), overlap_table(found, language)),
    )


def overlap_table(found: Overlap, language: Language) -> Html:
    """The figures of the picture of the lists, one row for each combination of lists."""
    labels = [one.label for one in found.lists]
    clear: dict[frozenset[str], list[int]] = {}
    for region in found.regions:
        clear.setdefault(region.lists, [0, 0])[region.unclear] += region.persons
    ordered = sorted(clear, key=lambda lists: (-len(lists), sorted(map(labels.index, lists))))
    return table(
        say(_("Persons by the lists they stand on"), language),
        [
            say(text, language)
            for text in (_("in exactly these lists"), _("persons"), _("of these, a person must look"))
        ],
        [
            (
                " + ".join(sorted(lists, key=labels.index)),
                count_text(sum(clear[lists])),
                count_text(clear[lists][1]),
            )
            for lists in ordered
        ],
    )


def counts_part(counted: dict[str, Any], language: Language) -> Html:
    lists = table(
        say(_("Lists"), language),
        [say(text, language) for text in (_("list"), _("entries"), _("standing twice"))],
        [(label, count_text(one["entries"]), count_text(one["duplicates"])) for label, one in counted["lists"].items()],
    )
    heads = (_("pair of lists"), _("proposed"), _("to be looked at"), _("only in the first"), _("only in the second"))
    pairs = table(
        say(_("Between lists, in entries"), language),
        [say(text, language) for text in heads],
        [
            (
                f"{one['left']} · {one['right']}",
                *(count_text(one[key]) for key in ("matched", "review", "only_left", "only_right")),
            )
            for one in counted["pairs"]
        ],
    )
    persons = say(_("Taken together, the lists name {count} persons."), language, count=count_text(counted["persons"]))
    return tag(
        "section",
        tag("h2", say(_("Counts"), language)),
        tag("p", persons),
        tag("div", lists, pairs if counted["pairs"] else "", class_="beside-each-other"),
    )


def reading_part(result: Reconciliation, language: Language) -> Html:
    """What was read of each list, column by column, and which columns were none of ours."""
    cells = {one.label: {column: _filled(one.entries[column]) for column in COLUMNS} for one in result.lists}
    not_read = {
        one.label: {
            column: cells[one.label][column] - _filled(one.entries[f"{column}_read"]) for column in READ_COLUMNS
        }
        for one in result.lists
    }

    def told(label: str, column: str) -> str:
        missing = max(0, not_read[label].get(column, 0))
        count = count_text(cells[label][column]) if cells[label][column] else "\N{EN DASH}"
        if not missing:
            return count
        return say(_("{count}, not understood {missing}"), language, count=count, missing=count_text(missing))

    used = [column for column in COLUMNS if any(of_list[column] for of_list in cells.values())]
    filled = table(
        say(_("Filled cells"), language),
        [say(_("column"), language), *cells],
        [(say(COLUMNS[column], language), *(told(label, column) for label in cells)) for column in used],
    )
    notes = []
    for one in result.lists:
        unknown = one.unknown.column_names
        known = (
            say(_("columns kept, but not understood: {columns}"), language, columns=", ".join(unknown))
            if unknown
            else say(_("every column was understood"), language)
        )
        digest = tag("code", f"SHA-256 {one.sha256}") if one.sha256 else ""
        notes.append(tag("li", tag("b", one.label), ": ", known, ". ", digest))
    return tag(
        "section",
        tag("h2", say(_("What was read"), language)),
        tag("details", tag("summary", say(_("columns and files"), language)), filled, tag("ul", *notes)),
    )


def _filled(column: Any) -> int:
    filled: int | None = pc.sum(pc.not_equal(column, "")).as_py()
    return filled or 0


def method_part(result: Reconciliation, language: Language) -> Html:
    sentences = (
        say(
            _("Before anything is compared, about one in {number} pairs of entries is taken to be one person."),
            language,
            number=count_text(_about(1 + 2.0**-result.weighed.prior)),
        ),
        say(
            _(
                "Each reason has a weight in bits: +1 makes one person twice as likely, +3 eight times, −1 half as "
                "likely. The weights of a pair add up to its probability; nothing else enters."
            ),
            language,
        ),
        say(
            _(
                "A pair is proposed from {match} on. Below that, down to {review}, a person must look. A pair that "
                "is less probable is not shown, unless its two entries look like relatives or namesakes."
            ),
            language,
            match=probability_text(result.match, language),
            review=probability_text(result.least, language),
        ),
        say(_("A proposal is not a decision. Nobody is merged, returned or refused by a figure."), language),
    )
    return tag(
        "section",
        tag("h2", say(_("How pairs are weighed"), language)),
        *(tag("p", sentence) for sentence in sentences),
    )


def _about(number: float) -> int:
    """A number to its first two figures."""
    step = int(10 ** max(0, floor(log10(number)) - 1))
    return round(number / step) * step
