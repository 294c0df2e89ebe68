"""All words of the dashboard, in one place; tokens name the parties, see `sim.classroom.party_idioms`."""

from typing import Any

from sim.classroom.party_idioms import fill_words
from sim.scenario.party_words import words_of
from sim.scenario.schema.scenario import Scenario

NOTHING, AS_STATED, NO_VOTE = "nothing", "this scenario, unchanged", "none"  # choices of the lists

ENGLISH: dict[str, Any] = {
    "of_page": {
        "language": "en",
        "menu": "settings",
        "theme": "light or dark",
        "busy": "working",
    },
    "name": "Ninety days: the talks, day by day",
    "about": (
        "A world of a simulation: model figures, with the assumptions of its scenario. Set the sliders, then press "
        "Reset: the talks begin again with them. Step lives one day."
    ),
    "scenario": "Scenario",
    "seed": "Seed of the random numbers (whole number from 0)",
    "world": "World shown (whole number from 0)",
    "beside": "Beside it, with the same random draws",
    "levers": {
        "party_a_pace": "Pace of {a}, beta",
        "party_b_pace": "Pace of {b}, beta",
        "party_a_belief": "{a_adj} belief that the deadline is moved",
        "party_b_belief": "{B}'s belief that the deadline is moved",
        "audience_cost": "Cost of signing before the vote",
        "believed_rate": "Rate that others are believed to get",
        "peer_chance": "Chance of {event}",
        "coin": "Share of proposals by {a}",
        "pause_days": "Days to the first deadline",
        "election": "Election day",
    },
    "meanings": {
        "party_a_pace": "Below 1 it holds firm until late, above 1 it gives early. Median over worlds.",
        "party_b_pace": (
            "Below 1 it holds firm until late, above 1 it gives early. Median over worlds, of the delegation; a "
            "government that has a pace of its own moves in proportion."
        ),
        "party_a_belief": "Believed chance of an extension before any extension or letter.",
        "party_b_belief": "Believed chance of an extension before any extension or letter.",
        "audience_cost": "What signing costs the government in office at full opposition, while a vote is pending.",
        "believed_rate": "Tariff that {a} thinks others will get, until one of them has a deal.",
        "peer_chance": "Chance that it happens at all.",
        "coin": "Chance that {a} tables the offer of a meeting.",
        "pause_days": "Days from day 0 of the calendar to the first deadline.",
        "election": "The day on which a new government is elected, or none.",
    },
    "units": {"": "no unit", "ratio": "no unit"},
    "label": "{words} ({low} to {high}, {unit}; {source})",
    "label_list": "{words} ({source})",
    "assumed": "assumed",
    "sourced": "source below",
    "range_assumed": "range assumed",
    "settings": "What the settings mean, and where their figures are from",
    "setting": "{words}: {meaning} The scenario has {start} ({unit}). Source: {source}.",
    "played": "Played: {what}.",
    "unchanged": "the scenario as it stands",
    "changed": "{words} {value} in place of {start} ({unit})",
    "changed_day": "{words} {value} in place of {start}",
    "not_number": "{what} must be a whole number from 0 to {most:,}; found {found!r}. {used} is played.",
    "refused": "These settings do not go together, so the scenario is played as it stands. {why}",
    "beside_refused": "{scenario} cannot be laid beside it: {why}",
    "sweep": "The sweep in {scenario} is passed over, as `sim run` does.",
    "today": "Today",
    "day_of": "{date}: day {day} of {length} to the first deadline",
    "day_after": "{date}: day {day}, {later} after the first deadline",
    "before": "{date}: before the first day",
    "state": {
        "early": "the talks open on {talks}. The deadline is {deadline}.",
        "talking": "they talk. The deadline is {deadline}.",
        "lapsed": "{the_pause} has lapsed; they talk until {deadline} under the lapsed terms.",
        "signed": "signed on {signed}; the deal awaits its vote.",
        "holds": "signed on {signed}, and the deal holds.",
        "broken": "the talks are over, without a deal.",
        "over": "Nothing more will happen: press Reset to begin again.",
    },
    "governs": "In office in {voter_capital}: {who}{acting}.",
    "acting": ", who has no authority to sign yet",
    "counts": (
        "Of {worlds} worlds ({first} to {last}): a deal in {agreed}, talking in {talking}, without a deal in {broken}."
    ),
    "counts_beside": "Beside it, {name}: a deal in {agreed}, talking in {talking}, without a deal in {broken}.",
    "world_shown": "World {world}: {what}",
    "with_settings": "with the settings played",
    "diary": "What happened in world {world}",
    "diary_note": "The latest first. Values in bn USD a year.",
    "nothing": "Nothing yet.",
    "terms": "On the table",
    "terms_caption": "Levels by issue, of the world shown",
    "issue": "Issue",
    "pause_terms": "In force until the deadline",
    "offers_of": {"party_a": "Last offer of {a}", "party_b": "Last offer of {b}"},
    "deal": "Signed",
    "none": "-",
    "offers": "Offers against the frontier",
    "deals": "Deals so far, in all worlds",
    "makers": "Carmakers, week by week",
    "polls": "Polls, week by week",
    "no_vote": "No vote is held.",
}


def words_for(spec: Scenario) -> dict[str, Any]:
    """Return the words, in which the parties have the names of a scenario."""
    return fill_words(ENGLISH, ENGLISH["of_page"]["language"], words_of(spec))
