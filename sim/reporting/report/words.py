"""What reports say, in one place, so that another language can stand beside it."""

APPENDIX = "Appendix"
CONTENTS = "Contents"
ENLARGE = "enlarge this figure"

# --- headings -------------------------------------------------------------------------------------

SCENARIO = "What is simulated"
NUMBERS = "Key numbers"
FIGURES = "Figures"
HELD_AGAINST = "What the model is held against"
MAIN_ASSUMPTIONS = "Main assumptions"
PROVENANCE = "How this was made, and how to repeat it"
ORIGINS = "Where each number comes from"
MORE_FIGURES = "More figures"
SETTINGS = "Settings"
ALL_ASSUMPTIONS = "Every assumption and its source"
HOW_VALUED = "How a deal is valued"
DESIGN = "What is varied"
INDICES = "Which factor moves it most"
ALL_MEASURES = "All measures"
BOXES = "Where it happens"
TREE = "A second opinion"
LIMITS = "How sure it is, and what it cannot say"
IN_WORDS = "In words"
STORY = "One world, day by day"

# --- columns of tables ----------------------------------------------------------------------------

NUMBER_COLUMNS = ("Number", "Value", "Interval", "Unit", "Column", "No.")
ORIGIN_COLUMNS = ("Number", "Column", "How it is made", "In the JSON answer", "One world behind it")
PATTERN_COLUMNS = ("Pattern", "Here", "Range", "Verdict")

# --- what is said of all kinds --------------------------------------------------------------------

