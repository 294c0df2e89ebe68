"""Unit, meaning and null rule of columns that carry none themselves: those of all tables but worlds and rows.

Words stand by the name of the column, and by the name of the table first where a column of that name means another
thing there.
"""

from collections.abc import Mapping

from sim.bargaining.sides import SIDES
from sim.core.currency import LOCAL, TOKEN
from sim.economy.carmakers.accounts import ITEMS
from sim.scenario.column_nulls import NEVER_NULL
from sim.scenario.columns import COLUMNS

Words = tuple[str, str]  # unit and meaning

NAMES = {"party_a": "{a}", "party_b": "{b}"}  # see sim.scenario.party_words
FEW = "where too few worlds are known for an interval"
COMPARISONS = ("comparison", "where_events_happen")
NO_PAIR = "where no world has the outcome in both scenarios"
NO_DAY = "on days on which no world has a value"
NO_EQUILIBRIUM = "where the equilibrium ends without a deal"
SOLUTIONS = {  # of the first day's bargaining problem, by the names of their columns
    "nash": "Nash's solution",
    "kalai_smorodinsky": "the Kalai-Smorodinsky solution",
    "egalitarian": "the egalitarian solution",
    "utilitarian": "the utilitarian solution",
    "minimum_difference": "the solution with the least difference",
}
WORDS: dict[str, Words] = {  # of columns that stand in several tables
    "world": COLUMNS["world"],
    "point": ("", "number of the point, from 0"),
    "maker": ("", "the carmaker"),
    "quarter": ("", "quarter of the calendar year, in which it is booked"),
    "date": ("", "date of the day"),
    "worlds": ("worlds", "of how many worlds"),
    "measure": ("", "the outcome"),
    "meaning": ("", "what the outcome is"),
    "unit": ("", "unit of the figures in this row"),
    "run": ("", "name of the scenario"),
    "against": ("", "name of the scenario that it is compared with"),
    "low": ("as in unit", "lower end of the 95 % interval"),
    "high": ("as in unit", "upper end of the 95 % interval"),
    "difference": ("as in unit", "mean difference"),
    "reference": ("as in unit", "mean in the scenario that it is compared with"),
    "other": ("as in unit", "mean in the scenario that is compared"),
    "effect": ("standard deviations", "mean difference over the standard deviation of the differences (Cohen's d)"),
    "moved": ("share", "share of the paired worlds in which the outcome differs"),
    "event": ("", "the event, in whose worlds alone is compared"),
    "answer": ("", "which deals are set against which: raw, comparable, same_worlds"),
    "worlds_before": ("worlds", "deals before the vote"),
    "worlds_after": ("worlds", "deals after the vote"),
    "effective_worlds": (
        "worlds",
        "of how many worlds of equal weight the mean of the lighter side is worth (Kish's effective sample size)",
    ),
    "few": ("", "whether too few worlds are behind it for an interval"),
    "game": ("", "number of the game in its room, from 1"),
    **{f"{side}_player": ("", f"name of who played {NAMES[side]}; empty where nobody did") for side in SIDES},
}
DAYS: dict[str, Words] = {
    "day": ("days", "day, counted from the first of the calendar"),
    "series": ("", "what the figures are of"),
    "mean": ("of the series", "mean over worlds"),
    **{f"q{level}": ("of the series", f"quantile of {level} in 100 over worlds") for level in (10, 50, 90)},
}
OFFERS: dict[str, Words] = {
    "day": ("days", "day of the offer, counted from the first of the calendar"),
    "proposer": ("", "who made the offer: party_a, party_b"),
    "accepted": ("", "whether the other side accepted it"),
    "party_a_value": ("bn USD a year", "value of the offer to {a} on that day"),
    "party_b_value": ("bn USD a year", "value of the offer to {b} on that day"),
}
ACCOUNTS: dict[str, Words] = {
    **ITEMS,
    **{f"{name}{LOCAL}": (f"bn {TOKEN}", meaning) for name, (_, meaning) in ITEMS.items()},
}
THEORY: dict[str, Words] = {
    "equilibrium_agreed": ("", "whether the subgame-perfect equilibrium ends with a deal"),
    "equilibrium_day": ("days", "day of the equilibrium's deal, counted from the first of the calendar"),
    **{
        f"equilibrium_{side}_value": ("bn USD a year", f"value of the equilibrium's deal to {NAMES[side]}")
        for side in SIDES
    },
    **{
        f"{name}_{side}_value": ("bn USD a year", f"value to {NAMES[side]} of {words} on the first day")
        for name, words in SOLUTIONS.items()
        for side in SIDES
    },
}
VOTE: dict[str, Words] = {
    "measure": ("", "the term or value; of the rows of shares signed_before, signed_after, no_deal"),
    "answer": ("", "which deals are set against which: raw, comparable, same_worlds; share: the row is of all worlds"),
    "mean_before": (
        "as in unit",
        "mean that is subtracted from: of deals before the vote; of same_worlds, then signed",
    ),
    "mean_after": ("as in unit", "mean to subtract: of deals after the vote; of same_worlds, signed as set"),
    "share": ("share", "share of all worlds that sign before the vote, after it, or end without a deal"),
    "difference": ("as in unit", "mean_before less mean_after"),
    "low": ("as in unit", "lower end of the 95 % interval of the difference, or of the share"),
    "high": ("as in unit", "upper end of the 95 % interval of the difference, or of the share"),
}
VOTE_WORLDS: dict[str, Words] = {
    "side_of_vote": ("", "when the deal in force at the end was signed: before the vote, after it; none without one"),
    "comparable_weight": ("share", "overlap weight: chance to be on the other side of the vote, by what was drawn"),
    "same_worlds": ("", "whether it signs after the vote as set, and before it with a free and certain signature"),
}
OWN_WORDS: dict[str, Mapping[str, Words]] = {
    "accounts": ACCOUNTS,
    "days": DAYS,
    "offers": OFFERS,
    "theory": THEORY,
    "vote": VOTE,
    "vote_worlds": VOTE_WORLDS,
}
NULLS: dict[str, str] = {  # by table and column; the others of these tables are never null
    **{f"days.{name}": NO_DAY for name in ("mean", "q10", "q50", "q90")},
    "theory.equilibrium_day": NO_EQUILIBRIUM,
    **{f"theory.equilibrium_{side}_value": NO_EQUILIBRIUM for side in SIDES},
    **{
        f"theory.{name}_{side}_value": "where no package is worth their reserve to both"
        for name in SOLUTIONS
        for side in SIDES
    },
    **{f"{table}.{name}": FEW for table in (*COMPARISONS, "vote") for name in ("low", "high")},
    **{f"{table}.{name}": NO_PAIR for table in COMPARISONS for name in ("reference", "other", "difference", "moved")},
    **{f"{table}.effect": f"{NO_PAIR}, or where all differ by the same" for table in COMPARISONS},
    **dict.fromkeys(
        ("vote.mean_before", "vote.mean_after", "vote.difference"), "where no deals stand on one side; of shares"
    ),
    "vote.share": "but for the answer share",
    "vote.effective_worlds": "but for the answer comparable",
}
ISSUE_NULLS = {  # by table: of the columns of issues
    "offers": "where the offer leaves the issue open",
    "theory": f"{NO_EQUILIBRIUM}, or leaves the issue open",
}
OLDER = "where it does not apply; the result was saved before null rules were"


def own_words(table: str, column: str) -> Words | None:
    """Return unit and meaning of a column of a table, None where these stand elsewhere."""
    return OWN_WORDS.get(table, {}).get(column) or WORDS.get(column)


def own_null(table: str, column: str) -> str:
    """Return when a column of a table that says nothing of it is null."""
    is_older = table in ("worlds", "rows") and column not in WORDS
    return NULLS.get(f"{table}.{column}", OLDER if is_older else NEVER_NULL)
