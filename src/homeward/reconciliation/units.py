"""Military units and workplaces as lists write them: the number, and what kind of body it is.

"212-а механізована бригада", "212 омбр" and "212th Mechanized Brigade" are one unit: the number and the kind agree.
Only what a list itself says is read; nothing is looked up, and no place of any unit is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: Kind of body -> the beginnings of words that name it, in four languages, and whole abbreviations behind the bar.
_KINDS: dict[str, str] = {
    "mechanised": "механіз механиз mechani mekanize мотостріл мотострел motoriz motor | омбр мбр мсбр мсп мсд омсбр",
    "tank": "танк tank zırhlı | отбр тбр тп тд",
    "rifle": "стріл стрелк rifle піхот пехот infantry piyade | сб сп опб обр",
    "territorial": "теробор террит територ territor bölge | тро бртро обтро сто",
    "artillery": "артил artill topçu гаубич howitz | абр оабр реабр саб",
    "border": "прикорд погран border sınır | пз прикз дпсу",
    "marine": "морськ морск marine deniz | обрмп бмп",
    "airborne": "десант airborne парашут hava | дшв вдв одшбр пдд",
    "assault": "штурм assault | ошбр ошб",
    "guard": "нацгвард гвард guard | нгу",
    "reconnaissance": "розвід развед reconn | рб орб",
    "engineer": "інженер инжен engineer сапер сапёр istihkam",
    "signal": "зв'яз связ signal",
    "supply": "забезпеч обеспеч supply логіст логист | тил тыл",
    "police": "поліц полиц police міліц милиц polis",
    "hospital": "лікарн больниц hospital госпітал госпитал шпитал hastane",
    "school": "школ school ліцей лицей гімназ гимназ okul",
    "works": "завод фабрик factory шахт fabrika | plant mine",
    "home": "інтернат интернат orphan boarding | дитбуд детдом",
}
_BEGINNINGS: tuple[tuple[str, str], ...] = tuple(
    (word, kind) for kind, words in _KINDS.items() for word in words.partition("|")[0].split()
)
_WHOLE: dict[str, str] = {word: kind for kind, words in _KINDS.items() for word in words.partition("|")[2].split()}
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
    if word in _WHOLE:
        return _WHOLE[word]
    return next((kind for beginning, kind in _BEGINNINGS if word.startswith(beginning)), "")
