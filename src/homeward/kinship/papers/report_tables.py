"""The tables of a report: material, frequencies and models, ratios marker by marker, posteriors at several priors."""

from __future__ import annotations

import math
from dataclasses import dataclass

from homeward.drawing import count_text, decimal_text
from homeward.kinship.evidence import is_nothing
from homeward.kinship.markers import Marker
from homeward.kinship.papers import report_words as told
from homeward.kinship.papers.comparisons import Comparison
from homeward.kinship.papers.pedigree_drawing import SEX_WORDS
from homeward.kinship.papers.pictures import log_sum, log_text
from homeward.kinship.posteriors import chance_hits, flat_prior, posterior
from homeward.kinship.terms import Chromosome
from homeward.words import Language, _, say

#: Persons whose alleles stand beside each other in one table.
_PERSONS_A_TABLE = 6
_PRIORS = (0.5, 0.1, 0.01, 0.001, 0.0001, 0.000001)
#: Ratios beyond 10^300 are taken for that when chance hits are told: a number holds no more.
_LARGEST = 300.0


def material(comparison: Comparison, language: Language) -> dict[str, object]:
    """Who is typed at how many markers, and all alleles as read, some persons beside each other."""
    case = comparison.case
    members = {
        member.id: member
        for name in case.hypotheses
        for pedigree in case.hypotheses[name].pedigrees
        for member in pedigree.members
    }
    typed = comparison.typed
    rows = []
    for person in typed:
        profile = case.profiles[person]
        readings = [profile[marker.name] for marker in case.markers if marker.name in profile]
        whole = sum(not is_nothing(one) for one in readings)
        lost = sum(one.dropout is not None or None in one.alleles for one in readings)
        sex = say(SEX_WORDS[members[person].sex], language) if person in members else "–"
        rows.append([person, sex, f"{whole} / {len(case.markers)}", str(lost) if lost else "–"])
    tables = []
    # As many in each table as in the others, rather than one person alone in the last.
    beside = math.ceil(len(typed) / max(1, math.ceil(len(typed) / _PERSONS_A_TABLE)))
    for start in range(0, len(typed), beside or 1):
        some = typed[start : start + beside]
        tables.append(
            {
                "head": [say(_("Marker"), language), *some],
                "rows": [
                    [
                        marker.name,
                        *(told.reading_text(case.profiles[person].get(marker.name), language) for person in some),
                    ]
                    for marker in case.markers
                ],
            }
        )
    head = (_("Person"), _("Sex"), _("Markers typed"), _("Partly read, or with drop-out"))
    return {
        "head": [say(label, language) for label in head],
        "rows": rows,
        "alleles": say(_("Alleles as read"), language),
        "tables": tables,
        "note": say(
            _("? stands for an allele that was not seen, d for the chance that a copy is lost (drop-out)."), language
        )
        if any(row[3] != "–" for row in rows)
        else "",
    }


def models(comparison: Comparison, language: Language) -> list[tuple[str, list[str]]]:
    """Label and lines: frequencies, mutation, theta, silent alleles, what lies on the X, inbreeding, method."""
    case = comparison.case
    names = [marker.name for marker in case.markers]
    facts: list[tuple[str, list[str]]] = [
        (
            _("Frequencies of alleles from"),
            [comparison.words.frequencies or say(_("as in the file; no source is named there"), language)],
        ),
        (_("Mutation"), told.mutation_words(comparison.words.mutation, names, language)),
        (
            _("Theta (common descent of founders)"),
            [decimal_text(case.theta, 3, language) if case.theta else say(_("0: founders are unrelated"), language)],
        ),
    ]
    silent = [f"{marker.name}: {_frequency(marker, language)}" for marker in case.markers if marker.silent]
    if silent:
        facts.append((_("Silent alleles, with their frequency"), [", ".join(silent)]))
    on_x = [marker.name for marker in case.markers if marker.chromosome is Chromosome.X]
    if on_x:
        facts.append((_("On the X chromosome"), [", ".join(on_x)]))
    inbred = [
        f"{name}: {id_} {decimal_text(value, 4, language)}"
        for name, hypothesis in case.hypotheses.items()
        for id_, value in hypothesis.inbreeding().items()
        if value
    ]
    if inbred:
        facts.append((_("Inbreeding of founders"), [", ".join(inbred)]))
    method = _(
        "Exact likelihoods on the whole pedigree, marker by marker, by summing over all alleles that nobody typed;"
        " the product over markers. Mutation also below founders whom nobody typed."
    )
    facts.append((_("Method"), [say(method, language)]))
    return [(say(label, language), lines) for label, lines in facts]


