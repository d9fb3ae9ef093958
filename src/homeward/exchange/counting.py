"""The numbers of a round: how many persons can go under each term, and whether a choice leaves them reachable.

All units of one type are alike here, so the programs stay small however many persons there are. The numbers are
found by CP-SAT and again by HiGHS; they must agree. Whether numbers can still be reached is a yes-or-no question
with one right answer: a refusal is proved by a combination of conditions that is checked in whole numbers, or by
CP-SAT, which reckons in them; a consent by a spread that CP-SAT has checked. No solver has a time limit, and no
answer depends on a seed, a thread or the solution a solver happens to find. Only this file speaks to a solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import highspy
from ortools.sat.python import cp_model_helper as cp_sat

from homeward.errors import OwnFailure
from homeward.exchange.problem import Problem, Row, Spread, persons_under, refutes, rows_of

_LEAST, _MOST = -(2**60), 2**60


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
        weights = persons_under(problem, term, range(problem.stages))
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
                model.fix(persons_under(problem, term, range(problem.stages)), number)
        self._witness: Spread | None = None
        self.questions = 0

    def promising(self, least: Sequence[int], most: Sequence[int], least_in_stage: Spread) -> bool:
        """Whether fractions of units could reach the numbers: a guess in floating point that decides nothing."""
        return self._relaxed.solve_within(least, most, least_in_stage) is not None

    def possible(self, least: Sequence[int], most: Sequence[int], least_in_stage: Spread) -> bool:
        """Whether some spread reaches the numbers with units of each type, and in each stage, within these bounds."""
        if self._witness is not None and _within(self._witness, least, most, least_in_stage):
            return True
        if not self.promising(least, most, least_in_stage):
            if self._relaxed.is_refuted(least, most, least_in_stage):
                return False
            start = None
        else:
            start = self._whole.solve_within(least, most, least_in_stage)
        self.questions += 1
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
        for row in rows_of(problem):
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
        self.rows: list[Row] = []
        self.room: Spread = [
            [min(problem.room(kind, stage), problem.available[at]) for stage in range(problem.stages)]
            for at, kind in enumerate(problem.types)
        ]
        for at, row in enumerate(self.room):
            for stage, room in enumerate(row):
                self.columns[at, stage] = len(self.columns)
                self.solver.addVar(0, room)
        if whole_units:
            for column in self.columns.values():
                self.solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        else:
            self.solver.setOptionValue("presolve", "off")  # so that a refusal comes with its reason
        for condition in rows_of(problem):
            self._add(condition)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        low = -highspy.kHighsInf if row.least is None else row.least
        high = highspy.kHighsInf if row.most is None else row.most
        columns = [self.columns[key] for key in row.weights]
        self.solver.addRow(low, high, len(columns), columns, list(row.weights.values()))

    def fix(self, weights: Mapping[tuple[int, int], int], number: int) -> None:
        self._add(Row(dict(weights), number, number))

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
        highest = [float(room) for row in self.room for room in row]
        if any(low > high for low, high in zip(lowest, highest, strict=True)):
            return None
        rows, columns = list(range(len(least))), list(range(len(lowest)))
        self.solver.changeRowsBounds(len(rows), rows, list(map(float, least)), list(map(float, most)))
        self.solver.changeColsBounds(len(columns), columns, lowest, highest)
        self.solver.run()
        optimal = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return self._spread() if optimal else None

    def is_refuted(self, least: Sequence[int], most: Sequence[int], least_in_stage: Spread) -> bool:
        """Whether the refusal just given is proved by a combination of rows, in whole numbers."""
        _status, has_ray, ray = self.solver.getDualRay()
        if not has_ray:
            return False
        totals = [Row(row.weights, low, high) for row, low, high in zip(self.rows, least, most, strict=False)]
        rows = [*totals, *self.rows[len(totals) :]]
        return any(refutes(rows, [sign * share for share in ray], least_in_stage, self.room) for sign in (1.0, -1.0))

    def _spread(self) -> Spread:
        values = self.solver.getSolution().col_value
        spread = [[0] * self.problem.stages for _ in self.problem.types]
        for (at, stage), column in self.columns.items():
            spread[at][stage] = round(values[column])
        return spread
