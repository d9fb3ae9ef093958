"""What a clause is about, as weighted marks that do not depend on its language.

Marks: terms of the glossary; numbers with their unit; units; dates; places of the gazetteer; who acts and who receives;
sounds of the words that no term covers (``names.skeleton``: cognates and names meet across scripts). Marks of the lead
and of titles count less. How much a mark tells is how rare it is in the two texts together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from homeward.names.place_gazetteer import gazetteer
from homeward.names.skeleton import skeletons_of
from homeward.talks.glossary import Mention, Token, mentions, tokens
from homeward.talks.text_terms import Bound, Clause, Obliged, Span, Unit
from homeward.talks.wording import exceptions_in, receiver_in
from homeward.words import Language

_OWN, _LEAD, _TITLE = 1.0, 0.6, 0.45
_SOUND_WEIGHT, _UNIT_WEIGHT, _ACTOR_WEIGHT, _SMALL_WEIGHT = 0.7, 0.45, 0.5, 0.45
_CONSONANTS: Final = re.compile("[aeiouy]")


def _words(name: str) -> frozenset[str]:
    return frozenset((files("homeward.talks") / "data" / name).read_text(encoding="utf-8").split())


#: Terms that treaty language uses everywhere: they tell little about a subject.
_WEAK: Final = _words("weak_terms.txt")
#: Words that hold sentences together, and names of the sides.
_EMPTY: Final = _words("function_words.txt")


#: Beginnings of the names that the sides go by, which are no places here.
_SIDES: Final = ("україн", "украин", "росій", "россий", "ukrain", "russia", "ukrayna", "rusya", "rus ")


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a clause is about: what, how strongly, and the words that say it."""

    key: str
    weight: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """Marks of one clause by their keys, and what the comparison of two clauses needs besides.

    Attributes:
        own: keys that stand in the clause itself, not in its lead or titles.
        receiver: to whom something goes.
        refuses: whether it speaks of refusing, which turns a negation round.
    """

    marks: dict[str, Mark]
    own: frozenset[str]
    receiver: Obliged
    exceptions: tuple[Span, ...]
    refuses: bool
    places: tuple[str, ...]


def features_of(clause: Clause) -> Features:
    """The marks of a clause."""
    marks: dict[str, Mark] = {}
    words = tokens(clause.text, clause.lang)
    found = mentions(words, clause.lang)
    for mention in found:
        _add(marks, f"c:{mention.term}", _OWN * (_SMALL_WEIGHT if mention.term in _WEAK else 1), mention.span)
    for key, span in _sounds(words, found):
        _add(marks, key, _SOUND_WEIGHT, span)
    for quantity in clause.quantities:
        if quantity.unit not in (Unit.NONE,):
            _add(marks, f"u:{quantity.unit.value}", _UNIT_WEIGHT, quantity.span)
        if quantity.number is not None and quantity.bound is not Bound.ALL:
            _add(marks, f"n:{quantity.number:g}", 1.0 if quantity.number > 12 else 0.6, quantity.span)
    for deadline in clause.deadlines:
        _add(marks, "deadline", _UNIT_WEIGHT, deadline.span)
        if deadline.number is not None:
            _add(marks, f"n:{deadline.number:g}", 0.6, deadline.span)
    for day, span in clause.dates:
        _add(marks, f"d:{day.isoformat()}", 0.9, span)
        _add(marks, f"d:{day.year}-{day.month}", 0.3, span)
    places = tuple(_places(clause))
    for place, span in places:
        _add(marks, f"p:{place}", 1.2, span)
    receiver = receiver_in(clause.text)
    if clause.obliged is not Obliged.UNSAID:
        _add(marks, f"o:{clause.obliged.value}", _ACTOR_WEIGHT, Span(0, 0))
    if receiver is not Obliged.UNSAID:
        _add(marks, f"r:{receiver.value}", _ACTOR_WEIGHT, Span(0, 0))
    own = frozenset(marks)
    _add_context(marks, clause.lead, clause.lang, _LEAD)
    for title in clause.heading:
        _add_context(marks, title, clause.lang, _TITLE)
    return Features(
        marks, own, receiver, exceptions_in(clause.text), "c:refuse" in own, tuple(p for p, _span in places)
    )


def _add(marks: dict[str, Mark], key: str, weight: float, span: Span) -> None:
    before = marks.get(key)
    spans = (before.spans if before else ()) + ((span,) if span.end else ())
    marks[key] = Mark(key, max(weight, before.weight if before else 0.0), spans)


def _add_context(marks: dict[str, Mark], text: str, language: Language, share: float) -> None:
    for mention in mentions(tokens(text, language), language):
        key = f"c:{mention.term}"
        weight = share * (_SMALL_WEIGHT if mention.term in _WEAK else 1)
        if key not in marks or marks[key].weight < weight:
            marks[key] = Mark(key, weight, marks[key].spans if key in marks else ())


def _sounds(words: Sequence[Token], found: Sequence[Mention]) -> list[tuple[str, Span]]:
    """The first consonants of the words that no term covers: what cognates and names share."""
    covered = [mention.span for mention in found]
    keys: list[tuple[str, Span]] = []
    for token in words:
        if len(token.word) < 4 or token.word in _EMPTY:
            continue
        if any(span.start <= token.span.start and token.span.end <= span.end for span in covered):
            continue
        if key := _sound(token.word):
            keys.append((f"s:{key}", token.span))
    return keys


@lru_cache(maxsize=1 << 16)
def _sound(word: str) -> str:
    skeleton = (skeletons_of(word) or ("",))[0].replace("h", "g")
    consonants = _CONSONANTS.sub("", skeleton)
    return consonants[:4] if len(consonants) >= 3 else ""


def _places(clause: Clause) -> list[tuple[str, Span]]:
    """Places named by words with a capital letter inside a sentence."""
    found: list[tuple[str, Span]] = []
    for match in re.finditer(r"(?<=[\w,;:»”\")–-] )[A-ZА-ЯЄІЇҐÇĞİÖŞÜ][\w’'-]{3,}", clause.text):
        low = match[0].lower()
        if low in _EMPTY or low.startswith(_SIDES) or mentions([Token(low, Span(0, len(low)))], clause.lang):
            continue
        ids, guessed = _place(match[0].split("'")[0] if clause.lang is Language.TR else match[0])
        if ids and not guessed:
            found.append((ids[0], Span(match.start(), match.end())))
    return found


@lru_cache(maxsize=1 << 14)
def _place(name: str) -> tuple[tuple[str, ...], bool]:
    return gazetteer().find(name, oblique=True)


def weights_of(all_features: Sequence[Features]) -> dict[str, float]:
    """How much each mark tells: the rarer in the two texts together, the more."""
    seen = Counter(key for one in all_features for key in one.own)
    seen.update(key for one in all_features for key in one.marks if key not in seen)
    number = max(2, len(all_features))
    return {key: math.log(1 + number / (1 + count)) / math.log(1 + number / 3) for key, count in seen.items()}
