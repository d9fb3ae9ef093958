"""Cases of remains for tests: a container opened, its part in a case, and what is then compared, decided and known."""

from __future__ import annotations

import datetime as dt

from homeward.register.dates import parse_edtf
from homeward.remains.board import Decision, Vote
from homeward.remains.case_files import CaseFiles
from homeward.remains.comparisons import Comparison
from homeward.remains.contradictions import Fact
from homeward.remains.graph import Event
from homeward.remains.tags import Tagged, tag_number
from homeward.remains.terms import Act, EventKind, FactKind, Line, Result

#: More than enough for the few who are compared in tests.
HIGH = 12.0
FOR = dict.fromkeys(("M-1", "M-2", "M-3"), Vote.FOR)


def container(n: int = 1) -> str:
    return tag_number(Tagged.CONTAINER, f"test {n}")


def part(n: int = 1) -> str:
    return tag_number(Tagged.PART, f"test {n}")


def case(n: int = 1) -> str:
    return tag_number(Tagged.CASE, f"test {n}")


def person(n: int = 1) -> str:
    return tag_number(Tagged.PERSON, f"test {n}")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def happened(kind: EventKind, on: str = "2025-06-20", **cells) -> Event:
    """An event whose number is made from what it tells."""
    return Event(f"{kind}-{on}-{'-'.join(map(str, cells.values()))}", day(on), kind, **cells)


def opened(n: int = 1, received: str = "2025-06-11") -> list[Event]:
    """Container ``n`` received, cleared and opened, and its part ``n`` in case ``n``."""
    return [
        happened(EventKind.RECEIVE, received, container=container(n), consignment="C-1"),
        happened(EventKind.CLEAR, "2025-06-20", container=container(n)),
        happened(EventKind.OPEN, "2025-06-21", container=container(n), parts=(part(n),)),
        happened(EventKind.CASE, "2025-06-21", case=case(n), parts=(part(n),)),
    ]


def compared(id_: str = "K-1", line: Line = Line.DNA_KINSHIP, of: int = 1, whom: int = 1, **more) -> Comparison:
    """A comparison that supports; of relatives, two of them, unless told otherwise."""
    told = {"result": Result.SUPPORTS, "expert": "X-1", "second_reader": "X-2", "on": day("2025-09-01")}
    if line is Line.DNA_KINSHIP:
        told |= {"relatives": ("mother", "brother")}
    if line in (Line.DNA_KINSHIP, Line.DNA_DIRECT):
        told |= {"log10_lr": HIGH, "remains_searched": 300, "missing_searched": 60}
    return Comparison(id_, case(of), person(whom), line, **(told | more))


def act(id_: str, what: Act, on: str = "2025-09-10", of: int = 1, whom: int = 1, **more) -> Decision:
    """An act of the board, with reasons and, where it votes, three votes for."""
    votes = {} if what in (Act.PROPOSE, Act.SUSPEND) else FOR
    return Decision(id_, day(on), case(of), person(whom), what, **({"votes": votes, "reasons": "reasons"} | more))


def fact(id_: str, subject: str, kind: FactKind, at: str = "", known_on: str = "2025-07-01", **more) -> Fact:
    return Fact(id_, day(known_on), subject, kind, parse_edtf(at) if at else None, **more)


def confirmed(of: int = 1, whom: int = 1, id_: str = "D-2", on: str = "2025-09-15") -> list[Decision]:
    """Proposed and, on another day, confirmed."""
    return [act(f"{id_}p", Act.PROPOSE, of=of, whom=whom), act(id_, Act.CONFIRM, on, of=of, whom=whom)]


def named(of: int = 1, whom: int = 1, decision: str = "D-2", on: str = "2025-09-15") -> Event:
    return happened(EventKind.IDENTIFY, on, case=case(of), person=person(whom), decision=decision)


def files(events=(), comparisons=(), decisions=(), facts=(), bones=()) -> CaseFiles:
    return CaseFiles(tuple(events), tuple(bones), tuple(comparisons), tuple(decisions), tuple(facts))
