"""Manifests (transfer lists): whom a plan takes home to one side, stage by stage, as both sides will read it on paper.

A manifest is made from the plan, the agreement and the persons, and printed by ``printing`` (PDF) and ``workbook``
(XLSX), which show the same lines under the same numbers. It says nothing of a person that the journey does not need:
no illness, no term (a term may rest on health or on age), no will. Inside a stage persons stand in the order of the
alphabet, not of the plan, because an order of planning would tell who was gravely ill.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.exchange.plan_file import plan_sha256
from homeward.exchange.terms import Agreement, Fitness, LotKind, Person, Plan
from homeward.names.latin_names import latin_names
from homeward.register.dates import PartialDate, Qualifier

# One order for all four languages: Latin with the Turkish letters, then Cyrillic with the letters of both languages.
_ALPHABET = "aâbcçdefgğhıiîjklmnoöpqrsştuüûvwxyzабвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"
_PLACE_IN_ALPHABET = {" ": -1} | {letter: place for place, letter in enumerate(_ALPHABET)}
_TURKISH = frozenset("ĞğİıŞş")


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One person of a manifest.

    Attributes:
        number: place in the manifest, from 1, running through all stages.
        person_id: as in the persons file.
        name: as written by the side the persons go home to; "" when the persons file has no names.
        other_form: the name as the other side writes it, "" when the persons file has one form.
        latin: the name in Latin letters, "" when it is written so already or there is none.
        born: date of birth as people write it, "" when unknown.
        stretcher, escort: what the journey needs.
        family: mark of the family group ("F1", "F2", …) when two or more of it travel on this manifest, else "".
    """

    number: int
    person_id: str
    name: str
    other_form: str
    latin: str
    born: str
    stretcher: bool
    escort: bool
    family: str


