"""The places that are known, and finding those a bare name may mean.

The table is ``data/places.tsv.gz`` (made by ``tools/places/build.py``; columns and licences in ``data/places.md``).
A row is a place or, where settlements of one name have nothing else to tell them apart, all of them together. There
is no country in it: a row has the forms both sides use and an opaque id. Texts are taken apart in ``place_writing``.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

from homeward.names.place_cases import name_nominatives
from homeward.names.place_skeleton import place_letters, place_skeleton, place_skeletons, vowel_blind

MOST = 5
"""So many places at most are taken as what a text may mean: the largest."""
_AREA_TYPES = """область області области обл край республіка республика автономна автономная автономний автономный
    округ місто город oblast krai region republic city ар"""
_AREA_WORDS = frozenset(_AREA_TYPES.split())
_ADJECTIVE_END = re.compile("sk[aiou]*(h[io]|m[iu]?|h)?$")
_LEVEL = str.maketrans({"'": None, "-": " ", "ё": "е"})
_NOTABLE = 500
"""Places below this weight are not looked for behind a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer.

    Attributes:
        id: opaque, stable between builds.
        kind: ``s`` settlement, ``d`` district, ``r`` first-level region.
        uk, ru: the form in each language; ``derived`` names the languages whose form was made by rule.
        en, tr: forms for papers in those languages, both sides' where they differ; () where they follow from uk, ru.
        others: earlier and other names. spellings: further ways of writing the forms.
        weight: inhabitants, roughly; larger is likelier meant.
        regions: ids of first-level regions (``r…`` rows) in which a place of this row lies.
    """

    id: str
    kind: str
    uk: str
    ru: str
    en: tuple[str, ...]
    tr: tuple[str, ...]
    others: tuple[str, ...]
    spellings: tuple[str, ...]
    weight: int
    regions: frozenset[str]
    derived: frozenset[str]


class Gazetteer:
    """All places with the indexes that find them.

    Args:
        table: the file's text; a row becomes a ``Place`` when it is asked for.
    """

    def __init__(self, table: str) -> None:
        self._rows: dict[str, str] = {}
        self.weights: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._by_letters: dict[str, list[str]] = {}
        self._by_skeleton: dict[str, list[str]] = {}
        self._by_area: dict[str, list[str]] = {}
        level = table.lower().translate(_LEVEL).split("\n")
        for row, low in zip(table.split("\n"), level, strict=True):
            place, kind, uk, ru, en, _tr, others, spellings, weight, _regions, _derived, _codes, skeletons = low.split("\t")
            self._rows[place] = row
            self.weights[place] = int(weight)
            self.kinds[place] = kind
            self._names[place] = (uk, ru, *others.split("|")) if others else (uk, ru)
            for letters in {uk, ru, *others.split("|"), *spellings.split("|")}:
                self._by_letters.setdefault(letters, []).append(place)
            for skeleton in skeletons.split():
                self._by_skeleton.setdefault(skeleton, []).append(place)
            if kind == "r":
                for form in (uk, ru, en, *others.split("|")):
                    self._by_area.setdefault(_area_stem(form), []).append(place)
        self._by_letters.pop("", None)

    @cache  # noqa: B019  the gazetteer lives as long as the process
    def place(self, place_id: str) -> Place:
        """The place with this id; KeyError if there is none."""
        return _place(self._rows[place_id].split("\t"))

    @cached_property
    def _by_blind(self) -> dict[str, list[str]]:
        """Skeletons with the vowels forgotten."""
        index: dict[str, list[str]] = {}
        for skeleton, ids in self._by_skeleton.items():
            index.setdefault(vowel_blind(skeleton), []).extend(ids)
        return index

    @cached_property
    def _by_slip(self) -> dict[str, list[str]]:
        """Skeletons of the larger places with one sound left out, for slips of the pen."""
        index: dict[str, list[str]] = {}
        for skeleton, ids in self._by_skeleton.items():
            notable = [place for place in ids if self.weights[place] >= _NOTABLE]
            if notable:
                for slip in _slips((skeleton,)):
                    index.setdefault(slip, []).extend(notable)
        return index

    def find(self, name: str, oblique: bool = False) -> tuple[tuple[str, ...], bool]:
        """Ids of the places a bare ``name`` may mean, and whether that needs a guess.

        First the letters as they stand; failing that the sound, and the nominative behind an oblique case (that
        always if ``oblique``); failing all, as a guess, other vowels or one sound wrong, left out or too many.
        """
        letters = place_letters(name)
        if not letters:
            return (), False
        skeletons = place_skeletons(name)
        found = self._main_forms(letters)
        if not found or letters.isascii():  # Latin letters fit one form by chance and another by romanisation
            found = found + _gather(self._by_skeleton, skeletons)
        if oblique or not self._by_letters.get(letters):
            found = found + _gather(self._by_letters, name_nominatives(letters))
        if found and letters in self._by_letters:
            return self.largest(found), False
        likely = _gather(self._by_slip, _slips(skeletons))
        if found:  # it sounds like one place, and may be a slip in the name of a far larger one
            floor = 20 * max(self.weights[known] for known in found)
            likely = [known for known in likely if self.weights[known] > floor and self.slips(name, known) < 2]
            return self.largest(found + likely), False
        guessed = _gather(self._by_blind, map(vowel_blind, skeletons)) + likely
        return self._nearest(guessed, letters), bool(guessed)

    def find_regions(self, name: str) -> tuple[str, ...]:
        """Ids of the first-level regions meant by what stands beside "обл.", in any case and language."""
        return self.largest(self._by_area.get(_area_stem(name), ()))

    def is_region(self, name: str) -> bool:
        """Whether a bare ``name`` means nothing but first-level regions."""
        found = self._by_letters.get(place_letters(name), ())
        return bool(found) and all(self.kinds[known] == "r" for known in found)

    def _main_forms(self, letters: str) -> list[str]:
        """Places with these letters; where they are a form in use, not those of which they are a mere spelling."""
        found = self._by_letters.get(letters, [])
        if len(found) < 2:
            return found
        meant = [known for known in found if letters in self._names[known]]
        return meant or found

    def slips(self, name: str, place_id: str) -> int:
        """How many letters of a bare ``name`` are wrong, missing, too many or swapped against its nearest form."""
        return _distance(place_letters(name), self.place(place_id))

    def _nearest(self, ids: list[str], letters: str) -> tuple[str, ...]:
        """``ids`` by letters wrong, then largest first; only those hardly worse than the best."""
        wrong = {known: _distance(letters, self.place(known)) for known in ids}
        limit = min(wrong.values(), default=0) + 1
        near = [known for known, slips in wrong.items() if slips <= limit]
        return tuple(sorted(near, key=lambda known: (wrong[known], -self.weights[known], known)))

    def largest(self, ids: Iterable[str]) -> tuple[str, ...]:
        """``ids`` without repeats, largest place first, ties by id."""
        return tuple(sorted(set(ids), key=lambda known: (-self.weights[known], known)))


def _gather(index: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [place for key in dict.fromkeys(keys) for place in index.get(key, ())]


def _area_stem(name: str) -> str:
    """The sound of a region's name without its type word and the adjective's ending: Херсонської, Kherson → hirson."""
    words = [word for word in place_letters(name).split() if word not in _AREA_WORDS]
    return _ADJECTIVE_END.sub("", place_skeleton(" ".join(words)))


def _distance(letters: str, place: Place) -> int:
    forms = (place.uk, place.ru, *place.en, *place.tr, *place.others, *place.spellings)
    return min(DamerauLevenshtein.distance(letters, form.lower().translate(_LEVEL)) for form in forms)


def _slips(skeletons: Iterable[str]) -> Iterator[str]:
    """A skeleton of five sounds or more, and it with each one sound left out."""
    for skeleton in skeletons:
        if len(skeleton) >= 5:
            yield skeleton
            for at in range(len(skeleton)):
                yield skeleton[:at] + skeleton[at + 1 :]


@cache
def gazetteer() -> Gazetteer:
    """The shipped table, read once a process (about half a second with its indexes)."""
    with (files("homeward.names") / "data" / "places.tsv.gz").open("rb") as packed:
        text = gzip.decompress(packed.read()).decode("utf-8")
    return Gazetteer(text.rstrip("\n"))


def _place(cells: list[str]) -> Place:
    en, tr, others, spellings = (tuple(cell.split("|")) if cell else () for cell in cells[4:8])
    return Place(
        id=cells[0],
        kind=cells[1],
        uk=cells[2],
        ru=cells[3],
        en=en,
        tr=tr,
        others=others,
        spellings=spellings,
        weight=int(cells[8]),
        regions=frozenset(["r" + code for code in cells[9].split()]),
        derived=frozenset(cells[10].split()),
    )
