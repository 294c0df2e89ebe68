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
ASSUMPTION_COLUMNS = ("Path", "Figure", "Unit", "Range", "Note and source")
MAIN_COLUMNS = ("Assumption", "Set to", "Unit", "Range", "Path")
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
SPREAD = "The middle 80 % of worlds is how far they differ, as so much is not known."
VALIDITY = (
    "Of {all} patterns observed in 2025 one follows from what is put in; of the other {tested} the baseline that comes "
    "with the program shows {shown} (`sim validate --patterns` measures them anew). With {points} other sets of "
    "assumptions, from all that these may be, {robust} of the {all} hold in 80 % of the sets or more; {wanted} were "
    "wanted, so that is not met. All terms of the deal of 30 July 2025 are those of {actual} % of its deals; no figure "
    "was fitted to it. The model is no forecast; its documentation names the patterns."
)
ASSUMED = (
    "All are assumed, not measured. A figure with brackets is drawn anew in every world, most often near the first one "
    "and always between those in brackets; with “80 %”, half of the worlds lie below the first, and 80 % between the "
    "others; of “a to b” all between are as likely. Range: how far it may be set; some are drawn from all of it. Path: "
    "its place in the scenario, for `--set`. The appendix gives every figure its source."
)
IN_FORCE = "(in brackets what is in force during the pause and, where it differs, once that has lapsed{totals})"
IN_FORCE_WITHOUT_PAUSE = (
    "(in brackets what is in force without a deal and, where it differs, after the deadline{totals})"
)
TOTALS = "; a bn is 1,000 million, and bn USD are totals, not sums a year"
STEPS = "{first} to {last}{unit} in steps of {step}"
GRID_OR = " or "
NOT_FROM_BASELINE = "It is the baseline that comes with the program, unchanged."
OWN_PARTIES = "Its parties are others than the baseline's, so that it is held against nothing there."
FROM_BASELINE = "From the baseline that comes with the program it differs in: "
MORE_DIFFERENCES = "and in {count} more, listed in the appendix"
DIFFERENCES = "Differences from the baseline"
DIFFERENCES_OF_SIDES = "In what the scenarios differ"
NOT_THERE = "not there"
NO_VOTE = "{{B}} is governed by {holder}; there is no vote."
VOTE = (
    "{{B}} is governed by {holder}, in office as the talks open, until the vote of {date}, at which {candidates} stand."
)
VOIDED = "A deal signed before the vote is voided where the winner does not keep it or the assembly does not pass it."
CALENDAR = (
    "The pause in tariffs begins on {pause}, the delegations first meet on {talks}, and the pause ends on {deadline}; "
    "it may be made longer {most}, by {days} days each time{ends}."
)
FIRM = "The delegations first meet on {talks}, and the deadline is {deadline}; it is not moved."
CALENDAR_WITHOUT_PAUSE = (
    "The delegations first meet on {talks}, and the deadline is {deadline}; it may be moved {most}, by {days} days "
    "each time{ends}."
)
NO_DEADLINE = "The delegations first meet on {talks}; there is no deadline."
EXTENDED = " (to {dates})"
AFTER_LAPSE = "Ended without a deal, it lapses; talks then go on with a chance of {chance}, for at most {days} days."
TIMES = {0: "never", 1: "once", 2: "twice"}
MANY_TIMES = "{count} times"
EVENT = "{name}, {when}, with a chance of {share}"
PEER = ", another country's deal with {{a}} at {terms}"

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
HASHED = "(of the text that `sim run` saves as scenario.yaml: all that it extends and that was set)"
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

# --- assumptions ----------------------------------------------------------------------------------

