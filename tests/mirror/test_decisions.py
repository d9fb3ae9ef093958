"""The same acts with the sides exchanged: the same states, counts and pages, exchanged."""

import pytest
from desk import Desk
from paired import Paired, another

from homeward.access.terms import Role
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation import gate
from homeward.reconciliation.actions import find_pairs, second_findings
from homeward.reconciliation.gate import Filter
from homeward.reconciliation.models import Pair, QueueLine
from homeward.reconciliation.states import Ground, Said


def act(paired: Paired) -> None:
    """The neutral finds all pairs; one side decides all, the other some, each differently."""
    paired.agree_on_sharing()
    one, other = (paired.liaisons[side] for side in (paired.one, paired.other))
    said = [
        (paired.secretary, paired.pairs, Said.SAME),
        (one, paired.pairs[:2], Said.SAME),
        (other, paired.pairs[:1], Said.DIFFERENT),
    ]
    for viewer, pairs, word in said:
        find_pairs(by=viewer, pairs=pairs, said=word, grounds=[Ground.ENTRIES])
        second_findings(by=another(viewer), pairs=pairs)


def told(paired: Paired) -> list[tuple[int, str, str, tuple[str, ...]]]:
    """Every line by the place of its pair in the queue."""
    place = {pair.number: at for at, pair in enumerate(Pair.objects.order_by("rank"))}
    lines = QueueLine.objects.all()
    return sorted((place[line.pair_id], line.party, line.state, tuple(line.waiting_for.split())) for line in lines)


def counts(paired: Paired, party: str) -> tuple[dict[str, int], dict[str, int]]:
    role = Role.SECRETARY if party == NEUTRAL else Role.LIAISON
    found = gate.counts_for(paired.desk.viewer(role, party), Filter())
    return dict(found.states), dict(found.waiting_for)


@pytest.mark.parametrize("sides", [("UA", "RU"), ("RU", "UA")])
def test_states_and_counts(quick_desk: Desk, sides: tuple[str, str]) -> None:
    """Whichever side is the one and which the other, each stands where its own acts put it."""
    paired = Paired(quick_desk, sides=sides)
    act(paired)
    one, other = sides
    assert told(paired) == sorted(
        [
            (0, one, "differ", ()),
            (0, other, "differ", ()),
            (0, NEUTRAL, "differ", ()),
            (1, one, "decided", ()),
            (1, other, "waiting", ()),
            (1, NEUTRAL, "put", (other,)),
            (2, one, "waiting", ()),
            (2, other, "waiting", ()),
            (2, NEUTRAL, "put", tuple(sorted(sides))),
        ]
    )
    assert counts(paired, one)[0] == {"differ": 1, "decided": 1, "waiting": 1}
    assert counts(paired, other)[0] == {"differ": 1, "waiting": 2}
    assert counts(paired, NEUTRAL) == ({"differ": 1, "put": 2}, {one: 1, other: 2})