A_WORLD = (
    "A world is one play of the talks from beginning to end, in which every uncertain figure and all chance events are "
    "drawn anew, at random; the seed is the number with which drawing begins: the same seed gives the same worlds."
)
SAMPLING = (
    "Intervals marked 95 % are sampling error: what as many other worlds of this model, as it stands, would give. "
    "What the assumptions leave open is not in them."
)
NUMBER_LEADS = "No.: leads to the appendix, “Where each number comes from”."
COLUMN = f"Column: of worlds.parquet, a row a world. {NUMBER_LEADS}"
SPREAD = "The middle 80 %, of deals or of worlds, is how far these differ, as so much is not known."
VALIDITY = (
    "What was observed in 2025 is put as {all} patterns; the appendix lists them by number, each with what is "
    "measured and within what range that has to lie. In one `sim validate --patterns` of the baseline ({worlds} "
    "worlds) {shown} of the {all} do and are tests; ({put_in}), “{name_put_in}”, does but is no test, as the model is "
    "built to show it, and ({unmeasured}), “{name_unmeasured}”, cannot be measured in it. At {points} other sets of "
    "assumptions {robust} of the {all}, with ({put_in}), do in 80 % of the sets or more; the project had set itself "
    "{wanted} of the {all} at that share, and misses it. The real deal of 30 July 2025 (appendix) is in all terms "
    "known at a level that of {actual} % of the deals of the baseline, and with {spans} within its span too, of "
    "{actual_with_spans} %. Nothing was fitted, but (1), (3), (4) and (5) lean on what is put in: how far a deadline "
    "moves and another country's deal, as in 2025, and how soon a new government can sign. It is no forecast."
)
PATTERNS_OF_2025 = "Patterns of 2025, and the real deal"
PATTERNS_HEAD = (
    "Ranges are the project's, set around what was observed. Within: of {points} sets of assumptions, {point_worlds} "
    "worlds each, spread over what is stated for all figures (a figure without a distribution stays), the share in "
    "which the measure lies within its range; a pattern holds where all its measures do, in 80 % of the sets or more. "
    "In one run of the baseline ({worlds} worlds) all lie within but that of ({unmeasured}), which cannot be "
    "measured, as hardly anybody signs before its vote; ({put_in}) follows from what is put in. `sim validate "
    "--patterns` measures them again."
)
PATTERNS_TABLE = ("Pattern", "Measure", "Range", "Within, of {points} sets")
ACTUAL_DEAL = (
    "The real deal, announced on 30 July 2025: {terms}. Of the {deals} deals in force at the end of the baseline run "
    "{actual} % have all terms known at a level, and {actual_with_spans} % have {spans} within its span too."
)
OTHER_VALIDITY = (
    "Nothing that was observed: no talks of these parties are among those that the model is held against. What theory "
    "says of this case: `sim run --theory`. It is no forecast."
)
IN_FORCE = (
    "(levels: the scenario's choice; in brackets: in force during the pause and, where it differs, once that has "
    "lapsed without a deal; sources: appendix{totals})"
)
IN_FORCE_WITHOUT_PAUSE = (
    "(levels: the scenario's choice; in brackets: what is in force without a deal and, where it differs, after the "
    "deadline{totals})"
)
IN_FORCE_TO_END = "(levels: the scenario's choice; in brackets: what is in force without a deal{totals})"
TOTALS = "; a bn is 1,000 million; bn USD are totals, not a year's"
STEPS = "{first} to {last}{unit} in steps of {step}"
GRID_OR = " or "
NOT_FROM_BASELINE = "It is the baseline that comes with the program, unchanged."
OWN_PARTIES = "Its parties are others than the baseline's, so that it is held against nothing there."
FROM_BASELINE = "From the baseline that comes with the program it differs in: "
MORE_DIFFERENCES = "and in {count} more, listed in the appendix"
DIFFERENCES = "Differences from the baseline"
DIFFERENCES_OF_SIDES = "In what the scenarios differ"
NOT_THERE = "not there"
NO_VOTE = "{party} is governed by {holder}; there is no vote."
VOTE = (
    "{party} is governed by {holder}, in office as the talks open, until the vote of {date}, at which {candidates} "
    "stand{polls}.{forming}"
)
SOME = "some"
FORMING = " From then on nobody can sign for it until the winner's government is formed, {days} days later{assumed}."
CHANCES = " (the chance of each to win{wins})"
POLLS = " (shares of all who were asked, {source}; polls move and err, as said in the appendix{wins})"
POLL_OF = "of {date}"
WINS = ": with that they win {counts} of {worlds} worlds"
CANDIDATE = "{name} ({share} %)"
VOIDED = (
    "A deal signed before the vote is voided where the winner does not keep it, any where the assembly does not pass "
    "it."
)
CALENDAR = (
    "The pause in tariffs begins on {pause}, the delegations first meet on {talks}, and the pause ends on {deadline} "
    "(the first deadline) unless it is made longer{both}, {most} at most, by {days} days{ends}{assumed}."
)
FIRM = "The delegations first meet on {talks}, and the deadline is {deadline}; it is not moved."
CALENDAR_WITHOUT_PAUSE = (
    "The delegations first meet on {talks}, and the deadline is {deadline}; it may be moved {most}{both}, by {days} "
    "days each time{ends}{assumed}."
)
VOTE_ALONE = "There is a vote in {party} on {date}, which changes no government."
BY_BOTH = ", where both parties want it"
NO_DEADLINE = "The delegations first meet on {talks}; there is no deadline."
EXTENDED = " (to {dates})"
AFTER_LAPSE = (
    "Ended without a deal{voided}, it lapses; whether talks go on, for at most {days} days from then{assumed}, is "
    "drawn once, with a chance of {chance}{assumed}."
)
VOIDED_LATER = " (or, where one signed by then is voided later, on that day)"
SIMULATED = "The simulated time ends on {date}."
IS_ASSUMED = " (assumed)"
DATES_KNOWN = "Other dates are from sources (appendix){chosen}."
DATES_ASSUMED = "The dates are assumed."
DATES_CHOSEN = "; {names} is chosen for this question"
DATE_NAMES = {
    "pause": "the first day of the pause",
    "talks": "the first meeting",
    "deadline": "the first deadline",
}
TIMES = {0: "never", 1: "once", 2: "twice"}
MANY_TIMES = "{count} times"
EVENT = "{name}, {when}, with a chance of {share}"
PEER = ", another country's deal with {{a}} at {terms}"
CHANCE_ASSUMED = " (the chance is assumed, {rest})"
AS_IT_WAS = "the rest is as it was, sources in the appendix"
ASSUMED_TOO = "as is the rest"
PEER_PARITY = "{b} loses by a tariff above that one"
PEER_CONTAGION = "{a} by one below it"
PEER_PRICE = "{a} by a pledge small beside that one"
PEER_BOTH = "{a} by one below it and by a pledge small beside that one"
PEER_CHANGES = ". From then on {effects}."

WORDS = {
    "calendar": "Calendar",
    "table": "On the table",
    "government": "Government",
    "events": "May happen",
    "baseline": "Baseline",
    "made": "Command",
    "repeat": "Repeat it",
    "numbers": "All numbers",
    "changes": "All differences",
    "rows": "All rows",
    "program": "Program",
    "played": "Played",
    "scenario": "Scenario",
    "hash": "SHA-256 of the scenario as it was played",
    "rows_hash": "SHA-256 of all rows",
    "priors": "Priors",
    "where": "Rows go",
}
HASHED = "(of the scenario.yaml that `sim run` saves)"
WHERE_ROWS = (
    "`sim run` saves into a new folder, results/ and the scenario's name with a number, and prints its path as its "
    "last line; the rows are worlds.parquet there, one a world, and the manifest says how they were made."
)
WHERE_EXPORT = (
    "`sim export` writes CSV files into a new folder, results/ and the name with -export and a number, and prints its "
    "path as the last line: {files}, and what each column means as columns.csv."
)
WHERE_SHORT = (
    "`sim run` writes worlds.parquet, `sim export` CSV, into a new folder, whose path is the last line printed"
)
TOO_FEW = "too few"
SAME_ROWS = "gives the same rows, bit for bit, on the same kind of processor"
PRIORS = "{count} figures were not yet known on the day asked for, and gave way to priors"
OF_WORLDS = "% of worlds"
