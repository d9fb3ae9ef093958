"""From comparisons to a proposal: the rules that a case and a missing person must pass before a board may decide.

Passing says that a board may look; people decide. Each rule gives its outcome with the comparisons it rests on.
Sources: INTERPOL DVI Guide (2023), primary identifiers and reconciliation; the Ukrainian rule of 2026 as in field
notes §2.4 (two relatives or two methods, lifetime sample first; experts report, the investigator decides); Salado
Puerto et al., FSI Synergy 3 (2021) 100154 (all lines together, none alone).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from homeward.remains.comparisons import DNA, NO_METHOD, PRIMARY, Comparison, weighed
from homeward.remains.terms import Line, Result
from homeward.words import LabelledWord, Language, _, say

#: A DNA comparison counts as support from this probability on, in a search of its size. A convention of this system,
#: to be set by the commission with its laboratories; no standard names one figure.
LEAST_POSTERIOR = 0.999


class Rule(LabelledWord):
    """Rules of an identification; numbers as in docs/reference/remains.md."""

    TWO_LINES = "R30_two_lines", _("Two relatives, or two methods one of which is primary, or a lifetime sample")
    WEIGHT = "R31_weight", _("DNA that counts is convincing in a search of its size")
    NOTHING_EXCLUDES = "R32_nothing_excludes", _("No comparison excludes the person")
    SECOND_READER = "R33_second_reader", _("A second expert has read each comparison that counts")
    NOTHING_OPEN = "R34_nothing_open", _("Nothing that experts recommended is left undone")
    ONE_INDIVIDUAL = "R35_one_individual", _("The parts can be of one individual")
    EXPERT_DECIDES_NOT = "R36_expert_decides_not", _("Who compared does not decide")
    QUORUM = "R37_quorum", _("The board had its quorum and its majority")
    DISSENT = "R38_dissent", _("Every vote against is written down with its reasons")
    LAWFUL_STEP = "R39_lawful_step", _("The step follows from where the identification stood")
    REASONS = "R40_reasons", _("The decision gives its reasons")
    NO_CONTRADICTION = "R41_no_contradiction", _("Nothing known contradicts it, or the board set it aside with reasons")
    STILL_HOLDS = "R42_still_holds", _("Nothing that became known since contradicts it")
    SUSPENSION_HOLDS = (
        "R43_suspended_stays",
        _("What is suspended or revoked is not handed over or buried as this person"),
    )
    GRAPH_AGREES = "R44_graph_agrees", _("The events name the same person for the case as the decisions do")


class Key(LabelledWord):
    """Why a rule holds or does not; the label is the sentence."""

    TWO_RELATIVES = "two_relatives", _("DNA of {n} relatives: {comparisons}.")
    TWO_METHODS = "two_methods", _("{n} methods, at least one of them primary: {comparisons}.")
    LIFETIME_SAMPLE = "lifetime_sample", _("DNA of a lifetime sample: {comparisons}.")
    ONE_RELATIVE = (
        "one_relative",
        _(
            "DNA of one relative alone ({comparisons}). A second relative, another method or a lifetime sample is "
            "needed, however high the ratio."
        ),
    )
    NO_PRIMARY = "no_primary", _("No primary method supports it: DNA, fingerprints or teeth.")
    ONE_METHOD = "one_method", _("One method alone ({comparisons}).")
    WEIGHTY = "weighty", _("{comparison}: probability {posterior} of being right, {chance} hits by chance at most.")
    LIGHT = (
        "light",
        _(
            "{comparison}: probability {posterior} of being right where {remains} remains were searched against "
            "{missing} missing persons, {chance} hits by chance at most. It does not count."
        ),
    )
    NO_RATIO = "no_ratio", _("{comparison}: no likelihood ratio is told. It does not count.")
    NO_RELATIVES = "no_relatives", _("{comparison}: the relatives are not told. It does not count.")
    STATED = "stated", _("{comparison} states {stated}: that holds for one candidate already suspected, not here.")
    EXCLUDED = "excluded", _("{comparisons} exclude it.")
    NOT_READ = "not_read", _("{comparisons} were read by one expert only.")
    UNDONE = "undone", _("{comparisons} recommend something that is not done.")
    INDIVIDUALS = "individuals", _("The parts are of {n} individuals at least. Separate them first.")
    NOTHING_THERE = "nothing_there", _("The case holds no part.")
    BOTH_ROLES = "both_roles", _("{persons} compared and voted.")
    TOO_FEW = "too_few", _("{n} voted; {quorum} are needed.")
    NO_MAJORITY = "no_majority", _("{in_favour} for, {against} against, {abstaining} abstaining: no majority.")
    DISSENT_MISSING = "dissent_missing", _("{n} voted against and no reasons are written down.")
    FROM_TO = "from_to", _("It was {status}; {act} cannot follow.")
    NO_REASONS = "no_reasons", _("No reasons are given. No reason, no decision.")
    CONTRADICTED = "contradicted", _("{facts}: {what}")
    SET_ASIDE = "set_aside", _("{facts} set aside by the board with reasons.")
    NEVER_SET_ASIDE = "never_set_aside", _("{facts} cannot be set aside: {what}")
    REOPEN = "reopen", _("{facts}, known since {on}: {what} Suspend it, and hear the board again.")
    STOOD_AGAINST = (
        "stood_against",
        _("{facts}, known since {on}: {what} It stood for {days} days before it was suspended or revoked."),
    )
    LEFT_SINCE = "left_since", _("The case left custody under event {event}.")
    NAMED_OTHERWISE = "named_otherwise", _("By the events the case is of {told}, by the decisions of {decided}.")


@dataclass(frozen=True, slots=True)
class Reason:
    """A key with what its sentence needs: ids and numbers, never a name."""

    key: Key
    values: tuple[tuple[str, str | int], ...] = ()

    def text(self, language: Language | str = Language.EN) -> str:
        """The reason as a sentence; values that are words of the field are said in ``language``."""
        said = {
            name: say(value.label, language) if isinstance(value, LabelledWord) else value
            for name, value in self.values
        }
        return say(self.key.label, language, **said)


def reason(key: Key, **values: str | int) -> Reason:
    """Make a reason of a key and what its sentence needs."""
    return Reason(key, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule says of one case and person, or of one decision.

    Attributes:
        rule: which.
        holds: whether it does.
        reasons: why, or why not; may be none where it holds.
    """

    rule: Rule
    holds: bool
    reasons: tuple[Reason, ...] = ()


