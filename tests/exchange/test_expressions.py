"""Categories in three values: what holds, what does not, and what must be learnt before it can be said."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.exchange import conditions, grammar
from homeward.exchange.expressions import parse
from homeward.exchange.grammar import ExpressionError
from homeward.exchange.terms import Fitness, MedicalDecision, Person, Will
from homeward.register.dates import Truth, parse_edtf

SIDES = ("X", "Y")
UNDER_25 = "age_on(2025-06-02) < 25"


def someone(born: str = "1980-01-01", held: str = "2023-01-01", **fields) -> Person:
    known = {
        "person_id": "p1",
        "side": "X",
        "names": "",
        "birth_date": parse_edtf(born) if born else None,
        "held_since": parse_edtf(held) if held else None,
        "medical": MedicalDecision.NO_DECISION,
        "medical_urgency": 0,
        "fit_to_travel": Fitness.FIT,
        "stretcher": False,
        "will": Will.YES,
        "confirmed_by": SIDES,
        "family_group": "",
        "already_returned": False,
    }
    return Person(**{**known, **fields})


def truth(text: str, person: Person) -> Truth:
    return parse(text, SIDES).find(person).truth


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2000-06-02", Truth.FALSE),  # 25 on that day
        ("2000-06-03", Truth.TRUE),  # 25 the day after
        ("2000", Truth.UNDETERMINED),
        ("2000-05", Truth.FALSE),
        ("2000-06", Truth.UNDETERMINED),
        ("2000-07", Truth.TRUE),
        ("199X", Truth.FALSE),
        ("1999/2001", Truth.UNDETERMINED),
        ("2001/2004", Truth.TRUE),
        ("", Truth.UNDETERMINED),
        ("2005-01-01?", Truth.UNDETERMINED),  # a doubted date decides nothing
    ],
)
def test_an_age_is_known_as_far_as_the_birth_date_is(born, expected):
    assert truth(UNDER_25, someone(born)) is expected


@pytest.mark.parametrize(
    ("born", "needs"),
    [
        ("2000", ("birth_date to the day",)),
        ("", ("birth_date to the day",)),
        ("2005-01-01?", ("birth_date without doubt",)),
        ("2000~", ("birth_date without doubt", "birth_date to the day")),
    ],
)
def test_what_is_undetermined_says_what_it_needs(born, needs):
    assert parse(UNDER_25, SIDES).find(someone(born)).needs == needs


def test_the_month_is_enough_where_the_bound_is_the_first_of_a_month():
    assert parse("birth_date < 2000-06-01", SIDES).find(someone("2000")).needs == ("birth_date to the month",)
    assert parse("birth_date < 2000-01-01", SIDES).find(someone("199X/2001")).needs == ("birth_date to the year",)


def test_only_what_decides_is_asked_for():
    both = parse(f"{UNDER_25} and held_days_on(2025-06-02) > 365", SIDES)
    assert both.find(someone("2000", held="2025")).truth is Truth.FALSE  # held less than a year in any case
    assert both.find(someone("2000", held="2023")).needs == ("birth_date to the day",)
    assert both.find(someone("2003", held="2024")).needs == ("held_since to the day",)
    assert both.find(someone("2000", held="2024")).needs == ("birth_date to the day", "held_since to the day")


def test_what_holds_either_way_holds():
    assert truth(f"{UNDER_25} or not {UNDER_25}", someone("2000")) is Truth.TRUE
    assert truth("age_on(2025-06-02) >= 24 and age_on(2025-06-02) <= 25", someone("2000")) is Truth.TRUE


def test_the_two_wordings_of_the_age_limit_are_told_apart():
    on_the_birthday = someone("2000-03-01")  # has completed 25 years
    assert truth(UNDER_25, on_the_birthday) is Truth.FALSE
    assert truth("18 <= age_on(2025-06-02) <= 25", on_the_birthday) is Truth.TRUE


def test_someone_born_on_29_february_completes_a_year_on_1_march():
    assert truth("age_on(2025-02-28) < 25", someone("2000-02-29")) is Truth.TRUE
    assert truth("age_on(2025-03-01) < 25", someone("2000-02-29")) is Truth.FALSE


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        ("medical in {A, MANIFEST}", someone(medical=MedicalDecision.MANIFEST), Truth.TRUE),
        ("medical in {A, MANIFEST}", someone(), Truth.FALSE),
        ('medical in {"A", "B"}', someone(medical=MedicalDecision.NEUTRAL_COUNTRY), Truth.TRUE),
        ("medical not in {A, B}", someone(medical=MedicalDecision.NEUTRAL_COUNTRY), Truth.FALSE),
        ("medical_urgency >= 2", someone(medical_urgency=None), Truth.UNDETERMINED),
        ("medical_urgency in {0, 1, 2, 3}", someone(medical_urgency=None), Truth.TRUE),
        ("fit_to_travel in {yes, escort}", someone(fit_to_travel=Fitness.UNKNOWN), Truth.UNDETERMINED),
        ("fit_to_travel in {yes, escort, no}", someone(fit_to_travel=Fitness.UNKNOWN), Truth.TRUE),
        ("will != no", someone(will=Will.UNASKED), Truth.UNDETERMINED),
        ("stretcher = yes", someone(stretcher=True), Truth.TRUE),
        ("side == X", someone(), Truth.TRUE),
        ("Y in confirmed_by", someone(confirmed_by=("X",)), Truth.FALSE),
        ("person_id in {p1, p2}", someone(), Truth.TRUE),
        ('person_id == "p 9"', someone(person_id="p 9"), Truth.TRUE),
        ("held_days_on(2025-06-02) > 365", someone(held="2024-06-02"), Truth.FALSE),
        ("held_days_on(2025-06-02) > 365", someone(held="2024-06-01"), Truth.TRUE),
        ("1990-01-01 <= birth_date < 2000-01-01", someone("199X"), Truth.TRUE),
        ("25 > age_on(2025-06-02)", someone("2001"), Truth.TRUE),
        ("all", someone(), Truth.TRUE),
        ("not (false or not true)", someone(), Truth.TRUE),
        ("false or true and false", someone(), Truth.FALSE),
    ],
)
def test_fields_and_relations(text, person, expected):
    assert truth(text, person) is expected


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", 1, "a field, a number"),
        ("age_on(2025-02-30) < 25", 8, "in no calendar"),
        ("age_on() < 25", 8, "reference date"),
        ("names == Ivan", 7, "no field of a person"),
        ("medical in {C}", 12, "no value of medical"),
        ("fit_to_travel == unknown", 15, "no value of fit_to_travel"),
        ("side == Z", 6, "no value of side"),
        ("Z in confirmed_by", 18, "no side"),
        ("medical < A", 9, "no order"),
        ("birth_date < 2000", 12, "of its kind"),
        ("age_on(2025-06-02) < 2000-01-01", 20, "of its kind"),
        ("birth_date < held_since", 12, "of its kind"),
        ("age_on(2025-06-02)", 19, "comparison"),
        ("all all", 5, "end of the expression"),
        ("(all", 5, "” is expected"),
        ("__import__('os')", 11, "comparison"),
        ("age_on(2025-06-02) < 25 ; all", 24, "means nothing"),
        ("(" * 60 + "all" + ")" * 60, 41, "deep"),
        ("not " * 60 + "all", 161, "deep"),
    ],
)
def test_what_is_no_expression_is_refused_with_its_place(text, place, words):
    with pytest.raises(ExpressionError, match=words) as refused:
        parse(text, SIDES)
    assert f"at character {place} " in str(refused.value)


def test_the_fields_of_the_language_are_those_of_a_person():
    assert set(grammar.CODE_FIELDS["medical"]) == set(MedicalDecision)
    assert {*grammar.CODE_FIELDS["fit_to_travel"], grammar.NOT_KNOWN["fit_to_travel"]} == set(Fitness)
    assert {*grammar.CODE_FIELDS["will"], grammar.NOT_KNOWN["will"]} == set(Will)
    fields = {*grammar.CODE_FIELDS, *grammar.DATE_FIELDS, *grammar.FREE_FIELDS}
    assert fields | {"side", "medical_urgency", "confirmed_by", "names"} == set(Person.__slots__)


# Kleene's tables, on conditions that know nothing of each other.

THREE = {
    True: conditions.Constant(True),
    False: conditions.Constant(False),
    None: conditions.Among("will", frozenset({"yes"})),
}
UNKNOWN = {"will": ("yes", "no")}


@pytest.mark.parametrize(("left", "right"), list(itertools.product(THREE, repeat=2)))
def test_and_is_the_least_and_or_the_greatest_of_false_unknown_true(left, right):
    height = {False: 0, None: 1, True: 2}
    parts = (THREE[left], THREE[right])
    assert height[conditions.All(parts).judge(UNKNOWN)] == min(height[left], height[right])
    assert height[conditions.Any(parts).judge(UNKNOWN)] == max(height[left], height[right])
    assert height[conditions.Not(THREE[left]).judge(UNKNOWN)] == 2 - height[left]


# Whole expressions against every completion of a small world.

_ATOMS = st.one_of(
    st.builds(
        "age_on(2025-06-{:02d}) {} {}".format,
        st.integers(1, 3),
        st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]),
        st.integers(23, 26),
    ),
    st.builds(
        "held_days_on(2025-01-{:02d}) {} {}".format,
        st.integers(1, 9),
        st.sampled_from(["<", ">", "=="]),
        st.integers(0, 9),
    ),
    st.builds("birth_date {} 2000-06-{:02d}".format, st.sampled_from(["<", ">=", "!="]), st.integers(1, 9)),
    st.builds("medical_urgency {} {}".format, st.sampled_from(["<", "==", ">"]), st.integers(0, 3)),
    st.builds("fit_to_travel in {{{}}}".format, st.sampled_from(["yes", "no", "yes, escort"])),
    st.builds("will == {}".format, st.sampled_from(["yes", "no"])),
    st.sampled_from(["medical in {A, B}", "all", "false"]),
)
_EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not {}".format, inner),
    ),
    max_leaves=5,
)
_BORN = st.sampled_from(["2000-06-02", "2000-06", "2001-06", "2000-06-01/2000-06-04", "1999-12-31"])
_HELD = st.sampled_from(["2025-01-01", "2024-12-30/2025-01-05", "2025-01"])


def completions(person: Person):
    """Every person that this one may turn out to be."""

    def days(date):
        return [date.earliest + dt.timedelta(n) for n in range((date.latest - date.earliest).days + 1)]

    urgency = range(4) if person.medical_urgency is None else [person.medical_urgency]
    fitness = [Fitness.FIT, Fitness.NOT_FIT, Fitness.WITH_ESCORT]
    fitness = fitness if person.fit_to_travel is Fitness.UNKNOWN else [person.fit_to_travel]
    will = [Will.YES, Will.NO] if person.will is Will.UNASKED else [person.will]
    for born, held, u, f, w in itertools.product(
        days(person.birth_date), days(person.held_since), urgency, fitness, will
    ):
        yield someone(
            born.isoformat(), held.isoformat(), medical_urgency=u, fit_to_travel=f, will=w, medical=person.medical
        )


@settings(max_examples=150, deadline=None)
@given(
    text=_EXPRESSIONS,
    born=_BORN,
    held=_HELD,
    urgency=st.sampled_from([None, 1]),
    fitness=st.sampled_from([Fitness.UNKNOWN, Fitness.FIT]),
    will=st.sampled_from([Will.UNASKED, Will.YES]),
)
def test_undetermined_if_and_only_if_two_completions_differ(text, born, held, urgency, fitness, will):
    person = someone(born, held, medical_urgency=urgency, fit_to_travel=fitness, will=will)
    expression = parse(text, SIDES)
    answers = {expression.find(complete).truth for complete in completions(person)}
    found = expression.find(person)
    assert found.truth is (answers.pop() if len(answers) == 1 else Truth.UNDETERMINED)
    assert bool(found.needs) == (found.truth is Truth.UNDETERMINED)


@settings(max_examples=100, deadline=None)
@given(a=_EXPRESSIONS, b=_EXPRESSIONS, c=_EXPRESSIONS, born=_BORN, held=_HELD, urgency=st.sampled_from([None, 2]))
def test_the_laws_of_and_or_and_not(a, b, c, born, held, urgency):
    person = someone(born, held, medical_urgency=urgency)

    def same(left: str, right: str) -> bool:
        return truth(left, person) is truth(right, person)

    assert same(f"{a} and {b}", f"{b} and {a}")
    assert same(f"({a} or {b}) or {c}", f"{a} or ({b} or {c})")
    assert same(f"not ({a} and {b})", f"not {a} or not {b}")
    assert same(f"{a} and ({b} or {c})", f"({a} and {b}) or ({a} and {c})")
    assert same(f"not not ({a})", a)
    assert same(f"({a}) and ({a})", a)


@given(st.text(alphabet="age_on(2025-06) <=>{},'\"andornot A1", max_size=60))
def test_any_text_is_an_expression_or_refused(text):
    with contextlib.suppress(ExpressionError):
        parse(text, SIDES).find(someone())
