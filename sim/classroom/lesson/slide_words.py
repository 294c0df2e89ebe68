"""All words of a lesson's slides and of the page that shows them, in one place; names are those of runs and slides."""

ENGLISH_RUNS = {
    "baseline": "as it was",
    "firm": "a firm deadline",
    "long": "a pause of 180 days",
    "us_proposes": "the U.S. makes every offer",
    "korea_proposes": "Korea makes every offer",
    "lapse_at_15": "15 % on cars after a lapse",
    "signing_free": "signing costs nothing",
    "signing": "as assumed",
    "signing_dear": "twice the cost",
    "no_vote": "no election",
    "no_japan": "no deal of Japan's",
    "early_japan": "Japan settles in May",
    "no_cash": "no cash on the table",
}
ENGLISH_SLIDES = {  # name -> part of the lesson, question to ask
    "when_deals_come": ("Deadlines and last offers", "When do you expect deals, and how many?"),
    "deadlines": ("Deadlines and last offers", "What happens if there is twice as much time? If the end is firm?"),
    "last_mover": ("Deadlines and last offers", "Who gains from making the last offer?"),
    "last_offer": ("Deadlines and last offers", "And if nobody knows what the other can live with?"),
    "no_deal": ("Inside and outside options", "What moves the terms: what you have now, or what you fall back on?"),
    "cost_of_signing": ("Two-level games", "Who signs before the vote?"),
    "precedent": ("Precedent", "What does Japan's 15 percent do to Korea's?"),
    "fewer_issues": ("Logrolling", "Take one issue off the table: do the others get easier?"),
    "offers_of_a_world": ("Logrolling", "Is there a deal that both would have liked better?"),
}
ENGLISH_INDEX = {
    "language": "en",
    "title": "Slides and handouts of a lesson of 90 minutes",
    "about": "Figures of a simulation, in {worlds} worlds each (seed {seed}), with the assumptions of its scenarios.",
    "handouts": "Handouts",
    "slides": "Slides",
    "files": "As files",
    "confidential": "Each side gets its own only.",
}
ENGLISH_HEAD = [
    *("run", "deals", "signed before the vote", "on a last day, of deals", "worlds on the first deadline"),
    *("deadline moved", "median date", "cars at 15, of deals", "above", "below", "U.S. share of the gain"),
]
ENGLISH_TABLE: dict[str, str] = {
    "title": "Runs of the lesson: percent of worlds, where a heading says nothing else.",
    "none": "-",
    "early_gain": (
        "In {worlds} worlds that sign before the vote with a cost of signing and without it, the cost brings Korea "
        "{gain} bn USD a year at fixed weights."
    ),
    "link": "The runs in figures",
}
HANDOUT_SOURCES = {  # language -> of what a handout is made
    "en": "World {world} of the scenario {scenario}, seed {seed}: figures of a model, mostly assumed; see there.",
    "ko": (
        "시나리오 {scenario}, 시드 {seed}, 세계 {world}. 모형의 수치이며 대부분 가정입니다. 출처는 시나리오에 있습니다."
    ),
}
