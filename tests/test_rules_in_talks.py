"""Every rule in the full talks: it plays, and no world depends on how worlds are cut into chunks."""

from pathlib import Path

import pytest

from sim.play import run
from sim.scenario.loading import load
from sim.tactics.registry import ACCEPTANCE, BIDDING, OFFERING, OPPONENT

BASELINE = Path(__file__).parent.parent / "scenarios" / "baseline.yaml"
NEEDED = {
    "timed": {"beta": 0.5},
    "resource": {"patience": 6},
    "constant": {"share": 0.4},
    "mixture": {"first": "hardliner", "then": "micro", "switch": 0.5},
}
VARIANTS = {
    "absolute_tit_for_tat": {"wobble": 0.3},
    "micro": {"order": "packages"},
    "combi": {"of": "average"},
}
ROLES = {"tactic": BIDDING, "opponent": OPPONENT, "acceptance": ACCEPTANCE, "offer": OFFERING}
NAMED = [(role, name, NEEDED.get(name, {})) for role, rules in ROLES.items() for name in rules]
NAMED += [(role, name, VARIANTS[name]) for role, rules in ROLES.items() for name in rules if name in VARIANTS]


def settings(role, name, parameters):
    """Return the settings that give both parties a rule, Korea's whoever governs."""
    places = [f"us.{role}", f"korea.{role}"]
    if role == "tactic":
        winners = ("lee_jae_myung", "kim_moon_soo", "lee_jun_seok")
        places += [f"korea.governments.{winner}.tactic" for winner in winners]
    rule = f"{{{name}: {parameters}}}".replace("'", "") if parameters else name
    return [f"{place}={rule}" for place in places]


@pytest.mark.parametrize(("role", "name", "parameters"), NAMED, ids=[f"{r}-{n}-{len(p)}" for r, n, p in NAMED])
def test_a_rule_plays_the_same_whatever_the_chunk(role, name, parameters):
    loaded = load(BASELINE, settings(role, name, parameters))
    whole = run(loaded, worlds=12, seed=0)
    assert whole.worlds.equals(run(loaded, worlds=12, seed=0, chunk=5).worlds)
    alone = run(loaded, worlds=1, seed=0, first=7)
    assert alone.worlds.equals(whole.worlds.slice(7, 1))
