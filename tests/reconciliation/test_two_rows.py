"""Two rows weighed by themselves: the same comparisons as in lists, a prior that is said, sums that hold."""

from math import log2
from pathlib import Path

import pytest
from people import person_list

from homeward.reconciliation.comparing import reconcile
from homeward.reconciliation.explaining import explain
from homeward.reconciliation.terms import Decision, Pair, Reason, Verdict
from homeward.reconciliation.two_rows import ENTRIES, weigh_rows

ONE = {
    "surname": "Сичов",
    "given_name": "Вадим",
    "patronymic": "Олександрович",
    "sex": "ч",
    "birth_date": "12.06.1999",
    "birth_place": "Олешки",
    "unit": "212 омбр",
    "rank": "солдат",
}
OTHER = ONE | {
    "surname": "Сычев",
    "patronymic": "Александрович",
    "birth_date": "06.12.1999",
    "birth_place": "г. Алешки",
    "rank": "сержант",
}
TWIN = OTHER | {"given_name": "Владислав", "birth_date": "12.06.1999"}


def weighed(folder: Path, one: dict[str, str], other: dict[str, str]) -> tuple[float, Pair]:
    result = weigh_rows(person_list(folder, "1", [one]), person_list(folder, "2", [other]))
    return result.weighed.prior, next(explain(result, [0]))


def test_prior_and_reasons_are_the_log_odds(tmp_path: Path) -> None:
    for other in (OTHER, TWIN, {"full_name": "Іваненко І."}):
        prior, pair = weighed(tmp_path, ONE, other)
        bits = prior + sum(reason.weight for reason in pair.reasons)
        assert log2(pair.probability / (1 - pair.probability)) == pytest.approx(bits, abs=1e-5)


def test_the_prior_is_that_of_two_lists_that_share_half(tmp_path: Path) -> None:
    prior, _pair = weighed(tmp_path, ONE, OTHER)
    same = ENTRIES / 2
    assert 2**prior == pytest.approx(same / (ENTRIES**2 - same), rel=1e-3)  # relatives and namesakes are the rest


@pytest.mark.parametrize("other", [OTHER, TWIN])
def test_it_comes_out_as_in_lists(tmp_path: Path, other: dict[str, str]) -> None:
    _prior, pair = weighed(tmp_path, ONE, other)
    lists = [person_list(tmp_path, "1", [ONE]), person_list(tmp_path, "2", [other])]
    (listed,) = explain(reconcile(lists), [0])

    def compared(pair: Pair) -> list[tuple[str, str, str, str]]:
        return [(r.feature, r.outcome, r.left, r.right) for r in pair.reasons if r.left]

    assert compared(pair) == compared(listed)


def test_one_man_and_his_twin(tmp_path: Path) -> None:
    assert weighed(tmp_path, ONE, OTHER)[1].decision is Decision.MATCH
    twins = weighed(tmp_path, ONE, TWIN)[1]
    assert twins.decision is not Decision.MATCH
    assert twins.verdict is Verdict.TWINS


def test_a_common_name_says_less_than_a_rare_one(tmp_path: Path) -> None:
    def given_name(name: str) -> float:
        _prior, pair = weighed(
            tmp_path, {"surname": "Сичов", "given_name": name}, {"surname": "Сичов", "given_name": name}
        )
        return sum(reason.weight for reason in pair.reasons if reason.feature == "given_name")

    assert given_name("Олександр") < given_name("Вадим") < given_name("Северин")


def test_exchanged_they_come_out_the_same(tmp_path: Path) -> None:
    for other in (OTHER, TWIN):
        prior, pair = weighed(tmp_path, ONE, other)
        turned_prior, turned = weighed(tmp_path, other, ONE)
        assert (turned_prior, turned.probability, turned.verdict) == (prior, pair.probability, pair.verdict)
        assert turned.reasons == tuple(
            Reason(one.feature, one.outcome, one.right, one.left, one.weight) for one in pair.reasons
        )


def test_only_one_row_each(tmp_path: Path) -> None:
    one = person_list(tmp_path, "1", [ONE])
    with pytest.raises(ValueError, match="one entry each"):
        weigh_rows(one, person_list(tmp_path, "2", [ONE, OTHER]))
    with pytest.raises(ValueError, match="label"):
        weigh_rows(one, one)
