"""Make the files of the example of remains: consignments, 300 containers, cases, and 60 families with profiles.

    python tools/examples/make_remains.py examples/remains

Everything is drawn with a fixed seed, so that the files are the same each time. Every person is invented; frequencies
of alleles are the invented ones of ``examples/kinship/comparison.json``. ``truth.csv`` tells which individual each part
is of and which missing person that is; no rule reads it. Written as well: ``known_failure/``, a replay of what went
wrong elsewhere: one parent's sample, a person seen alive and returned.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from homeward.kinship.files.case_files import read_event
from homeward.remains.identification import may_be_proposed
from homeward.remains.individuals import PAIRED
from homeward.remains.searching import candidates
from homeward.remains.tags import Tagged, tag_number
from homeward.remains.terms import Element

MARKERS = Path(__file__).resolve().parents[2] / "examples" / "kinship" / "comparison.json"
STAGES = ("2025-06-11", "2025-06-13", "2025-06-14", "2025-06-15", "2025-06-16")
EACH = 60
UNDECLARED_GAP = 3
ELEMENTS = (
    Element.CRANIUM, Element.MANDIBLE, Element.HUMERUS, Element.FEMUR, Element.TIBIA, Element.HIP_BONE,
    Element.SCAPULA, Element.SACRUM,
)  # fmt: skip
#: Typed relatives of each kind of family, and how many families there are of it.
FAMILIES = {
    "both_parents": (("father", "mother"), 18),
    "mother": (("mother",), 12),
    "parent_sibling": (("mother", "sibling1"), 10),
    "siblings": (("sibling1", "sibling2"), 6),
    "child_spouse": (("spouse", "child"), 8),
    "father_child": (("father", "child", "spouse"), 6),
}
FOUND_OF_SOUGHT = 50
EXPERTS = ("X-101", "X-102")
BOARD = ("M-1", "M-2", "M-3", "M-4", "M-5")
SEARCHED_ON = dt.date(2025, 11, 3)

Profile = dict[str, list[str]]


@dataclass
class Individual:
    """Somebody who died; ``person`` is the missing person's number if a family looks for them."""

    number: int
    sex: str
    profile: Profile
    person: str = ""
    parts: list[str] = field(default_factory=list)


