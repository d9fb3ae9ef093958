"""Sex as lists write it: ``m``, ``f``, or "" when nothing is said.

The one-letter forms of the four languages do not collide: Ukrainian ч/ж, Russian м/ж, English M/F, Turkish E/K.
Figures are those of ISO/IEC 5218.
"""

from __future__ import annotations

from typing import Final

from homeward.intake.date_words import UNKNOWN
from homeward.intake.folding import fold, fold_tightly
from homeward.words import _

NOT_A_SEX: Final = _("This is not understood as a sex. Write m or f (ч or ж, м or ж, e or k), or leave the cell empty.")

_MALE: Final = """
    m male man men boy masculine mr masc
    ч чол чолов чоловік чоловіча чоловічий чоловічої чоловіки чоловічастать хлопець хлопчик хл
    м муж мужчина мужской мужского мужскойпол мужчины мальчик юноша парень
    e erkek er bay oğlan adam eril
"""
_FEMALE: Final = """
    f female woman women girl feminine w mrs ms fem
    ж жін жінка жіноча жіночий жіночої жінки жіночастать дівчина дівчинка дів
    жен женщина женский женского женскийпол женщины девочка девушка
    k kadın kad bayan kız dişi
"""
_CODES: Final = {"1": "m", "2": "f", "0": "", "9": ""}
_SEX_OF: Final = {
    **{fold_tightly(word): "m" for word in _MALE.split()},
    **{fold_tightly(word): "f" for word in _FEMALE.split()},
    **{"е": "m", "к": "f"},  # Cyrillic letters typed for the Turkish ones
    **_CODES,
}


def read_sex(text: str) -> str | None:
    """``m``, ``f``, "" for a cell that says that nothing is known, or None when it is not understood."""
    plain = fold_tightly(text)
    if not plain or UNKNOWN.fullmatch(fold(text).strip(" .?")):
        return ""
    if plain in _SEX_OF:
        return _SEX_OF[plain]
    parts = {
        _SEX_OF[key]
        for part in fold(text).replace("/", " ").replace("(", " ").split()
        if (key := fold_tightly(part)) in _SEX_OF
    }
    return parts.pop() if len(parts) == 1 else None
