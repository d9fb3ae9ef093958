"""Transfer lists on paper, to be signed at the place of hand-over.

``templates/transfer_list.typ`` sets the page, by ``papers``; here the words, the totals and the lines are put together,
so that the template decides nothing. The date of the paper is that of the round. Signatures stand in the order of the
act: who hands over, who receives, the neutral; on the other side's list the two are exchanged, so that neither is
always first.
"""

from __future__ import annotations

from importlib.resources import files

from homeward.drawing import count_text
from homeward.exchange.manifest_words import (
    HEADINGS,
    TICKS,
    all_totals,
    cover,
    page_of_pages,
    stage_name,
    stage_totals,
)
from homeward.exchange.manifests import Manifest, ManifestLine, ManifestStage
from homeward.papers import paper_pdf, qr_svg
from homeward.words import Language, _, say

#: Persons on one page of a printed list.
ROWS_A_PAGE = 25

_COLUMNS = ("number", "person_id", "names", "birth_date", "needs", "family_mark", *TICKS, "remarks")


def transfer_list_pdf(manifest: Manifest, language: Language | str) -> bytes:
    """Set a manifest as a PDF in ``language``.

    A4, 25 persons a page, each stage on its own pages and closed by a count and the three signatures; a manifest
    without persons is one page that says so. The QR code holds the digest of the plan and nothing else. A character
    that the fonts of the paper lack stands as its Unicode number, for example ⟨U+4E2D⟩: seen, and not lost.
    Takes about 130 KiB of memory and 2.4 KiB of paper a person.
    """
    template = (files("homeward.exchange") / "templates" / "transfer_list.typ").read_bytes()
    return paper_pdf(template, "list", _paper(manifest, Language(language)), manifest.round_date)


def _paper(manifest: Manifest, language: Language) -> dict[str, object]:
    """All that the template shows, in words."""
    front = cover(manifest, language)
    day = manifest.round_date
    return {
        "language": language.value,
        "title": front.title,
        "subtitle": front.subtitle,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "running": [f"{front.title}. {front.subtitle}", f"{manifest.agreement_id}, {day:%d.%m.%Y}"],
        "warning": front.warning,
        "empty": front.empty,
        "facts": front.facts,
        "totals": {
            "title": say(_("Persons by stage and term"), language),
            "head": front.totals_head,
            "rows": [
                [stage_name(stage, language), *map(count_text, stage_totals(stage, manifest))]
                for stage in manifest.stages
            ],
            "foot": [front.totals_total, *map(count_text, all_totals(manifest))],
        },
        "terms": front.terms,
        "notes": front.notes,
        "plan": {"label": front.plan, "sha256": manifest.plan_sha256},
        "qr": {
            "svg": qr_svg(manifest.plan_sha256.upper()),
            "says": say(_("QR code: the digest of the plan"), language),
        },
        "page": page_of_pages(language),
        "initials": say(_("Initials:"), language),
        "signatories": _signatories(manifest, language),
        "signature": [
            say(label, language) for label in (_("Name and office"), _("Date and time"), _("Signature and stamp"))
        ],
        "columns": [say(HEADINGS[key], language) for key in _COLUMNS],
        "stages": [_stage(stage, manifest, language) for stage in manifest.stages if stage.lines],
    }


def _signatories(manifest: Manifest, language: Language) -> list[dict[str, str]]:
    """Who signs, in the order of the act."""
    hands_over = say(_("Handed over by side {side}"), language, side=manifest.other_side)
    receives = say(_("Received by side {side}"), language, side=manifest.side)
    witnesses = say(_("In the presence of the neutral intermediary"), language)
    return [
        {"title": hands_over, "short": manifest.other_side},
        {"title": receives, "short": manifest.side},
        {"title": witnesses, "short": say(_("neutral"), language)},
    ]


def _stage(stage: ManifestStage, manifest: Manifest, language: Language) -> dict[str, object]:
    pages = [stage.lines[start : start + ROWS_A_PAGE] for start in range(0, len(stage.lines), ROWS_A_PAGE)]
    subtotal = say(
        _("{stage}: {persons} persons, of these {stretchers} on stretchers, {escorts} with an escort."),
        language,
        stage=stage_name(stage, language),
        persons=count_text(len(stage.lines)),
        stretchers=count_text(stage.stretchers),
        escorts=count_text(stage.escorts),
    )
    handed_over = say(
        _("Handed over: {gap} persons. Not handed over: {gap}, each with the reason in the remarks."),
        language,
        gap="\N{HORIZONTAL ELLIPSIS}" * 6,
    )
    return {
        "heading": stage_name(stage, language),
        "pages": [_page(lines, stage, manifest, language) for lines in pages],
        "subtotal": subtotal,
        "handed_over": handed_over,
    }


def _page(
    lines: tuple[ManifestLine, ...], stage: ManifestStage, manifest: Manifest, language: Language
) -> dict[str, object]:
    caption = say(
        _("Stage {stage} of {stages}: numbers {first} to {last} of {total}"),
        language,
        stage=stage.number,
        stages=len(manifest.stages),
        first=count_text(lines[0].number),
        last=count_text(lines[-1].number),
        total=count_text(manifest.persons),
    )
    return {"caption": caption, "rows": [_row(line, language) for line in lines]}


def _row(line: ManifestLine, language: Language) -> dict[str, str]:
    """One line of the paper: beneath the name its other form, or its Latin form where Latin letters are read."""
    reads_cyrillic = language in (Language.UK, Language.RU)
    needs = [_("stretcher")] * line.stretcher + [_("escort")] * line.escort
    return {
        "number": count_text(line.number),
        "person_id": line.person_id,
        "name": line.name,
        "beneath": (line.other_form if reads_cyrillic else "") or line.latin,
        "born": line.born,
        "needs": ", ".join(say(need, language) for need in needs),
        "family": line.family,
    }
