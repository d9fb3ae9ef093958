"""What is due and what is late on a day: ``calendar.json``, and ``calendar.ics`` for any program of calendars.

The clock is the caller's: a day, taken in each term's own zone, or an instant. What is owed by whom stands at each
term; nothing is counted by side.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.talks.agreed_terms import DUE_WITHIN, TermStanding, TermState, standings
from homeward.talks.agreed_terms_file import TermsFile
from homeward.talks.claim_words import day_text
from homeward.words import Language, _, say, say_count

JSON_FILE, ICS_FILE = "calendar.json", "calendar.ics"
FORMAT = "homeward-calendar/1"

#: States of terms that bind nobody yet.
NOT_IN_FORCE = frozenset({TermState.DRAFT, TermState.BRACKETED, TermState.INITIALLED})

_LINE_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Calendar:
    """Terms as they stand at a moment.

    Attributes:
        file: the terms as read.
        moment: a day or an instant.
        lines: every term, the earliest end first.
    """

    file: TermsFile
    moment: dt.date | dt.datetime
    lines: tuple[TermStanding, ...]

    @property
    def counts(self) -> dict[TermState, int]:
        """Terms by state."""
        counted = Counter(line.state for line in self.lines)
        return {state: counted[state] for state in TermState}


def calendar_on(file: TermsFile, moment: dt.date | dt.datetime) -> Calendar:
    """All terms of a file as they stand at a moment."""
    return Calendar(file, moment, tuple(standings(file.terms, file.sides, moment)))


def write_calendar(calendar: Calendar, folder: Path, language: Language) -> None:
    """Write ``calendar.json`` and ``calendar.ics`` into an existing folder."""
    text = json.dumps(calendar_document(calendar), ensure_ascii=False, indent=1)
    (folder / JSON_FILE).write_text(text + "\n", encoding="utf-8")
    (folder / ICS_FILE).write_bytes(calendar_ics(calendar, language).encode())


def calendar_document(calendar: Calendar) -> dict[str, Any]:
    """``calendar.json`` as it is written."""
    return {
        "format": FORMAT,
        "terms_sha256": calendar.file.sha256,
        "on": calendar.moment.isoformat(),
        "sides": list(calendar.file.sides),
        "counts": {state.value: count for state, count in calendar.counts.items()},
        "terms": [_line(line) for line in calendar.lines],
    }


def _line(line: TermStanding) -> dict[str, Any]:
    term = line.term
    return {
        "id": term.term_id,
        "kind": term.kind.value,
        "text": {language.value: text for language, text in term.text.items()},
        "owed_by": list(term.owed_by),
        "quantity": None
        if term.quantity is None
        else {"number": term.quantity, "unit": term.unit, "bound": term.bound or "exactly"},
        "state": line.state.value,
        "initialled_by": list(line.initialled_by),
        "due": None if term.due is None else term.due.isoformat(),
        "zone": term.zone.key,
        "ends_at": None if term.ends_at is None else f"{term.ends_at:%Y-%m-%dT%H:%M:%SZ}",
        "waits_for": term.after if term.due is None and term.after else None,
        "days": line.days,
        "met_on": None if line.met_on is None else line.met_on.isoformat(),
        "said_met_by": list(line.said_met_by),
        "evidence": list(line.evidence),
    }


def days_text(line: TermStanding, language: Language) -> str:
    """How long until the day, or since; for a term without one, what it waits for."""
    if line.met_on is not None:
        late = 0 if line.term.due is None else (line.met_on - line.term.due).days
        if late > 0:
            return say_count("met {n} day after its day", "met {n} days after its day", late, language, late=late)
        return say(_("met on {day}"), language, day=day_text(line.met_on))
    if line.term.due is None:
        return say(_("waits for {event}"), language, event=line.term.after) if line.term.after else ""
    if line.days is None or line.state in NOT_IN_FORCE:
        return ""
    if line.days < 0:
        return say_count("{n} day late", "{n} days late", -line.days, language, late=-line.days)
    if line.days == 0:
        return say(_("today"), language)
    return say_count("in {n} day", "in {n} days", line.days, language, within=DUE_WITHIN)


def state_text(line: TermStanding, language: Language) -> str:
    """The state with its days; where the days say it already, they stand alone."""
    state, days = say(line.state.label, language), days_text(line, language)
    if days and line.state in (TermState.LATE, TermState.MET):
        return days
    return ", ".join(filter(None, (state, days)))


def calendar_ics(calendar: Calendar, language: Language) -> str:
    """The days of all terms in force, as iCalendar (RFC 5545): one event each, from midnight to midnight of its zone.

    Instants are in UTC, so that no zone need be described; the stamp is the moment asked about, since there is no
    clock here. Lines end in CR LF and are folded at 75 octets.
    """
    stamp = _stamp(calendar.moment)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Homeward//Terms//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for line in calendar.lines:
        if line.state not in NOT_IN_FORCE and line.state is not TermState.ENDED:
            lines += _event(line, calendar.file, stamp, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for one in lines for folded in _folded(one))


def _event(line: TermStanding, file: TermsFile, stamp: str, language: Language) -> Iterator[str]:
    """One term's day; its id stays the same when the file changes, so that a calendar renews it and doubles nothing."""
    term, ends = line.term, line.term.ends_at
    if term.due is None or ends is None:
        return
    begins = dt.datetime.combine(term.due, dt.time(), term.zone).astimezone(dt.UTC)
    state = say(line.state.label, language)
    summary = f"{state}: {term.text[language]}"
    owed = say(_("Owed by {who}."), language, who=", ".join(term.owed_by))
    ending = say(_("The day ends at midnight, {zone}."), language, zone=term.zone.key)
    yield "BEGIN:VEVENT"
    agreement = hashlib.sha256("\0".join((file.title[Language.EN], *sorted(file.sides))).encode()).hexdigest()[:16]
    yield f"UID:{term.term_id.encode().hex()}-{agreement}@homeward.invalid"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART:{begins:%Y%m%dT%H%M%SZ}"
    yield f"DTEND:{ends:%Y%m%dT%H%M%SZ}"
    yield f"SUMMARY;LANGUAGE={language.value}:{_escaped(summary)}"
    told = f"{term.term_id}. {owed} {ending} {days_text(line, language)}".strip()
    yield f"DESCRIPTION;LANGUAGE={language.value}:{_escaped(told)}"
    yield f"CATEGORIES;LANGUAGE={language.value}:{_escaped(state)}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _stamp(moment: dt.date | dt.datetime) -> str:
    if isinstance(moment, dt.datetime):
        return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return f"{moment:%Y%m%d}T000000Z"


def _escaped(text: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> Sequence[str]:
    """A content line in pieces of at most 75 octets, each after the first begun by a space (RFC 5545, 3.1)."""
    pieces, piece, octets = [], "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > _LINE_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += sign
        octets += size
    return [*pieces, piece]
