"""``calendar.html``: what is late, what is due, what comes, as one page with its line of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from homeward.drawing import Ink, Picture, bar, count_text, line, outline, shortened, words
from homeward.pages import Html, document, joined, picture, table, tag
from homeward.talks.agreed_terms import TermStanding, TermState, local_day
from homeward.talks.calendar import NOT_IN_FORCE, Calendar, state_text
from homeward.talks.claim_words import day_text
from homeward.words import Language, _, _n, say, say_count

PAGE_FILE = "calendar.html"

_WIDTH, _LEFT, _RIGHT, _ROW, _HEAD = 760, 330, 660, 38, 44
_INKS = {
    TermState.LATE: Ink.STOP,
    TermState.DUE: Ink.NEEDS_A_PERSON,
    TermState.DISPUTED: Ink.NEEDS_A_PERSON,
    TermState.MET: Ink.SETTLED,
    TermState.IN_FORCE: Ink.ACCENT,
}


def write_page(calendar: Calendar, folder: Path, language: Language) -> None:
    """Write ``calendar.html`` into an existing folder."""
    (folder / PAGE_FILE).write_text(page(calendar, language), encoding="utf-8")


def page(calendar: Calendar, language: Language) -> str:
    """The whole page."""
    file = calendar.file
    moment = calendar.moment
    on = f"{moment:%d.%m.%Y %H:%M %z}" if isinstance(moment, dt.datetime) else day_text(moment)
    body: list[str] = [
        tag("p", file.title[language], class_="eyebrow"),
        tag("h1", calendar_headline(calendar, language)),
        tag(
            "p",
            say(_("As it stands on {day}, each day ending at midnight of the zone its term names."), language, day=on),
        ),
        calendar_part(calendar, language),
    ]
    waiting = [one for one in calendar.lines if one.state in NOT_IN_FORCE]
    if waiting:
        told = say(_("A term that one side alone has initialled binds nobody."), language)
        heading = tag("h2", say(_("Not in force"), language))
        body.append(tag("section", heading, tag("p", told), _table(waiting, language)))
    return document(calendar_headline(calendar, language), body, language, foot=file.sha256)


def calendar_headline(calendar: Calendar, language: Language) -> str:
    """The state of the matter in one sentence."""
    counts = calendar.counts
    parts = (
        (_n("{n} term is late", "{n} terms are late"), counts[TermState.LATE]),
        (_n("{n} is due", "{n} are due"), counts[TermState.DUE]),
        (_n("{n} is disputed", "{n} are disputed"), counts[TermState.DISPUTED]),
        (_n("{n} is met", "{n} are met"), counts[TermState.MET]),
    )
    told = [say_count(*forms, n, language).replace("{n}", count_text(n)) for forms, n in parts if n]
    return " · ".join(told) or say(_("Nothing is due and nothing is late"), language)


def calendar_part(calendar: Calendar, language: Language) -> Html:
    """The line of days, and the table of all terms in force folded beneath it."""
    shown = [one for one in calendar.lines if one.state not in NOT_IN_FORCE]
    if not shown:
        return tag("p", say(_("No term is in force: both sides' initials bring one into force."), language))
    folded = tag("details", tag("summary", say(_("the same as a table"), language)), _table(shown, language))
    return joined((picture(calendar_picture(calendar, language)), folded))


def _table(lines: Sequence[TermStanding], language: Language) -> Html:
    head = [
        say(words_, language)
        for words_ in (_("term"), _("what is owed"), _("by"), _("state"), _("day"), _("zone"), _("evidence"))
    ]
    rows = []
    for one in lines:
        term = one.term
        state = state_text(one, language)
        if one.state is TermState.INITIALLED:
            state += f" ({', '.join(one.initialled_by)})"
        if one.said_met_by and one.met_on is None:
            said = say(_("said to be met by {who} alone"), language, who=", ".join(one.said_met_by))
            state += f"; {said}"
        day = "" if term.due is None else day_text(term.due)
        rows.append(
            (
                term.term_id,
                term.text[language],
                ", ".join(term.owed_by),
                state,
                day,
                term.zone.key,
                ", ".join(one.evidence),
            )
        )
    return table(say(_("Terms"), language), head, rows, texts=(1, 2, 3, 4, 5, 6))


def calendar_picture(calendar: Calendar, language: Language) -> str:
    """Terms in force on a line of days: a row for each, a mark on its day, and the day asked about across all."""
    shown = [one for one in calendar.lines if one.state not in NOT_IN_FORCE]
    today = local_day(calendar.moment, shown[0].term.zone)
    days = [one.term.due for one in shown if one.term.due is not None]
    first, last = min([today, *days]) - dt.timedelta(days=3), max([today, *days]) + dt.timedelta(days=3)
    per_day = (_RIGHT - _LEFT) / (last - first).days

    def at(day: dt.date) -> float:
        return _LEFT + ((day - first).days + 0.5) * per_day

    height = _HEAD + _ROW * len(shown)
    marks = [
        bar(at(today) - 0.75, 22, 1.5, height - 22, Ink.INK),
        words(at(today), 14, day_text(today), size=13, anchor="middle"),
    ]
    described = []
    for place, one in enumerate(shown):
        top = _HEAD + _ROW * place
        state = state_text(one, language)
        due = "" if one.term.due is None else day_text(one.term.due)
        beneath = " · ".join(filter(None, (", ".join(one.term.owed_by), due, state)))
        marks += [
            words(0, top + 13, shortened(one.term.text[language], 42), size=13),
            words(0, top + 28, shortened(beneath, 52), Ink.FAINT, 11),
            line(_LEFT, top + 16, _RIGHT, top + 16, Ink.FAINT, "1 4"),
        ]
        if one.term.due is not None:
            marks += _mark(one, at, today, top + 16)
        described.append(f"{one.term.text[language]}: {beneath}")
    title = say(_("What is due, and when"), language)
    return Picture(_WIDTH, height, title, "; ".join(described), marks, language).svg()


def _mark(one: TermStanding, at: Callable[[dt.date], float], today: dt.date, y: float) -> list[str]:
    """A term's day: filled where something is still owed, framed where it is met; what is late reaches to today."""
    due = one.term.due or today
    ink = _INKS.get(one.state, Ink.FAINT)
    shape = outline if one.state is TermState.MET else bar
    marks = [shape(at(due) - 6, y - 6, 12, 12, ink)]
    if one.state is TermState.LATE:
        marks.insert(0, bar(at(due), y - 1.5, max(at(today) - at(due), 1), 3, ink))
    if one.met_on is not None and one.met_on != due:
        marks.insert(0, bar(min(at(due), at(one.met_on)), y - 0.5, abs(at(one.met_on) - at(due)), 1, ink))
        marks.append(bar(at(one.met_on) - 1, y - 5, 2, 10, ink))
    return marks
