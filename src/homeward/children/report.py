"""``report.html`` of each command of this room: pictures, tables and what is missing, in the reader's language.

No name of a child stands on these pages; entries and cases are called by their numbers. They are still for those who
work on the cases: a count of three in a village is a trace of three children.
"""

from __future__ import annotations

from collections.abc import Sequence

from homeward.children.answers import Answer
from homeward.children.explaining import Answered, Bound, Class, Cohort, Explanation
from homeward.children.ledger import Ledger, Standing
from homeward.children.pictures import counts_picture, ledger_picture
from homeward.children.two_lists import SideBySide
from homeward.drawing import count_text
from homeward.pages import Html, document, picture, table, tag
from homeward.words import Language, _, say

UNITS = {
    "entries": _("entries of the list"),
    "names": _("names without repetition"),
    "children": _("children under 18 not yet returned"),
    "on_both": _("children on both lists"),
}
#: Said at the top and the foot of every page of this room.
CIRCLE = _("For those who work on these cases. Small counts stand here that must not be published.")


def explanation_page(found: SideBySide, language: Language) -> str:
    """What two counts are made of."""
    explanation = found.explanation
    first, second = (count_text(sum(explanation.counts(label).values())) for label in explanation.labels)
    shared = explanation.on_both(explanation.labels[0], Class.ON_BOTH)
    title = say(
        _("{first} entries beside {second}: {shared} children stand on both lists"),
        language, first=first, second=second, shared=count_text(shared),
    )  # fmt: skip
    body = [
        tag("p", say(_("Two lists of children"), language), ": ", " · ".join(explanation.labels), class_="eyebrow"),
        tag("h1", title),
        tag("p", say(CIRCLE, language), class_="notice"),
        tag("p", _counted_on(explanation, language)),
        tag(
            "section",
            tag("h2", say(_("What the counts are made of"), language)),
            picture(counts_picture(explanation, language)),
            counts_table(explanation, language),
        ),
        _claimed_part(explanation.answers, language),
        _cohorts_part(explanation, language),
        _families_part(explanation, language),
        _unclear_part(explanation, language),
    ]
    return document(title, body, language, foot=say(CIRCLE, language))


def _counted_on(explanation: Explanation, language: Language) -> str:
    return say(
        _(
            "Ages are those of {day}. Every entry is counted once, in the first class that holds; only what both sides"
            " have decided joins two entries. Nothing proposed by a comparison is taken for settled."
        ),
        language,
        day=f"{explanation.reference:%d.%m.%Y}",
    )


def counts_table(explanation: Explanation, language: Language) -> Html:
    """Entries of both lists by class, each column summing to its list."""
    counts = {label: explanation.counts(label) for label in explanation.labels}
    rows = [
        (say(one.label, language), *(count_text(counts[label][one]) for label in explanation.labels)) for one in Class
    ]
    total = (
        say(_("all entries"), language),
        *(count_text(sum(counts[label].values())) for label in explanation.labels),
    )
    return table(say(_("Entries by what they are counted as"), language),
                 [say(_("counted as"), language), *explanation.labels], [*rows, total])  # fmt: skip


def claim_text(claimed: Answered, language: Language) -> str:
    """The number as it was claimed."""
    bound: Bound = claimed.claimed.bound
    return say(bound.label, language, number=count_text(claimed.claimed.number))


def _claimed_part(answers: Sequence[Answered], language: Language) -> Html:
    if not answers:
        return Html("")
    none = say(_("none"), language)
    rows = [
        (
            one.claimed.label,
            claim_text(one, language),
            say(_("yes") if one.holds else _("no"), language),
            f"{one.gap:+d}".replace("-", "\N{MINUS SIGN}"),
            ", ".join(say(UNITS[unit], language) for unit in one.equals) or none,
        )
        for one in answers
    ]
    head = [
        say(text, language)
        for text in (
            _("list"),
            _("claimed"),
            _("holds for its entries"),
            _("entries less claimed"),
            _("exactly equal to"),
        )
    ]
    return tag(
        "section",
        tag("h2", say(_("Numbers claimed"), language)),
        table(say(_("Numbers claimed beside what the lists hold"), language), head, rows, texts=(1, 2, 4)),
    )


def _cohorts_part(explanation: Explanation, language: Language) -> Html:
    if not explanation.cohorts:
        return Html("")
    heads = (_("institution"), _("what became of it"), _("children"), _("on both lists"))
    head = [say(text, language) for text in heads]
    head += [say(_("only {list}"), language, list=label) for label in explanation.labels]
    head += [say(_("unclear"), language), say(_("named elsewhere now"), language)]
    rows = [_cohort(one, explanation.labels, language) for one in explanation.cohorts]
    return tag(
        "section",
        tag("h2", say(_("Homes that moved or were disbanded"), language)),
        tag("p", say(_("One movement explains many names: the children of a home are followed together."), language)),
        table(say(_("Children of each home"), language), head, rows, texts=(1, len(head) - 1)),
    )


