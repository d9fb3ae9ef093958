"""Which places a text about a place may mean, one by one, with the reasons: what a person chooses from.

``places.place_keys`` joins lists and keeps settlements of one name together; here every settlement stands alone, with
its code, district and region. People decide: the order is by how well text and place agree, and no candidate is
called the right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from homeward.names.place_cases import name_nominatives
from homeward.names.place_gazetteer import Gazetteer, Place, gazetteer
from homeward.names.place_reading import names_and_regions
from homeward.names.place_skeleton import place_letters, place_skeletons
from homeward.names.place_words import PlaceKind
from homeward.names.place_writing import PlaceText, read_place
from homeward.words import LabelledWord, _


class PlaceWhy(LabelledWord):
    """A reason for or against a candidate; the first five exclude each other."""

    NAME = "name", _("the name is written so")
    FORMER = "former", _("by an earlier or other name")
    SPELLING = "spelling", _("another way to write the name")
    CASE = "case", _("another grammatical case of the name")
    SLIP = "slip", _("if a slip of the pen is assumed")
    REGION = "region", _("in the region that is written")
    OTHER_REGION = "other_region", _("not in the region that is written")
    DISTRICT = "district", _("in the district that is written")
    WENT_TO = "went_to", _("in the district to which the one written went")
    OTHER_DISTRICT = "other_district", _("not in the district that is written")
    ABOLISHED = "abolished", _("a district of former times; its centre lies in the one shown")
    KIND = "kind", _("of the type that is written")
    OTHER_KIND = "other_kind", _("of another type than the one written")


_FIT = (PlaceWhy.NAME, PlaceWhy.FORMER, PlaceWhy.SPELLING, PlaceWhy.CASE, PlaceWhy.SLIP)
_AGAINST = (PlaceWhy.OTHER_REGION, PlaceWhy.OTHER_DISTRICT, PlaceWhy.OTHER_KIND)
_KIND_OF_CODE = {
    **dict.fromkeys("KM", PlaceKind.CITY),
    **dict.fromkeys("PBS", PlaceKind.DISTRICT),
    "X": PlaceKind.SETTLEMENT,
    "C": PlaceKind.VILLAGE,
    "O": PlaceKind.REGION,
}
_KINDS_MEANT = {
    PlaceKind.CITY: (PlaceKind.CITY,),
    PlaceKind.URBAN_SETTLEMENT: (PlaceKind.SETTLEMENT,),
    PlaceKind.SETTLEMENT: (PlaceKind.SETTLEMENT, PlaceKind.VILLAGE),
    PlaceKind.VILLAGE: (PlaceKind.VILLAGE,),
    PlaceKind.HAMLET: (PlaceKind.VILLAGE,),
    PlaceKind.DISTRICT: (PlaceKind.DISTRICT,),
    PlaceKind.REGION: (PlaceKind.REGION,),
}
"""Type written -> types in the codifier of today, which has no urban-type settlements and no hamlets."""
_SIZE = "OKPMXBC"  # categories of the codifier, the larger before the smaller


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place a text may mean.

    Attributes:
        place_id: its row in the gazetteer; for its forms see ``places.place_forms``.
        code: as its codifier writes it: ``UA…`` (KATOTTG), ``oktmo:…``, ``tr:…``, ``geonames:…``; "" if it has none.
        kind: its type in that codifier; UNSAID if that has none.
        district, region: ids of the rows in which it lies, "" if not known. Of an abolished district, ``district`` is
            the one in which its centre lies today.
        reasons: how the name fits, then what is written of region, district and type.
    """

    place_id: str
    code: str
    kind: PlaceKind
    district: str
    region: str
    reasons: tuple[PlaceWhy, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text was read as, and all candidates, the best first; () if no known place has such a name."""

    read: PlaceText
    candidates: tuple[Candidate, ...]


def resolve(text: str) -> Resolution:
    """Find every place that ``text`` may mean. Deterministic.

    Where a region or district is written and places of the name lie in it, others are left out; where none does, all
    are given, each with that as a reason against.

    Example: ``resolve("смт Новгородське, Бахмутський р-н")`` gives the settlement that is Нью-Йорк by its present
    name, for ``FORMER``, ``DISTRICT`` and ``KIND``.
    """
    read, known = read_place(text), gazetteer()
    names, areas = names_and_regions(read)
    written = _Written(
        read.kind,
        frozenset(region for area in areas for region in known.find_regions(area)),
        tuple(district for name in read.districts for district in known.find_districts(name)),
    )
    fits: dict[str, PlaceWhy] = {}
    for name in names:
        ids = known.find_regions(name) if read.kind is PlaceKind.REGION else ()
        for place_id in ids or known.find(name, read.oblique)[0]:
            fit = PlaceWhy.NAME if ids else _fit(name, known.place(place_id))
            fits[place_id] = min(fits.get(place_id, fit), fit, key=_FIT.index)
    found = [one for place_id, fit in fits.items() for one in _members(known, known.place(place_id), fit, written)]
    for fitting in ({PlaceWhy.REGION}, {PlaceWhy.DISTRICT, PlaceWhy.WENT_TO}):
        found = [one for one in found if fitting.intersection(one.reasons)] or found
    if read.kind in (PlaceKind.DISTRICT, PlaceKind.REGION) or all(why == "r" for why in map(known.kinds.get, fits)):
        found = [one for one in found if one.kind in (read.kind, PlaceKind.REGION)] or found
    else:
        found = [one for one in found if one.kind is not PlaceKind.DISTRICT] or found
    found.sort(key=lambda one: _rank(known, one))
    return Resolution(read, tuple(found))


@dataclass(frozen=True, slots=True)
class _Written:
    """What a text says around the name."""

    kind: PlaceKind
    regions: frozenset[str]
    districts: tuple[str, ...]


def _rank(known: Gazetteer, one: Candidate) -> tuple[object, ...]:
    against = sum(why in _AGAINST for why in one.reasons)
    category = next((at for at, letter in enumerate(_SIZE) if _KIND_OF_CODE[letter] is one.kind), len(_SIZE))
    return _FIT.index(one.reasons[0]), against, -known.weights[one.place_id], category, one.place_id, one.code


def _fit(name: str, place: Place) -> PlaceWhy:
    """How a bare name fits a row that was found by it."""
    letters, heard = place_letters(name), set(place_skeletons(name))
    main = (place.uk, place.ru, *place.en, *place.tr)
    if letters in map(place_letters, main):
        return PlaceWhy.NAME
    if letters in map(place_letters, place.others):
        return PlaceWhy.FORMER
    if letters in map(place_letters, place.spellings) or heard & _sounds(main):
        return PlaceWhy.SPELLING
    if heard & _sounds(place.others):
        return PlaceWhy.FORMER
    forms = set(map(place_letters, (*main, *place.others, *place.spellings)))
    return PlaceWhy.CASE if forms.intersection(name_nominatives(letters)) else PlaceWhy.SLIP


def _sounds(forms: tuple[str, ...]) -> set[str]:
    return {skeleton for form in forms for skeleton in place_skeletons(form)[:2]}


def _members(known: Gazetteer, place: Place, fit: PlaceWhy, written: _Written) -> Iterator[Candidate]:
    """Every place for which a row stands, with what is written of it."""
    codes = [code for code in place.codes if code[0] in _KIND_OF_CODE]
    if place.kind == "r" or not codes:
        kind = PlaceKind.REGION if place.kind == "r" else PlaceKind.DISTRICT if place.kind == "d" else PlaceKind.UNSAID
        region = next(iter(place.regions), "") if len(place.regions) == 1 else ""
        code = _as_written(next(iter(place.codes), ""))
        yield Candidate(place.id, code, kind, "", region, _reasons(known, place, (kind, "", region), fit, written))
        return
    for code in codes:
        kind, district, region = _KIND_OF_CODE[code[0]], known.district_of(code), f"rua{code[1:3]}"
        reasons = _reasons(known, place, (kind, district, region), fit, written)
        if code[0] == "S":
            reasons = (fit, PlaceWhy.ABOLISHED, *reasons[1:])
        yield Candidate(place.id, "" if code[0] == "S" else _as_written(code), kind, district, region, reasons)


def _as_written(code: str) -> str:
    return "UA" + code[1:] if code[:1] in _KIND_OF_CODE else code


def _reasons(
    known: Gazetteer, place: Place, lies: tuple[PlaceKind, str, str], fit: PlaceWhy, written: _Written
) -> tuple[PlaceWhy, ...]:
    """How the name fits, then what the text says of region, district and type, where both it and the place say any."""
    kind, district, region = lies
    reasons = [fit]
    regions = frozenset({region}) if region else place.regions
    if written.regions and regions:
        reasons.append(PlaceWhy.REGION if regions & written.regions else PlaceWhy.OTHER_REGION)
    if written.districts and district:
        if district in written.districts:
            reasons.append(PlaceWhy.DISTRICT)
        else:
            went = district in map(known.district_of, known.went_to(written.districts))
            reasons.append(PlaceWhy.WENT_TO if went else PlaceWhy.OTHER_DISTRICT)
    meant = _KINDS_MEANT.get(written.kind, ())
    if meant and kind is not PlaceKind.UNSAID:
        reasons.append(PlaceWhy.KIND if kind in meant else PlaceWhy.OTHER_KIND)
    return tuple(reasons)