def may_be_proposed(comparisons: Sequence[Comparison], individuals: int) -> tuple[Outcome, ...]:
    """The rules R30 to R35 for one case and one person.

    Args:
        comparisons: all of this case with this person.
        individuals: the least number of individuals the case's parts are of, 0 if it holds none.
    """
    comparisons = sorted(comparisons, key=lambda one: one.id)
    supporting = [one for one in comparisons if one.result is Result.SUPPORTS]
    counting = [one for one in supporting if one.line not in DNA or _is_convincing(one)]
    lines = two_lines(counting, supporting)
    return (
        lines,
        _weight(supporting, enough=lines.holds),
        _none(Rule.NOTHING_EXCLUDES, Key.EXCLUDED, (one for one in comparisons if one.result is Result.EXCLUDES)),
        _none(
            Rule.SECOND_READER,
            Key.NOT_READ,
            (one for one in counting if one.line not in NO_METHOD and one.second_reader in ("", one.expert)),
        ),
        _none(Rule.NOTHING_OPEN, Key.UNDONE, (one for one in comparisons if one.further_open)),
        _one_individual(individuals),
    )


def two_lines(counting: Sequence[Comparison], supporting: Sequence[Comparison]) -> Outcome:
    """The two-line rule over the comparisons that count, among those that support.

    A lifetime sample of the person; or DNA of two relatives; or two methods of which one is primary. DNA of relatives
    and of a lifetime sample are one method. Sight and circumstances are none.
    """
    methods = [one for one in counting if one.line not in NO_METHOD]
    direct = [one for one in methods if one.line is Line.DNA_DIRECT]
    kinship = [one for one in methods if one.line is Line.DNA_KINSHIP]
    relatives = {relative for one in kinship for relative in one.relatives}
    distinct = {Line.DNA_KINSHIP if one.line in DNA else one.line for one in methods}
    primary = [one for one in methods if one.line in PRIMARY]
    rule = Rule.TWO_LINES
    if direct:
        return Outcome(rule, True, (reason(Key.LIFETIME_SAMPLE, comparisons=_ids(direct)),))
    if len(relatives) > 1:
        return Outcome(rule, True, (reason(Key.TWO_RELATIVES, n=len(relatives), comparisons=_ids(kinship)),))
    if primary and len(distinct) > 1:
        return Outcome(rule, True, (reason(Key.TWO_METHODS, n=len(distinct), comparisons=_ids(methods)),))
    of_relatives = [one for one in supporting if one.line is Line.DNA_KINSHIP]
    if len({relative for one in of_relatives for relative in one.relatives}) == 1:
        return Outcome(rule, False, (reason(Key.ONE_RELATIVE, comparisons=_ids(of_relatives)),))
    if primary:
        return Outcome(rule, False, (reason(Key.ONE_METHOD, comparisons=_ids(methods)),))
    return Outcome(rule, False, (reason(Key.NO_PRIMARY),))


