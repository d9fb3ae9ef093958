"""What a manifest says in words, the same on the PDF (``printing``) and in the workbook (``workbook``)."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.drawing import count_text
from homeward.exchange.manifests import Manifest, ManifestStage
from homeward.words import Language, _, say

#: Columns of a list of persons, under the names programs know them by, with their headings.
HEADINGS: dict[str, str] = {
    "number": _("No."),
    "stage": _("Stage"),
    "person_id": _("Person number"),
    "names": _("Name"),
    "names_other_form": _("As the other side writes it"),
    "names_latin": _("In Latin letters"),
    "birth_date": _("Born"),
    "needs": _("For the journey"),
    "stretcher": _("Stretcher"),
    "escort": _("Escort"),
    "family_mark": _("Family"),
    "identity_check": _("Identity check"),
    "boarding": _("Boarding"),
    "hand_over": _("Hand-over"),
    "remarks": _("Remarks"),
}

#: The columns with a box to tick.
TICKS = ("identity_check", "boarding", "hand_over")


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before the persons, in one language.

    Attributes:
        warning: that the plan is a rehearsal, else "".
        empty: that no person is planned, else "".
        facts: label and value, one a line.
        totals_head: headings of the table of totals: the stage, one column a term, all persons, what the journey needs.
        totals_total: name of the foot of that table; its figures are ``all_totals``.
        terms: the terms behind those headings, as the agreement calls them.
        plan: label of the plan's digest.
    """

    title: str
    subtitle: str
    warning: str
    empty: str
    facts: tuple[tuple[str, str], ...]
    totals_head: tuple[str, ...]
    totals_total: str
    terms: tuple[str, ...]
    notes: tuple[str, ...]
    plan: str


def cover(manifest: Manifest, language: Language) -> Cover:
    """Put the cover of a manifest into words."""

    def told(sentence: str, **values: object) -> str:
        return say(sentence, language, **values)

    rehearsal = told(_("Rehearsal: the lot was not drawn by both sides and the neutral. Not for a hand-over."))
    nobody = told(_("No person of this side is planned in this round."))
    return Cover(
        title=told(_("Transfer list")),
        subtitle=told(_("Persons who go home to side {side}"), side=manifest.side),
        warning=rehearsal if manifest.is_rehearsal else "",
        empty="" if manifest.persons else nobody,
        facts=(
            (told(_("Agreement")), f"{manifest.agreement_title} ({manifest.agreement_id})"),
            (told(_("Agreement signed on")), f"{manifest.signed:%d.%m.%Y}"),
            (told(_("Day of the round")), f"{manifest.round_date:%d.%m.%Y}"),
            (told(_("Handed over by side")), manifest.other_side),
            (told(_("Received by side")), manifest.side),
            (told(_("Stages")), str(len(manifest.stages))),
            (told(_("Persons on this list")), count_text(manifest.persons)),
        ),
        totals_head=(
            told(HEADINGS["stage"]),
            *manifest.terms,
            told(_("All persons")),
            told(_("On stretchers")),
            told(_("With an escort")),
        ),
        totals_total=told(_("Total")),
        terms=tuple(f"{term}: {title}" for term, title in manifest.terms.items() if title not in ("", term)),
        notes=(
            told(_("Names stand as they are written in the lists; beneath stands the other form of the name.")),
            told(_("Persons with the same mark under “Family” are one family group and travel together.")),
            told(_("This list says no more about anybody's health than the journey needs.")),
        ),
        plan=told(_("Plan, SHA-256:")),
    )


def stage_name(stage: ManifestStage, language: Language) -> str:
    """“Stage 2”."""
    return say(_("Stage {number}"), language, number=stage.number)


def stage_totals(stage: ManifestStage, manifest: Manifest) -> list[int]:
    """One stage in the table of totals, without its name."""
    by_term = [stage.persons_by_term[term] for term in manifest.terms]
    return [*by_term, len(stage.lines), stage.stretchers, stage.escorts]


def all_totals(manifest: Manifest) -> list[int]:
    """The foot of the table of totals, without its name."""
    return [sum(column) for column in zip(*(stage_totals(stage, manifest) for stage in manifest.stages), strict=True)]


def page_of_pages(language: Language) -> str:
    """“Page {page} of {pages}”, to be filled by whatever counts the pages."""
    return say(_("Page {page} of {pages}"), language)
