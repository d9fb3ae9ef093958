"""The sentences of a joint communiqué in four languages: neutral, with the plural forms that each language has.

A count stands behind a colon, so that no case of a noun hangs on the verb before it, and sides are called by their
codes inside sentences, which no language inflects. What each side calls itself stands once, at the head.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from homeward.drawing import count_text
from homeward.small_cells import LEAST
from homeward.talks.communique_terms import Draft, Figure, Unit
from homeward.words import Language, _, _n, say, say_count

#: Each unit counted, in the two English forms.
COUNTED: Mapping[Unit, tuple[str, str]] = {
    Unit.BODY: _n("{n} body", "{n} bodies"),
    Unit.CONTAINER: _n("{n} container", "{n} containers"),
    Unit.PART: _n("{n} part of remains", "{n} parts of remains"),
    Unit.PERSON: _n("{n} person", "{n} persons"),
    Unit.PRISONER: _n("{n} prisoner of war", "{n} prisoners of war"),
    Unit.CIVILIAN: _n("{n} civilian", "{n} civilians"),
    Unit.CHILD: _n("{n} child", "{n} children"),
    Unit.NAME: _n("{n} name", "{n} names"),
}


def counted(unit: Unit, count: int, language: Language) -> str:
    """So many of a unit, in the form that the language has for that number."""
    return say_count(*COUNTED[unit], count, language).replace("{n}", count_text(count))


def title(draft: Draft, language: Language) -> str:
    """The heading."""
    return say(_("Joint communiqué No. {id}"), language, id=draft.document_id)


def opening(draft: Draft, language: Language) -> str:
    """Who speaks: both sides, in the order drawn."""
    first, second = draft.drawn
    return say(
        _("{first} (side {first_code}) and {second} (side {second_code}) make known together:"),
        language,
        first=draft.names[first][language],
        first_code=first,
        second=draft.names[second][language],
        second_code=second,
    )


def dated(draft: Draft, language: Language) -> str:
    """Day and place."""
    return ", ".join(filter(None, (f"{draft.day:%d.%m.%Y}", draft.place[language])))


def what(one: Figure, language: Language) -> str:
    """What was done, which way and when; the count stands behind it."""
    way = one.direction.ways[0]
    done = say(one.measure.label, language, giver=way.giver, taker=way.taker)
    if one.category_id:
        done = say(_("{done}; of these, {category}"), language, done=done, category=one.category[language])
    return f"{done}, {_days(one.since, one.until, language)}"


def how_many(one: Figure, told: bool, language: Language) -> str:
    """The count, or that it is not told."""
    return counted(one.unit, one.count, language) if told else say(_("not told"), language)


def _days(since: dt.date | None, until: dt.date, language: Language) -> str:
    if since is None:
        return say(_("in all up to {day}"), language, day=f"{until:%d.%m.%Y}")
    if since == until:
        return say(_("on {day}"), language, day=f"{until:%d.%m.%Y}")
    return say(_("from {first} to {last}"), language, first=f"{since:%d.%m.%Y}", last=f"{until:%d.%m.%Y}")


def acts_text(one: Figure, language: Language) -> str:
    """The acts that a figure rests on."""
    return say(_("Acts: {acts}"), language, acts=", ".join(one.acts))


def closing(all_told: bool, language: Language) -> list[str]:
    """What the figures rest on, what is held back, and how the order of the sides came about."""
    sentences = [say(_("Each figure rests on the acts named beside it and was approved by both sides."), language)]
    if not all_told:
        sentences.append(
            say(
                _("Figures from 1 to {most} are not told, nor those from which one could be worked out."),
                language,
                most=LEAST - 1,
            )
        )
    sentences.append(say(_("The order in which the sides are named was drawn by lot."), language))
    return sentences
