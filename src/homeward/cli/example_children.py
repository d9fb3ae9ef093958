"""The example round's children: two counts explained, a list worked through, the gates to travel of sixty cases.

The page is public in form: its counts have passed ``small_cells``, and no name or number of a child stands on it. What
is for those who work on the cases lies in the folder beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from homeward.children.answers import read_answers
from homeward.children.card_78 import card_pdf
from homeward.children.cases import read_cases
from homeward.children.decisions import read_decisions
from homeward.children.explain_files import public_counts, write_explanation
from homeward.children.explaining import Bound, Claimed, Class, Explanation
from homeward.children.gate_files import write_gates
from homeward.children.gates import Readiness, readiness
from homeward.children.gates_report import gates_page
from homeward.children.institutions import read_institutions
from homeward.children.ledger import Ledger, Told, ledger, weeks
from homeward.children.ledger_files import told_months, write_ledger
from homeward.children.pictures import told_picture
from homeward.children.report import explanation_page, ledger_page
from homeward.children.two_lists import SideBySide, lay_side_by_side, numbers_of, read_returned
from homeward.cli.example_parts import Part
from homeward.drawing import count_text
from homeward.intake.reading import read_lists
from homeward.pages import Html, joined, picture, table, tag
from homeward.progress import Progress
from homeward.small_cells import count_or_fewer
from homeward.words import Language, _, say

#: Lists of the example, as their sides handed them in, and the numbers claimed for them in public.
LISTS = ("names_UA", "names_RU")
CLAIMED = (Claimed("names_UA", 500, Bound.OVER), Claimed("names_RU", 339, Bound.EXACTLY))
AGES_ON, DRAWN_UP_ON = dt.date(2025, 7, 1), dt.date(2025, 8, 31)
#: The case whose card is printed in each language.
CARD_OF = "CH-004"


def show_children(source: Path, folder: Path, language: Language, progress: Progress) -> Part:
    """Run the room on ``source/children``, write what comes of it into ``folder/children`` and tell it.

    Raises:
        InputRefused: a file of the example cannot be used.
    """
    given = source / "children"
    side_by_side = _explained(given, folder / "children" / "counts", language, progress)
    found = _worked_through(given, folder / "children" / "ledger", language)
    ready = _gates(given, folder / "children" / "gates", language)
    return Part("children", _title(found, language), _content(side_by_side.explanation, found, ready, language))


def _explained(given: Path, out: Path, language: Language, progress: Progress) -> SideBySide:
    lists = read_lists([given / f"{label}.csv" for label in LISTS], progress)
    numbers = numbers_of(lists)
    found = lay_side_by_side(
        lists,
        AGES_ON,
        decisions=read_decisions(given / "decisions.csv", numbers),
        returned=read_returned(given / "returned.csv", numbers),
        institutions=read_institutions(given / "institutions.csv"),
        claims=CLAIMED,
        progress=progress,
    )
    out.mkdir(parents=True)
    write_explanation(found, out)
    (out / "report.html").write_text(explanation_page(found, language), encoding="utf-8")
    return found


def _worked_through(given: Path, out: Path, language: Language) -> Ledger:
    [persons] = read_lists([given / f"{LISTS[1]}.csv"])
    entries = persons.entries["rec_id"].to_pylist()
    sides = read_cases(given / "cases.toml").sides
    answers = read_answers(given / "answers.csv", frozenset(entries), sides)
    found = ledger(entries, answers, sides, weeks(min(one.on for one in answers), DRAWN_UP_ON))
    out.mkdir(parents=True)
    write_ledger(found, persons.label, out)
    (out / "report.html").write_text(ledger_page(found, persons.label, language), encoding="utf-8")
    return found


def _gates(given: Path, out: Path, language: Language) -> tuple[Readiness, ...]:
    file = read_cases(given / "cases.toml")
    found = readiness(file.cases, file.sides, AGES_ON)
    (out / "cards").mkdir(parents=True)
    write_gates(found, file.sides, AGES_ON, out, language)
    (out / "report.html").write_text(gates_page(found, [], language), encoding="utf-8")
    [carried] = [one.case for one in found if one.case.case_id == CARD_OF]
    for spoken in Language:
        (out / "cards" / f"card_{CARD_OF}_{spoken}.pdf").write_bytes(card_pdf(carried, AGES_ON, spoken))
    return found


def _title(found: Ledger, language: Language) -> str:
    told = told_months(found, LISTS[1])
    both = list(told.values())[-1][Told.BOTH]
    if both is None:
        return say(
            _("{names} names of children are being worked through"), language, names=count_text(len(found.lines))
        )
    return say(
        _("{done} of {names} names of children are answered with evidence by both sides"),
        language,
        done=count_text(both),
        names=count_text(len(found.lines)),
    )


def _content(explanation: Explanation, found: Ledger, ready: tuple[Readiness, ...], language: Language) -> Html:
    total = len(found.lines)
    travel = sum(one.may_travel for one in ready)
    told = told_months(found, LISTS[1])
    sentences = (
        say(
            _(
                "One source says over {over}, one side counts {exactly}. Both are right about their own list: the"
                " entries of each are counted one by one, and the sums come out."
            ),
            language,
            over=CLAIMED[0].number,
            exactly=CLAIMED[1].number,
        ),
        say(
            _(
                "Of {cases} cases {travel} may travel on {day}; for each of the others it is said what its gates wait"
                " for."
            ),
            language,
            cases=count_text(len(ready)),
            travel=count_or_fewer(travel, language=language),
            day=f"{AGES_ON:%d.%m.%Y}",
        ),
        say(
            _("Counts below 10 are held back here, and with them what would give them away. No child is named."),
            language,
        ),
    )
    return joined(
        (
            picture(told_picture(told, total, language)),
            tag("details", tag("summary", say(_("the same as a table"), language)), _months(told, language)),
            *(tag("p", sentence) for sentence in sentences),
            _counts(explanation, language),
            _links(language),
        )
    )


def _held(count: int | None, language: Language) -> str:
    return say(_("held back"), language) if count is None else count_text(count)


def _months(told: Mapping[dt.date, Mapping[Told, int | None]], language: Language) -> Html:
    head = [say(_("day"), language), *(say(one.label, language) for one in Told)]
    rows = [(f"{day:%d.%m.%Y}", *(_held(counts[one], language) for one in Told)) for day, counts in told.items()]
    return table(say(_("Names by how far they are worked through"), language), head, rows)


def _counts(explanation: Explanation, language: Language) -> Html:
    public = public_counts(explanation)["lists"]
    rows = [
        (say(one.label, language), *(_held(public[label]["counted_as"][place], language) for label in LISTS))
        for place, one in enumerate(Class)
    ]
    rows.append((say(_("all entries"), language), *(count_text(public[label]["entries"]) for label in LISTS)))
    head = [say(_("counted as"), language), *LISTS]
    return table(say(_("Entries by what they are counted as"), language), head, rows)


def _links(language: Language) -> Html:
    links = (
        ("children/counts/report.html", _("the counts, for those who work on the cases")),
        ("children/ledger/report.html", _("the ledger, name by name")),
        ("children/gates/report.html", _("the gates, case by case")),
        (f"children/gates/cards/card_{CARD_OF}_{language}.pdf", _("a card under article 78, of an invented child")),
    )
    return tag("p", joined((tag("a", say(text, language), href=href) for href, text in links), " · "))
