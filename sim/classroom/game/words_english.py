"""All words of a game in English; the keys are those of every language, and words in braces are figures or tokens.

Tokens name the parties, see `sim.classroom.party_idioms`.
"""

from typing import Any

from sim.classroom.game.brief_words_english import BRIEF

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
    "office": "the {name}",  # of a government whose key is no person's name
    "people": {"party_a": "{a_people}", "party_b": "{b_people}"},
    "ballots": {"party_a": "{a_ballot}", "party_b": "{b_ballot}"},
    "assemblies": {"party_a": "{a_assembly}", "party_b": "{b_assembly}"},
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
        "vote": "{party} {ballot}",
        "own_vote": "{party} votes; the vote changes no government",
        "deadline": "the deadline in force: without a deal it lapses, unless {mover} move[s] it",
        "fixed": "the deadline: without a deal what is in force until it lapses",
        "end": "the talks end, if nothing is signed",
        "meeting": "the next meeting is due",
        "horizon": "values are counted up to here",
    },
    "authority": {
        "party_a": "You may sign on any day on which you meet, whatever the terms.",
        "party_b": "You may sign on any day on which you meet, whatever the terms.",
        "forming": "Nobody can sign until {voter}'s new government has been formed.",
        "bound": (
            "You act for {holder}. Before {vote} it signs nothing worth less than {floor} to {party}, because "
            "{public} are against its signing; you may table such terms, but not sign them."
        ),
        "bound_name": (
            "You act for {holder}. Before {vote} you sign nothing worth less than {floor} to {party}, because "
            "{public} are against your signing; you may table such terms, but not sign them."
        ),
        "majority": "most {people}",
        "part": "{share} of {people}",
        "vote": "the vote",
        "own_vote": "the vote of {date}",
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
    "brief": BRIEF,
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
