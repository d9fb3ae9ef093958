"""``homeward names place``: which places a text about a place may mean, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from homeward.errors import Fault, InputRefused
from homeward.words import Language, _, say

if TYPE_CHECKING:
    from homeward.names.place_resolving import Candidate


def place(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A place as a clerk wrote it, in any of the scripts.")],
    most: Annotated[int, typer.Option(min=1, help="So many candidates at most are shown.")] = 10,
    language: Annotated[Language, typer.Option(help="Language of the reasons and of regions.")] = Language.EN,
) -> None:
    """Say which places a text may mean, with codes and reasons, the best first; exit code 1 if none is known.

    Example: homeward names place "смт Новгородське, Бахмутський р-н"
    """
    from homeward.names.place_resolving import resolve

    if not text.strip():
        raise InputRefused([Fault("TEXT", "", 0, "", "is empty.", "Write the name of a place.")])
    found = resolve(text).candidates
    if not found:
        print(say(_("No place of this name is known."), language))
        raise typer.Exit(1)
    for number, candidate in enumerate(found[:most], 1):
        _show(number, candidate, language)
    if len(found) > most:
        print(say(_("and {n} more"), language, n=len(found) - most))


def _show(number: int, candidate: Candidate, language: Language) -> None:
    from homeward.names.place_words import PLACE_KIND_LABELS, PlaceKind
    from homeward.names.places import place_forms

    forms = place_forms(candidate.place_id)
    names = dict.fromkeys(name for name in (forms.uk, forms.ru, *forms.en) if name)
    print(f"{number:>3}. {' · '.join(names)}  {candidate.code}".rstrip())
    around = [
        _form(area, language) for area in (candidate.district, candidate.region) if area and area != candidate.place_id
    ]
    if candidate.kind is not PlaceKind.UNSAID:
        around.insert(0, say(PLACE_KIND_LABELS[candidate.kind], language))
    if around:
        print(f"     {', '.join(around)}")
    if forms.former:
        print(f"     {say(_('earlier and other names'), language)}: {', '.join(forms.former)}")
    print(f"     {'; '.join(say(why.label, language) for why in candidate.reasons)}")


def _form(place_id: str, language: Language) -> str:
    """One place in the forms of the reader's language; of a district, with that word."""
    from homeward.names.place_gazetteer import gazetteer
    from homeward.names.places import place_forms

    forms = place_forms(place_id)
    shown = {Language.UK: (forms.uk,), Language.RU: (forms.ru,), Language.TR: forms.tr}.get(language, forms.en)
    name = " / ".join(form for form in shown if form) or " / ".join(forms.en)
    return say(_("{name} district"), language, name=name) if gazetteer().kinds[place_id] == "d" else name
