"""What cannot be true beside an identification; spans of dates and measures, and nobody's word above another's."""

from __future__ import annotations

import pytest
from cases import case, day, fact, person

from homeward.remains.contradictions import Clash, OtherIdentification, of_facts, of_others
from homeward.remains.terms import FactKind

RECEIVED = day("2025-06-11")


def clashes(*facts, received=RECEIVED):
    return [one.clash for one in of_facts(facts, case(), person(), received)]


def test_who_was_seen_alive_after_the_remains_came_cannot_be_they():
    assert clashes(fact("S", person(), FactKind.ALIVE, "2025-08-17")) == [Clash.ALIVE_LATER]
    assert clashes(fact("S", person(), FactKind.ALIVE, "2025-05-30")) == []


def test_where_a_life_is_at_stake_it_is_asked_already_when_the_date_leaves_room():
    assert clashes(fact("S", person(), FactKind.ALIVE, "2025")) == [Clash.ALIVE_LATER]
    assert clashes(fact("S", person(), FactKind.ALIVE, "2024")) == []


def test_an_earlier_day_of_death_or_find_is_what_counts():
    seen = fact("S", person(), FactKind.ALIVE, "2025-05-30", known_on="2025-08-01")
    died = fact("D", case(), FactKind.DIED, "2025-02/2025-04", known_on="2025-09-01")
    [found] = of_facts([seen, died], case(), person(), RECEIVED)
    assert (found.clash, found.facts) == (Clash.ALIVE_LATER, ("S", "D"))
    assert found.known_on == day("2025-09-01")  # both had to be known
    assert clashes(seen, fact("F", case(), FactKind.FOUND, "2025-04-02")) == [Clash.ALIVE_LATER]


@pytest.mark.parametrize(
    ("kind", "clash"), [(FactKind.LISTED_RETURNED, Clash.LISTED_RETURNED), (FactKind.RETURNED, Clash.RETURNED)]
)
def test_on_a_list_of_returned_persons_or_returned_by_act(kind, clash):
    assert clashes(fact("R", person(), kind, "2025-07-02")) == [clash]
    assert clashes(fact("R", person(), kind, "2023-07-02")) == []  # who returned before may have died since


def test_sexes():
    mine, theirs = (fact(id_, who, FactKind.SEX, value="M") for id_, who in (("A", person()), ("B", case())))
    assert clashes(mine, theirs) == []
    assert clashes(mine, fact("B", case(), FactKind.SEX, value="F")) == [Clash.SEX]


def test_age_of_the_remains_against_the_date_of_birth():
    born = fact("B", person(), FactKind.BORN, "1999-05-17")
    died = fact("D", case(), FactKind.DIED, "2025-03")
    for told, found in (("25/35", []), ("45/60", [Clash.AGE]), ("12/18", [Clash.AGE])):
        assert clashes(born, fact("A", case(), FactKind.AGE, value=told), died) == found
    # nobody tells when death came: nobody was older than on the day of the finding, but maybe younger
    assert clashes(born, fact("A", case(), FactKind.AGE, value="45/60")) == [Clash.AGE]
    assert clashes(born, fact("A", case(), FactKind.AGE, value="12/18")) == []


def test_an_age_may_be_that_of_any_day_on_which_death_can_have_come():
    born = fact("B", person(), FactKind.BORN, "1990")
    age = fact("A", case(), FactKind.AGE, value="20/30", known_on="2025-08-01")
    assert clashes(born, age) == []  # died at 30 and was found later
    assert clashes(born, age, fact("D", case(), FactKind.DIED, "2024")) == [Clash.AGE]


def test_statures_are_spans():
    mine = fact("A", person(), FactKind.STATURE, value="178")
    assert clashes(mine, fact("B", case(), FactKind.STATURE, value="170/178")) == []
    assert clashes(mine, fact("B", case(), FactKind.STATURE, value="160/170")) == [Clash.STATURE]


def test_other_identifications():
    def other(individuals, same_case=False):
        return of_others([OtherIdentification("D-9", day("2025-09-01"), same_case, individuals)])[0].clash

    assert other(2) is Clash.OTHER_CASE
    assert other(1) is Clash.UNJOINED
    assert other(1, same_case=True) is Clash.OTHER_PERSON


def test_what_is_known_of_others_is_not_asked():
    assert (
        clashes(fact("S", person(2), FactKind.ALIVE, "2025-08-17"), fact("A", case(2), FactKind.SEX, value="F")) == []
    )


def test_whoever_says_it_weighs_the_same():
    for side in ("X", "Y", "NEUTRAL", ""):
        assert clashes(fact("S", person(), FactKind.ALIVE, "2025-08-17", said_by=side)) == [Clash.ALIVE_LATER]
