"""Outcomes that are no columns: what `--of` takes beside them, and what comparisons list."""

from sim.scenario.reference.terms.term import Term

OUTCOMES: dict[str, Term] = {
    "us_worth": Term(
        "us_value_fixed, and 0 in a world without a deal, as no deal is 0 by definition of these values: a figure of "
        "all worlds, in which more deals and better deals both count; bn USD a year at the reference weights",
        "unconditional mean payoff",
    ),
    "korea_worth": Term("the same of Korea, from korea_value_fixed", "unconditional mean payoff"),
}