ASSUMPTION_NOTE = (
    "{count} quantities; a distribution is drawn once in every world, a range is how far a figure may be set"
)
SHAPE_WORDS = {  # in the brief; {0} is the middle, {1} and {2} the ends
    "value": "{0}",
    "triangular": "{0} ({1} to {2})",
    "uniform": "{1} to {2}",
    "normal": "{0} (80 %: {1} to {2})",
    "lognormal": "{0} (80 %: {1} to {2})",
}
PARAMETER_WORDS = {  # in the appendix, with all parameters
    "triangular": "triangular: least {0}, likeliest {1}, largest {2}",
    "uniform": "uniform: {0} to {1}",
    "normal": "normal: mean {0}, standard deviation {1}",
    "lognormal": "lognormal: median {0}, standard deviation of the logarithm {1}",
}
UNIT_WORDS = {"log odds": "log odds*", "ratio": "ratio†"}  # in the brief, where a note explains them
ODDS_NOTE = "* Log odds of {given} are a chance of {chance}, of 0 of 50 %, of 1 of 73 %; more is likelier."
PACE_NOTE = (
    "† Pace b: once a share t of the time to the end of the pause, as a side expects it, is gone, it has given t^(1/b) "
    "of the way from its first demand to no gain over no deal: at half time {share} of it with b {given}, 50 % with 1."
)
OTHER_PACE = "† Below 1 a side gives ground late, above 1 early."
MAIN = {  # dotted path -> what it is; those of a scenario that has them are in the brief
    "party_a.tactic.timed.beta": "pace of {a_adj} concessions (1: even, below 1: late)",
    "party_b.tactic.timed.beta": "pace of {b}'s concessions (1: even, below 1: late)",
    "party_b.governments.FOLLOWING.tactic.timed.beta": "the same under FOLLOWING",
    "party_b.governments.IN_OFFICE.audience_cost": (
        "cost of signing before the vote: so much more {b} must gain, were all against it"
    ),
    "election.honour.mandates.scale": (
        "spread of the winner's choice to keep a deal (near 0: it keeps any that gains)"
    ),
    "party_a.weights.domestic_profit": "what a bn of its carmakers' profit counts to {a}",
    "party_b.weights.exporters_profit": "what a bn of its carmakers' profit counts to {b}",
    "issues.auto_tariff.flows.car_market.pass_through": "share of the auto tariff that reaches car prices",
    "precedent.believed_rate": "tariff that {b} expects for other countries",
    "deadline.common": "chance to move the deadline, offers aside",
}
EVENT_CHANCE = "events[{}].probability"
FIRST_EVENT = "chance of this event: {name}"

# --- the page of a run ----------------------------------------------------------------------------

RUN_KIND = "Report on a run: scenario {name}, {worlds}, seed {seed}"
BRIEF_CAPTIONS = {
    "survival": (
        "Worlds without the deal in force at the end, by date. Open marks: the pause lapses in 1 % of worlds or more."
    ),
    "heat": "All other factors differ among the worlds of a cell; hatched: no point is there.",
    "heat_of_both": "No other factor is varied; hatched: no world at these two values has it.",
    "tornado": "How far each factor alone moves the share of worlds that end with a deal.",
    "car_terms": "Share of all worlds at each level agreed; the other worlds end without a deal.",
    "vote_terms": "Of the deals signed before the vote, and of those signed after it, the share at each level.",
}
SHARES = "Shares of all worlds, with 95 % intervals"
TERMS = "Terms: the level agreed most often, and its share of deals, with 95 % intervals"
MIDDLES = "Middle values (medians), with the middle 80 % of worlds"
RUN_SHARES = {  # key of the figures -> name, meaning, column, rule
    "agreed": ("ends with a deal", "a deal is in force at the end", "agreed", "share of worlds that are true"),
    "caretaker_signed": (
        "signed by the first government",
        "in office as talks open; also if voided",
        "caretaker_signed",
        "share of worlds that are true",
    ),
    "extended": ("deadline moved", "the pause was made longer, at least once", "extensions", "share of worlds above 0"),
    "lapsed": ("pause lapsed", "the pause ended without a deal", "lapsed", "share of worlds that are true"),
    "voided": (
        "deal voided",
        "it was signed, then voided or broken",
        "reopened",
        "share of worlds that are true",
    ),
}
DAY = ("day of signature", "half of the deals are signed by then")
VALUES = {  # column -> name, meaning
    "party_a_value": ("worth to {a}", "over no deal, as {a} counts it"),
    "party_b_value": ("worth to {b}", "over no deal, as {b} counts it"),
    "party_a_share": ("{a_adj} share of the gain", "its part of both gains over walking away"),
    "nash_ratio": ("nearness to the best", "product of gains over the largest (Nash)"),
}
DUTY = "duty on its cars built in {{b}}, to {until}"
MEDIAN = "median of the worlds that have it"
LEVEL_RULE = "share of deals at this level"
OF_WORLDS = "% of worlds"
OF_DEALS = "% of deals"
RUN_ANSWER = "Of {worlds} {agreed} end with a deal; half of the deals are signed by {day}."
NO_DEALS = "Of {worlds} none ends with a deal."
RUN_ORIGIN = (
    "Columns are of worlds.parquet in {place}, a row a world; `sim list columns` says what each means. {files} A "
    "command that plays one world prints its diary and saves its row in a folder of its own."
)
RUN_FILES = "those of worlds.parquet as worlds.csv"
PATTERN_NOTE = "The ranges are set around what was observed in 2025; a what-if need not keep to them."
OTHER_PATTERNS = (
    "Five more patterns need its worlds played again, or a test of bills: how often the deadline is moved, the "
    "{{a_adj}} share by the terms of 30 July 2025, whether defence is bundled, what a dearer signature does, and "
    "the bills that carmakers reported; `sim validate {scenario} --patterns` measures all."
)
PATTERNS = "{held} of {tested} measures that this run can answer at once are within their ranges."
HOLDS, FAILS, CANNOT, PUT_IN = "holds", "fails", "cannot be measured", "put in, no test"
