"""What lists of persons are called by kind, as ``register.ListedEntry`` keeps it."""

from __future__ import annotations

from homeward.words import _

KINDS: dict[str, str] = {
    "held": _("persons held"),
    "sought": _("persons sought"),
    "category_offer": _("persons offered under a category"),
    "category_request": _("persons asked for under a category"),
    "children": _("children"),
    "bodies_offered": _("the fallen, offered"),
    "bodies_requested": _("the fallen, asked for"),
    "witnesses_of_life": _("persons seen alive"),
    "persons": _("list of persons"),
    "": _("list of persons"),
}
