"""A person is what both sides confirmed to be one; it is taken apart again, and keeps its number."""

from __future__ import annotations

import pytest
from desk import SIDES
from scene import Scene

from homeward.access.doors import NotThere
from homeward.access.terms import Role
from homeward.errors import InputRefused
from homeward.ledger.live import check
from homeward.ledger.terms import NEUTRAL
from homeward.register.actions import judge, retract, second, settle_persons
from homeward.register.gate import completes, parties_told, person_for, person_of_entry, persons_for
from homeward.register.gate.persons import members_for
from homeward.register.models import Judgement, Membership, Person
from homeward.register.terms import Verdict


def living() -> dict[str, set[str]]:
    """Living persons with the aliases of their entries."""
    found: dict[str, set[str]] = {person.number: set() for person in Person.objects.filter(ended_at=None)}
    for one in Membership.objects.filter(until=None):
        found[one.person_id].add(one.entry)
    return found


def test_one_party_alone_makes_no_person(scene: Scene) -> None:
    ours, theirs = scene.entry("UA"), scene.entry("RU", "Сычев")
    scene.say("UA", ours, theirs)
    assert not living()
    scene.say("RU", ours, theirs)
    assert list(living().values()) == [{ours.alias, theirs.alias}]
    check()


def test_a_judgement_counts_only_with_a_second_person(quick_scene: Scene) -> None:
    ours, theirs = quick_scene.entry("UA"), quick_scene.entry("RU")
    quick_scene.say("RU", ours, theirs)
    by = quick_scene.worker("UA")
    with quick_scene.act("UA") as act:
        said = judge(act, by=by, left=theirs, right=ours, verdict=Verdict.SAME, reason="one birth certificate")
        settle_persons(act, (ours, theirs))
    assert not living()
    with pytest.raises(InputRefused, match="second person"), quick_scene.act("UA") as act:
        second(act, by=by, judgement=said)
    other = quick_scene.desk.viewer(Role.MEDICAL_MEMBER, "UA")
    with quick_scene.act("UA") as act:
        second(act, by=other, judgement=Judgement.objects.get(pk=said.pk))
        settle_persons(act, (ours, theirs))
    assert len(living()) == 1


def test_duplicates_of_one_party_need_that_party_and_the_neutral(quick_scene: Scene) -> None:
    first, again = quick_scene.list("RU", {"surname": "Гончар"}, {"surname": "Гончар"})
    quick_scene.say("RU", first, again)
    assert not living()
    quick_scene.say(NEUTRAL, first, again)
    (person,) = Person.objects.all()
    assert person.party == "RU"
    assert not persons_for(quick_scene.worker("UA")).exists()


def test_who_is_parted_is_never_joined_by_a_chain(scene: Scene) -> None:
    a, b, c = scene.entry("UA"), scene.entry("RU"), scene.entry("UA", "Сичев")
    scene.both_say(a, b)
    scene.both_say(b, c)
    assert list(living().values()) == [{a.alias, b.alias, c.alias}]
    scene.both_say(a, c, Verdict.DIFFERENT)
    assert not living()
    check()


def test_a_person_taken_apart_lives_again_under_its_number(scene: Scene) -> None:
    a, b = scene.entry("UA"), scene.entry("RU")
    scene.both_say(a, b)
    (number,) = living()
    scene.take_back(Judgement.objects.get(party="UA"))
    assert not living()
    assert Person.objects.get().ended_at is not None
    scene.say("UA", a, b)
    assert set(living()) == {number}
    assert Membership.objects.count() == 4
    check()


