"""Whoever types a name in one script finds it in every other, among the lists of those whose rows they may read."""

from __future__ import annotations

import pytest
from scene import Scene

from homeward.access.terms import Role
from homeward.ledger.terms import NEUTRAL
from homeward.register.actions import withdraw_entries
from homeward.register.gate import search_entries
from homeward.register.models import SearchKey
from homeward.register.search_keys import entry_keys, question_keys, sort_name

SYCHOVS = ("Сичов Вадим", "Сычев Вадим", "Sychov Vadym", "Vadim Sychev", "Вадим Сичов")


@pytest.mark.parametrize("written", SYCHOVS)
@pytest.mark.parametrize("typed", [*SYCHOVS, "Sychov", "Сичов"])
def test_a_name_has_a_key_in_common_with_each_of_its_spellings(written: str, typed: str) -> None:
    asked = {key for keys in question_keys(typed) for key in keys}
    assert asked & set(entry_keys({"full_name": written}))


def test_an_entry_has_few_keys() -> None:
    known = {"surname": "Гончар", "given_name": "Олег", "rec_id": "A-17", "birth_place": "Олешки"}
    assert len(entry_keys(known)) <= 6
    assert entry_keys({}) == []
    assert sort_name({"surname": "СИЧОВ", "given_name": "Вадим"}) == "сичов вадим"


def test_search_finds_in_every_script_and_only_what_may_be_read(scene: Scene) -> None:
    ours = scene.entry("UA", "Сичов", "Вадим", rec_id="UA-00017", birth_place="м. Олешки")
    theirs = scene.entry("RU", "Сычев", "Вадим", birth_place="г. Алешки")
    other = scene.entry("UA", "Сичов", "Олег")
    ua, ru, neutral = (scene.worker(party) for party in ("UA", "RU", NEUTRAL))
    for typed in ("Sychov Vadym", "Вадим Сычёв", "сичов вадим"):
        assert [entry.alias for entry in search_entries(ua, typed)] == [ours.alias, other.alias], typed
        assert [entry.alias for entry in search_entries(ru, typed)] == [theirs.alias], typed
        assert {entry.alias for entry in search_entries(neutral, typed)} >= {ours.alias, theirs.alias}
    assert [entry.alias for entry in search_entries(ua, "UA-00017")] == [ours.alias]
    assert [entry.alias for entry in search_entries(ua, "ua 00017")] == [ours.alias]
    assert [entry.alias for entry in search_entries(ua, "Aleshki")] == [ours.alias]
    assert [entry.alias for entry in search_entries(ua, ours.alias.lower())] == [ours.alias]
    assert not search_entries(ua, theirs.alias)
    assert not search_entries(ua, " ")
    assert not search_entries(scene.desk.viewer(Role.OBSERVER, "UA"), "Sychov")
    scene.show(theirs)
    assert [entry.alias for entry in search_entries(ua, theirs.alias)] == [theirs.alias]
    assert not search_entries(scene.desk.viewer(Role.MEDICAL_MEMBER, "UA"), theirs.alias)


def test_only_the_newest_version_is_found(scene: Scene) -> None:
    old = scene.entry("UA", "Гончар", "Олег")
    (new,) = scene.list("UA", {"surname": "Гончаренко"}, follows=old.submission, aliases=(old.alias,))
    ua = scene.worker("UA")
    assert not search_entries(ua, "Гончар Олег")
    assert [entry.number for entry in search_entries(ua, "Goncharenko")] == [new.number]
    with scene.act("UA") as act:
        withdraw_entries(act, numbers=[new.number])
    assert not search_entries(ua, "Goncharenko")
    assert not SearchKey.objects.exists()
