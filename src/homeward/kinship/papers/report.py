"""The paper of one comparison: what an expert hands to a court, with everything that is needed to compute it again.

``templates/kinship_report.typ`` sets the page, by ``papers``; here the words, the tables and the pictures are put
together, so that the template decides nothing; figures come from ``report_tables``. Persons are ids; no name stands on
the paper. What it says of the strength of findings follows the ENFSI Guideline for Evaluative Reporting in Forensic
Science (2015) and the recommendations of the ISFG for the identification of disaster victims (Prinz et al., FSI
Genetics 1 (2007) 3-12).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import asdict
from html import unescape
from importlib.resources import files
from urllib.parse import quote

from homeward import __version__
from homeward.drawing import COLOURS, Ink, count_text
from homeward.kinship.papers import report_words as told
from homeward.kinship.papers.comparisons import Comparison
from homeward.kinship.papers.pedigree_drawing import Marks, pedigree_picture
from homeward.kinship.papers.pictures import log_text, ratio_bars
from homeward.kinship.papers.report_tables import material, models, priors, ratio
from homeward.pages import Html, picture, table, tag
from homeward.papers import paper_pdf, qr_svg
from homeward.words import Language, _, say

#: The day in the document's own data where nobody gave one; an archive PDF must have a day. The paper leaves it open.
_NO_DAY = dt.date(1970, 1, 1)
_LIMITATIONS = (
    _(
        "The likelihood ratio compares these hypotheses and no others. Close relatives of the person in question"
        " who are not in the pedigrees, a brother or a cousin, may explain the profiles as well; whoever has reason"
        " to think of one should have that hypothesis computed."
    ),
    _("Identical twins have the same profile; no ratio tells them apart."),
    _("Markers are taken as inherited independently of each other."),
    _("Pedigrees are taken as told. If somebody is not a child of the parents drawn, the ratio is another."),
    _(
        "Frequencies are those of the population named. In another population, or where founders are related beyond"
        " what theta allows for, the ratio is another."
    ),
    _(
        "Mutation, silent alleles and drop-out are allowed for as stated and no further. The ratio does not include"
        " a mix-up of samples, contamination or an error of reading."
    ),
)
_SEARCHED = _(
    "The pair was found by searching a database. That does not change the likelihood ratio; it changes the prior,"
    " and with many comparisons high ratios occur by chance, as stated."
)
_NOT = _(
    "The likelihood ratio is not the probability that a hypothesis is true. It says how much more probable the"
    " profiles are under one hypothesis than under the other. Taking the one for the other is the prosecutor's"
    " fallacy. How probable a hypothesis is depends on everything else that is known, and is for those who decide"
    " to judge."
)


def report_pdf(
    comparison: Comparison,
    language: Language | str,
    day: dt.date | None = None,
    database: tuple[int, int] | None = None,
) -> bytes:
    """Set the report of a comparison as a PDF in ``language``: A4, the same comparison gives the same bytes.

    The QR code holds the digest of the file that was computed and nothing else.

    Args:
        comparison: computed.
        language: of the words; what the file says stands as the file says it.
        day: of the report; that of the file if None. Without either the paper leaves it open.
        database: how many remains and how many missing persons were compared with each other, if that was a search.
    """
    template = (files("homeward.kinship.papers") / "templates" / "kinship_report.typ").read_bytes()
    day = day or comparison.words.day
    shown = _paper(comparison, Language(language), day, database)
    return paper_pdf(template, "report", shown, day or _NO_DAY)


def hypothesis_picture(comparison: Comparison, name: str, language: Language | str) -> str:
    """The pedigrees of a hypothesis, drawn."""
    hypothesis = comparison.case.hypotheses[name]
    members = hypothesis.members()
    title = say(_("Pedigree: {hypothesis}"), language, hypothesis=name)
    return pedigree_picture(members, _marks(comparison, name), title, language)


def ratio_picture(comparison: Comparison, name: str, language: Language | str) -> str:
    """The ratio of a hypothesis to the alternative, marker by marker."""
    title = told.pair_words(name, comparison.alternative, language)
    return ratio_bars(comparison.log10_lr(name), title, language)


def report_table(comparisons: Sequence[Comparison], links: Sequence[str], language: Language | str) -> Html:
    """All comparisons of a page, one ratio a line, each with a link to its paper."""
    rows = [
        [
            tag("a", one.case.name, href=quote(link)),
            told.pair_words(name, one.alternative, language),
            told.number_text(one.total(name), language),
            log_text(one.total(name), 3, language),
        ]
        for one, link in zip(comparisons, links, strict=True)
        for name in one.others
    ]
    head = [say(label, language) for label in (_("The report as PDF"), _("Hypotheses"), _("Likelihood ratio"))]
    return table(say(_("All comparisons"), language), [*head, "log10"], rows, texts=[1])


def report_section(comparison: Comparison, link: str, language: Language | str) -> Html:
    """A comparison as part of a page: what it says, its pictures with their tables, a link to the paper."""
    language = Language(language)
    parts = [tag("h2", comparison.case.name)]
    if comparison.words.description:
        parts.append(tag("p", comparison.words.description))
    parts.append(tag("p", tag("a", say(_("The report as PDF"), language), href=quote(link))))
    for name in comparison.case.hypotheses:
        parts += [tag("h3", name), picture(hypothesis_picture(comparison, name, language))]
    for name in comparison.others:
        told_ratio = ratio(comparison, name, language)
        parts += [
            tag("h3", told.pair_words(name, comparison.alternative, language)),
            tag("p", told.finding(comparison.total(name), name, comparison.alternative, language)),
            picture(ratio_picture(comparison, name, language)),
            table(say(_("Marker by marker"), language), told_ratio.head, [*told_ratio.rows, told_ratio.foot]),
        ]
    return tag("section", *parts)


def _marks(comparison: Comparison, name: str) -> Marks:
    hypothesis = comparison.case.hypotheses[name]
    same = hypothesis.same
    ids = {member.id for member in hypothesis.members()}

    def here(several: Collection[str]) -> frozenset[str]:
        return frozenset({same.get(id_, id_) for id_ in several} & ids)

    labels = {id_: id_ for id_ in ids}
    for id_, own in same.items():
        labels[own] = f"{labels[own]}\n= {id_}"
    pair = comparison.pair or ()
    return Marks(
        typed=here(comparison.typed),
        deceased=here(comparison.words.deceased) | here(pair[:1]),
        sought=here(comparison.sought),
        put_in=frozenset(ids - here(comparison.words.named) - here(pair)),
        labels=labels,
    )


def _paper(
    comparison: Comparison, language: Language, day: dt.date | None, database: tuple[int, int] | None
) -> dict[str, object]:
    """All that the template shows, in words."""
    case, last = comparison.case, comparison.alternative
    one_day = {"year": (day or _NO_DAY).year, "month": (day or _NO_DAY).month, "day": (day or _NO_DAY).day}
    return {
        "language": language.value,
        "date": one_day,
        "title": say(_("Report on a comparison of DNA profiles"), language),
        "subtitle": case.name,
        "facts": _facts(comparison, language, day, database),
        "result": {
            "title": say(_("Result"), language),
            "lines": [told.finding(comparison.total(name), name, last, language) for name in comparison.others],
            "not": say(_NOT, language),
        },
        "hypotheses": {
            "title": say(_("Hypotheses"), language),
            "list": [_hypothesis(comparison, name, language) for name in case.hypotheses],
        },
        "material": {"title": say(_("Material"), language), **material(comparison, language)},
        "models": {"title": say(_("Frequencies and models"), language), "facts": models(comparison, language)},
        "ratios": [
            {**asdict(ratio(comparison, name, language)), "bars": _on_paper(ratio_picture(comparison, name, language))}
            for name in comparison.others
        ],
        "priors": priors(comparison, language, database),
        "limits": {
            "title": say(_("Limitations"), language),
            "lines": [say(line, language) for line in (*_LIMITATIONS, *([_SEARCHED] if database else []))],
        },
        "signatures": {
            "title": say(_("Signatures"), language),
            "who": [say(_("Expert"), language), say(_("Second expert"), language), say(_("Reviewed by"), language)],
            "labels": [
                say(label, language) for label in (_("Name and office"), _("Date and time"), _("Signature and stamp"))
            ],
        },
        "digest": {"label": say(_("File computed, SHA-256"), language), "sha256": comparison.digest},
        "qr": {
            "svg": qr_svg(comparison.digest.upper()),
            "says": say(_("QR code: the digest of the file computed"), language),
        },
        "page": say(_("Page {page} of {pages}"), language, page="{page}", pages="{pages}"),
    }


def _facts(
    comparison: Comparison, language: Language, day: dt.date | None, database: tuple[int, int] | None
) -> list[tuple[str, str]]:
    asked = comparison.words.description
    if comparison.pair and not asked:
        sentence = _("Are the remains {remains} the missing person {missing}, or are they unrelated to the family?")
        asked = say(sentence, language, remains=comparison.pair[0], missing=comparison.pair[1])
    if not asked:
        asked = say(_("Which of the hypotheses do the DNA profiles support, and how strongly?"), language)
    facts = [
        (_("What was asked"), asked),
        (_("Date"), f"{day:%d.%m.%Y}" if day else "\N{HORIZONTAL ELLIPSIS}" * 6),
        (_("Persons typed"), ", ".join(comparison.typed) or "–"),
        (_("Markers"), count_text(len(comparison.case.markers))),
        (_("Software"), f"Homeward {__version__}"),
    ]
    if database:
        sentence = _("{remains} remains and {missing} missing persons, all compared with each other")
        searched = say(sentence, language, remains=count_text(database[0]), missing=count_text(database[1]))
        facts.append((_("Database searched"), searched))
    return [(say(label, language), value) for label, value in facts]


def _hypothesis(comparison: Comparison, name: str, language: Language) -> dict[str, object]:
    hypothesis = comparison.case.hypotheses[name]
    named = comparison.words.named | {*(comparison.pair or ())}
    own = comparison.words.hypotheses.get(name, "")
    return {
        "name": name,
        "says": own or _of_pair(comparison, name, language),
        "lines": told.hypothesis_words(hypothesis, named, language),
        "picture": _on_paper(hypothesis_picture(comparison, name, language)),
    }


def _of_pair(comparison: Comparison, name: str, language: Language) -> str:
    if not comparison.pair:
        return ""
    remains, missing = comparison.pair
    identity = _("The remains {remains} are the missing person {missing}.")
    unrelated = _("The remains {remains} are of a person unrelated to the family of {missing}.")
    return say(unrelated if name == comparison.alternative else identity, language, remains=remains, missing=missing)


def _on_paper(svg: str) -> dict[str, object]:
    """A picture for the paper: size in CSS pixels, white ground, no style of its own, its description for alt."""
    sizes = re.findall(r' (?:width|height)="(\d+)"', svg)
    description = re.findall(r"<desc[^>]*>(.*?)</desc>", svg)
    plain = re.sub(r"<style>.*?</style>", "", svg).replace(COLOURS[Ink.PAPER][0], "#ffffff")
    return {"svg": plain, "width": int(sizes[0]), "height": int(sizes[1]), "says": unescape(description[0])}
