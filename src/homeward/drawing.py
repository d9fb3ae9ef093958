"""Pictures drawn as SVG by hand: the few marks, colours and number forms that every room's pictures share.

A picture is one string: no script, no outside file, the same bytes for the same figures. It carries its title and
its description for screen readers, follows the reader's light or dark setting, and may stand alone in a file or
inside a page: its styles and ids touch nothing outside it. What is drawn is decided in the rooms' ``pictures.py``.
Colours say the state of a matter, never a side (design: neutral, 4.5:1 or more in both settings).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from homeward.words import Language

_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_MARGIN = 8


class Ink(StrEnum):
    """What a mark is drawn with; the value is its class in the picture's style."""

    INK = "ink"
    FAINT = "faint"
    PAPER = "paper"
    ACCENT = "accent"
    NEEDS_A_PERSON = "amber"
    SETTLED = "teal"
    STOP = "brick"


#: Ink to its colour in the light and in the dark setting.
COLOURS: dict[Ink, tuple[str, str]] = {
    Ink.INK: ("#211f26", "#ece9f0"),
    Ink.FAINT: ("#65616e", "#a9a5b2"),
    Ink.PAPER: ("#fcfbf9", "#18171b"),
    Ink.ACCENT: ("#645c7c", "#aaa1c2"),
    Ink.NEEDS_A_PERSON: ("#8a5a00", "#d8a548"),
    Ink.SETTLED: ("#1d5c60", "#74b6b8"),
    Ink.STOP: ("#93443a", "#d98d7c"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks on a sheet of ``width`` by ``height`` units (CSS pixels at full size), with words for who cannot see it.

    The sheet has a margin of its own around the marks.
    """

    width: int
    height: int
    title: str
    description: str
    marks: Sequence[str]
    language: Language = Language.EN

    def svg(self) -> str:
        """The picture as one SVG element.

        The id that scopes its styles is made from its content, so that two different pictures in one page never mix.
        """
        content = "".join(self.marks)
        width, height = self.width + 2 * _MARGIN, self.height + 2 * _MARGIN
        scope = "p" + hashlib.sha256(f"{self.title}\0{self.description}\0{content}".encode()).hexdigest()[:10]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{scope}" class="picture" role="img"'
            f' lang="{self.language}" viewBox="{-_MARGIN} {-_MARGIN} {width} {height}" width="{width}"'
            f' height="{height}" style="max-width:100%;height:auto"'
            f' aria-labelledby="{scope}-title {scope}-desc">'
            f'<title id="{scope}-title">{escape(self.title)}</title>'
            f'<desc id="{scope}-desc">{escape(self.description)}</desc>'
            f"<style>{_style(scope)}</style>"
            f"{bar(-_MARGIN, -_MARGIN, width, height, Ink.PAPER)}{content}</svg>\n"
        )


def _style(scope: str) -> str:
    def rules(setting: int) -> str:
        return "".join(
            f"#{scope} .{ink}{{fill:{pair[setting]}}}#{scope} .{ink}-line{{stroke:{pair[setting]}}}"
            for ink, pair in COLOURS.items()
        )

    font = (
        f"#{scope} text{{font-family:'IBM Plex Sans',system-ui,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif;"
        "font-variant-numeric:tabular-nums}"
    )
    return f"{font}{rules(0)}@media (prefers-color-scheme:dark){{{rules(1)}}}"


def bar(x: float, y: float, width: float, height: float, ink: Ink, says: str = "") -> str:
    """A filled rectangle; ``says`` is shown when a pointer rests on it."""
    return _rectangle(x, y, width, height, f'class="{ink}" fill="{COLOURS[ink][0]}"', says)


def outline(x: float, y: float, width: float, height: float, ink: Ink, says: str = "") -> str:
    """An empty rectangle with a line around it, drawn inside its bounds."""
    inset = min(0.75, width / 4)
    paint = f'class="{ink}-line" fill="none" stroke="{COLOURS[ink][0]}" stroke-width="{number(2 * inset)}"'
    return _rectangle(x + inset, y + inset, width - 2 * inset, height - 2 * inset, paint, says)


def _rectangle(x: float, y: float, width: float, height: float, paint: str, says: str) -> str:
    shape = f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" {paint}'
    return f"{shape}><title>{escape(says)}</title></rect>" if says else f"{shape}/>"


def line(x1: float, y1: float, x2: float, y2: float, ink: Ink, dashes: str = "") -> str:
    """A thin line; ``dashes`` as in SVG, for example ``2 3``."""
    dashed = f" stroke-dasharray={quoteattr(dashes)}" if dashes else ""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        f' class="{ink}-line" stroke="{COLOURS[ink][0]}" stroke-width="1"{dashed}/>'
    )


def words(x: float, y: float, text: str, ink: Ink = Ink.INK, size: float = 14, anchor: str = "start") -> str:
    """One line of text on the base line ``y``; ``anchor`` is ``start``, ``middle`` or ``end``."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" class="{ink}" fill="{COLOURS[ink][0]}"'
        f' font-family="sans-serif" font-size="{number(size)}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def number(value: float) -> str:
    """A coordinate, to the hundredth of a pixel, in the one shortest form."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def count_text(count: int) -> str:
    """A count with its thousands set apart: 18 402."""
    return f"{count:,}".replace(",", _NARROW_SPACE)


def decimal_text(value: float, digits: int, language: Language | str, *, signed: bool = False) -> str:
    """A number with ``digits`` decimals: point in English, comma in the other three; a true minus sign.

    With ``signed`` a positive number has its plus, and what rounds to zero has no sign.
    """
    text = f"{abs(value):.{digits}f}"
    sign = "" if float(text) == 0 else _MINUS if value < 0 else "+" if signed else ""
    return sign + (text if Language(language) is Language.EN else text.replace(".", ","))


def shortened(text: str, length: int) -> str:
    """The text, cut to ``length`` characters with an ellipsis when it is longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
