"""Reading what a clerk writes where a place is asked for: type words, regions, districts, brackets, prepositions.

``read_place`` takes the text apart; nothing here knows which places exist, except that an adjective beside "обл." or
"р-н" is a region or district. Which place is meant is decided in ``place_gazetteer``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from homeward.names.scripts import clean_word
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
    PlaceKind.CITY: "м м. г г. гор гор. мiсто місто місті міста город города городе городу city town misto gorod "
    "g. şehri şehir kenti kent kasabası kasaba",
    PlaceKind.URBAN_SETTLEMENT: "смт смт. пгт пгт. smt smt. pgt pgt. рп р.п. p.g.t.",
    PlaceKind.SETTLEMENT: "селище селища селищі сел сел. с-ще пос пос. п п. посёлок поселок поселка посёлка поселке "
    "посёлке settlement selyshche posyolok poselok",
    PlaceKind.VILLAGE: "с с. село села селі селе селo д д. дер дер. деревня деревни деревне village selo derevnya "
    "v. vil. vill. köyü köy s. аул",
    PlaceKind.HAMLET: "х х. хут хут. хутір хутора хутор хуторі хуторе khutir khutor hamlet",
    PlaceKind.STATION: "ст ст. ст-ца станиця станиці станица станицы станице станція станции станция stanitsa station",
    PlaceKind.DISTRICT: "р-н р-ну р-на р-не р-ні район району района районе районі raion rayon district ilçesi ilçe rn",
    PlaceKind.COMMUNITY: "громада громади тг отг сг мтг сільрада с/р с/с сельсовет hromada community volost",
    PlaceKind.REGION: "обл обл. область області области областi областю областью край краю края крае oblast oblast' "
    "region krai kray республіка республіки республіці республика республики республике респ респ. republic ао "
    "округ округу округа province ili vilayeti bölgesi oblastı ар",
}
_KIND_OF_WORD = {word: kind for kind, words in _WORDS_OF_KIND.items() for word in words.split()}
# One letter is a type word only before a full stop or at the head of a longer text: "с. Іванівка", "г Донецк"
_AREAS = (PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.COMMUNITY)
_PHRASES = (
    (re.compile(r"(селище|посёлок|поселок|пос\.?) (міського|городского|гор\.?) тип[уа]\b"), "смт"),
    (re.compile(r"(рабочий|робітниче|рабочего) (посёлок|поселок|селище|поселка)\b"), "смт"),
    (re.compile(r"urban[- ]type settlement\b"), "смт"),
    (re.compile(r"(автономн\w+|народн\w+) (республ|округ|обл)"), r"\2"),
    (re.compile(r"\b(сільська|сільської|селищна|міська|сельский|городской|поселковый) (рада|ради|громада|громади|совет)\b"), "тг"),
    (re.compile(r"\b(city|town|village|district|province) of "), r"\1 "),
)  # fmt: skip
_COUNTRY = frozenset(
    "україна україни україні украина украины украине ukraine ukrayna урср усср уссr россия россии росія росії рф рсфср "
    "russia rusya russian federation российская федерация російська федерація срср ссср ussr sssr беларусь белоруссия "
    "білорусь рб belarus білорусія türkiye turkey туреччина турция казахстан kazakhstan молдова moldova".split()
)
_BEFORE_NAME = frozenset("у в во із з зі со из с під под біля возле біля near in from at до йв деревне ж/м мкр мкрн.".split())
_FORMERLY = re.compile(r"\b(колишн\w*|кол\.|раніше|бывш\w*|быв\.|б\.|ранее|formerly|former|ex|eski|нині|ныне|now|тепер|сейчас|он же|або|или|or)(?=[\s.:]|$)")
_STREET = re.compile(r"\b(вул|ул|пров|пер|просп|пр-т|бул|буд|дом|кв|str|street|st\.? ?no)\b\.?.*")
_ADJECTIVE = re.compile(r"(ськ|цьк|зьк|ск|цк|sk|tsk|ck)(а|ої|ій|у|ий|ого|ому|ім|ая|ой|ую|ом|а́|a|aya|aia|aja|oi|oy|ii|iy|yi|y|i|yy|ij|ogo|oho|e)?$")
_SEGMENT = re.compile(r"[,;|]|\s[-–—]\s|\.\s*(?=$)")
_BRACKETS = re.compile(r"[(\[](.*?)[)\]]|/(.*)$")
_GLUED = re.compile(r"^(м|г|с|смт|пгт|пос|гор|обл|д|п|х|ст|дер|сел)\.(?=\w)")
_TOKEN = re.compile(r"[^\s]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A text taken apart.

    Attributes:
        names: the bare name, and after it every other name the text gives for the same place (brackets, "formerly").
        kind: the type word written, else UNSAID.
        regions: what stands beside "обл.", "край", "oblast" …, as written.
        districts: what stands beside "р-н", "громада", "district" …, as written.
        oblique: a preposition stands before the name, so it is hardly in the nominative.
    """

    names: tuple[str, ...]
    kind: PlaceKind
    regions: tuple[str, ...]
    districts: tuple[str, ...]
    oblique: bool = False


