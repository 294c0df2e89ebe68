"""Outcomes that are no columns: what `--of` takes beside them, and what comparisons list."""

from sim.scenario.reference.terms.term import Term

OUTCOMES: dict[str, Term] = {
    "party_a_worth": Term(
        "party_a_value_fixed, and 0 in a world without a deal, as no deal is 0 by definition: a figure of "
        "all worlds, in which more deals and better deals both count; bn USD a year at the reference weights",
        "unconditional mean payoff",
    ),
    "party_b_worth": Term("the same of {b}, from party_b_value_fixed", "unconditional mean payoff"),
}
