"""Who goes, given the numbers: units asked one by one in published order, then stages filled in that order.

A unit is taken if, after all taken before it, the numbers can still be reached. A taken unit goes in the earliest
stage in which, after all placed before it, the rest can still be placed. Whether they can is asked of ``counting``.
Most answers are plain from sums, and whatever plain sums allow is tried at once and halved only when it fails, so
that few questions are asked; the answers are the same as one by one, because taking more never undoes a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from homeward.errors import OwnFailure
from homeward.exchange.counting import Completion
from homeward.exchange.problem import Problem, Spread
from homeward.exchange.units import Unit
from homeward.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Choice:
    """What the scan decided.

    Attributes:
        stages: the stage of each unit, from 0, in published order; None for a unit that does not go.
        questions: how often a solver was asked.
    """

    stages: tuple[int | None, ...]
    questions: int


def choose(units: Sequence[Unit], problem: Problem, numbers: Sequence[int], progress: Progress = silent) -> Choice:
    """Choose the units that go, and their stages.

    Args:
        units: in published order.
        problem: what the numbers depend on.
        numbers: the largest numbers of ``problem``, per term.
        progress: told of the two steps.
    """
    type_of = {kind: at for at, kind in enumerate(problem.types)}
    kinds = [type_of[unit.type] for unit in units]
    completion = Completion(problem, numbers)
    anywhere = [[0] * problem.stages for _ in problem.types]

    progress("choosing persons")
    taken = _decide(
        kinds,
        nothing=[[0] for _ in problem.types],
        sums=lambda counts: _Numbers(problem, numbers, counts),
        promising=lambda counts: completion.promising([row[0] for row in counts], problem.available, anywhere),
        possible=lambda counts: completion.possible([row[0] for row in counts], problem.available, anywhere),
    )
    going = [at for at, answer in enumerate(taken) if answer is not None]
    kinds = [kinds[at] for at in going]
    totals = [kinds.count(at) for at in range(len(problem.types))]

    progress("filling stages")
    placed = _decide(
        kinds,
        nothing=anywhere,
        sums=lambda counts: _Places(problem, counts),
        promising=lambda counts: completion.promising(totals, totals, counts),
        possible=lambda counts: completion.possible(totals, totals, counts),
    )
    stages: list[int | None] = [None] * len(units)
    for at, stage in zip(going, placed, strict=True):
        if stage is None:
            raise OwnFailure("A unit that was chosen found no stage. No plan was made.")
        stages[at] = stage
    return Choice(tuple(stages), completion.questions)


class _Sums(Protocol):
    """What plain sums say of the next unit: a refusal is sure, a consent only likely."""

    def allow(self, kind: int, option: int) -> bool:
        """Whether nothing plain speaks against one more unit of this type."""
        ...

    def add(self, kind: int, option: int) -> None:
        """Count one more unit of this type."""
        ...


def _decide(
    kinds: Sequence[int],
    nothing: Spread,
    sums: Callable[[Spread], _Sums],
    promising: Callable[[Spread], bool],
    possible: Callable[[Spread], bool],
) -> tuple[int | None, ...]:
    """Give each unit in turn the first option that leaves the rest possible.

    A whole run of decisions is guessed first and then proved: that its end is possible proves every consent, and
    each refusal is proved by itself. Only if a guess was wrong is every step settled before the next.

    Args:
        kinds: type of each unit, in published order.
        nothing: zero per type and option; says how many options there are.
        sums: plain sums that go on from given counts per type and option.
        promising: a quick guess at whether given counts per type and option can be completed; decides nothing.
        possible: whether they can.
    """
    guess = _run(kinds, nothing, sums, lambda length, after: _guess(length, after, promising))
    if possible(guess.counts) and not any(possible(counts) for counts in guess.refused):
        return guess.answers
    return _run(kinds, nothing, sums, lambda length, after: _settle(length, after, promising, possible)).answers


@dataclass(frozen=True, slots=True)
class _Run:
    """Decisions on all units: the option of each, the counts they end in, and the counts that were refused."""

    answers: tuple[int | None, ...]
    counts: Spread
    refused: list[Spread]


def _run(
    kinds: Sequence[int],
    nothing: Spread,
    sums: Callable[[Spread], _Sums],
    longest: Callable[[int, Callable[[int], Spread]], int],
) -> _Run:
    """Decide on all units; ``longest`` says how many of the likely consents ahead can be given."""
    answers: list[int | None] = [None] * len(kinds)
    counts = [row.copy() for row in nothing]
    barred: set[tuple[int, int]] = set()
    refused: list[Spread] = []
    first = 0
    while first < len(kinds):
        likely = _likely(kinds, first, sums(counts), barred, range(len(nothing[0])))

        def after(granted: int, before: Spread = counts, likely: list[tuple[int, int]] = likely) -> Spread:
            total = [row.copy() for row in before]
            for at, option in likely[:granted]:
                total[kinds[at]][option] += 1
            return total

        good = longest(len(likely), after)
        for at, option in likely[:good]:
            answers[at] = option
        if good == len(likely):
            counts = after(good)
            break
        refused.append(after(good + 1))
        counts = after(good)
        first, option = likely[good]
        barred.add((kinds[first], option))
    return _Run(tuple(answers), counts, refused)


def _guess(length: int, after: Callable[[int], Spread], promising: Callable[[Spread], bool]) -> int:
    """The longest beginning, up to ``length``, that is promising."""
    good, bad = 0, length + 1
    while bad - good > 1:
        tried = (good + bad) // 2 if bad <= length else length
        good, bad = (tried, bad) if promising(after(tried)) else (good, tried)
    return good


def _settle(
    length: int, after: Callable[[int], Spread], promising: Callable[[Spread], bool], possible: Callable[[Spread], bool]
) -> int:
    """The longest beginning, up to ``length``, that is possible; asked from the promising one on."""
    good, bad, tried, step = 0, length + 1, _guess(length, after, promising), 1
    while bad - good > 1:
        if possible(after(tried)):
            good, tried = tried, tried + 1
        else:
            bad, tried, step = tried, max(tried - step, (good + tried) // 2), 2 * step
    return good


def _likely(
    kinds: Sequence[int], first: int, sums: _Sums, refused: set[tuple[int, int]], options: range
) -> list[tuple[int, int]]:
    """The first option of each unit that is neither refused nor plainly impossible, all before being granted."""
    barred = set(refused)
    open_ways = len({(kind, option) for kind in set(kinds[first:]) for option in options} - barred)
    granted = []
    for at in range(first, len(kinds)):
        kind = kinds[at]
        for option in options:
            if (kind, option) in barred:
                continue
            if sums.allow(kind, option):
                sums.add(kind, option)
                granted.append((at, option))
                break
            barred.add((kind, option))
            open_ways -= 1
        if open_ways == 0:
            break
    return granted


class _Numbers:
    """Persons and places that are left for the units still to be asked."""

    def __init__(self, problem: Problem, numbers: Sequence[int], counts: Spread) -> None:
        self.types = problem.types
        self.left = list(numbers)
        self.left_for = {
            side: [
                min(number // 2 if equal else number, number if (most := by_side[side]) is None else most)
                for number, equal, by_side in zip(numbers, problem.equal, problem.most, strict=True)
            ]
            for side in problem.sides
        }
        self.seats = {side: sum(stage.seats for stage in problem.capacity[side]) for side in problem.sides}
        self.stretchers = {side: sum(stage.stretchers for stage in problem.capacity[side]) for side in problem.sides}
        for kind, (count,) in enumerate(counts):
            self._count(kind, count)

    def allow(self, kind: int, option: int) -> bool:  # noqa: ARG002 - there is one option: to be taken
        """Whether numbers, seats and stretchers are left for one more unit."""
        unit = self.types[kind]
        return (
            unit.seated <= self.seats[unit.side]
            and unit.lying <= self.stretchers[unit.side]
            and all(map(int.__le__, unit.by_term, self.left))
            and all(map(int.__le__, unit.by_term, self.left_for[unit.side]))
        )

    def add(self, kind: int, option: int) -> None:  # noqa: ARG002 - as above
        """Count one more unit as taken."""
        self._count(kind, 1)

    def _count(self, kind: int, count: int) -> None:
        unit = self.types[kind]
        self.seats[unit.side] -= unit.seated * count
        self.stretchers[unit.side] -= unit.lying * count
        left_for = self.left_for[unit.side]
        for term, persons in enumerate(unit.by_term):
            if persons:
                self.left[term] -= persons * count
                left_for[term] -= persons * count


class _Places:
    """Places left in each stage, and persons placed there under terms of equal numbers."""

    def __init__(self, problem: Problem, counts: Spread) -> None:
        self.types = problem.types
        one, two = problem.sides
        self.other = {one: two, two: one}
        self.equal = [term for term, equal in enumerate(problem.equal) if equal]
        self.seats = {side: [stage.seats for stage in problem.capacity[side]] for side in problem.sides}
        self.stretchers = {side: [stage.stretchers for stage in problem.capacity[side]] for side in problem.sides}
        self.placed = {side: [[0] * len(problem.equal) for _ in range(problem.stages)] for side in problem.sides}
        for kind, row in enumerate(counts):
            for stage, count in enumerate(row):
                self._count(kind, stage, count)

    def allow(self, kind: int, option: int) -> bool:
        """Whether places are left in the stage, and as many for the other side as equal numbers would ask."""
        unit = self.types[kind]
        other = self.other[unit.side]
        seats, stretchers = self.seats[unit.side][option], self.stretchers[unit.side][option]
        if unit.seated > seats or unit.lying > stretchers:
            return False
        ours, theirs = self.placed[unit.side][option], self.placed[other][option]
        ahead = [ours[term] + unit.by_term[term] - theirs[term] for term in self.equal]
        return (
            sum(n for n in ahead if n > 0) <= self.seats[other][option] + self.stretchers[other][option]
            and sum(-n for n in ahead if n < 0) <= seats + stretchers - unit.seated - unit.lying
        )

    def add(self, kind: int, option: int) -> None:
        """Count one more unit as placed in the stage."""
        self._count(kind, option, 1)

    def _count(self, kind: int, stage: int, count: int) -> None:
        unit = self.types[kind]
        self.seats[unit.side][stage] -= unit.seated * count
        self.stretchers[unit.side][stage] -= unit.lying * count
        for term in self.equal:
            self.placed[unit.side][stage][term] += unit.by_term[term] * count
