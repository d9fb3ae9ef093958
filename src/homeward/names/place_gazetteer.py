"""The places that are known, and finding those a bare name may mean.

The table is ``data/places.tsv.gz`` (made by ``tools/places/build.py``; columns and licences in ``data/places.md``).
A row is a place or, where settlements of one name have nothing else to tell them apart, all of them together. There
is no country in it: a row has the forms both sides use and an opaque id. Texts are taken apart in ``place_writing``.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv
from rapidfuzz.distance import DamerauLevenshtein

from homeward.names.place_cases import name_nominatives
from homeward.names.place_index import RowIndex
from homeward.names.place_skeleton import area_stem, place_letters, place_skeletons, vowel_blind
from homeward.names.place_slips import SlipIndex, left_out
from homeward.names.skeleton import hear_together

MOST = 5
"""So many places at most are taken as what a text may mean: the largest."""
_COLUMNS = (
    "id", "kind", "uk", "ru", "en", "tr", "others", "spellings", "weight", "regions", "derived", "codes", "sounds",
)  # fmt: skip
_LEVEL = (("'", ""), ("-", " "), ("ё", "е"))
_wrong = DamerauLevenshtein.distance
_NOTABLE = 500
"""Places below this weight are not looked for behind a slip of the pen."""
_GREAT = 200_000
"""Places of this weight are looked for behind a slip even in a short name: Кмев."""
_SHORT = (4, 20)
"""Letters of the shortest name behind which a slip is looked for at all, and of the longest in the sense of _GREAT."""


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
        codes: those of every place of the row, as public codifiers have them: ``X14020110050044480`` is the Ukrainian
            KATOTTG code with its category in place of ``UA``, ``S…`` the district that an abolished one went to;
            ``oktmo:60000000``, ``tr:34`` and ``geonames:524901`` name their codifier. They say nothing about who
            governs a place.
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
    codes: tuple[str, ...]


class Gazetteer:
    """All places with the indexes that find them.

    Args:
        table: the file's bytes, rows in the order of their ids; a row becomes a ``Place`` when it is asked for.
    """

    def __init__(self, table: bytes) -> None:
        read = csv.read_csv(
            pa.BufferReader(table),
            csv.ReadOptions(column_names=_COLUMNS, block_size=len(table) + 1),
            csv.ParseOptions(delimiter="\t", quote_char=False),
            csv.ConvertOptions(column_types=dict.fromkeys(_COLUMNS, pa.string())),
        )
        columns: dict[str, pa.StringArray] = {name: read[name].combine_chunks() for name in _COLUMNS}
        self._rows = table.split(b"\n")
        self._ids: list[str] = columns["id"].to_pylist()
        self._at = dict(zip(self._ids, range(len(self._ids)), strict=True))
        self._weights: list[int] = pc.cast(columns["weight"], pa.int64()).to_pylist()
        self.kinds: dict[str, str] = dict(zip(self._ids, columns["kind"].to_pylist(), strict=True))
        self.weights: dict[str, int] = dict(zip(self._ids, self._weights, strict=True))
        self._by_letters = RowIndex([_leveled(columns[name]) for name in ("uk", "ru", "others", "spellings")], "|")
        self._by_skeleton = RowIndex([columns["sounds"]], " ")

    @cache  # noqa: B019  the gazetteer lives as long as the process
    def place(self, place_id: str) -> Place:
        """The place with this id; KeyError if there is none."""
        return _place(self._rows[self._at[place_id]].decode("utf-8").split("\t"))

    @cached_property
    def _by_blind(self) -> dict[str, list[str]]:
        """Skeletons with the vowels forgotten -> skeletons."""
        index: dict[str, list[str]] = {}
        known = list(self._by_skeleton)
        for blind, skeleton in zip(vowel_blind("\n".join(known)).split("\n"), known, strict=True):
            index.setdefault(blind, []).append(skeleton)
        return index

    @cached_property
    def _notable(self) -> dict[str, list[int]]:
        """Skeletons of the larger places -> those places, the largest first."""
        index: dict[str, list[int]] = {}
        notable = [row for row, weight in enumerate(self._weights) if weight >= _NOTABLE]
        for row in sorted(notable, key=lambda row: (-self._weights[row], row)):
            for heard in self._rows[row].rpartition(b"\t")[2].decode("ascii").split():
                index.setdefault(heard, []).append(row)
        return index

    @cached_property
    def _slips(self) -> SlipIndex:
        return SlipIndex(list(self._notable))

    @cached_property
    def _great(self) -> dict[str, list[tuple[str, int]]]:
        """Short forms of the largest places, by themselves with at most one letter left out."""
        index: dict[str, list[tuple[str, int]]] = {}
        for row, weight in enumerate(self._weights):
            if weight >= _GREAT and self.kinds[self._ids[row]] == "s":
                for form in self._forms(row):
                    for key in left_out(form) if len(form) <= _SHORT[1] else ():
                        index.setdefault(key, []).append((form, row))
        return index

    def _great_near(self, letters: str) -> list[int]:
        """The largest places that one wrong letter, not the first, tells from a short name."""
        if not _SHORT[0] <= len(letters) <= _SHORT[1]:
            return []
        near = dict.fromkeys(one for key in left_out(letters) for one in self._great.get(key, ()))
        return [row for form, row in near if form[0] == letters[0] and _wrong(form, letters) == 1]

    @cached_property
    def _by_area(self) -> dict[str, list[int]]:
        return self._areas("r")

    @cached_property
    def _by_district(self) -> dict[str, list[int]]:
        return self._areas("d")

    def _areas(self, kind: str) -> dict[str, list[int]]:
        """Regions or districts by the sound of their names without type words and endings."""
        index: dict[str, list[int]] = {}
        forms_of: dict[int, list[str]] = {}
        for row, known in enumerate(self._ids):
            if self.kinds[known] == kind:
                place = self.place(known)
                forms_of[row] = [
                    place.uk,
                    place.ru,
                    *place.en,
                    *place.others,
                    *(place.spellings if kind == "r" else ()),
                ]
        hear_together(word for forms in forms_of.values() for form in forms for word in place_letters(form).split())
        for row, forms in forms_of.items():
            for stem in dict.fromkeys(map(area_stem, forms)):
                index.setdefault(stem, []).append(row)
        index.pop("", None)
        return index

    def find(self, name: str, oblique: bool = False) -> tuple[tuple[str, ...], bool]:
        """Ids of the places a bare ``name`` may mean, and whether that needs a guess.

        First the letters as they stand; failing that the sound, and the nominative behind an oblique case (that
        always if ``oblique``); failing all, as a guess, other vowels or one sound wrong, left out or too many.
        """
        letters = place_letters(name)
        if not letters:
            return (), False
        exact, latin = self._main_forms(letters), letters.isascii()
        if exact and not latin and not oblique:
            return self._largest(exact), False
        found, skeletons = list(exact), place_skeletons(name)
        if not exact or latin:  # Latin letters fit one form by chance and another by romanisation
            found += self._by_skeleton.of_all(skeletons)
        if not latin:
            found += self._by_letters.of_all(name_nominatives(letters))
        if exact:
            return self._largest(found), False
        near = [self._notable[heard] for heard in self._slips.near(skeletons)]
        if found:  # it sounds like one place, and may be a slip in the name of a far larger one
            floor = 20 * max([self._weights[row] for row in found])
            larger = [row for rows in near if self._weights[rows[0]] > floor for row in rows]
            larger = [row for row in larger if self._weights[row] > floor and self._distance(letters, row) < 2]
            return self._largest(found + larger), False
        blind = (heard for skeleton in skeletons for heard in self._by_blind.get(vowel_blind(skeleton), ()))
        guessed = self._by_skeleton.of_all(blind) + [row for rows in near for row in rows]
        guessed = guessed or self._great_near(letters)
        return self._nearest(guessed, letters), bool(guessed)

    def find_regions(self, name: str) -> tuple[str, ...]:
        """Ids of the first-level regions meant by what stands beside "обл.", in any case and language."""
        return self._largest(self._by_area.get(area_stem(name), ()))

    def find_districts(self, name: str) -> tuple[str, ...]:
        """Ids of the districts, also abolished ones, meant by what stands beside "р-н", in any case and language."""
        return self._largest(self._by_district.get(area_stem(name), ()))

    def went_to(self, districts: Iterable[str]) -> tuple[str, ...]:
        """Codes (``S…``) of the districts to which those with these ids went; () for districts of today."""
        return tuple(dict.fromkeys(code for known in districts for code in self.place(known).codes if code[0] == "S"))

    def within(self, districts: Iterable[str]) -> frozenset[str]:
        """Digits 1–4 of the codes of all places in the districts with these ids, or in those to which they went."""
        return frozenset(code[1:5] for known in districts for code in self.place(known).codes if code[0] in "PS")

    @cached_property
    def _districts(self) -> dict[str, str]:
        coded = ((code, known) for known, kind in self.kinds.items() if kind == "d" for code in self.place(known).codes)
        return {code[1:5]: known for code, known in coded if code[0] == "P"}

    def district_of(self, code: str) -> str:
        """Id of the district of today in which the place with this KATOTTG code lies; "" if it lies in none."""
        return self._districts.get(code[1:5], "")

    def is_region(self, name: str) -> bool:
        """Whether a bare ``name`` means nothing but first-level regions."""
        found = self._by_letters.rows(place_letters(name))
        return bool(found) and all(self.kinds[self._ids[row]] == "r" for row in found)

    def slips(self, name: str, place_id: str) -> int:
        """How many letters of a bare ``name`` are wrong, missing, too many or swapped against its nearest form."""
        return self._distance(place_letters(name), self._at[place_id])

    def largest(self, ids: Iterable[str]) -> tuple[str, ...]:
        """``ids`` without repeats, largest place first, ties by id."""
        return self._largest(self._at[known] for known in ids)

    def _main_forms(self, letters: str) -> list[int]:
        """Places with these letters; where they are a form in use, not those of which they are a mere spelling."""
        found = self._by_letters.rows(letters)
        if len(found) < 2:
            return found
        meant = [row for row in found if letters in self._in_use(row)]
        return meant or found

    @cache  # noqa: B019  as above
    def _in_use(self, row: int) -> frozenset[str]:
        """Letters of the forms in use of a place, not those that are mere spellings."""
        place = self.place(self._ids[row])
        return frozenset(map(_level, (place.uk, place.ru, *place.others)))

    @cache  # noqa: B019  as above
    def _forms(self, row: int) -> tuple[str, ...]:
        place = self.place(self._ids[row])
        forms = (place.uk, place.ru, *place.en, *place.tr, *place.others, *place.spellings)
        return tuple(dict.fromkeys(_level(form) for form in forms if form))

    def _distance(self, letters: str, row: int) -> int:
        return min(_wrong(letters, form) for form in self._forms(row))

    def _nearest(self, rows: list[int], letters: str) -> tuple[str, ...]:
        """Rows by letters wrong, then largest first; only those hardly worse than the best."""
        wrong = {row: self._distance(letters, row) for row in dict.fromkeys(rows)}
        limit = min(wrong.values(), default=0) + 1
        near = [row for row, slips in wrong.items() if slips <= limit]
        near.sort(key=lambda row: (wrong[row], -self._weights[row], row))
        return tuple([self._ids[row] for row in near])

    def _largest(self, rows: Iterable[int]) -> tuple[str, ...]:
        """Ids of rows without repeats, largest place first; rows stand in the order of their ids."""
        ordered = list(set(rows))
        if len(ordered) > 1:
            ordered.sort(key=lambda row: (-self._weights[row], row))
        return tuple([self._ids[row] for row in ordered])


def _leveled(forms: pa.StringArray) -> pa.StringArray:
    """``_level`` of a whole column."""
    forms = pc.utf8_lower(forms)
    for old, new in _LEVEL:
        forms = pc.replace_substring(forms, old, new)
    return forms


def _level(form: str) -> str:
    """A form of the table in the letters of ``place_letters``: those of the table need no repair."""
    form = form.lower()
    for old, new in _LEVEL:
        form = form.replace(old, new)
    return form


@cache
def gazetteer() -> Gazetteer:
    """The shipped table, read once a process (about a tenth of a second with its indexes)."""
    with (files("homeward.names") / "data" / "places.tsv.gz").open("rb") as packed:
        return Gazetteer(gzip.decompress(packed.read()))


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
        codes=tuple(cells[11].split()),
    )
