"""Scripted people against tactics: python tests/classroom/replay_runs.py [worlds] [scenario ...]

In each world people make the moves of the tactics in the U.S. chair, in Korea's, and in both; the row must be that of
the run, to the digit.  200 worlds of three scenarios take a quarter of an hour.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from scripted_people import logged_offers, same_rows, scripted_game  # noqa: E402

from sim.runs.run import run  # noqa: E402

CHAIRS = (["us"], ["korea"], ["us", "korea"])
SCENARIOS = ("baseline", "no_election", "two_stages")


def differing(name, worlds):
    """Return the worlds and chairs whose rows differ, and how many moves were made."""
    outcome = run(ROOT / "scenarios" / f"{name}.yaml", worlds, told=worlds)
    wrong, moves = [], 0
    for world in range(worlds):
        offers = logged_offers(outcome, world)
        for people in CHAIRS:
            game = scripted_game(outcome, world, people, offers)
            moves += len(game.moves)
            if game.due or not same_rows(game, outcome, world):
                wrong.append((world, people))
    return wrong, moves


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name in sys.argv[2:] or SCENARIOS:
        wrong, moves = differing(name, count)
        print(f"{name}: {count} worlds, {len(CHAIRS) * count} games, {moves} moves, {len(wrong)} rows differ {wrong}")
