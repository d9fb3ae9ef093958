"""The mirror for the register: let the sides change places, and only labels change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from desk import Desk

sys.path.insert(0, str(Path(__file__).parents[1] / "register"))

from scene import Scene

from homeward.ledger.terms import NEUTRAL
from homeward.register.actions import state_fact
from homeward.register.actions.statements import NewFact
from homeward.register.gate import (
    assertions_of,
    contradictions_for,
    members_for,
    persons_for,
    search_entries,
    shown_entry,
)
from homeward.register.models import Judgement
from homeward.register.terms import FactField, Verdict

SWAP = {"UA": "RU", "RU": "UA", NEUTRAL: NEUTRAL, "": ""}


def played(folder: Path, turn: Callable[[str], str]) -> dict[str, object]:
    """One story, its sides under the names that ``turn`` gives; what each party then sees, labels turned back."""
    folder.mkdir()
    scene = Scene(Desk(folder))
    first, other = turn("UA"), turn("RU")
    a = scene.entry(first, "Сичов", "Вадим", sex="m", sex_read="m", kind="held")
    b = scene.entry(other, "Сычев", "Вадим", sex="f", sex_read="f", kind="held")
    c = scene.entry(first, "Сичов", "Вадим", birth_date="1999", birth_date_read="1999", kind="sought")
    d = scene.entry(other, "Сичева", "Вера")
    scene.both_say(a, b)
    scene.both_say(a, c)
    scene.say(first, c, d)
    scene.both_say(b, d, Verdict.DIFFERENT)
    scene.show(a, b, columns=("surname", "sex"))
    dead = NewFact(FactField.LIFE_STATE, "dead_reported", "a comrade", "2023")
    state_fact(by=scene.worker(first), about=c.alias, fact=dead)
    seen = NewFact(FactField.LIFE_STATE, "alive_seen", "a doctor", "2024")
    state_fact(by=scene.worker(other), about=persons_for(scene.worker(other)).get().number, fact=seen, share=True)
    scene.take_back(
        Judgement.objects.get(party=first, verdict="same", left__in=(c.alias, d.alias), right__in=(c.alias, d.alias))
    )
    names = {a.alias: "a", b.alias: "b", c.alias: "c", d.alias: "d"}
    return {turn(party): _seen(scene, party, names, turn) for party in ("UA", "RU", NEUTRAL)}


def _seen(scene: Scene, party: str, names: dict[str, str], turn: Callable[[str], str]) -> object:
    viewer = scene.worker(party)
    persons = list(persons_for(viewer))
    members = members_for(viewer, persons)
    about = [person.number for person in persons] + [entry.alias for some in members.values() for _one, entry in some]
    return {
        "persons": sorted(
            (turn(one.party), sorted(names[e.alias] for _m, e in members[one.number])) for one in persons
        ),
        "entries": sorted(
            (names[entry.alias], turn(entry.party), shown_entry(entry, viewer).cells)
            for some in members.values()
            for _membership, entry in some
        ),
        "said": sorted(
            (fact.field, fact.value, turn(fact.party), fact.shared) for fact in assertions_of(viewer, about)
        ),
        "contradictions": sorted((one.rule, turn(one.party)) for one in contradictions_for(viewer)),
        "found": sorted(names[entry.alias] for entry in search_entries(viewer, "Sychov Vadim")),
    }


def test_sides_swapped_swap_what_each_sees(tmp_path: Path, another_database: Callable[[str], None]) -> None:
    another_database("one")
    told = played(tmp_path / "first", lambda party: party)
    another_database("two")
    mirrored = played(tmp_path / "second", lambda party: SWAP[party])
    assert told == mirrored
    assert told["UA"] != told["RU"]
