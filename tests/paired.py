"""Lists of both sides in the register and pairs between them, ready to be decided: for tests of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desk import Desk

from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.reconciliation.actions import Result, consent_to_rule, keep_result, propose_rule
from homeward.reconciliation.models import Pair
from homeward.reconciliation.shared_columns import USUAL
from homeward.reconciliation.weighed_pairs import WeighedPair
from homeward.register.actions import list_entries
from homeward.register.lines import Line
from homeward.register.models import ListedEntry

NAMES = ("Сичов", "Мельник", "Коваль", "Бондар", "Гончар", "Шевчук")


def person(number: int, **more: str) -> dict[str, str]:
    """An invented person."""
    return {"surname": NAMES[number], "given_name": "Вадим", "birth_date": f"0{number + 1}.06.1999"} | more


def listed(desk: Desk, party: str, persons: Sequence[Mapping[str, str]], label: str = "") -> str:
    """A party's list in the register; gives its number."""
    number = opaque_id("SB", f"{party}{label}")
    lines = [Line(row, dict(one), dict(one)) for row, one in enumerate(persons, 2)]
    role = Role.SECRETARY if party == NEUTRAL else Role.LIAISON
    with record(
        by=desk.viewer(role, party).actor,
        action="intake.hand_in",
        purpose=Purpose.EXCHANGE,
        subject=number,
        shown_to=[party, NEUTRAL],
    ) as act:
        list_entries(act, party=party, submission=number, lines=lines, kind="held")
    return number


def weighed(left: str, right: str, probability: float = 0.9, decision: str = "review", **reasons: float) -> WeighedPair:
    """A pair as a comparison finds it; ``reasons`` by feature, their outcome being "same" or "other"."""
    told = reasons or {"surname": 9.1, "birth_date": -2.0}
    first, second = sorted((left, right))
    return WeighedPair(
        first,
        second,
        probability,
        decision,
        "same",
        tuple((feature, "same" if weight > 0 else "other", weight) for feature, weight in told.items()),
    )


def compared(desk: Desk, owners: Mapping[str, str], pairs: Sequence[WeighedPair], request: str = "") -> str:
    """The neutral keeps a comparison of these lists."""
    rows = ListedEntry.objects.filter(submission__in=owners, is_current=True).values_list("number", "alias")
    result = Result(dict.fromkeys(owners, ""), dict(owners), {"prior": "-10.0"}, {}, sorted(pairs), dict(rows))
    return keep_result(by=desk.viewer(Role.SECRETARY, NEUTRAL), result=result, request=request)


def another(viewer: Viewer) -> Viewer:
    """A second person of the same party and office."""
    return replace(viewer, person=f"{viewer.person}-2")


class Paired:
    """Both sides have listed the same persons; each is a pair, and nobody has looked yet."""

    def __init__(self, desk: Desk, count: int = 3, sides: tuple[str, str] = ("UA", "RU")) -> None:
        self.desk = desk
        self.one, self.other = sides
        self.secretary = desk.viewer(Role.SECRETARY, NEUTRAL)
        self.liaisons = {side: desk.viewer(Role.LIAISON, side) for side in sides}
        persons = [person(number) for number in range(count)]
        self.lists = {side: listed(desk, side, persons) for side in sides}
        owners = {number: side for side, number in self.lists.items()}
        first, second = (self.lists[side] for side in sides)
        found = [weighed(f"{first}/{row}", f"{second}/{row}", 0.5 + row / 20) for row in range(2, count + 2)]
        self.comparison = compared(desk, owners, found)
        self.pairs = [pair.number for pair in Pair.objects.order_by("rank")]

    def agree_on_sharing(self) -> str:
        """Both sides consent to what is shown."""
        rule = propose_rule(by=self.liaisons[self.one], columns=USUAL)
        for liaison in self.liaisons.values():
            consent_to_rule(by=liaison, rule=rule.number)
        return rule.number
