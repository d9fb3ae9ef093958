"""``power.html``: is each family worth testing, and whom to sample next, as one page that people read and print.

It shows ids and figures, no names and no profiles. The same input, options and seed give the same page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from homeward.drawing import count_text, decimal_text
from homeward.kinship.posteriors import chance_hits, flat_prior, posterior
from homeward.kinship.power.next_relative import Relative
from homeward.kinship.power.power import ENOUGH, NONE, Asked, Power, Verdict
from homeward.kinship.power.power_picture import ratios_picture, share_text, small_text
from homeward.kinship.together.identification import Event, same_sex
from homeward.pages import Html, document, joined, picture, table, tag
from homeward.words import Language, _, say

PAGE_FILE = "power.html"
#: Most rows drawn in each section; all stand in the files beside the page.
_DRAWN = 60

_SECTIONS = {
    Verdict.CONTRADICTORY: (
        _("Contradictory families"),
        _("Profiles of these relatives cannot be true together. Look at the pedigree and at the samples first."),
    ),
    Verdict.NONE: (
        _("Families that cannot identify"),
        _("The right remains would hardly ever reach the threshold. More relatives are needed before testing."),
    ),
    Verdict.WEAK: (
        _("Weak families"),
        _("The right remains may reach the threshold, or may not. One more relative can decide."),
    ),
    Verdict.ENOUGH: (
        _("Families that are enough"),
        _("The right remains will nearly always reach the threshold. The least sure come first."),
    ),
}


def write_page(
    folder: Path,
    event: Event,
    markers: int,
    asked: Asked,
    found: Sequence[Power],
    relatives: Mapping[str, Sequence[Relative]],
    language: Language,
) -> None:
    """Write ``power.html`` into an existing folder.

    Args:
        folder: to write into.
        event: remains and families.
        markers: how many were expected of the remains.
        asked: of every family.
        found: powers of some or all missing persons of the event.
        relatives: id of a missing person to who may be sampled next, the first the best.
        language: of the page.
    """
    text = page(event, markers, asked, found, relatives, language)
    (folder / PAGE_FILE).write_text(text, encoding="utf-8")


def page(
    event: Event,
    markers: int,
    asked: Asked,
    found: Sequence[Power],
    relatives: Mapping[str, Sequence[Relative]],
    language: Language,
) -> str:
    """The whole page."""
    enough = sum(one.verdict is Verdict.ENOUGH for one in found)
    title = say(
        _("For {enough} of {count} missing persons the relatives sampled so far are enough"),
        language,
        enough=count_text(enough),
        count=count_text(len(found)),
    )
    body = [
        tag("p", say(_("Power of families, before remains are compared"), language), class_="eyebrow"),
        tag("h1", title),
        tag("p", _asked(markers, asked, language)),
        tag("p", say(_RULE, language, enough=_percent(ENOUGH, language), none=_percent(NONE, language))),
        tag("div", _counts(found, language), _database(event, asked, found, language), class_="columns"),
        *(_section(verdict, asked, found, relatives, language) for verdict in _SECTIONS),
    ]
    return document(title, body, language, foot=say(_("A forecast, not an identification."), language))


_RULE = _(
    "A family is called enough if the remains of its missing person would reach the threshold in {enough} of cases or "
    "more, too little below {none}, weak between. Nothing here says whose any remains are."
)


def _percent(share: float, language: Language) -> str:
    return f"{decimal_text(100 * share, 0, language)} %"


def _asked(markers: int, asked: Asked, language: Language) -> str:
    told = say(
        _(
            "Threshold: a likelihood ratio of {threshold}. Markers: {markers}. Profiles drawn: {draws}, seed {seed}. "
            "Founders unrelated, markers inherited independently."
        ),
        language,
        threshold=small_text(asked.threshold, language),
        markers=count_text(markers),
        draws=count_text(asked.draws),
        seed=asked.seed,
    )
    if asked.dropout:
        lost = say(
            _("Of degraded remains, each copy of an allele is lost with a chance of {dropout} %."),
            language,
            dropout=decimal_text(100 * asked.dropout, 1, language),
        )
        told = f"{told} {lost}"
    return told


def _counts(found: Sequence[Power], language: Language) -> Html:
    rows = [
        (say(verdict.label, language), count_text(sum(one.verdict is verdict for one in found)))
        for verdict in (Verdict.ENOUGH, Verdict.WEAK, Verdict.NONE, Verdict.CONTRADICTORY)
    ]
    head = (say(_("family"), language), say(_("missing persons"), language))
    return table(say(_("What the relatives sampled so far can do"), language), head, rows)


def _database(event: Event, asked: Asked, found: Sequence[Power], language: Language) -> Html:
    """What a ratio at the threshold means in a database of this size."""
    remains, missing = len(event.remains), len(event.missing)
    if not remains:
        return Html("")
    place = {id_: at for at, id_ in enumerate(event.missing)}
    compared = same_sex(event).sum(axis=0)
    pairs = {one.sought.id: int(compared[place[one.sought.id]]) for one in found if one.verdict in _DRAWABLE}
    hits = math.fsum(
        chance_hits(pairs[one.sought.id], asked.threshold, min(one.by_chance.value, 1.0))
        for one in found
        if one.sought.id in pairs
    )
    prior = flat_prior(remains, missing)
    at_threshold = posterior(math.log10(asked.threshold), prior)
    rows = [
        (say(_("remains and missing persons in the file"), language), f"{count_text(remains)} · {count_text(missing)}"),
        (say(_("pairs compared, sexes that differ left out"), language), count_text(sum(pairs.values()))),
        (
            say(_("strangers expected to reach the threshold by chance"), language),
            small_text(hits, language),
        ),
        (
            say(_("at most, by the bound 1 / threshold"), language),
            small_text(chance_hits(sum(pairs.values()), asked.threshold), language),
        ),
        (
            say(_("prior of one pair, all alike, one person more than on the lists"), language),
            small_text(prior, language),
        ),
        (say(_("posterior of a ratio just at the threshold"), language), small_text(at_threshold, language)),
    ]
    head = (say(_("in this database"), language), "")
    return table(say(_("What the threshold is worth here"), language), head, rows)


_DRAWABLE = (Verdict.ENOUGH, Verdict.WEAK, Verdict.NONE)


def _section(
    verdict: Verdict,
    asked: Asked,
    found: Sequence[Power],
    relatives: Mapping[str, Sequence[Relative]],
    language: Language,
) -> Html:
    these = sorted(
        (one for one in found if one.verdict is verdict),
        key=lambda one: (
            (one.reached.value, one.mean, one.sought.family.id, one.sought.id)
            if verdict in _DRAWABLE
            else (0.0, 0.0, one.sought.family.id, one.sought.id)
        ),
    )
    if not these:
        return Html("")
    title, explanation = (say(text, language) for text in _SECTIONS[verdict])
    shown = these[:_DRAWN]
    parts = [tag("h2", title, " ", tag("span", count_text(len(these)), class_="quiet")), tag("p", explanation)]
    if len(shown) < len(these):
        told = say(
            _("{drawn} of {count} are drawn here; all stand in {file}."),
            language,
            drawn=count_text(len(shown)),
            count=count_text(len(these)),
            file="power.csv",
        )
        parts.append(tag("p", told, class_="quiet"))
    if verdict is Verdict.CONTRADICTORY:
        parts.append(_contradictions(shown, language))
    else:
        parts.append(picture(ratios_picture(shown, asked.threshold, language)))
    if any(relatives.get(one.sought.id) for one in shown):
        parts.append(_next(shown, relatives, language))
    return tag("section", *parts, id=verdict.value)


def _contradictions(these: Sequence[Power], language: Language) -> Html:
    head = [say(_("missing person"), language), say(_("family"), language), say(_("markers"), language)]
    rows = [(one.sought.id, one.sought.family.id, ", ".join(one.contradicting)) for one in these]
    return table(say(_("Where profiles of relatives contradict each other"), language), head, rows, texts=(1, 2))


def _next(these: Sequence[Power], relatives: Mapping[str, Sequence[Relative]], language: Language) -> Html:
    head = [
        say(text, language)
        for text in (
            _("missing person"),
            _("sample next"),
            _("would be enough too"),
            "log10 LR",
            _("threshold reached"),
        )
    ]
    rows = []
    is_added = False
    for one in these:
        ranked = relatives.get(one.sought.id, ())
        is_added |= any(relative.addition is not None for relative in ranked)
        now, reached = decimal_text(one.mean, 1, language), share_text(one.reached.value, language)
        if not ranked:
            rows.append((one.sought.id, say(_("nobody untyped in the pedigree"), language), "", now, reached))
            continue
        best = [relative for relative in ranked if relative.is_as_good]
        enough = [relative for relative in ranked if not relative.is_as_good and relative.reached.value >= ENOUGH]
        rows.append(
            (
                one.sought.id,
                " / ".join(_who(relative, language) for relative in best),
                ", ".join(_who(relative, language) for relative in enough),
                f"{now} → {decimal_text(one.mean + ranked[0].gain.value, 1, language)}",
                f"{reached} → {share_text(ranked[0].reached.value, language)}",
            )
        )
    notes = [
        say(
            _("Log10 LR is what is expected of the right remains, now and with the first of these relatives."), language
        )
    ]
    if is_added:
        notes.append(say(_("A + stands before relatives whom the pedigree does not hold."), language))
    whole = table(say(_("Whom to sample next"), language), head, rows, texts=(1, 2))
    return joined([whole, tag("p", " ".join(notes), class_="quiet small")])


def _who(relative: Relative, language: Language) -> str:
    return relative.id if relative.addition is None else f"+ {say(relative.addition.label, language)}"
