"""Sections of the page of a check, and the bands of its picture."""

from __future__ import annotations

from collections.abc import Sequence

from homeward.drawing import count_text
from homeward.pages import Html, table, tag
from homeward.remains.identification import Outcome
from homeward.remains.individuals import Least
from homeward.remains.pictures import FlowRow
from homeward.remains.review import Identification, Review
from homeward.remains.terms import Status
from homeward.remains.units import Cases, Containers, Persons
from homeward.words import Language, _, say

#: Most rows drawn in each section; all stand in ``findings.json``.
_DRAWN = 60


def flow_bands(found: Review, language: Language) -> list[list[FlowRow]]:
    """Containers received, cleared, opened; parts; cases compared, proposed, decided, gone; persons."""
    counts, state = found.totals, found.state
    cleared = {one for one, clear in state.cleared.items() if clear}
    named = {one.case for one in found.identifications}
    by_status: dict[Status, set[str]] = {status: set() for status in Status}
    for one in found.identifications:
        by_status[one.status].add(one.case)
    decided = by_status[Status.CONFIRMED]
    persons = {one.person for one in found.identifications if one.status is Status.CONFIRMED}
    stopped = (by_status[Status.SUSPENDED] | by_status[Status.REVOKED]) - decided
    left = (decided | stopped) & state.gone.keys()
    nameless = {case for case in state.cases if case in state.gone} - decided - stopped
    proposed = {one.decision.case for one in found.judged} | {
        one.case for one in found.identifications if one.may_go_to_board
    }

    def said(text: str) -> str:
        return say(text, language)

    bands = [
        [
            FlowRow(said(_("received")), counts.containers),
            FlowRow(said(_("cleared of explosives")), Containers(len(cleared))),
            FlowRow(said(_("opened")), counts.opened),
        ],
        [
            FlowRow(said(_("found, each with its number")), counts.parts),
            FlowRow(said(_("in a case")), counts.parts_in_cases),
        ],
        [
            FlowRow(said(_("opened")), counts.cases),
            FlowRow(said(_("compared with a missing person")), Cases(len(named))),
            FlowRow(said(_("proposed, or may be")), Cases(len(proposed))),
            FlowRow(said(_("decided by the board")), Cases(len(decided | stopped))),
            FlowRow(said(_("of these suspended or revoked")), Cases(len(stopped)), stopped=True),
            FlowRow(said(_("of these handed over or buried")), Cases(len(left)), waiting=False),
            FlowRow(said(_("handed over or buried unnamed")), Cases(len(nameless)), waiting=False),
        ],
        [
            FlowRow(said(_("compared with remains")), Persons(len({one.person for one in found.identifications}))),
            FlowRow(said(_("identified by the board")), Persons(len(persons))),
        ],
    ]
    return bands if stopped else [[row for row in band if not row.stopped] for band in bands]


def flow_table(bands: Sequence[Sequence[FlowRow]], language: Language) -> Html:
    """The figures of the picture."""
    head = (say(_("step"), language), say(_("counted in"), language), say(_("how many"), language))
    rows = [
        (row.label, say(row.count.unit.label, language), count_text(row.count.number)) for band in bands for row in band
    ]
    return table(say(_("The way of remains, each unit counted by itself"), language), head, rows, texts=(1,))


def contents(found: Review, language: Language) -> Html:
    """Links to the sections with their counts."""
    links = (
        ("broken", _("Breaks a rule"), found.broken),
        ("follows", _("What follows"), sum(bool(one.consequences) for one in found.identifications)),
        ("waiting", _("Compared, not decided"), len(_undecided(found))),
        ("identified", _("Identified"), sum(one.status is Status.CONFIRMED for one in found.identifications)),
        ("least", _("Several individuals"), sum(one.number > 1 for one in found.least["containers"].values())),
    )
    return tag(
        "nav",
        *(tag("a", say(text, language), tag("b", count_text(count)), href=f"#{to}") for to, text, count in links),
        class_="contents",
        aria_label=say(_("Sections"), language),
    )


def outcomes_text(outcomes: Sequence[Outcome], language: Language, *, with_grounds: bool = False) -> Html:
    """Rules that do not hold, and with ``with_grounds`` those that hold for a reason, as a list."""
    items = []
    for one in outcomes:
        if one.holds and not (with_grounds and one.reasons):
            continue
        number = one.rule.value.split("_")[0]
        why = " ".join(reason.text(language) for reason in one.reasons)
        mark = "✓ " if one.holds else ""
        items.append(tag("li", tag("b", f"{mark}{number} {say(one.rule.label, language)}. "), why))
    return tag("ul", *items)


def _section(anchor: str, title: str, explanation: str, content: Sequence[Html], language: Language) -> Html:
    shown = content[:_DRAWN]
    cut = []
    if len(shown) < len(content):
        text = say(
            _("{drawn} of {count} are drawn here; all stand in {file}."),
            language,
            drawn=count_text(len(shown)),
            count=count_text(len(content)),
            file="findings.json",
        )
        cut.append(tag("p", text, class_="quiet"))
    heading = tag("h2", say(title, language), " ", tag("span", count_text(len(content)), class_="quiet"))
    return tag("section", heading, tag("p", say(explanation, language), class_="quiet"), *cut, *shown, id=anchor)


