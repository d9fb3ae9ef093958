"""The example's public claims: real and public, beside invented acts; a communiqué; and what is due on a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from homeward.cli.example_parts import Part
from homeward.pages import Html, joined, tag
from homeward.progress import Progress
from homeward.talks import calendar_page, claims_page
from homeward.talks.agreed_terms_file import read_terms
from homeward.talks.calendar import ICS_FILE, calendar_on, write_calendar
from homeward.talks.claim_pictures import matters
from homeward.talks.claim_terms import Basis
from homeward.talks.claims import Assessment, assess, write_claims
from homeward.talks.claims_file import read_claims
from homeward.talks.communique import communique, write_communique
from homeward.talks.communique_file import check_acts, read_figures
from homeward.talks.documents import read_acts
from homeward.words import Language, _, say

#: The day that the example asks about.
ASKED_ON = dt.date(2025, 6, 18)

_PLACE = Path("talks") / "claims"


def show_claims(source: Path, folder: Path, language: Language, progress: Progress) -> Part:
    """Compare the claims, make the communiqué and the calendar, and give their section of the page.

    Args:
        source: folder of the examples; files are read in ``talks/claims``.
        folder: of the page; results go to ``talks/claims``, ``talks/communique`` and ``talks/calendar``.
        language: of the section and of the pages that it links.
        progress: told of the steps.
    """
    progress(_("comparing claims"))
    given = source / _PLACE
    said, signed = read_claims(given / "claims.csv"), read_acts(given / "acts.csv")
    found = assess(said.claims, signed.acts, (said.sha256, signed.sha256))
    draft = read_figures(given / "figures.toml")
    check_acts(draft, signed.acts, "figures.toml", "acts.csv")
    made = communique(draft, file="figures.toml")
    calendar = calendar_on(read_terms(given / "terms.toml"), ASKED_ON)
    for name in ("claims", "communique", "calendar"):
        (folder / "talks" / name).mkdir(parents=True, exist_ok=True)
    write_claims(found, folder / "talks" / "claims")
    claims_page.write_page(found, folder / "talks" / "claims", language)
    write_communique(made, folder / "talks" / "communique")
    write_calendar(calendar, folder / "talks" / "calendar", language)
    calendar_page.write_page(calendar, folder / "talks" / "calendar", language)
    asked = say(_("What is due on {day}"), language, day=f"{ASKED_ON:%d.%m.%Y}")
    links = (
        (f"talks/claims/{claims_page.PAGE_FILE}", say(_("All claims beside documents"), language)),
        (f"talks/communique/communique-{language.value}.pdf", say(_("Joint communiqué"), language)),
        (f"talks/calendar/{calendar_page.PAGE_FILE}", asked),
        (f"talks/calendar/{ICS_FILE}", say(_("The calendar as iCalendar"), language)),
    )
    content = (
        tag("p", say(_("The claims are real and public; acts, approvals and terms are invented."), language)),
        tag(
            "p",
            say(
                _(
                    "Of every number the page of claims shows who said it, when and where, and what was signed; "
                    "here are two."
                ),
                language,
            ),
        ),
        *_two_numbers(found, language),
        tag("h3", calendar_page.calendar_headline(calendar, language)),
        calendar_page.calendar_part(calendar, language),
        tag("ul", *(tag("li", tag("a", text, href=path)) for path, text in links)),
    )
    return Part("talks-claims", claims_page.headline(found, language), joined(content))


def _two_numbers(found: Assessment, language: Language) -> list[Html]:
    """The number with most claims that is located to its stage, and the one with most that is not."""
    several = matters(found)
    shown = []
    for is_located in (True, False):
        fitting = [one for one in several if (one[0].stage is not None) is is_located]
        totals = [one for one in fitting if one[0].left[0].period.basis is Basis.TOTAL] if is_located else fitting
        if totals:
            shown.append(max(totals, key=lambda one: sum(len(conflict.claims) for conflict in one)))
    return [claims_page.matter_part(one, found, language) for one in shown]
