"""What is compared between two records, and the levels each comparison can come out at.

Each comparison is a ladder: the first level whose condition holds is the outcome; where either cell is empty there
is none. Conditions are SQL over the columns of ``features.RECORD`` with the suffixes ``_l`` and ``_r``; each is the
same with the sides exchanged. How much a level weighs is not said here but in ``parameters``.
"""

from __future__ import annotations

from dataclasses import dataclass

from homeward.words import _


@dataclass(frozen=True, slots=True)
class Level:
    """One way a comparison can come out.

    Attributes:
        code: stored and exchanged.
        condition: SQL; "" for the last level, which takes what is left.
        words: said to people.
        frequency: the part of the name whose frequency says how telling this agreement is, or "".
        held: how often one person comes out here is not learned from the lists: relatives do so always, and would be
            learned from as if they were one person.
    """

    code: str
    condition: str
    words: str
    frequency: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One feature, the condition under which it says nothing, and its levels from the best to the worst."""

    feature: str
    words: str
    absent: str
    levels: tuple[Level, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the levels, best first."""
        return tuple(level.code for level in self.levels)


def _either_null(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def _share(column: str) -> str:
    return f"list_has_any({column}_l, {column}_r)"


def _slips(key: str, edits: int, length: int) -> str:
    """At most so many letters wrong, missing or added, two letters that change places counting as one.

    Written with Levenshtein's distance, which every engine has: an exchange of letters is two of its edits that leave
    the same letters.
    """
    distance = f"levenshtein({key}_l, {key}_r)"
    exchanged = f"({distance} = {edits + 1} AND {key}_sorted_l = {key}_sorted_r)"
    return f"least(length({key}_l), length({key}_r)) >= {length} AND ({distance} <= {edits} OR {exchanged})"


#: Two different names that both stand in the dictionary are most often two names, however near (Юрій, Юлій); a slip of
#: the pen almost always makes a word that is no name. So near names have a level of their own, ``near_name``.
_ONE_UNKNOWN = "(len({part}_lemmas_l) = 0 OR len({part}_lemmas_r) = 0)"

#: In each other's column, each at most one letter wrong.
_CROSSED = (
    "(list_has_any(surname_skeletons_l, given_skeletons_r) OR levenshtein(surname_key_l, given_key_r) <= 1)"
    " AND (list_has_any(given_skeletons_l, surname_skeletons_r) OR levenshtein(given_key_l, surname_key_r) <= 1)"
    " AND least(length(surname_key_l), length(surname_key_r), length(given_key_l), length(given_key_r)) >= 3"
)


def _initial(part: str) -> str:
    """One is an initial and begins the other; or one is cut short (a word that is no name, "Ол.", "Серг.")."""
    initial = f"({part}_initial_l OR {part}_initial_r) AND left({part}_letters_l, 1) = left({part}_letters_r, 1)"
    begins = [
        f"(len({part}_lemmas_{a}) = 0 AND length({part}_key_{a}) BETWEEN 2 AND 4"
        f" AND length({part}_key_{b}) > length({part}_key_{a}) AND starts_with({part}_key_{b}, {part}_key_{a}))"
        for a, b in ("lr", "rl")
    ]
    return f"({initial}) OR {' OR '.join(begins)}"


def _whole(part: str) -> str:
    """Neither is an initial."""
    return f"NOT ({part}_initial_l OR {part}_initial_r)"


SURNAME = Comparison(
    "surname",
    _("surname"),
    _either_null("surname_key"),
    (
        Level(
            "same", f"surname_letters_l = surname_letters_r OR {_share('surname_lemmas')}", _("same surname"), "surname"
        ),
        Level("sounds_same", _share("surname_skeletons"), _("same surname in another spelling"), "surname"),
        Level("crossed", _CROSSED, _("surname and given name change places")),
        Level(
            "second_name",
            "list_has_any(others_l, surname_skeletons_r) OR list_has_any(others_r, surname_skeletons_l)",
            _("same second or former surname"),
        ),
        Level("one_slip", _slips("surname_key", 1, 4), _("one letter apart")),
        Level("two_slips", _slips("surname_key", 2, 7), _("two letters apart")),
        Level(
            "alike",
            "jaro_winkler_similarity(surname_key_l, surname_key_r) >= 0.9",
            _("alike, with other letters"),
        ),
        Level("other", "", _("different surname")),
    ),
)


#: A call sign, a second or former surname: what stands beside the name. Two of a person's may differ (one list has the
#: call sign, the other the maiden name), so that a difference says little and agreement much.
ASIDE = Comparison(
    "aside",
    _("call sign or second name"),
    _either_null("others"),
    (
        Level("same", _share("others"), _("same call sign or second name"), "aside"),
        Level("other", "", _("another call sign or second name")),
    ),
)

#: The number on the bag, which lists of one consignment share and which the next consignment begins anew.
TAG = Comparison(
    "tag",
    _("tag"),
    _either_null("tag_name"),
    (Level("same", "tag_name_l = tag_name_r", _("same tag"), "tag"), Level("other", "", _("another tag"))),
)


def _first_name(part: str, words: str, same: str, other: str) -> Comparison:
    unknown = _ONE_UNKNOWN.format(part=part)
    levels = [
        Level(
            "same",
            f"({part}_letters_l = {part}_letters_r AND {_whole(part)}) OR {_share(f'{part}_lemmas')}",
            same,
            part,
        ),
        Level(
            "sounds_same",
            f"{_share(f'{part}_skeletons')} AND {_whole(part)}",
            _("same name in another spelling"),
            part,
        ),
        Level(
            "meant",
            f"list_has_any({part}_lemmas_l, {part}_meant_r) OR list_has_any({part}_meant_l, {part}_lemmas_r)",
            _("the same name behind a slip, an ending or in another case"),
        ),
        Level("initial", _initial(part), _("initial agrees")),
        Level("one_slip", f"{unknown} AND {_slips(f'{part}_key', 1, 3)}", _("one letter apart")),
        Level("two_slips", f"{unknown} AND {_slips(f'{part}_key', 2, 5)}", _("two letters apart")),
        Level("other_name", f"len({part}_lemmas_l) > 0 AND len({part}_lemmas_r) > 0", other, held=part == "given"),
        Level("other", "", _("not recognisably the same")),
    ]
    if part == "given":
        levels.insert(2, Level("crossed", _CROSSED, _("surname and given name change places")))
        levels.insert(-2, Level("near_name", _slips("given_key", 1, 4), _("two names one letter apart")))
    return Comparison(part, words, _either_null(f"{part}_key"), tuple(levels))


GIVEN = _first_name("given", _("given name"), _("same given name"), _("different given name"))
PATRONYMIC = _first_name("patronymic", _("patronymic"), _("same father's name"), _("different father's name"))

SEX = Comparison(
    "sex",
    _("sex"),
    _either_null("sex"),
    (Level("same", "sex_l = sex_r", _("same sex")), Level("other", "", _("different sex"), held=True)),
)

_BOTH_DAYS = "birth_day_l IS NOT NULL AND birth_day_r IS NOT NULL"
_OVERLAP = "birth_from_l <= birth_to_r AND birth_from_r <= birth_to_l"
_APART = "greatest(birth_from_l, birth_from_r) - least(birth_to_l, birth_to_r)"
#: Neither is a span of more than a year and some days.
_NARROW = "birth_to_l - birth_from_l <= 400 AND birth_to_r - birth_from_r <= 400"
BIRTH_DATE = Comparison(
    "birth_date",
    _("date of birth"),
    _either_null("birth_from"),
    (
        Level("same_day", f"{_BOTH_DAYS} AND birth_from_l = birth_from_r", _("same day")),
        Level(
            "swapped",
            f"{_BOTH_DAYS} AND birth_year_l = birth_year_r AND birth_day_l = birth_month_r"
            " AND birth_month_l = birth_day_r",
            _("day and month change places"),
        ),
        Level("agrees", f"{_OVERLAP} AND {_NARROW}", _("agree as far as they are known")),
        Level("agrees_widely", _OVERLAP, _("agree within a span of years")),
        Level(
            "other_year",
            f"{_BOTH_DAYS} AND birth_day_l = birth_day_r AND birth_month_l = birth_month_r"
            " AND abs(birth_year_l - birth_year_r) IN (1, 10)",
            _("same day and month, another year"),
        ),
        Level(
            "one_part",
            f"{_BOTH_DAYS} AND birth_year_l = birth_year_r"
            " AND (birth_month_l = birth_month_r OR birth_day_l = birth_day_r)",
            _("one part differs"),
        ),
        Level("same_year", "birth_year_l = birth_year_r", _("same year, another day")),
        Level("next_year", "abs(birth_year_l - birth_year_r) = 1", _("a year apart")),
        Level(
            "nearly",
            f"{_APART} <= 730 AND (birth_about_l OR birth_about_r OR NOT ({_NARROW}))",
            _("almost agree, and one is only about right"),
        ),
        Level("few_years", "abs(birth_from_l - birth_from_r) <= 2560", _("a few years apart")),
        Level("other", "", _("many years apart")),
    ),
)


def _place(prefix: str, feature: str, words: str) -> Comparison:
    key = f"{prefix}_place_key"
    return Comparison(
        feature,
        words,
        _either_null(key),
        (
            Level("same", f"{key}_l = {key}_r OR {_share(f'{prefix}_places')}", _("same place")),
            Level("slip", _slips(key, 1, 4), _("place one letter apart")),
            Level("alike", f"jaro_winkler_similarity({key}_l, {key}_r) >= 0.88", _("places spelt alike")),
            Level("other", "", _("different place")),
        ),
    )


BIRTH_PLACE = _place("birth", "birth_place", _("place of birth"))
LAST_SEEN_PLACE = _place("seen", "last_seen_place", _("place last seen"))

_GAP = "greatest(event_from_l, event_from_r) - least(event_to_l, event_to_r)"
EVENT_DATE = Comparison(
    "event_date",
    _("date of the event"),
    f"{_either_null('event_from')} OR event_to_l - event_from_l > 92 OR event_to_r - event_from_r > 92",
    (
        Level("same_day", f"{_GAP} <= 0", _("same day")),
        Level("days", f"{_GAP} <= 5", _("a few days apart")),
        Level("fortnight", f"{_GAP} <= 14", _("within two weeks")),
        Level("weeks", f"{_GAP} <= 45", _("some weeks apart")),
        Level("other", "", _("months apart")),
    ),
)

_SAME_KIND = "unit_kind_l = unit_kind_r"
_SAME_NUMBER = "unit_number_l = unit_number_r"
_NO_OTHER_NUMBER = "(unit_number_l IS NULL OR unit_number_r IS NULL OR unit_number_l = unit_number_r)"
#: Homes have small numbers, and each town has its own No. 1: words that name both, and none in common, part them.
_OTHER_NAMES_OF_UNIT = (
    "(unit_names_l IS NOT NULL AND unit_names_r IS NOT NULL AND NOT list_has_any(unit_names_l, unit_names_r))"
)
UNIT = Comparison(
    "unit",
    _("unit"),
    "(unit_number_l IS NULL AND unit_kind_l IS NULL AND unit_names_l IS NULL)"
    " OR (unit_number_r IS NULL AND unit_kind_r IS NULL AND unit_names_r IS NULL)",
    (
        Level("same", f"{_SAME_NUMBER} AND {_SAME_KIND} AND NOT {_OTHER_NAMES_OF_UNIT}", _("same unit")),
        Level("same_name", f"{_share('unit_names')} AND {_NO_OTHER_NUMBER}", _("the same word names both")),
        Level("same_number", _SAME_NUMBER, _("same number of unit")),
        Level(
            "same_kind",
            f"{_SAME_KIND} AND {_NO_OTHER_NUMBER} AND NOT {_OTHER_NAMES_OF_UNIT}",
            _("same kind of unit, a number missing"),
        ),
        Level("other_number", _SAME_KIND, _("same kind of unit, another number or name")),
        Level("other", "", _("different unit")),
    ),
)

RANK = Comparison(
    "rank",
    _("rank"),
    _either_null("rank"),
    (Level("same", "rank_l = rank_r", _("same rank")), Level("other", "", _("different rank"))),
)

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

#: The column of a list whose cells a reason shows for each feature.
SHOWN: dict[str, str] = {c.feature: c.feature for c in COMPARISONS} | {"given": "given_name", "aside": "other_names"}
