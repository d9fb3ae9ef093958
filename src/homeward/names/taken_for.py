"""What a name was understood as: its parts, the forms that each is known to be one name with, how it sounds.

Shows what ``parsing`` and ``keys`` made of a name, so that a person can see where a comparison went astray; and what a
part that stands on one side only would do to a comparison if it stood on both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from homeward.names.comparison import THRESHOLD, Feature, compare_names
from homeward.names.keys import Part, part_keys
from homeward.names.latin_names import latin_names
from homeward.names.parsing import PersonName, parse_name

#: The signs of a skeleton as a reader of Latin letters would write the sounds.
_WRITTEN = str.maketrans({"j": "zh", "h": "kh", "c": "ts", "q": "ch", "w": "sh"})

_PARTS = (
    (Feature.SURNAME, "surname", Part.SURNAME),
    (Feature.GIVEN, "given", Part.GIVEN),
    (Feature.PATRONYMIC, "patronymic", Part.PATRONYMIC),
)
#: Names borne by many, of which the first that is another name stands for "another".
_OTHERS = {"surname": ("бондаренко", "мельничук"), "given": ("іван", "петро"), "patronymic": ("іванович", "петрович")}


@dataclass(frozen=True, slots=True)
class UnderstoodWord:
    """One word of a name.

    Attributes:
        part: what it is taken for; ``Feature.OTHER`` for a word that found no place.
        word: cleaned: small letters, look-alike letters repaired.
        forms: names it is known to be a form of, with a capital; of a patronymic the father's name.
        sounds: how it may sound, in Latin letters, at most four.
    """

    part: Feature
    word: str
    forms: tuple[str, ...]
    sounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnderstoodName:
    """A name: its Latin form, "" where it is written so; its words: surname, given name, patronymic, others."""

    latin: str
    words: tuple[UnderstoodWord, ...]


@dataclass(frozen=True, slots=True)
class OneSidedPart:
    """A part that one name lacks, and what the score would be if it stood there.

    Attributes:
        part: which.
        lacking: 0 for the left name, 1 for the right.
        same, other: the score with the same name and with another, 0..1.
    """

    part: Feature
    lacking: int
    same: float
    other: float

    def turns(self, is_same: bool) -> bool:
        """Whether the part would change the verdict of a comparison."""
        return (self.same >= THRESHOLD) != is_same or (self.other >= THRESHOLD) != is_same


def understood(name: str) -> UnderstoodName:
    """What a name as written is understood as.

    >>> [word.forms for word in understood("Саша Сычёв").words]
    [(), ('Олександр', 'Олександра')]
    """
    parsed = parse_name(full_name=name)
    words = [_word(feature, getattr(parsed, field), part) for feature, field, part in _PARTS if getattr(parsed, field)]
    words += [_word(Feature.OTHER, word, Part.SURNAME) for word in parsed.others]
    return UnderstoodName(latin_names([name])[0], tuple(words))


def _word(feature: Feature, word: str, part: Part) -> UnderstoodWord:
    keys = part_keys(word, part)
    sounds = dict.fromkeys(skeleton.translate(_WRITTEN) for skeleton in keys.skeletons)
    return UnderstoodWord(feature, word, tuple(lemma.capitalize() for lemma in keys.lemmas), tuple(sounds))


def one_sided_parts(left: str, right: str) -> Iterator[OneSidedPart]:
    """The parts that stand in one of two names only, with what they would do if they stood in both."""
    names = (parse_name(full_name=left), parse_name(full_name=right))
    for feature, field, part in _PARTS:
        words = [getattr(name, field) for name in names]
        if bool(words[0]) == bool(words[1]):
            continue
        lacking = 0 if words[1] else 1
        there = words[1 - lacking]
        known = set(part_keys(there, part).lemmas) | set(part_keys(there, part).skeletons)
        another = next(word for word in _OTHERS[field] if known.isdisjoint(part_keys(word, part).skeletons))
        scores = [_score(names, lacking, field, word) for word in (there, another)]
        yield OneSidedPart(feature, lacking, *scores)


def _filled(name: PersonName, field: str, word: str) -> PersonName:
    parts = {"surname": name.surname, "given": name.given, "patronymic": name.patronymic} | {field: word}
    return PersonName(**parts, others=name.others)


def _score(names: tuple[PersonName, PersonName], lacking: int, field: str, word: str) -> float:
    filled = _filled(names[lacking], field, word)
    left, right = (filled, names[1]) if lacking == 0 else (names[0], filled)
    return compare_names(left, right).score
