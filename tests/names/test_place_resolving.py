"""What a clerk wrote, and which places it may mean, with the reasons."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names.place_gazetteer import gazetteer
from homeward.names.place_resolving import Candidate, PlaceWhy, resolve
from homeward.names.place_words import PlaceKind
from homeward.words import Language, say

N, F, S, C, SLIP = PlaceWhy.NAME, PlaceWhy.FORMER, PlaceWhy.SPELLING, PlaceWhy.CASE, PlaceWhy.SLIP
R, D, K = PlaceWhy.REGION, PlaceWhy.DISTRICT, PlaceWhy.KIND


def first(text: str) -> Candidate:
    return resolve(text).candidates[0]


@pytest.mark.parametrize(
    ("text", "code", "reasons"),
    [
        ("смт Новгородське, Бахмутський р-н", "UA14020110050044480", (F, D, K)),
        ("пгт Новгородское Артёмовского р-на", "UA14020110050044480", (F, PlaceWhy.WENT_TO, K)),
        ("м. Бахмут", "UA14020010010059145", (N, K)),
        ("г. Артёмовск, Донецкая обл.", "UA14020010010059145", (F, R, K)),
        ("Artemivsk (Bakhmut), Donetsk Oblast", "UA14020010010059145", (N, R)),
        ("ДНР, г. Донецк", "UA14080030010048113", (N, R, K)),
        ("м. Покровськ, Красноармійський р-н, Донецька обл.", "UA14160210010099403", (N, R, PlaceWhy.WENT_TO, K)),
        ("у Херсоні", "UA65100150010064384", (C,)),
        ("г. Херсона", "UA65100150010064384", (C, K)),
        ("ХЕРСОН", "UA65100150010064384", (N,)),
        ("Кмев", "UA80000000000093317", (SLIP,)),
        ("Цюрупинск", "UA65100110010019482", (F,)),
        ("Tsiurupynsk", "UA65100110010019482", (F,)),
        ("Lwów", "UA46060250010015970", (S,)),
        ("Kıyiv şehri", "UA80000000000093317", (N, K)),
        ("Горловка", "UA14060030010082815", (N,)),
        ("Донецк, Ростовская область", "geonames:565348", (N, R)),
        ("Стамбул", "geonames:745044", (N,)),
        ("Sakarya ili", "tr:54", (N, K)),
        ("Ростовская область", "oktmo:60000000", (N, K)),
        ("Бахмутский район", "UA14020000000013572", (N, K)),
        ("Дарницький район", "UA80000000000210193", (N, K)),
        ("г. Дарницкий район", "UA80000000000210193", (N, K)),
    ],
)
def test_what_a_clerk_writes(text: str, code: str, reasons: tuple[PlaceWhy, ...]) -> None:
    assert (first(text).code, first(text).reasons) == (code, reasons)


def test_a_name_that_many_settlements_bear_gives_each_with_its_district() -> None:
    found = resolve("с. Іванівка, Полтавська обл.").candidates
    assert len(found) > 3
    assert {one.region for one in found} == {"rua53"}
    assert len({(one.code, one.district) for one in found}) == len(found)
    kinds = [one.kind for one in found]
    assert kinds == sorted(kinds, key=[PlaceKind.VILLAGE, PlaceKind.SETTLEMENT].index)  # a village was asked for


def test_a_larger_place_of_a_name_comes_first() -> None:
    assert [one.region for one in resolve("Донецк").candidates[:2]] == ["rua14", "rru61"]


def test_an_earlier_name_stands_behind_the_name_itself() -> None:
    fits = [one.reasons[0] for one in resolve("Жовтневе").candidates]
    assert fits[0] is N
    assert F in fits
    assert fits == sorted(fits, key=[N, F, S, C, SLIP].index)


def test_an_old_district_beside_a_region_of_today_chooses_among_places_of_one_name() -> None:
    assert len(resolve("Вільхове").candidates) == 3
    (found,) = resolve("Вільхове, Станично-Луганський р-н, Луганська обл.").candidates
    assert gazetteer().place(found.district).uk == "Щастинський"
    assert found.reasons == (N, R, PlaceWhy.WENT_TO)


def test_a_region_in_which_no_such_place_lies_is_said_and_not_hidden() -> None:
    found = first("м. Херсон, Полтавська обл.")
    assert found.code == "UA65100150010064384"
    assert PlaceWhy.OTHER_REGION in found.reasons


def test_an_abolished_district_says_where_its_centre_lies() -> None:
    found = first("Мар'їнський район")
    assert (found.code, found.kind) == ("", PlaceKind.DISTRICT)
    assert PlaceWhy.ABOLISHED in found.reasons
    assert gazetteer().place(found.district).uk == "Покровський"


@pytest.mark.parametrize("text", ["", " ", "?", "Щ", "Україна", "Крутоберезівськ-Дальній"])
def test_nothing_is_found_where_nothing_is_known(text: str) -> None:
    assert resolve(text).candidates == ()


def test_every_reason_has_words() -> None:
    assert all(say(why.label, Language.EN) for why in PlaceWhy)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.sampled_from(["Олешки", "с. Іванівка, Полтавська обл.", "Бахмут (Артемівськ)", "р-н", "обл.", "ДНР"]),
        st.text(alphabet="абвгіїєґ'оеиьыАМс., -()Kharkovş", max_size=20),
    )
)
def test_the_same_text_gives_the_same_candidates_each_once(text: str) -> None:
    found = resolve(text)
    assert found == resolve(text)
    assert len(set(found.candidates)) == len(found.candidates)
