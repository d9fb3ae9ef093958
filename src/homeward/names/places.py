"""Place names as clerks of any side write them: which place is meant, and whether two texts mean one.

Every side's form, earlier names, type words, regions, cases, scripts and slips are understood; see ``place_writing``
(taking a text apart), ``place_gazetteer`` (what is known) and ``place_skeleton`` (sound). No form is called correct:
a place has an opaque id and the forms all sides use.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import pyarrow as pa
from rapidfuzz.distance import DamerauLevenshtein

from homeward.names.place_gazetteer import MOST, gazetteer
from homeward.names.place_reading import names_and_regions
from homeward.names.place_skeleton import place_letters, place_skeleton, place_skeletons, vowel_blind
from homeward.names.place_words import PlaceKind
from homeward.names.place_writing import read_place
from homeward.names.skeleton import hear_together
from homeward.words import _

_SHORT = 5
"""Names of more sounds than this may be one when only their vowels differ: Мостове, Мостовое."""


_ROWS_OF_KIND = {PlaceKind.REGION: "r", PlaceKind.DISTRICT: "d", PlaceKind.UNSAID: "sr"}
"""Kinds of rows that a text means, when it means one of them at all; with another type word, a settlement."""


@dataclass(frozen=True, slots=True)
class PlaceKeys:
    """What a text about a place can be joined by.

    Attributes:
        places: ids of the gazetteer places the text may mean, sorted, at most five; () if none is known.
        skeleton: sound of the bare name without type words and regions; "" if nothing is left.
        kind: the type word written, as a ``PlaceKind`` value; "" if none.
    """

    places: tuple[str, ...]
    skeleton: str
    kind: str


@dataclass(frozen=True, slots=True)
class PlaceForms:
    """The forms of one place, for papers that show all sides' own.

    Attributes:
        uk, ru: the Ukrainian and the Russian form; "" if not known.
        en, tr: forms in Latin letters, one if both sides' agree, else both, in alphabetical order.
        former: earlier and other names, as any side writes them.
        derived: languages whose form no source gives and a spelling rule made.
    """

    place_id: str
    uk: str
    ru: str
    en: tuple[str, ...]
    tr: tuple[str, ...]
    former: tuple[str, ...]
    derived: tuple[str, ...]


class PlaceOutcome(StrEnum):
    """What two texts about places have to do with each other. Labels in ``PLACE_OUTCOME_LABELS``."""

    SAME_WORDS = "same_words"
    SAME_PLACE = "same_place"
    OTHER_NAME = "other_name"
    SLIP = "slip"
    CLOSE_SPELLING = "close_spelling"
    CONTAINS = "contains"
    OTHER_REGION = "other_region"
    DIFFERENT = "different"
    NOTHING_TO_COMPARE = "nothing_to_compare"


PLACE_OUTCOME_LABELS: dict[PlaceOutcome, str] = {
    PlaceOutcome.SAME_WORDS: _("the same name"),
    PlaceOutcome.SAME_PLACE: _("one place, written in two forms"),
    PlaceOutcome.OTHER_NAME: _("one place, by an earlier or other name"),
    PlaceOutcome.SLIP: _("one place, if a slip of the pen is assumed"),
    PlaceOutcome.CLOSE_SPELLING: _("close spelling of a place not in the gazetteer"),
    PlaceOutcome.CONTAINS: _("one lies within the other"),
    PlaceOutcome.OTHER_REGION: _("the same name in another region"),
    PlaceOutcome.DIFFERENT: _("different places"),
    PlaceOutcome.NOTHING_TO_COMPARE: _("a place is missing"),
}


@dataclass(frozen=True, slots=True)
class PlaceReason:
    """One reason of a comparison: the outcome and the two bare names it rests on."""

    outcome: PlaceOutcome
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class PlaceComparison:
    """Score 0 (different) … 1 (the same words); 0.5 when a place is missing. Reasons, strongest first."""

    score: float
    reasons: tuple[PlaceReason, ...]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A text understood: its bare names, the places it may mean, its regions' ids."""

    names: tuple[str, ...]
    kind: PlaceKind
    places: tuple[str, ...]
    guessed: bool
    regions: frozenset[str]


@lru_cache(maxsize=1 << 18)
def _meaning(text: str) -> _Meaning:
    read = read_place(text)
    known = gazetteer()
    names, areas = names_and_regions(read)
    regions = frozenset([place for area in areas for place in known.find_regions(area)])
    kinds = known.kinds
    found: list[str] = []
    guessed = False
    for name in names:
        ids: tuple[str, ...] = known.find_regions(name) if read.kind is PlaceKind.REGION else ()
        if not ids:
            ids, guess = known.find(name, read.oblique)
            guessed = guessed or guess
        wanted = _ROWS_OF_KIND.get(read.kind, "s")
        found += [place for place in ids if kinds[place] in wanted] or ids
    places = list(dict.fromkeys(found))
    if regions:
        places = [p for p in places if not known.place(p).regions or known.place(p).regions & regions] or places
    if read.districts and len(places) > 1:
        within = known.within(place for name in read.districts for place in known.find_districts(name))
        places = [p for p in places if any(code[1:5] in within for code in known.place(p).codes)] or places
    return _Meaning(tuple(names), read.kind, tuple(sorted(places[:MOST])), guessed, regions)


