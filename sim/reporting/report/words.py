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

NUMBER_COLUMNS = ("Number", "Value", "Interval", "Unit", "From column")
ORIGIN_COLUMNS = ("Number", "Column", "How it is made", "In the JSON answer", "One world behind it")
ASSUMPTION_COLUMNS = ("Path", "Figure", "Unit", "Range", "Note and source")
MAIN_COLUMNS = ("Assumption", "Set to", "Unit", "Range", "Path")
PATTERN_COLUMNS = ("Pattern", "Here", "Range", "Verdict")

# --- what is said of all kinds --------------------------------------------------------------------

A_WORLD = (
    "A world is one play of the talks, in which every uncertain figure and all chance events are drawn anew; "
    "the same seed gives the same worlds."
)
SAMPLING = (
    "Intervals marked 95 % are sampling error: what as many other worlds of this model, as it stands, would give. "
    "What the assumptions leave open is not in them."
)
SPREAD = "The middle 80 % of worlds is how far they differ, as so much is not known."
VALIDITY = (
    "The document “What the model is held against” (docs/explanation/validity.md) says what of 2025 the baseline "
    "shows and what it does not; `sim validate --patterns` measures it anew. No figure was fitted to the deal of "
    "30 July 2025, and the model is no forecast."
)
ASSUMED = (
    "All of these are assumed, not measured. A figure with brackets is drawn anew in every world: “0.5 (0.3 to 1)” "
    "between 0.3 and 1, most often near 0.5; “0.5 (80 %: 0.3 to 1)” is 0.5 in the middle and between 0.3 and 1 in 80 % "
    "of worlds. Range: how far it may be set. The appendix lists every figure with its source; "
    "docs/explanation/odd.md says what each does."
)
IN_FORCE = "(in brackets what is in force during the pause and, where it differs, once that has lapsed)"
IN_FORCE_WITHOUT_PAUSE = "(in brackets what is in force without a deal and, where it differs, after the deadline)"
NOT_FROM_BASELINE = "It is the baseline that comes with the program, unchanged."
OWN_PARTIES = "Its parties are others than the baseline's, so that it is held against nothing there."
FROM_BASELINE = "From the baseline that comes with the program it differs in: "
MORE_DIFFERENCES = "and in {count} more, listed in the appendix"
DIFFERENCES = "Differences from the baseline"
DIFFERENCES_OF_SIDES = "In what the scenarios differ"
NOT_THERE = "not there"
NO_VOTE = "{{B}} is governed by {holder}; there is no vote."
VOTE = "{{B}} is governed by {holder} until the vote of {date}, at which {candidates} stand."
CALENDAR = (
    "The pause in tariffs begins on {pause}, the delegations first meet on {talks}, and the pause ends on {deadline}; "
    "it may be made longer {most}, by {days} days each time."
)
FIRM = "The delegations first meet on {talks}, and the deadline is {deadline}; it is not moved."
CALENDAR_WITHOUT_PAUSE = (
    "The delegations first meet on {talks}, and the deadline is {deadline}; it may be moved {most}, by {days} days "
    "each time."
)
NO_DEADLINE = "The delegations first meet on {talks}; there is no deadline."
TIMES = {0: "never", 1: "once", 2: "twice"}
MANY_TIMES = "{count} times"
EVENT = "{name}, {when}, in {share} of worlds"
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
HASHED = "(all that it extends and that was set is in it: the text that `sim run` saves as scenario.yaml)"
WHERE_ROWS = (
    "`sim run` saves into a new folder, results/ and the scenario's name with a number, which its last line names; the "
    "rows are worlds.parquet there, one a world, and the manifest says how they were made."
)
WHERE_EXPORT = (
    "`sim export` writes CSV files into a new folder, results/ and the name with -export and a number, which its last "
    "line names: {files}, and what each column means as columns.csv."
)
WHERE_SHORT = "`sim run` writes worlds.parquet, `sim export` CSV files, each into a new folder that its last line names"
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
UNIT_WORDS = {"log odds": "log odds*"}  # in the brief, where a note explains them
ODDS_NOTE = "* Log odds of 0 are a chance of 50 %, of 1 of 73 %, of -1 of 27 %; more is likelier."
MAIN = {  # dotted path -> what it is; those of a scenario that has them are in the brief
    "party_a.tactic.timed.beta": "pace of {a_adj} concessions (1: even, below 1: late)",
    "party_b.tactic.timed.beta": "pace of {b}'s concessions (1: even, below 1: late)",
    "party_b.governments.FOLLOWING.tactic.timed.beta": "the same under FOLLOWING",
    "party_b.governments.IN_OFFICE.audience_cost": "cost of signing before the vote to {b}'s government",
    "party_a.weights.domestic_profit": "value to {a} of its carmakers' profit",
    "party_b.weights.exporters_profit": "value to {b} of its carmakers' profit",
    "issues.auto_tariff.flows.car_market.pass_through": "share of a car tariff that reaches prices",
    "precedent.believed_rate": "tariff that {b} believes rivals will get",
    "deadline.common": "readiness to move the deadline, all else aside",
}
EVENT_CHANCE = "events[{}].probability"
FIRST_EVENT = "chance of this event: {name}"

# --- the page of a run ----------------------------------------------------------------------------

RUN_KIND = "Report on a run: scenario {name}, {worlds}, seed {seed}"
BRIEF_CAPTIONS = {
    "survival": "Share of worlds that are still without a deal, by date; lapsed: the pause ended without one.",
    "heat": "Mean of “{measure}” at the values of two factors, all others averaged over; hatched: no point there.",
    "heat_of_both": "Mean of “{measure}” at each pair of values of the two factors; hatched: no world has it.",
    "tornado": "How far each factor alone moves the share of worlds that end with a deal.",
    "car_terms": "Share of all worlds at each car tariff agreed; the other worlds end without a deal.",
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
    "Five more patterns need its worlds played again, or a test of bills: how often the deadline is moved, the {{a_adj}} "
    "share by the terms of 30 July 2025, whether defence is bundled, what a dearer signature does, and the bills that "
    "carmakers reported; `sim validate {scenario} --patterns` measures all."
)
PATTERNS = "{held} of {tested} measures that this run can answer at once are within their ranges."
HOLDS, FAILS, CANNOT, PUT_IN = "holds", "fails", "cannot be measured", "put in, no test"