def _is_convincing(comparison: Comparison) -> bool:
    weight = weighed(comparison)
    told = comparison.line is not Line.DNA_KINSHIP or bool(comparison.relatives)
    return told and weight is not None and weight.posterior >= LEAST_POSTERIOR


def _weight(supporting: Sequence[Comparison], *, enough: bool) -> Outcome:
    """R31: DNA that is said to support is convincing where it was searched, or the rest is enough without it."""
    dna = [one for one in supporting if one.line in DNA]
    reasons = []
    for one in dna:
        weight = weighed(one)
        if weight is None:
            reasons.append(reason(Key.NO_RATIO, comparison=one.id))
        elif one.line is Line.DNA_KINSHIP and not one.relatives:
            reasons.append(reason(Key.NO_RELATIVES, comparison=one.id))
        else:
            told = {
                "comparison": one.id,
                "posterior": probability_text(weight.posterior),
                "chance": hits_text(weight.chance),
            }
            if _is_convincing(one):
                reasons.append(reason(Key.WEIGHTY, **told))
            else:
                size = {"remains": one.remains_searched, "missing": one.missing_searched}
                reasons.append(reason(Key.LIGHT, **told, **size))
                if one.stated:
                    reasons.append(reason(Key.STATED, comparison=one.id, stated=one.stated))
    return Outcome(Rule.WEIGHT, enough or all(_is_convincing(one) for one in dna), tuple(reasons))


def probability_text(probability: float) -> str:
    """Six digits, and never certainty."""
    return "> 0.999999" if probability > 0.999999 else f"{probability:.6f}"


def hits_text(hits: float) -> str:
    """Two figures; hundreds without an exponent, and what is very small as such."""
    if hits < 0.0001:
        return "< 0.0001"
    return f"{hits:.2g}" if hits < 100 else f"{float(f'{hits:.2g}'):.0f}"


def _none(rule: Rule, key: Key, found: Iterable[Comparison]) -> Outcome:
    against = list(found)
    return Outcome(rule, not against, (reason(key, comparisons=_ids(against)),) if against else ())


def _one_individual(individuals: int) -> Outcome:
    if individuals == 0:
        return Outcome(Rule.ONE_INDIVIDUAL, False, (reason(Key.NOTHING_THERE),))
    reasons = (reason(Key.INDIVIDUALS, n=individuals),) if individuals > 1 else ()
    return Outcome(Rule.ONE_INDIVIDUAL, individuals == 1, reasons)


def _ids(comparisons: Sequence[Comparison]) -> str:
    return ", ".join(one.id for one in comparisons)
