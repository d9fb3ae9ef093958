"""From a name as written to its parts: surname, given name, patronymic, and the rest.

Parts are told by endings, by the dictionary of given names and by their place, not by the column alone: columns are
swapped, merged, filled with initials. Every word of Cyrillic or Latin letters is kept; what finds no place stands in
``others``. Many names at once are parsed in ``columns``; equal forms of a part meet in ``keys``; two whole names are
compared in ``comparison``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from homeward.names.scripts import Script, clean_word, script_of


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


@lru_cache(maxsize=1 << 12)
def parse_name(surname: str = "", given_name: str = "", patronymic: str = "", full_name: str = "") -> PersonName:
    """Parse a name given in columns, in one text, or in both; columns are believed unless the words say otherwise.

    >>> parse_name(surname="Вадим", given_name="Сичов")
    PersonName(surname='сичов', given='вадим', patronymic='', others=())
    >>> parse_name(full_name="Сичов В.О.")
    PersonName(surname='сичов', given='в', patronymic='о', others=())
    """
    from homeward.names.columns import parse_rows

    return parse_rows([(surname, given_name, patronymic, full_name)])[0]


_ASIDE = re.compile(r"[(\[«\"„“].*?[)\]»\"”“]")
_WORDS = re.compile(r"[^\s,;/()\[\]«»\"„“”]+")
BEFORE, AFTER, ASIDE = range(3)


def cut_by_hand(text: str, prefer: Script) -> list[tuple[str, int]]:
    """Cleaned words of a cell, each with its place: before the first comma, after it, or in brackets.

    For cells that compiled code does not cut, see ``cutting``. Glued initials (``В.О.``) and double names are parted.

    Args:
        prefer: script of the row's words; settles a word made of look-alikes only.
    """
    before, _, after = _ASIDE.sub(" ", text).partition(",")
    found = [(word, BEFORE) for word in _split(before, prefer)] + [(word, AFTER) for word in _split(after, prefer)]
    return found + [(word, ASIDE) for aside in _ASIDE.findall(text) for word in _split(aside, prefer)]


def _split(text: str, prefer: Script) -> list[str]:
    pieces = [piece for raw in _WORDS.findall(text) for piece in re.split(r"[-‐‑‒–—−.]", raw)]
    return [word for word in (clean_word(piece, prefer) for piece in pieces) if word]


def scripts_in(text: str) -> tuple[int, int]:
    """How many letters of a text are Cyrillic, and how many Latin."""
    scripts = [script_of(letter) for letter in text.lower()]
    return scripts.count(Script.CYRILLIC), scripts.count(Script.LATIN)
