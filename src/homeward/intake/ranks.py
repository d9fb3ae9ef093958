"""Military ranks in Ukrainian, Russian, English and Turkish, brought to one ladder that can be compared.

The ladder is that of the two armies' own ranks, rung by rung (``RANKS`` from lowest to highest), so that a солдат, a
рядовой, a матрос, a private and an er stand on one rung. It is not the NATO ladder: the two armies and the translators
of lists map their sergeants to it differently, and one rung too far would look like a contradiction between two lists.
Sources: Law of Ukraine 2232-XII, art. 5 (ranks, as amended by 680-IX); Federal Law 53-FZ, art. 46 (ranks); Turkish
Armed Forces Personnel Law 926 for the Turkish names.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Final

from homeward.intake.folding import fold
from homeward.words import _


class Rank(StrEnum):
    """Rungs from lowest to highest. The value is stored; ``LABELS`` has the words."""

    CIVILIAN = "CIV"
    CADET = "CDT"
    PRIVATE = "E1"
    SENIOR_PRIVATE = "E2"
    JUNIOR_SERGEANT = "E3"
    SERGEANT = "E4"
    SENIOR_SERGEANT = "E5"
    CHIEF_SERGEANT = "E6"
    STAFF_SERGEANT = "E7"
    MASTER_SERGEANT = "E8"
    SENIOR_MASTER_SERGEANT = "E9"
    WARRANT_OFFICER = "W1"
    SENIOR_WARRANT_OFFICER = "W2"
    JUNIOR_LIEUTENANT = "O1"
    LIEUTENANT = "O2"
    SENIOR_LIEUTENANT = "O3"
    CAPTAIN = "O4"
    MAJOR = "O5"
    LIEUTENANT_COLONEL = "O6"
    COLONEL = "O7"
    BRIGADIER_GENERAL = "G1"
    MAJOR_GENERAL = "G2"
    LIEUTENANT_GENERAL = "G3"
    COLONEL_GENERAL = "G4"
    ARMY_GENERAL = "G5"


LABELS: Final[dict[Rank, str]] = {
    Rank.CIVILIAN: _("civilian"),
    Rank.CADET: _("cadet"),
    Rank.PRIVATE: _("soldier"),
    Rank.SENIOR_PRIVATE: _("senior soldier"),
    Rank.JUNIOR_SERGEANT: _("junior sergeant"),
    Rank.SERGEANT: _("sergeant"),
    Rank.SENIOR_SERGEANT: _("senior sergeant"),
    Rank.CHIEF_SERGEANT: _("chief sergeant"),
    Rank.STAFF_SERGEANT: _("staff sergeant"),
    Rank.MASTER_SERGEANT: _("master sergeant"),
    Rank.SENIOR_MASTER_SERGEANT: _("senior master sergeant"),
    Rank.WARRANT_OFFICER: _("warrant officer"),
    Rank.SENIOR_WARRANT_OFFICER: _("senior warrant officer"),
    Rank.JUNIOR_LIEUTENANT: _("junior lieutenant"),
    Rank.LIEUTENANT: _("lieutenant"),
    Rank.SENIOR_LIEUTENANT: _("senior lieutenant"),
    Rank.CAPTAIN: _("captain"),
    Rank.MAJOR: _("major"),
    Rank.LIEUTENANT_COLONEL: _("lieutenant colonel"),
    Rank.COLONEL: _("colonel"),
    Rank.BRIGADIER_GENERAL: _("brigadier general"),
    Rank.MAJOR_GENERAL: _("major general"),
    Rank.LIEUTENANT_GENERAL: _("lieutenant general"),
    Rank.COLONEL_GENERAL: _("colonel general"),
    Rank.ARMY_GENERAL: _("general of the army"),
}
_LADDER: Final = tuple(Rank)

_PHRASES: Final[dict[Rank, str]] = {
    Rank.CIVILIAN: """
        цивільний | цивільна | цивільна особа | цивільні | працівник зсу | службовець | вільнонайманий | без звання
        | гражданский | гражданская | гражданское лицо | вольнонаемный | civilian | civ | sivil""",
    Rank.CADET: "курсант | курсантка | cadet | officer cadet | harbiyeli | askeri öğrenci",
    Rank.PRIVATE: """
        солдат | рядовий | рядова | матрос | рекрут | новобранець | стрілець | рядовой | рядовая | новобранец
        | стрелок | private | soldier | seaman
        | sailor | recruit | private soldier | ordinary seaman | seaman recruit | er | nefer | deniz eri
        | piyade eri | bahriyeli""",
    Rank.SENIOR_PRIVATE: """
        старший солдат | старший матрос | єфрейтор | старший рядовий | ефрейтор | старший рядовой | lance corporal
        | senior soldier | senior private | senior seaman | senior sailor | able seaman | private first class
        | leading seaman
        | efreitor | yefreitor | onbaşı""",
    Rank.JUNIOR_SERGEANT: """
        молодший сержант | старшина 2 статті | младший сержант | старшина 2 статьи | junior sergeant | corporal
        | petty officer second class | petty officer 2nd class | petty officer 2 class | kıdemli onbaşı
        | uzman onbaşı""",
    Rank.SERGEANT: """
        сержант | старшина 1 статті | старшина 1 статьи | sergeant | petty officer | petty officer first class
        | petty officer 1st class | petty officer 1 class | çavuş | astsubay çavuş""",
    Rank.SENIOR_SERGEANT: """
        старший сержант | головний старшина | главный старшина | senior sergeant | chief petty officer
        | sergeant first class
        | kıdemli çavuş | uzman çavuş | astsubay kıdemli çavuş""",
    Rank.CHIEF_SERGEANT: """
        головний сержант | старшина | головний корабельний старшина | главный корабельный старшина | chief sergeant
        | master sergeant | first sergeant | starshina | sergeant major | chief ship petty officer
        | senior chief petty officer
        | üstçavuş | astsubay üstçavuş""",
    Rank.STAFF_SERGEANT: "штаб-сержант | штаб-старшина | staff sergeant | kıdemli üstçavuş | astsubay kıdemli üstçavuş",
    Rank.MASTER_SERGEANT: "майстер-сержант | майстер-старшина | мастер-сержант | başçavuş | astsubay başçavuş",
    Rank.SENIOR_MASTER_SERGEANT: """
        старший майстер-сержант | старший майстер-старшина | головний майстер-сержант | головний майстер-старшина
        | старший мастер-сержант | главный мастер-сержант | senior master sergeant | chief master sergeant
        | kıdemli başçavuş | astsubay kıdemli başçavuş""",
    Rank.WARRANT_OFFICER: """
        прапорщик | мічман | мичман | warrant officer | praporshchik | praporschik | ensign | michman | astsubay""",
    Rank.SENIOR_WARRANT_OFFICER: """
        старший прапорщик | старший мічман | старший мичман | senior warrant officer | chief warrant officer
        | senior praporshchik | senior ensign | kıdemli astsubay""",
    Rank.JUNIOR_LIEUTENANT: """
        молодший лейтенант | младший лейтенант | junior lieutenant | second lieutenant | sub lieutenant | asteğmen""",
    Rank.LIEUTENANT: "лейтенант | lieutenant | teğmen",
    Rank.SENIOR_LIEUTENANT: "старший лейтенант | senior lieutenant | first lieutenant | üsteğmen",
    Rank.CAPTAIN: "капітан | капітан-лейтенант | капитан | капитан-лейтенант | captain | captain lieutenant | yüzbaşı",
    Rank.MAJOR: """
        майор | капітан 3 рангу | капитан 3 ранга | major | captain 3rd rank | captain third rank
        | lieutenant commander
        | binbaşı""",
    Rank.LIEUTENANT_COLONEL: """
        підполковник | капітан 2 рангу | подполковник | капитан 2 ранга | lieutenant colonel | captain 2nd rank
        | captain second rank | commander | yarbay""",
    Rank.COLONEL: """
        полковник | капітан 1 рангу | капитан 1 ранга | colonel | captain 1st rank | captain first rank | albay""",
    Rank.BRIGADIER_GENERAL: """
        бригадний генерал | бригадный генерал | коммодор | brigadier general | brigadier | commodore | tuğgeneral""",
    Rank.MAJOR_GENERAL: """
        генерал-майор | контр-адмірал | контр-адмирал | major general | rear admiral | tümgeneral""",
    Rank.LIEUTENANT_GENERAL: """
        генерал-лейтенант | віце-адмірал | вице-адмирал | lieutenant general | vice admiral | korgeneral""",
    Rank.COLONEL_GENERAL: "генерал-полковник | адмірал | адмирал | colonel general | admiral",
    Rank.ARMY_GENERAL: """
        генерал | генерал армії | генерал армии | general | general of the army | army general | orgeneral""",
}
_ABBREVIATIONS: Final = """
    старший: ст старш стар | молодший: мол молодш | младший: мл младш | головний: гол голов | главный: гл глав
    | штаб: шт
    | майстер: майст | корабельний: кораб | солдат: солд сол | рядовой: ряд рядов | матрос: матр | ефрейтор: ефр єфр
    | сержант: сержт серж с-т ст-т с-нт сж-т серж-т сер-т | старшина: ст-на стар-на старш-на
    | прапорщик: пр-к прап пр-щик прапор
    | лейтенант: л-т лт л-нт лейт лей-т лтнт | капітан: к-н кап кап-н кап-ан | майор: м-р
    | підполковник: п/п-к пп-к п-п-к підп підполк підп-к п/полковник п-полковник | подполковник: подп подполк подп-к
    | полковник: п-к полк полк-к пк | генерал: ген г-л | статті: ст-ті | статьи: ст-и
    | senior: sr snr sen | junior: jr jnr jun | private: pvt pte priv | corporal: cpl corp
    | sergeant: sgt sjt serg sargent
    | lieutenant: lt lieut ltn leut | captain: capt cpt | major: maj | colonel: col | general: gen
    | brigadier: brig bg
    | warrant: wo | lance corporal: lcpl | staff sergeant: ssgt | master sergeant: msgt | senior sergeant: srsgt
    | junior sergeant: jsgt jrsgt | private first class: pfc | lieutenant colonel: ltcol lcol
    | second lieutenant: 2lt 2ndlt
    | first lieutenant: 1lt 1stlt | major general: majgen | lieutenant general: ltgen | chief warrant officer: cwo
    | çavuş: çvş çav | onbaşı: onb | uzman: uzm | kıdemli: kd kıd | astsubay: astsb | asteğmen: atğm | teğmen: tğm
    | üsteğmen: ütğm ütgm | yüzbaşı: yzb | binbaşı: bnb | yarbay: yb yrb | albay: alb | başçavuş: bçvş
    | üstçavuş: üçvş
