"""Writes the handouts of this folder, which are made from the scenario.

`python docs/teaching/generate.py`, run in the root of the repository, writes them anew.
"""

from pathlib import Path

from sim.classroom.lesson.handout import handout_markdown, role_briefs
from sim.classroom.lesson.lesson_runs import SEED, WORLD
from sim.scenario.loading import load

FOLDER = Path(__file__).parent
BASELINE = FOLDER.parents[1] / "scenarios" / "baseline.yaml"


def handout_pages() -> dict[str, str]:
    """Return the pages by name: both roles, in every language; the English one bears no language in its name."""
    briefs = role_briefs(load(BASELINE), SEED, WORLD)
    endings = {"en": ""}
    return {
        f"handout_{side}{endings.get(language, f'_{language}')}.md": handout_markdown(brief)
        for (side, language), brief in briefs.items()
    }


if __name__ == "__main__":
    for name, text in handout_pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