@dataclass
class Table:
    """Rows of one file."""

    columns: str
    rows: list[Sequence[object]] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        """One row."""
        self.rows.append(cells)

    def write(self, path: Path) -> None:
        """As CSV, rows in order."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(self.columns.split())
            writer.writerows(self.rows)


EVENT_COLUMNS = "event_id on kind container_id consignment_id part_id case_id person_id parts decision_id undoes to"
DECISION_COLUMNS = "decision_id on case_id person_id act votes reasons dissent set_aside"
FACT_COLUMNS = "fact_id known_on subject kind at value said_by source"
COMPARISON_COLUMNS = (
    "comparison_id case_id person_id line result on expert second_reader relatives log10_lr remains_searched "
    "missing_searched stated further_open report"
)


class Events(Table):
    """Rows of ``events.csv``, numbered."""

    def __init__(self) -> None:
        super().__init__(EVENT_COLUMNS)

    def happen(self, on: dt.date, kind: str, **cells: str) -> str:
        """One event; its number."""
        number = f"E{len(self.rows) + 1:04}"
        names = EVENT_COLUMNS.split()[3:]
        self.add(number, on, kind, *(cells.get(name, "") for name in names))
        return number


class Population:
    """Draws alleles and passes them on."""

    def __init__(self, chance: random.Random) -> None:
        told = json.loads(MARKERS.read_text(encoding="utf-8"))
        self.markers = told["cases"][0]["markers"]
        self.chance = chance

    def stranger(self) -> Profile:
        """Two alleles at each marker, from the population."""
        return {
            one["name"]: sorted(self.chance.choices(one["alleles"], one["frequencies"], k=2)) for one in self.markers
        }

    def child(self, mother: Profile, father: Profile) -> Profile:
        """One allele of each parent."""
        return {name: sorted((self.chance.choice(mother[name]), self.chance.choice(father[name]))) for name in mother}


def main() -> None:
    """Make all files."""
    out = Path(sys.argv[1])
    (out / "given").mkdir(parents=True, exist_ok=True)
    chance = random.Random("homeward example remains 2025-06-16")
    consignments().write(out / "consignments.csv")
    population = Population(chance)
    families, sought = make_families(population, chance)
    example = Example(chance, population, sought)
    example.fill_containers()
    example.work_through()
    (out / "event.json").write_text(
        json.dumps(
            {
                "format": "dvi-large/1",
                "note": "Invented persons, invented frequencies.",
                "markers": population.markers,
                "pm": example.profiles,
                "am": families,
                "missing": [person for person, _sex, _profile in sought],
            },
            separators=(",", ":"),
        )
        + "\n",
        encoding="utf-8",
    )
    example.decide(out / "event.json")
    example.write(out)
    known_failure(out / "known_failure")


def consignments() -> Table:
    """Five stages one way, one the other; what was declared and what was counted parts in the last stage."""
    table = Table("consignment_id stage from_side to_side point counted_by unit count document")
    for number, stage in enumerate(STAGES, start=1):
        of = (f"C-{number}", stage, "RU", "UA")
        declared = EACH + (UNDECLARED_GAP if number == len(STAGES) else 0)
        for point, who, count in (
            ("declared", "RU", declared),
            ("loaded", "RU", declared),
            ("handed_over", "RU", declared),
            ("handed_over", "UA", EACH),
            ("handed_over", "NEUTRAL", EACH),
            ("received", "UA", EACH),
            ("received", "NEUTRAL", EACH),
        ):
            table.add(*of, point, who, "container", count, f"act {number}")
    of = ("C-6", "2025-06-16", "UA", "RU")
    for point, who in (("declared", "UA"), ("handed_over", "UA"), ("handed_over", "RU"), ("handed_over", "NEUTRAL")):
        table.add(*of, point, who, "container", 27, "act 6")
    return table


def make_families(population: Population, chance: random.Random) -> tuple[list[dict], list[tuple[str, str, Profile]]]:
    """60 families as ``dvi-large/1`` has them, and who is looked for: number, sex, true profile."""
    families, sought = [], []
    for kind, (typed, count) in FAMILIES.items():
        for _each in range(count):
            number = len(families) + 1
            person = tag_number(Tagged.PERSON, f"example missing {number}")
            name = f"F{number:02}"
            sex = "M" if chance.random() < 0.95 else "F"
            mother, father, spouse = (population.stranger() for _one in range(3))
            missing = population.child(mother, father)
            profiles = {
                "mother": mother,
                "father": father,
                "spouse": spouse,
                "sibling1": population.child(mother, father),
                "sibling2": population.child(mother, father),
                "child": population.child(missing, spouse),
            }
            sought.append((person, sex, missing))
            families.append(
                {
                    "family": name,
                    "type": kind,
                    "pedigree": pedigree(name, person, sex, typed),
                    "genotypes": {f"{name}_{one}": profiles[one] for one in typed},
                }
            )
    return families, sought


def pedigree(name: str, person: str, sex: str, typed: Sequence[str]) -> list[dict]:
    """The missing person, both parents, and whoever is typed."""

    def member(who: str, of_sex: str, father: str | None = None, mother: str | None = None) -> dict:
        return {"id": who, "father": father, "mother": mother, "sex": of_sex}

    parents = f"{name}_father", f"{name}_mother"
    members = [member(parents[0], "M"), member(parents[1], "F"), member(person, sex, *parents)]
    for one in typed:
        if one.startswith("sibling"):
            members.append(member(f"{name}_{one}", "M", *parents))
    if "child" in typed:
        members.append(member(f"{name}_spouse", "F" if sex == "M" else "M"))
        of_child = (person, f"{name}_spouse") if sex == "M" else (f"{name}_spouse", person)
        members.append(member(f"{name}_child", "F", *of_child))
    return members


class Example:
    """300 containers from being received to what the board decided."""

    def __init__(
        self, chance: random.Random, population: Population, sought: Sequence[tuple[str, str, Profile]]
    ) -> None:
        self.chance, self.population, self.sought = chance, population, sought
        self.events, self.parts = Events(), Table("part_id element side zones group")
        self.comparisons, self.decisions = Table(COMPARISON_COLUMNS), Table(DECISION_COLUMNS)
        self.facts, self.truth = Table(FACT_COLUMNS), Table("container_id part_id individual person_id")
        self.containers: list[tuple[str, str, list[tuple[Individual, frozenset[Element]]]]] = []
        self.case_of: dict[str, str] = {}
        self.profiles: list[dict] = []
        self.individual_of: dict[str, Individual] = {}

    def fill_containers(self) -> None:
        """Who lies in which container: mostly one in one; some in two containers; some containers hold several."""
        chance = self.chance
        found = chance.sample(range(len(self.sought)), FOUND_OF_SOUGHT)
        people = []
        for number in range(1, 293):
            if number <= len(found):
                person, sex, profile = self.sought[found[number - 1]]
                people.append(Individual(number, sex, profile, person))
            else:
                people.append(Individual(number, "M", self.population.stranger()))
        chance.shuffle(people)
        whole = frozenset(ELEMENTS)
        contents: list[list[tuple[Individual, frozenset[Element]]]] = []
        upper = frozenset((Element.CRANIUM, Element.MANDIBLE, Element.HUMERUS, Element.SCAPULA))
        for one in people[:28]:  # in two containers each
            contents += [[(one, upper)], [(one, whole - upper)]]
        for at in range(28, 52, 2):  # two in one
            contents.append([(people[at], whole), (people[at + 1], whole - upper)])
        for at in range(52, 64, 3):  # three in one
            contents.append([(one, upper) for one in people[at : at + 3]])
        contents += [[(one, self._some(whole))] for one in people[64:]]
        assert len(contents) == EACH * len(STAGES), len(contents)
        chance.shuffle(contents)
        for place, inside in enumerate(contents):
            container = tag_number(Tagged.CONTAINER, f"example container {place + 1}")
            self.containers.append((container, f"C-{place // EACH + 1}", inside))

    def _some(self, elements: frozenset[Element]) -> frozenset[Element]:
        lost = self.chance.choice((0, 0, 0, 1, 2, 3))
        return elements - set(self.chance.sample(sorted(elements), lost))

    def work_through(self) -> None:
        """Receive, clear, open, divide, open cases, take samples."""
        for place, (container, consignment, _inside) in enumerate(self.containers):
            on = dt.date.fromisoformat(STAGES[place // EACH])
            self.events.happen(on, "receive", container_id=container, consignment_id=consignment)
        for place, (container, _consignment, inside) in enumerate(self.containers):
            on = dt.date(2025, 6, 20) + dt.timedelta(days=place // 12)
            if place in (71, 188):  # still to be cleared
                continue
            if place == 133:
                self.events.happen(on, "item_found", container_id=container)
                on += dt.timedelta(days=1)
            self.events.happen(on, "clear", container_id=container)
            if place < 294:  # the last ones are still closed
                self._open(container, on + dt.timedelta(days=20), place, inside)
        self.events.rows.sort(key=lambda row: row[1])

    def _open(
        self, container: str, on: dt.date, place: int, inside: Sequence[tuple[Individual, frozenset[Element]]]
    ) -> None:
        first = tag_number(Tagged.PART, f"example part {place + 1}")
        self.events.happen(on, "open", container_id=container, parts=first)
        parts = [first]
        apart = len(inside) == 1 or place % 4 != 0  # some containers of several are not separated yet
        if len(inside) > 1 and apart:
            parts = [tag_number(Tagged.PART, f"example part {place + 1}.{n}") for n in range(1, len(inside) + 1)]
            self.events.happen(on, "split", part_id=first, parts=";".join(parts))
        for at, (one, elements) in enumerate(inside):
            part = parts[at] if apart else first
            self._describe(part, elements)
            self.truth.add(container, part, one.number, one.person)
            one.parts.append(part)
            self.individual_of.setdefault(part, one)
        for part in parts:
            case = tag_number(Tagged.CASE, f"example case {part}")
            self.events.happen(on, "case", case_id=case, parts=part)
            self.case_of[part] = case
            if apart and self.chance.random() < 0.88:
                self._sample(part, self.individual_of[part])

    def _describe(self, part: str, elements: Iterable[Element]) -> None:
        for element in sorted(elements):
            for side in ("L", "R") if element in PAIRED else ("",):
                zones = "all" if self.chance.random() < 0.8 else self.chance.choice(("1;2", "2;3", "1"))
                self.parts.add(part, element.value, side, zones, "")

    def _sample(self, part: str, one: Individual) -> None:
        """A profile; degraded remains give fewer markers."""
        names = list(one.profile)
        kept = names if self.chance.random() < 0.8 else sorted(self.chance.sample(names, 13), key=names.index)
        genotypes = {name: one.profile[name] for name in kept}
        self.profiles.append({"id": part, "sex": one.sex, "genotypes": genotypes})

    def decide(self, event: Path) -> None:
        """The search as the demo runs it, other lines beside it, and what the board made of them."""
        self._join()
        comparisons = candidates(
            read_event(event), self.case_of, expert=EXPERTS[0], second_reader=EXPERTS[1], on=SEARCHED_ON
        )
        on = dt.date(2025, 11, 10)
        strong = []
        for one in comparisons:
            holds = all(outcome.holds for outcome in may_be_proposed([one], 1))
            if holds:
                strong.append(one)
            elif len(one.relatives) == 1 and len(self.comparisons.rows) < 5:
                self._other_line(one.case, one.person, ("dental", "medical", "effects")[len(self.comparisons.rows) % 3])
        for place, one in enumerate(strong[:-3]):
            self._through_board(place, len(strong) - 6, one.case, one.person, on + dt.timedelta(days=place // 4))
        self._known(strong)

    def _join(self) -> None:
        """Parts of one individual from two containers, joined by decision; one join was wrong and is undone."""
        people = {one.number: one for one in self.individual_of.values()}
        two = [one for one in people.values() if len(one.parts) == 2 and self._separate(one)]
        for number, one in enumerate(sorted(two, key=lambda one: one.number)[:14], start=1):
            home, other = one.parts
            self.events.happen(
                dt.date(2025, 10, 1), "join", case_id=self.case_of[home], parts=other, decision_id=f"J-{number}"
            )
            self.case_of[other] = self.case_of[home]
        single = [one for one in people.values() if len(one.parts) == 1 and not one.person and self._separate(one)]
        home, other = (one.parts[0] for one in sorted(single, key=lambda one: one.number)[:2])
        self.events.happen(dt.date(2025, 10, 2), "join", case_id=self.case_of[home], parts=other, decision_id="J-90")
        self.events.happen(dt.date(2025, 10, 20), "separate", undoes="J-90", decision_id="J-91")

    def _separate(self, one: Individual) -> bool:
        """Whether each part of an individual holds nobody else."""
        return all(sum(row[1] == part for row in self.truth.rows) == 1 for part in one.parts)

    def _other_line(self, case: str, person: str, line: str) -> None:
        number = f"O-{len(self.comparisons.rows) + 1}"
        cells = ("", "", "", "", "", "no", f"report {number}")
        self.comparisons.add(number, case, person, line, "supports", "2025-11-05", "X-201", "X-202", *cells)

    def _through_board(self, place: int, confirmed: int, case: str, person: str, on: dt.date) -> None:
        """Proposed; the first of them confirmed, told and mostly handed over, one rejected, the rest waiting."""
        number = f"D-{place + 1:03}"
        self.decisions.add(f"{number}p", on, case, person, "propose", "", "comparisons agree", "", "")
        if place > confirmed:
            return
        votes = ";".join(f"{member}:for" for member in BOARD)
        dissent = ""
        if place == 5:
            votes, dissent = votes.replace("M-3:for", "M-3:against"), "asks for a second sample of the remains"
        day = on + dt.timedelta(days=4)
        if place == confirmed:
            text = "the relatives' samples are to be taken again"
            self.decisions.add(number, day, case, person, "reject", votes, text, "", "")
            return
        self.decisions.add(number, day, case, person, "confirm", votes, "all lines agree", dissent, "")
        self.events.happen(day, "identify", case_id=case, person_id=person, decision_id=number)
        told = f"T-{place + 1:03}"
        self.facts.add(f"{told}f", day + dt.timedelta(days=3), number, "family_told", "", "", "UA", "")
        if place < confirmed - 5:
            to = "family" if place % 3 else "other side"
            self.events.happen(day + dt.timedelta(days=9), "hand_over", case_id=case, to=to)

    def _known(self, strong: Sequence[object]) -> None:
        """What is known besides: a sighting that suspends, one that stands in the way of a proposal, sexes and ages."""
        suspended, waiting = strong[-8], strong[-1]
        self.facts.add("S-1", "2025-12-09", suspended.person, "alive", "2025-09", "", "RU", "letter")
        self.decisions.add(
            "D-900", "2025-12-10", suspended.case, suspended.person, "suspend", "", "sighting S-1", "", ""
        )
        self.facts.add("S-2", "2025-11-12", waiting.person, "alive", "2025-08-20", "", "UA", "returned person")
        for place, one in enumerate(strong[:12]):
            self.facts.add(f"B-{place + 1}", "2025-07-01", one.person, "born", "1990", "", "UA", "")
            self.facts.add(f"A-{place + 1}", "2025-08-01", one.case, "age", "", "25/45", "", "")
        unnamed = sorted(
            {self.case_of[part] for part, one in self.individual_of.items() if not one.person}
            - {one.case for one in strong}
        )
        for case in unnamed[:9]:
            self.events.happen(dt.date(2026, 6, 20), "bury", case_id=case, to="numbered grave")

    def write(self, out: Path) -> None:
        """The tables."""
        self.events.rows.sort(key=lambda row: str(row[1]))
        folder = out / "given"
        self.events.write(folder / "events.csv")
        self.parts.write(folder / "parts.csv")
        self.comparisons.write(folder / "comparisons.csv")
        self.decisions.write(folder / "decisions.csv")
        self.facts.write(folder / "facts.csv")
        self.truth.write(out / "truth.csv")


def known_failure(out: Path) -> None:
    """One parent's sample and “99.9999 %”; three sightings; a return alive; a revocation and what follows."""
    out.mkdir(parents=True, exist_ok=True)
    container, part, case, person = (
        tag_number(of, "known failure") for of in (Tagged.CONTAINER, Tagged.PART, Tagged.CASE, Tagged.PERSON)
    )
    events = Events()
    events.happen(dt.date(2025, 6, 11), "receive", container_id=container, consignment_id="C-1")
    events.happen(dt.date(2025, 6, 24), "clear", container_id=container)
    events.happen(dt.date(2025, 7, 2), "open", container_id=container, parts=part)
    events.happen(dt.date(2025, 7, 2), "case", case_id=case, parts=part)
    events.happen(dt.date(2025, 9, 15), "identify", case_id=case, person_id=person, decision_id="D-2")
    events.happen(dt.date(2025, 9, 25), "hand_over", case_id=case, to="family")
    events.happen(dt.date(2026, 3, 6), "revoke", case_id=case, person_id=person, decision_id="D-4")
    events.write(out / "events.csv")
    parts = Table("part_id element side zones group")
    for element, side in (("cranium", ""), ("femur", "L"), ("femur", "R"), ("humerus", "L")):
        parts.add(part, element, side, "all", "")
    parts.write(out / "parts.csv")
    comparisons = Table(COMPARISON_COLUMNS)
    comparisons.add(
        "K-1", case, person, "dna_kinship", "supports", "2025-09-01", "X-1", "X-2", "mother", "6", 6057, 70000,
        "99.9999 %", "no", "report 1",
    )  # fmt: skip
    comparisons.write(out / "comparisons.csv")
    votes = "M-1:for;M-2:for;M-3:for"
    decisions = Table(DECISION_COLUMNS)
    decisions.add("D-1", "2025-09-03", case, person, "propose", "", "DNA of the mother", "", "")
    decisions.add("D-2", "2025-09-15", case, person, "confirm", votes, "probability of 99.9999 %", "", "")
    decisions.add("D-3", "2026-02-10", case, person, "suspend", "", "sightings S-1 to S-3", "", "")
    decisions.add("D-4", "2026-03-05", case, person, "revoke", votes, "returned alive, act R-1", "", "")
    decisions.write(out / "decisions.csv")
    facts = Table(FACT_COLUMNS)
    facts.add("T-1", "2025-09-18", "D-2", "family_told", "", "", "UA", "")
    facts.add("T-2", "2025-09-20", "D-2", "certificate_issued", "", "", "UA", "")
    facts.add("T-3", "2025-09-22", "D-2", "bureau_told", "", "", "UA", "")
    facts.add("S-1", "2025-10-04", person, "alive", "2025-08-17", "", "UA", "told by a returned person")
    facts.add("S-2", "2025-12-01", person, "alive", "2025-10", "", "NEUTRAL", "letter")
    facts.add("S-3", "2026-02-08", person, "alive", "2026-01-15", "", "RU", "visit")
    facts.add("R-1", "2026-03-04", person, "returned", "2026-03-04", "", "NEUTRAL", "act of hand-over")
    facts.add("T-4", "2026-03-05", "D-2", "family_told_again", "", "", "UA", "")
    facts.write(out / "facts.csv")


if __name__ == "__main__":
    main()
