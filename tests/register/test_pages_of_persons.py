"""Pages of entries, persons and contradictions: what each side finds there, and what it never finds."""

from __future__ import annotations

import re

from scene import NAME_COLUMNS, Scene

from homeward.access.terms import Role
from homeward.ledger.terms import NEUTRAL
from homeward.register.models import Contradiction, Judgement, Person, Statement

CANARY = "Канарейченко"
SOURCE = "a letter of the second of May"


def page(scene: Scene, party: str, address: str) -> str:
    role = Role.SECRETARY if party == NEUTRAL else Role.LIAISON
    answer = scene.desk.client(role, party).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def key_in(text: str) -> str:
    found = re.search(r'name="request" value="(\w+)"', text)
    assert found
    return found[1]


def joint(scene: Scene) -> Person:
    ours = scene.entry("UA", "Сичов", "Вадим", health_note="поранення", birth_date="1999-05-17", kind="sought")
    theirs = scene.entry("RU", "Сычев", "Вадим", health_note="ранение", birth_date=CANARY, kind="held")
    scene.both_say(ours, theirs)
    scene.show(ours, theirs)
    return Person.objects.get()


def test_a_person_shows_both_sides_words_as_far_as_both_agreed(quick_scene: Scene) -> None:
    person = joint(quick_scene)
    ours = page(quick_scene, "UA", f"/persons/{person.number}/")
    assert "Сичов" in ours
    assert "Сычев" in ours
    assert "Ukrainian side" in ours
    assert "Russian side" in ours
    assert CANARY not in ours
    theirs = page(quick_scene, "RU", f"/persons/{person.number}/")
    assert CANARY in theirs
    assert "1999" not in theirs
    for text in (ours, theirs, page(quick_scene, NEUTRAL, "/persons/")):
        assert len(text) < 100_000
        assert "SB-" not in text


def test_an_entry_is_shown_whole_to_its_party_and_in_part_to_the_other(quick_scene: Scene) -> None:
    person = joint(quick_scene)
    theirs = quick_scene.entry("RU", CANARY)
    alias = {entry.party: entry.alias for entry in _entries(person)}
    whole = page(quick_scene, "RU", f"/entries/{alias['RU']}/")
    assert "/lists/SB-" in whole
    part = page(quick_scene, "UA", f"/entries/{alias['RU']}/")
    assert "Сычев" in part
    assert "SB-" not in part
    assert CANARY not in part
    ua = quick_scene.desk.client(Role.LIAISON, "UA")
    assert ua.get(f"/entries/{theirs.alias}/").status_code == 404
    assert ua.get("/entries/EN-00000000-0/").status_code == 404


def test_notes_on_health_are_shown_by_the_policy(quick_scene: Scene) -> None:
    entry = quick_scene.entry("UA", health_note="поранення  Ока")
    secretary = page(quick_scene, NEUTRAL, f"/entries/{entry.alias}/")
    assert "поранення" not in secretary
    assert "note on health" in secretary
    assert "поранення" in page(quick_scene, "UA", f"/entries/{entry.alias}/")


def test_something_is_said_corrected_and_shared(quick_scene: Scene) -> None:
    person = joint(quick_scene)
    address = f"/persons/{person.number}/"
    ua = quick_scene.desk.client(Role.LIAISON, "UA")
    form = {"said": "whereabouts=hospital", "source": SOURCE, "as_of": "2024-05", "confidence": "stated"}
    form["request"] = key_in(page(quick_scene, "UA", address))
    assert ua.post(f"{address}state/", form).status_code == 302
    assert ua.post(f"{address}state/", form).status_code == 302  # sent twice, done once
    (said,) = Statement.objects.all()
    assert SOURCE in page(quick_scene, "UA", address)
    assert SOURCE not in page(quick_scene, "RU", address)
    assert SOURCE in page(quick_scene, NEUTRAL, address)
    correcting = f"{address}statements/{said.number}/correct/"
    assert quick_scene.desk.client(Role.LIAISON, "RU").get(correcting).status_code == 404
    form |= {"said": "whereabouts=free", "request": key_in(page(quick_scene, "UA", correcting))}
    assert ua.post(correcting, form).status_code == 302
    newer = Statement.objects.get(superseded_by="")
    assert (newer.value, Statement.objects.get(pk=said.pk).superseded_by) == ("free", newer.number)
    sharing = f"{address}statements/{newer.number}/share/"
    assert ua.post(sharing, {"request": key_in(page(quick_scene, "UA", sharing))}).status_code == 302
    theirs = page(quick_scene, "RU", address)
    assert SOURCE in theirs
    assert "<s>in hospital</s>" in page(quick_scene, "UA", address)
    assert "<s>in hospital</s>" not in theirs  # what was corrected before it was shared stays with its party
    assert (
        ua.post(f"{address}state/", form | {"said": "birth_date=", "text": "1 May", "request": "x"}).status_code == 422
    )


