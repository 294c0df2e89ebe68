"""Writes the handouts of this folder, which are made from the scenario.

`python docs/teaching/generate.py`, run in the root of the repository, writes them anew.
"""

from pathlib import Path

from sim.classroom.lesson.handout import ROLES, role_handout
from sim.classroom.lesson.handout_text import HandoutSource, handout_markdown
from sim.classroom.lesson.handout_words import LANGUAGES
from sim.classroom.lesson.lesson_runs import SEED, WORLD
from sim.scenario.loading import load

FOLDER = Path(__file__).parent
BASELINE = FOLDER.parents[1] / "scenarios" / "baseline.yaml"


def handout_pages() -> dict[str, str]:
    """Return the pages by name: both roles, in every language; the English one bears no language in its name."""
    source, pages = HandoutSource(scenario=BASELINE.stem, seed=SEED, world=WORLD), {}
    for side in ROLES:
        handout = role_handout(load(BASELINE), SEED, WORLD, side)
        for language in LANGUAGES:
            ending = "" if language == "en" else f"_{language}"
            pages[f"handout_{side}{ending}.md"] = handout_markdown(handout, source, language)
    return pages


if __name__ == "__main__":
    for name, text in handout_pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
