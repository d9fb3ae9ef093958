"""``claims.html``: public claims beside documents, as one page that people read and print.

First the numbers that cannot all be true, each as a picture with its table; then figures that are sums of others; then
every claim with its state and its source. Claims stand in the order of their ids; nothing is counted by speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from homeward.drawing import count_text
from homeward.pages import Html, document, joined, picture, table, tag
from homeward.talks.claim_pictures import acts_about, claims_about, matters, number_picture
from homeward.talks.claim_terms import Act, Claim, Link, State
from homeward.talks.claim_words import (
    conflict_title,
    day_text,
    figure_text,
    gap_text,
    matter_text,
    number_text,
    place_text,
    time_text,
)
from homeward.talks.claims import Assessment
from homeward.talks.coder_notes import Outcome
from homeward.talks.conflicts import Conflict
from homeward.words import Language, _, _n, say, say_count

PAGE_FILE = "claims.html"

_OUTCOMES = {
    Outcome.NOTED: _("noted by the coder, not found"),
    Outcome.FOUND: _("found, not noted by the coder"),
    Outcome.UNCLEAR: _("noted in words that are not understood"),
}


def write_page(found: Assessment, folder: Path, language: Language) -> None:
    """Write ``claims.html`` into an existing folder."""
    (folder / PAGE_FILE).write_text(page(found, language), encoding="utf-8")


def page(found: Assessment, language: Language) -> str:
    """The whole page."""
    title = headline(found, language)
    sections = [
        (say(_("Numbers that cannot all be true"), language), _conflicts(found, language)),
        (say(_("Figures that are sums of others"), language), _sums(found, language)),
        (say(_("Never compared: different units"), language), _units(found, language)),
        (say(_("All claims"), language), _claims(found, language)),
        (say(_("The coder's notes"), language), _notes(found, language)),
    ]
    what = say(
        _("A claim is what a speaker said in public, never what is so. Only acts signed by both sides document it."),
        language,
    )
    body = [
        tag("p", say(_("Public claims beside documents"), language), class_="eyebrow"),
        tag("h1", title),
        tag("p", what),
        _states(found, language),
        *(tag("section", tag("h2", heading), content) for heading, content in sections if content),
    ]
    style = "article{margin-top:2rem}"
    return document(title, body, language, style=style, foot=found.digests[0] if found.digests else "")


def headline(found: Assessment, language: Language) -> str:
    """The state of the matter in one sentence."""
    claims = _count(_n("{n} claim", "{n} claims"), len(found.claims), language)
    apart = _count(
        _n("{n} pair of numbers cannot both be true", "{n} pairs of numbers cannot both be true"),
        len(found.conflicts),
        language,
    )
    located = sum(one.stage is not None for one in found.conflicts)
    placed = _count(_n("{n} is located to its stage", "{n} are located to their stage"), located, language)
    return f"{claims} · {apart} · {placed}"


def _count(forms: tuple[str, str], n: int, language: Language) -> str:
    return say_count(*forms, n, language).replace("{n}", count_text(n))


def _states(found: Assessment, language: Language) -> Html:
    return table(
        say(_("What the acts say"), language),
        [say(_("state"), language), say(_("claims"), language)],
        [(say(state.label, language), count_text(count)) for state, count in found.counts.items()],
    )


def _conflicts(found: Assessment, language: Language) -> Html | str:
    return joined(matter_part(one, found, language) for one in matters(found))


def matter_part(matter: Sequence[Conflict], found: Assessment, language: Language) -> Html:
    """One number with all its claims and documents: sentences, picture, and the table folded beneath."""
    title = conflict_title(matter[0], language)
    head = [say(words, language) for words in (_("claim or act"), _("day"), _("who"), _("figure"), _("source"))]
    rows = [_claim_row(claim, language) for claim in claims_about(matter, found)]
    rows += [_act_row(act, language) for act in acts_about(matter, found.acts)]
    summary = tag("summary", say(_("the same as a table"), language))
    return tag(
        "article",
        tag("h3", title),
        *(tag("p", _parting(one, language)) for one in matter),
        picture(number_picture(matter, found, language)),
        tag("details", summary, table(title, head, rows, texts=(1, 2, 4))),
    )


def _parting(one: Conflict, language: Language) -> str:
    """Which two numbers, by how much, and where."""
    pair = " / ".join(figure_text(said[0], language) for said in (one.left, one.right))
    return f"{pair}: {gap_text(one, language)} {place_text(one, language)}".strip()


def _claim_row(claim: Claim, language: Language) -> tuple[str, ...]:
    who = f"{claim.speaker} ({claim.side})"
    return claim.claim_id, day_text(claim.said_on), who, f"{figure_text(claim, language)} {claim.unit}", claim.source


def _act_row(act: Act, language: Language) -> tuple[str, ...]:
    signed = _("signed by both sides") if act.is_joint else _("signed by one side alone")
    who = f"{', '.join(act.signed_by)}: {say(signed, language)}"
    return act.act_id, day_text(act.day), who, f"{count_text(act.quantity)} {act.unit}", ""


def _sums(found: Assessment, language: Language) -> Html | str:
    if not found.sums:
        return ""
    rows = [
        (
            one.claim.claim_id,
            f"{figure_text(one.claim, language)} {one.claim.unit}",
            " + ".join(f"{number_text(number, language)} ({part.claim_id}, {way})" for part, way, number in one.parts),
            say(one.kind.label, language),
        )
        for one in found.sums
    ]
    head = [say(words, language) for words in (_("claim"), _("figure"), _("parts"), _("how"))]
    told = say(_("These are no figures of their own: they say again what others have said."), language)
    return joined((tag("p", told), table(say(_("Sums"), language), head, rows, texts=(2, 3))))


def _units(found: Assessment, language: Language) -> Html | str:
    if not found.not_compared:
        return ""
    rows = [
        (", ".join(claim.claim_id for claim in one.claims), matter_text(one.claims[0]), ", ".join(one.units))
        for one in found.not_compared
    ]
    head = [say(words, language) for words in (_("claims"), _("matter"), _("units"))]
    return table(say(_("Claims of one matter that count different things"), language), head, rows, texts=(1, 2))


def _claims(found: Assessment, language: Language) -> Html:
    relations: dict[str, list[str]] = {}
    for one in found.relations:
        said = f"{say(one.kind.label, language)} {one.of.claim_id}"
        relations.setdefault(one.claim.claim_id, []).append(said)
    for added in found.sums:
        said = f"{say(Link.SUM_OF.label, language)} {', '.join(part.claim_id for part in added.of)}"
        relations.setdefault(added.claim.claim_id, []).append(said)
    topics = list(dict.fromkeys(claim.topic for claim in found.claims))
    return joined(
        _topic([claim for claim in found.claims if claim.topic == topic], found, relations, language)
        for topic in topics
    )


def _topic(claims: Sequence[Claim], found: Assessment, relations: dict[str, list[str]], language: Language) -> Html:
    head = [
        say(words, language)
        for words in (
            _("claim"),
            _("who, when"),
            _("what was said"),
            _("figure"),
            _("what the acts say"),
            _("relations"),
        )
    ]
    rows = []
    for claim in claims:
        stands = found.standings[claim.claim_id]
        state = (
            tag("b", say(stands.state.label, language))
            if stands.state is not State.OPEN
            else say(stands.state.label, language)
        )
        documented = "" if stands.documented is None else f" {count_text(stands.documented)}."
        acts = f" {', '.join(stands.acts)}" if stands.acts else ""
        rows.append(
            (
                claim.claim_id,
                _two(f"{claim.speaker} ({claim.side})", day_text(claim.said_on)),
                _two(f"“{claim.paraphrase}”", claim.source),
                _two(
                    f"{figure_text(claim, language)} {claim.unit}",
                    f"{time_text(claim, language)}, {claim.direction.written}",
                ),
                _two(state, f"{say(stands.ground.label, language)}{documented}{acts}"),
                ", ".join(relations.get(claim.claim_id, [])),
            )
        )
    return table(claims[0].topic, head, rows, texts=(1, 2, 3, 4, 5))


def _two(first: str, beneath: str) -> Html:
    return joined((first, tag("br"), tag("span", beneath, class_="quiet small")))


def _notes(found: Assessment, language: Language) -> Html | str:
    told = [one for one in found.notes if one.outcome in _OUTCOMES]
    if not found.notes:
        return ""
    agreed = _count(_n("{n} note is borne out.", "{n} notes are borne out."), len(found.notes) - len(told), language)
    if not told:
        return tag("p", agreed)
    head = [say(words, language) for words in (_("claim"), _("note"), _("other"), _("outcome"))]
    rows = [(one.claim, one.note, one.other, say(_OUTCOMES[one.outcome], language)) for one in told]
    return joined((tag("p", agreed), table(say(_("Where they differ"), language), head, rows, texts=(1, 2, 3))))
