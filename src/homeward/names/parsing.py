"""From a name as written to its parts: surname, given name, patronymic, and the rest.

Parts are told by endings, by the dictionary of given names and by their place, not by the column alone: columns are
swapped, merged, filled with initials. Every word is kept; what finds no place stands in ``others``.
Equal forms of a part meet in ``keys``; two whole names are compared in ``comparison``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from homeward.names.dictionary import given_names, rare_given_names, surname_frequency
from homeward.names.grammar import SLAVIC_SURNAME_ENDING, father_stem, is_turkic_patronymic_word, looks_like_patronymic, surname_bases
from homeward.names.keys import given_lemmas
from homeward.names.scripts import Script, clean_word, script_of
from homeward.names.skeleton import skeletons_of


@dataclass(frozen=True, slots=True)
class PersonName:
    """A parsed name: cleaned words (lower case, look-alike letters repaired, one kind of apostrophe), "" if absent.

    Attributes:
        surname, given, patronymic: the word in each part; an initial is one letter.
        others: second surname, maiden name, call sign, titles: words that found no place, in the order written.
    """

    surname: str
    given: str
    patronymic: str
    others: tuple[str, ...]


_ASIDE = re.compile(r"[(\[«\"„“].*?[)\]»\"”“]")
_WORDS = re.compile(r"[^\s,;/()\[\]«»\"„“”]+")
_SURNAME_ENDING = re.compile(
    "(enko|eiko|iuk|[qnlrk]uk|ak|iak|ik|ski|cki|zki|ska|cka|skaia|ckaia|[oe]v|[oe]va|in|ina|ih|ec|dze|wvili|ian|iants|"
    "quk|iwin|uta|ura|ilo|alo|ko|ii?|aia)$"
)
_SURNAME, _GIVEN, _PATRONYMIC = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name with what speaks for each of its three places, in nats, and whether it stands aside."""

    text: str
    fitness: tuple[float, float, float]


@lru_cache(maxsize=1 << 18)
def _fitness(word: str) -> tuple[float, float, float]:
    """How well a cleaned word fits as surname, given name, patronymic by its own form (log scale, 0 = no opinion)."""
    if len(word) == 1:
        return (-3.0, 1.0, 1.0)
    skeletons = skeletons_of(word)
    if not skeletons:
        return (-5.0, -5.0, -5.0)
    surname = given = patronymic = 0.0
    fathers = given_names().fathers
    if any(father_stem(skeleton) in fathers for skeleton in skeletons):
        surname, given, patronymic = 0.0, -3.0, 4.0
    elif any(map(looks_like_patronymic, skeletons)):
        surname, given, patronymic = 1.5, -3.0, 2.0
    else:
        patronymic = -4.0
        if any(SLAVIC_SURNAME_ENDING.search(skeleton) for skeleton in skeletons):
            surname += 2.5
        elif _SURNAME_ENDING.search(skeletons[0]):
            surname += 1.0
        table = given_names()
        exact = [lemma for skeleton in skeletons for lemma in table.lemmas.get(skeleton, ())]
        lemmas = exact or [lemma for skeleton in skeletons for lemma in given_lemmas(skeleton)]
        if lemmas:
            share = max(table.frequency.get(lemma, 0.0) for lemma in lemmas)
            given += (3.0 if share > 1e-3 else 2.0 if share > 0 else 1.0) - (0.0 if exact else 1.0)
            surname -= 1.0 if share > 1e-3 else 0.0
        elif any(skeleton in rare_given_names() for skeleton in skeletons):
            given += 1.0
        known = surname_frequency()
        if any(base in known for skeleton in skeletons for base in surname_bases(skeleton)):
            surname += 1.5
    return (surname, given, patronymic)


def _by_place(count: int, comma: bool) -> list[tuple[float, float, float]]:
    """What the place of a word among ``count`` words of a full name says."""
    if count == 1:
        return [(0.3, 0.0, -1.0)]
    surname_first = (0.4 if not comma else 4.0, 0.0, -2.0)
    if count == 2:
        return [surname_first, (0.0, 0.6 if not comma else 1.5, -0.5)]
    return [surname_first, (0.0, 0.8, 0.4), (0.2, 0.0, 1.0)] + [(0.0, 0.0, -0.5)] * (count - 3)


