"""Pictures of comparisons: what each marker says, and which remains may be which missing person.

Each function is pure and returns one SVG string; the table that belongs beneath a picture has its rows here too. Marks,
colours and number forms are those of ``homeward.drawing``: one hue, and no colour that praises or condemns.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from homeward.drawing import COLOURS, Ink, Picture, bar, decimal_text, line, number, outline, shortened, words
from homeward.words import Language, _, say

_WIDTH = 640
_ROW = 18
_LABEL = 16


def ratio_bars(log10_lr: Mapping[str, float], title: str, language: Language | str) -> str:
    """Show log10 of the likelihood ratio of every marker as a bar from zero, and what they are together.

    Filled to the right for the first hypothesis, framed to the left for the second. A marker that cannot be under the
    first hypothesis has an exclamation mark in place of a bar to the left, one that cannot be under the second to the
    right; one that can be under neither, or that tells nothing, has no bar. Their sum stands beneath.

    Args:
        log10_lr: by marker, in the order to be shown; inf, -inf and nan as just said.
        title: of the picture, for example the two hypotheses.
        language: of the words in the picture.
    """
    left, right = 130, _WIDTH - 70
    finite = [value for value in log10_lr.values() if math.isfinite(value)]
    low, high = min(0.0, *finite, -0.4), max(0.0, *finite, 0.4)
    per_unit = (right - left - 24) / (high - low)

    def at(value: float) -> float:
        return left + 12 + (value - low) * per_unit

    head = 40
    bottom = head + _ROW * len(log10_lr)
    marks = [
        words(at(0) - 8, 12, say(_("against"), language), Ink.FAINT, 12, "end"),
        words(at(0) + 8, 12, say(_("supporting"), language), Ink.FAINT, 12),
    ]
    for tick in _ticks(low, high):
        marks.append(
            line(at(tick), 32, at(tick), bottom, Ink.INK if tick == 0 else Ink.FAINT, "" if tick == 0 else "1 4")
        )
        marks.append(
            words(at(tick), 28, decimal_text(tick, 0 if tick == int(tick) else 1, language), Ink.FAINT, 11, "middle")
        )
    for place, (name, value) in enumerate(log10_lr.items()):
        top = head + _ROW * place
        marks.append(words(left - 8, top + 11, shortened(name, _LABEL), size=12, anchor="end"))
        marks.append(words(_WIDTH, top + 11, log_text(value, 2, language), size=12, anchor="end"))
        marks.append(
            _ratio_bar(
                value, at(0), at(value) if math.isfinite(value) else 0, top, f"{name}: {log_text(value, 2, language)}"
            )
        )
    total = log_sum(log10_lr.values())
    marks.append(line(0, bottom + 6, _WIDTH, bottom + 6, Ink.INK))
    marks.append(words(left - 8, bottom + 23, say(_("together"), language), size=13, anchor="end"))
    marks.append(words(left + 12, bottom + 23, say(_("log10 of the likelihood ratio"), language), Ink.FAINT, 12))
    marks.append(words(_WIDTH, bottom + 23, log_text(total, 2, language), size=13, anchor="end"))
    described = "; ".join(f"{name} {log_text(value, 2, language)}" for name, value in log10_lr.items())
    described += f"; {say(_('together'), language)} {log_text(total, 2, language)}"
    return Picture(_WIDTH, bottom + 30, title, described, marks, Language(language)).svg()


def _ticks(low: float, high: float) -> list[float]:
    """About six round numbers, 0 among them."""
    rough = (high - low) / 6
    step = next(step for step in (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, math.inf) if step >= rough)
    return [step * place for place in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _ratio_bar(value: float, zero: float, end: float, top: float, says: str) -> str:
    if math.isnan(value):
        return ""
    if math.isinf(value):
        x = zero + math.copysign(12, value)
        return bar(x - 1.5, top + 1, 3, 8, Ink.STOP, says) + bar(x - 1.5, top + 11, 3, 3, Ink.STOP)
    x, width = min(zero, end), abs(end - zero)
    return bar(x, top + 1, width, 12, Ink.ACCENT, says) if value >= 0 else outline(x, top + 1, width, 12, Ink.INK, says)


def log_sum(log10_lr: Iterable[float]) -> float:
    """The logarithm of the product; nan where a factor is not told, or one is 0 and another infinite."""
    values = list(log10_lr)
    if math.inf in values and -math.inf in values:
        return math.nan
    return math.fsum(values)


def log_text(value: float, digits: int, language: Language | str) -> str:
    """A logarithm for people: signed, the sign of infinity for what cannot be, a dash for what is not told."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "−∞" if value < 0 else "+∞"
    return decimal_text(value, digits, language, signed=True)


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps of one hue for the cells of a matrix.

    Attributes:
        bounds: the least value of each step but the lowest, rising.
        unit: what the values are, marked for translation.
        digits: decimals written in a cell.
    """

    bounds: tuple[float, ...]
    unit: str
    digits: int


PROBABILITY = Scale((0.001, 0.01, 0.1, 0.5, 0.95), _("probability"), 2)
LOG_RATIO = Scale((0.0, 1.0, 2.0, 4.0, 6.0), _("log10 of the likelihood ratio"), 1)

#: How dark each step is; the last is written on in the colour of the paper, the others in ink (4.5:1 in both settings).
_DARKNESS = (0.0, 0.10, 0.22, 0.36, 0.52, 1.0)


def pairing_matrix(
    remains: Sequence[str],
    missing: Sequence[str],
    values: NDArray[np.float64],
    scale: Scale,
    title: str,
    language: Language | str,
) -> str:
    """Show a value for every remains and missing person as a matrix of cells, the darker the higher.

    Values are written into cells as long as they fit: up to about twenty columns. A cell of what is not told is empty
    and struck; what cannot be is empty.

    Args:
        remains: ids of the rows.
        missing: ids of the columns; a last one may stand for nobody.
        values: shape (remains, missing): ``PROBABILITY`` in [0, 1], ``LOG_RATIO`` any, -inf and nan too.
        scale: what the values are.
        title: of the picture.
        language: of the words in the picture.

    Raises:
        ValueError: the shape is another.
    """
    if values.shape != (len(remains), len(missing)):
        raise ValueError(f"{values.shape} values for {len(remains)} remains and {len(missing)} missing persons")
    labels = 8 + 6.2 * min(max((len(id_) for id_ in remains), default=0), _LABEL)
    above = 8 + 5.6 * min(max((len(id_) for id_ in missing), default=0), _LABEL)
    cell = min(max((900 - labels) / max(len(missing), 1), 11), 46)
    height = min(cell, 26)
    size = min(11.0, height - 2)
    marks = []
    for place, id_ in enumerate(missing):
        x = labels + cell * (place + 0.5) + size / 3
        text = escape(shortened(id_, _LABEL))
        whole = f"<title>{escape(id_)}</title>" if len(id_) > _LABEL else ""
        marks.append(
            f'<text transform="translate({number(x)} {number(above - 5)}) rotate(-90)" class="{Ink.INK}"'
            f' fill="{COLOURS[Ink.INK][0]}" font-family="sans-serif" font-size="{number(size)}">{whole}{text}</text>'
        )
    for row, id_ in enumerate(remains):
        top = above + height * row
        marks.append(words(labels - 6, top + height / 2 + size / 3, shortened(id_, _LABEL), Ink.INK, size, "end"))
        for column, other in enumerate(missing):
            value = float(values[row, column])
            says = f"{id_}, {other}: {value_text(value, scale, language)}"
            marks.append(_cell(labels + cell * column, top, cell, height, value, scale, says, language))
    bottom = above + height * len(remains)
    marks.append(outline(labels, above, cell * len(missing), height * len(remains), Ink.FAINT))
    legend, width = _steps(labels, bottom + 14, scale, language)
    whole_width = round(max(labels + cell * len(missing), width))
    described = pairings_described(remains, missing, values, scale, language)
    return Picture(whole_width, round(bottom + 50), title, described, [*marks, *legend], Language(language)).svg()


def pairings_described(
    remains: Sequence[str],
    missing: Sequence[str],
    values: NDArray[np.float64],
    scale: Scale,
    language: Language | str,
) -> str:
    """For each of the remains the pairing with the highest value, in words."""
    said = []
    for id_, row in zip(remains, values, strict=True):
        told = np.where(np.isnan(row), -np.inf, row)
        best = int(told.argmax()) if len(told) else -1
        if best >= 0 and told[best] > -np.inf:
            said.append(f"{id_}: {missing[best]} {value_text(float(row[best]), scale, language)}")
    return say(_("The highest of each row: {pairings}"), language, pairings="; ".join(said) or "–")


def value_text(value: float, scale: Scale, language: Language | str) -> str:
    """A value as the cells have it."""
    if scale is not PROBABILITY:
        return log_text(value, scale.digits, language)
    if math.isnan(value):
        return "–"
    if 0.99 < value < 1:
        return f"> {decimal_text(0.99, 2, language)}"
    return f"< {decimal_text(0.01, 2, language)}" if 0 < value < 0.01 else decimal_text(value, 2, language)


def _cell(
    x: float, y: float, width: float, height: float, value: float, scale: Scale, says: str, language: Language | str
) -> str:
    if math.isnan(value):
        struck = line(x + width * 0.3, y + height * 0.7, x + width * 0.7, y + height * 0.3, Ink.FAINT)
        return f"<g><title>{escape(says)}</title>{struck}</g>"
    step = sum(value >= bound for bound in scale.bounds)
    shade = _DARKNESS[step]
    drawn = _shade(x, y, width, height, shade, says)
    text = "" if value == -math.inf or (scale is PROBABILITY and step == 0) else value_text(value, scale, language)
    if text and 5.8 * len(text) + 4 <= width:
        drawn += words(x + width / 2, y + height / 2 + 3.5, text, Ink.PAPER if shade == 1 else Ink.INK, 10, "middle")
    return drawn


def _shade(x: float, y: float, width: float, height: float, shade: float, says: str = "") -> str:
    titled = f"<title>{escape(says)}</title>" if says else ""
    return (
        f'<rect x="{number(x + 0.5)}" y="{number(y + 0.5)}" width="{number(width - 1)}" height="{number(height - 1)}"'
        f' class="{Ink.ACCENT}" fill="{COLOURS[Ink.ACCENT][0]}" fill-opacity="{number(shade)}">{titled}</rect>'
    )


def _steps(x: float, y: float, scale: Scale, language: Language | str) -> tuple[list[str], float]:
    """The steps of a scale with their bounds, and where they end."""
    digits = [0 if bound == int(bound) else 3 if bound < 0.01 else 2 for bound in scale.bounds]
    texts = [decimal_text(bound, places, language) for bound, places in zip(scale.bounds, digits, strict=True)]
    said = [f"< {texts[0]}", *(f"{text}" for text in texts)]
    marks = [words(x, y + 10, say(scale.unit, language), Ink.FAINT, 11)]
    for step, text in enumerate(said):
        left = x + 74 * step
        marks.append(_shade(left, y + 18, 18, 14, _DARKNESS[step]))
        marks.append(outline(left, y + 18, 18, 14, Ink.FAINT))
        marks.append(words(left + 23, y + 29, f"≥ {text}" if step else text, Ink.FAINT, 11))
    return marks, x + 74 * len(said)


def pairing_rows(
    remains: Sequence[str],
    missing: Sequence[str],
    values: NDArray[np.float64],
    scale: Scale,
    language: Language | str,
) -> list[list[str]]:
    """The rows of the table beneath a matrix: remains, then a value for each missing person."""
    return [
        [id_, *(value_text(float(value), scale, language) for value in row[: len(missing)])]
        for id_, row in zip(remains, values, strict=True)
    ]
