"""``index.html``: the page that ``homeward demo`` ends in, from the lists handed in to the papers to sign.

It shows counts, digests and links, and no name of anyone. What stands in the linked files is said beside them; the
pairs of names have their own page (``reconciliation.report``), in the same look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from homeward.cli.demo_words import FILES, WHY_NOT
from homeward.cli.example_parts import Part
from homeward.drawing import count_text
from homeward.exchange.lot import NEUTRAL, Draw
from homeward.exchange.pictures import FlowStep, round_flow
from homeward.exchange.plan_file import plan_sha256
from homeward.exchange.terms import Agreement, Fitness, LotKind, Paper, Person, Plan, Will
from homeward.pages import Html, document, joined, picture, table, tag
from homeward.reconciliation.outcomes import Overlap
from homeward.reconciliation.pictures import overlap_picture
from homeward.reconciliation.report_counts import overlap_table
from homeward.words import Language, _, say

INDEX_FILE = "index.html"

_LANGUAGE_NAMES = {Language.UK: "Українська", Language.RU: "Русский", Language.EN: "English", Language.TR: "Türkçe"}


@dataclass(frozen=True, slots=True)
class ShownRound:
    """Everything the page shows.

    Attributes:
        agreement, persons, plan: as read and made.
        draw: the draw of the lot, None for a rehearsal.
        counts: of the reconciliation, as ``reconciliation.results.summary`` gives them.
        waiting: pairs of entries, between lists and inside them, that a person must look at.
        overlap: of the lists, as ``reconciliation.outcomes.overlap`` gives it.
        papers: the printed lists, with paths from the page's folder.
        files: paths of all other files, from the page's folder, with ``/``.
        check: the command that computes the plan again, to be copied.
        record: path of the record's own page, "" if the round was not recorded.
        parts: sections of the other rooms, in their order.
    """

    agreement: Agreement
    persons: Sequence[Person]
    plan: Plan
    draw: Draw | None
    counts: Mapping[str, Any]
    waiting: int
    overlap: Overlap
    papers: Sequence[Paper]
    files: Sequence[str]
    check: str
    record: str = ""
    parts: Sequence[Part] = ()


def write_index(folder: Path, shown: ShownRound, language: Language = Language.EN) -> None:
    """Write ``index.html`` into an existing folder."""
    (folder / INDEX_FILE).write_text(index(shown, language), encoding="utf-8")


def index(shown: ShownRound, language: Language = Language.EN) -> str:
    """The whole page."""
    plan = shown.plan
    title = say(
        _("{planned} persons go home in this round · {left} stay, each with a reason · {waiting} pairs of names wait"),
        language,
        planned=count_text(len(plan.lines)),
        left=count_text(len(plan.left_out)),
        waiting=count_text(shown.waiting),
    )
    what = say(
        _(
            "From the lists of two sides and a mediator to the exchange lists they sign: names compared across "
            "languages, the agreement of {signed} applied, and a plan that either side can compute again."
        ),
        language,
        signed=f"{shown.agreement.signed:%d.%m.%Y}",
    )
    synthetic = say(_("Synthetic persons only: nobody in this example exists."), language)
    sections = (
        Part("round", say(_("The round, step by step"), language), _flow(shown, language)),
        Part("lists", say(_("How the lists overlap"), language), _lists(shown, language)),
        Part("plan", say(_("The plan"), language), _plan(shown, language)),
        Part("why", say(_("Who stays, and why"), language), _why(shown, language)),
        Part("papers", say(_("Papers to print and sign"), language), _papers(shown, language)),
        Part("lot", say(_("The lot"), language), _lot(shown, language)),
        Part("check", say(_("Compute it again"), language), _check(shown, language)),
        *shown.parts,
        Part("record", say(_("The record"), language), _record(shown, language)),
        Part("files", say(_("All files"), language), _files(shown, language)),
    )
    body = [
        tag("p", "Homeward · ", say(_("example of an exchange round"), language), class_="eyebrow"),
        tag("h1", title.replace(" · ", "\N{NO-BREAK SPACE}· ")),
        tag("p", what),
        tag("p", synthetic, class_="notice"),
        tag(
            "nav",
            *(tag("a", part.title, href=f"#{part.anchor}") for part in sections),
            class_="contents",
            aria_label=say(_("Sections"), language),
        ),
        *(tag("section", tag("h2", part.title), part.content, id=part.anchor) for part in sections),
    ]
    foot = say(_("Plan, SHA-256: {digest}"), language, digest=plan_sha256(plan))
    return document(title, body, language, foot=foot)


def flow_steps(shown: ShownRound, language: Language) -> list[FlowStep]:
    """How many persons of each side pass each gate, one gate after the other, and how many are planned."""
    sides = shown.plan.sides
    listed = list(shown.persons)
    confirmed = [person for person in listed if set(sides) <= set(person.confirmed_by)]
    willing = [person for person in confirmed if person.will is Will.YES]
    ready = [
        person
        for person in willing
        if person.fit_to_travel in (Fitness.FIT, Fitness.WITH_ESCORT) and not person.already_returned
    ]
    steps = (
        (_("on both sides' lists"), listed),
        (_("confirmed by both sides"), confirmed),
        (_("wish to return"), willing),
        (_("fit to travel, not yet returned"), ready),
        (_("planned"), shown.plan.lines),
    )
    return [
        FlowStep(say(words, language), _by_side([person.side for person in persons], sides)) for words, persons in steps
    ]


def _by_side(codes: Sequence[str], sides: Sequence[str]) -> tuple[int, ...]:
    counted = Counter(codes)
    return tuple(counted[side] for side in sides)


def _to(side: str, language: Language) -> str:
    return say(_("to {side}"), language, side=side)


def _link(path: str, text: str = "") -> Html:
    return tag("a", text or PurePosixPath(path).name, href=quote(path))


def _flow(shown: ShownRound, language: Language) -> Html:
    steps = flow_steps(shown, language)
    names = [_to(side, language) for side in shown.plan.sides]
    figures = table(
        say(_("Persons at each step, by the side they go home to"), language),
        [say(_("step"), language), *names],
        [(step.label, *map(count_text, step.counts)) for step in steps],
    )
    return joined((picture(round_flow(names, steps, language)), _folded(figures, language)))


def _folded(figures: Html, language: Language) -> Html:
    return tag("details", tag("summary", say(_("the same as a table"), language)), figures)


def _lists(shown: ShownRound, language: Language) -> Html:
    told = say(
        _("The lists name {persons} persons together. {apart} pairs of relatives or namesakes were kept apart."),
        language,
        persons=count_text(shown.counts["persons"]),
        apart=count_text(shown.counts["relatives_kept_apart"]),
    )
    report = next((path for path in shown.files if PurePosixPath(path).name == "report.html"), "")
    link = _link(report, say(_("Every pair with its reasons"), language)) if report else ""
    return joined(
        (
            tag("p", told, " ", link),
            picture(overlap_picture(shown.overlap.lists, shown.overlap.regions, language)),
            _folded(overlap_table(shown.overlap, language), language),
        )
    )


def _plan(shown: ShownRound, language: Language) -> Html:
    plan = shown.plan
    per_side = [(words, side) for side in plan.sides for words in (_("may go, {to}"), _("planned, {to}"))]
    terms = table(
        say(_("By term, in the order of the agreement"), language),
        [say(_("term"), language), *(say(words, language, to=_to(side, language)) for words, side in per_side)],
        [
            (
                joined(
                    (
                        outcome.term.title or outcome.term.term_id,
                        tag("br"),
                        tag("span", say(outcome.term.rule.label, language), class_="quiet small"),
                    )
                ),
                *(count_text(counted[side]) for side in plan.sides for counted in (outcome.eligible, outcome.planned)),
            )
            for outcome in plan.outcomes
        ],
    )
    remarks = [remark.text(language) for outcome in plan.outcomes for remark in outcome.remarks]
    return joined(
        (
            tag("p", shown.agreement.title),
            terms,
            tag("ul", *(tag("li", remark) for remark in remarks)) if remarks else "",
            _stages(plan, language),
        )
    )


def _stages(plan: Plan, language: Language) -> Html:
    counted = Counter((line.stage, line.side, line.term) for line in plan.lines)
    terms = [outcome.term for outcome in plan.outcomes]

    def used(places: int, of: int) -> str:
        return say(_("{used} of {places}"), language, used=count_text(places), places=count_text(of))

    return table(
        say(_("By stage"), language),
        [
            say(_("stage"), language),
            *(term.title or term.term_id for term in terms),
            *(say(words, language) for words in (_("all persons"), _("seats"), _("stretchers"))),
        ],
        [
            (
                say(_("stage {number}, {to}"), language, number=load.stage, to=_to(load.side, language)),
                *(count_text(counted[load.stage, load.side, term.term_id]) for term in terms),
                count_text(load.seated + load.lying),
                used(load.seated, load.capacity.seats),
                used(load.lying, load.capacity.stretchers),
            )
            for load in plan.loads
        ],
    )


def _why(shown: ShownRound, language: Language) -> Html:
    plan = shown.plan
    counted = Counter(
        (key, person.side) for person in plan.left_out for key in {why.key for why in person.reasons} if key in WHY_NOT
    )
    totals = {key: sum(counted[key, side] for side in plan.sides) for key in WHY_NOT}
    given = sorted((key for key in WHY_NOT if totals[key]), key=lambda key: (-totals[key], key))
    if not given:
        return tag("p", say(_("Everyone goes."), language), class_="quiet")
    why_file = next((path for path in shown.files if PurePosixPath(path).name == "why.csv"), "")
    told = say(_("A person may have several reasons. Everyone has a row with all of them:"), language)
    return joined(
        (
            tag("p", told, " ", _link(why_file)) if why_file else "",
            table(
                say(_("Persons who stay in this round, by reason"), language),
                [say(_("reason"), language), *(_to(side, language) for side in plan.sides)],
                [
                    (say(WHY_NOT[key], language), *(count_text(counted[key, side]) for side in plan.sides))
                    for key in given
                ],
            ),
        )
    )


def _papers(shown: ShownRound, language: Language) -> Html:
    languages = list(dict.fromkeys(paper.language for paper in shown.papers))
    sides = sorted({paper.side for paper in shown.papers})

    def cell(side: str, of_language: Language) -> Html:
        links = (
            _link(paper.path.as_posix(), paper.path.suffix[1:].upper())
            for paper in shown.papers
            if (paper.side, paper.language) == (side, of_language)
        )
        return joined(links, " · ")

    return table(
        say(_("Transfer lists, by the side the persons go home to"), language),
        [say(_("list"), language), *(_LANGUAGE_NAMES[one] for one in languages)],
        [(_to(side, language), *(cell(side, one) for one in languages)) for side in sides],
        texts=range(1, 1 + len(languages)),
    )


def _lot(shown: ShownRound, language: Language) -> Html:
    plan, draw = shown.plan, shown.draw
    lot = tag("p", say(_("The lot"), language), ": ", tag("code", plan.lot))
    if draw is None or plan.lot_kind is LotKind.REHEARSAL:
        rehearsal = say(
            _("Rehearsal: the lot was not drawn by both sides and the neutral. Not for a hand-over."), language
        )
        return joined((tag("p", rehearsal, class_="notice"), lot))
    yes, no = say(_("yes"), language), say(_("no"), language)
    told = say(
        _(
            "Who is equal by the published order is ranked by lot. When the list was fixed, each side and the neutral "
            "handed in a sealed number, and opened it only after all had done so: nobody could steer the lot. In this "
            "example the numbers are kept beside it, so that everyone who runs it comes to the same round."
        ),
        language,
    )
    parties = table(
        say(_("The draw"), language),
        [say(text, language) for text in (_("party"), _("committed"), _("revealed"), _("commitment, SHA-256"))],
        [
            (
                say(_("the neutral"), language) if party == NEUTRAL else party,
                yes if party in draw.commitments else no,
                yes if party in draw.revealed else no,
                tag("code", draw.commitments.get(party, "")),
            )
            for party in draw.parties
        ],
        texts=(1, 2, 3),
    )
    return joined((tag("p", told), parties, lot))


def _check(shown: ShownRound, language: Language) -> Html:
    told = say(
        _("Either side computes the plan from the same two files on its own machine and comes to the same bytes:"),
        language,
    )
    digests = [
        (say(_("plan"), language), plan_sha256(shown.plan)),
        (say(_("agreement"), language), shown.plan.agreement_sha256),
        (say(_("persons"), language), shown.plan.persons_sha256),
        *((label, one["sha256"]) for label, one in shown.counts["lists"].items()),
    ]
    return joined(
        (
            tag("p", told),
            tag("pre", tag("code", shown.check), class_="command"),
            table(
                say(_("Digests"), language),
                [say(_("file"), language), "SHA-256"],
                [(name, tag("code", digest)) for name, digest in digests],
                texts=(1,),
            ),
        )
    )


def _record(shown: ShownRound, language: Language) -> Html:
    if not shown.record:
        return tag("p", say(_("This round was not recorded."), language), class_="quiet")
    told = say(
        _(
            "Every step was recorded under who took it, signed, and cosigned by witnesses of both sides and the "
            "neutral. Each party has its own copy with the same root, and a program in one file that checks it."
        ),
        language,
    )
    return tag("p", told, " ", _link(shown.record, say(_("The record, its copies and receipts"), language)))


def _files(shown: ShownRound, language: Language) -> Html:
    def words(path: str) -> str:
        told = FILES.get(PurePosixPath(path).name)
        return say(told, language) if told else ""

    return table(
        say(_("Beside this page"), language),
        [say(_("file"), language), say(_("what it holds"), language)],
        [(_link(path, path), words(path)) for path in shown.files],
        texts=(1,),
    )