def _cohort(one: Cohort, labels: Sequence[str], language: Language) -> tuple[str, ...]:
    fate = say(one.institution.fate.label, language)
    since = f"{fate} ({one.institution.on})" if one.institution.on else fate
    return (
        " / ".join(one.institution.names),
        since,
        count_text(one.children),
        count_text(one.on_both),
        *(count_text(one.only.get(label, 0)) for label in labels),
        count_text(one.unclear),
        ", ".join(f"{code}: {count_text(count)}" for code, count in one.now_at.items()),
    )


def _families_part(explanation: Explanation, language: Language) -> Html:
    groups, parted = explanation.families
    said = say(
        _(
            "{groups} groups of brothers and sisters are proposed; in {parted} of them one child stands on one list"
            " only. Brothers and sisters are never taken for one child, and none goes without a word on the others."
        ),
        language, groups=count_text(groups), parted=count_text(parted),
    )  # fmt: skip
    return tag("section", tag("h2", say(_("Brothers and sisters"), language)), tag("p", said))


def _unclear_part(explanation: Explanation, language: Language) -> Html:
    unclear = [one for one in explanation.entries if one.counted_as is Class.UNCLEAR]
    title = tag(
        "h2", say(_("Unclear, entry by entry"), language), " ", tag("span", count_text(len(unclear)), class_="quiet")
    )
    if not unclear:
        return tag("section", title, tag("p", say(_("Both sides have settled every pair."), language)))
    rows = [
        (
            f"{one.entry.ref.list_label} {one.entry.ref.rec_id}",
            "; ".join(f"{ref.list_label} {ref.rec_id}" for ref in one.open_with) or "\N{EN DASH}",
        )
        for one in unclear
    ]
    head = [say(_("entry"), language), say(_("not settled with"), language)]
    whole = table(say(_("Entries whose pairs the sides have not settled"), language), head, rows, texts=(1,))
    return tag("section", title, tag("details", tag("summary", say(_("all of them"), language)), whole))


def ledger_page(found: Ledger, label: str, language: Language) -> str:
    """A list worked through."""
    title = ledger_title(found, language)
    differ = [line for line in found.lines if line.standing is Standing.DIFFERS]
    corrected = [line for line in found.lines if line.corrections]
    body = [
        tag("p", say(_("Ledger of answers"), language), ": ", label, class_="eyebrow"),
        tag("h1", title),
        tag("p", say(CIRCLE, language), class_="notice"),
        tag("p", say(_("A name is worked through when each side has answered it with evidence."), language)),
        tag("section", picture(ledger_picture(found, language)), _weeks_table(found, language)),
        tag("section", tag("h2", say(_("Last answers"), language)), _answers_table(found, language)),
        _numbers_part(_("Where the sides differ"), [line.entry for line in differ], language),
        _numbers_part(_("Where a side corrected itself"), [line.entry for line in corrected], language),
    ]
    return document(title, body, language, foot=say(CIRCLE, language))


def ledger_title(found: Ledger, language: Language) -> str:
    """How far the list is worked through, in a sentence."""
    return say(
        _("{done} of {names} names are worked through by both sides"),
        language,
        done=count_text(found.worked_through),
        names=count_text(len(found.lines)),
    )


def _weeks_table(found: Ledger, language: Language) -> Html:
    head = [say(_("day"), language), *(say(standing.label, language) for standing in Standing)]
    rows = [
        (f"{day:%d.%m.%Y}", *(count_text(counts[standing]) for standing in Standing))
        for day, counts in zip(found.days, found.counts, strict=True)
    ]
    whole = table(say(_("Names by how far they are worked through"), language), head, rows)
    return tag("details", tag("summary", say(_("the same as a table"), language)), whole)


def _answers_table(found: Ledger, language: Language) -> Html:
    head = [say(_("last answer"), language), *(say(_("side {side}"), language, side=side) for side in found.sides)]
    rows = [
        (say(answer.label, language), *(count_text(found.answers[side][answer]) for side in found.sides))
        for answer in Answer
    ]
    silent = [len(found.lines) - sum(found.answers[side].values()) for side in found.sides]
    rows.append((say(_("no answer yet"), language), *map(count_text, silent)))
    return table(say(_("Names by the last answer of each side"), language), head, rows)


def _numbers_part(title: str, entries: Sequence[str], language: Language) -> Html:
    heading = tag("h2", say(title, language), " ", tag("span", count_text(len(entries)), class_="quiet"))
    if not entries:
        return tag("section", heading, tag("p", say(_("Nowhere."), language)))
    return tag("section", heading, tag("p", ", ".join(entries)))
