"""Pages for people: one HTML file that needs nothing beside it, in the one look that all our pages share.

Every text is escaped on its way in; only what ``tag`` and the pictures of ``drawing`` made is markup, and its type
says so. A page loads nothing, sends nothing and runs no script but its own (Content Security Policy, level 3), so
that a cell of a list can never act. Colours are those of ``drawing``, sizes and shapes stand in ``static/page.css``.
What a page shows is decided in the rooms.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from homeward.drawing import COLOURS
from homeward.words import Language, _, say

#: Elements that have no end.
_VOID = frozenset({"br", "col", "hr", "input", "link", "meta", "wbr"})

#: What a picture brings for standing alone; of two equal pictures in one page, the ids would be the same.
_ALONE = re.compile(r'<style>.*?</style>| (?:id|aria-labelledby)="p[0-9a-f]{10}[^"]*"')
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src {script}; base-uri 'none'; form-action 'none'"


class Html(str):
    """Markup. Whatever is not of this type is text, and is escaped where it enters a page."""

    __slots__ = ()


def tag(name: str, /, *content: str, **attributes: str | int | bool | None) -> Html:
    """One element with its content.

    Args:
        name: of the element.
        content: texts and markup, put one after the other.
        attributes: ``class_`` stands for ``class``, ``data_lists`` for ``data-lists``; True gives the bare name,
            None and False leave the attribute out.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(content)}</{name}>")


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def joined(parts: Iterable[str], between: str = "") -> Html:
    """Texts and markup one after the other, ``between`` standing between them."""
    return Html(_markup(between).join(_markup(part) for part in parts))


def _markup(part: str) -> str:
    return part if isinstance(part, Html) else escape(part, quote=False)


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, texts: Sequence[int] = ()) -> Html:
    """A table whose first column names the row and whose others hold figures.

    Args:
        caption: what it shows, said above it.
        head: one heading per column.
        rows: texts or markup, as many as ``head`` has.
        texts: numbers of the columns, from 0, that hold words and not figures.
    """
    kind = ["text" if place == 0 or place in texts else "figure" for place in range(len(head))]
    headings = (tag("th", text, scope="col", class_=kind[place]) for place, text in enumerate(head))
    lines = (
        tag(
            "tr",
            tag("th", row[0], scope="row", class_="text"),
            *(tag("td", cell, class_=kind[place]) for place, cell in enumerate(row) if place),
        )
        for row in rows
    )
    whole = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *headings)),
        tag("tbody", *lines),
        class_="figures",
    )
    return tag("div", whole, class_="wide", role="region", aria_label=caption, tabindex="0")


def picture(svg: str) -> Html:
    """A picture of ``drawing``; in a page it takes the page's colours and is named by its own title."""
    return tag("figure", Html(_ALONE.sub("", svg)))


def document(
    title: str, body: Iterable[str], language: Language, *, style: str = "", script: str = "", foot: str = ""
) -> str:
    """A whole page.

    Args:
        title: for the window, and for who hears the page.
        body: what stands in it.
        language: of its words.
        style: the page's own, behind the style that all pages share.
        script: the page's own; no other can run.
        foot: said at the foot of every printed page, beside its number.
    """
    allowed = f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" if script else "'none'"
    shared = (files("homeward") / "static" / "page.css").read_text(encoding="utf-8")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY.format(script=allowed)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex, nofollow, noarchive"),
        tag("meta", name="format-detection", content="telephone=no"),
        tag("title", title),
        tag("style", Html(_colours() + shared + style + _printed(foot, language))),
    )
    content = joined(body)
    ending = tag("script", Html(script)) if script else Html("")
    page = tag("html", head, "\n", tag("body", "\n", content, "\n", ending), lang=language.value)
    return f"<!DOCTYPE html>\n{page}\n"


def _colours() -> str:
    def variables(setting: int) -> str:
        return ":root{" + "".join(f"--{ink}:{pair[setting]};" for ink, pair in COLOURS.items()) + "}"

    marks = "".join(
        f".picture .{ink}{{fill:var(--{ink})}}.picture .{ink}-line{{stroke:var(--{ink})}}" for ink in COLOURS
    )
    return f"{variables(0)}@media screen and (prefers-color-scheme:dark){{{variables(1)}}}\n{marks}\n"


def _printed(foot: str, language: Language) -> str:
    """Page numbers and ``foot`` on paper."""
    counted = say(_("Page {page} of {pages}"), language, page="\0page\0", pages="\0pages\0")
    pieces = counted.split("\0")
    number = " ".join(f"counter({piece})" if piece in ("page", "pages") else _css_text(piece) for piece in pieces)
    return f"\n@page{{@bottom-left{{content:{_css_text(foot)}}}@bottom-right{{content:{number}}}}}\n"


def _css_text(text: str) -> str:
    """A text as CSS has it; whatever could end the text or the style is written by its number."""
    return '"' + "".join(sign if sign.isalnum() or sign in " .,;:·-" else f"\\{ord(sign):x} " for sign in text) + '"'