"""
#: Words that say where someone serves, not how high.
_SERVICES: Final = """
    гвардії | гвардии | гв | of the guard | guards | поліції | полиции | міліції | милиции | of police | police
    | юстиції | юстиции
    | of justice | медичної служби | мед служби | медицинской службы | мед службы | м с
    | of the medical service | medical service
    | внутрішньої служби | внутренней службы | вн служби | вн службы | в с | цивільного захисту
    | служби цивільного захисту | цз
    | прикордонної служби | дпсу | нгу | зсу | вмс | запасу | запаса | в запасі | в запасе | у відставці
    | в отставке | reserve | retired
    | служби | службы | мобілізований | мобилизованный | контрактник | за контрактом | по контракту
"""


def _key(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


_EXPANSION: Final = {
    fold(short): fold(full)
    for entry in _ABBREVIATIONS.split("|")
    for full, _colon, shorts in [entry.partition(":")]
    for short in shorts.split()
}
_RANK_OF: Final = {_key(fold(phrase)): rank for rank, phrases in _PHRASES.items() for phrase in phrases.split("|")}
_VOCABULARY: Final = frozenset(
    word for phrases in _PHRASES.values() for word in re.findall(r"[^\W\d_]+", fold(phrases))
)
_SERVICE: Final = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted((re.escape(fold(s)) for s in _SERVICES.split("|")), key=lambda s: (-len(s), s)))
    + r")(?!\w)"
)
_CASE_ENDINGS: Final = (
    ("ого", "ии"),
    ("его", "ии"),
    ("ому", "ии"),
    ("ему", "ии"),
    ("им", "ии"),
    ("ым", "ыи"),
    ("а", ""),
    ("у", ""),
)
_ORDINALS: Final = (
    (r"\b(?:3|iii|ііі|третього|третьего)(?:-?\w{1,2})?\b", "3"),
    (r"\b(?:2|ii|іі|другоі|второи)(?:-?\w{1,2})?\b", "2"),
)
_FIRST: Final = (
    r"\b(?:1|i|і|першоі|першого|первои|первого)(?:-?\w{1,2})?\b(?=\s*(?:рангу|ранга|статті|статьи|ст|р))",
    "1",
)


@cache
def read_rank(text: str) -> Rank | None:
    """The rung of a rank as written, whole or abbreviated, in any case of the noun; None when it is not known."""
    plain = fold(text)
    found = _look_up(plain)
    if found is None:
        bare = " ".join(_SERVICE.sub(" ", " ".join(plain.replace(".", " ").split())).split())
        found = _look_up(bare) if bare else None
    if found is None and "(" in plain:
        found = read_rank(re.sub(r"\([^()]*\)", " ", plain).replace("(", " "))
    return found


def steps_between(one: Rank, other: Rank) -> int:
    """How many rungs lie between two ranks; 0 for the same."""
    return abs(_LADDER.index(one) - _LADDER.index(other))


def _look_up(plain: str) -> Rank | None:
    if (rank := _RANK_OF.get(_key(plain))) is not None:
        return rank
    for pattern, figure in (*_ORDINALS, _FIRST):
        plain = re.sub(pattern, figure, plain)
    if (rank := _RANK_OF.get(_key(plain))) is not None:
        return rank
    words = [word.strip("-/") for word in re.split(r"[\s.,;]+", plain)]
    whole = " ".join(_expanded(word) for word in words if word)
    return _RANK_OF.get(_key(whole))


def _expanded(word: str) -> str:
    if word in _VOCABULARY:
        return word
    if (full := _EXPANSION.get(word)) is not None:
        return full
    if "-" in word:
        return "-".join(_expanded(part) for part in word.split("-") if part)
    for ending, nominative in _CASE_ENDINGS:
        if word.endswith(ending) and (stem := word.removesuffix(ending) + nominative) in _VOCABULARY:
            return stem
    return word
