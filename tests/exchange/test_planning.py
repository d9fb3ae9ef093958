"""The planning rule, one corner at a time. Rule numbers are those of docs/reference/exchange-plan.md."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from rounds import EVERYONE, HEAD, person, round_of, write_round

from homeward.errors import InputRefused
from homeward.exchange.planning import REHEARSAL_LOT, make_plan
from homeward.exchange.terms import LotKind, Plan

LOT = "5a" * 32

WOUNDED = (
    '[[term]]\nid = "wounded"\nrule = "all_for_all"\ncategory = "medical in {A, MANIFEST}"\n'
    'order = ["medical_urgency"]\n'
)
YOUNG = '[[term]]\nid = "young"\nrule = "all_for_all"\ncategory = "age_on(2025-06-02) < 25"\n'
EQUAL = '[[term]]\nid = "equal"\nrule = "equal_numbers"\ncategory = "all"\norder = ["held_since"]\n'


def plan(tmp_path, terms: str, persons, places: str = "", lot: str | None = LOT) -> Plan:
    return make_plan(*write_round(tmp_path, HEAD + terms + (places or round_of()), persons), lot)


def going(made: Plan) -> dict[str, tuple[str, int]]:
    return {line.person_id: (line.term, line.stage) for line in made.lines}


def why(made: Plan, person_id: str) -> list[str]:
    (found,) = [one for one in made.left_out if one.person_id == person_id]
    return [reason.key.value for reason in found.reasons]


@pytest.mark.parametrize(
    ("cells", "reasons"),
    [
        ({"confirmed_by": "X"}, ["not_confirmed"]),
        ({"confirmed_by": ""}, ["not_confirmed", "not_confirmed"]),
        ({"will": "no"}, ["will_no"]),
        ({"will": "unasked"}, ["will_unasked"]),
        ({"fit_to_travel": "no"}, ["not_fit"]),
        ({"fit_to_travel": "unknown"}, ["fitness_unknown"]),
        ({"already_returned": "yes"}, ["already_returned"]),
        ({"will": "no", "fit_to_travel": "no", "confirmed_by": "Y"}, ["not_confirmed", "will_no", "not_fit"]),
    ],
)
def test_nobody_goes_through_a_closed_gate(tmp_path, cells, reasons):  # R2
    made = plan(tmp_path, EVERYONE, [person("p", **cells)])
    assert going(made) == {}
    assert why(made, "p") == reasons


def test_who_needs_an_escort_goes_with_one(tmp_path):  # R2
    made = plan(tmp_path, EVERYONE, [person("p", fit_to_travel="escort")])
    assert "with_escort" in [reason.key for reason in made.lines[0].reasons]


def test_a_person_goes_under_the_first_term_that_holds(tmp_path):  # R3
    made = plan(
        tmp_path,
        WOUNDED + YOUNG + EVERYONE,
        [person("a", medical="A", birth_date="2005"), person("b", birth_date="2005"), person("c")],
    )
    assert {who: term for who, (term, _) in going(made).items()} == {"a": "wounded", "b": "young", "c": "everyone"}


def test_who_finds_no_place_under_the_first_term_is_not_asked_under_a_later(tmp_path):  # R3
    none_young = YOUNG.replace("all_for_all", "equal_numbers")
    made = plan(tmp_path, none_young + EVERYONE, [person("a", birth_date="2005"), person("b")])
    assert set(going(made)) == {"b"}
    assert why(made, "a") == ["below_cut_off", "would_break_parity"]


def test_the_undetermined_are_named_with_what_is_needed_and_wait(tmp_path):  # R4
    made = plan(tmp_path, YOUNG, [person("a", birth_date="2000"), person("b", birth_date="1990")])
    assert going(made) == {}
    (one,) = made.undetermined
    assert (one.person_id, one.term, one.needs) == ("a", "young", ("birth_date to the day",))
    assert (why(made, "a"), why(made, "b")) == (["undetermined"], ["no_term_holds"])


def test_the_undetermined_go_under_a_later_term_that_surely_holds(tmp_path):  # R4
    made = plan(tmp_path, YOUNG + EVERYONE, [person("a", birth_date="2000")])
    assert going(made) == {"a": ("everyone", 1)}
    assert [(one.person_id, one.term) for one in made.undetermined] == [("a", "young")]


def test_a_family_group_goes_whole_in_one_stage(tmp_path):  # R5
    family = [person(f"f{n}", family_group="f", held_since="2024-01-01") for n in range(3)]
    made = plan(tmp_path, EVERYONE, [person("a"), person("b"), *family], round_of(2, (4, 0)))
    assert len(made.lines) == 5
    assert len({going(made)[one["person_id"]][1] for one in family}) == 1
    too_small = plan(tmp_path, EVERYONE, [person("a"), *family], round_of(2, (2, 0)))
    assert set(going(too_small)) == {"a"}
    assert why(too_small, "f0") == ["below_cut_off", "group_does_not_fit"]


def test_a_family_group_waits_for_a_member_who_cannot_go(tmp_path):  # R5
    persons = [person("a", family_group="f"), person("b", family_group="f", will="unasked")]
    waits = plan(tmp_path, EVERYONE, persons)
    assert (why(waits, "a"), why(waits, "b")) == (["group_waits"], ["will_unasked"])
    assert dict(waits.left_out[0].reasons[0].values) == {"members": "b"}
    parts = plan(tmp_path, EVERYONE, persons, round_of(more='family_groups = "eligible_members"'))
    assert set(going(parts)) == {"a"}
    assert "group_goes_without" in [reason.key for reason in parts.lines[0].reasons]


def test_a_member_who_is_home_already_holds_nobody_back(tmp_path):  # R5
    made = plan(
        tmp_path, EVERYONE, [person("a", family_group="f"), person("b", family_group="f", already_returned="yes")]
    )
    assert set(going(made)) == {"a"}


def test_members_count_under_their_own_terms_and_the_group_ranks_with_its_earliest(tmp_path):  # R5, R6
    persons = [
        person("a", family_group="f", medical="A"),
        person("b", family_group="f", held_since="2024-12-01"),
        person("c", held_since="2022-01-01"),
    ]
    made = plan(tmp_path, WOUNDED + EVERYONE, persons, round_of(1, (2, 0)))
    assert going(made) == {"a": ("wounded", 1), "b": ("everyone", 1)}


def test_the_published_criteria_decide_in_their_order(tmp_path):  # R6
    def first(order: str, *persons) -> str:
        term = EVERYONE.replace('["held_since"]', order)
        return plan(tmp_path, term, list(persons), round_of(1, (1, 1))).lines[0].person_id

    a, b = (
        person("a", held_since="2022-05-01", birth_date="1990"),
        person("b", held_since="2022-04-30", birth_date="1970"),
    )
    assert first('["held_since"]', a, b) == "b"
    assert first('["youngest"]', a, b) == "a"
    assert first('["age"]', a, b) == "b"
    grave = person("a", medical_urgency="3"), person("b", medical_urgency="1")
    assert first('["medical_urgency"]', *grave) == "a"


@pytest.mark.parametrize("vague", ["2022", "2022/2023-02-01", "2021-01-01?", ""])
def test_a_vague_date_wins_no_place(tmp_path, vague):  # R6
    persons = [person("a", held_since=vague), person("b", held_since="2022-12-30")]
    assert set(going(plan(tmp_path, EVERYONE, persons, round_of(1, (1, 0))))) == {"b"}


def test_what_is_left_equal_is_decided_by_the_lot(tmp_path):  # R6
    persons = [person(f"p{n}") for n in range(6)]
    for lot in ("00", "ff" * 32):
        made = plan(tmp_path, EVERYONE, persons, round_of(1, (3, 0)), lot)

        def drawn(one: dict[str, str], key: bytes = bytes.fromhex(lot)) -> str:
            return hmac.new(key, one["person_id"].encode(), hashlib.sha256).hexdigest()

        assert [line.person_id for line in made.lines] == [one["person_id"] for one in sorted(persons, key=drawn)[:3]]


def test_a_stretcher_takes_a_stretcher_place_and_no_seat(tmp_path):  # R7
    persons = [person("a"), person("b", stretcher="yes"), person("c", stretcher="yes", held_since="2024-01-01")]
    made = plan(tmp_path, EVERYONE, persons, round_of(1, (1, 1)))
    assert set(going(made)) == {"a", "b"}
    assert why(made, "c") == ["below_cut_off", "stretchers_full"]


def test_numbers_are_equal_in_every_stage(tmp_path):  # R8
    persons = [person(f"x{n}") for n in range(5)] + [person(f"y{n}", side="Y") for n in range(4)]
    made = plan(tmp_path, EQUAL, persons, round_of(2, ([3, 1], 0), ([1, 3], 0)))
    assert {(load.stage, load.side): load.seated for load in made.loads} == {
        (1, "X"): 1,
        (1, "Y"): 1,
        (2, "X"): 1,
        (2, "Y"): 1,
    }


def test_no_parity_may_hold_back_the_gravely_ill(tmp_path):  # R8, GC III art. 109 ¶1
    made = plan(tmp_path, WOUNDED + EQUAL, [person("a", medical="A"), person("b", medical="MANIFEST"), person("c")])
    assert set(going(made)) == {"a", "b"}
    assert why(made, "c") == ["below_cut_off", "would_break_parity"]


def test_a_promise_out_of_reach_is_said_plainly(tmp_path):  # R8
    def remark(text: str, persons: int, seats: int = 9) -> str:
        listed = [person(f"{side}{n}", side=side) for side in "XY" for n in range(persons)]
        made = plan(tmp_path, EQUAL + text, listed, round_of(1, (seats, 0), (seats, 0)))
        return made.outcomes[0].remarks[0].text()

    assert remark("at_least = 2\n", 3) == "At least 2 for each side were promised; 3 go."
    assert "2 go in this round, 1 are still owed" in remark("at_least = 3\n", 2)
    assert "there are 2, and all go" in remark("at_least = 3\nor_all_there_are = true\n", 2)
    assert "1 are still owed" in remark("at_least = 3\nor_all_there_are = true\n", 3, seats=2)


def test_fixed_and_unilateral_numbers_are_bounds(tmp_path):  # R8
    fixed = '[[term]]\nid = "t"\nrule = "fixed_numbers"\ncategory = "all"\nnumbers.X = 1\nnumbers.Y = 2\n'
    persons = [person("x1"), person("x2"), person("y1", side="Y")]
    made = plan(tmp_path, fixed, persons)
    assert made.outcomes[0].planned == {"X": 1, "Y": 1}
    assert [remark.key for remark in made.outcomes[0].remarks] == ["number_not_reached"]
    gift = '[[term]]\nid = "t"\nrule = "unilateral"\ncategory = "all"\nfrom = "Y"\ncount = 1\n'
    made = plan(tmp_path, gift, persons)
    assert made.outcomes[0].planned == {"X": 1, "Y": 0}  # Y hands over: they go home to X
    assert why(made, "y1") == ["no_term_holds"]


def test_numbers_come_before_rank(tmp_path):  # R9, R10
    family = [person(f"f{n}", family_group="f", held_since="2022-01-01") for n in range(2)]
    singles = [person(f"s{n}", held_since="2024-01-01") for n in range(3)]
    made = plan(tmp_path, EVERYONE, [*family, *singles], round_of(1, (3, 0)))
    assert set(going(made)) >= {"f0", "f1"}  # the family first, then one more: three in all
    made = plan(
        tmp_path, EVERYONE, [*family, *[person(f"t{n}", family_group="t") for n in range(3)]], round_of(1, (3, 0))
    )
    assert set(going(made)) == {"t0", "t1", "t2"}  # three go only if the later group goes
    assert why(made, "f0") == ["passed_over", "seats_full"]


def test_stages_are_filled_in_published_order(tmp_path):  # R11
    persons = [person(f"p{n}", held_since=f"2022-01-{n + 1:02d}") for n in range(4)]
    made = plan(tmp_path, EVERYONE, persons, round_of(2, (2, 0)))
    assert going(made) == {f"p{n}": ("everyone", 1 + n // 2) for n in range(4)}


def test_everyone_given_is_answered_once(tmp_path):  # R1
    persons = [person(f"p{n}", will="no" if n % 2 else "yes") for n in range(9)]
    made = plan(tmp_path, EVERYONE, persons, round_of(1, (2, 0)))
    answered = [line.person_id for line in made.lines] + [one.person_id for one in made.left_out]
    assert sorted(answered) == sorted(one["person_id"] for one in persons)
    assert all(one.reasons and all(reason.text() for reason in one.reasons) for one in (*made.lines, *made.left_out))


def test_a_number_reached_is_the_reason_given(tmp_path):
    persons = [person(f"{side}{n}", side=side) for side in "XY" for n in range(2)]
    made = plan(tmp_path, EQUAL + "at_most = 1\n", persons)
    assert sorted(reason for one in made.left_out for reason in why(made, one.person_id)) == [
        "below_cut_off",
        "below_cut_off",
        "number_reached",
        "number_reached",
    ]


def test_seats_taken_are_the_reason_given(tmp_path):
    made = plan(tmp_path, EVERYONE, [person("a"), person("b", held_since="2024")], round_of(1, (1, 0)))
    assert why(made, "b") == ["below_cut_off", "seats_full"]
    assert dict(made.left_out[0].reasons[0].values) == {"rank": 2, "of": 2, "term": "everyone", "side": "X", "last": 1}


def test_without_a_lot_the_plan_is_marked_a_rehearsal(tmp_path):
    made = plan(tmp_path, EVERYONE, [person("a")], lot=None)
    assert (made.lot, made.lot_kind) == (REHEARSAL_LOT, LotKind.REHEARSAL)
    assert plan(tmp_path, EVERYONE, [person("a")], lot="AB").lot == "ab"


def test_faults_of_agreement_and_lot_are_listed_together(tmp_path):
    with pytest.raises(InputRefused) as refused:
        plan(tmp_path, EVERYONE.replace("all_for_all", "some"), [person("a")], lot="not hex")
    assert {fault.file for fault in refused.value.faults} == {"--lot", "agreement.toml"}


def test_nobody_to_plan_gives_a_plan_without_lines(tmp_path):
    made = plan(tmp_path, WOUNDED + EQUAL, [person("a", will="no"), person("y", side="Y", confirmed_by="")])
    assert (made.lines, len(made.left_out)) == ((), 2)
