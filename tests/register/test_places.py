"""Places and institutions: each side's own form first, found in every script, hidden where not shared."""

from __future__ import annotations

import pytest
from scene import Scene

from homeward.access.doors import NotThere
from homeward.access.terms import Role
from homeward.errors import InputRefused
from homeward.ledger.gate import latest_entries
from homeward.ledger.live import check
from homeward.ledger.terms import NEUTRAL
from homeward.register.actions import (
    add_place_form,
    name_institution,
    name_place,
    say_institution_changed,
    say_place_changed,
    share_saying,
)
from homeward.register.actions.places import NewChange, NewForm
from homeward.register.gate import institution_for, place_for, places_for, search_institutions, search_places
from homeward.register.gate.places import changes_of_institution, changes_of_place, shown_places
from homeward.register.models import InstitutionForm, Place
from homeward.register.terms import FormUse, Happened, InstitutionKind
from homeward.words import Language


def form(text: str, language: Language = Language.UK, **more: object) -> NewForm:
    return NewForm(text, language, "a map of 1990", **more)  # type: ignore[arg-type]


def test_aleshki_finds_oleshky_before_anybody_has_spoken_of_it(quick_scene: Scene) -> None:
    ua, ru = quick_scene.worker("UA"), quick_scene.worker("RU")
    for text in ("Aleshki", "Олешки", "Алёшки", "Цюрупинск"):
        found = search_places(quick_scene.desk.viewer(Role.LIAISON, "UA", Language.UK), text)
        assert found[0].title == "Олешки", text
        assert not found[0].number
    assert "Цюрупинск" in " ".join(search_places(ua, "Олешки")[0].former)
    assert search_places(quick_scene.desk.viewer(Role.LIAISON, "RU", Language.RU), "Oleshky")[0].title == "Алёшки"
    assert not places_for(ru).exists()


def test_each_sides_own_form_comes_first(scene: Scene) -> None:
    ua, ru = scene.worker("UA"), scene.worker("RU")
    known = search_places(ua, "Бахмут")[0].gazetteer
    place = name_place(by=ua, form=form("Бахмут"), gazetteer=known)
    again = name_place(by=ru, form=form("Артёмовск", Language.RU), gazetteer=known)
    assert again.number == place.number
    assert Place.objects.count() == 1
    (ours,), (theirs,) = shown_places(ua, [place]), shown_places(ru, [place])
    assert (ours.title, theirs.title) == ("Бахмут", "Артёмовск")
    assert "Артёмовск" in {*ours.others, *ours.former}
    assert "Бахмут" in theirs.others
    check()


def test_no_side_learns_from_its_own_entry_that_another_has_named_the_place_before(scene: Scene) -> None:
    ua, ru = scene.worker("UA"), scene.worker("RU")
    known = search_places(ua, "Бахмут")[0].gazetteer
    name_place(by=ua, form=form("Бахмут"), gazetteer=known, share=False)
    name_place(by=ru, form=form("Артёмовск", Language.RU), gazetteer=known, share=False)
    (first,), (second,) = (latest_entries(party, 1) for party in ("UA", "RU"))
    assert first.sequence != second.sequence
    assert first.rows_count == second.rows_count
    check()


def test_what_is_not_shared_is_not_there_for_the_other_side(scene: Scene) -> None:
    ua, ru, neutral = (scene.worker(party) for party in ("UA", "RU", NEUTRAL))
    home = name_institution(by=ua, kind=InstitutionKind.CHILDREN, form=form("Дитячий будинок № 7 «Ластівка»"))
    with pytest.raises(NotThere):
        institution_for(ru, home.number)
    assert not search_institutions(ru, "Lastivka")
    assert [one.number for one in search_institutions(ua, "Lastivka")] == [home.number]
    assert [one.number for one in search_institutions(neutral, "Ластивка")] == [home.number]
    hidden = InstitutionForm.objects.get()
    with pytest.raises(NotThere):
        share_saying(by=ru, saying=hidden.number)
    share_saying(by=ua, saying=hidden.number)
    assert search_institutions(ru, "ластівка")[0].title == "Дитячий будинок № 7 «Ластівка»"
    check()


