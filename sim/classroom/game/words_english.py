"""All words of a game in English; the keys are those of every language, and words in braces are figures."""

from typing import Any

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
ENGLISH: dict[str, Any] = {
    "language": "en",
    "sides": {"us": "the U.S.", "korea": "Korea"},
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
        "caretaker": "a caretaker governs Korea; the vote is still to come",
        "forming": "a new Korean government is being formed; nothing can be signed",
        "open": "the talks are open",
        "lapsed": "the pause has lapsed; the talks go on",
        "over": "the talks are over",
    },
    "calendar": {
        "pause": "the pause begins",
        "talks": "the talks open",
        "vote": "Korea votes",
        "deadline": "the deadline in force: without a deal the pause lapses, unless the U.S. moves it",
        "end": "the talks end, if nothing is signed",
        "meeting": "the next meeting is due",
        "horizon": "values are counted up to here",
    },
    "authority": {
        "us": "You may sign on any day on which you meet, whatever the terms.",
        "korea": "You may sign on any day on which you meet, whatever the terms.",
        "forming": "Nobody can sign until Korea's new government has been formed.",
        "caretaker": (
            "You act for a caretaker. Before the vote it signs nothing worth less than {floor} to Korea, because most "
            "Koreans want the next president to decide; you may table such terms, but not sign them."
        ),
        "doubt": "A signature of the caretaker may be undone after the vote.",
    },
    "no_deal": (
        "Never to agree is worth {value} to you, as things stand today. Nothing stops you from signing for less."
    ),
    "floor": "the least that you may sign for now: {floor}",
    "no_floor": "nothing but your own judgement limits what you sign for",
    "events": {"election": "Korea votes: {winner} wins. A new government is being formed."},  # others: the diary's
    "makers": {"units": "cars built in Korea and sold in the U.S., {quarter}", "duty": "tariffs paid, {quarter}"},
    "vehicles": "{value:,.0f} cars",
    "money": "{value:.2f} bn USD",
    "ending": {
        "agreed": "A deal was signed on {date}: {terms}. It is worth {value} to you.",
        "breakdown": "The talks ended without a deal that holds. No deal is worth {value} to you.",
    },
    # --- the brief
    "brief": {
        "title": {"us": "Your role: the United States", "korea": "Your role: South Korea"},
        "notice": "Confidential: for your side of the table only.",
        "situation": "Where things stand",
        "situation_text": (
            "The pause in U.S. tariffs began on {pause}. Talks open on {talks}, and the deadline is {deadline}. "
            "Without a deal by then the pause lapses, unless the U.S. moves the deadline."
        ),
        "who": "Who you are",
        "who_text": {
            "us": "You speak for the United States at its table with Korea, with the president behind you.",
            "korea": "You speak for the government of Korea.",
        },
        "vote_text": {
            "us": (
                "Korea votes on {vote}. Until then a caretaker governs; the winner needs some weeks to form a "
                "government, which may not stand by what the caretaker has signed."
            ),
            "korea": (
                "Korea votes on {vote}. Until then a caretaker governs; the winner needs some weeks to form a "
                "government. You then speak for the new one, and what terms are worth to you changes with it."
            ),
        },
        "position": "{name}: {says}.",
        "interests": "What counts for you",
        "interests_text": (
            "Each line is something that terms bring or cost, and what one dollar of it weighs with your side. The "
            "tables of values below have all of it added up."
        ),
        "interests_head": ["what counts", "weight of 1 USD"],
        "lines": "Red lines",
        "line_text": "{name} has said that it will not sign {issue} at {levels}. The values below count what it costs.",
        "no_lines": "Your side has drawn no line in public. What must not be signed shows in the values below.",
        "worth": "What terms are worth to you",
        "worth_text": (
            "Values are bn USD a year, against no deal with the pause lapsed, as of {date}. Add them up over the "
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
            "Everybody hears of elections, of deals that others sign with the U.S., and of deadlines that are moved; "
            "polls and the carmakers' figures are published. Roughly what terms are worth to either side can be told "
            "from what is public, and you may ask for that estimate; exact values are known to each side alone."
        ),
        "unknown_text": {
            "us": (
                "You do not know what terms are worth to Korea exactly, nor the least it would sign for, nor who wins "
                "the vote. What it offers tells you something."
            ),
            "korea": (
                "You do not know what terms are worth to the United States exactly, nor the least it would sign for, "
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
            "alternate": "The sides take turns; the U.S. begins.",
            "us": "The U.S. makes it each time.",
            "korea": "Korea makes it each time.",
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
        "consumer_surplus": "what American buyers gain or lose",
        "domestic_profit": "profit of American carmakers",
        "imports": "imports from Korea",
        "headline": "cash that Korea invests",
        "capacity": "shipyards' capacity",
        "export_margin": "margins on gas exports",
        "farm_exports": "farm exports",
        "burden_sharing": "Korea's part in the cost of troops",
        "contagion": "what other countries will then ask for",
        "exporters_profit": "profit of Korean exporters",
        "export_value": "rents and jobs that exports bring",
        "fx_strain": "strain on the won",
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
        "share": "Of what both gained, {us} went to the U.S. and {korea} to Korea.",
        "left": "Both could have had {left} more at once by another package.",
        "nothing_left": "No other package would have been better for both.",
        "loss": "{side} signed for less than its reservation value, what never to agree was worth to it that day.",
        "wanted": "What mattered most to {side}: {issues}. Its reservation value was {no_deal} in the end.",
        "demand": "At the last meeting it would have asked for {demand} at least.",
        "equilibrium": (
            "Had both known all from the first day and played without a fault, they would have signed on {date}, worth "
            "{us} to the U.S. and {korea} to Korea by the values of that first day: {terms}."
        ),
        "no_equilibrium": (
            "Had both known all from the first day and played without a fault, they would have signed nothing."
        ),
        "facts": {
            "us": "value of the deal to the U.S., against no deal at the terms after a lapse",
            "korea": "value of the deal to Korea, against no deal at the terms after a lapse",
            "us_no_deal": "reservation value of the U.S.: never to agree, on the same scale",
            "korea_no_deal": "reservation value of Korea: never to agree, on the same scale",
            "nash_ratio": "product of gains over reservation values, of the largest possible",
        },
        "fair": "Deals that would have been called fair",
        "fair_head": ["rule", "to the U.S.", "to Korea", "terms"],
        "rules": {
            "nash": "Nash: largest product of gains",
            "kalai_smorodinsky": "Kalai-Smorodinsky: equal shares of each side's best",
        },
        "no_fair": "No package would have given both sides more than no deal.",
        "values_of": "What terms were worth to {side}, bn USD a year",
        "values_head": ["issue", "least", "most", "at stake"],
        "weeks": "The same world, had {side} signed",
        "weeks_head": ["week", "offer on the table", "to the U.S.", "to Korea", "could be signed"],
        "no_offer": "no offer stood",
        "same": "the same",
        "yes": "yes",
        "no": "no",
        "offers": "The path of offers, by the values of the end",
        "offers_head": ["date", "by", "to the U.S.", "to Korea", "terms"],
    },
}