@lru_cache(maxsize=1 << 18)
def place_keys(text: str) -> PlaceKeys:
    """Give the keys by which a text about a place can be joined and compared. Deterministic; cached."""
    meaning = _meaning(text)
    name = meaning.names[0] if meaning.names else ""
    return PlaceKeys(meaning.places, place_skeleton(name), str(meaning.kind))


def place_key_columns(texts: pa.StringArray) -> pa.Table:
    """Give ``place_keys`` of many texts at once, each distinct text read once.

    Args:
        texts: as written; null is as "".

    Returns:
        one row a text, with ``places`` (list of string, sorted) and ``skeleton`` (string).
    """
    distinct = texts.fill_null("").dictionary_encode()
    hear_together(word for text in distinct.dictionary.to_pylist() for word in place_letters(text).split())
    with _no_collection():
        keys = [place_keys(text) for text in distinct.dictionary.to_pylist()]
    places = pa.array([key.places for key in keys], pa.list_(pa.string()))
    skeletons = pa.array([key.skeleton for key in keys], pa.string())
    return pa.table({"places": places.take(distinct.indices), "skeleton": skeletons.take(distinct.indices)})


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector of cycles away from many new small objects that form none: a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def place_forms(place_id: str) -> PlaceForms:
    """Give all forms of the place with this id.

    Raises:
        KeyError: no place has this id.
    """
    place = gazetteer().place(place_id)
    return PlaceForms(
        place.id, place.uk, place.ru, tuple(sorted(place.en)), tuple(sorted(place.tr)), place.others,
        tuple(sorted(place.derived)),
    )  # fmt: skip


def compare_places(left: str, right: str) -> PlaceComparison:
    """Compare two texts about places; exactly symmetric, reasons mirrored.

    Example: ``compare_places("м. Олешки", "г. Алёшки")`` gives .98 and ``SAME_PLACE``.
    """
    first, second = _meaning(left), _meaning(right)
    left_name, right_name = (" / ".join(meaning.names) for meaning in (first, second))
    outcome, score = _outcome(first, second)
    return PlaceComparison(score, (PlaceReason(outcome, left_name, right_name),))


def _outcome(first: _Meaning, second: _Meaning) -> tuple[PlaceOutcome, float]:
    if not first.names or not second.names:
        return PlaceOutcome.NOTHING_TO_COMPARE, 0.5
    known = gazetteer()
    shared = set(first.places) & set(second.places)
    name, other = first.names[0], second.names[0]
    apart = bool(first.regions and second.regions and not first.regions & second.regions)
    if place_letters(name) == place_letters(other):
        return (PlaceOutcome.OTHER_REGION, 0.2) if apart else (PlaceOutcome.SAME_WORDS, 1.0)
    if shared:
        if apart:
            return PlaceOutcome.OTHER_REGION, 0.2
        if first.guessed or second.guessed:
            return PlaceOutcome.SLIP, 0.9
        former = all(
            _by_other_name(known.place(p).others, name) or _by_other_name(known.place(p).others, other) for p in shared
        )
        return (PlaceOutcome.OTHER_NAME, 0.95) if former else (PlaceOutcome.SAME_PLACE, 0.98)
    if _contains(first, second) or _contains(second, first):
        return PlaceOutcome.CONTAINS, 0.6
    closeness = max(
        (DamerauLevenshtein.normalized_similarity(a, b) for a in place_skeletons(name) for b in place_skeletons(other)),
        default=0.0,
    )
    known_left, known_right = (meaning.places and not meaning.guessed for meaning in (first, second))
    alike = vowel_blind(place_skeleton(name)) == vowel_blind(place_skeleton(other))
    if apart and alike:
        return PlaceOutcome.OTHER_REGION, 0.2
    if known_left and known_right and not (alike and len(place_skeleton(name)) > _SHORT):
        return PlaceOutcome.DIFFERENT, round(0.3 * closeness**2, 3)
    if (known_left and _one_slip(other, first.places)) or (known_right and _one_slip(name, second.places)):
        return PlaceOutcome.SLIP, 0.85
    if closeness >= 0.8 or alike:
        return PlaceOutcome.CLOSE_SPELLING, round(0.4 + 0.5 * closeness, 3)
    return PlaceOutcome.DIFFERENT, round(0.4 * closeness**2, 3)


def _one_slip(name: str, places: tuple[str, ...]) -> bool:
    """Whether ``name`` is a form of one of the places with one letter wrong (two in a long name)."""
    allowed = 2 if len(name) > 9 else 1 if len(name) > 3 else 0
    return any(gazetteer().slips(name, place) <= allowed for place in places)


def _by_other_name(others: tuple[str, ...], name: str) -> bool:
    skeleton = place_skeleton(name)
    return any(place_skeleton(known) == skeleton for known in others)


def _contains(outer: _Meaning, inner: _Meaning) -> bool:
    """Whether ``outer`` is a region in which ``inner``'s place lies."""
    known = gazetteer()
    areas = {place for place in outer.places if known.place(place).kind == "r"}
    return any(areas & (known.place(place).regions | inner.regions) for place in inner.places)
