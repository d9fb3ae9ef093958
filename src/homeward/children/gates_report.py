"""``report.html`` of the gates to travel: how ready the cases are, and what is missing, in the reader's language.

No name of a child stands on it; cases are called by their numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from homeward.children.gate_files import gate_counts
from homeward.children.gates import Readiness
from homeward.children.pictures import readiness_picture
from homeward.children.report import CIRCLE
from homeward.children.terms import Gate, GateState
from homeward.drawing import count_text
from homeward.pages import Html, document, picture, table, tag
from homeward.words import Language, _, say


def gates_page(found: Sequence[Readiness], cards: Sequence[str], language: Language) -> str:
    """How ready the cases are."""
    inside = [one for one in found if not one.outside]
    title = say(
        _("{ready} of {cases} children may travel; for the others it is said what is missing"),
        language,
        ready=count_text(sum(one.may_travel for one in inside)),
        cases=count_text(len(inside)),
    )
    counts = gate_counts(found)
    body = [
        tag("p", say(_("The gates to travel"), language), class_="eyebrow"),
        tag("h1", title),
        tag("p", say(CIRCLE, language), class_="notice"),
        tag(
            "p",
            say(
                _(
                    "A child travels when every gate is open, and nothing overrides a gate. Treatment, a safe place and"
                    " news from the family never wait for one."
                ),
                language,
            ),
        ),
        tag("section", picture(readiness_picture(counts, language)), gates_table(counts, language)),
        _missing_part(inside, language),
        tag("section", tag("h2", say(_("Case by case"), language)), *(_case(one, cards, language) for one in found)),
    ]
    return document(title, body, language, foot=say(CIRCLE, language))


def gates_table(counts: dict[Gate, dict[GateState, int]], language: Language) -> Html:
    head = [say(_("gate"), language), *(say(state.label, language) for state in GateState)]
    rows = [
        (say(gate.label, language), *(count_text(states[state]) for state in GateState))
        for gate, states in counts.items()
    ]
    whole = table(say(_("How the gates to travel stand, in cases"), language), head, rows)
    return tag("details", tag("summary", say(_("the same as a table"), language)), whole)


def _missing_part(found: Sequence[Readiness], language: Language) -> Html:
    missing: Counter[tuple[str, str]] = Counter()
    for one in found:
        said = {(why.text(language), why.source_text(language)) for gate in one.gates for why in gate.missing}
        missing.update(said)
    if not missing:
        return Html("")
    rows = [
        (text, source, count_text(count))
        for (text, source), count in sorted(missing.items(), key=lambda item: (-item[1], item[0]))
    ]
    head = [say(text, language) for text in (_("what is missing"), _("by which rule"), _("cases"))]
    return tag(
        "section",
        tag("h2", say(_("What is missing most"), language)),
        table(say(_("What is missing, in cases"), language), head, rows, texts=(1,)),
    )


def _case(found: Readiness, cards: Sequence[str], language: Language) -> Html:
    if found.outside:
        standing = "; ".join(why.text(language) for why in found.outside)
    elif found.may_travel:
        standing = say(_("every gate is open"), language)
    else:
        open_gates = sum(one.state is GateState.OPEN for one in found.gates)
        standing = say(_("{open} of {gates} gates open"), language, open=open_gates, gates=len(found.gates))
    lines = [
        tag(
            "li",
            tag("b", say(one.gate.label, language)),
            ": ",
            say(one.state.label, language),
            *("; " + f"{why.text(language)} ({why.source_text(language)})" for why in one.missing),
        )
        for one in found.gates
    ]
    file = f"card_{found.case.case_id}.pdf"
    link = [tag("p", tag("a", say(_("Card of a child"), language), href=f"cards/{file}"))] if file in cards else []
    return tag("details", tag("summary", tag("b", found.case.case_id), " · ", standing), tag("ul", *lines), *link)
