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
REPORT = 20  # worlds after which it is said how far it is
SCENARIOS = ("baseline", "no_election", "two_stages")


def wrong_rows(outcome, offers, world):
    """Return the chairs whose rows differ in a world, and how many moves were made."""
    games = [scripted_game(outcome, world, people, offers[world]) for people in CHAIRS]
    wrong = [game.people for game in games if game.due or not same_rows(game, outcome, world)]
    return wrong, sum(len(game.moves) for game in games)


def check_scenario(name, worlds):
    """Print how many rows differ, as worlds are done."""
    outcome = run(ROOT / "scenarios" / f"{name}.yaml", worlds, recorded=worlds)
    offers, wrong, moves = logged_offers(outcome), [], 0
    for done, world in enumerate(range(worlds), 1):
        chairs, made = wrong_rows(outcome, offers, world)
        wrong, moves = wrong + [(world, people) for people in chairs], moves + made
        if done % REPORT == 0 or done == worlds:
            games = len(CHAIRS) * done
            print(f"{name}: {done} worlds, {games} games, {moves} moves, {len(wrong)} rows differ {wrong}", flush=True)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name in sys.argv[2:] or SCENARIOS:
        check_scenario(name, count)
