"""Pattern 11: the bills for tariffs that carmakers reported lie among those of the model.

Each bill has a PIT (probability integral transform): the share of worlds in which the duties of that maker and
quarter (cars from party B and third countries, and parts, in the makers' currency, as expensed when the car is sold)
are less than what was reported.  If the model is right these are uniform over makers and quarters.  Measure: the
p-value of the exact Kolmogorov-Smirnov test that they are; range .10 to 1.  With few bills little is rejected: with
one, a PIT below .05 or above .95; with two, a gap of more than .78 between the steps of the two and the straight
line.  Bills of one quarter are not independent of each other, so the true p-value is rather larger.

Two makers reported 828.2 and 786 bn won for the second quarter of 2025 (24 and 25 July 2025).  The figures stand
in the scenario as `reported` and are used nowhere else.  Before, the measure was how far the 80 % interval
lay from a bill, up to 25 % of it: a range of ours, which a bill outside the interval could pass.

Source: A. P. Dawid (1984), "Present position and potential developments: some personal views", Journal of the Royal
Statistical Society A 147(2), section 5.3 (PIT); the test as in W. J. Conover (1999), section 6.1.
"""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pyarrow.compute as pc
from scipy.stats import kstest

from sim.analysis.tariff_bills import DUTIES
from sim.analysis.validation.patterns.pattern import Pattern, missing_pattern
from sim.core.currency import local_column
from sim.core.worlds import Array
from sim.economy.carmakers.accounts import quarter_of
from sim.runs.run import Outcome
from sim.scenario.schema.car_market import IndustryPart

SPAN = (0.1, 1.0)
NAME = "reported bills among those of the model: p-value of a KS test that their PITs are uniform"


def tariff_bills(outcome: Outcome) -> list[Pattern]:
    """Return pattern 11, one measure over all bills reported that the accounts cover."""
    spec = outcome.loaded.scenario
    told = [(name, quarter, figure) for name, part in spec.makers.items() for quarter, figure in part.reported.items()]
    if not told:
        return [missing_pattern(11, "no carmaker has reported a bill in this scenario", SPAN)]
    covered = [bill for bill in told if spec.industry is not None and accounts_cover(spec.industry, bill[1])]
    if not covered:
        rest = ", ".join(f"{quarter} of {maker}" for maker, quarter, _ in told)
        return [missing_pattern(11, f"the accounts do not cover {rest}", SPAN)]
    found = {f"{maker} {quarter}": pit(duties(outcome, maker, quarter), bill) for maker, quarter, bill in covered}
    detail = ", ".join(f"{name} {value:.3f}" for name, value in found.items())
    return [
        Pattern(
            11,
            NAME,
            uniform_p_value([*found.values()]),
            *SPAN,
            "companies' reports",
            outcome.settings.worlds,
            detail=detail,
        )
    ]


def accounts_cover(rules: IndustryPart, quarter: str) -> bool:
    """Whether the accounts, which begin with the first tariff, reach to the end of a quarter."""
    return quarter_of(rules.since) <= quarter < quarter_of(rules.accounts_until + timedelta(days=1))


def duties(outcome: Outcome, maker: str, quarter: str) -> Array:
    """Return all duties of a maker in a quarter, bn of the makers' currency, (worlds,)."""
    table = outcome.accounts
    held = table.filter(pc.and_(pc.equal(table["maker"], maker), pc.equal(table["quarter"], quarter)))
    return np.asarray(sum(local_column(held, item).to_numpy() for item in DUTIES), dtype=float)


def pit(paid: Array, reported: float) -> float:
    """Return the share of worlds that pay less than was reported, those that pay as much by half."""
    return float((paid < reported).mean() + (paid == reported).mean() / 2)


def uniform_p_value(pits: Sequence[float]) -> float:
    """Return the p-value of the exact two-sided Kolmogorov-Smirnov test that PITs are uniform on 0 to 1."""
    return float(kstest(pits, "uniform", method="exact").pvalue)
