"""What the reports on comparisons say, of scenarios and of deals before and after a vote."""

# --- pages of comparisons -------------------------------------------------------------------------

COMPARISON_KIND = "Report on a comparison: {names}; {worlds}, the same in each, seed {seed}"
COMPARISON_COLUMNS = ("Measure", "Before: {reference}", "After: {other}", "Difference", "95 % interval", "Unit", "No.")
COMPARISON_ORIGIN_COLUMNS = ("Measure", "Column", "How it is made", "Worlds", "Differ in", "A world like it")
COMPARISON_QUESTION = "What differs between {names} in the same worlds?"
DIFFERS = "From {reference} it differs in: "
SAME_SCENARIO = "It is the same scenario as {reference}."
PAIRED = (
    "World 7 of one scenario has the same chance events and the same drawn figures as world 7 of the other, so that "
    "the difference is taken world by world, after less before. A difference in bold has an interval that leaves out 0."
)
IN_BOTH = "A measure of deals (its terms, its value, its day) is the mean over worlds that end with a deal in both."
FIXED_WEIGHTS = (
    "Values are in bn USD a year over no deal once the pause has lapsed, all at one set of weights "
    "(`reference_weights` of the scenario), so that all deals are measured alike."
)
LEVELS = "{issue} counts {levels}"
TOO_FEW = "too few worlds"
NO_WORLD = "no world has it in both"
ALL_RULE = "mean over all worlds, world by world"
DEALS_RULE = "mean over worlds with a deal in both, world by world"
WORTH_RULE = "`{column}` where there is a deal, 0 where there is none; mean over all worlds"
COMPARISON_ORIGIN = (
    "Each row is one of comparison.parquet in {place}; `sim show {place} --json` gives them all. The rows of the "
    "worlds themselves are made, and one world is looked at, by these commands (put its number in place of N):"
)
MORE_OTHERS = "{count} more scenarios are in the appendix."
MAIN_MEASURES = (
    *("agreed", "day", "auto_tariff", "reciprocal_tariff", "investment"),
    *("us_worth", "korea_worth", "us_share"),
)  # of each other scenario, where there are several
MEASURE_NAMES = {
    "agreed": "ends with a deal",
    "caretaker_signed": "signed by the first government",
    "day": "day of signature",
    "us_value": "value of a deal to the U.S.",
    "korea_value": "value of a deal to Korea",
    "us_value_fixed": "value of a deal to the U.S.",
    "korea_value_fixed": "value of a deal to Korea",
    "us_worth": "value of the talks to the U.S.",
    "korea_worth": "value of the talks to Korea",
    "us_share": "U.S. share of the gain",
    "nash_ratio": "nearness to the best",
    "extensions": "extensions of the pause",
    "lapsed": "pause lapsed",
    "caretaker_standing": "acting president's standing",
}
MEASURE_MEANINGS = {
    "caretaker_signed": "the government in office when the talks open, also if voided later",
    "day": "days from the day the pause began, mean of deals",
    "us_value_fixed": "over no deal, mean of deals",
    "korea_value_fixed": "over no deal, mean of deals",
    "us_worth": "mean of all worlds, no deal counted as 0",
    "korea_worth": "mean of all worlds, no deal counted as 0",
    "us_share": "of what both gain over walking away, the part that the U.S. takes",
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

# --- the page of deals before and after a vote ----------------------------------------------------

VOTE_KIND = "Report on deals before and after the vote: scenario {name}, {worlds}, seed {seed}"
VOTE_ASKED = "Asked here: how do deals signed before the vote of {date} differ from those signed after it?"
VOTE_COUNTS = "When deals are signed, with 95 % intervals"
VOTE_NUMBERS = {  # rule -> name, meaning
    "before": ("signed before the vote", "a deal in force at the end of the simulated time, signed before the vote"),
    "after": ("signed after the vote", "a deal in force at that time, signed on the day of the vote or later"),
    "none": ("no deal", "no deal in force at that time; one that was signed may have been voided"),
}
VOTE_RULES = {
    "before": "share of worlds that are before_election",
    "after": "share of worlds that are neither before_election nor none",
    "none": "share of worlds that are none",
}
VOTE_TABLE = (
    "Terms and values: mean of deals signed before the vote, mean of those signed after it, and their difference"
)
VOTE_COLUMNS = ("Measure", "Before", "After", "1 As observed", "2 Between like worlds", "3 In the same worlds", "Unit")
VOTE_ANSWERS = {
    "raw": (
        "1 As observed: Before less After. This is what an observer of deals would see; but the worlds that sign early "
        "differ from the others in what was drawn for them, such as how soon a side gives way."
    ),
    "comparable": (
        "2 Between like worlds: the same, weighted so that both groups have the same means of all that was drawn for "
        "them (overlap weights from a logistic regression){rests}."
    ),
    "same_worlds": (
        "3 In the same worlds: the scenario is played again with a signature before the vote that costs nothing and is "
        "sure to hold (“free signature”), which need not bring more early deals. Used are the worlds that sign after "
        "the vote as set and before it under free signature ({count} here); shown are the terms under free signature "
        "less those as set."
    ),
}
RESTS = ", which rests on the equivalent of {count:.0f} worlds on its smaller side"
VOTE_FEW = (
    "Where a side has fewer than {fewest} worlds, or the weights are worth fewer, no interval is given, and the "
    "difference says little. A difference in bold has an interval that leaves out 0."
)
NOT_KNOWN = "no such world"
FREE = "free signature"
VOTE_ORIGIN = (
    "Each difference is a row of vote.parquet in {place}; `sim show {place} --json` gives them all. The rows of the "
    "worlds themselves are made, and one world is looked at, by these commands (put its number in place of N). The "
    "column `phase` says when a deal was signed; each measure has a column of its name."
)
VOTE_CAPTION = "The three differences with their intervals; filled where an interval leaves out 0."
COMPARED_CAPTION = "When deals come, at what car tariff, and each difference in standard deviations."
FREE_CAPTION = "Free signature: the same worlds, where a signature before the vote costs nothing and is sure to hold."
