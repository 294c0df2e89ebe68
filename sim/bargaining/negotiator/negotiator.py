"""A delegation's turn: look at the table, decide what to demand, offer, accept, learn.

It holds its own rules, what it has said and heard, and its estimate of the other side.  It is
handed its own table and the other side's public one; it never reads the other side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.concessions import walk, walks_through
from sim.bargaining.negotiator.briefing import Brief, Doubt, Stance
from sim.bargaining.negotiator.observation import TIE, asked, sight
from sim.bargaining.negotiator.offer_memory import Said
from sim.bargaining.negotiator.path_cache import Draft, Drafts, drafted
from sim.bargaining.packages import Packages, below
from sim.bargaining.payoffs import cells, discounted
from sim.bargaining.tradeoff import Steps, held_to, joined
from sim.bargaining.view import PREPARED, Heard, Options, View, narrowed
from sim.core.worlds import Array, Flags, Whole, added, cut, only, taken, unknown

NO_TABLE: Array = np.zeros((1, 0, 0))  # for rules that read the path only


@dataclass
class Rules:
    """How a side bargains: one way of bidding for each government it may serve, and the rest."""

    bidding: list[Any]
    opponent: Any
    acceptance: Any
    offer: Any

    @property
    def wants(self) -> frozenset[str]:
        """What has to be prepared in the view for these rules."""
        read = {name for rule in (*self.bidding, self.acceptance) for name in rule.reads}
        return frozenset(part for part in PREPARED if any(name.startswith(part) for name in read))


class Bargainer:
    """One side at the table, in every world.

    agenda     what is negotiated
    moving     issues whose own values may change from day to day
    weights    (worlds or 1, issues)   estimated weights of the other side, on its public table
    said       what it has said and heard
    """

    steps: Steps
    first: tuple[Array, Array]
    span: Array
    spanned: Array
    drafts: Drafts
    least: Array
    public: Array

    def __init__(self, rules: Rules, agenda: Agenda, worlds: int, moving: Sequence[int] = ()) -> None:
        self.rules, self.agenda, self.worlds = rules, agenda, worlds
        self.moving = tuple(i for i in moving if i in agenda.open)
        self.wants = rules.wants
        self.said = Said(worlds, agenda, keeps="history" in self.wants)
        self.elapsed: Array = np.zeros(worlds)
        self.weights: Array = np.ones((1, len(agenda.issues)))
        self.memory: dict[str, Array] | None = None

    def restart(self, rows: Whole) -> None:
        """Start the clock and the demands anew: a government has gained authority."""
        self.elapsed[rows] = 0.0
        self.said.restart(rows)

    # --- before a meeting -------------------------------------------------------------------------

    def study(self, own: Array, other: Array) -> None:
        """Work out the walks of all worlds anew: a table has changed; first axis 1 if all share them."""
        self.steps = joined(walks_through(own, other, self.agenda), self.agenda.lapsed)
        self.first = cells(own, self.steps.start).T.copy(), cells(other, self.steps.start).T.copy()
        self.span = other.max(axis=2) - other.min(axis=2)  # of each issue in public
        self.spanned = added(self.span[:, list(self.agenda.open)])
        self.least = own.min(axis=2)
        self.public = np.take(other, self.agenda.open, axis=1)
        if self.memory is None:
            self.memory = self.rules.opponent.begin(self.worlds, self.public)
        self.weigh(np.arange(self.worlds))
        self.drafts = Drafts(self.steps, len(self.weights))

    def weigh(self, rows: Whole) -> None:
        """Bring the estimated weights up to date with what the model remembers, in some worlds."""
        issues = list(self.agenda.open)
        memory = {name: held[rows] for name, held in (self.memory or {}).items()}
        found = only(self.rules.opponent, rows).weights(memory, cut(self.public, rows))
        if len(found) > len(self.weights):
            self.weights = np.repeat(self.weights, self.worlds, axis=0)
        place = rows if len(self.weights) > 1 else np.zeros(1, dtype=np.int64)
        self.weights[place[:, None], issues] = found

    def draft(self, rows: Whole, brief: Brief) -> Draft:
        """Return the draft of the worlds that meet: worked out anew where something was learnt, or values moved."""
        if self.moving:
            return self.moved(rows, brief)
        place = rows if len(self.drafts.fresh) > 1 else np.zeros(1, dtype=np.int64)
        stale = place[~self.drafts.fresh[place]]
        if len(stale):
            steps, first = self.steps.only(stale), [cut(held, stale) for held in self.first]
            self.drafts.put(stale, drafted(steps, first, cut(self.weights, stale), self.scaled(stale)))
        return self.drafts.of(rows)

    def moved(self, rows: Whole, brief: Brief) -> Draft:
        """Return the draft of the worlds that meet, in which issues that move daily are walked anew."""
        steps, first = self.steps.only(rows), [taken(held, rows) for held in self.first]
        for i in self.moving:
            count = len(self.agenda.issues[i].levels)
            found = walk(*(held[:, :count] for held in brief.issue(i)))
            steps.moved(i, found)
            first[0][:, i], first[1][:, i] = found.mine[:, 0], found.theirs[:, 0]
        return drafted(steps, first, cut(self.weights, rows), self.scaled(rows))

    def look(self, rows: Whole, brief: Brief, serving: Whole) -> Stance:
        """Return the stance at today's meeting; `serving` is the place of each world's tactic."""
        draft = self.draft(rows, brief)
        view = sight(self, rows, brief, draft)
        target = self.bid(rows, view, serving)
        self.said.target[rows], self.said.news[rows] = target, False
        return Stance(view, np.maximum(target, brief.authority), draft, brief)

    def scaled(self, rows: Whole) -> Array:
        """Return the weights, scaled so that all issues on the table together span what they do in public."""
        weights, public = cut(self.weights, rows), cut(self.spanned, rows)
        total = added((cut(self.span, rows) * weights)[:, list(self.agenda.open)])
        return np.asarray(weights * np.where(total > 0, public / np.where(total > 0, total, 1.0), 1.0)[:, None])

    def rung(self, brief: Brief, stood: Array) -> Array:
        """Return the value of the best package worth less than a demand, (worlds,); nan if nobody asks."""
        if "rung" not in self.wants:
            return unknown(len(stood))
        counts = tuple(len(issue.levels) for issue in self.agenda.issues)
        return below(brief.table, Packages(counts, self.agenda.open, self.agenda.lapsed), stood)

    # --- at the meeting ---------------------------------------------------------------------------

    def bid(self, rows: Whole, view: View, serving: Whole) -> Array:
        """Return today's target by the tactic that serves each world, (worlds,)."""
        if len(self.rules.bidding) == 1:
            found: Array = only(self.rules.bidding[0], rows)(view)
            return found
        target = np.empty(len(rows))
        for place, rule in enumerate(self.rules.bidding):
            held = np.flatnonzero(serving == place)
            if len(held) == len(rows):
                target = only(rule, rows)(view)
            elif len(held):
                target[held] = only(rule, rows[held])(narrowed(view, held, rule.reads))
        return target

    def offer(self, rows: Whole, stance: Stance, held: Whole, doubt: Doubt | None = None) -> Whole:
        """Return the packages to table, (worlds, issues), in the worlds `held` of the stance."""
        brief, mine, theirs = stance.brief, cut(stance.draft.mine, held), cut(stance.draft.theirs, held)
        most = asked(self, rows, brief, stance.draft.scaled, held)
        within = held_to(theirs, np.less_equal, most + TIE)
        demand = stance.demand[held]  # at least the authority; doubt may lower what it is compared with
        allowed = within & held_to(mine, np.greater_equal, demand - TIE)
        if doubt is not None and doubt.own:
            within &= held_to(mine, np.greater_equal, brief.authority[held] - TIE)
            # doubt brings values nearer to the reserve, which no demand is below: it adds none to what is enough
            near = within & held_to(mine, np.greater_equal, demand - 2 * TIE)
            mine = np.where(near, discounted(mine, brief.reserve[held][:, None], doubt.at(near)), mine)
            allowed = near & held_to(mine, np.greater_equal, demand - TIE)
        elif doubt is not None:
            theirs = discounted(theirs, brief.other_reserve[held][:, None], doubt.at(allowed))
        weighs = self.rules.offer.enumerates  # such a rule goes through whole tables
        options = Options(
            path=stance.draft.path.only(held),
            mine=mine,
            theirs=theirs,
            allowed=allowed,
            own=cut(brief.table, held) if weighs else NO_TABLE,
            estimate=cut(stance.estimate, held) if weighs else NO_TABLE,
            demand=demand,
            most=most,
            counts=tuple(len(issue.levels) for issue in self.agenda.issues),
            open=self.agenda.open,
            fixed=self.agenda.lapsed,
            luck=self.luck(self.rules.offer, "offer", brief, held),
        )
        package: Whole = only(self.rules.offer, rows)(options)
        return package

    def accepts(self, rows: Whole, stance: Stance, held: Whole, value: Array) -> Flags:
        """Return where an offer worth `value` is taken, in the worlds `held` of the stance."""
        rule = self.rules.acceptance
        view = stance.view if len(held) == len(stance.demand) else narrowed(stance.view, held, rule.reads)
        if "luck" in rule.reads:
            view = replace(view, luck=stance.brief.luck("accept")[held])
        enough: Flags = only(rule, rows)(view, value, stance.demand[held])
        return enough & (value >= stance.brief.authority[held] - TIE)

    def luck(self, rule: Any, occasion: str, brief: Brief, held: Whole) -> Array:
        """Return a rule's luck today in the worlds `held`; nan if it does not read it."""
        return brief.luck(occasion)[held] if "luck" in rule.reads else unknown(len(held))

    def hear(self, rows: Whole, offer: Whole, value: Array) -> None:
        """Learn from an offer of the other side, worth `value` to itself."""
        if self.rules.opponent.learns:
            issues = list(self.agenda.open)
            heard = Heard(
                offer=np.take(offer, issues, axis=1),
                before=np.take(self.said.asked[rows], issues, axis=1),
                known=self.said.offers[rows] > 0,
                count=self.said.offers[rows],
                elapsed=self.elapsed[rows],
                public=cut(self.public, rows),
            )
            memory = self.memory or {}
            learnt = only(self.rules.opponent, rows).hear({k: v[rows] for k, v in memory.items()}, heard)
            for name, part in learnt.items():
                memory[name][rows] = part
            self.weigh(rows)
            self.drafts.fresh[rows if len(self.drafts.fresh) > 1 else 0] = False
        self.said.hear(rows, offer, value, self.elapsed[rows])

    def table(self, rows: Whole, offer: Whole) -> None:
        """Put an offer on the table."""
        self.said.table(rows, offer)