def test_a_party_takes_its_word_back_on_the_page(quick_scene: Scene) -> None:
    person = joint(quick_scene)
    ua = quick_scene.desk.client(Role.LIAISON, "UA")
    judgement = Judgement.objects.get(party="UA")
    address = f"/persons/{person.number}/take-apart/{judgement.number}/"
    assert ua.post(address, {"reason": "", "request": "a"}).status_code == 422
    assert quick_scene.desk.client(Role.LIAISON, "RU").get(address).status_code == 404
    assert ua.post(address, {"reason": "two fathers", "request": "b"}).status_code == 302
    assert Person.objects.get().ended_at is not None
    assert "taken apart" in page(quick_scene, "RU", f"/persons/{person.number}/")


def test_a_contradiction_is_settled_and_opened_again(quick_scene: Scene) -> None:
    ours = quick_scene.entry("UA", sex="ч", sex_read="m")
    theirs = quick_scene.entry("RU", sex="ж", sex_read="f")
    quick_scene.both_say(ours, theirs)
    assert Contradiction.objects.get().party == NEUTRAL
    assert "No contradiction is open" in page(quick_scene, "UA", "/contradictions/")
    assert "1 contradiction is open" in page(quick_scene, NEUTRAL, "/contradictions/")
    quick_scene.show(ours, theirs, columns=("sex", *NAME_COLUMNS))
    found = Contradiction.objects.get()
    address = f"/contradictions/{found.number}/"
    assert "The sex is not the same." in page(quick_scene, "RU", address)
    ru = quick_scene.desk.client(Role.LIAISON, "RU")
    assert ru.post(f"{address}settle/", {"reason": "", "request": "c"}).status_code == 422
    assert ru.post(f"{address}settle/", {"reason": "a slip of ours", "request": "d"}).status_code == 302
    assert "No contradiction is open" in page(quick_scene, "UA", "/contradictions/")
    assert "a slip of ours" in page(quick_scene, "UA", address)
    ua = quick_scene.desk.client(Role.LIAISON, "UA")
    assert ua.post(f"{address}open/", {"reason": "not yet corrected", "request": "e"}).status_code == 302
    assert Contradiction.objects.get().is_open
    assert ua.post(f"{address}open/", {"reason": "again", "request": "f"}).status_code == 422
    quick_scene.list("RU", {**theirs.known, "sex_read": "m"}, follows=theirs.submission, aliases=(theirs.alias,))
    assert not Contradiction.objects.exists()


def test_every_office_finds_what_the_policy_gives_it(quick_scene: Scene) -> None:
    person = joint(quick_scene)
    expected = {Role.LIAISON: 200, Role.FORENSIC_EXPERT: 200, Role.FAMILY_LIAISON: 404, Role.OBSERVER: 403}
    for role, status in expected.items():
        assert quick_scene.desk.client(role, "RU").get(f"/persons/{person.number}/").status_code == status, role
    assert (
        quick_scene.desk.client(Role.FAMILY_LIAISON, "RU").post(f"/persons/{person.number}/state/").status_code == 403
    )


def _entries(person: Person):
    from homeward.register.gate import entries_by_alias

    return entries_by_alias(person.memberships.values_list("entry", flat=True)).values()
