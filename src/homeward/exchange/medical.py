"""Decisions of medical commissions: the criteria they may rest on, and the times they must keep.

The criteria are those of the model agreement in GC III Annex I. They apply "if no special agreements are concluded"
(art. 110 ¶4): the parties may agree on another list, which is then a table like ``CRITERIA``. Its cases are examples
(Annex I, II(5)): where none fits, a decision rests on art. 110 itself (``ART110.1`` to ``ART110.3``, ``N1``, ``N2``).

A commission proposes repatriation, rejection or a later examination (Annex II art. 10); accommodation in a neutral
country is a positive decision under art. 110 ¶2. What a decision means for a round is said by the agreement's terms.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.exchange.terms import MedicalDecision
from homeward.words import _

_A = frozenset({MedicalDecision.DIRECT_REPATRIATION, MedicalDecision.MANIFEST})
_B = frozenset({MedicalDecision.NEUTRAL_COUNTRY})
_NONE: frozenset[MedicalDecision] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """One criterion.

    Attributes:
        code: as written in a decision.
        source: where it stands in the Convention.
        label: in short; the treaty's own words decide.
        supports: the positive decisions it can carry.
        records_decide: a case that the treaty marks: the decision rests "to a great extent" on the records of camp
            doctors of the person's own nationality, or on specialists of the Detaining Power.
    """

    code: str
    source: str
    label: str
    supports: frozenset[MedicalDecision]
    records_decide: bool = False


def _ground(code: str, place: str, label: str, supports: frozenset[MedicalDecision], marked: bool = False) -> Ground:
    return Ground(code, f"GC III {place}", label, supports, marked)


CRITERIA: dict[str, Ground] = {
    ground.code: ground
    for ground in (
        _ground("A1a", "Annex I, I.A(1)(a)", _("Loss of a hand or foot, or of its digits"), _A),
        _ground("A1b", "Annex I, I.A(1)(b)", _("Stiffened or contracted large joint, or all joints of a hand"), _A),
        _ground("A1c", "Annex I, I.A(1)(c)", _("False joint of a long bone"), _A),
        _ground("A1d", "Annex I, I.A(1)(d)", _("Deformity seriously limiting function and weight-bearing"), _A),
        _ground("A2a", "Annex I, I.A(2)(a)", _("Projectile in the heart"), _A),
        _ground("A2b", "Annex I, I.A(2)(b)", _("Metal splinter in the brain or the lungs"), _A),
        _ground("A2c", "Annex I, I.A(2)(c)", _("Osteomyelitis not to heal within a year of the injury"), _A),
        _ground("A2d", "Annex I, I.A(2)(d)", _("Perforating and suppurating injury of a large joint"), _A),
        _ground("A2e", "Annex I, I.A(2)(e)", _("Injury to the skull with loss or shifting of bone"), _A),
        _ground("A2f", "Annex I, I.A(2)(f)", _("Injury or burn of the face with loss of tissue and function"), _A),
        _ground("A2g", "Annex I, I.A(2)(g)", _("Injury to the spinal cord"), _A),
        _ground("A2h", "Annex I, I.A(2)(h)", _("Nerve injury equal to the loss of a hand or foot"), _A),
        _ground("A2i", "Annex I, I.A(2)(i)", _("Disabling injury to the urinary system"), _A),
        _ground("A3a", "Annex I, I.A(3)(a)", _("Progressive tuberculosis not curable in a neutral country"), _A),
        _ground("A3b", "Annex I, I.A(3)(b)", _("Exudative pleurisy"), _A),
        _ground("A3c", "Annex I, I.A(3)(c)", _("Serious disease of the respiratory organs, not tubercular"), _A, True),
        _ground("A3d", "Annex I, I.A(3)(d)", _("Serious chronic affection of the circulatory system"), _A, True),
        _ground("A3e", "Annex I, I.A(3)(e)", _("Serious chronic affection of the digestive organs"), _A, True),
        _ground("A3f", "Annex I, I.A(3)(f)", _("Serious chronic affection of the genito-urinary organs"), _A),
        _ground("A3g", "Annex I, I.A(3)(g)", _("Serious chronic disease of the nervous system"), _A, True),
        _ground("A3h", "Annex I, I.A(3)(h)", _("Serious chronic disease of the neuro-vegetative system"), _A),
        _ground("A3i", "Annex I, I.A(3)(i)", _("Blindness or grave affection of the eyes"), _A, True),
        _ground("A3k", "Annex I, I.A(3)(k)", _("Disorder of hearing"), _A, True),
        _ground("A3l", "Annex I, I.A(3)(l)", _("Serious affection of metabolism"), _A),
        _ground("A3m", "Annex I, I.A(3)(m)", _("Serious disorder of the endocrine glands"), _A),
        _ground("A3n", "Annex I, I.A(3)(n)", _("Grave and chronic disorder of the blood-forming organs"), _A),
        _ground("A3o", "Annex I, I.A(3)(o)", _("Serious chronic intoxication"), _A),
        _ground("A3p", "Annex I, I.A(3)(p)", _("Chronic affection of locomotion"), _A),
        _ground("A3q", "Annex I, I.A(3)(q)", _("Serious chronic skin disease"), _A),
        _ground("A3r", "Annex I, I.A(3)(r)", _("Malignant growth"), _A),
        _ground("A3s", "Annex I, I.A(3)(s)", _("Serious chronic infectious disease, a year after its beginning"), _A),
        _ground("A3t", "Annex I, I.A(3)(t)", _("Serious vitamin deficiency or inanition"), _A),
        _ground("B1", "Annex I, I.B(1)", _("Wound that may heal in a neutral country, not in captivity"), _B),
        _ground("B2", "Annex I, I.B(2)", _("Tuberculosis that treatment in a neutral country may heal"), _B),
        _ground("B3", "Annex I, I.B(3)", _("Affection clearly better treated in a neutral country"), _B),
        _ground("B4", "Annex I, I.B(4)", _("Kidney removed, healing osteomyelitis, diabetes without insulin"), _B),
        _ground("B5", "Annex I, I.B(5)", _("Neurosis of war or captivity"), _B),
        _ground("B6", "Annex I, I.B(6)", _("Chronic intoxication with good prospects in a neutral country"), _B),
        _ground("B7", "Annex I, I.B(7)", _("Pregnant, or mother with infants and small children"), _B),
        _ground("EXCL1", "Annex I, I.B, exclusion (1)", _("Verified chronic psychosis"), _NONE),
        _ground("EXCL2", "Annex I, I.B, exclusion (2)", _("Nervous affection considered incurable"), _NONE),
        _ground("EXCL3", "Annex I, I.B, exclusion (3)", _("Contagious disease while it can be transmitted"), _NONE),
        _ground("ART110.1", "art. 110 ¶1(1)", _("Incurable, fitness gravely diminished"), _A),
        _ground("ART110.2", "art. 110 ¶1(2)", _("No recovery within a year, fitness gravely diminished"), _A),
        _ground("ART110.3", "art. 110 ¶1(3)", _("Recovered, fitness gravely and permanently diminished"), _A),
        _ground("N1", "art. 110 ¶2(1)", _("Recovery within a year surer in a neutral country"), _B),
        _ground("N2", "art. 110 ¶2(2)", _("Health threatened by captivity, not in a neutral country"), _B),
        _ground(
            "MANIFEST",
            "art. 112 ¶2 and Annex I, II(2)",
            _("Manifestly seriously injured or sick"),
            frozenset({MedicalDecision.MANIFEST}),
        ),
    )
}

UNKNOWN_CODE = _("“{code}” is no criterion of the list in force.")
NOT_CARRIED = _("No criterion given carries this decision.")
MUST_NOT_REJECT = _("{code} carries a positive decision and cannot stand under a rejection.")
BARS_NEUTRAL_COUNTRY = _("{code} bars accommodation in a neutral country. It never bars direct repatriation.")
RECORDS_NEEDED = _("{code} rests to a great extent on camp doctors' records or specialists: name which.")


@dataclass(frozen=True, slots=True)
class Objection:
    """Something a decision lacks, or that speaks against it; ``sentence`` is marked for translation."""

    sentence: str
    code: str = ""


def objections(
    decision: MedicalDecision,
    codes: Sequence[str],
    *,
    records_named: bool,
    criteria: Mapping[str, Ground] = CRITERIA,
) -> tuple[Objection, ...]:
    """What a written decision lacks under the list of criteria in force; empty when nothing.

    The exclusions bar a neutral country only, and never stand for a rejection. A later examination needs no
    criterion; a rejection none either, but must not carry one that entitles.

    Args:
        decision: what was decided.
        codes: criteria as written in the decision; several may be combined (Annex I, II(1)).
        records_named: whether the decision names the records or specialists it rests on.
        criteria: the list in force, by default that of Annex I.
    """
    found = [Objection(UNKNOWN_CODE, code) for code in codes if code not in criteria]
    grounds = [criteria[code] for code in codes if code in criteria]
    match decision:
        case MedicalDecision.DIRECT_REPATRIATION | MedicalDecision.MANIFEST | MedicalDecision.NEUTRAL_COUNTRY:
            if not any(decision in ground.supports for ground in grounds):
                found.append(Objection(NOT_CARRIED))
            if decision is MedicalDecision.NEUTRAL_COUNTRY:
                found += [Objection(BARS_NEUTRAL_COUNTRY, ground.code) for ground in grounds if not ground.supports]
            if not records_named:
                found += [Objection(RECORDS_NEEDED, ground.code) for ground in grounds if ground.records_decide]
        case MedicalDecision.REJECTED:
            found += [Objection(MUST_NOT_REJECT, ground.code) for ground in grounds if ground.supports]
    return tuple(found)


def told_by(visit: dt.date) -> dt.date:
    """Last day on which a decision may be made known. Annex II art. 11: “during the month following their visit”."""
    return months_after(visit, 1)


def carried_out_by(notified: dt.date) -> dt.date:
    """Last day for carrying a decision out. Annex II art. 12: within three months of due notification."""
    return months_after(notified, 3)


def next_visit_by(visit: dt.date) -> dt.date:
    """Last day for the next visit to a camp. Annex II art. 14: “at intervals of not more than six months”."""
    return months_after(visit, 6)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
