"""A delegation's turn: look at the table, decide what to demand, offer, accept, learn.

It holds its own rules, what it has said and heard, and its estimate of the other side.  It is
handed its own table and the other side's public one; it never reads the other side.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.doubtful_path import values_in_doubt
from sim.bargaining.negotiator.observation import first_demand, observe
from sim.bargaining.negotiator.offer_memory import OfferMemory
from sim.bargaining.negotiator.path_ahead import PathAhead
from sim.bargaining.negotiator.path_cache import PathCache, ValuedPath, moving_walks, values_along, walk_today
from sim.bargaining.negotiator.stance import PathDoubt, Stance
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.negotiator.timed_stance import stand_by_clock
from sim.bargaining.packages import Packages, best_below
from sim.bargaining.payoffs import discount_value, least_and_most, level_values
from sim.bargaining.tradeoff import ConcessionSteps, TradeOffPath, walk_issues, within
from sim.bargaining.view import Options, ReceivedOffer, View, narrow_view
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole, all_nan, ordered_sum, take_rows, take_worlds

NOWHERE: Whole = np.zeros(0, dtype=np.int64)
NO_TABLE: Array = np.zeros((1, 0, 0))  # for rules that read the path only


class Negotiator:
    """One side at the table, in every world.

    strategy       its four rules
    agenda         what is negotiated
    worlds         how many worlds it bargains in
    moving         places of the issues whose own values may change from day to day
    weights        (worlds or 1, issues)   estimated weights of the other side, on its public table
    offer_memory   what it has said and heard
    """

    steps: ConcessionSteps
    first_values: tuple[Array, Array]
    issue_ranges: Array
    total_range: Array
    path_cache: PathCache
    least_values: Array
    public: Array
    at_stake: Flags
    walks: Whole

    def __init__(self, strategy: Strategy, agenda: Agenda, worlds: int, moving: Sequence[int] = ()) -> None:
        self.strategy, self.agenda, self.worlds = strategy, agenda, worlds
        self.moving_issues = tuple(moving)
        self.wants = strategy.wants
        self.guests: Any = strategy.seat_guests(agenda, worlds)  # None without any
        self.offer_memory = OfferMemory(worlds, agenda, keeps_log="history" in self.wants)
        self.elapsed: Array = np.zeros(worlds)
        self.weights: Array = np.ones((1, len(agenda.issues)))
        self.memory: dict[str, Array] | None = None
        self.slope_factors = strategy.opening.slope_factors([issue.name for issue in agenda.issues])

    def restart(self, rows: Whole) -> None:
        """Start the clock and the demands anew: a government has gained authority."""
        self.elapsed[rows] = 0.0
        self.offer_memory.restart(rows)

    # --- before a meeting -------------------------------------------------------------------------

    def set_tables(self, own: Array, other: Array) -> None:
        """Work out the walks of all worlds anew: a table has changed; first axis 1 if all share them."""
        self.steps = ConcessionSteps(*walk_issues(own, other, self.agenda))
        self.walks = moving_walks(self.agenda, self.moving_issues, self.steps)
        self.first_values = level_values(own, self.steps.start).T.copy(), level_values(other, self.steps.start).T.copy()
        least, most = least_and_most(other)
        self.issue_ranges = most - least  # of each issue in public
        self.total_range = ordered_sum(self.issue_ranges[:, list(self.agenda.open)])
        self.least_values, _ = least_and_most(own)
        self.public = np.take(other, self.agenda.open, axis=1)
        self.at_stake = (most > least)[:, list(self.agenda.open)]
        if self.memory is None:
            self.memory = self.strategy.opponent.begin(self.worlds, self.public)
        self.update_weights(np.arange(self.worlds))
        self.path_cache = PathCache(self.steps, max(len(self.weights), len(self.slope_factors)))

    def update_weights(self, rows: Whole) -> None:
        """Bring the estimated weights up to date with what the model remembers, in some worlds."""
        issues = list(self.agenda.open)
        memory = {name: held[rows] for name, held in (self.memory or {}).items()}
        found = take_worlds(self.strategy.opponent, rows).weights(memory, self.public_read(rows))
        if len(found) > len(self.weights):
            self.weights = np.repeat(self.weights, self.worlds, axis=0)
        place = rows if len(self.weights) > 1 else np.zeros(1, dtype=np.int64)
        self.weights[place[:, None], issues] = found

    def public_read(self, rows: Whole) -> Array:
        """Return the other side's public table in some worlds, for a model that reads it; else an empty one."""
        return take_rows(self.public, rows) if getattr(self.strategy.opponent, "reads_public", True) else NO_TABLE

    def valued_path(self, rows: Whole, brief: Briefing, places: Whole | None = None) -> ValuedPath:
        """Return the path with its values in the worlds `rows`, which are all that meet or some `places` of them.

        It is worked out anew where something was learnt, or where values moved.
        """
        return self.valued_path_today(rows, brief, places) if self.moving_issues else self.kept_path(rows)

    def kept_path(self, rows: Whole) -> ValuedPath:
        """Return the draft of some worlds where no values move: worked out anew where something was learnt."""
        place = rows if len(self.path_cache.fresh) > 1 else np.zeros(1, dtype=np.int64)
        stale = place[~self.path_cache.fresh[place]]
        if len(stale):
            steps, scaled = self.steps, self.scaled_weights(stale)
            found = values_along(steps, self.first_values, stale, self.order_weights(stale), scaled)
            way = TradeOffPath(steps.start, found[0], steps.issue, steps.source, steps.target)
            self.path_cache.store(stale, ValuedPath(way, *found[1:], scaled))
        return self.path_cache.take(rows)

    def valued_path_today(self, rows: Whole, brief: Briefing, places: Whole | None = None) -> ValuedPath:
        """Return the draft of worlds that meet, in which issues that move daily are walked anew.

        One that is off the table is not walked: it adds what its level without a deal is worth today.
        """
        met = brief.rows if places is None else brief.table_rows(places)
        tables, scaled = (brief.own, brief.other, met), self.scaled_weights(rows)
        start, source, target, order, mine, theirs = walk_today(
            self.steps, self.first_values, rows, tables, self.walks, self.order_weights(rows), scaled
        )
        return ValuedPath(TradeOffPath(start, order, self.steps.issue, source, target), mine, theirs, scaled)

    def order_weights(self, rows: Whole) -> Array:
        """Return the weights by which steps are put in order, (worlds or 1, issues)."""
        weights: Array = take_rows(self.weights, rows)
        return weights if self.strategy.opening.keeps_order else weights * take_rows(self.slope_factors, rows)

    def take_stance(self, rows: Whole, brief: Briefing, serving: Whole, offering: Whole = NOWHERE) -> Stance:
        """Return the stance at today's meeting; `serving` is the place of each world's tactic.

        offering   places at which it will make an offer, and nothing but its demand will count
        """
        draft, view = PathAhead(self, rows, brief), None
        if self.strategy.goes_by_clock:
            given = self.strategy.share_given(rows, brief.elapsed, serving)
            offering = offering if getattr(self.strategy.offer, "best_on_path", False) else NOWHERE
            first, best, target, offers = stand_by_clock(draft, self.strategy.opening, given, offering)
            draft.offered = offering, offers
        else:
            view, first = self.sight(rows, brief, draft)
            best, target = view.best, self.strategy.bid(rows, view, serving)
        self.offer_memory.target[rows], self.offer_memory.news[rows] = target, False
        return Stance(view, best, np.maximum(target, brief.authority), draft, brief, first)

    def sight(self, rows: Whole, brief: Briefing, draft: PathAhead) -> tuple[View, Whole]:
        """Return what it sees at today's meeting, and the position on its path at which its demands begin."""
        first, value = first_demand(self.strategy.opening, draft)
        return observe(self, rows, draft, value), first

    def scaled_weights(self, rows: Whole) -> Array:
        """Return the weights, scaled so that all issues on the table together span what they do in public."""
        weights, public = take_rows(self.weights, rows), take_rows(self.total_range, rows)
        total = ordered_sum((take_rows(self.issue_ranges, rows) * weights)[:, list(self.agenda.open)])
        return np.asarray(weights * np.where(total > 0, public / np.where(total > 0, total, 1.0), 1.0)[:, None])

    def next_lower_value(self, brief: Briefing, stood: Array) -> Array:
        """Return the value of the best package worth less than a demand, (worlds,); nan if nobody asks."""
        if "next_lower" not in self.wants:
            return all_nan(len(stood))
        counts = tuple(len(issue.levels) for issue in self.agenda.issues)
        return best_below(brief.own_table, Packages(counts, self.agenda.open, self.agenda.lapsed), stood)

    # --- at the meeting ---------------------------------------------------------------------------

    def offer(
        self, rows: Whole, stance: Stance, places: Whole, own: PathDoubt | None = None, other: PathDoubt | None = None
    ) -> Whole:
        """Return the packages to table, (worlds, issues), in the worlds `places` of the stance.

        own, other   its own doubt and the other side's that a signature holds
        """
        brief, demand = stance.briefing, stance.demand[places]  # at least the authority
        if own is None and other is None and getattr(self.strategy.offer, "best_on_path", False):
            return stance.valued_path.best_offers(places, demand)
        valued, most = stance.valued_path.only(places), stance.valued_path.most_asked(places)
        mine, theirs = valued.mine, valued.theirs
        permitted = within(theirs, np.less_equal, most + TIE)
        allowed = permitted & within(mine, np.greater_equal, demand - TIE)
        if own is not None:
            mine, allowed = values_in_doubt(mine, permitted, demand, brief.authority[places], own, places)
        if other is not None:
            theirs = discount_value(theirs, brief.other_reserve[places][:, None], other.belief_at(allowed))
        weighs = self.strategy.offer.enumerates  # such a rule goes through whole tables
        options = Options(
            path=valued.path,
            mine=mine,
            theirs=theirs,
            allowed=allowed,
            own=take_rows(brief.own_table, places) if weighs else NO_TABLE,
            estimate=take_rows(stance.estimate, places) if weighs else NO_TABLE,
            demand=demand,
            most_asked=most,
            counts=tuple(len(issue.levels) for issue in self.agenda.issues),
            open=self.agenda.open,
            fixed=self.agenda.lapsed,
            luck=self.luck(self.strategy.offer, "offer", brief, places),
        )
        package: Whole = take_worlds(self.strategy.offer, rows)(options)
        return package

    def accepts(self, rows: Whole, stance: Stance, places: Whole, value: Array) -> Flags:
        """Return where an offer worth `value` is taken, in the worlds `places` of the stance."""
        rule = self.strategy.acceptance
        view: Any = stance.view  # None for a rule that does not read it
        if view is not None and len(places) < len(stance.demand):
            view = narrow_view(view, places, rule.reads)
        if "luck" in rule.reads:
            view = replace(view, luck=stance.briefing.luck("accept")[places])
        enough: Flags = take_worlds(rule, rows)(view, value, stance.demand[places])
        return enough & (value >= stance.briefing.authority[places] - TIE)

    def luck(self, rule: Any, occasion: str, brief: Briefing, places: Whole) -> Array:
        """Return a rule's luck today in the worlds `places`; nan if it does not read it."""
        return brief.luck(occasion)[places] if "luck" in rule.reads else all_nan(len(places))

    def receive_offer(self, rows: Whole, offer: Whole, value: Array) -> None:
        """Learn from an offer of the other side, worth `value` to itself."""
        if self.strategy.opponent.learns:
            issues = list(self.agenda.open)
            heard = ReceivedOffer(
                offer=np.take(offer, issues, axis=1),
                before=np.take(self.offer_memory.last_received[rows], issues, axis=1),
                has_before=self.offer_memory.offers[rows] > 0,
                count=self.offer_memory.offers[rows],
                elapsed=self.elapsed[rows],
                public=self.public_read(rows),
                at_stake=take_rows(self.at_stake, rows),
            )
            memory = self.memory or {}
            learnt = take_worlds(self.strategy.opponent, rows).hear({k: v[rows] for k, v in memory.items()}, heard)
            for name, part in learnt.items():
                memory[name][rows] = part
            self.update_weights(rows)
            self.path_cache.fresh[rows if len(self.path_cache.fresh) > 1 else 0] = False
        self.offer_memory.receive_offer(rows, offer, value, self.elapsed[rows])

    def record_own_offer(self, rows: Whole, offer: Whole) -> None:
        """Put an offer on the table."""
        self.offer_memory.record_own_offer(rows, offer)