def test_an_institution_moved_and_a_place_was_merged(quick_scene: Scene) -> None:
    ua, ru = quick_scene.worker("UA"), quick_scene.worker("RU")
    old = name_place(by=ua, form=form("Старе"))
    new = name_place(by=ua, form=form("Нове"))
    say_place_changed(by=ua, place=old.number, change=NewChange(Happened.MERGED, "a law", "2020-07", new.number))
    home = name_institution(by=ua, kind=InstitutionKind.CHILDREN, form=form("Інтернат"), share=True)
    moved = NewChange(Happened.MOVED, "a teacher", "2022-10", place=new.number)
    say_institution_changed(by=ua, institution=home.number, change=moved)
    assert [one.happened for one in changes_of_place(ru, old)] == [Happened.MERGED]
    assert not list(changes_of_institution(ru, home))
    assert [one.as_of for one in changes_of_institution(ua, home)] == ["2022-10"]


def test_a_name_needs_a_text_a_source_and_a_date_that_is_one(quick_scene: Scene) -> None:
    ua = quick_scene.worker("UA")
    with pytest.raises(InputRefused) as refusal:
        name_place(by=ua, form=NewForm(" ", Language.UK, "", as_of="May"))
    assert [fault.column for fault in refusal.value.faults] == ["as_of", "source", "text"]
    place = name_place(by=ua, form=form("Нове"))
    add_place_form(by=ua, place=place.number, form=form("Ленінське", use=FormUse.FORMER))
    assert shown_places(ua, [place])[0].former == ("Ленінське",)
    with pytest.raises(InputRefused):
        say_place_changed(by=ua, place=place.number, change=NewChange(Happened.SUCCEEDED, "a law"))
    with pytest.raises(NotThere):
        name_place(by=ua, form=form("Ніде"), gazetteer="p000")
    with pytest.raises(NotThere):
        place_for(ua, "PL-00000000-0")


def test_the_pages_of_places(quick_scene: Scene) -> None:
    ua = quick_scene.desk.client(Role.LIAISON, "UA", Language.UK)
    ru = quick_scene.desk.client(Role.LIAISON, "RU", Language.RU)
    found = ua.get("/places/", {"q": "Aleshki"}).content.decode()
    assert "Олешки" in found
    known = found.split("/places/known/")[1].split("/")[0]
    posted = {"text": "Олешки", "written_in": "uk", "use": "current", "source": "мапа", "share": "on", "request": "a"}
    named = ua.post(f"/places/known/{known}/", posted)
    assert named.status_code == 302
    place = Place.objects.get()
    page = ru.get(f"/places/{place.number}/").content.decode()
    assert page.index("Алёшки") < page.index("Олешки")
    posted |= {"text": "Цюрупинськ", "use": "former", "request": "b"}
    assert ua.post(f"/places/{place.number}/names/", posted).status_code == 302
    change = {"happened": "merged", "other": "Ніде", "source": "мапа", "request": "c"}
    assert ua.post(f"/places/{place.number}/changes/", change).status_code == 422
    house = {"kind": "children", "text": "Дім", "written_in": "uk", "use": "current", "source": "лист", "request": "d"}
    assert ua.post("/institutions/new/", house).status_code == 302
    assert "Дім" in ua.get("/institutions/").content.decode()
    assert "Дім" not in ru.get("/institutions/").content.decode()
    number = InstitutionForm.objects.get().institution_id
    moved = {"happened": "moved", "other": place.number, "source": "лист", "as_of": "2022-10", "request": "e"}
    assert ua.post(f"/institutions/{number}/changes/", moved).status_code == 302
    assert "Олешки" in ua.get(f"/institutions/{number}/").content.decode()
    assert ru.get(f"/institutions/{number}/").status_code == 404
    saying = InstitutionForm.objects.get().number
    assert ua.post(f"/institutions/{number}/share/{saying}/", {"request": "f"}).status_code == 302
    assert ru.get(f"/institutions/{number}/").status_code == 200
