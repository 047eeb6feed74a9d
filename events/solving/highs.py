"""Yes-or-no decisions for HiGHS, with objectives that are taken one after the other.

Loaded by workers only, inside of tasks: HiGHS brings numpy with it.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np

Terms = list[tuple[int, float]]
NEAR = 1e-6
Status = highspy.HighsModelStatus
ENDED = {Status.kOptimal, Status.kTimeLimit, Status.kInfeasible, Status.kUnboundedOrInfeasible}


class Impossible(Exception):
    """No choice keeps all rules, or none was found in the time there was."""


@dataclass(frozen=True)
class Stage:
    """One objective: what was reached, and the bound that HiGHS proved: nothing better than it can be."""

    name: str
    reached: int
    bound: int

    @property
    def is_proven(self) -> bool:
        return self.reached == self.bound


class Program:
    """`seconds` is for all objectives together. The same program gives the same choice: one thread, a fixed seed."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self.tops: list[int] = []
        self.rows: list[tuple[Terms, float, float]] = []
        self.values: list[float] = []
        self.solver: highspy.Highs | None = None

    def choice(self, most: int = 1) -> int:
        """A new decision: yes or no, or how many up to `most`."""
        self.tops.append(most)
        return len(self.tops) - 1

    def rule(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        """That the sum is between `low` and `high`."""
        self.rows.append((list(terms), low, high))

    def most(self, name: str, terms: Iterable[tuple[int, float]]) -> Stage:
        """As much as possible of it, without making anything worse that was taken before."""
        return self.take(name, list(terms), highspy.ObjSense.kMaximize)

    def least(self, name: str, terms: Iterable[tuple[int, float]]) -> Stage:
        return self.take(name, list(terms), highspy.ObjSense.kMinimize)

    def is_yes(self, choice: int) -> bool:
        return self.values[choice] > 0.5

    @property
    def is_over(self) -> bool:
        """Whether there is no time left."""
        return time.monotonic() >= self.ends

    def take(self, name: str, terms: Terms, sense: highspy.ObjSense) -> Stage:
        if not self.tops:
            return Stage(name, 0, 0)
        solver = self.built()
        costs = np.zeros(len(self.tops))
        for choice, weight in terms:
            costs[choice] += weight
        solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        solver.changeObjectiveSense(sense)
        stage = self.run(name, solver, sense, costs)
        low, high = stage.reached, highspy.kHighsInf
        if sense == highspy.ObjSense.kMinimize:
            low, high = 0, stage.reached
        if terms:
            self.add(solver, [(terms, low, high)])
        return stage

    def run(self, name: str, solver: highspy.Highs, sense: highspy.ObjSense, costs: np.ndarray) -> Stage:
        """Where time is over before anything is found, what was chosen before stands: it keeps all rules."""
        if self.values:
            known = highspy.HighsSolution()
            known.col_value = self.values
            solver.setSolution(known)
        left = max(self.ends - time.monotonic(), 0.1)
        solver.setOptionValue("time_limit", solver.getRunTime() + left)
        solver.run()
        status, info = solver.getModelStatus(), solver.getInfo()
        if status not in ENDED:
            raise RuntimeError(f"HiGHS ended with: {solver.modelStatusToString(status)}")
        is_most = sense == highspy.ObjSense.kMaximize
        bound = float(costs @ np.array(self.tops)) if is_most else 0.0  # without any proof
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.values = list(solver.getSolution().col_value)
            bound = min(bound, info.mip_dual_bound) if is_most else max(bound, info.mip_dual_bound)
        elif status != Status.kTimeLimit or not self.values:
            raise Impossible(solver.modelStatusToString(status))
        reached = round(float(costs @ np.array(self.values)))
        rounded = int(np.floor(bound + NEAR) if is_most else np.ceil(bound - NEAR))
        return Stage(name, reached, reached if status == Status.kOptimal else rounded)

    def built(self) -> highspy.Highs:
        if self.solver is None:
            self.solver = highspy.Highs()
            for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
                self.solver.setOptionValue(option, value)
            count = len(self.tops)
            self.solver.addVars(count, np.zeros(count), np.array(self.tops, float))
            whole = np.array([highspy.HighsVarType.kInteger] * count)
            self.solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), whole)
            self.add(self.solver, self.rows)
        return self.solver

    def add(self, solver: highspy.Highs, rows: list[tuple[Terms, float, float]]) -> None:
        starts, columns, weights = [], [], []
        for terms, _low, _high in rows:
            starts.append(len(columns))
            columns += [choice for choice, _weight in terms]
            weights += [weight for _choice, weight in terms]
        solver.addRows(
            len(rows),
            np.array([low for _terms, low, _high in rows], float),
            np.array([high for _terms, _low, high in rows], float),
            len(columns),
            np.array(starts, np.int32),
            np.array(columns, np.int32),
            np.array(weights, float),
        )


def version() -> str:
    return f"HiGHS {highspy.Highs().version()}"
