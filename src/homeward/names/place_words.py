"""The words a clerk puts around a place name: types of settlement, regions, prepositions, "formerly", streets.

Vocabulary only, in Ukrainian, Russian, English and Turkish with the abbreviations in use; ``place_writing`` reads
by it.
"""

from __future__ import annotations

import re
from enum import StrEnum

from homeward.words import _


class PlaceKind(StrEnum):
    """What a text says the place is. Values are stored; labels are in ``PLACE_KIND_LABELS``."""

    UNSAID = ""
    CITY = "city"
    URBAN_SETTLEMENT = "urban_settlement"
    SETTLEMENT = "settlement"
    VILLAGE = "village"
    HAMLET = "hamlet"
    STATION = "station"
    DISTRICT = "district"
    COMMUNITY = "community"
    REGION = "region"


PLACE_KIND_LABELS: dict[PlaceKind, str] = {
    PlaceKind.UNSAID: _("not said"),
    PlaceKind.CITY: _("city or town"),
    PlaceKind.URBAN_SETTLEMENT: _("urban-type settlement"),
    PlaceKind.SETTLEMENT: _("settlement"),
    PlaceKind.VILLAGE: _("village"),
    PlaceKind.HAMLET: _("hamlet"),
    PlaceKind.STATION: _("station or Cossack village"),
    PlaceKind.DISTRICT: _("district"),
    PlaceKind.COMMUNITY: _("territorial community"),
    PlaceKind.REGION: _("region"),
}

_WORDS_OF_KIND = {
    PlaceKind.CITY: """м г гор місто місті міста город города городе городу city town misto gorod g şehri şehir kenti
        kent kasabası kasaba""",
    PlaceKind.URBAN_SETTLEMENT: "смт пгт smt pgt рп р.п p.g.t с.м.т п.г.т",
    PlaceKind.SETTLEMENT: """селище селища селищі сел с-ще пос п посёлок поселок поселка посёлка поселке посёлке
        settlement selyshche posyolok poselok""",
    PlaceKind.VILLAGE: """с село села селі селе д дер деревня деревни деревне аул village selo derevnya v vil vill köyü
        köy s""",
    PlaceKind.HAMLET: "х хут хутір хутора хутор хуторі хуторе khutir khutor hamlet",
    PlaceKind.STATION: """ст ст-ца станиця станиці станица станицы станице станція станции станция stanitsa stanytsia
        station""",
    PlaceKind.DISTRICT: """р-н р-ну р-на р-не р-ні район району района районе районі raion rayon district ilçesi ilçe
        rn""",
    PlaceKind.COMMUNITY: "громада громади тг отг мтг сільрада с/р с/с сельсовет hromada community volost",
    PlaceKind.REGION: """обл область області области областю областью край краю края крае oblast region krai kray
        республіка республіки республіці республика республики республике респ republic ао округ округу округа ар
        province ili vilayeti bölgesi oblastı""",
}
KIND_OF_WORD = {word: kind for kind, words in _WORDS_OF_KIND.items() for word in words.split()}
"""Kind by type word, in lower case and without a full stop at its end."""

AREAS = (PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.COMMUNITY)
"""Kinds that stand beside an adjective and around a settlement."""

PHRASES = (
    (re.compile(r"(селище|посёлок|поселок|пос\.?) (міського|городского|гор\.?) тип[уа]\b"), "смт"),
    (re.compile(r"(рабочий|робітниче|рабочего) (посёлок|поселок|селище|поселка)\b"), "смт"),
    (re.compile(r"urban[- ]type settlement\b"), "смт"),
    (re.compile(r"(автономн\w+|народн\w+) (республ|округ|обл)"), r"\2"),
    (re.compile(r"\b(сільськ|селищн|міськ|сельск|городск|поселков)\w+ (рад[аи]|громад[аи]|совет\w?)\b"), "тг"),
    (re.compile(r"\b(city|town|village|district|province) of "), r"\1 "),
)
"""Types of several words and the short word that stands for each."""

_COUNTRIES = """україна україни україні україну украина украины украине украину ukraine ukrayna урср усср
    россия россии росія росії рф рсфср russia rusya russian federation российская федерация російська федерація
    срср ссср ussr sssr беларусь беларуси белоруссия білорусь білорусія рб belarus türkiye turkey туреччина турция
    казахстан kazakhstan молдова moldova"""
COUNTRIES = frozenset(_COUNTRIES.split())
"""Words of countries' names; they are passed over."""

_PREPOSITIONS = "у в во із з зі со из с під под біля возле коло около родом near in from at до мкр ж/м"
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
"""Words before a name; with most of them the name is in an oblique case."""

FORMERLY = re.compile(
    r"\b(?:колишн\w*|кол\.|раніше|бывш\w*|быв\.|ранее|formerly|former|ex|eski|нині|ныне|now|тепер|теперь|сейчас|он же"
    r"|або|или|or)(?=[\s.:]|$)"
)
"""Between two names of one place."""

STREET = re.compile(r"\b(вул|ул|пров|пер|просп|пр-т|бул|буд|дом|кв|str|street)\b\.?.*")
"""From a street or house number to the end."""
