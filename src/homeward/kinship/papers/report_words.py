"""Numbers and findings in words for a report: ratios, probabilities, the verbal scale, mutation models,"
" hypotheses.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from homeward.drawing import count_text, decimal_text
from homeward.kinship.evidence import Observed
from homeward.kinship.files.case_words import MutationTold
from homeward.kinship.likelihood import Hypothesis
from homeward.kinship.papers.pedigree_layout import parts
from homeward.kinship.terms import MutationModel
from homeward.words import Language, _, say

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
#: Written out up to here, beyond it as a power of ten.
_WRITTEN_OUT = 6
_MOST_COUPLES = 6

#: Least log10 of the ratio and its words. Source: ENFSI Guideline for Evaluative Reporting in Forensic Science (2015).
_SCALE = (
    (6.0, _("extremely strong support")),
    (4.0, _("very strong support")),
    (3.0, _("strong support")),
    (2.0, _("moderately strong support")),
    (1.0, _("moderate support")),
    (math.log10(2), _("weak support")),
)
SCALE_SOURCE = _(
    "Words by the scale of the ENFSI Guideline for Evaluative Reporting in Forensic Science (2015): from 2 weak,"
    " from 10 moderate, from 100 moderately strong, from 1,000 strong, from 10,000 very strong, from 1,000,000"
    " extremely strong support."
)

_MODELS = {
    MutationModel.EQUAL: _("every other allele equally likely, rate {rate}"),
    MutationModel.PROPORTIONAL: _("other alleles as likely as they are frequent, mean rate {rate}"),
    MutationModel.ONESTEP: _("one repeat more or less, rate {rate}"),
    MutationModel.STEPWISE: _(
        "stepwise, rate {rate}; each further repeat {range} times as likely; to and from microvariants {rate2}"
    ),
    MutationModel.CUSTOM: _("a matrix given with the case"),
}


def number_text(log10: float, language: Language | str) -> str:
    """A positive number given by its logarithm, three figures of it, beyond a million as a power of ten."""
    if math.isnan(log10):
        return "–"
    if math.isinf(log10):
        return "0" if log10 < 0 else "∞"
    exponent = math.floor(log10)
    mantissa = round(10 ** (log10 - exponent), 2)
    if mantissa >= 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    if -4 <= exponent < 3:
        return decimal_text(mantissa * 10.0**exponent, 2 - exponent, language)
    if 3 <= exponent < _WRITTEN_OUT:
        return count_text(round(mantissa * 10**exponent))
    power = f"10{str(exponent).translate(_SUPERSCRIPTS)}"
    return f"{decimal_text(mantissa, 2, language)}\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}{power}"


def probability_text(probability: float, language: Language | str) -> str:
    """A probability in per cent with as many digits as tell it from 0 and from 100; never either of them."""
    from_the_end = 100 * min(probability, 1 - probability)
    if from_the_end < 1e-8:
        sign, bound = ("<", 1e-8) if probability < 0.5 else (">", 100 - 1e-8)
        return f"{sign} {decimal_text(bound, 8, language)} %"
    digits = min(8, max(1, 1 - math.floor(math.log10(from_the_end))))
    return f"{decimal_text(100 * probability, digits, language)} %"


def pair_words(one: str, other: str, language: Language | str) -> str:
    """Which two hypotheses are compared."""
    return say(_("{one} compared with {other}"), language, one=one, other=other)


def finding(log10: float, one: str, other: str, language: Language | str) -> str:
    """What a ratio says, in one or two sentences."""
    if math.isnan(log10):
        return say(
            _(
                "No likelihood ratio can be told: the likelihood is zero under both hypotheses. Look at samples,"
                " pedigrees and models before anything is concluded."
            ),
            language,
        )
    if math.isinf(log10):
        ruled_out, left = (one, other) if log10 < 0 else (other, one)
        return say(
            _(
                "The profiles cannot be under {ruled_out} with the models used, and can be under {left}: the"
                " likelihood ratio is {ratio}. A mutation or a silent allele outside the models would change that."
            ),
            language,
            ruled_out=ruled_out,
            left=left,
            ratio=number_text(log10, language),
        )
    first, second = (one, other) if log10 >= 0 else (other, one)
    strength = next((text for least, text in _SCALE if abs(log10) >= least - 1e-12), None)
    ratio = number_text(abs(log10), language)
    says = say(
        _("The profiles are {ratio} times as probable if {first} is true as if {second} is true."),
        language,
        ratio=ratio,
        first=first,
        second=second,
    )
    if strength is None:
        neither = say(_("They support neither of the two over the other."), language)
        return f"{says} {neither}"
    support = say(
        _("This is {strength} for {first} rather than {second}."),
        language,
        strength=say(strength, language),
        first=first,
        second=second,
    )
    return f"{says} {support}"


def hypothesis_words(hypothesis: Hypothesis, named: Collection[str], language: Language | str) -> list[str]:
    """Who is related to whom under a hypothesis, one sentence for each couple and for each who stands alone."""
    said = []
    for id_, same in sorted(hypothesis.same.items()):
        said.append(say(_("{one} and {other} are one person."), language, one=same, other=id_))
    unnamed = say(_("a parent whom nobody named"), language)
    for members in parts(hypothesis.members()):
        couples: dict[tuple[str, str], list[str]] = {}
        for member in members:
            if not member.is_founder:
                couples.setdefault((member.father, member.mother), []).append(member.id)
        if len(members) == 1 and members[0].id not in hypothesis.same.values():
            said.append(say(_("{id} is unrelated to all others."), language, id=members[0].id))
        elif len(couples) > _MOST_COUPLES:
            said.append(say(_("{count} persons are related as drawn."), language, count=len(members)))
        else:
            said += [
                say(
                    _("{father} and {mother} are the parents of: {children}."),
                    language,
                    father=father if father in named else unnamed,
                    mother=mother if mother in named else unnamed,
                    children=", ".join(children),
                )
                for (father, mother), children in couples.items()
            ]
    return said


def mutation_words(
    mutation: Mapping[str, tuple[MutationTold, MutationTold]], markers: Sequence[str], language: Language | str
) -> list[str]:
    """Models with their parameters, markers of one model together."""
    together: dict[tuple[MutationTold, MutationTold] | None, list[str]] = {}
    for marker in markers:
        together.setdefault(mutation.get(marker), []).append(marker)
    said = []
    for told, names in together.items():
        if told is None:
            text = say(_("no mutation"), language)
        elif told[0] == told[1]:
            text = _model(told[0], language)
        else:
            text = say(
                _("mothers: {female}; fathers: {male}"),
                language,
                female=_model(told[0], language),
                male=_model(told[1], language),
            )
        where = say(_("all markers"), language) if len(together) == 1 else ", ".join(names)
        said.append(f"{where}: {text}.")
    return said


def _model(told: MutationTold, language: Language | str) -> str:
    values = {
        name: _plain(value, language)
        for name, value in (("rate", told.rate), ("rate2", told.rate2), ("range", told.range))
        if value is not None
    }
    return say(_MODELS[told.model], language, **values)


def _plain(value: float, language: Language | str) -> str:
    """A small number as it was given."""
    if value and abs(value) < 1e-4:
        return number_text(math.log10(value), language)
    digits = len(f"{value:.10f}".rstrip("0").partition(".")[2])
    return decimal_text(value, digits, language)


def reading_text(observed: Observed | None, language: Language | str) -> str:
    """A profile at one marker: alleles, a question mark for one not seen, the chance of drop-out where it was"
    " stated.
    """
    if observed is None:
        return "–"
    if observed.dropout is None:
        return ", ".join(allele or "?" for allele in observed.alleles)
    seen = ", ".join(observed.seen) or "–"
    return f"{seen} (d = {_plain(observed.dropout, language)})"
