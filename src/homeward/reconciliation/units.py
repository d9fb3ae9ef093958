"""Military units and workplaces as lists write them: the number, and what kind of body it is.

"212-а механізована бригада", "212 омбр" and "212th Mechanized Brigade" are one unit: the number and the kind agree.
Only what a list itself says is read; nothing is looked up, and no place of any unit is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: Kind of body -> the beginnings of words, in four languages, and the abbreviations that name it.
_KINDS: dict[str, str] = {
    "mechanised": "механіз механиз mechani mekanize омбр мбр мсбр мотостріл мотострел motor мсп мсд омсбр",
    "tank": "танк tank отбр тбр тп тд zırhlı",
    "rifle": "стріл стрелк rifle сб сп піхот пехот infantry piyade опб обр",
    "territorial": "теробор террит територ territor тро бртро обтро сто bölgesel",
    "artillery": "артил артилл artill абр оабр реабр саб topçu гаубич howitz",
    "border": "прикорд погран border пз прикз sınır дпсу",
    "marine": "морськ морск marine обрмп бмп deniz",
    "airborne": "десант airborne парашут дшв вдв одшбр пдд hava",
    "assault": "штурм assault ошбр ошб",
    "guard": "нацгвард гвард guard нгу росгвард",
    "reconnaissance": "розвід развед reconn рб орб",
    "engineer": "інженер инжен engineer сапер сапёр istihkam",
    "signal": "зв'яз связ signal",
    "supply": "забезпеч обеспеч supply тил тыл логіст логист",
    "police": "поліц полиц police міліц милиц polis",
    "hospital": "лікарн больниц hospital госпітал госпитал шпитал hastane",
    "school": "школ school ліцей лицей гімназ гимназ okul",
    "works": "завод фабрик plant factory шахт mine fabrika",
    "home": "інтернат интернат orphan дитбуд детдом boarding",
}
_BY_BEGINNING: tuple[tuple[str, str], ...] = tuple(
    sorted(
        ((word, kind) for kind, words in _KINDS.items() for word in words.split()),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
)
_SHORT = 4  # an abbreviation this short must be the whole word
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a cell says of a unit: its number (-1 if none) and its kind ("" if no known word names one)."""

    number: int
    kind: str


@lru_cache(maxsize=1 << 16)
def read_unit(text: str) -> Unit:
    """Read the number and the kind of a unit or workplace; the first number counts."""
    low = text.casefold().replace("’", "'").replace("ʼ", "'")
    number = _NUMBER.search(low)
    kind = ""
    for word in _WORD.findall(low):
        kind = _kind_of(word)
        if kind:
            break
    return Unit(int(number[0][:9]) if number else -1, kind)


def _kind_of(word: str) -> str:
    for beginning, kind in _BY_BEGINNING:
        if word == beginning or (len(beginning) > _SHORT and word.startswith(beginning)):
            return kind
        if len(beginning) == _SHORT and word.startswith(beginning) and len(word) > _SHORT + 1:
            return kind
    return ""
