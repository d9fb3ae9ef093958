"""The page of a check, which people read and print: numbers of tags, no names.

What is shown is what ``results`` writes; long sections are cut and say so. The same input gives the same page.
"""

from __future__ import annotations

from pathlib import Path

from homeward.drawing import count_text
from homeward.pages import document, picture, tag
from homeward.remains.pictures import flow_picture
from homeward.remains.report_sections import (
    broken_part,
    consequences_part,
    contents,
    flow_bands,
    flow_table,
    identified_part,
    least_part,
    waiting_part,
)
from homeward.remains.review import Review
from homeward.remains.terms import Status
from homeward.words import Language, _, say

REPORT_FILE = "report.html"


def write_check_report(found: Review, folder: Path, language: Language) -> None:
    """Write ``report.html`` of a check into an existing folder."""
    (folder / REPORT_FILE).write_text(check_report(found, language), encoding="utf-8")


def check_title(found: Review, language: Language) -> str:
    """The state of the cases as a sentence."""
    return say(
        _("{ready} cases may go to the board · {stand} identifications stand · {broken} break a rule"),
        language,
        ready=count_text(sum(one.may_go_to_board for one in found.identifications)),
        stand=count_text(sum(one.status is Status.CONFIRMED for one in found.identifications)),
        broken=count_text(found.broken),
    )


def check_report(found: Review, language: Language) -> str:
    """The whole page of a check."""
    title = check_title(found, language)
    bands = flow_bands(found, language)
    body = [
        tag("p", say(_("Remains: cases and identifications"), language), class_="eyebrow"),
        tag("h1", title.replace(" · ", "\N{NO-BREAK SPACE}· ")),
        tag("p", say(_PEOPLE, language), class_="notice"),
        contents(found, language),
        picture(flow_picture(bands, language)),
        tag("details", tag("summary", say(_("The same as a table"), language)), flow_table(bands, language)),
        broken_part(found, language),
        consequences_part(found, language),
        waiting_part(found, language),
        identified_part(found, language),
        least_part(found, language),
    ]
    foot = say(_("Numbers of tags only; no names. Not for publication."), language)
    return document(title, body, language, foot=foot)


_PEOPLE = _(
    "Rules say what may be put before the board and what must be looked at again. Experts report; the competent body "
    "decides. Nobody is identified by a score."
)
