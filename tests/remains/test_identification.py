"""The two-line rule and what stands beside it, line by line; and what a likelihood ratio is worth in its search."""

from __future__ import annotations

import pytest
from cases import compared

from homeward.remains.comparisons import weighed
from homeward.remains.identification import Key, Rule, hits_text, may_be_proposed, probability_text
from homeward.remains.terms import Line, Result


def outcome(rule, *comparisons, individuals=1):
    return next(one for one in may_be_proposed(comparisons, individuals) if one.rule is rule)


def holds(rule, *comparisons, **more):
    return outcome(rule, *comparisons, **more).holds


def keys(rule, *comparisons, **more):
    return [one.key for one in outcome(rule, *comparisons, **more).reasons]


ONE_PARENT = compared(relatives=("mother",))


def test_two_relatives_are_enough_and_one_is_not():
    assert holds(Rule.TWO_LINES, compared(relatives=("mother", "father")))
    assert keys(Rule.TWO_LINES, ONE_PARENT) == [Key.ONE_RELATIVE]
    assert not holds(Rule.TWO_LINES, ONE_PARENT)


def test_two_comparisons_of_one_relative_each_are_of_two_if_they_are_two():
    other = compared("K-2", relatives=("brother",))
    assert holds(Rule.TWO_LINES, ONE_PARENT, other)
    assert not holds(Rule.TWO_LINES, ONE_PARENT, compared("K-2", relatives=("mother",)))


@pytest.mark.parametrize("line", [Line.PRINTS, Line.DENTAL, Line.MEDICAL, Line.EFFECTS, Line.ANTHROPOLOGY])
def test_one_relative_and_another_method_are_two_lines(line):
    assert keys(Rule.TWO_LINES, ONE_PARENT, compared("K-2", line)) == [Key.TWO_METHODS]


@pytest.mark.parametrize("line", [Line.CIRCUMSTANCES, Line.VISUAL])
def test_sight_and_circumstances_are_no_method(line):
    assert not holds(Rule.TWO_LINES, ONE_PARENT, compared("K-2", line))
    assert not holds(Rule.TWO_LINES, compared("K-1", Line.DENTAL), compared("K-2", line))


def test_two_methods_of_which_none_is_primary_are_not_enough():
    secondary = [compared(f"K-{n}", line) for n, line in enumerate((Line.MEDICAL, Line.EFFECTS, Line.ANTHROPOLOGY))]
    assert keys(Rule.TWO_LINES, *secondary) == [Key.NO_PRIMARY]


def test_one_primary_method_alone_is_not_enough_but_a_lifetime_sample_is():
    assert keys(Rule.TWO_LINES, compared("K-1", Line.PRINTS)) == [Key.ONE_METHOD]
    assert keys(Rule.TWO_LINES, compared("K-1", Line.DNA_DIRECT)) == [Key.LIFETIME_SAMPLE]


def test_what_does_not_support_is_no_line():
    doubtful = compared("K-2", Line.DENTAL, result=Result.INCONCLUSIVE)
    assert not holds(Rule.TWO_LINES, ONE_PARENT, doubtful)


def test_an_exclusion_stands_in_the_way_of_everything():
    comparisons = [compared(), compared("K-2", Line.DENTAL, result=Result.EXCLUDES)]
    assert holds(Rule.TWO_LINES, *comparisons)
    assert keys(Rule.NOTHING_EXCLUDES, *comparisons) == [Key.EXCLUDED]


def test_a_second_expert_reads_every_comparison_that_counts():
    assert keys(Rule.SECOND_READER, compared(second_reader="")) == [Key.NOT_READ]
    assert not holds(Rule.SECOND_READER, compared(second_reader="X-1"))  # oneself is no second
    assert holds(Rule.SECOND_READER, compared(), compared("K-2", Line.VISUAL, second_reader=""))


def test_what_experts_recommended_is_done_first():
    assert keys(Rule.NOTHING_OPEN, compared(further_open=True)) == [Key.UNDONE]


def test_a_case_of_two_individuals_is_separated_first():
    assert keys(Rule.ONE_INDIVIDUAL, compared(), individuals=2) == [Key.INDIVIDUALS]
    assert keys(Rule.ONE_INDIVIDUAL, compared(), individuals=0) == [Key.NOTHING_THERE]
    assert holds(Rule.ONE_INDIVIDUAL, compared())


def test_a_ratio_of_a_million_is_six_nines_for_one_suspect_and_far_less_in_a_search():
    alone = weighed(compared(log10_lr=6.0, remains_searched=1, missing_searched=1))
    assert alone.prior == 0.5
    assert alone.posterior == pytest.approx(1e6 / (1e6 + 1))  # 99.9999 %
    searched = weighed(compared(log10_lr=6.0, remains_searched=6057, missing_searched=70000))
    # by hand: prior 1/70,001, so odds of 10^6 to 70,000; 6,057 · 70,000 pairs through 10^6
    assert searched.posterior == pytest.approx(1e6 / (1e6 + 70000))
    assert searched.chance == pytest.approx(6057 * 70000 / 1e6)


def test_dna_that_is_not_convincing_in_its_search_does_not_count_whoever_says_that_it_supports():
    weak = compared(log10_lr=6.0, remains_searched=6057, missing_searched=70000, stated="99.9999 %")
    assert not holds(Rule.TWO_LINES, weak)
    assert not holds(Rule.WEIGHT, weak)
    assert keys(Rule.WEIGHT, weak) == [Key.LIGHT, Key.STATED]
    # what is enough without it stands
    assert holds(Rule.WEIGHT, weak, compared("K-2", Line.PRINTS), compared("K-3", Line.DENTAL))


def test_a_ratio_without_its_relatives_or_no_ratio_does_not_count():
    assert keys(Rule.WEIGHT, compared(relatives=())) == [Key.NO_RELATIVES]
    assert keys(Rule.WEIGHT, compared(log10_lr=None)) == [Key.NO_RATIO]
    assert not holds(Rule.TWO_LINES, compared(log10_lr=None))


def test_no_probability_is_told_as_certainty_and_no_exclusion_breaks_a_number():
    assert probability_text(1 - 1e-12) == "> 0.999999"
    assert probability_text(0.5) == "0.500000"
    assert [hits_text(value) for value in (424.0, 0.018, 1e-9)] == ["420", "0.018", "< 0.0001"]
    assert weighed(compared(log10_lr=float("-inf"))).posterior == 0
    assert weighed(compared(log10_lr=4000.0)).posterior == 1


def test_the_order_of_comparisons_changes_nothing():
    several = [ONE_PARENT, compared("K-2", Line.DENTAL), compared("K-3", Line.EFFECTS, second_reader="")]
    assert may_be_proposed(several, 1) == may_be_proposed(several[::-1], 1)
