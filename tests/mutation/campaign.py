"""Mutation testing of the rules: measure the tests, draw mutants, play them, and print the score.

    python tests/mutation/campaign.py play --whole sim/politics --share 0.18 --seed 1
    python tests/mutation/campaign.py report

Everything goes to campaign/ in the environment (or --place): what is there already is not done again, so a campaign
may be broken off and taken up.  `play` needs cosmic-ray and coverage beside the development environment: see `make
mutants`.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from mutation_score import report

ROOT = Path(__file__).resolve().parents[2]
RULES = ("sim/bargaining", "sim/tactics", "sim/economy", "sim/politics")
TESTS = tuple(f"tests/{name}" for name in ("core", "bargaining", "tactics", "economy", "politics", "laws"))
TESTS += tuple(f"tests/model/test_{name}.py" for name in ("deadlines", "votes", "tables_of_the_day"))
TESTS += ("tests/scenario/test_schema.py",)  # holds bounds and defaults of parameters to what scenarios/README.md says


def options():
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description="mutation testing of the rules")
    parser.add_argument("what", choices=("play", "report"))
    parser.add_argument(
        "--place", type=Path, default=Path(sys.prefix) / "campaign", help="folder of what is known so far"
    )
    parser.add_argument("--whole", nargs="*", default=["sim/politics"], help="folders of which every mutant is played")
    parser.add_argument("--share", type=float, default=0.18, help="share of the mutants of each other module, 0 to 1")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    return parser.parse_args()


def pytest(place, *words):
    """Run the tests of the rules with the plugin that plays mutants; return the status."""
    seen = {
        "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "NINETY_DAYS_BACKEND": "numpy",
    }
    fixed = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:cov", "-p", "mutation_runner", "--hypothesis-seed=0"]
    return subprocess.call([sys.executable, "-m", "pytest", *TESTS, *fixed, *words], cwd=ROOT, env=os.environ | seen)


def draw(asked):
    """Write down which mutants are played, and how many there are in each module."""
    from mutation_sites import modules, mutants_of, sample  # needs cosmic-ray, which a report does without

    found, drawn = {}, []
    for path in modules(ROOT, RULES):
        found[path] = mutants_of(ROOT, path)
        whole = any(path.startswith(folder) for folder in asked.whole)
        drawn += found[path] if whole else sample(found[path], asked.share, asked.seed)
    (asked.place / "drawn.json").write_text(json.dumps([asdict(mutant) for mutant in drawn]))
    (asked.place / "modules.json").write_text(json.dumps({path: len(mutants) for path, mutants in found.items()}))


def main():
    """Play what is asked for; print the score."""
    asked = options()
    place = asked.place
    place.mkdir(exist_ok=True)
    if asked.what == "play":
        if not (place / "measured.json").exists() and pytest(place, "--measure", str(place / "measured.json")):
            sys.exit("the tests of the rules fail as they are: mend that first")
        draw(asked)
        pytest(place, "--mutants", str(place / "answers.jsonl"), "--drawn", str(place / "drawn.json"))
    print(report(place))


if __name__ == "__main__":
    main()
