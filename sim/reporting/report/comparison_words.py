"""What the reports on comparisons say, of scenarios in the same worlds."""

# --- pages of comparisons -------------------------------------------------------------------------

COMPARISON_KIND = "Report on a comparison: {names}; {worlds}, the same in each, seed {seed}"
COMPARISON_COLUMNS = ("Measure", "Before: {reference}", "After: {other}", "Difference", "95 % interval", "Unit", "No.")
COMPARISON_ORIGIN_COLUMNS = ("Measure", "Column", "How it is made", "Worlds", "Differ in", "A world like the mean")
COMPARISON_QUESTION = "What differs between {names} in the same worlds?"
DIFFERS = "From {reference} it differs in: "
SAME_SCENARIO = "It is the same scenario as {reference}."
PAIRED = (
    "World 7 of one scenario has the same chance events and the same drawn figures as world 7 of the other, so that "
    "the difference is taken world by world, after less before. A difference in bold has an interval that leaves out 0."
)
IN_BOTH = (
    "A measure of deals (its terms, its value, its day) is the mean over worlds that end with a deal in both. Too few: "
    "fewer than {fewest} worlds, or fewer than {differ} in which the two differ, so that no interval is given."
)
FIXED_WEIGHTS = (
    "Values are gains over no deal once {{the_pause}} has lapsed{losses}: what a deal brings a year, each kind of gain "
    "and loss at one set of{assumed} weights, the same for all deals, listed in the appendix, “How a deal is valued”."
)
WEIGHTS_HEAD = (
    "A deal's value to a party is the sum, over what it gains and loses by it in a year, of bn USD a year times what a "
    "bn counts (`reference_weights`{assumed}), less the same sum without a deal; a loss or a cost is a bn below "
    "0{against}."
    "{totals}"
)
WEIGHT_COLUMNS = ("What it gains or loses", "Weight to {a}", "Weight to {b}")
NO_WEIGHT = "-"
LOSSES = " (losses beside other countries' deals are left out)"  # where deals of others are a precedent
BELOW_NOTHING = ", of a weight below 0 more is worse"
WEIGHTS_ASSUMED = " assumed"
WEIGHTS_ARE_ASSUMED = ", assumed"
FROM_TOTALS = (
    " A total, in bn USD, enters by what each bn of it is assumed to yield, cost or be worth in a year: these figures "
    "stand below, under “Every assumption and its source”, by the issue's path."
)
COMPONENTS = {  # of a deal's value, where its name does not say what it is
    "consumer_surplus": "surplus of buyers",
    "domestic_profit": "profit of its carmakers",
    "headline": "cash invested in it",
    "capacity": "capacity of shipyards",
    "export_margin": "margin on gas",
    "burden_sharing": "cost of troops borne by the other",
    "exporters_profit": "profit of its carmakers",
    "export_value": "rents and jobs of exports",
    "fx_strain": "strain on its currency",
    "fiscal": "budget",
    "security_cost": "cost of troops",
}
LEVELS = "{issue} counts {levels}"
NO_WORLD = "no world has it in both"
ALL_RULE = "mean over all worlds, world by world"
DEALS_RULE = "mean over worlds with a deal in both, world by world"
WORTH_RULE = "`{column}` where there is a deal, 0 where there is none; mean over all worlds"
COMPARISON_ORIGIN = (
    "Each row is one of comparison.parquet in {place}, named by `run` and `measure`; `sim show {place} --json` prints "
    "them all: there `reference` is Before, `other` After, `moved` the share of paired worlds that differ. The rows "
    "of the worlds themselves are made, and one world is looked at, by these commands (put its number in place of N). "
    "{where}"
)
MORE_OTHERS = "{count} more scenarios are in the appendix."
MAIN_MEASURES = (
    *("agreed", "day", "auto_tariff", "reciprocal_tariff", "investment"),
    *("party_a_worth", "party_b_worth", "party_a_share"),
)  # of each other scenario, where there are several
MEASURE_NAMES = {
    "agreed": "ends with a deal",
    "caretaker_signed": "signed by the first government",
    "day": "day of signature",
    "party_a_value": "value of a deal to {a}",
    "party_b_value": "value of a deal to {b}",
    "party_a_value_fixed": "value of a deal to {a}",
    "party_b_value_fixed": "value of a deal to {b}",
    "party_a_worth": "value of the talks to {a}",
    "party_b_worth": "value of the talks to {b}",
    "party_a_share": "{a_adj} share of the gain",
    "nash_ratio": "nearness to the best",
    "extensions": "extensions",
    "lapsed": "{pause_short} lapsed",
    "caretaker_standing": "standing of the first government",
}
MEASURE_MEANINGS = {
    "caretaker_signed": "the government in office when the talks open, also if voided later",
    "day": "days from {first_day}, mean of deals",
    "party_a_value": "over no deal, as {a} counts it on that day, mean of deals",
    "party_b_value": "over no deal, as {b} counts it on that day, mean of deals",
    "party_a_value_fixed": "over no deal, mean of deals",
    "party_b_value_fixed": "over no deal, mean of deals",
    "party_a_worth": "mean of all worlds, no deal counted as 0",
    "party_b_worth": "mean of all worlds, no deal counted as 0",
    "party_a_share": "of what both gain over walking away, the part that {a} takes",
    "nash_ratio": "product of both gains over the largest possible",
    "lapsed": "it ended without a deal",
}
PROFIT = "{maker}'s profit"
OF_MAKERS = "_profit_change"
PERCENT_OF_WORLDS = "% of worlds"
SIDE_ROWS = "Rows of {name}"
SIDE_WORLD = "One world of {name}"
EVENTS = "Where an event happens"
EVENT_COLUMNS = ("Measure", "In all worlds", "Where it happens", "Worlds", "Unit")
COMPARED_CAPTION = "When deals come, at what {issue}, and each difference in standard deviations."