def _frequency(marker: Marker, language: Language) -> str:
    return decimal_text(float(marker.frequencies[marker.place(marker.silent)]), 4, language)


@dataclass(frozen=True, slots=True)
class RatioTable:
    """A ratio marker by marker, all in words.

    Attributes:
        title: which hypotheses are compared.
        lines: said above the table.
        scale: where the words for the strength of the findings come from.
        head, rows, foot: marker, likelihood under either hypothesis, their ratio and its logarithm; all together.
    """

    title: str
    lines: list[str]
    scale: str
    head: list[str]
    rows: list[list[str]]
    foot: list[str]


def ratio(comparison: Comparison, name: str, language: Language) -> RatioTable:
    """The ratio of a hypothesis to the alternative."""
    logs, other, total = comparison.log10_lr(name), comparison.alternative, comparison.total(name)
    impossible = [marker for marker, value in logs.items() if math.isnan(value)]
    lines = [_excluding(comparison, name, language)]
    if impossible:
        sentence = _("The likelihood is zero under both hypotheses at: {markers}.")
        lines.insert(0, say(sentence, language, markers=", ".join(impossible)))
    probability = _("P(profiles | {hypothesis})")
    by_marker = [comparison.log_likelihoods[hypothesis] for hypothesis in (name, other)]
    rows = [
        [
            marker,
            *(_likelihood(logs_of[marker], language) for logs_of in by_marker),
            told.number_text(value, language),
            log_text(value, 3, language),
        ]
        for marker, value in logs.items()
    ]
    return RatioTable(
        title=told.pair_words(name, other, language),
        lines=lines,
        scale=say(told.SCALE_SOURCE, language),
        head=[
            say(_("Marker"), language),
            *(say(probability, language, hypothesis=hypothesis) for hypothesis in (name, other)),
            say(_("Likelihood ratio"), language),
            "log10",
        ],
        rows=rows,
        foot=[
            say(_("together"), language),
            *(_likelihood(log_sum(logs_of.values()), language) for logs_of in by_marker),
            told.number_text(total, language),
            log_text(total, 3, language),
        ],
    )


def _likelihood(log: float, language: Language) -> str:
    return told.number_text(log / math.log(10), language)


def _excluding(comparison: Comparison, name: str, language: Language) -> str:
    sentence = _("Markers that exclude {one} and not {other} if nothing mutates: {count} of {markers}.")
    return say(
        sentence,
        language,
        one=name,
        other=comparison.alternative,
        count=comparison.exclusions[name],
        markers=len(comparison.case.markers),
    )


def priors(comparison: Comparison, language: Language, database: tuple[int, int] | None) -> dict[str, object]:
    """Posteriors at several priors, of which the reader takes the own; nothing where no ratio can be told."""
    totals = {name: comparison.total(name) for name in comparison.others}
    known = {name: total for name, total in totals.items() if not math.isnan(total)}
    if not known:
        return {}
    rows = []
    lines = [
        say(
            _(
                "The prior is the probability of the hypothesis before the DNA is looked at, as whoever reads this"
                " assumes it, if one of the two hypotheses is true. It is no finding of this comparison."
            ),
            language,
        )
    ]
    if database:
        prior = flat_prior(*database)
        rows.append((prior, say(_("from the size of the database"), language)))
        for name, total in known.items():
            if total > 0:
                expected = chance_hits(database[0] * database[1], 10 ** min(total, _LARGEST))
                sentence = _(
                    "{one} compared with {other}: among {pairs} comparisons of unrelated persons at most {expected}"
                    " are expected to reach this ratio by chance."
                )
                lines.append(
                    say(
                        sentence,
                        language,
                        one=name,
                        other=comparison.alternative,
                        pairs=count_text(database[0] * database[1]),
                        expected=told.number_text(math.log10(expected), language),
                    )
                )
    rows += [(prior, "") for prior in _PRIORS]
    return {
        "title": say(_("From the prior to the posterior probability"), language),
        "lines": lines,
        "head": [
            say(_("Prior"), language),
            say(_("Prior, one in"), language),
            *(
                say(_("Posterior of {one}, if not {other}"), language, one=name, other=comparison.alternative)
                for name in known
            ),
        ],
        "rows": [
            [
                f"{told.probability_text(prior, language)} {note}".strip(),
                count_text(round(1 / prior)),
                *(_posterior(total, prior, language) for total in known.values()),
            ]
            for prior, note in rows
        ],
    }


def _posterior(total: float, prior: float, language: Language) -> str:
    return "0" if total == -math.inf else told.probability_text(posterior(total, prior), language)
