"""All words of a lesson's slides and of the page that shows them; those of runs and slides stand in the lesson's data.

Tokens name the parties, see `sim.scenario.party_words`.
"""

from sim.classroom.lesson.lesson_data import LESSON

ENGLISH_RUNS: dict[str, str] = {name: held["words"] for name, held in LESSON["runs"].items() if "words" in held}
ENGLISH_SLIDES: dict[str, tuple[str, str]] = {  # name -> part of the lesson, question to ask
    name: (held["part"], held["question"]) for name, held in LESSON["slides"].items()
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
    *("deadline moved", "median date", "cars at 15, of deals", "above", "below", "{a_adj} share of the gain"),
]
ENGLISH_TABLE: dict[str, str] = {
    "title": "Runs of the lesson: percent of worlds, where a heading says nothing else.",
    "none": "-",
    "early_gain": (
        "In {worlds} worlds that sign before the vote with a cost of signing and without it, the cost brings {b} "
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
