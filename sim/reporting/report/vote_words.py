"""What the report on deals before and after a vote says."""

VOTE_KIND = "Report on deals before and after the vote: scenario {name}, {worlds}, seed {seed}"
VOTE_ASKED = "Asked here: how do deals signed before the vote of {date} differ from those signed after it?"
IN_FORCE_ONLY = "Counted are deals in force at the end of the simulated time{last}"
LAST_SIGNED = " (the last is signed on {date}{voided})"
AFTER_VOIDED = ", after a first one was voided; talks may go on from the day of its voiding"
FIRST_SIGNED = (
    "a first signature comes before the vote in {count} worlds, of which {voided} did not stay in force (the "
    "winner or the assembly voided it; on later ones voided, see the appendix, “How the talks end”)"
)

# --- how many deals --------------------------------------------------------------------------------

VOTE_COUNTS = "When the deals are signed that are in force at the end, with 95 % intervals"
VOTE_NUMBERS = {  # side of the vote -> name, meaning, key in the JSON answer
    "before": ("signed before the vote", "and in force at the end", "signed_before"),
    "after": ("signed after the vote", "or on its day, and in force at the end", "signed_after"),
    "none": ("no deal", "none in force at the end; one may have been voided", "no_deal"),
}
SHARES_ADD = "These shares are rounded; together they are 100 %."
VOTE_JSON = "share, where measure is {measure}"
VOTE_RULES = {
    "before": "share of worlds that are before_election",
    "after": "share of worlds that are neither before_election nor none",
    "none": "share of worlds that are none",
}

# --- how they differ -------------------------------------------------------------------------------

VOTE_TABLE = "Terms and values, means of deals, and {count} answers to how they differ (explained below){intervals}"
WITH_INTERVALS = ", with 95 % intervals unless worlds are too few"
NO_INTERVALS = "; too few worlds for any interval"
COUNT_WORDS = {2: "two", 3: "three"}
MEASURE, NUMBER = "Measure", "No."
VOTE_COLUMNS = {  # answer -> its two means, and what they differ by
    "raw": ("Before", "After", "Raw"),
    "comparable": ("Before, weighted", "After, weighted", "Comparable"),
    "same_worlds": ("Free signature", "As set", "Same worlds"),
}
NO_DEAL = "{level} after the pause"
NO_DEAL_AFTER = "without a deal {level}"
VOTE_ANSWERS = {
    "raw": (
        "Raw: Before less After, which is what an observer of deals would see. Worlds that sign early differ from the "
        "others in what was drawn for them, such as how soon a party makes concessions."
    ),
    "comparable": (
        "Comparable: the same of weighted means. The weights bring the means of all that was drawn for both groups "
        "nearer to each other{gap}: with p a world's chance to sign before the vote, by a logistic regression on its "
        "draws, one that signs before counts 1 - p and one that signs after p (overlap weights: those that might do "
        "either count most){rests}."
    ),
    "same_worlds": (
        "Same worlds: the scenario is played again with a free signature. Used are the worlds that sign after the vote "
        "as set and before it with a free signature, {count} here; shown: what they sign with a free signature minus "
        "what they sign as set."
    ),
}
GAP = " (the largest gap left is {gap} standard deviations of all worlds, of {draw}; before it was {before}{more})"
MORE_GAPS = "; {count} of {draws} draws stay above 0.1"
RESTS = "; the smaller group's weights are worth {worth} of equal weight (Kish's effective sample size)"
FREE_SIGNS = (
    "With a “free signature” (before the vote it costs nothing and the winner is sure to keep it; all else is as set)"
    " the first comes before the vote in {free} worlds, as set (as the scenario states it) in {plain}."
)
FREE_SIGNS_FEWER = (
    " One reason why there are fewer: as set, {{rival}} doubts that the winner will keep terms hard on {{voter}}, so "
    "these are worth little to it and it demands less before the vote; once a signature is sure to hold it demands "
    "more, and the offers do not meet (`--set {path}=false` takes that doubt away)."
)
FREE_SIGNS_UNKNOWN = " Why there are fewer is not explained here."
VOTE_FEW = (
    "Too few: fewer than {fewest} worlds in a group, or weights worth fewer ({fewest} is a rule of thumb): no "
    "difference is given, as so few do not tell how far others may differ (both means stand beside it; vote.csv has "
    "it)."
)
VOTE_INTERVALS = "Intervals of differences come from drawing again and again from the worlds at hand."
SHARE_INTERVALS = "Intervals of shares: Wilson's formula."
VOTE_BOLD = "A difference in bold has an interval that leaves out 0."
SIGNS_DIFFER = (
    "Raw and Comparable have opposite signs for {names}: there the raw difference comes from what was drawn for the "
    "worlds."
)
ROUNDED = "Differences are taken before rounding."
VOTE_ROWS = (
    "No. 1 to 3 are shares of the worlds by a column of the worlds.parquet that `sim run` writes (appendix), No. 4 to "
    "{last} are measures in vote.csv "
    "(and vote.parquet) beside this page, with a row for each `answer`; from which column of that (a row a world) "
    "each is made, and how, stands in the appendix, “Where each number comes from”."
)
NOT_KNOWN = "no world"
FREE = "free signature"

