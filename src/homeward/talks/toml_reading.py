"""TOML files of this room: tables with known keys, every fault gathered with the key it stands at.

An unknown key is a fault: a misspelt word must not change silently what is due, or what is published.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from homeward.errors import Fault, InputRefused
from homeward.words import Language

_Word = TypeVar("_Word", bound=StrEnum)
_LONGEST = 64


class TomlReading:
    """One reading of one file: gathers faults, and goes on with a stand-in value where it can.

    Attributes:
        tables: the file's.
        sha256: digest of its bytes, hex.
    """

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            InputRefused: it cannot be opened, is not UTF-8 or not TOML.
        """
        self.file = path.name
        self.faults: list[Fault] = []
        try:
            content = path.read_bytes()
            self.tables: Mapping[str, Any] = tomllib.loads(content.decode("utf-8-sig"))
        except OSError as trouble:
            raise self._refusal(f"{trouble.strerror}.", "Check its name and place.") from None
        except UnicodeDecodeError:
            raise self._refusal("The file is not UTF-8.", "Save it as UTF-8.") from None
        except tomllib.TOMLDecodeError as error:
            raise self._refusal(f"The file is not TOML: {error}.", "Mend that place.") from None
        self.sha256 = hashlib.sha256(content).hexdigest()

    def _refusal(self, found: str, advice: str) -> InputRefused:
        return InputRefused([Fault(self.file, "", 0, "", found, advice)])

    def fault(self, key: str, found: str, advice: str) -> None:
        """Keep one fault."""
        self.faults.append(Fault(self.file, "", 0, key, found[:200], advice))

    def refuse_if_any(self) -> None:
        """Raise ``InputRefused`` when a fault was kept."""
        if self.faults:
            raise InputRefused(self.faults)

    def table(self, key: str, found: object, needed: Sequence[str], optional: Sequence[str] = ()) -> Mapping[str, Any]:
        """A table with the keys wanted; an empty one after a fault."""
        if not isinstance(found, dict):
            self.fault(key, "This table is missing.", f"Write it with {', '.join(needed)}.")
            return {}
        for name in found:
            if name not in (*needed, *optional):
                known = ", ".join((*needed, *optional))
                self.fault(f"{key}.{name}" if key else name, "This key is not known here.", f"Known are {known}.")
        for name in needed:
            if name not in found:
                self.fault(f"{key}.{name}" if key else name, "This key is missing.", "Write it.")
        return found

    def tables_of(self, key: str, found: object) -> list[object]:
        """The tables ``[[key]]``; at least one."""
        if isinstance(found, list) and found:
            return found
        self.fault(key, "There is none.", f"Write at least one table [[{key}]].")
        return []

    def code(self, key: str, found: object) -> str:
        """An id or a code."""
        if isinstance(found, str) and 0 < len(found) <= _LONGEST and found.isprintable() and found == found.strip():
            return found
        if found is not None:
            self.fault(key, f"“{found}” is no code.", f"Write 1 to {_LONGEST} characters in quotes.")
        return ""

    def codes(self, key: str, found: object) -> tuple[str, ...]:
        """A list of codes, each once."""
        if found is None:
            return ()
        if isinstance(found, list):
            return tuple(dict.fromkeys(self.code(key, one) for one in found))
        self.fault(key, f"“{found}” is not a list.", 'Write codes in brackets, such as ["A-1", "A-2"].')
        return ()

    def sides(self, key: str, found: object) -> tuple[str, str]:
        """The two sides, in the order of the file."""
        codes = self.codes(key, found)
        if len(codes) == 2 and all(codes):
            return codes[0], codes[1]
        self.fault(key, f"“{found}” does not name two sides.", 'Write two codes, such as ["X", "Y"].')
        return "?", "??"

    def day(self, key: str, found: object) -> dt.date:
        """A day."""
        known = self.day_or_none(key, found)
        return known or dt.date.min

    def day_or_none(self, key: str, found: object) -> dt.date | None:
        """A day, or nothing where the key is not there."""
        if found is None or (isinstance(found, dt.date) and not isinstance(found, dt.datetime)):
            return found
        try:
            return dt.date.fromisoformat(str(found))
        except ValueError:
            self.fault(key, f"“{found}” is not a day.", "Write year-month-day, such as 2025-06-02.")
            return None

    def count(self, key: str, found: object, least: int = 0) -> int:
        """A whole number."""
        if isinstance(found, int) and not isinstance(found, bool) and least <= found <= 10**12:
            return found
        if found is not None:
            self.fault(key, f"“{found}” is no such number.", f"Write a whole number from {least}.")
        return least

    def word(self, key: str, found: object, words: type[_Word], stand_in: _Word) -> _Word:
        """A word of an enum; the stand-in after a fault, or where the key is not there."""
        if found is None:
            return stand_in
        try:
            return words(str(found))
        except ValueError:
            self.fault(key, f"“{found}” is not known here.", f"Write one of {', '.join(words)}.")
            return stand_in

    def told(self, key: str, found: object) -> dict[Language, str]:
        """A text in all four languages."""
        if isinstance(found, dict):
            wrong = [name for name in found if name not in set(Language)]
            lacking = [language.value for language in Language if not isinstance(found.get(language.value), str)]
            if not wrong and not lacking:
                return {language: str(found[language.value]) for language in Language}
            if lacking:
                self.fault(key, f"The text lacks {', '.join(lacking)}.", "Write it in uk, ru, en and tr.")
            for name in wrong:
                self.fault(f"{key}.{name}", "This language is not known here.", "Known are uk, ru, en, tr.")
        elif found is not None:
            self.fault(key, "This is not a text in four languages.", 'Write {uk = "…", ru = "…", en = "…", tr = "…"}.')
        return dict.fromkeys(Language, "")
