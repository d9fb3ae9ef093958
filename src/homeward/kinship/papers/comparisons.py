"""A comparison as a report shows it: a case, its likelihoods marker by marker, and the words that came with it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from homeward.errors import Fault, InputRefused
from homeward.kinship.evidence import is_nothing
from homeward.kinship.files.case_files import Case
from homeward.kinship.files.case_words import CaseWords
from homeward.kinship.likelihood import Hypothesis, log_likelihoods
from homeward.kinship.papers.pictures import log_sum
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.together.identification import Event

#: Hypotheses of a pair of remains and missing person.
IDENTITY, UNRELATED = "H1", "H2"

#: Hypothesis to marker to ln P(profiles | hypothesis).
Likelihoods = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Comparison:
    """What a report is made from.

    Attributes:
        case: hypotheses, the last of them the one that the others are compared with; markers, profiles.
        words: of the file.
        log_likelihoods: natural logarithms, -inf for what cannot be.
        exclusions: hypothesis to how many markers rule it out, and not the last one, where nothing mutates.
        sought: ids of whom the question is about.
        digest: SHA-256 of the file that all this was read from, hexadecimal.
        pair: ids of remains and missing person where these are compared.
    """

    case: Case
    words: CaseWords
    log_likelihoods: Likelihoods
    exclusions: Mapping[str, int]
    sought: frozenset[str]
    digest: str
    pair: tuple[str, str] | None = None

    @property
    def alternative(self) -> str:
        """The hypothesis that the others are compared with."""
        return list(self.case.hypotheses)[-1]

    @property
    def others(self) -> list[str]:
        """The hypotheses but the alternative."""
        return list(self.case.hypotheses)[:-1]

    @property
    def typed(self) -> list[str]:
        """Ids of those of whom anything was read."""
        return [
            person
            for person, profile in self.case.profiles.items()
            if any(not is_nothing(observed) for observed in profile.values())
        ]

    def total(self, hypothesis: str) -> float:
        """log10 of the ratio over all markers; nan where at some marker neither can be."""
        return log_sum(self.log10_lr(hypothesis).values())

    def log10_lr(self, hypothesis: str) -> dict[str, float]:
        """Marker to log10 of the ratio to the alternative; nan where neither can be."""
        one, other = self.log_likelihoods[hypothesis], self.log_likelihoods[self.alternative]
        return {
            marker: math.nan
            if one[marker] == other[marker] == -math.inf
            else (one[marker] - other[marker]) / math.log(10)
            for marker in one
        }


def compared(case: Case, words: CaseWords, digest: str) -> Comparison:
    """Compute a case for its report."""
    logs = {
        name: log_likelihoods(hypothesis, case.markers, case.profiles, case.theta)
        for name, hypothesis in case.hypotheses.items()
    }
    return Comparison(case, words, logs, _exclusions(case), words.sought or _in_question(case), digest)


def compared_pair(event: Event, remains: str, missing: str, words: CaseWords, digest: str) -> Comparison:
    """Compute the comparison of remains with a missing person: they are that person, or unrelated to the family.

    Raises:
        InputRefused: no such remains or missing person, or of another sex.
    """
    body = next((one for one in event.remains if one.id == remains), None)
    family = next((one for one in event.families if missing in one.missing), None)
    faults = [
        Fault("--pair", "", 0, "", f"{id_}: no such {what}.", "Name an id as the file has it.")
        for what, id_, known in (("remains", remains, body), ("missing person", missing, family))
        if known is None
    ]
    if body is None or family is None:
        raise InputRefused(faults)
    if remains in family.pedigree.ids:
        found = f"{remains}: an id of the remains and of the family."
        raise InputRefused([Fault("--pair", "", 0, "", found, "Give the remains an id of their own.")])
    both = (family.pedigree, Pedigree((Member(remains, sex=body.sex),), name="remains"))
    hypotheses = {IDENTITY: Hypothesis(both, {remains: missing}), UNRELATED: Hypothesis(both)}
    hypotheses[IDENTITY].members()
    case = Case(f"{remains} – {missing}", hypotheses, event.markers, {**family.profiles, remains: body.profile}, 0.0)
    found_ = compared(case, words, digest)
    if event.remains_markers:
        alone = Hypothesis(both[1:])
        there, here = (
            log_likelihoods(alone, markers, {remains: body.profile})
            for markers in (event.remains_markers, event.markers)
        )
        unrelated = {
            marker: value + there[marker] - here[marker] for marker, value in found_.log_likelihoods[UNRELATED].items()
        }
        found_ = replace(found_, log_likelihoods={**found_.log_likelihoods, UNRELATED: unrelated})
    return replace(found_, sought=frozenset({remains, missing}), pair=(remains, missing))


def _exclusions(case: Case) -> dict[str, int]:
    fixed = [replace(marker, female=None, male=None) for marker in case.markers]
    ruled_out = {
        name: {
            marker
            for marker, value in log_likelihoods(hypothesis, fixed, case.profiles, case.theta).items()
            if value == -math.inf
        }
        for name, hypothesis in case.hypotheses.items()
    }
    *others, last = case.hypotheses
    return {name: len(ruled_out[name] - ruled_out[last]) for name in others}


def _in_question(case: Case) -> frozenset[str]:
    """Who is typed, and stands alone under one hypothesis and not under another."""
    alone: list[set[str]] = [
        {
            pedigree.ids[0]
            for pedigree in hypothesis.pedigrees
            if len(pedigree.ids) == 1 and not {pedigree.ids[0]} & {*hypothesis.same, *hypothesis.same.values()}
        }
        for hypothesis in case.hypotheses.values()
    ]
    if not alone:
        return frozenset()
    under_all = alone[0].intersection(*alone)
    return frozenset(alone[0].union(*alone) - under_all) & case.profiles.keys()