# --- how the talks end, and figures ----------------------------------------------------------------

HOW_IT_ENDS = "How the talks end"
LAPSES = "Of {worlds} worlds ({names}) {{the_pause}} lapses on {days}; {never}."
NEVER = "never in {count}"
DEAL_FIRST = "in the other {count} a deal in force comes first"
VOIDED = (
    " Of those that lapse, a deal was voided in {count}: it was first signed by the deadline in {early} and after it, "
    "in talks that went on, in {late}. Where one signed by a deadline is voided after it, the lapse comes on the "
    "day of the voiding, from which the {days} days (assumed) run, but is counted here at that deadline: so a deal may "
    "come more than {days} days after the last date here."
)
VOIDED_BY = " As set, the last decision on a deal was against it in {reasons}{again}."
BY_ASSEMBLY = (
    "{count}, as the assembly did not pass it (it votes {lag} days after a signature, assumed, "
    "and not before an elected government is in office)"
)
BY_WINNER = "{count}, as the winner did not keep it"
SIGNED_AGAIN = "; in {count} a new deal was signed that holds"
LAPSED_THEN = (
    "All {lapsed} that lapse as set face the draw whether talks go on (assumed): these end with the "
    "lapse in {stopped} and go on in {on} (a draw in each world, with a chance of {chance}; of all {worlds} it "
    "says so in {would}, whatever the talks). In {held} of the latter a deal holds at the end, in {left} none: in "
    "{voided} one was voided{more}, in {never} none signed in time; {stopped} and {left} are {both} of the {none} "
    "worlds without a deal."
)
AS_IN = " (as in {count} of the {stopped})"
LAPSE_DAY = "{day} in {count}"
NO_LAPSE = "{The_pause} lapses in no world."
LAPSE_AND = " / "
LAPSE_NAMES = "as set / with a free signature"
VOTE_CAPTION = (
    "The three differences (raw, comparable, same worlds) with their 95 % intervals; filled where one leaves out 0."
)
NO_VOTE_FIGURE = "The three differences are not drawn: too few worlds sign before the vote or after it."

# --- where it comes from ---------------------------------------------------------------------------

VOTE_ORIGIN = (
    "Each difference is a row of vote.parquet and vote.csv in {place}, named by `measure` and `answer` (raw, "
    "comparable, same_worlds), with both means, the interval and how many worlds are behind it; the shares are its "
    "first rows. `sim show {place} --json` prints these rows (there `effective_worlds` is what weights are worth)."
)
VOTE_AGAIN = (
    "They can be made again from the rows of the two runs, whose commands are below, and from vote_worlds.parquet in "
    "{place}, which says of each world on which side of the vote it signs (`side_of_vote`), its weight "
    "(`comparable_weight`) and whether it is one of the `same_worlds`; levels with names count as said in the table:"
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
