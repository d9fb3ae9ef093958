"""Military units, workplaces and children's homes as lists write them: number, kind of body, and words that name it.

"212-а механізована бригада", "212 омбр" and "212th Mechanized Brigade" are one unit: the number and the kind agree.
"дитячий будинок «Сонечко», м. Гайок" and "Гайковский детский дом" have no number; a word in quotation marks or the
name of a place tells them from others. Only what a list itself says is read; nothing is looked up, and no place of any
unit is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from homeward.names.scripts import clean_word, script_of
from homeward.names.skeleton import skeletons_of

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
    "boarding": "інтернат интернат internat boarding",
    "shelter": "притул приют shelter",
    "sanatorium": "санатор sanator",
    "hospital": "лікарн больниц hospital госпітал госпитал шпитал hastane",
    "school": "школ school ліцей лицей гімназ гимназ okul",
    "works": "завод фабрик factory шахт fabrika | plant mine",
    "home": "orphan дитбуд детдом | дб",
    "care_centre": "реабіліт реабилит rehabil | цспрд",
}
#: Kinds that take several words, or whose word stands behind another kind's ("школа-інтернат"); looked for first.
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (
            r"дитяч\w*\.? буд|детск\w*\.? дом|буд\w*\.? дитини|дом\w* реб|child\w*['’]?s? home|bab(?:y|ies['’]?) home",
            "home",
        ),
        (r"home for (?:infants|babies|children)|çocuk (?:yuvası|evi)", "home"),
        (r"інтернат|интернат|internat\b|boarding|yatılı", "boarding"),
        (r"санатор|sanator", "sanatorium"),
        (r"реабіліт|реабилит|rehabil|соц\w*[- ]псих", "care_centre"),
    )
)
_BEGINNINGS: tuple[tuple[str, str], ...] = tuple(
    (word, kind) for kind, words in _KINDS.items() for word in words.partition("|")[0].split()
)
_WHOLE: dict[str, str] = {word: kind for kind, words in _KINDS.items() for word in words.partition("|")[2].split()}
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a cell says of a unit.

    Attributes:
        number: the first number; -1 if none.
        kind: "" if no known word names one.
        names: keys of the words that name it: the consonants among the first six sounds of each, so that
            «Олешківський», «м. Олешки» and «Алёшкинский» share one; sorted.
    """

    number: int
    kind: str
    names: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def read_unit(text: str) -> Unit:
    """Read the number and the kind of a unit or workplace; the first number counts."""
    low = text.casefold().replace("’", "'").replace("ʼ", "'")
    number = _NUMBER.search(low)
    words = _WORD.findall(low)
    kind = next((kind for pattern, kind in _PHRASES if pattern.search(low)), "")
    if not kind:
        kind = next(filter(None, map(_kind_of, words)), "")
    names = {_name_of(word) for word in words if _may_name(word)}
    return Unit(int(number[0][:9]) if number else -1, kind, tuple(sorted(names - {""})))


_SHORTEST, _SOUNDS = 4, 6
_VOWELS = re.compile("[aeiou]")
#: Beginnings of words that name no unit: kinds of bodies, ranks of administration, what they are for.
_COMMON = re.compile(
    "(?:"
    + "|".join(re.escape(word) for word, _kind in _BEGINNINGS)
    + r"|дитяч|детск|дитин|дітей|дет[еи]й|ребен|ребён|child|baby|babies|infant|будин|дом(?:а|у|ом)?$|home|center|centre"
    r"|центр|комунал|коммунал|обласн|областн|област|район|районн|міськ|городск|місто|город|село|селищ|посел|сільськ|regional"
    r"|oblast|city|town|village|municip|державн|государ|state|national|націонал|спеціал|специал|special|окрем|отдел"
    r"|separate|соціал|социал|social|психол|psycho|несоверш|неповноліт|minor|підтрим|поддерж|помощ|допомог|support|бригад"
    r"|brigad|батальйон|батальон|battal|полк|regim|рот[аи]$|compan|взвод|platoon|загін|отряд|detach|дивіз|дивиз|divis"
    r"|військ|войск|частин|част[ьи]$|заклад|учрежд|instit|відділ|отдел|цех|shop|імені|имени|служб|служит|мобіл|мобил"
    r"|школа|дит$|для$|with|from)"
)


def _may_name(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _WHOLE and not _COMMON.match(word)


def _name_of(word: str) -> str:
    skeletons = skeletons_of(clean_word(word, script_of(word)))
    sounds = _VOWELS.sub("", skeletons[0][:_SOUNDS]) if skeletons else ""
    return sounds if len(sounds) > 1 else ""


def _kind_of(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    return next((kind for beginning, kind in _BEGINNINGS if word.startswith(beginning)), "")
