"""The numbers of a round: how many persons can go under each term, and whether a choice leaves them reachable.

All units of one type are alike here, so the programs stay small however many persons there are. The numbers are
found by CP-SAT and again by HiGHS; they must agree. Whether numbers can still be reached is a yes-or-no question
with one right answer, asked of CP-SAT, which reckons in whole numbers. Neither has a time limit, and no answer
depends on a seed, a thread or the solution a solver happens to find. This is the only file that speaks to a solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
from ortools.sat.python import cp_model_helper as cp_sat

from homeward.errors import OwnFailure
from homeward.exchange.terms import Agreement, Capacity, Rule
from homeward.exchange.units import Unit, UnitType

#: Units of each type in each stage: first index the type, second the stage, both from 0.
Spread = list[list[int]]

_LEAST, _MOST = -(2**60), 2**60


@dataclass(frozen=True, slots=True)
class Problem:
    """What the numbers depend on.

    Attributes:
        types: every type of unit there is, sorted.
        available: units of each type.
        capacity: per side, one ``Capacity`` per stage.
        equal: per term, whether it sends equal numbers in every stage.
        most: per term and side, the most persons in the whole round; None without bound.
    """

    sides: tuple[str, str]
    types: tuple[UnitType, ...]
    available: tuple[int, ...]
    capacity: Mapping[str, tuple[Capacity, ...]]
    equal: tuple[bool, ...]
    most: tuple[Mapping[str, int | None], ...]

    @property
    def stages(self) -> int:
        """How many stages the round has."""
        return len(self.capacity[self.sides[0]])

    def room(self, kind: UnitType, stage: int) -> int:
        """Most units of one type that an empty stage can take."""
        places = self.capacity[kind.side][stage]
        by_seats = places.seats // kind.seated if kind.seated else places.stretchers
        by_stretchers = places.stretchers // kind.lying if kind.lying else by_seats
        return min(by_seats, by_stretchers)


def problem_of(units: Sequence[Unit], agreement: Agreement) -> Problem:
    """Count the units of each type."""
    counted: dict[UnitType, int] = {}
    for unit in units:
        counted[unit.type] = counted.get(unit.type, 0) + 1
    types = sorted(counted, key=lambda kind: (kind.side, kind.by_term, kind.seated, kind.lying))
    return Problem(
        sides=agreement.sides,
        types=tuple(types),
        available=tuple(counted[kind] for kind in types),
        capacity=agreement.round.capacity,
        equal=tuple(term.rule is Rule.EQUAL_NUMBERS for term in agreement.terms),
        most=tuple({side: term.most(side) for side in agreement.sides} for term in agreement.terms),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One linear condition: ``least <= sum of weight * units <= most`` over (type, stage) pairs."""

    weights: dict[tuple[int, int], int]
    least: int | None
    most: int | None


def _rows(problem: Problem) -> list[_Row]:
    """Every condition on the spread of units but the numbers themselves."""
    rows = []
    stages, kinds = range(problem.stages), list(enumerate(problem.types))
    for at, available in enumerate(problem.available):
        rows.append(_Row({(at, stage): 1 for stage in stages}, None, available))
    for side in problem.sides:
        for stage in stages:
            places = problem.capacity[side][stage]
            here = [(at, kind) for at, kind in kinds if kind.side == side]
            rows.append(_Row({(at, stage): kind.seated for at, kind in here if kind.seated}, None, places.seats))
            rows.append(_Row({(at, stage): kind.lying for at, kind in here if kind.lying}, None, places.stretchers))
    for term, most in enumerate(problem.most):
        for side in problem.sides:
            if most[side] is not None:
                rows.append(_Row(_persons(problem, term, stages, side), None, most[side]))
    one = problem.sides[0]
    for term, equal in enumerate(problem.equal):
        for stage in stages if equal else ():
            persons = _persons(problem, term, [stage])
            signed = {key: n if problem.types[key[0]].side == one else -n for key, n in persons.items()}
            rows.append(_Row(signed, 0, 0))
    return rows


def _persons(problem: Problem, term: int, stages: Sequence[int], side: str = "") -> dict[tuple[int, int], int]:
    """Persons under a term as weights of units, for one side or both."""
    return {
        (at, stage): kind.by_term[term]
        for at, kind in enumerate(problem.types)
        for stage in stages
        if kind.by_term[term] and side in ("", kind.side)
    }