def read_place(text: str) -> PlaceText:
    """Take ``text`` apart; a text of nothing but a region or district has that as its name, and its kind."""
    if text.isalpha() and text.lower() not in _COUNTRY:
        return PlaceText((text,), PlaceKind.UNSAID, (), ())
    low = " ".join(text.split())
    aliases: list[str] = []
    for found in _BRACKETS.finditer(low):
        if "/" not in found[0] or not re.search(r"\b[срж]/[рсм]\b", low.lower()):
            aliases.append(next(group for group in found.groups() if group is not None))
    if aliases:
        low = _BRACKETS.sub(" ", low)
    main = _FORMERLY.split(low.lower()) if _FORMERLY.search(low.lower()) else [low]
    aliases += main[2::2]
    reading = _Reading()
    for segment in _SEGMENT.split(main[0]):
        reading.take(segment or "")
    for alias in aliases:
        reading.take_alias(_FORMERLY.sub(" ", alias.lower()))
    return reading.result()


class _Reading:
    """What has been understood of one text so far."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.plain: list[str] = []
        self.aliases: list[str] = []
        self.kind = PlaceKind.UNSAID
        self.regions: list[str] = []
        self.districts: list[str] = []
        self.oblique = False

    def take(self, segment: str) -> None:
        """Read one part between commas."""
        tokens = self._tokens(segment)
        tokens = self._areas(tokens)
        name: list[str] = []
        typed = False
        for place, token in enumerate(tokens):
            kind = self._kind(token, alone=len(tokens) == 1)
            if kind is PlaceKind.STATION and len(token) > 3 and _ADJECTIVE.search("".join(tokens[place + 1 : place + 2])):
                self.kind = self.kind or kind  # Станиця Луганська: the type is part of the name
                kind = None
            if kind is None or (len(token) == 1 and place):
                name.append(token)
                continue
            if name and place < len(tokens) - 1:
                self.plain.append(" ".join(name))
                name = []
            typed = True
            self.kind = self.kind or kind
        if not name and tokens:
            name = tokens[-1:]
            typed = len(tokens) > 1
        if name:
            (self.typed if typed else self.plain).append(" ".join(name))

    def take_alias(self, segment: str) -> None:
        """Read another name given for the same place."""
        tokens = [token for token in self._tokens(segment) if self._kind(token, alone=False) is None]
        if tokens:
            self.aliases.append(" ".join(tokens))

    def result(self) -> PlaceText:
        """The text taken apart; a lone adjective beside another name is read as its region."""
        names = self.typed + self.plain
        if len(names) > 1 and not self.typed:
            areas = [name for name in names if _ADJECTIVE.search(name) and " " not in name]
            rest = [name for name in names if name not in areas]
            if areas and rest:
                self.regions += areas
                names = rest
        elif self.typed:
            self.regions += self.plain
            names = self.typed
        kind = self.kind
        if not names and self.districts:
            names, kind = self.districts[:1], PlaceKind.DISTRICT
            self.districts = self.districts[1:]
        elif not names and self.regions:
            names, kind = self.regions[:1], PlaceKind.REGION
            self.regions = self.regions[1:]
        return PlaceText((*names[:1], *self.aliases), kind, tuple(self.regions), tuple(self.districts + names[1:]), self.oblique)

    def _tokens(self, segment: str) -> list[str]:
        low = segment.lower().strip(" .")
        for phrase, word in _PHRASES:
            low = phrase.sub(word, low)
        low = _STREET.sub(" ", _DIGITS.sub(" ", low))
        tokens = [part for token in _TOKEN.findall(low) for part in _GLUED.sub(r"\1. ", token).split()]
        while len(tokens) > 1 and tokens[0] in _BEFORE_NAME and tokens[0] not in ("с", "з"):
            tokens = tokens[1:]
            self.oblique = True
        return [token for token in tokens if token.strip(".") not in _COUNTRY]

    @staticmethod
    def _kind(token: str, alone: bool) -> PlaceKind | None:
        if alone:
            return None
        kind = _KIND_OF_WORD.get(token) or _KIND_OF_WORD.get(token.rstrip("."))
        if kind is None and not token.isascii():
            kind = _KIND_OF_WORD.get(clean_word(token))
        return None if kind in _AREAS else kind

    def _areas(self, tokens: list[str]) -> list[str]:
        """Take region and district words with their adjective out of ``tokens``."""
        rest = list(tokens)
        place = 0
        while place < len(rest):
            kind = _KIND_OF_WORD.get(rest[place]) or _KIND_OF_WORD.get(rest[place].rstrip("."))
            if kind not in _AREAS:
                place += 1
                continue
            before, after = rest[place - 1] if place else "", rest[place + 1] if place + 1 < len(rest) else ""
            target = self.regions if kind is PlaceKind.REGION else self.districts
            if before and (_ADJECTIVE.search(before) or not _ADJECTIVE.search(after)):
                target.append(before)
                del rest[place - 1 : place + 1]
                place -= 1
            elif after:
                target.append(after)
                del rest[place : place + 2]
            else:
                del rest[place]
        return rest
