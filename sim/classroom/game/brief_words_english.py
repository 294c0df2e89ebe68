"""The words of a brief in English; see `words_english`."""

from typing import Any

BRIEF: dict[str, Any] = {
    "title": {"party_a": "Your role: {a_title}", "party_b": "Your role: {b_title}"},
    "notice": "Confidential: for your side of the table only.",
    "situation": "Where things stand",
    "situation_text": (
        "The pause in {a_adj} tariffs began on {pause}. Talks open on {talks}, and the deadline is {deadline}. "
        "Without a deal by then the pause lapses, unless {mover} move[s] the deadline."
    ),
    "situation_without_pause": (
        "Talks open on {talks}, and the deadline is {deadline}. Without a deal by then what is in force until the "
        "deadline lapses, unless {mover} move[s] it."
    ),
    "situation_fixed": (
        "Talks open on {talks}, and the deadline is {deadline}, which is not moved. Without a deal by then what is "
        "in force until it lapses."
    ),
    "situation_firm": (
        "Talks open on {talks}, and end on {deadline}, with a deal or without: the deadline is not moved."
    ),
    "situation_open": "Talks open on {talks}. There is no deadline.",
    "who": "Who you are",
    "who_text": {
        "party_a": "You speak for {a_title} at its table with {b}{a_backing}.",
        "party_b": "You speak for the government of {b}.",
    },
    "who_without_government": "You speak for {b_title} at its table with {a}.",
    "vote_text": {
        "other": (
            "{party} {ballot} on {vote}. Until then {holder} governs; the winner needs {forming} to form a "
            "government, which may not stand by what has been signed before."
        ),
        "own": (
            "{party} {ballot} on {vote}. Until then {holder} governs; the winner needs {forming} to form a "
            "government. You then speak for the new one, and what terms are worth to you changes with it."
        ),
    },
    "forming": {"weeks": "some weeks", "span": "{low} to {high} days", "days": "{low} days", "none": "no time"},
    "assembly": {
        "own": "What you sign is put to {assembly}, {lag} days after the signature; what it does not pass is void.",
        "other": (
            "What {party} signs is put to {assembly}, {lag} days after the signature; what it does not pass is void."
        ),
    },
    "position": "{name}: {says}.",
    "interests": "What counts for you",
    "interests_text": (
        "Each line is something that terms bring or cost, and what each unit of it weighs with your side. The "
        "tables of values below have all of it added up."
    ),
    "interests_head": ["what counts", "weight"],
    "lines": "Red lines",
    "line_text": "{name} has said that it will not sign {issue} at {levels}. The values below count what it costs.",
    "no_lines": "Your side has drawn no line in public. What must not be signed shows in the values below.",
    "worth": "What terms are worth to you",
    "worth_text": (
        "Values are bn USD a year, {zero}, as of {date}. Add them up over the "
        "issues. They move as events come: the page of the day shows those of the day."
    ),
    "zero": {
        "lapse": "against no deal once {the_pause} has lapsed",
        "before": "against no deal before {the_pause} lapses",
        "none": "against no deal",
        "mixed": "counted from the levels that are worth 0, while the words compare each level with no deal",
        "own": "over no deal",
        "stated": "over no deal, which is taken off the values of {issue}",
    },
    "worth_head": ["level", "bn USD a year", "in words"],
    "in_words": {
        "nothing": "as without a deal",
        "little": {"good": "hardly matters", "bad": "hardly matters"},
        "some": {"good": "a gain", "bad": "a cost"},
        "much": {"good": "a large gain", "bad": "a heavy cost"},
    },
    "signing": "What you may sign",
    "public": "What everybody knows",
    "hears": {
        "both": "Everybody hears {heard}; {published} are published.",
        "heard": "Everybody hears {heard}.",
        "published": "{published} are published.",
    },
    "heard": {
        "elections": "of elections",
        "peers": "of deals that others sign with {a}",
        "deadlines": "of deadlines that are moved",
    },
    "published": {"polls": "polls", "makers": "the carmakers' figures"},
    "listed": {"between": ", ", "last": ", and ", "two": " and "},
    "estimate_text": (
        "Roughly what terms are worth to either side can be told from what is public, and you may ask for that "
        "estimate; exact values are known to each side alone."
    ),
    "unknown_text": {
        "party_a": (
            "You do not know what terms are worth to {b} exactly, nor the least it would sign for{more}. What it "
            "offers tells you something."
        ),
        "party_b": (
            "You do not know what terms are worth to {a_title} exactly, nor the least it would sign for{more}. What it "
            "offers tells you something."
        ),
    },
    "unknown": {"vote": ", nor who wins the vote", "deadline": ", nor whether it will move the deadline"},
    "talks": "How the talks go",
    "meets": {
        "each": "You meet every day.",
        "every": "You meet every {every} days.",
        "daily": "You meet every {every} days, and daily in the last {daily} days before a deadline.",
    },
    "talks_text": (
        "{meets} At each meeting one side makes an offer, a level for every issue, and the other signs it or does "
        "not. {proposer}"
    ),
    "proposers": {
        "coin": "A coin decides who makes it.",
        "alternate": "The sides take turns; {a} begins.",
        "party_a": "{A} makes it each time.",
        "party_b": "{B} makes it each time.",
    },
    "moves_text": (
        "When it is yours to offer you may wait: your last offer then stands, and if you have made none the "
        "meeting passes in silence. When you answer, to wait is to decline."
    ),
    "dates": "Dates",
    "dates_head": ["date", "what"],
}