def largest_numbers(problem: Problem) -> tuple[int, ...]:
    """The most persons that can go under each term: first under the first, then under the second, and so on.

    HiGHS is quick at finding a good spread, CP-SAT at proving with whole numbers that there is none better: it starts
    from the spread found and comes to its own answer.

    Raises:
        OwnFailure: the two solvers do not agree.
    """
    one, other = _HighsModel(problem, whole_units=True), _CpModel(problem)
    numbers: list[int] = []
    for term in range(len(problem.equal)):
        weights = _persons(problem, term, range(problem.stages))
        first, spread = one.maximise(weights) if weights else (0, None)
        second = other.maximise(weights, spread) if weights else 0
        if first != second:
            raise OwnFailure(f"Two solvers disagree on the numbers of a term: {first} and {second}. No plan was made.")
        one.fix(weights, first)
        other.fix(weights, first)
        numbers.append(first)
    return tuple(numbers)


class Completion:
    """Asks whether a choice of units can be completed to given numbers.

    The models are made once and asked again and again; between two questions only bounds change. The last answer is
    kept: while it fits the next question, no solver is asked.
    """

    def __init__(self, problem: Problem, numbers: Sequence[int]) -> None:
        self._exact = _CpModel(problem)
        self._whole = _HighsModel(problem, whole_units=True)
        self._relaxed = _HighsModel(problem, whole_units=False)
        for term, number in enumerate(numbers):
            for model in (self._exact, self._whole, self._relaxed):
                model.fix(_persons(problem, term, range(problem.stages)), number)
        self._witness: Spread | None = None
        self.questions = 0

    def promising(self, least: Sequence[int], most: Sequence[int], least_in_stage: Spread) -> bool:
        """Whether fractions of units could reach the numbers: a guess in floating point that decides nothing."""
        return self._relaxed.solve_within(least, most, least_in_stage) is not None

    def possible(self, least: Sequence[int], most: Sequence[int], least_in_stage: Spread) -> bool:
        """Whether some spread reaches the numbers with units of each type, and in each stage, within these bounds."""
        if self._witness is not None and _within(self._witness, least, most, least_in_stage):
            return True
        self.questions += 1
        start = None
        if self.promising(least, most, least_in_stage):
            start = self._whole.solve_within(least, most, least_in_stage)
        found = self._exact.solve_within(least, most, least_in_stage, start)
        if found is not None:
            self._witness = found
        return found is not None


def _within(spread: Spread, least: Sequence[int], most: Sequence[int], least_in_stage: Spread) -> bool:
    for row, low, high, low_in_stage in zip(spread, least, most, least_in_stage, strict=True):
        if not low <= sum(row) <= high or any(n < bound for n, bound in zip(row, low_in_stage, strict=True)):
            return False
    return True


