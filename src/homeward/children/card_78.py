"""The child's card of Additional Protocol I, article 78(3): the nineteen particulars (a) to (s), on one page of A4.

The card bears a particular "whenever possible, and whenever it involves no risk of harm to the child". So a particular
is printed only where somebody found it harmless; where it may harm, or nobody has looked, the card says that it is
withheld, and a reader never takes what is withheld for unknown. Particular (s) is for a child who died: until then it
says that it does not apply. The card goes to the Central Tracing Agency with photographs, which are attached by hand
and stand in no file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from importlib.resources import files

from homeward.children.terms import Case, Particular
from homeward.papers import paper_pdf
from homeward.words import Language, _, say

#: The nineteen particulars, in the words of the article.
PARTICULARS: dict[str, str] = {
    "a": _("surname(s) of the child"),
    "b": _("the child's first name(s)"),
    "c": _("the child's sex"),
    "d": _("place and date of birth (or, if that date is not known, the approximate age)"),
    "e": _("the father's full name"),
    "f": _("the mother's full name and her maiden name"),
    "g": _("the child's next of kin"),
    "h": _("the child's nationality"),
    "i": _("the child's native language, and any other languages he or she speaks"),
    "j": _("address of the child's family"),
    "k": _("any identification number for the child"),
    "l": _("the child's state of health"),
    "m": _("the child's blood group"),
    "n": _("any distinguishing features"),
    "o": _("date on which and place where the child was found"),
    "p": _("date on which and place from which the child left the country"),
    "q": _("the child's religion, if any"),
    "r": _("the child's present address in the receiving country"),
    "s": _("if the child died before returning: date, place and circumstances of death, and place of interment"),
}
LETTERS = tuple(PARTICULARS)

WITHHELD = _("withheld: may harm the child")
NOT_EXAMINED = _("withheld: not yet examined for harm to the child")
NOT_KNOWN = _("not known")
DOES_NOT_APPLY = _("does not apply")


def particular_text(letter: str, case: Case, language: Language) -> tuple[str, bool]:
    """What the card says under a letter, and whether it is the particular itself."""
    particular = case.card.get(letter, Particular())
    if letter == "s" and not case.dead:
        return say(DOES_NOT_APPLY, language), False
    if particular.harmless is None and particular.text:
        return say(NOT_EXAMINED, language), False
    if particular.harmless is False:
        return say(WITHHELD, language), False
    if not particular.text.strip():
        return say(NOT_KNOWN, language), False
    return particular.text, True


def card(case: Case, day: dt.date, language: Language) -> Mapping[str, object]:
    """All that the template shows, in words."""
    lines = []
    for letter, label in PARTICULARS.items():
        text, is_told = particular_text(letter, case, language)
        lines.append({"letter": f"({letter})", "label": say(label, language), "text": text, "told": is_told})
    return {
        "language": language.value,
        "title": say(_("Card of a child"), language),
        "article": say(_("Additional Protocol I to the Geneva Conventions, article 78, paragraph 3"), language),
        "facts": [
            [say(_("case"), language), case.case_id],
            [say(_("card made on"), language), f"{day:%d.%m.%Y}"],
            [
                say(_("to"), language),
                say(_("Central Tracing Agency of the International Committee of the Red Cross"), language),
            ],
        ],
        "photographs": say(_("Photographs, attached by the authority that makes the card"), language),
        "lines": lines,
        "rule": say(
            _(
                "A particular stands here only where it involves no risk of harm to the child. What is withheld may be"
                " known; the neutral keeps it."
            ),
            language,
        ),
        "signature": [say(label, language) for label in (_("Authority"), _("Date and time"), _("Signature and stamp"))],
        "private": say(_("Holds names of persons. Not for publication."), language),
        "date": {"year": day.year, "month": day.month, "day": day.day},
    }


def card_pdf(case: Case, day: dt.date, language: Language) -> bytes:
    """The card as PDF; the same case, day and language give the same bytes."""
    template = (files("homeward.children") / "templates" / "card_78.typ").read_bytes()
    return paper_pdf(template, "card", card(case, day, language), day)
