"""A delegation: looks at the table, decides what to demand, offers, accepts, learns.

It holds its own tactic, what it has said and heard, and its estimate of the other side.  It is
handed its own table and the other side's public one; it never reads the other agent.
"""

from dataclasses import dataclass, replace
from typing import Any

import mesa
import numpy as np

from sim.agenda import Agenda
from sim.politics.honour import discounted
from sim.tradeoff import Path, Walk, furthest, path, walk, walks_through
from sim.view import View
from sim.worlds import Array, Flags, Whole, only

TIE = 1e-9  # bn USD a year; sums in another order differ by less


@dataclass(frozen=True, eq=False)
class Brief:
    """What a delegation is given before a meeting, for the worlds that meet.

    own, other               (worlds, issues, levels)   its table; the other side's public table
    reserve, other_reserve   (worlds,)                  of each, by those tables
    authority                (worlds,)                  least value it may sign for
    """

    own: Array
    other: Array
    reserve: Array
    other_reserve: Array
    authority: Array
    elapsed: Array
    last_chance: Flags
    belief: Array


@dataclass(frozen=True, eq=False)
class Stance:
    """Where a delegation stands at a meeting: what it sees, demands, and could offer."""

    view: View
    demand: Array
    path: Path
    mine: Array  # own values along the path, (worlds, positions)
    theirs: Array  # estimated values to the other side, (worlds, positions)
    brief: Brief
    estimate: Array  # the other side's public table times the estimated weights


@dataclass(frozen=True, eq=False)
class Doubt:
    """Belief that a signature holds along a path, (worlds, positions), and whose value it cuts."""

    held: Array
    own: bool