class _CpModel:
    """The problem as a CP-SAT model, written through the solver's own binding.

    ``ortools.sat.python.cp_model`` would write the same; it imports pandas, which takes longer than the plan of a
    common round.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_sat.CpModelProto()
        self.parameters = cp_sat.SatParameters()
        self.parameters.num_workers = 1
        self.parameters.symmetry_level = 0
        self.parameters.cp_model_probing_level = 0
        self.parameters.max_presolve_iterations = 1
        stages = range(problem.stages)
        self.totals = [self._variable(available) for available in problem.available]
        self.units = {
            (at, stage): self._variable(min(problem.room(kind, stage), problem.available[at]))
            for at, kind in enumerate(problem.types)
            for stage in stages
        }
        for at, total in enumerate(self.totals):
            self._add([*(self.units[at, stage] for stage in stages), total], [*(1 for _ in stages), -1], 0, 0)
        for row in _rows(problem):
            least = _LEAST if row.least is None else row.least
            columns = [self.units[key] for key in row.weights]
            self._add(columns, list(row.weights.values()), least, _MOST if row.most is None else row.most)

    def _variable(self, most: int) -> int:
        self.model.variables.add().domain.extend([0, most])
        return len(self.model.variables) - 1

    def _add(self, columns: list[int], weights: list[int], least: int, most: int) -> None:
        if not columns:
            return
        linear = self.model.constraints.add().linear
        linear.vars.extend(columns)
        linear.coeffs.extend(weights)
        linear.domain.extend([least, most])

    def fix(self, weights: Mapping[tuple[int, int], int], number: int) -> None:
        self._add([self.units[key] for key in weights], list(weights.values()), number, number)

    def _start_from(self, spread: Spread | None) -> None:
        self.model.clear_solution_hint()
        if spread is not None:
            hint = self.model.solution_hint
            hint.vars.extend([*self.totals, *self.units.values()])
            hint.values.extend([*map(sum, spread), *(spread[at][stage] for at, stage in self.units)])

    def maximise(self, weights: Mapping[tuple[int, int], int], start: Spread | None) -> int:
        self._start_from(start)
        self.model.clear_objective()
        objective = self.model.objective  # the solver minimises: the sum is negated
        objective.vars.extend([self.units[key] for key in weights])
        objective.coeffs.extend([-weight for weight in weights.values()])
        answer = self._solve()
        if answer.status != cp_sat.OPTIMAL:
            raise OwnFailure(f"CP-SAT found no numbers for the round ({answer.status.name}).")
        return sum(weight * int(answer.solution[self.units[key]]) for key, weight in weights.items())

    def solve_within(
        self, least: Sequence[int], most: Sequence[int], least_in_stage: Spread, start: Spread | None
    ) -> Spread | None:
        self._start_from(start)
        variables = self.model.variables
        for at, total in enumerate(self.totals):
            if least[at] > most[at]:
                return None
            domain = variables[total].domain
            domain[0], domain[1] = least[at], most[at]
            for stage, bound in enumerate(least_in_stage[at]):
                domain = variables[self.units[at, stage]].domain
                if bound > domain[1]:
                    return None
                domain[0] = bound
        answer = self._solve()
        if answer.status == cp_sat.INFEASIBLE:
            return None
        if answer.status != cp_sat.OPTIMAL:
            raise OwnFailure(f"CP-SAT could not tell whether the numbers can be reached ({answer.status.name}).")
        stages, found = range(self.problem.stages), list(answer.solution)
        return [[found[self.units[at, stage]] for stage in stages] for at in range(len(self.totals))]

    def _solve(self) -> Any:
        solver: Any = cp_sat.SolveWrapper()
        solver.set_parameters(self.parameters)
        return solver.solve(self.model)


class _HighsModel:
    """The problem as a HiGHS model, in whole units or relaxed to fractions of units."""

    def __init__(self, problem: Problem, whole_units: bool) -> None:
        self.problem = problem
        self.solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
            self.solver.setOptionValue(option, value)
        self.columns: dict[tuple[int, int], int] = {}
        self.room: list[int] = []
        for at, kind in enumerate(problem.types):
            for stage in range(problem.stages):
                self.columns[at, stage] = len(self.columns)
                self.room.append(min(problem.room(kind, stage), problem.available[at]))
                self.solver.addVar(0, self.room[-1])
        if whole_units:
            for column in self.columns.values():
                self.solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        for row in _rows(problem):
            low = -highspy.kHighsInf if row.least is None else row.least
            self._add(row.weights, low, highspy.kHighsInf if row.most is None else row.most)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def _add(self, weights: Mapping[tuple[int, int], int], least: float, most: float) -> None:
        self.solver.addRow(least, most, len(weights), [self.columns[key] for key in weights], list(weights.values()))

    def fix(self, weights: Mapping[tuple[int, int], int], number: int) -> None:
        if weights:
            self._add(weights, number, number)

    def maximise(self, weights: Mapping[tuple[int, int], int]) -> tuple[int, Spread]:
        for key, column in self.columns.items():
            self.solver.changeColCost(column, weights.get(key, 0))
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise OwnFailure(f"HiGHS found no numbers for the round ({self.solver.getModelStatus()}).")
        return round(float(self.solver.getInfo().objective_function_value)), self._spread()

    def solve_within(self, least: Sequence[int], most: Sequence[int], least_in_stage: Spread) -> Spread | None:
        """A spread within bounds, rounded; rows of totals come first, in the order of the types."""
        lowest = [float(bound) for row in least_in_stage for bound in row]
        if any(low > room for low, room in zip(lowest, self.room, strict=True)):
            return None
        rows, columns = list(range(len(least))), list(range(len(lowest)))
        self.solver.changeRowsBounds(len(rows), rows, list(map(float, least)), list(map(float, most)))
        self.solver.changeColsBounds(len(columns), columns, lowest, list(map(float, self.room)))
        self.solver.run()
        optimal = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return self._spread() if optimal else None

    def _spread(self) -> Spread:
        values = self.solver.getSolution().col_value
        spread = [[0] * self.problem.stages for _ in self.problem.types]
        for (at, stage), column in self.columns.items():
            spread[at][stage] = round(values[column])
        return spread
