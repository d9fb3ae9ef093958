"""``report.html``: a reconciliation as one page that people read, print and work through from disk.

It holds names and stays with those who may see them; it says so at its top. Every pair is shown with its reasons
(``pair_card``); of long sections only the most pressing pairs are drawn, all stand in the files of ``results``. The
same lists give the same page, whatever the order in which they and their rows were given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np

from homeward.drawing import count_text
from homeward.pages import Html, document, joined, tag
from homeward.reconciliation import outcomes
from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.outcomes import PairOfEntries, Positions
from homeward.reconciliation.pair_card import card_id, lists_text, pair_card
from homeward.reconciliation.report_counts import counts_part, method_part, overlap_part, reading_part
from homeward.reconciliation.results import summary
from homeward.reconciliation.turning_points import turning_points
from homeward.words import Language, _, say

REPORT_FILE = "report.html"

#: Most pairs drawn in each section: the page stays under five megabytes.
TO_LOOK_AT, OTHERS = 200, 60


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of pairs: its name in the page, its words, its pairs, and how many there are in all."""

    anchor: str
    title: str
    explanation: str
    empty: str
    file: str
    positions: Positions
    count: int


def write_report(result: Reconciliation, folder: Path, language: Language = Language.EN) -> None:
    """Write ``report.html`` into an existing folder."""
    (folder / REPORT_FILE).write_text(report(result, language), encoding="utf-8")


def report(result: Reconciliation, language: Language = Language.EN) -> str:
    """The whole page."""
    counted = summary(result)
    sections = _sections(result, counted)
    positions = np.concatenate([section.positions for section in sections])
    pairs = outcomes.with_entries(result, positions)
    elsewhere = outcomes.same_entries_elsewhere(result, positions)
    drawn = frozenset(card_id(shown.pair) for shown in pairs)
    turning = turning_points(result, positions)
    cards = iter(
        pair_card(
            shown,
            result.weighed.prior,
            elsewhere[shown.position],
            drawn,
            language,
            turning=points,
            match=result.match,
        )
        for shown, points in zip(pairs, turning, strict=True)
    )
    title = say(
        _("{proposed} pairs proposed · {waiting} wait for a person · {apart} relatives or namesakes kept apart"),
        language,
        proposed=count_text(int(result.proposed.sum())),
        waiting=count_text(int(result.review.sum())),
        apart=count_text(counted["relatives_kept_apart"]),
    )
    labels = " · ".join(one.label for one in result.lists)
    private = say(
        _("This page holds names of persons. It is for those who work on these lists, and not for publication."),
        language,
    )
    body = [
        tag("p", say(_("Reconciliation of lists"), language), ": ", labels, class_="eyebrow"),
        tag("h1", title.replace(" · ", "\N{NO-BREAK SPACE}· ")),
        tag("p", private, class_="notice"),
        _contents(sections, language),
        overlap_part(outcomes.overlap(result), language),
        counts_part(counted, language),
        tag("div", method_part(result, language), reading_part(result, language), class_="columns"),
        _filters(pairs, language),
        *(_pairs(section, list(islice(cards, len(section.positions))), language) for section in sections),
    ]
    own = files("homeward.reconciliation") / "templates"
    style, script = ((own / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    foot = say(_("Holds names of persons. Not for publication."), language)
    return document(title, body, language, style=style, script=script, foot=foot)


def _sections(result: Reconciliation, counted: dict[str, Any]) -> tuple[_Section, ...]:
    inside = outcomes.duplicates(result)
    return (
        _Section(
            "look",
            _("To be looked at"),
            _(
                "These pairs cannot be decided by what the lists say. "
                "First comes the pair whose answer is expected to put most pairs right."
            ),
            _("No pair of these lists needs a person: each is either proposed or kept apart."),
            "pairs.csv",
            outcomes.to_look_at(result, TO_LOOK_AT),
            int(result.review.sum()),
        ),
        _Section(
            "apart",
            _("Relatives and namesakes kept apart"),
            _("Easily taken for one person, most probably two. The most easily confused come first."),
            _("No two entries of these lists look like relatives or namesakes."),
            "relatives.csv",
            outcomes.apart(result, OTHERS),
            counted["relatives_kept_apart"],
        ),
        _Section(
            "duplicates",
            _("Standing twice in one list"),
            _("Entries of one list that are probably one person. The least sure come first."),
            _("No list holds a person twice, as far as can be told."),
            "pairs.csv",
            outcomes.proposed(result, OTHERS, inside=True),
            inside,
        ),
        _Section(
            "proposed",
            _("Proposed pairs"),
            _("Probably one person on two lists. Nothing is merged before people decide. The least sure come first."),
            _("No entry of one list resembles an entry of another closely enough."),
            "pairs.csv",
            outcomes.proposed(result, OTHERS, inside=False),
            int(result.proposed.sum()) - inside,
        ),
    )


def _contents(sections: Sequence[_Section], language: Language) -> Html:
    links = (
        tag("a", say(section.title, language), tag("b", count_text(section.count)), href=f"#{section.anchor}")
        for section in sections
    )
    return tag("nav", *links, class_="contents", aria_label=say(_("Sections"), language))


def _filters(pairs: Sequence[PairOfEntries], language: Language) -> Html:
    """Chips that are addresses, a search field, and the keys; shown only where the page's script runs."""
    counts = Counter(lists_text(shown.pair) for shown in pairs)
    chips = [
        tag("a", lists, tag("b", count_text(counts[lists])), href=f"#lists={quote(lists)}", class_="chip")
        for lists in sorted(counts)
    ]
    everything = say(_("all lists"), language)
    keys = (
        ("J K", _("next pair, previous pair")),
        ("Enter", _("how the reasons add up")),
        ("/", _("search")),
        ("Esc", _("leave the search")),
    )
    search = tag(
        "label",
        say(_("search"), language),
        " ",
        tag("input", type="search", id="search", autocomplete="off", spellcheck="false"),
    )
    told = (joined((tag("kbd", key), " ", say(text, language))) for key, text in keys)
    return tag(
        "div",
        tag("a", everything, tag("b", count_text(len(pairs))), href="#lists=", class_="chip"),
        *chips,
        search,
        tag("span", joined(told, " · "), class_="keys quiet small"),
        class_="filters on-screen",
        id="filters",
        hidden=True,
    )


def _pairs(section: _Section, cards: Sequence[Html], language: Language) -> Html:
    if not cards:
        return tag(
            "section",
            tag("h2", say(section.title, language)),
            tag("p", say(section.empty, language), class_="quiet"),
            id=section.anchor,
        )
    if len(cards) < section.count:
        shown = say(
            _("{drawn} of {count} are drawn here; all stand in {file}."),
            language,
            drawn=count_text(len(cards)),
            count=count_text(section.count),
            file=section.file,
        )
    else:
        shown = say(_("All {count} are drawn here."), language, count=count_text(section.count))
    return tag(
        "section",
        tag("h2", say(section.title, language), " ", tag("span", count_text(section.count), class_="quiet")),
        tag("p", say(section.explanation, language), " ", shown, class_="quiet"),
        *cards,
        id=section.anchor,
    )
