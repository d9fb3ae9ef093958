"""What a room brings to the page of the example round: a section with its own heading, picture and links."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.pages import Html


@dataclass(frozen=True, slots=True)
class Part:
    """One room's section of the page.

    Args:
        anchor: distinct on the page, as in an address.
        title: heading, in the page's language.
        content: sentences, picture, table folded beneath, links to what the room wrote (paths from the page's folder).
    """

    anchor: str
    title: str
    content: Html
