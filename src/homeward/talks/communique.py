"""A joint communiqué in four languages, from figures that both sides approved: text, page, paper, and the figures told.

What may be told is decided in ``told_figures``; words stand in ``communique_words``; ``templates/communique.typ`` sets
the paper. The same figures give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from homeward.pages import document, table, tag
from homeward.papers import paper_pdf, qr_svg
from homeward.talks.communique_terms import Draft, Figure
from homeward.talks.communique_words import acts_text, closing, dated, how_many, opening, title, what
from homeward.talks.told_figures import FORMAT, ToldBefore, may_be_told
from homeward.words import Language, _, say

JSON_FILE = "communique.json"


@dataclass(frozen=True, slots=True)
class Communique:
    """What is told: the draft, and the ids of the figures that may be told; the others are held back."""

    draft: Draft
    told: frozenset[str]

    @property
    def all_told(self) -> bool:
        """Whether nothing is held back."""
        return len(self.told) == len(self.draft.figures)


def communique(draft: Draft, before: Sequence[ToldBefore] = (), file: str = "") -> Communique:
    """Decide what is told.

    Args:
        draft: figures, approved and each with its acts.
        before: what earlier communiqués told.
        file: name of the file of figures, for faults.

    Raises:
        InputRefused: parts exceed their whole, or a figure contradicts one told before.
    """
    return Communique(draft, frozenset(may_be_told(draft, before, file)))


def write_communique(made: Communique, folder: Path) -> None:
    """Write ``communique.json`` and, for each language, ``communique-LL.md``, ``.html`` and ``.pdf``."""
    (folder / JSON_FILE).write_bytes(_json(made))
    for language in Language:
        name = f"communique-{language.value}"
        (folder / f"{name}.md").write_text(markdown(made, language), encoding="utf-8")
        (folder / f"{name}.html").write_text(page(made, language), encoding="utf-8")
        (folder / f"{name}.pdf").write_bytes(paper(made, language))


def communique_document(made: Communique) -> dict[str, Any]:
    """``communique.json``: as public as the communiqué itself, so that nothing held back stands in it."""
    draft = made.draft
    return {
        "format": FORMAT,
        "id": draft.document_id,
        "day": draft.day.isoformat(),
        "order_of_sides": list(draft.drawn),
        "figures": [_figure(one, one.figure_id in made.told) for one in draft.figures],
    }


def _figure(one: Figure, told: bool) -> dict[str, Any]:
    return {
        "id": one.figure_id,
        "measure": one.measure.value,
        "unit": one.unit.value,
        "direction": str(one.direction.ways[0]),
        "category": one.category_id or None,
        "since": None if one.since is None else one.since.isoformat(),
        "until": one.until.isoformat(),
        "count": one.count if told else None,
        "acts": list(one.acts),
    }


def markdown(made: Communique, language: Language) -> str:
    """The text, to be pasted anywhere."""
    draft = made.draft
    lines = [
        f"# {_plain(title(draft, language))}",
        "",
        _plain(dated(draft, language)),
        "",
        _plain(opening(draft, language)),
        "",
    ]
    for number, one in enumerate(draft.figures, 1):
        many = how_many(one, one.figure_id in made.told, language)
        lines.append(f"{number}. {_plain(what(one, language))}: **{many}**. {_plain(acts_text(one, language))}.")
    lines += ["", *(sentence for sentence in closing(made.all_told, language))]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A text in which no sign is taken for markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def page(made: Communique, language: Language) -> str:
    """The same as one HTML page."""
    draft = made.draft
    head = [say(words, language) for words in (_("What"), _("How many"), _("Acts"))]
    rows = [
        (what(one, language), how_many(one, one.figure_id in made.told, language), ", ".join(one.acts))
        for one in draft.figures
    ]
    body = [
        tag("p", dated(draft, language), class_="eyebrow"),
        tag("h1", title(draft, language)),
        tag("p", opening(draft, language)),
        table(say(_("Figures"), language), head, rows, texts=(2,)),
        *(tag("p", sentence, class_="quiet small") for sentence in closing(made.all_told, language)),
    ]
    return document(title(draft, language), body, language, foot=_told_digest(made))


def paper(made: Communique, language: Language) -> bytes:
    """The same as a PDF on A4, with a place for both signatures in the order drawn."""
    draft = made.draft
    digest = _told_digest(made)
    shown = {
        "language": language.value,
        "title": title(draft, language),
        "date": {"year": draft.day.year, "month": draft.day.month, "day": draft.day.day},
        "dated": dated(draft, language),
        "opening": opening(draft, language),
        "figures": [
            {
                "what": what(one, language),
                "many": how_many(one, one.figure_id in made.told, language),
                "acts": acts_text(one, language),
            }
            for one in draft.figures
        ],
        "closing": closing(made.all_told, language),
        "signatures": [_signatory(draft, side, language) for side in draft.drawn],
        "signature": say(_("Name, office, signature"), language),
        "page": say(_("Page {page} of {pages}"), language, page="{page}", pages="{pages}"),
        "digest": {"label": say(_("Figures told, SHA-256:"), language), "sha256": digest},
        "qr": {"svg": qr_svg(digest.upper()), "says": say(_("QR code: the digest of the figures told"), language)},
    }
    template = (files("homeward.talks") / "templates" / "communique.typ").read_bytes()
    return paper_pdf(template, "communique", shown, draft.day)


def _signatory(draft: Draft, side: str, language: Language) -> str:
    return say(_("{name} (side {code})"), language, name=draft.names[side][language], code=side)


def _told_digest(made: Communique) -> str:
    """SHA-256 of ``communique.json``: the same in all four languages."""
    return hashlib.sha256(_json(made)).hexdigest()


def _json(made: Communique) -> bytes:
    return (json.dumps(communique_document(made), ensure_ascii=False, indent=1) + "\n").encode()