def broken_part(found: Review, language: Language) -> Html:
    """Events refused, decisions against a rule, identifications that no longer hold."""
    content = [
        tag(
            "p",
            tag("b", f"{one.event.id} · {say(one.event.kind.label, language)} · {one.rule.value.split('_')[0]} "),
            say(one.rule.label, language),
        )
        for one in found.refused
    ]
    for judged in found.judged:
        if not all(outcome.holds for outcome in judged.outcomes):
            act = say(judged.decision.act.label, language)
            what = f"{judged.decision.id} · {judged.decision.on:%d.%m.%Y} · {act} · {judged.decision.case}"
            content.append(tag("div", tag("h3", what), outcomes_text(judged.outcomes, language)))
    content += [
        tag("div", tag("h3", _named(one, language)), outcomes_text(one.outcomes, language))
        for one in found.identifications
        if one not in _undecided(found) and not all(outcome.holds for outcome in one.outcomes)
    ]
    explanation = _("Events, decisions and identifications against which a rule speaks. Each needs a person.")
    return _section("broken", _("Breaks a rule"), explanation, content, language)


def _named(one: Identification, language: Language) -> str:
    return f"{one.case} · {one.person} · {say(one.status.label, language)}"


def _undecided(found: Review) -> list[Identification]:
    return [one for one in found.identifications if one.status in (Status.NONE, Status.PROPOSED, Status.REJECTED)]


def consequences_part(found: Review, language: Language) -> Html:
    """Each suspended or revoked identification with what follows."""
    content = []
    for one in found.identifications:
        if not one.consequences:
            continue
        items = [
            tag(
                "li",
                tag("b", say(_("done, {by}") if step.done_by else _("due"), language, by=step.done_by), ": "),
                say(step.step.label, language),
                f" ({step.subject})",
            )
            for step in one.consequences
        ]
        grounds = outcomes_text(one.outcomes, language, with_grounds=True)
        content.append(tag("div", tag("h3", _named(one, language)), grounds, tag("ul", *items)))
    explanation = _(
        "An identification suspended or revoked draws steps after it. Each is due until somebody has done it."
    )
    return _section("follows", _("What follows"), explanation, content, language)


def waiting_part(found: Review, language: Language) -> Html:
    """Cases compared and not confirmed: those that may go to the board first, with every rule's outcome."""
    waiting = sorted(_undecided(found), key=lambda one: (not one.may_go_to_board, one.case, one.person))
    content = []
    for one in waiting:
        ready = one.may_go_to_board
        lead = say(_("may go to the board"), language) if ready else say(one.status.label, language)
        heading = tag("h3", f"{one.case} · {one.person} · {lead}")
        lines = tag("p", _lines(one, language), class_="quiet")
        content.append(tag("div", heading, lines, outcomes_text(one.outcomes, language, with_grounds=ready)))
    explanation = _("What still stands in the way of each, and why. A case that may go to the board waits for people.")
    return _section("waiting", _("Compared, not decided"), explanation, content, language)


def _lines(one: Identification, language: Language) -> str:
    """By which lines it was compared, and what each says."""
    return "; ".join(
        f"{say(each.line.label, language)} ({each.id}): {say(each.result.label, language)}" for each in one.comparisons
    )


def identified_part(found: Review, language: Language) -> Html:
    """Confirmed identifications as a table."""
    confirmed = [one for one in found.identifications if one.status is Status.CONFIRMED]
    where = found.state.gone
    here, gone = say(_("here"), language), say(_("not here"), language)
    rows = [(one.case, one.person, _lines(one, language), gone if one.case in where else here) for one in confirmed]
    head = tuple(say(text, language) for text in (_("case"), _("person"), _("compared by"), _("remains")))
    content = [table(say(_("Identified by decision"), language), head, rows, texts=(1, 2, 3))] if rows else []
    heading = tag("h2", say(_("Identified"), language), " ", tag("span", count_text(len(rows)), class_="quiet"))
    return tag("section", heading, *content, id="identified")


def least_part(found: Review, language: Language) -> Html:
    """Containers by their least number of individuals, and those of more than one by themselves."""
    numbers = found.least["containers"]
    counted: dict[int, int] = {}
    for least in numbers.values():
        counted[least.number] = counted.get(least.number, 0) + 1
    head = (say(_("least number of individuals"), language), say(_("containers"), language))
    spread = table(
        say(_("Containers by the least number of individuals in them"), language),
        head,
        [(count_text(number), count_text(counted[number])) for number in sorted(counted)],
    )
    several = sorted(
        ((id_, least) for id_, least in numbers.items() if least.number > 1), key=lambda one: (-one[1].number, one[0])
    )
    heads = (say(_("container"), language), say(_("at least"), language), say(_("because of"), language))
    rows = [(id_, count_text(least.number), deciding_text(least, language)) for id_, least in several[:_DRAWN]]
    more = [table(say(_("Containers of several individuals"), language), heads, rows, texts=(2,))] if rows else []
    text = say(_BOUND, language)
    heading = tag("h2", say(_("Least number of individuals"), language))
    return tag("section", heading, tag("p", text, class_="quiet"), spread, *more, id="least")


_BOUND = _(
    "A bound from below: there are at least so many. Numbers of containers are not added up to persons, since one "
    "person may lie in several."
)


def deciding_text(least: Least, language: Language) -> str:
    """Elements that ask for so many, as words."""
    said = []
    for element, side, zone, group in least.deciding:
        parts = [say(element.label, language)]
        if side:
            parts.append(say(side.label, language))
        if zone != "all":
            parts.append(say(_("zone {zone}"), language, zone=zone))
        if group:
            parts.append(say(_("group {group}"), language, group=group))
        said.append(", ".join(parts))
    return "; ".join(said)
