"""Reading what a clerk writes where a place is asked for: type words, regions, districts, brackets, prepositions.

``read_place`` takes the text apart by the vocabulary of ``place_words``; nothing here knows which places exist, except
that an adjective beside "обл." or "р-н" is a region or district. Which place is meant is decided in
``place_gazetteer``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from homeward.names.place_words import (
    AREAS,
    COUNTRIES,
    FORMERLY,
    KIND_OF_WORD,
    PHRASES,
    PREPOSITIONS,
    STREET,
    PlaceKind,
)
from homeward.names.scripts import clean_word

_ADJECTIVE = re.compile(
    r"(ськ|цьк|зьк|ск|цк|sk|ck)"
    r"(а|ої|ій|у|ий|ого|ому|ім|ая|ой|ую|ом|a|aya|aia|aja|oi|oy|ii|iy|yi|y|i|yy|ij|ogo|oho|e)?$"
)
_SEGMENT = re.compile(r"[,;|]|\s[-–—]\s|\.\s*(?=$)")
_BRACKETS = re.compile(r"[(\[](.*?)[)\]]|/(.*)$")
_GLUED = re.compile(r"^(м|г|с|смт|пгт|пос|гор|обл|д|п|х|ст|дер|сел)\.(?=\w)")
_DIGITS = re.compile(r"\d+")
_BEFORE_A_NAME = (
    PlaceKind.CITY,
    PlaceKind.URBAN_SETTLEMENT,
    PlaceKind.SETTLEMENT,
    PlaceKind.VILLAGE,
    PlaceKind.HAMLET,
)


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A text taken apart.

    Attributes:
        names: the bare name, and after it every other name the text gives for the same place (brackets, "formerly").
        kind: the type word written, else UNSAID.
        regions: what stands beside "обл.", "край", "oblast" …, as written.
        districts: what stands beside "р-н", "громада", "district" …, as written.
        beside: further parts without a type word: a region's bare name, a part of the town.
        oblique: a preposition stands before the name, so it is hardly in the nominative.
    """

    names: tuple[str, ...]
    kind: PlaceKind
    regions: tuple[str, ...]
    districts: tuple[str, ...]
    beside: tuple[str, ...] = ()
    oblique: bool = False


def read_place(text: str) -> PlaceText:
    """Take ``text`` apart; a text of nothing but a region or district has that as its name, and its kind."""
    if text.isalpha() and text.lower() not in COUNTRIES:
        return PlaceText((text,), PlaceKind.UNSAID, (), ())
    parts = text.split()
    low = " ".join(parts)
    if len(parts) == 2 and parts[1].isalpha():  # most of all texts: "г. Бахмут"
        kind, name = KIND_OF_WORD.get(parts[0].lower().rstrip(".")), parts[1].lower()
        if kind in _BEFORE_A_NAME and name not in KIND_OF_WORD and name not in COUNTRIES and not FORMERLY.search(name):
            return PlaceText((name,), kind, (), ())
    aliases: list[str] = []
    for found in _BRACKETS.finditer(low):
        if "/" not in found[0] or not re.search(r"\b[срж]/[рсм]\b", low.lower()):
            aliases.append(next(group for group in found.groups() if group is not None))
    if aliases:
        low = _BRACKETS.sub(" ", low)
    main = FORMERLY.split(low.lower())
    aliases += main[1:]
    reading = _Reading()
    for segment in _SEGMENT.split(main[0]):
        reading.take(segment or "")
    for alias in aliases:
        reading.take_alias(FORMERLY.sub(" ", alias.lower()))
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
        written = self._tokens(segment)
        tokens = self._areas(written)
        name: list[str] = []
        typed = False
        for place, token in enumerate(tokens):
            kind = self._kind(token, alone=len(written) == 1)
            if (
                kind is PlaceKind.STATION
                and len(token) > 3
                and _ADJECTIVE.search("".join(tokens[place + 1 : place + 2]))
            ):
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
        if not name and tokens and tokens == written:
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
        kind = self.kind
        if not names and self.districts:
            names, kind = self.districts[:1], PlaceKind.DISTRICT
            self.districts = self.districts[1:]
        elif not names and self.regions:
            names, kind = self.regions[:1], PlaceKind.REGION
            self.regions = self.regions[1:]
        return PlaceText(
            (*names[:1], *self.aliases),
            kind,
            tuple(self.regions),
            tuple(self.districts),
            tuple(names[1:]),
            self.oblique,
        )

    def _tokens(self, segment: str) -> list[str]:
        low = segment.lower().strip(" .")
        for phrase, word in PHRASES:
            low = phrase.sub(word, low)
        low = STREET.sub(" ", _DIGITS.sub(" ", low))
        tokens = [part for token in low.split() for part in _GLUED.sub(r"\1. ", token).split()]
        while len(tokens) > 1 and tokens[0] in PREPOSITIONS and tokens[0] not in ("с", "з"):
            tokens = tokens[1:]
            self.oblique = True
        return [token for token in tokens if token.strip(".") not in COUNTRIES]

    @staticmethod
    def _kind(token: str, alone: bool) -> PlaceKind | None:
        if alone:
            return None
        kind = _kind_of(token)
        return None if kind in AREAS else kind

    def _areas(self, tokens: list[str]) -> list[str]:
        """Take region and district words with their adjective out of ``tokens``."""
        rest = list(tokens)
        place = 0
        while place < len(rest):
            kind = _kind_of(rest[place])
            if kind not in AREAS:
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


def _kind_of(token: str) -> PlaceKind | None:
    word = token.rstrip(".")
    return KIND_OF_WORD.get(word) or KIND_OF_WORD.get(clean_word(word))