class Delegation(mesa.Agent):
    """One side at the table, in every world.

    tactics    the ways of bidding it may be told to use, one for each government it may serve
    weights    (worlds, issues)   estimated weights of the other side, on its public table
    last       (worlds, issues)   its last offer, where `tabled`
    moving     issues whose own values may change from day to day
    """

    walks: list[Walk | None]
    span: Array
    least: Array

    def __init__(self, model: Any, side: str, agenda: Agenda, moving: tuple[int, ...]) -> None:
        super().__init__(model)
        part = getattr(model.drawn, side)
        self.side, self.agenda = side, agenda
        self.moving = tuple(i for i in moving if i in agenda.open)
        self.tactics: list[Any] = [part.tactic]
        self.opponent, self.acceptance = part.opponent, part.acceptance
        self.belief_first, self.belief_later = part.extension_belief.first, part.extension_belief.later
        worlds, issues = len(self.belief_first), len(agenda.issues)
        self.weights: Array = np.ones((worlds, issues))
        self.last: Whole = np.zeros((worlds, issues), dtype=np.int64)
        self.tabled: Flags = np.zeros(worlds, dtype=bool)
        self.elapsed: Array = np.zeros(worlds)
        nothing = np.full(worlds, np.nan)
        self.target, self.received, self.received_before = nothing.copy(), nothing.copy(), nothing.copy()
        self.news: Flags = np.zeros(worlds, dtype=bool)

    def restart(self, rows: Whole) -> None:
        """Start the clock and the demands anew: a government has gained authority."""
        self.elapsed[rows] = 0.0
        self.target[rows] = np.nan
        self.news[rows] = False

    def study(self, own: Array, other: Array) -> None:
        """Work out the walks of all worlds anew: a table has changed."""
        self.walks = walks_through(own, other, self.agenda)
        self.span = other.max(axis=2) - other.min(axis=2)  # of each issue in public
        self.least = own.min(axis=2)

    def walks_of(self, rows: Whole, brief: Brief) -> list[Walk | None]:
        """Return the walks of the worlds that meet; issues that move daily are walked anew."""
        found = [None if w is None else w.only(rows) for w in self.walks]
        for i in self.moving:
            count = len(self.agenda.issues[i].levels)
            found[i] = walk(brief.own[:, i, :count], brief.other[:, i, :count])
        return found

    def look(self, rows: Whole, brief: Brief, serving: Whole) -> Stance:
        """Return the stance at today's meeting; `serving` is the place of each world's tactic."""
        weights = self.weights[rows]
        way = path(self.walks_of(rows, brief), self.agenda.lapsed, weights)
        estimate = brief.other * self.scaled(weights, self.span[rows])[:, :, None]
        mine, theirs = way.worth(brief.own), way.worth(estimate)
        view = self.sight(rows, brief, mine, theirs)
        target = self.bid(rows, view, serving)
        self.target[rows], self.news[rows] = target, False
        return Stance(view, np.maximum(target, brief.authority), way, mine, theirs, brief, estimate)

    def scaled(self, weights: Array, span: Array) -> Array:
        """Return the weights, scaled so that all issues on the table together span what they do in public."""
        issues = np.array(self.agenda.open)
        public, total = span[:, issues].sum(axis=1), (span * weights)[:, issues].sum(axis=1)
        return weights * np.where(total > 0, public / np.where(total > 0, total, 1.0), 1.0)[:, None]

    def sight(self, rows: Whole, brief: Brief, mine: Array, theirs: Array) -> View:
        """Return what the delegation may know, for the worlds that meet."""
        livable = theirs >= brief.other_reserve[:, None] - TIE
        first = np.take_along_axis(mine, livable.argmax(axis=1)[:, None], axis=1)[:, 0]
        hoped = np.where(livable.any(axis=1), first, brief.reserve)
        return View(
            best=np.maximum(hoped, brief.reserve),
            worst=self.worst(rows, brief.own),
            reserve=brief.reserve,
            previous=self.target[rows],
            received=self.received[rows],
            received_before=self.received_before[rows],
            news=self.news[rows],
            elapsed=brief.elapsed,
            last_chance=brief.last_chance,
            belief=brief.belief,
        )

    def worst(self, rows: Whole, own: Array) -> Array:
        """Return the least value of any package on the table, (worlds,)."""
        kept = own[:, np.arange(len(self.agenda.issues)), self.agenda.lapsed]
        least = self.least[rows]
        for i in self.moving:
            least[:, i] = own[:, i].min(axis=1)
        on_table = np.isin(np.arange(len(self.agenda.issues)), self.agenda.open)
        return np.asarray(np.where(on_table, least, kept).sum(axis=1))

    def bid(self, rows: Whole, view: View, serving: Whole) -> Array:
        """Return today's target by the tactic that serves each world, (worlds,)."""
        target = np.empty(len(rows))
        for place in np.unique(serving):
            held = np.flatnonzero(serving == place)
            part = replace(view, **{k: v[held] for k, v in vars(view).items()})
            target[held] = only(self.tactics[place], rows[held])(part)
        return target

    def offer(self, stance: Stance, held: Whole, asked: Array, doubt: Doubt | None) -> Whole:
        """Return the packages to table, (worlds, issues), in the worlds `held` of the stance.

        `asked` is the estimated value to the other side of its own last offer, inf before one.
        """
        mine, theirs = stance.mine[held], stance.theirs[held]
        within = (theirs <= asked[:, None] + TIE) & (mine >= stance.brief.authority[held][:, None] - TIE)
        if doubt is not None and doubt.own:
            mine = discounted(mine, stance.brief.reserve[held][:, None], doubt.held)
        elif doubt is not None:
            theirs = discounted(theirs, stance.brief.other_reserve[held][:, None], doubt.held)
        position = furthest((mine >= stance.demand[held][:, None] - TIE) & within, theirs)
        return stance.path.only(held).package(np.maximum(position, 0))

    def accepts(self, rows: Whole, stance: Stance, held: Whole, value: Array) -> Flags:
        """Return where an offer worth `value` is taken, in the worlds `held` of the stance."""
        view = replace(stance.view, **{k: v[held] for k, v in vars(stance.view).items()})
        enough: Flags = only(self.acceptance, rows)(view, value, stance.demand[held])
        return enough & (value >= stance.brief.authority[held] - TIE)

    def hear(self, rows: Whole, before: Whole, known: Flags, offer: Whole, value: Array) -> None:
        """Learn from an offer of the other side; `before` is its last one, where `known`."""
        issues, row = np.array(self.agenda.open), rows[:, None]
        held = self.weights[row, issues]
        learnt = only(self.opponent, rows)(held, before[:, issues], offer[:, issues])
        self.weights[row, issues] = np.where(known[:, None], learnt, held)
        self.news[rows] = True
        self.received_before[rows] = self.received[rows]
        self.received[rows] = value

    def table(self, rows: Whole, offer: Whole) -> None:
        """Put an offer on the table."""
        self.last[rows] = offer
        self.tabled[rows] = True
