"""A second look at a plan: short, and without the planner, its ranks or a solver.

It reads the plan as a document and proves two things from agreement and persons alone: that the plan is allowed, and
that nobody was passed over: no unit left out could be added to the plan as it is, alone or in exchange for one of the
other side, and none could take the places of units that rank behind it. What it does not prove, that no quite
different plan would send more, is what ``verify`` recomputes. Rule numbers are those of
``docs/reference/exchange-plan.md``.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from homeward.exchange.terms import Agreement, Person
from homeward.register.dates import Truth


def check(document: Mapping[str, Any], agreement: Agreement, persons: Iterable[Person]) -> list[str]:
    """What is wrong with a plan, each with the number of the rule it breaks; empty when nothing is."""
    listed = {person.person_id: person for person in persons}
    lines = {line["person_id"]: line for line in document["lines"]}
    wrong = [f"R1: {who} is not listed once" for who, n in Counter(_everyone(document)).items() if n > 1]
    wrong += [f"R1: {who} is not listed once" for who in sorted(set(_everyone(document)) ^ set(listed))]
    if wrong:
        return wrong

    term_of = {who: _term(person, agreement) for who, person in listed.items()}
    may_go = {who for who, person in listed.items() if term_of[who] is not None and _gates_open(person, agreement)}
    for who, line in lines.items():
        if not _gates_open(listed[who], agreement):
            wrong.append(f"R2: a gate is closed for {who}")
        if line["term"] != (term_of[who] is not None and agreement.terms[term_of[who] or 0].term_id):
            wrong.append(f"R3: {who} does not fall under {line['term']}")
        if line["side"] != listed[who].side or not 1 <= line["stage"] <= agreement.round.stages:
            wrong.append(f"R1: {who} is sent the wrong way or in no stage")
    if wrong:
        return wrong

    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for who, person in listed.items():
        if not person.already_returned:
            groups[("group", person.family_group) if person.family_group else ("alone", who)].append(who)
    units: list[tuple[tuple[Any, ...], int | None, tuple[Any, ...]]] = []  # rank, stage, kind
    for key, members in groups.items():
        able = sorted(who for who in members if who in may_go)
        due = able if len(able) == len(members) or agreement.round.family_groups == "eligible_members" else []
        stages = {lines[who]["stage"] if who in lines else None for who in due}
        if len(stages) > 1 or any(who in lines for who in set(members) - set(due)):
            wrong.append(f"R5: the members of {key[1]} are parted")
        elif due:
            kind = tuple(sorted((listed[w].side, term_of[w], listed[w].stretcher) for w in due))
            rank = min(_rank(listed[w], term_of[w] or 0, agreement, str(document["lot"])) for w in due)
            units.append((rank, stages.pop(), kind))
    if wrong:
        return wrong

    load = Counter((lines[w]["stage"], listed[w].side, term_of[w], listed[w].stretcher) for w in lines)
    for stage in range(1, agreement.round.stages + 1):
        if not _fits(load, (), stage, agreement):
            wrong.append(f"R7: too many persons in stage {stage}, or more than was agreed")
        if any(_balance(load, stage, agreement)):
            wrong.append(f"R8: the numbers of stage {stage} are not equal")
    for at, term in enumerate(agreement.terms):
        count = {side: sum(n for k, n in load.items() if k[1:3] == (side, at)) for side in agreement.sides}
        if document["counts"].get(term.term_id) != count:
            wrong.append(f"R12: the counts of {term.term_id} are not those of the lines")
    return wrong or _passed_over(sorted(units), load, agreement)


def _passed_over(units: list[Any], load: Counter[Any], agreement: Agreement) -> list[str]:
    wrong = []
    by_kind: dict[Any, list[float]] = defaultdict(list)
    behind: Counter[Any] = Counter()
    for rank, stage, kind in reversed(units):
        by_kind[kind].append(float("inf") if stage is None else stage)
        if stage is None and any(
            all(behind[at, one] >= n for one, n in Counter(kind).items()) for at in range(1, agreement.round.stages + 1)
        ):
            wrong.append(f"R10: {rank[-1]} is passed over for persons behind")
        elif stage is not None and len(kind) == 1:
            behind[stage, kind[0]] += 1
    for kind, stages in by_kind.items():
        if any(earlier < later for earlier, later in pairwise(stages)):  # from the last in rank to the first
            wrong.append(f"R10: units alike in {kind} do not go in their order")
    for stage in range(1, agreement.round.stages + 1):
        free = [k for k, stages in by_kind.items() if float("inf") in stages and _fits(load, k, stage, agreement)]
        sums = [_balance(load + Counter((stage, *one) for one in kind), stage, agreement) for kind in free]
        if any(not any(one) or [-n for n in one] in sums for one in sums):
            wrong.append(f"R9: someone left out could be added to stage {stage}")
    return wrong


def _everyone(document: Mapping[str, Any]) -> list[str]:
    return [one["person_id"] for part in ("lines", "left_out") for one in document[part]]


def _gates_open(person: Person, agreement: Agreement) -> bool:
    confirmed = set(person.confirmed_by) == set(agreement.sides)
    return (
        confirmed and person.will == "yes" and person.fit_to_travel in ("yes", "escort") and not person.already_returned
    )


def _term(person: Person, agreement: Agreement) -> int | None:
    for at, term in enumerate(agreement.terms):
        if term.from_side != person.side and term.category.find(person).truth is Truth.TRUE:
            return at
    return None


def _rank(person: Person, at: int, agreement: Agreement, lot: str) -> tuple[Any, ...]:
    born, held, last = person.birth_date, person.held_since, (1, 0)
    measures = {
        "medical_urgency": -(person.medical_urgency or 0),
        "held_since": (0, held.latest.toordinal()) if held and not held.qualifier else last,
        "age": (0, born.latest.toordinal()) if born and not born.qualifier else last,
        "youngest": (0, -born.earliest.toordinal()) if born and not born.qualifier else last,
        "stretcher": not person.stretcher,
    }
    drawn = hmac.new(bytes.fromhex(lot), person.person_id.encode(), hashlib.sha256).hexdigest()
    return (at, *(measures[criterion] for criterion in agreement.terms[at].order), drawn, person.person_id)


def _fits(load: Counter[Any], kind: tuple[Any, ...], stage: int, agreement: Agreement) -> bool:
    """Whether places and agreed numbers suffice for the plan with one more unit of a kind in a stage."""
    load = load + Counter((stage, *one) for one in kind)
    for side in agreement.sides:
        places = agreement.round.capacity[side][stage - 1]
        lying = sum(n for k, n in load.items() if k[:2] == (stage, side) and k[3])
        seated = sum(n for k, n in load.items() if k[:2] == (stage, side) and not k[3])
        if lying > places.stretchers or seated > places.seats:
            return False
        for at, term in enumerate(agreement.terms):
            most = term.most(side)
            if most is not None and sum(n for k, n in load.items() if k[1:3] == (side, at)) > most:
                return False
    return True


def _balance(load: Counter[Any], stage: int, agreement: Agreement) -> list[int]:
    """Per term of equal numbers, how many more go home to one side than to the other in a stage."""
    one = agreement.sides[0]
    return [
        sum(n if k[1] == one else -n for k, n in load.items() if k[0] == stage and k[2] == at)
        for at, term in enumerate(agreement.terms)
        if term.rule == "equal_numbers"
    ]
