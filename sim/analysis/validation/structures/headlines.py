"""The headline results: what is compared in the same worlds, and the sign that theory gives the difference.

    election delays          fewer sign before the vote than with no vote to come
    doubt delays             fewer sign before it than if any signature were sure to hold
    election changes terms   party B's value of deals made in both: a successor bound more tightly gets more
    dearer signature         fewer sign before it at twice the audience cost
    precedent                cars at 15 % more often after a peer's 15 %, of deals made in both
    pressure: pledges        party B pledges more where carmakers weigh more, of deals made in both
    pressure: cars           and gets a lower car tariff
    Schelling                terms are better for the side whose pivot asks for more, of deals made in both
    election delays: day     deals made in both come later than with no vote to come, under the deadline as it is

Sources of the signs: R. Putnam (1988), International Organization 42(3); H. Milner and B. P. Rosendorff (1997),
Journal of Conflict Resolution 41(1); J. Fearon (1994), American Political Science Review 88(3); T. Schelling (1956),
American Economic Review 46(3), and (1960), "The Strategy of Conflict", chapter 3; G. Grossman and E. Helpman (1995),
Journal of Political Economy 103(4).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from sim.core.worlds import Array
from sim.runs.run import Outcome

FOCAL = 15.0  # percent, what the peer got on cars
COLUMNS = ("first_signature", "day", "party_b_value_fixed", "auto_tariff", "pledged")

PlayedColumns: TypeAlias = Mapping[str, Array]  # of one run, (worlds,) each


@dataclass(frozen=True)
class Headline:
    """A headline result: the difference `other` less `reference` of a figure, and the sign expected.

    The figure of a world, (worlds,), is nan where a world has none; it is given the day of the vote.
    """

    name: str
    reference: str
    other: str
    figure: Callable[[PlayedColumns, int], Array]
    sign: int
    unit: str
    source: str

    def differences(self, runs: Mapping[str, PlayedColumns], vote: int) -> Array:
        """Return the difference in every world, (worlds,), nan where one of the two has no figure."""
        return self.figure(runs[self.other], vote) - self.figure(runs[self.reference], vote)


def signed_early(played: PlayedColumns, vote: int) -> Array:
    """Return 1 where something was signed before the vote, else 0, (worlds,)."""
    return (played["first_signature"] < vote).astype(float)


def day_of_deal(played: PlayedColumns, vote: int) -> Array:
    """Return the day of the deal, nan without one, (worlds,) [days since the pause began]."""
    return played["day"]


def party_b_value(played: PlayedColumns, vote: int) -> Array:
    """Return what the deal is worth to party B at the reference weights, (worlds,) [bn USD a year]."""
    return played["party_b_value_fixed"]


def cars_at_focal_rate(played: PlayedColumns, vote: int) -> Array:
    """Return 1 where a deal has cars at the peer's rate, else 0, nan without a deal, (worlds,)."""
    rate = played["auto_tariff"]
    return np.where(np.isnan(rate), np.nan, rate == FOCAL)


def car_tariff(played: PlayedColumns, vote: int) -> Array:
    """Return the car tariff agreed, (worlds,) [percent]."""
    return played["auto_tariff"]


def pledge_total(played: PlayedColumns, vote: int) -> Array:
    """Return what party B pledged to invest, (worlds,) [bn USD]."""
    return played["pledged"]


def columns_read(outcome: Outcome) -> dict[str, Array]:
    """Return what headline results read of a run, (worlds,) each.

    A total that is read as cash in part holds the ships; cash alone does not.
    """
    invested = outcome.column("investment")
    total = "investment_cash" in outcome.worlds.column_names
    read = {name: outcome.column(name) for name in COLUMNS if name != "pledged"}
    return read | {"pledged": invested if total else invested + outcome.column("shipbuilding")}


VALUE = "bn USD a year"
HEADLINES = (
    Headline("election delays", "early_no_election", "early", signed_early, -1, "share", "Fearon 1994, Putnam 1988"),
    Headline("doubt delays", "early_honour_certain", "early", signed_early, -1, "share", "Milner, Rosendorff 1997"),
    Headline("election changes terms", "no_election", "as_is", party_b_value, 1, VALUE, "Putnam 1988"),
    Headline("dearer signature", "early", "early_cost_doubled", signed_early, -1, "share", "Fearon 1994"),
    Headline("precedent", "no_peer", "peer", cars_at_focal_rate, 1, "share", "Schelling 1960"),
    Headline("pressure: pledges", "no_lobby", "lobby", pledge_total, 1, "bn USD", "Grossman, Helpman 1995"),
    Headline("pressure: cars", "no_lobby", "lobby", car_tariff, -1, "percent", "Grossman, Helpman 1995"),
    Headline("Schelling", "early", "early_pivot_stricter", party_b_value, 1, VALUE, "Schelling 1956"),
    Headline("election delays: day", "no_election", "as_is", day_of_deal, 1, "days", "Putnam 1988"),
)


def read_before_vote(headlines: Sequence[Headline]) -> set[str]:
    """Return the circumstances of which nothing is read but what was signed before the vote."""
    named = [(name, one) for one in headlines for name in (one.reference, one.other)]
    return {name for name, _ in named} - {name for name, one in named if one.figure is not signed_early}