def test_the_elder_number_stays_when_persons_grow_together(quick_scene: Scene) -> None:
    a, b, c, d = (quick_scene.entry(party) for party in ("UA", "RU", "UA", "RU"))
    quick_scene.both_say(a, b)
    (elder,) = living()
    quick_scene.both_say(c, d)
    (younger,) = set(living()) - {elder}
    quick_scene.both_say(b, c)
    assert set(living()) == {elder}
    assert Person.objects.get(pk=younger).merged_into_id == elder
    for party in ("UA", "RU"):
        quick_scene.take_back(
            Judgement.objects.get(party=party, left__in=(b.alias, c.alias), right__in=(b.alias, c.alias))
        )
    assert living() == {elder: {a.alias, b.alias}, younger: {c.alias, d.alias}}


def test_a_duplicate_that_was_not_put_to_both_is_not_shown_to_the_other(quick_scene: Scene) -> None:
    ours, theirs, hidden = quick_scene.entry("UA"), quick_scene.entry("RU"), quick_scene.entry("RU", "Канарейкин")
    quick_scene.both_say(ours, theirs)
    quick_scene.show(ours, theirs)
    quick_scene.both_say(theirs, hidden)
    person = Person.objects.get(ended_at=None)
    shown = [entry.alias for _one, entry in members_for(quick_scene.worker("UA"), [person])[person.number]]
    assert sorted(shown) == sorted([ours.alias, theirs.alias])
    assert len(members_for(quick_scene.worker("RU"), [person])[person.number]) == 3
    assert len(members_for(quick_scene.worker(NEUTRAL), [person])[person.number]) == 3


def test_an_entry_of_the_neutral_makes_no_person_joint(quick_scene: Scene) -> None:
    ours, neutral = quick_scene.entry("UA"), quick_scene.entry(NEUTRAL)
    quick_scene.both_say(ours, neutral)
    assert Person.objects.get().party == "UA"
    with pytest.raises(NotThere):
        person_for(quick_scene.worker("RU"), Person.objects.get().number)
    assert person_of_entry(quick_scene.worker("UA"), ours.alias) is not None


def test_whose_word_completes_and_who_is_told(quick_scene: Scene) -> None:
    ours, theirs = quick_scene.entry("UA"), quick_scene.entry("RU")
    ua, ru = quick_scene.worker("UA"), quick_scene.worker("RU")
    assert not completes(ua, ours.alias, theirs.alias, Verdict.SAME)
    quick_scene.say("RU", ours, theirs)
    assert completes(ua, ours.alias, theirs.alias, Verdict.SAME)
    assert not completes(ua, ours.alias, theirs.alias, Verdict.DIFFERENT)
    assert not completes(ru, ours.alias, theirs.alias, Verdict.SAME)
    assert parties_told((ours.alias, theirs.alias)) == sorted([NEUTRAL, *SIDES])
    again = quick_scene.entry("UA")
    assert parties_told((ours.alias, again.alias)) == sorted([NEUTRAL, "UA"])


def test_a_judgement_has_a_reason_and_stands_alone(quick_scene: Scene) -> None:
    ours, theirs = quick_scene.entry("UA"), quick_scene.entry("RU")
    quick_scene.say("UA", ours, theirs)
    by = quick_scene.worker("UA")
    with pytest.raises(InputRefused) as refusal, quick_scene.act("UA") as act:
        judge(act, by=by, left=theirs, right=ours, verdict=Verdict.UNSURE, reason=" ", seconded_by=by.person)
    assert len(refusal.value.faults) == 3
    with pytest.raises(InputRefused), quick_scene.act("RU") as act:
        retract(act, by=quick_scene.worker("RU"), judgement=Judgement.objects.get(), reason="not mine")


def test_a_new_version_of_a_list_leaves_the_person_as_it_is(scene: Scene) -> None:
    ours, theirs = scene.entry("UA"), scene.entry("RU")
    scene.both_say(ours, theirs)
    scene.list(
        "UA", {"surname": "Сичов", "given_name": "Вадим Олегович"}, follows=ours.submission, aliases=(ours.alias,)
    )
    (person,) = Person.objects.filter(ended_at=None)
    names = {entry.known["given_name"] for _one, entry in members_for(scene.worker("UA"), [person])[person.number]}
    assert "Вадим Олегович" in names
    check()
