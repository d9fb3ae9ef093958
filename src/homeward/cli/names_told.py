"""Two names compared, as text for a terminal: the verdict, the reasons as bars, what each name was understood as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from homeward.drawing import decimal_text
from homeward.names.comparison import Feature, NameReason, compare
from homeward.names.taken_for import OneSidedPart, UnderstoodName, one_sided_parts, understood
from homeward.words import Language, _, say

#: Cells of the longest bar.
_BAR = 10
_FOR, _AGAINST, _ZERO, _NOTHING = "▇", "░", "│", "–"
_INDENT = "  "


def told(left: str, right: str, language: Language) -> Iterator[str]:
    """The lines of a comparison, the verdict first."""
    found = compare(left, right)
    verdict = _("the same name") if found.same else _("not the same name")
    yield f"{found.score:.4f}  {say(verdict, language)}"
    if not found.reasons:
        return
    yield ""
    yield from _reasons(found.reasons, language)
    yield ""
    yield from _understood((left, right), (understood(left), understood(right)), language)
    yield from _one_sided([part for part in one_sided_parts(left, right) if part.turns(found.same)], language)


def _reasons(reasons: Sequence[NameReason], language: Language) -> Iterator[str]:
    scale = max(abs(reason.weight) for reason in reasons)
    rows = [
        (
            f"{reason.weight:+8.2f}",
            _bar(reason.weight, scale),
            _outcome(reason, language),
            f"{reason.left or _NOTHING} {_ZERO} {reason.right or _NOTHING}" if reason.left or reason.right else "",
        )
        for reason in reasons
    ]
    yield from _aligned(rows)
    together = say(_("together"), language)
    yield f"{sum(reason.weight for reason in reasons):+8.2f}  {together}"


def _outcome(reason: NameReason, language: Language) -> str:
    what = say(reason.feature.label, language)
    return what if reason.feature is Feature.PRIOR else f"{what}: {say(reason.outcome.label, language)}"


def _bar(weight: float, scale: float) -> str:
    cells = round(_BAR * abs(weight) / scale)
    left, right = ("", _FOR * cells) if weight >= 0 else (_AGAINST * cells, "")
    return f"{left:>{_BAR}}{_ZERO}{right:<{_BAR}}"


def _understood(written: Sequence[str], names: Sequence[UnderstoodName], language: Language) -> Iterator[str]:
    """Part by part, both names beside each other."""
    rows = [(say(_("understood as"), language), *written)]
    for part in (Feature.SURNAME, Feature.GIVEN, Feature.PATRONYMIC, Feature.OTHER):
        cells = [_words(name, part) for name in names]
        if any(cells):
            rows.append((_INDENT + say(part.label, language), *(cell or _NOTHING for cell in cells)))
    if any(name.latin for name in names):
        rows.append((_INDENT + say(_("in Latin letters"), language), *(name.latin or _NOTHING for name in names)))
    yield from _aligned(rows)


def _words(name: UnderstoodName, part: Feature) -> str:
    """``саша = Олександр, Олександра [sasha]``: the word, the names it is a form of, how it sounds."""
    told = []
    for word in name.words:
        if word.part is part:
            others = [form for form in word.forms if form.lower() != word.word]
            forms = f" = {', '.join(others)}" if others else ""
            told.append(f"{word.word}{forms} [{', '.join(word.sounds)}]")
    return "; ".join(told)


def _one_sided(parts: Sequence[OneSidedPart], language: Language) -> Iterator[str]:
    if not parts:
        return
    yield ""
    yield say(_("if it stood on both sides"), language)
    for part in parts:
        same, other = (f"{decimal_text(100 * score, 1, language)} %" for score in (part.same, part.other))
        sentence = say(_("with the same name {same}, with another {other}"), language, same=same, other=other)
        yield f"{_INDENT}{say(part.part.label, language)}: {sentence}"


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield _INDENT.join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
