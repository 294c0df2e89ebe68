"""Flows of cash that party B invests in party A's country: what it strains, what it is worth, who profits.

For I bn USD in cash, called evenly over some years, with s = (us_share - .5)/.4, 0 where profits are
split 50 to 50 and 1 where they go 90 to 10:

    party B   -(cost + strain * (I / years) / ordinary) * I * (1 + dearer * s)
    party A    (worth - fade * I) * I * (1 + better * s)

`cost` is the return forgone; the strain on foreign exchange grows with the yearly call over what
party B ordinarily invests there.

Source: none; assumed.
"""

from dataclasses import dataclass

from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, columns
from sim.economy.flows.context import FlowContext


@dataclass(frozen=True, eq=False)
class Capital:
    """Flows of cash investment, bn USD a year; levels in bn USD in all."""

    cost: Worlds = parameter("return forgone by {b}", "bn a year per bn", low=0)
    strain: Worlds = parameter(
        "loss where the yearly call is as large as ordinary investment", "bn a year per bn", low=0
    )
    years: Worlds = parameter("years over which the cash is called", "years", low=0, strict=True)
    ordinary: Worlds = parameter("what {b} invests in {a} in an ordinary year", "bn USD a year", low=0, strict=True)
    worth: Worlds = parameter("worth to {a} of the first bn", "bn a year per bn", low=0)
    fade: Worlds = parameter("fall of that worth", "bn a year per bn squared", low=0)
    us_share: Worlds = parameter("part of the profits that goes to {a}", "share", low=0.5, high=0.9, default=0.5)
    dearer: Worlds = parameter("rise of {b}'s cost where it is .9", "ratio", low=0, default=0.4)
    better: Worlds = parameter("rise of the worth to {a} where it is .9", "ratio", low=0, default=0.25)

    def __call__(self, grid: Array, context: FlowContext) -> dict[str, Array]:
        """Return the flow of each component, (worlds, levels)."""
        cost, strain, years, ordinary = columns((self.cost, self.strain, self.years, self.ordinary), context.worlds)
        worth, fade = columns((self.worth, self.fade), context.worlds)
        share, dearer, better = columns((self.us_share, self.dearer, self.better), context.worlds)
        tilt = (share - 0.5) / 0.4
        return {
            "fx_strain": -(cost + strain * grid / years / ordinary) * grid * (1 + dearer * tilt),
            "headline": (worth - fade * grid) * grid * (1 + better * tilt),
        }
