"""Given names behind a slip of the pen, an oblique case or an endearing ending: what a word may have been meant for.

A word that is no name is usually a name with one letter wrong, and a name in a list is sometimes left in the genitive
("Владимира"). Mothers and friends add endings to a name or its short form ("Ігорчик", "Вікуся", "Колян"), more than any
table holds. ``keys`` says what a word is; here stands what it may stand for.
"""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from homeward.names.dictionary import given_names
from homeward.names.grammar import given_name_nominatives
from homeward.names.keys import Part, PartKeys

#: Words shorter than this are one letter from too many names.
_SHORTEST = 4
#: Names rarer than this among persons are not guessed behind a slip.
_LEAST_FREQUENT = 2e-5
#: Nor are rarer ones called by endearing endings that no table holds.
_COMMON = 2e-4
#: Endearing and rough endings, as skeletons, and what they stand in for: Ігор-чик, Ол-ечка (Ол-я), Вік-уся (Вік-а).
_ENDEARING = (
    "qik", "ik", "ko", "ka", "oqka", "eqka", "iqka", "onka", "enka", "inka", "usia", "unia", "us", "iuwa", "uwa",
    "ania", "ian", "an", "iok", "ok", "ek", "oqok",
)  # fmt: skip
_INSTEAD_OF = ("", "a", "ia", "i", "o", "ii")
_STEM = 2


@lru_cache(maxsize=1 << 16)
def meant_lemmas(keys: PartKeys, part: Part) -> tuple[str, ...]:
    """Lemmas of given names that a word may stand for besides its own, sorted; () for surnames and initials.

    A word that is a name as it stands may still be an oblique case of another ("Євгенія"); a word that is none may
    besides be one letter from a name that is not rare.
    """
    if keys.initial or part is Part.SURNAME:
        return ()
    table = given_names()
    found: set[str] = set()
    if part is Part.GIVEN:
        for skeleton in keys.skeletons:
            for nominative in given_name_nominatives(skeleton):
                found.update(table.lemmas.get(nominative, ()))
            found.update(_endeared(skeleton))
    if not keys.lemmas:
        names = table.lemmas if part is Part.GIVEN else table.fathers
        index = _index(part)
        for skeleton in keys.skeletons:
            if len(skeleton) < _SHORTEST:
                continue
            near = {form for shorter in _without_one(skeleton) for form in index.get(shorter, ())}
            for form in near:
                if OSA.distance(form, skeleton, score_cutoff=1) <= 1:
                    found.update(lemma for lemma in names[form] if table.frequency.get(lemma, 0.0) >= _LEAST_FREQUENT)
    return tuple(sorted(found - set(keys.lemmas)))


def _endeared(skeleton: str) -> set[str]:
    """Lemmas of the not too rare names, or short forms, that the word has an endearing ending upon."""
    table = given_names()
    bases = (
        skeleton[: -len(ending)] + instead
        for ending in _ENDEARING
        if skeleton.endswith(ending) and len(skeleton) - len(ending) >= _STEM
        for instead in _INSTEAD_OF
    )
    lemmas = {lemma for base in bases for lemma in table.lemmas.get(base, ())}
    return {lemma for lemma in lemmas if table.frequency.get(lemma, 0.0) >= _COMMON}


@cache
def _index(part: Part) -> dict[str, tuple[str, ...]]:
    """Each form with none or one of its letters left out -> the forms."""
    forms = given_names().lemmas if part is Part.GIVEN else given_names().fathers
    index: dict[str, list[str]] = {}
    for form in forms:
        if len(form) >= _SHORTEST - 1:
            for shorter in _without_one(form):
                index.setdefault(shorter, []).append(form)
    return {shorter: tuple(found) for shorter, found in index.items()}


def _without_one(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
