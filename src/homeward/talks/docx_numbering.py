"""Word's automatic numbers resolved to the numbers as printed (ISO/IEC 29500-1, 17.9).

A paragraph points to a numbering instance (``w:num``) and a level; the instance points to an abstract numbering with
up to nine levels, each with a start, a format and a text such as ``%1.%2.``. Instances of one abstract numbering go on
counting where the last left off, unless they say where to start. A level starts anew when a level above it is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from homeward.talks.printed_numbers import number_in

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    paragraph_style: str = ""


@dataclass(slots=True)
class _Instance:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts paragraphs in their order and gives each its number.

    Args:
        part: root of ``word/numbering.xml``, None if the document has none.
    """

    def __init__(self, part: Any) -> None:
        self._instances: dict[str, _Instance] = {}
        self._counts: dict[str, list[int | None]] = {}
        if part is None:
            return
        abstracts: dict[str, dict[int, _Level]] = {}
        for abstract in part.iterchildren(f"{W}abstractNum"):
            abstracts[_value(abstract, "abstractNumId")] = dict(map(_level, abstract.iterchildren(f"{W}lvl")))
        for num in part.iterchildren(f"{W}num"):
            pointed = num.find(f"{W}abstractNumId")
            base = _value(pointed, "val") if pointed is not None else ""
            instance = _Instance(base, dict(abstracts.get(base, {})))
            for override in num.iterchildren(f"{W}lvlOverride"):
                level = int(_value(override, "ilvl") or 0)
                if (own := override.find(f"{W}lvl")) is not None:
                    instance.levels[level] = _level(own)[1]
                if (start := override.find(f"{W}startOverride")) is not None:
                    instance.starts[level] = _whole(_value(start, "val"), 1)
            self._instances[_value(num, "numId")] = instance

    def level_of_style(self, number: str, style: str) -> int:
        """The level that an instance ties to a paragraph style; 0 if it ties none."""
        instance = self._instances.get(number)
        tied = (level for level, one in instance.levels.items() if one.paragraph_style == style) if instance else ()
        return next(iter(tied), 0)

    def printed(self, number: str, level: int) -> str:
        """Count one paragraph and give its number as printed; "" for a bullet or none."""
        instance = self._instances.get(number)
        if instance is None or level not in instance.levels:
            return ""
        counts = self._counts.setdefault(instance.abstract, [None] * _LEVELS)
        if level in instance.starts and level not in instance.begun:
            instance.begun.add(level)
            counts[level] = instance.starts[level]
        else:
            before = counts[level]
            counts[level] = instance.levels[level].start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = instance.levels[below].restart if below in instance.levels else None
            if restart is None or (restart and level < restart):
                counts[below] = None
        shown = instance.levels[level]
        if shown.style == "bullet":
            return "•"
        if shown.style == "none" and "%" not in shown.text:
            return shown.text.strip()
        return self._filled(instance, shown, counts)

    @staticmethod
    def _filled(instance: _Instance, shown: _Level, counts: list[int | None]) -> str:
        text = shown.text
        for place in range(_LEVELS, 0, -1):
            if f"%{place}" in text:
                above = instance.levels.get(place - 1, _Level())
                count = counts[place - 1]
                style = "decimal" if shown.legal else above.style
                text = text.replace(f"%{place}", number_in(style, above.start if count is None else count))
        return text.strip()


def _level(element: Any) -> tuple[int, _Level]:
    found = _Level()
    for child in element:
        value = _value(child, "val")
        match child.tag.removeprefix(W) if isinstance(child.tag, str) else "":
            case "start":
                found.start = _whole(value, 1)
            case "numFmt":
                found.style = value
            case "lvlText":
                found.text = value
            case "lvlRestart":
                found.restart = _whole(value, 0)
            case "isLgl":
                found.legal = value not in ("0", "false", "off")
            case "pStyle":
                found.paragraph_style = value
    return _whole(_value(element, "ilvl"), 0), found


def _value(element: Any, name: str) -> str:
    return str(element.get(f"{W}{name}", ""))


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.lstrip("-").isdigit() and len(text) < 6 else otherwise