@dataclass(frozen=True, slots=True)
class ManifestStage:
    """The persons of one stage, in the order of the alphabet, and how many of them go under each term."""

    number: int
    lines: tuple[ManifestLine, ...]
    persons_by_term: Mapping[str, int]

    @property
    def stretchers(self) -> int:
        """Persons who travel on a stretcher."""
        return sum(line.stretcher for line in self.lines)

    @property
    def escorts(self) -> int:
        """Persons who travel with an escort."""
        return sum(line.escort for line in self.lines)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All persons whom one plan takes home to one side.

    Attributes:
        side: code of the side the persons go home to, which receives them.
        other_side: code of the side that holds them and hands them over.
        terms: id to title of the agreement's terms, in its order.
        stages: every stage of the round, those without a person of this side included.
        plan_sha256: digest of ``plan.json``, hex.
        is_rehearsal: whether the lot of the plan was not drawn by both sides and the neutral.
    """

    side: str
    other_side: str
    agreement_id: str
    agreement_title: str
    signed: dt.date
    round_date: dt.date
    terms: Mapping[str, str]
    stages: tuple[ManifestStage, ...]
    plan_sha256: str
    is_rehearsal: bool

    @property
    def persons(self) -> int:
        """How many persons stand on the manifest."""
        return sum(len(stage.lines) for stage in self.stages)


def manifest(plan: Plan, agreement: Agreement, persons: Iterable[Person], side: str) -> Manifest:
    """Make the manifest of the persons whom ``plan`` takes home to ``side``.

    Args:
        plan: made from ``agreement`` and ``persons``.
        agreement: as signed.
        persons: everyone given to the planner, of both sides, in any order.
        side: code of the side the persons go home to.

    Raises:
        ValueError: ``side`` is not a side of the agreement.
        KeyError: the plan names a person whom ``persons`` lacks.
    """
    if side not in agreement.sides:
        raise ValueError(f"“{side}” is not a side of the agreement")
    known = {person.person_id: person for person in persons if person.side == side}
    going = [(line, known[line.person_id]) for line in plan.lines if line.side == side]
    going.sort(key=lambda pair: (pair[0].stage, alphabetical(pair[1].names), pair[1].person_id))
    marks = _family_marks(person for _, person in going)
    forms = [_forms(person.names) for _, person in going]
    latin = latin_names([first for first, _ in forms])
    lines_by_stage: dict[int, list[ManifestLine]] = {}
    persons_by_term: Counter[tuple[int, str]] = Counter()
    for number, (line, person) in enumerate(going, start=1):
        printed = _line(number, person, *forms[number - 1], latin[number - 1], marks.get(person.family_group, ""))
        lines_by_stage.setdefault(line.stage, []).append(printed)
        persons_by_term[line.stage, line.term] += 1
    return Manifest(
        side=side,
        other_side=next(code for code in agreement.sides if code != side),
        agreement_id=_one_line(agreement.agreement_id),
        agreement_title=_one_line(agreement.title),
        signed=agreement.signed,
        round_date=agreement.round.date,
        terms={term.term_id: _one_line(term.title) for term in agreement.terms},
        stages=tuple(
            ManifestStage(
                stage,
                tuple(lines_by_stage.get(stage, ())),
                {term.term_id: persons_by_term[stage, term.term_id] for term in agreement.terms},
            )
            for stage in range(1, agreement.round.stages + 1)
        ),
        plan_sha256=plan_sha256(plan),
        is_rehearsal=plan.lot_kind is LotKind.REHEARSAL,
    )


def _family_marks(going: Iterable[Person]) -> dict[str, str]:
    """Family group to its mark on this manifest, in the order in which the groups first appear on it."""
    members = Counter(person.family_group for person in going if person.family_group)
    together = [group for group, count in members.items() if count > 1]
    return {group: f"F{place}" for place, group in enumerate(together, start=1)}


def _forms(names: str) -> tuple[str, str]:
    """The form first written, and what is written behind `` / ``: the form of the other side, if any."""
    first, _, other = _one_line(names).partition(" / ")
    return first, other


def _line(number: int, person: Person, name: str, other_form: str, latin: str, family: str) -> ManifestLine:
    return ManifestLine(
        number=number,
        person_id=_one_line(person.person_id),
        name=name,
        other_form=other_form,
        latin=latin,
        born=date_as_printed(person.birth_date) if person.birth_date else "",
        stretcher=person.stretcher,
        escort=person.fit_to_travel is Fitness.WITH_ESCORT,
        family=family,
    )


def _one_line(text: str) -> str:
    """The text without line breaks and signs that cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def alphabetical(name: str) -> tuple[list[int], str]:
    """Sort key of a name in the order of the alphabets of all four languages, Latin before Cyrillic.

    A letter with a mark that none of these alphabets has counts as the letter without it; letters of other scripts
    come last. Case, apostrophes and hyphens count only between names otherwise equal.
    """
    letters = name.replace("İ", "i").replace("I", "ı" if _TURKISH & set(name) else "i").lower()
    return [_place_in_alphabet(sign) for sign in letters if sign == " " or _is_letter_or_digit(sign)], name


def _is_letter_or_digit(sign: str) -> bool:
    """False for an apostrophe too, which Unicode counts among the letters (U+02BC)."""
    return sign.isalnum() and unicodedata.category(sign) != "Lm"


def _place_in_alphabet(sign: str) -> int:
    bare = sign if sign in _PLACE_IN_ALPHABET else unicodedata.normalize("NFD", sign)[0]
    return _PLACE_IN_ALPHABET.get(bare, len(_ALPHABET) + ord(bare))


def date_as_printed(born: PartialDate) -> str:
    """A date as far as it is known, as people of all four languages write it.

    ``17.05.1999``, ``05.1999``, ``1999``, a span of years as ``1990-1999`` with a dash, else of days as
    ``17.05.1999-20.05.1999``; behind it ``?`` for doubt, before it ``≈`` for about.
    """
    first, last = born.earliest, born.latest
    if born.is_day:
        text = f"{first:%d.%m.%Y}"
    elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        text = f"{first.year}" if first.year == last.year else f"{first.year}\N{EN DASH}{last.year}"
    elif first.day == 1 and (first.year, first.month) == (last.year, last.month):
        text = f"{first:%m.%Y}"
    else:
        text = f"{first:%d.%m.%Y}\N{EN DASH}{last:%d.%m.%Y}"
    about = "≈ " if born.qualifier in (Qualifier.APPROXIMATE, Qualifier.BOTH) else ""
    doubt = "?" if born.qualifier in (Qualifier.UNCERTAIN, Qualifier.BOTH) else ""
    return f"{about}{text}{doubt}"
