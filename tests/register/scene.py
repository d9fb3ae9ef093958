"""Lists in the register for tests, and what parties say of their entries."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from desk import SIDES, Desk

from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.ledger.actions import Act, record
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.register.actions import disclose, judge, list_entries, retract, settle_persons, supersede_entries
from homeward.register.lines import Line
from homeward.register.models import Judgement, ListedEntry
from homeward.register.terms import Verdict

NAME_COLUMNS = ("surname", "given_name", "patronymic")


class Scene:
    """A desk with lists: what intake and reconciliation do to the register, without them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def worker(self, party: str) -> Viewer:
        """Whoever lists and judges for a party."""
        return self.desk.viewer(Role.SECRETARY if party == NEUTRAL else Role.LIAISON, party)

    @contextmanager
    def act(self, party: str, shown_to: tuple[str, ...] = ()) -> Iterator[Act]:
        """One entry of the record of an action that a room above would do."""
        by = self.worker(party)
        with record(
            by=by.actor,
            action="intake.hand_in",
            purpose=Purpose.EXCHANGE,
            subject="",
            shown_to=shown_to or {party, NEUTRAL},
        ) as act:
            yield act

    def list(
        self, party: str, *persons: Mapping[str, str], kind: str = "", follows: str = "", aliases: tuple[str, ...] = ()
    ) -> list[ListedEntry]:
        """A party hands in persons by canonical columns; gives the entries in their order."""
        submission = opaque_id("SB", secrets.token_hex(16))
        lines = [
            Line(
                row,
                {column: text for column, text in known.items() if not column.endswith("_read")},
                known,
                aliases[row - 2] if aliases else "",
            )
            for row, known in enumerate(persons, 2)
        ]
        with self.act(party) as act:
            if follows:
                supersede_entries(act, submission=follows)
            list_entries(act, party=party, submission=submission, lines=lines, kind=kind)
        return list(ListedEntry.objects.filter(submission=submission).order_by("row"))

    def entry(self, party: str, surname: str = "Сичов", given_name: str = "Вадим", **known: str) -> ListedEntry:
        """One entry on a list of its own."""
        kind = known.pop("kind", "")
        return self.list(party, {"surname": surname, "given_name": given_name, **known}, kind=kind)[0]

    def say(self, party: str, left: ListedEntry, right: ListedEntry, verdict: Verdict = Verdict.SAME) -> Judgement:
        """Two persons of a party judge two entries, and persons are settled."""
        with self.act(party, (*SIDES, NEUTRAL)) as act:
            said = judge(
                act,
                by=self.worker(party),
                left=left,
                right=right,
                verdict=verdict,
                reason="the same mother",
                seconded_by="US-SECOND",
            )
            settle_persons(act, (left, right))
        return said

    def both_say(self, left: ListedEntry, right: ListedEntry, verdict: Verdict = Verdict.SAME) -> None:
        """All concerned say one thing of two entries."""
        parties = {left.party, right.party}
        for party in sorted(parties if len(parties) > 1 else {*parties, NEUTRAL}):
            self.say(party, left, right, verdict)

    def take_back(self, said: Judgement) -> None:
        """A party takes back what it said."""
        with self.act(said.party, (*SIDES, NEUTRAL)) as act:
            retract(act, by=self.worker(said.party), judgement=said, reason="a slip")
            settle_persons(act, (said.left, said.right))

    def show(self, *entries: ListedEntry, columns: tuple[str, ...] = NAME_COLUMNS) -> None:
        """Entries are put to both sides with these columns."""
        with self.act(NEUTRAL, (*SIDES, NEUTRAL)) as act:
            disclose(act, entries=entries, columns=columns, basis="PA-TEST")
