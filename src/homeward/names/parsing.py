"""From a name as written to its parts: surname, given name, patronymic, and the rest.

Parts are told by endings, by the dictionary of given names and by their place, not by the column alone: columns are
swapped, merged, filled with initials. Every word of Cyrillic or Latin letters is kept; what
finds no place stands in ``others``.
Equal forms of a part meet in ``keys``; two whole names are compared in ``comparison``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from homeward.names.dictionary import given_names, known_surnames, rare_given_names
from homeward.names.grammar import (
    SLAVIC_SURNAME_ENDING,
    father_stem,
    is_declined_patronymic,
    is_turkic_patronymic_word,
    looks_like_patronymic,
    nominative_forms,
    surname_bases,
)
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
_ASIDE_MARK = re.compile(r"[(\[«\"„“]")
_WORDS = re.compile(r"[^\s,;/()\[\]«»\"„“”]+")
_SURNAME_ENDING = re.compile(
    "(enko|eiko|iuk|[qnlrk]uk|ak|iak|ik|ski|cki|zki|ska|cka|skaia|ckaia|[oe]v|[oe]va|in|ina|ih|ec|dze|wvili|ian|iants|"
    "quk|iwin|uta|ura|ilo|alo|ko|ii?|aia)$"
)
_SURNAME, _GIVEN, _PATRONYMIC = 0, 1, 2


_Fitness = tuple[float, float, float]
"""What speaks for a word as surname, given name, patronymic (log scale, 0 = no opinion)."""


@lru_cache(maxsize=1 << 18)
def _fitness(word: str) -> _Fitness:
    """How well a cleaned word fits each part by its own form."""
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
        known = known_surnames()
        if any(base in known for skeleton in skeletons for base in surname_bases(skeleton)):
            surname += 1.5
    return (surname, given, patronymic)


_COLUMNS: tuple[_Fitness, ...] = ((2.2, 0.0, -1.0), (0.0, 2.2, 0.0), (-1.0, 0.0, 2.2))
_ALONE: tuple[_Fitness, ...] = ((0.3, 0.0, -1.0),)
_OF_TWO: tuple[_Fitness, ...] = ((0.4, 0.0, -2.0), (0.0, 0.6, -0.5))
_OF_MORE: tuple[_Fitness, ...] = ((0.4, 0.0, -2.0), (0.0, 0.8, 0.4), (0.2, 0.0, 1.0), (0.0, 0.0, -0.5))
_BEFORE_COMMA: _Fitness = (4.0, -2.0, -2.0)
_AFTER_COMMA: tuple[_Fitness, ...] = ((-2.0, 1.5, 0.0), (-1.0, 0.0, 1.0))


def _placed(text: str, prefer: Script) -> list[tuple[str, _Fitness]]:
    """Words of a full name, each with what its place says."""
    before, comma, after = text.partition(",")
    ahead, words = _split(before, prefer), _split(after, prefer)
    if comma and ahead and words:
        return [(word, _BEFORE_COMMA) for word in ahead] + _lean(words, _AFTER_COMMA)
    words = ahead + words
    return _lean(words, _ALONE if len(words) == 1 else _OF_TWO if len(words) == 2 else _OF_MORE)


def _lean(words: tuple[str, ...], leanings: tuple[_Fitness, ...]) -> list[tuple[str, _Fitness]]:
    last = len(leanings) - 1
    return [(word, leanings[min(index, last)]) for index, word in enumerate(words)]


@lru_cache(maxsize=1 << 18)
def _split(text: str, prefer: Script) -> tuple[str, ...]:
    """Cleaned words of a cell; glued initials (``В.О.``) are parted, double names too."""
    words: list[str] = []
    for raw in _WORDS.findall(text):
        pieces = raw.split("-") if "-" in raw else [raw]
        for piece in pieces:
            if "." in piece.strip("."):
                words.extend(filter(None, (clean_word(part, prefer) for part in piece.split("."))))
            else:
                words.append(clean_word(piece, prefer))
    return tuple(word for word in words if word and skeletons_of(word))


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
    prefer = script_of(f"{surname}{given_name}{patronymic}{full_name}".lower())
    placed: list[tuple[str, _Fitness]] = []
    aside: list[str] = []
    for index, text in enumerate((surname, given_name, patronymic, full_name)):
        if not text:
            continue
        main = text
        if _ASIDE_MARK.search(text):
            for found in _ASIDE.findall(text):
                aside += _split(found, prefer)
            main = _ASIDE.sub(" ", text)
        placed += _placed(main, prefer) if index == len(_COLUMNS) else _lean(_split(main, prefer), (_COLUMNS[index],))
    return nominative(_assign(placed, tuple(aside)))


# "Surname Given Patronymic" and "Given Patronymic Surname" are how full names are written
_USUAL_ORDERS: dict[tuple[int, ...], float] = {
    (_SURNAME, _GIVEN, _PATRONYMIC): 1.0,
    (_GIVEN, _PATRONYMIC, _SURNAME): 1.0,
}
_EMPTY_SURNAME, _ASIDE_COST, _MOST_WORDS = -2.0, -0.7, 5
_NOWHERE = 3


@lru_cache
def _placements(count: int) -> tuple[tuple[tuple[int, ...], float], ...]:
    """Every way to put ``count`` words into the parts, at most one in each, or nowhere, with what speaks for it."""
    return tuple(
        (
            way,
            (0.0 if _SURNAME in way else _EMPTY_SURNAME)
            + _USUAL_ORDERS.get(way, 0.0)
            + way.count(_NOWHERE) * _ASIDE_COST,
        )
        for way in product((_SURNAME, _GIVEN, _PATRONYMIC, _NOWHERE), repeat=count)
        if all(way.count(part) <= 1 for part in (_SURNAME, _GIVEN, _PATRONYMIC))
    )


@lru_cache(maxsize=1 << 18)
def _says_child_of(word: str) -> bool:
    return is_turkic_patronymic_word(skeletons_of(word)[0])


def _assign(words: list[tuple[str, _Fitness]], aside: tuple[str, ...]) -> PersonName:
    """Give at most one word to each part so that the fitness is greatest; ties go to the order written."""
    known = [word for word in words if not _says_child_of(word[0])]
    if not known:
        return PersonName("", "", "", tuple(word for word, _ in words) + aside)
    placed = known[:_MOST_WORDS]
    fitness = []
    for word, lean in placed:
        own = _fitness(word)
        fitness.append((own[0] + lean[0], own[1] + lean[1], own[2] + lean[2], 0.0))
    way = tuple(fits.index(max(fits[:_NOWHERE])) for fits in fitness)
    if _SURNAME not in way or len(set(way)) < len(way):
        way = max(
            _placements(len(placed)),
            key=lambda one: one[1] + sum([fits[part] for fits, part in zip(fitness, one[0], strict=True)]),
        )[0]
    parts = ["", "", ""]
    others = []
    for (word, _), part in zip(placed, way, strict=True):
        if part == _NOWHERE:
            others.append(word)
        else:
            parts[part] = word
    others += [word for word, _ in known[_MOST_WORDS:]]
    return PersonName(parts[0], parts[1], parts[2], tuple(others) + aside)


def nominative(name: PersonName) -> PersonName:
    """The name in the nominative where its patronymic shows that it is declined: ``Мороза Івана Петровича``.

    Surname and given name go back only to a form the dictionaries know. Without a patronymic the endings that speak
    for themselves are taken off in ``keys``.
    """
    if not is_declined_patronymic(name.patronymic):
        return name
    given, surnames = given_names(), known_surnames()
    surname = next(
        (form for form in nominative_forms(name.surname) if not surnames.isdisjoint(_bases(form))), name.surname
    )
    first = next((form for form in nominative_forms(name.given) if skeletons_of(form)[0] in given.lemmas), name.given)
    return PersonName(surname, first, name.patronymic, name.others)


def _bases(word: str) -> tuple[str, ...]:
    return tuple(surname_bases(skeleton)[0] for skeleton in skeletons_of(word))