def _split(text: str, prefer: Script) -> list[str]:
    """Cleaned words of a cell; glued initials (``В.О.``) are parted, double names too."""
    words: list[str] = []
    for raw in _WORDS.findall(text):
        pieces = raw.split("-") if "-" in raw else [raw]
        for piece in pieces:
            if "." in piece.strip("."):
                words.extend(filter(None, (clean_word(part, prefer) for part in piece.split("."))))
            else:
                words.append(clean_word(piece, prefer))
    return [word for word in words if word]


def parse_name(surname: str = "", given_name: str = "", patronymic: str = "", full_name: str = "") -> PersonName:
    """Parse a name given in columns, in one text, or in both; columns are believed unless the words say otherwise.

    >>> parse_name(surname="Вадим", given_name="Сичов")
    PersonName(surname='сичов', given='вадим', patronymic='', others=())
    >>> parse_name(full_name="Сичов В.О.")
    PersonName(surname='сичов', given='в', patronymic='о', others=())
    """
    return _parse(surname, given_name, patronymic, full_name)


@lru_cache(maxsize=1 << 16)
def _parse(surname: str, given_name: str, patronymic: str, full_name: str) -> PersonName:
    everything = f"{surname} {given_name} {patronymic} {full_name}"
    prefer = script_of(everything.lower())
    words: list[_Word] = []
    aside: list[str] = []

    def place(text: str, leanings: list[tuple[float, float, float]] | None, own: tuple[float, float, float]) -> None:
        for index, word in enumerate(_split(text, prefer)):
            lean = leanings[min(index, len(leanings) - 1)] if leanings else own
            fits = _fitness(word)
            words.append(_Word(word, (fits[0] + lean[0], fits[1] + lean[1], fits[2] + lean[2])))

    for text, own in (
        (surname, (2.2, 0.0, -1.0)),
        (given_name, (0.0, 2.2, 0.0)),
        (patronymic, (-1.0, 0.0, 2.2)),
        (full_name, None),
    ):
        if not text:
            continue
        for found in _ASIDE.findall(text):
            aside.extend(_split(found, prefer))
        main = _ASIDE.sub(" ", text)
        if own is not None:
            place(main, None, own)
        else:
            before, comma, _ = main.partition(",")
            count = len(_split(main, prefer))
            leanings = _by_place(count, bool(comma))
            if comma:
                ahead = len(_split(before, prefer))
                leanings = [(4.0, -2.0, -2.0)] * ahead + [(-2.0, 1.5, 0.0), (-1.0, 0.0, 1.0)]
            place(main, leanings, (0.0, 0.0, 0.0))
    return _assign(words, tuple(aside))


# "Surname Given Patronymic" and "Given Patronymic Surname" are how full names are written
_USUAL_ORDERS = {(_SURNAME, _GIVEN, _PATRONYMIC): 1.0, (_GIVEN, _PATRONYMIC, _SURNAME): 1.0}
_EMPTY_SURNAME, _ASIDE_COST, _MOST_WORDS = -2.0, -0.7, 5
_NOWHERE = 3


@lru_cache
def _placements(count: int) -> tuple[tuple[int, ...], ...]:
    """Every way to put ``count`` words into the three parts, at most one in each, or nowhere."""
    ways = product((_SURNAME, _GIVEN, _PATRONYMIC, _NOWHERE), repeat=count)
    return tuple(way for way in ways if all(way.count(part) <= 1 for part in (_SURNAME, _GIVEN, _PATRONYMIC)))


def _assign(words: list[_Word], aside: tuple[str, ...]) -> PersonName:
    """Give at most one word to each part so that the fitness is greatest; ties go to the order written."""
    placed = [word for word in words if not is_turkic_patronymic_word((skeletons_of(word.text) or ("",))[0])]
    placed = placed[:_MOST_WORDS]
    favourites = tuple(word.fitness.index(max(word.fitness)) for word in placed)
    if not (_SURNAME in favourites and len(set(favourites)) == len(placed)):
        best = -1e9
        for way in _placements(len(placed)):
            score = (0.0 if _SURNAME in way else _EMPTY_SURNAME) + _USUAL_ORDERS.get(way, 0.0)
            for word, part in zip(placed, way, strict=True):
                score += _ASIDE_COST if part == _NOWHERE else word.fitness[part]
            if score > best:
                best, favourites = score, way
    parts = ["", "", ""]
    others = []
    for word, part in zip(placed, favourites, strict=True):
        if part == _NOWHERE:
            others.append(word.text)
        else:
            parts[part] = word.text
    others += [word.text for word in words if word not in placed]
    return PersonName(parts[0], parts[1], parts[2], tuple(others) + aside)
