"""A plain talk, one object for each agent, run by Mesa's own `batch_run`: a standard of comparison, not the model.

It is what one writes first when one reads how Mesa is used: a model for each world, two agents that
hold packages as tuples, one offer a step.  Each agent demands

    best - t ** (1 / beta) * (best - reserve),      t = round / (rounds - 1),

offers the package that is worth least to itself at or above the demand, and takes what is worth the
demand.  No carmakers, elections, events, deadlines or learning; no opponent model either.  The packages
and what they are worth are worked out once for all models, which favours it.

Importing `mesa.batchrunner` sets the start method of processes for everybody on some versions of Mesa:
`talks` is meant to be called in a process of its own, after `prepare`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import mesa

from sim.core.ties import TIE

SHARED: dict[str, Any] = {}  # the table of this process: `batch_run` sweeps whatever it is given

Package = tuple[int, ...]
MesaResult = tuple[int, Package | None]  # last round, from 0 up, and what was agreed
Levels = Sequence[Sequence[float]]  # what each level of each issue is worth


@dataclass(frozen=True)
class MesaTable:
    """What is negotiated, by whom, in what time.

    levels   of each side: the worth of each level of each issue; no deal is worth 0 to both
    betas    of each side: its pace in each talk
    """

    levels: tuple[Levels, Levels]
    betas: tuple[Sequence[float], Sequence[float]]
    rounds: int


class MesaSide(mesa.Agent):
    """A side that gives ground by the clock; packages rise in worth to it."""

    def __init__(self, model: "MesaTalk", place: int, beta: float) -> None:
        super().__init__(model)
        self.place, self.beta = place, beta
        self.worth, self.ranked = SHARED["worth"][place], SHARED["ranked"][place]
        self.values = SHARED["values"][place]

    def demand(self) -> float:
        """Return the worth it demands this round."""
        elapsed = self.model.round / (self.model.rounds - 1)
        best: float = self.values[-1]
        return best - float(elapsed ** (1 / self.beta)) * best

    def offer(self) -> Package:
        """Return the package of least worth that meets the demand."""
        place = bisect_left(self.values, self.demand() - TIE)
        found: Package = self.ranked[min(place, len(self.ranked) - 1)]
        return found

    def accepts(self, package: Package) -> bool:
        """Return whether a package meets the demand."""
        return bool(self.worth[package] >= self.demand() - TIE)


class MesaTalk(mesa.Model):
    """Two sides take turns with offers until one is taken or time is over."""

    def __init__(self, number: int = 0, rng: int | None = None) -> None:
        super().__init__(rng=rng)
        table: MesaTable = SHARED["table"]
        self.round, self.rounds = 0, table.rounds
        self.agreed: Package | None = None
        self.sides = [MesaSide(self, place, table.betas[place][number]) for place in (0, 1)]
        reporters = {"round": lambda m: m.round, "package": lambda m: m.agreed}
        self.datacollector = mesa.DataCollector(model_reporters=reporters)

    def step(self) -> None:
        """Let one side offer and the other answer."""
        proposer, other = self.sides[self.round % 2], self.sides[1 - self.round % 2]
        package = proposer.offer()
        if other.accepts(package):
            self.agreed = package
        self.datacollector.collect(self)
        self.round += 1
        self.running = self.agreed is None and self.round < self.rounds


def prepare(table: MesaTable) -> None:
    """Work out what every package is worth to both sides, and their order, once for all talks."""
    SHARED.clear()
    SHARED["table"] = table
    SHARED["worth"], SHARED["ranked"], SHARED["values"] = [], [], []
    for levels in table.levels:
        numbers = product(*(range(len(issue)) for issue in levels))
        worth = {package: sum(issue[k] for issue, k in zip(levels, package, strict=True)) for package in numbers}
        ranked = sorted(worth, key=worth.__getitem__)
        SHARED["worth"].append(worth)
        SHARED["ranked"].append(ranked)
        SHARED["values"].append([worth[package] for package in ranked])


def run_talks(table: MesaTable) -> list[MesaResult]:
    """Return round and package of every talk of a prepared table, by `batch_run` on this process."""
    from mesa.batchrunner import batch_run

    numbers = {"number": range(len(table.betas[0]))}
    rows = batch_run(MesaTalk, numbers, number_processes=1, max_steps=table.rounds, display_progress=False)
    return [(row["round"], row["package"]) for row in sorted(rows, key=lambda row: row["number"])]


def play_talks(table: MesaTable) -> list[MesaResult]:
    """Return how the talks of a table end."""
    prepare(table)
    return run_talks(table)
