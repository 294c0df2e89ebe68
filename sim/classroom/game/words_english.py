"""All words of a game in English; the keys are those of every language, and words in braces are figures or tokens.

Tokens name the parties, see `sim.classroom.party_idioms`.
"""

from typing import Any

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
ENGLISH: dict[str, Any] = {
    "language": "en",
    "sides": {"party_a": "{a}", "party_b": "{b}"},
    "date": "{day.day} {month} {day.year}",
    "months": MONTHS,
    "scale": 1,
    "figure": "+.1f",
    "bn": "{value} bn USD a year",
    "share": "{value:.0f} %",
    "left_open": "left open",
    "issues": {},  # the scenario's own names
    "peer_issues": {
        "auto_tariff": "auto tariff",
        "reciprocal_tariff": "reciprocal tariff",
    },  # of another partner's deal
    "units": {"level": ("", 1)},  # unit -> in words, and what levels are multiplied by
    "levels": {},
    "names": {},
    "statements": {},
    # --- the sight of a day
    "phases": {
        "caretaker": "{in_office} governs {voter}; the vote is still to come",
        "forming": "a new {voter_adj} government is being formed; nothing can be signed",
        "open": "the talks are open",
        "lapsed": "{the_pause} has lapsed; the talks go on",
        "over": "the talks are over",
    },
    "calendar": {
        "pause": "the pause begins",
        "talks": "the talks open",
        "vote": "{Voter} votes",
        "deadline": "the deadline in force: without a deal it lapses, unless {mover} moves it",
        "fixed": "the deadline: without a deal what is in force until it lapses",
        "end": "the talks end, if nothing is signed",
        "meeting": "the next meeting is due",
        "horizon": "values are counted up to here",
    },
    "authority": {
        "party_a": "You may sign on any day on which you meet, whatever the terms.",
        "party_b": "You may sign on any day on which you meet, whatever the terms.",
        "forming": "Nobody can sign until {voter}'s new government has been formed.",
        "caretaker": (
            "You act for {in_office}. Before the vote it signs nothing worth less than {floor} to {voter}, because "
            "most {voter_people} are against its signing; you may table such terms, but not sign them."
        ),
        "doubt": "A signature of {in_office} may be undone after the vote.",
    },
    "no_deal": (
        "Never to agree is worth {value} to you, as things stand today. Nothing stops you from signing for less."
    ),
    "floor": "the least that you may sign for now: {floor}",
    "no_floor": "nothing but your own judgement limits what you sign for",
    "events": {"election": "{Voter} votes: {winner} wins. A new government is being formed."},  # others: the diary's
    "makers": {"units": "cars built in {b} and sold in {a}, {quarter}", "duty": "tariffs paid, {quarter}"},
    "vehicles": "{value:,.0f} cars",
    "money": "{value:.2f} bn USD",
    "ending": {
        "agreed": "A deal was signed on {date}: {terms}. It is worth {value} to you.",
        "breakdown": "The talks ended without a deal that holds. No deal is worth {value} to you.",
    },
    # --- the brief
    "brief": {
        "title": {"party_a": "Your role: {a_title}", "party_b": "Your role: {b_title}"},
        "notice": "Confidential: for your side of the table only.",
        "situation": "Where things stand",
        "situation_text": (
            "The pause in {a_adj} tariffs began on {pause}. Talks open on {talks}, and the deadline is {deadline}. "
            "Without a deal by then the pause lapses, unless {mover} moves the deadline."
        ),
        "situation_without_pause": (
            "Talks open on {talks}, and the deadline is {deadline}. Without a deal by then what is in force until the "
            "deadline lapses, unless {mover} moves it."
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
            "party_a": (
                "{Voter} votes on {vote}. Until then {in_office} governs; the winner needs some weeks to form a "
                "government, which may not stand by what has been signed before."
            ),
            "party_b": (
                "{Voter} votes on {vote}. Until then {in_office} governs; the winner needs some weeks to form a "
                "government. You then speak for the new one, and what terms are worth to you changes with it."
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
            "Values are bn USD a year, against no deal once {the_pause} has lapsed, as of {date}. Add them up over the "
            "issues. They move as events come: the page of the day shows those of the day."
        ),
        "worth_head": ["level", "bn USD a year", "in words"],
        "in_words": {
            "nothing": "as without a deal",
            "little": {"good": "hardly matters", "bad": "hardly matters"},
            "some": {"good": "a gain", "bad": "a cost"},
            "much": {"good": "a large gain", "bad": "a heavy cost"},
        },
        "signing": "What you may sign",
        "public": "What everybody knows",
        "public_text": (
            "Everybody hears of elections, of deals that others sign with {a}, and of deadlines that are moved; "
            "polls and the carmakers' figures are published. Roughly what terms are worth to either side can be told "
            "from what is public, and you may ask for that estimate; exact values are known to each side alone."
        ),
        "public_without_makers": (
            "Everybody hears of elections, of deals that others sign with {a}, and of deadlines that are moved; "
            "polls are published. Roughly what terms are worth to either side can be told from what is public, and you "
            "may ask for that estimate; exact values are known to each side alone."
        ),
        "unknown_text": {
            "party_a": (
                "You do not know what terms are worth to {b} exactly, nor the least it would sign for, nor who wins "
                "the vote. What it offers tells you something."
            ),
            "party_b": (
                "You do not know what terms are worth to {a_title} exactly, nor the least it would sign for, "
                "nor whether it will move the deadline. What it offers tells you something."
            ),
        },
        "talks": "How the talks go",
        "talks_text": (
            "You meet every {every} days, and daily in the last {daily} days before a deadline. At each meeting one "
            "side makes an offer, a level for every issue, and the other signs it or does not. {proposer}"
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
    },
    "components": {
        "tariff_revenue": "tariff revenue",
        "consumer_surplus": "what {a_demonym} buyers gain or lose",
        "domestic_profit": "profit of {a_demonym} carmakers",
        "imports": "imports from {b}",
        "headline": "cash that {b} invests",
        "capacity": "shipyards' capacity",
        "export_margin": "margins on gas exports",
        "farm_exports": "farm exports",
        "burden_sharing": "{B}'s part in the cost of troops",
        "contagion": "what other countries will then ask for",
        "exporters_profit": "profit of {b_adj} exporters",
        "export_value": "rents and jobs that exports bring",
        "fx_strain": "strain on {b_currency}",
        "fiscal": "the budget",
        "gas_cost": "what gas costs",
        "farm_loss": "what farmers lose",
        "security_cost": "cost of troops",
        "parity": "a worse tariff than a rival's",
    },
    # --- the summary
    "summary": {
        "agreed": "Signed on {date}: {terms}.",
        "breakdown": "The talks ended without a deal that holds.",
        "gain": "{side} gained {gain} over its reservation value.",
        "share": "Of what both gained, {first} went to {a} and {second} to {b}.",
        "left": "Both could have had {left} more at once by another package.",
        "nothing_left": "No other package would have been better for both.",
        "loss": "{side} signed for less than its reservation value, what never to agree was worth to it that day.",
        "wanted": "What mattered most to {side}: {issues}. Its reservation value was {no_deal} in the end.",
        "demand": "At the last meeting it would have asked for {demand} at least.",
        "equilibrium": (
            "Had both known all from the first day and played without a fault, they would have signed on {date}, worth "
            "{first} to {a} and {second} to {b} by the values of that first day: {terms}."
        ),
        "no_equilibrium": (
            "Had both known all from the first day and played without a fault, they would have signed nothing."
        ),
        "facts": {
            "party_a": "value of the deal to {a}, against no deal at the terms after a lapse",
            "party_b": "value of the deal to {b}, against no deal at the terms after a lapse",
            "party_a_no_deal": "reservation value of {a}: never to agree, on the same scale",
            "party_b_no_deal": "reservation value of {b}: never to agree, on the same scale",
            "nash_ratio": "product of gains over reservation values, of the largest possible",
        },
        "fair": "Deals that would have been called fair",
        "fair_head": ["rule", "to {a}", "to {b}", "terms"],
        "rules": {
            "nash": "Nash: largest product of gains",
            "kalai_smorodinsky": "Kalai-Smorodinsky: equal shares of each side's best",
        },
        "no_fair": "No package would have given both sides more than no deal.",
        "values_of": "What terms were worth to {side}, bn USD a year",
        "values_head": ["issue", "least", "most", "at stake"],
        "weeks": "The same world, had {side} signed",
        "weeks_head": ["week", "offer on the table", "to {a}", "to {b}", "could be signed"],
        "no_offer": "no offer stood",
        "same": "the same",
        "yes": "yes",
        "no": "no",
        "offers": "The path of offers, by the values of the end",
        "offers_head": ["date", "by", "to {a}", "to {b}", "terms"],
    },
}
