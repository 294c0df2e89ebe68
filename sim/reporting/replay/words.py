"""All words of a replay's page, in one place; those that name the parties of a world, and tokens in them, apart."""

from typing import Any

ENGLISH: dict[str, Any] = {
    "language": "en",
    "locale": "en-GB",
    "title": "The talks, day by day",
    "controls": "controls",
    "back": "one day back",
    "forward": "one day on",
    "play": "Play",
    "pause": "Pause",
    "speed": "days a second",
    "day": "day",
    "day_of": "day {day} of {last}",
    "who_sees": "What is seen by",
    "views": {"all": "everything", "public": "the public"},  # and the parties
    "keys": "Arrow keys step by a day, Home and End go to the first and the last, the space bar plays and pauses.",
    "about": "A world of a simulation: model figures, with the assumptions of its scenario. Nothing is fetched.",
    "world": "{scenario}, world {world}, seed {seed}",
    "offers_of": "offers of {side}",
    "plane": "Offers in the space of values",
    "plane_alternative": "Offers of both sides in the space of values, with the Pareto frontier",
    "plane_note": "By the values of {day}. Grey: Pareto frontier; dotted: no deal; star: the deal.",
    "own": "What offers are worth to {side}",
    "own_alternative": "Value of every offer to this side, and what it demands, day by day",
    "own_note": "Line: what this side demands. Values of the day of each offer. No deal is worth {reserve} at the end.",
    "terms": "On the table",
    "issue": "Issue",
    "today": "today",
    "pause_terms": "Until the deadline",
    "deal": "The deal",
    "terms_note": "Bold: changed since the offer before.",
    "terms_public": "Offers are confidential; the public learns what is signed.",
    "diary": "Diary",
    "nothing": "Nothing yet.",
    "quiet": {"all": "Nothing happens today.", "side": "Nothing happens today that this side is told."},
    "polls": "Polls",
    "percent": "percent",
    "end": "The end",
    "signed": "A deal is signed on {date} and holds.",
    "no_deal": "The talks end without a deal that holds.",
}
ENGLISH_PARTIES: dict[str, Any] = {
    "days": "days since {first_day}",
    "parties": ["party_a", "party_b"],  # their keys, in their order
    "sides": {"party_a": "{a_short}", "party_b": "{b_short}"},
    "of_sides": {"party_a": "{a}", "party_b": "{b}"},
    "values": {"party_a": "value to {a}, bn USD a year", "party_b": "value to {b}, bn USD a year"},
    "columns": {
        "party_a_value": "Value to {a}",
        "party_b_value": "Value to {b}",
        "party_a_share": "Share of the gain that goes to {a}",
    },
    "column_sides": {"party_a_value": "party_a", "party_b_value": "party_b", "party_a_share": "party_a"},
}
