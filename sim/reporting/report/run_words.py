"""What the report on a run says."""

WALKING_AWAY = (
    "* Walking away: never agreeing, as of the day of signature; it is not the no deal of the values above, from which "
    "the share does not follow."
)
RUN_KIND = "Report on a run: scenario {name}, {worlds}, seed {seed}"
BRIEF_CAPTIONS = {
    "survival": (
        "Worlds without the deal in force at the end, to the last deal. Open marks: {{the_pause}} lapses on that "
        "day in 1 % of worlds or more."
    ),
    "survival_to_end": "Worlds without the deal in force at the end, to the last deal.",
    "heat": "All other factors differ among the worlds of a cell; hatched: no point is there.",
    "heat_of_both": "No other factor is varied; hatched: no world at these two values has it.",
    "tornado": "How far each factor alone moves the share of worlds that end with a deal.",
    "car_terms": "Share of all worlds at each level agreed; the other worlds end without a deal.",
    "vote_terms": (
        "Of the deals signed before the vote (bars left of their level), and of those after it (right), the share at "
        "each level."
    ),
}
SHARES = "Shares of all worlds, with 95 % intervals"
TERMS = "Terms: the level agreed most often, and its share of deals, with 95 % intervals"
MIDDLES = "Middle values (medians), with the middle 80 %: of deals{duties}"
DUTIES = ", duties of all worlds"
RUN_SHARES = {  # key of the figures -> name, meaning, column, rule
    "agreed": ("ends with a deal", "a deal is in force at the end", "agreed", "share of worlds that are true"),
    "caretaker_signed": (
        "signed by the first government",
        "also if voided later",
        "caretaker_signed",
        "share of worlds that are true",
    ),
    "extended": ("deadline moved", "{the_pause} was moved, at least once", "extensions", "share of worlds above 0"),
    "lapsed": ("{pause_short} lapsed", "{the_pause} ended without a deal", "lapsed", "share of worlds that are true"),
    "voided": (
        "deal voided",
        "it was signed, then voided or broken",
        "reopened",
        "share of worlds that are true",
    ),
}
DAY = ("day of signature", "half of the deals are signed by then")
VALUES = {  # column -> name, meaning
    "party_a_value": ("worth to {a}", "over no deal, by its count"),
    "party_b_value": ("worth to {b}", "over no deal, by its count"),
    "party_a_share": ("{a_adj} share of the gain", "of both gains over walking away*"),
    "nash_ratio": ("nearness to the best", "both gains multiplied, over the most any terms give (Nash)"),
}
DUTY = "duty on cars from {{b}} sold {days}"
MEDIAN = "median of the worlds that have it"
LEVEL_RULE = "share of deals at this level"
OF_DEALS = "% of deals"
RUN_ANSWER = "Of {worlds} {agreed} end with a deal; half of the deals are signed by {day}."
NO_DEALS = "Of {worlds} none ends with a deal."
RUN_ORIGIN = (
    "Columns are of worlds.parquet in {place}, a row a world; `sim list columns` says what each means. {files} A "
    "command that plays one world prints its diary and saves its row in a folder of its own."
)
RUN_FILES = "those of worlds.parquet as worlds.csv"
PATTERN_NOTE = (
    "The ranges are set around what was observed in 2025; a what-if need not keep to them. Shares are from 0 to 1; in "
    "brackets last: of how many worlds{daily}."
)
DAILY = "; the rate of (3) and (6) are of the first {count}, whose days are kept"
OTHER_PATTERNS = (
    "Five more patterns (appendix: 4, 7, 8, 9 and 11) need its worlds played again, or a test of bills; "
    "`sim validate --patterns --scenario {scenario}` measures all."
)
PATTERNS = "{held} of {tested} measures that this run can answer at once are within their ranges."
HOLDS, FAILS, CANNOT, PUT_IN = "holds", "fails", "cannot be measured", "put in, no test"
