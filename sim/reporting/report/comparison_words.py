"""What the reports on comparisons say, of scenarios and of deals before and after a vote."""

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
    "Values are what a side gains over no deal once the pause has lapsed, in bn USD a year, all at one set of weights "
    "(`reference_weights`: what a bn of each gain or loss counts), so that all deals are measured alike."
)
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
    "extensions": "extensions of the pause",
    "lapsed": "pause lapsed",
    "caretaker_standing": "acting president's standing",
}
MEASURE_MEANINGS = {
    "caretaker_signed": "the government in office when the talks open, also if voided later",
    "day": "days from the day the pause began, mean of deals",
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

# --- the page of deals before and after a vote ----------------------------------------------------

VOTE_KIND = "Report on deals before and after the vote: scenario {name}, {worlds}, seed {seed}"
VOTE_ASKED = "Asked here: how do deals signed before the vote of {date} differ from those signed after it?"
VOTE_COUNTS = "When the deals are signed that are in force at the end, with 95 % intervals"
VOTE_NUMBERS = {  # side of the vote -> name, meaning, key in the JSON answer
    "before": (
        "signed before the vote",
        "a deal in force at the end of the simulated time, signed before the vote{first}",
        "signed_before",
    ),
    "after": (
        "signed after the vote",
        "a deal in force at that time, signed on the day of the vote or later",
        "signed_after",
    ),
    "none": ("no deal", "no deal in force at that time; one that was signed may have been voided", "no_deal"),
}
FIRST_SIGNED = "; a first signature comes before the vote in {count}, of which {voided} did not stay in force"
VOTE_JSON = "share, where measure is {measure}"
VOTE_RULES = {
    "before": "share of worlds that are before_election",
    "after": "share of worlds that are neither before_election nor none",
    "none": "share of worlds that are none",
}
VOTE_TABLE = (
    "Terms and values, with 95 % intervals below: mean of deals signed before the vote, of those signed after it, and "
    "three answers to how they differ (raw, comparable, same worlds: explained below the table)"
)
VOTE_COLUMNS = ("Measure", "Before", "After", "Raw", "Comparable", "Same worlds", "Unit", "No.")
VOTE_ANSWERS = {
    "raw": (
        "Raw: Before less After. This is what an observer of deals would see; but the worlds that sign early "
        "differ from the others in what was drawn for them, such as how soon a side gives way."
    ),
    "comparable": (
        "Comparable: the same, weighted so that both groups have the same means of all that was drawn for them: with p "
        "a world's chance to sign before the vote, by a logistic regression on its draws, those that sign before count "
        "1 - p and those that sign after p (overlap weights){rests}."
    ),
    "same_worlds": (
        "Same worlds: the scenario is played again with a signature before the vote that costs nothing and is "
        "sure to hold (“free signature”), which need not bring more early deals. Used are the worlds that sign after "
        "the vote as set and before it under free signature ({count} here); shown are the terms under free signature "
        "less those as set."
    ),
}
RESTS = "; the smaller side's weights are worth {worth} of equal weight (`effective_worlds` in the JSON answer)"
VOTE_FEW = (
    "Where a side has fewer than {fewest} worlds, or the weights are worth fewer, no interval is given (too few), and "
    "the difference says little. A difference in bold has an interval that leaves out 0."
)
NOT_KNOWN = "no such world"
FREE = "free signature"
VOTE_ORIGIN = (
    "Each difference is a row of vote.parquet and vote.csv in {place}, named by `measure` and `answer` (raw, "
    "comparable, same_worlds), with both means, the interval and how many worlds are behind it; the shares are its "
    "first rows. `sim show {place} --json` prints these rows."
)
VOTE_AGAIN = (
    "They can be made again from the rows of the two runs, whose commands are below, and from vote_worlds.parquet in "
    "{place}, which says of each world on which side of the vote it signs (`side_of_vote`), its weight "
    "(`comparable_weight`) and whether it is one of the `same_worlds`; levels with names count as said below the table:"
)
VOTE_MADE = {
    "raw": "Raw: in the rows of {name}, mean of the column where side_of_vote is before, less that where it is after.",
    "comparable": "Comparable: the same means, each world counted with its comparable_weight.",
    "same_worlds": (
        "Same worlds: where same_worlds is true, mean of the column in the rows of {free}, less that in the rows of "
        "{name}."
    ),
}
VOTE_ORIGIN_COLUMNS = ("No.", "Measure", "Column", "Raw: worlds", "Comparable: worth", "Same worlds")
BEFORE_AND_AFTER = "{before} before, {after} after"
WORTH = "{count} worlds"
NO_WORTH = "nothing: a side has no world"
VOTE_COMMANDS = "The rows of both runs, and one world of each (put its number in place of N). {where}"
VOTE_CAPTION = (
    "The three differences (raw, comparable, same worlds) with their 95 % intervals; filled where one leaves out 0."
)
NO_VOTE_FIGURE = "The three differences are not drawn: too few worlds sign on one side of the vote."
COMPARED_CAPTION = "When deals come, at what car tariff, and each difference in standard deviations."
FREE_CAPTION = "Free signature: the same worlds, where a signature before the vote costs nothing and is sure to hold."
