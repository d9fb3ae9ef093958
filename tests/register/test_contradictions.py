"""Each rule speaks where it must and is silent where it must be; nobody sees what rests on another's unshared word."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ledger.terms import NEUTRAL
from homeward.register.contradictions import RULES, SENTENCES, contradictions_of
from homeward.register.facts import Fact, facts_of_entry

_SOURCES = count()


def says(field: str, value: str, party: str = "UA", as_of: str = "", *, shared: bool = True) -> Fact:
    return Fact(field, value, party, f"ST-{next(_SOURCES):03}", as_of, shared)


def rules(*facts: Fact) -> list[str]:
    return [found.rule for found in contradictions_of(facts)]


@pytest.mark.parametrize(
    ("rule", "first", "other"),
    [
        ("alive_after_death", ("life_state", "alive_seen", "2024-03"), ("life_state", "dead_identified", "2023-11")),
        ("alive_after_death", ("life_state", "alive_reported", ""), ("life_state", "dead_reported", "2023-11")),
        ("identified_yet_listed_alive", ("life_state", "dead_identified", ""), ("listed", "held", "")),
        ("held_after_death", ("whereabouts", "hospital", "2024"), ("life_state", "presumed_dead_court", "2024")),
        ("returned_after_death", ("whereabouts", "returned", "2024-05"), ("life_state", "dead_reported", "2023")),
        ("body_and_alive", ("listed", "bodies_offered", ""), ("life_state", "alive_reported", "2024")),
        ("body_and_held", ("listed", "bodies_offered", ""), ("listed", "held", "")),
        ("two_deaths", ("life_state", "dead_identified", "2023-01"), ("life_state", "dead_identified", "2024-01")),
        ("returned_yet_listed", ("whereabouts", "returned", "2024-05"), ("listed", "sought", "")),
        ("held_after_return", ("whereabouts", "held_confirmed", "2024-06"), ("whereabouts", "returned", "2024-05")),
        ("sex_differs", ("sex", "m", ""), ("sex", "f", "")),
        ("births_apart", ("birth_date", "1999-05", ""), ("birth_date", "1999-06-01", "")),
        ("born_after_event", ("birth_date", "2022-03", ""), ("taken", "2022-02-28", "")),
        ("too_old", ("birth_date", "1901", ""), ("taken", "2022-02-28", "")),
    ],
)
def test_what_cannot_all_be_true(rule: str, first: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    facts = [says(field, value, as_of=as_of) for field, value, as_of in (first, other)]
    assert rules(*facts) == [rule]
    assert rules(*facts[::-1]) == [rule]


def test_every_rule_has_a_case_above() -> None:
    (mark,) = [mark for mark in test_what_cannot_all_be_true.pytestmark if mark.name == "parametrize"]
    assert {case[0] for case in mark.args[1]} | {"held_by_both"} == {rule.id for rule in RULES}
    assert {rule.id for rule in RULES} < set(SENTENCES)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (("life_state", "alive_seen", "2022-03"), ("life_state", "dead_identified", "2023-11")),
        (("life_state", "dead_reported", "2023"), ("life_state", "dead_identified", "2024")),
        (("life_state", "dead_identified", "2023"), ("life_state", "dead_identified", "2023-05")),
        (("life_state", "dead_identified", ""), ("listed", "sought", "")),
        (("whereabouts", "held_confirmed", "2023"), ("whereabouts", "returned", "2024-05")),
        (("birth_date", "1999", ""), ("birth_date", "1999-06-01", "")),
        (("birth_date", "199X", ""), ("birth_date", "1999", "")),
        (("birth_date", "2022", ""), ("taken", "2022-02-28", "")),
        (("status_claim", "prisoner_of_war", ""), ("status_claim", "mercenary_claimed", "")),
        (("listed", "held", ""), ("listed", "sought", "")),
    ],
)
def test_what_can_all_be_true(first: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert not rules(*(says(field, value, as_of=as_of) for field, value, as_of in (first, other)))


def test_held_by_both_sides_at_once() -> None:
    held = says("listed", "held", "UA")
    assert rules(held, says("listed", "held", "RU")) == ["held_by_both"]
    assert not rules(held, says("listed", "held", "UA"))
    assert not rules(held, says("listed", "held", NEUTRAL))


def test_who_sees_a_contradiction() -> None:
    def seen(first: Fact, other: Fact) -> str:
        (found,) = contradictions_of([first, other])
        return found.party

    ours, theirs = says("sex", "m", "UA", shared=False), says("sex", "f", "RU", shared=False)
    assert seen(ours, theirs) == NEUTRAL
    assert seen(ours, says("sex", "f", "RU")) == "UA"
    assert seen(says("sex", "m"), says("sex", "f", "RU")) == ""
    assert seen(says("sex", "m"), says("sex", "f", NEUTRAL, shared=False)) == NEUTRAL


def test_other_words_make_another_contradiction() -> None:
    first, other = says("birth_date", "1999"), says("birth_date", "2001", "RU")
    (found,) = contradictions_of([first, other])
    (again,) = contradictions_of([other, first])
    (changed,) = contradictions_of([first, Fact("birth_date", "2002", "RU", other.source, "", True)])
    assert found.number == again.number != changed.number


def test_what_an_entry_says_is_shared_as_far_as_it_was_shown() -> None:
    known = {
        "sex": "ч",
        "sex_read": "m",
        "birth_date": "17.05.99",
        "birth_date_read": "1999-05-17",
        "birth_place": "Олешки",
    }
    facts = facts_of_entry("EN-1", "UA", "held", known, frozenset({"birth_date"}))
    assert {(fact.field, fact.value, fact.shared) for fact in facts} == {
        ("listed", "held", False),
        ("sex", "m", False),
        ("birth_date", "1999-05-17", True),
        ("birth_place", "Олешки", False),
    }


FACTS = st.lists(
    st.builds(
        Fact,
        st.sampled_from(["life_state", "whereabouts", "listed", "sex", "birth_date", "taken"]),
        st.sampled_from(
            ["dead_identified", "alive_seen", "returned", "held_confirmed", "held", "m", "f", "1999", "2024"]
        ),
        st.sampled_from(["UA", "RU", NEUTRAL]),
        st.sampled_from(["EN-1", "EN-2", "ST-1"]),
        st.sampled_from(["", "2023", "2024-05"]),
        st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(FACTS, st.randoms(use_true_random=False))
def test_order_and_sides_change_nothing_but_the_names_of_the_sides(facts: list[Fact], chance: object) -> None:
    swap = {"UA": "RU", "RU": "UA"}
    shuffled = list(facts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert contradictions_of(facts) == contradictions_of(shuffled)
    mirrored = [
        Fact(fact.field, fact.value, swap.get(fact.party, fact.party), fact.source, fact.as_of, fact.shared)
        for fact in facts
    ]

    def told(some: list[Fact], turn: dict[str, str]) -> list[tuple[str, str, list[tuple[str, ...]]]]:
        return sorted(
            (
                found.rule,
                turn.get(found.party, found.party),
                sorted((fact.field, fact.value, turn.get(fact.party, fact.party), fact.source) for fact in found.facts),
            )
            for found in contradictions_of(some)
        )

    assert told(facts, {}) == told(mirrored, swap)
