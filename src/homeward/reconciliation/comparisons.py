"""What is compared between two records, and the levels each comparison can come out at.

Each comparison is a ladder: the first level that holds is the outcome; where either cell is empty there is none. When
a level holds stands in ``levels``, in the same order; how much it weighs, in ``parameters``.
"""

from __future__ import annotations

from dataclasses import dataclass

from homeward.words import _


@dataclass(frozen=True, slots=True)
class Level:
    """One way a comparison can come out.

    Attributes:
        code: stored and exchanged.
        words: said to people.
        by_frequency: whether the agreement is on a name, so that the frequency of this name says how telling it is.
        held: how often one person comes out here is not learned from the lists: relatives do so always, and would be
            learned from as if they were one person.
    """

    code: str
    words: str
    by_frequency: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One feature and its levels from the best to the worst."""

    feature: str
    words: str
    levels: tuple[Level, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the levels, best first."""
        return tuple(level.code for level in self.levels)

    @property
    def by_frequency(self) -> tuple[int, ...]:
        """Positions of the levels whose telling depends on the frequency of the name."""
        return tuple(place for place, level in enumerate(self.levels) if level.by_frequency)


SURNAME = Comparison(
    "surname",
    _("surname"),
    (
        Level("same", _("same surname"), by_frequency=True),
        Level("sounds_same", _("same surname in another spelling"), by_frequency=True),
        Level("crossed", _("surname and given name change places")),
        Level("second_name", _("same second or former surname")),
        Level("one_slip", _("one letter apart")),
        Level("two_slips", _("two letters apart")),
        Level("alike", _("alike, with other letters")),
        Level("other", _("different surname")),
    ),
)


def _first_name(feature: str, words: str, same: str, levels: tuple[Level, ...], *crossed: Level) -> Comparison:
    return Comparison(
        feature,
        words,
        (
            Level("same", same, by_frequency=True),
            Level("sounds_same", _("same name in another spelling"), by_frequency=True),
            *crossed,
            Level("meant", _("the same name behind a slip, an ending or in another case")),
            Level("initial", _("initial agrees")),
            Level("one_slip", _("one letter apart")),
            Level("two_slips", _("two letters apart")),
            *levels,
            Level("other", _("not recognisably the same")),
        ),
    )


GIVEN = _first_name(
    "given",
    _("given name"),
    _("same given name"),
    (
        Level("near_name", _("two names one letter apart")),
        Level("other_name", _("different given name"), held=True),
    ),
    Level("crossed", _("surname and given name change places")),
)
PATRONYMIC = _first_name(
    "patronymic",
    _("patronymic"),
    _("same father's name"),
    (Level("other_name", _("different father's name")),),
)

#: A call sign, a second or former surname: what stands beside the name. Two of a person's may differ (one list has the
#: call sign, the other the maiden name), so that a difference says little and agreement much.
ASIDE = Comparison(
    "aside",
    _("call sign or second name"),
    (
        Level("same", _("same call sign or second name"), by_frequency=True),
        Level("other", _("another call sign or second name")),
    ),
)

#: The number on the bag, which lists of one consignment share and which the next consignment begins anew.
TAG = Comparison("tag", _("tag"), (Level("same", _("same tag"), by_frequency=True), Level("other", _("another tag"))))

SEX = Comparison("sex", _("sex"), (Level("same", _("same sex")), Level("other", _("different sex"), held=True)))

BIRTH_DATE = Comparison(
    "birth_date",
    _("date of birth"),
    (
        Level("same_day", _("same day")),
        Level("swapped", _("day and month change places")),
        Level("agrees", _("agree as far as they are known")),
        Level("agrees_widely", _("agree within a span of years")),
        Level("other_year", _("same day and month, another year")),
        Level("one_part", _("one part differs")),
        Level("same_year", _("same year, another day")),
        Level("next_year", _("a year apart")),
        Level("nearly", _("almost agree, and one is only about right")),
        Level("few_years", _("a few years apart")),
        Level("other", _("many years apart")),
    ),
)


def _place(feature: str, words: str) -> Comparison:
    levels = (
        Level("same", _("same place")),
        Level("slip", _("place one letter apart")),
        Level("alike", _("places spelt alike")),
        Level("other", _("different place")),
    )
    return Comparison(feature, words, levels)


BIRTH_PLACE = _place("birth_place", _("place of birth"))
LAST_SEEN_PLACE = _place("last_seen_place", _("place last seen"))

EVENT_DATE = Comparison(
    "event_date",
    _("date of the event"),
    (
        Level("same_day", _("same day")),
        Level("days", _("a few days apart")),
        Level("fortnight", _("within two weeks")),
        Level("weeks", _("some weeks apart")),
        Level("other", _("months apart")),
    ),
)

UNIT = Comparison(
    "unit",
    _("unit"),
    (
        Level("same", _("same unit")),
        Level("same_name", _("the same word names both")),
        Level("same_number", _("same number of unit")),
        Level("same_kind", _("same kind of unit, a number missing")),
        Level("other_number", _("same kind of unit, another number or name")),
        Level("other", _("different unit")),
    ),
)

RANK = Comparison("rank", _("rank"), (Level("same", _("same rank")), Level("other", _("different rank"))))

#: In the order in which reasons are shown.
COMPARISONS: tuple[Comparison, ...] = (
    SURNAME,
    GIVEN,
    PATRONYMIC,
    ASIDE,
    TAG,
    SEX,
    BIRTH_DATE,
    BIRTH_PLACE,
    LAST_SEEN_PLACE,
    EVENT_DATE,
    UNIT,
    RANK,
)

_FURTHER = "also:"
_FURTHER_LEVELS = (
    Level("same", _("the same"), by_frequency=True),
    Level("sounds_same", _("the same in another spelling"), by_frequency=True),
    Level("one_slip", _("one sign apart")),
    Level("two_slips", _("two signs apart")),
    Level("alike", _("alike, with other words or signs")),
    Level("other", _("different")),
)


def further_comparison(heading: str) -> Comparison:
    """The comparison of a column that is none of ours, under its own heading."""
    return Comparison(_FURTHER + heading, heading, _FURTHER_LEVELS)


def further_heading(feature: str) -> str | None:
    """The heading of a further column's feature; None for a feature of ours."""
    return feature.removeprefix(_FURTHER) if feature.startswith(_FURTHER) else None


#: The column of a list whose cells a reason shows for each feature.
SHOWN: dict[str, str] = {c.feature: c.feature for c in COMPARISONS} | {"given": "given_name", "aside": "other_names"}
