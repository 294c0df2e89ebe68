"""All words of the handouts in English.

Words in braces are figures of the scenario, see `sim.classroom.lesson.handout_text`.  What a side wants, and what it
does not know, is said of the baseline.
"""

from typing import Any

ENGLISH: dict[str, Any] = {
    "language": "en",
    "title": {
        "us": "Your role: the United States",
        "korea": "Your role: South Korea",
    },
    "confidential": "Confidential: for your side of the table only.",
    "situation": "Where things stand on {talks}",
    "situation_text": [
        (
            "The United States takes {cars} percent on cars built in Korea. It announced {goods_lapsed} percent on "
            "nearly all other Korean goods, and paused that on {pause}: until {deadline} it is {goods_now} "
            "percent. Without a deal by then the pause lapses, unless the U.S. moves the deadline."
        ),
        (
            "You meet every {every} days from today, and daily from {daily_from} on. At each meeting a coin says "
            "which side makes the offer; the other takes it or not. An offer names a level of every issue."
        ),
        "Other countries talk with the United States too. What one of them signs, everybody will hear.",
    ],
    "vote_text": "Korea votes on {vote}. Until then a caretaker governs; a new government needs some weeks to form.",
    "wants": "What you want",
    "wants_text": {
        "us": [
            (
                "Tariffs bring revenue and shelter the carmakers at home; your own buyers pay a part of them. What "
                "you give below the rate that others get, others will ask for too."
            ),
            (
                "A large figure of Korean investment is worth more to you than the same sum in small promises, and "
                "each further billion is worth a little less. Ships built with Korean money are capacity that you "
                "lack."
            ),
        ],
        "korea": [
            (
                "Cars are what hurts most: carmakers lose profit, and plants lose work, for every point of the "
                "tariff. Relief on all other goods is worth less for each point, but there are more of them."
            ),
            (
                "Cash that leaves the country strains the won, and the second hundred billion strains it more than "
                "the first. Gas and ships cost you little. Rice and beef are another matter: to open them in full "
                "is hardly to be borne."
            ),
        ],
    },
    "values": "What each term is worth to you",
    "values_text": "In bn USD a year, against no deal with the pause lapsed. Add up over the issues.",
    "worth": "worth",
    "stands": "today {now}; after a lapse {lapsed}",
    "stands_always": "today and after a lapse {now}",
    "limits": "What you may sign",
    "no_deal_text": (
        "Never to agree is worth {no_deal} bn USD a year to you, as far as you can tell today. Sign for nothing less."
    ),
    "free_text": "You have your president behind you: there is no other limit.",
    "floor_text": (
        "As the caretaker you need more: to sign before the vote costs you at home, so that only what is worth "
        "{floor} or more can be signed. The new government will not be bound by that; it has values of its own."
    ),
    "unknown": "What you do not know",
    "unknown_text": {
        "us": (
            "What each term is worth to Korea, what it may sign, who wins the vote, and whether a caretaker's "
            "signature will be kept. Offers tell."
        ),
        "korea": (
            "What each term is worth to the United States, whether it will move the deadline, and what others will "
            "be given. Offers tell."
        ),
    },
    "source": (
        "World {world} of the scenario {scenario}, seed {seed}: figures of a model, mostly assumed; see the scenario."
    ),
    "level": "level",
    "issues": {
        "auto_tariff": "U.S. tariff on cars built in Korea",
        "reciprocal_tariff": "U.S. tariff on other Korean goods",
        "lng": "U.S. gas that Korea buys each year, beyond 2024",
        "shipbuilding": "Korean loans, guarantees and investment for U.S. shipbuilding",
        "investment": "Korean cash investment in the United States",
        "farm_access": "Opening of Korea's rice and beef markets",
        "defence_cost": "Cost of U.S. troops that Korea pays in addition",
    },
    "units": {
        "level": "",
    },
    "names": {},
}
