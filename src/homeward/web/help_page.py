"""Help: what the viewer's office does here, the keys, the words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from homeward.access.doors import DeskRequest, every_member
from homeward.web.offices import OFFICES
from homeward.words import _

#: Words of the desk and what they mean here; marked sentences.
WORDS: tuple[tuple[str, str], ...] = (
    (_("entry"), _("One line about one person in a list, as a side wrote it. It is never overwritten.")),
    (_("list"), _("What a side hands in at one time. A correction is a new version; the old one stays.")),
    (_("pair"), _("Two entries that may be one person. The program proposes, people decide.")),
    (_("person"), _("What both sides have confirmed to be one; it can be taken apart again.")),
    (_("query"), _("A question to a side about one entry or one pair, with a day by which it answers.")),
    (
        _("the record"),
        _("All acts, one after the other. Nobody can change it unseen; both sides and the neutral sign it."),
    ),
    (_("receipt"), _("A paper that proves what you handed in or decided, and can be checked without this program.")),
    (_("second person"), _("Somebody else of the same party who confirms a decision before it counts.")),
)


@every_member
def help_page(request: DeskRequest) -> HttpResponse:
    """A page for the viewer's office."""
    return render(request, "web/help.html", {"office": OFFICES[request.viewer.role], "words": WORDS})
