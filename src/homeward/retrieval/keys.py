"""Reading a TOML file key by key: every fault is listed with the key it stands at, and reading goes on.

An unknown key is a fault: a word misspelt must not silently change where a team goes. Free text for readers may stand
under ``note``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from homeward.errors import Fault, InputRefused

_Word = TypeVar("_Word", bound=StrEnum)
_CODE = re.compile(r"(?![_-])[\w-]{1,32}")
_NOTES = ("note", "notes", "source")
_DAY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Keys:
    """One reading of one file, which collects faults and goes on with a stand-in value."""

    def __init__(self, path: Path) -> None:
        """Read the file as TOML.

        Raises:
            InputRefused: it cannot be opened, or is no TOML.
        """
        self.file = path.name
        self.faults: list[Fault] = []
        try:
            self.content = path.read_bytes()
            self.tables: Mapping[str, Any] = tomllib.loads(self.content.decode("utf-8-sig"))
        except OSError:
            raise self.refusal("The file cannot be opened.", "Check its name and place.") from None
        except UnicodeDecodeError:
            raise self.refusal("The file is not UTF-8.", "Save it as UTF-8.") from None
        except tomllib.TOMLDecodeError as error:
            raise self.refusal(f"The file is not TOML: {error}.", "Mend that place.") from None

    def refusal(self, found: str, advice: str) -> InputRefused:
        """The refusal to raise when nothing after this can be read."""
        return InputRefused([*self.faults, Fault(self.file, "", 0, "", found, advice)])

    def fault(self, key: str, found: str, advice: str) -> None:
        """Keep one fault."""
        self.faults.append(Fault(self.file, "", 0, key, found[:200], advice))

    def refuse_if_any(self) -> None:
        """Raise ``InputRefused`` when there is a fault."""
        if self.faults:
            raise InputRefused(self.faults)

    def known(self, key: str, found: Mapping[str, Any], known: Iterable[str]) -> None:
        """Fault every key that is none of these."""
        words = tuple(known)
        for name in found:
            if name not in words and name not in _NOTES:
                place = f"{key}.{name}" if key else name
                self.fault(place, "This key is not known here.", f"Known are {', '.join(words)}, and note.")

    def table(self, key: str, found: object, wanted: Iterable[str], optional: Iterable[str] = ()) -> Mapping[str, Any]:
        """A table with the keys wanted; an empty one, after a fault, if there is none."""
        wanted = tuple(wanted)
        if not isinstance(found, dict):
            self.fault(key, "This table is missing.", f"Write it with {', '.join(wanted) or 'its keys'}.")
            return {}
        self.known(key, found, (*wanted, *optional))
        for name in wanted:
            if name not in found:
                self.fault(f"{key}.{name}", "This key is missing.", "Write it.")
        return found

    def rows(self, name: str, *, least: int = 0) -> list[tuple[str, object]]:
        """The tables ``[[name]]`` with the key each is named by in a fault."""
        found = self.tables.get(name, [])
        if not isinstance(found, list):
            self.fault(name, "This is no list of tables.", f"Write [[{name}]].")
            return []
        if len(found) < least:
            self.fault(name, "There is none.", f"Write at least {least} table [[{name}]].")
        return [(f"{name} {place}", row) for place, row in enumerate(found, 1)]

    def word(self, key: str, found: object, words: type[_Word], stand_in: _Word) -> _Word:
        """A member of an enum."""
        try:
            return words(str(found))
        except ValueError:
            if found is not None:
                self.fault(key, f"“{found}” is not known here.", f"Write one of {', '.join(words)}.")
            return stand_in

    def code(self, key: str, found: object) -> str:
        """Up to 32 letters, digits, hyphens."""
        if isinstance(found, str) and _CODE.fullmatch(found):
            return found
        if found is not None:
            self.fault(key, f"“{found}” is no code.", "Write up to 32 letters, digits, “-” or “_”.")
        return "-"

    def one_of(self, key: str, found: object, known: Iterable[str]) -> str:
        """A text that is one of those known."""
        words = tuple(known)
        if found in words:
            return str(found)
        if found is not None:
            self.fault(key, f"“{found}” is not known here.", f"Write one of {', '.join(words) or 'those above'}.")
        return words[0] if words else "-"

    def text(self, key: str, found: object) -> str:
        """A text that can be printed on one line."""
        if isinstance(found, str) and found.isprintable():
            return found
        self.fault(key, "This is not text on one line.", "Write it in quotes.")
        return ""

    def flag(self, key: str, found: object) -> bool:
        """True or false."""
        if not isinstance(found, bool):
            self.fault(key, f"“{found}” is neither.", "Write true or false.")
        return found is True

    def number(self, key: str, found: object, least: float, most: float) -> float:
        """A number within bounds."""
        good = isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found)
        if good and least <= float(found) <= most:  # type: ignore[arg-type]  # told by ``good``
            return float(found)  # type: ignore[arg-type]  # likewise
        if found is not None:
            self.fault(key, f"“{found}” is no number of this kind.", f"Write a number from {least:g} to {most:g}.")
        return least

    def count(self, key: str, found: object, least: int, most: int) -> int:
        """A whole number within bounds."""
        if isinstance(found, int) and not isinstance(found, bool) and least <= found <= most:
            return found
        if found is not None:
            self.fault(key, f"“{found}” is no number of this kind.", f"Write a whole number from {least} to {most}.")
        return least

    def instant(self, key: str, found: object) -> dt.datetime:
        """A time with its offset, as UTC to the second; a time without one could mean either side's clocks."""
        if isinstance(found, dt.datetime) and found.tzinfo is not None:
            return found.astimezone(dt.UTC).replace(microsecond=0)
        if found is not None:
            self.fault(
                key, f"“{found}” is no time with its offset.", "Write, for example, 2025-06-20T06:00:00+03:00 or …Z."
            )
        return _DAY

    def hour(self, key: str, found: object) -> dt.time:
        """Hours and minutes of a local clock."""
        if isinstance(found, dt.time):
            return found.replace(microsecond=0)
        try:
            return dt.time.fromisoformat(str(found))
        except ValueError:
            if found is not None:
                self.fault(key, f"“{found}” is no time of day.", "Write hours and minutes, such as “06:30”.")
            return dt.time(0)

    def zone(self, key: str, found: object) -> ZoneInfo:
        """A zone of the IANA database."""
        try:
            return ZoneInfo(str(found))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            if found is not None:
                self.fault(key, f"“{found}” is no time zone.", "Write its IANA name, such as “Europe/Kyiv”.")
            return ZoneInfo("UTC")

    def texts(self, key: str, found: object) -> tuple[str, ...]:
        """A list of texts."""
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(found)
        if found is not None:
            self.fault(key, "This is no list of words.", 'Write, for example, ["eod"].')
        return ()

    def pair(self, key: str, found: object, bounds: tuple[float, float]) -> tuple[float, float]:
        """Two numbers, x and y or longitude and latitude, each up to its bound from 0."""
        if isinstance(found, list) and len(found) == 2:
            x, y = (self.number(key, one, -bound, bound) for one, bound in zip(found, bounds, strict=True))
            return x, y
        if found is not None:
            self.fault(key, "This is no place.", "Write two numbers, such as [36.25, 47.80].")
        return 0.0, 0.0

    def pairs(
        self, key: str, found: object, bounds: tuple[float, float], least: int
    ) -> tuple[tuple[float, float], ...]:
        """A list of places."""
        if not isinstance(found, list) or len(found) < least:
            self.fault(key, "This is no line of places.", f"Write at least {least} places, each two numbers.")
            return ()
        return tuple(self.pair(key, one, bounds) for one in found)
