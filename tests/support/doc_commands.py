"""Commands of the documentation, made small enough to be tried; those that another test or another page tries."""

import shlex
from functools import cache

from command import WHOLE_BENCH
from doc_blocks import pages

FEW, FEWER = "6", "2"  # worlds of a run; of each point of a sweep
LUCKS = "30"  # worlds a point of a sweep that is kept and read: fewer are too few for indices
LITTLE, GRID = "little.yaml", "grid.yaml"  # sweeps of four points, and of thirty, which stand beside whatever is typed
PLACEHOLDERS = {  # what a reader puts in, or would wait for -> what is put in here
    "TACTIC TACTIC ...": "timed micro",
    "[--case FILE] [--out DIR] [--json]": "--json",
    "FILE": LITTLE,
    "--workers 8": "--workers 2",
    "sim bench --against": "sim bench --quick --repeats 1 --against",
    "sim bench --only": "sim bench --quick --only",
    "--points 200": "--points 2",
    "sim teach": "sim teach --only deadlines",
    "/shared/pace": "shared/pace",
    "my_cars.csv": "data/us_car_market_2024.csv",
    "sweep.base=256": "sweep.base=4",
    "sweep scenarios/what_moves.yaml": "sweep scenarios/what_moves.yaml --set sweep.base=4",
    "sweep scenarios/robust_tactics.yaml --plan": f"sweep {LITTLE} --plan",
    "sweep scenarios/robust_tactics.yaml": "sweep scenarios/robust_tactics.yaml --set sweep.points=8",
    "sweep scenarios/pace_grid.yaml --seed 1 --out results/pace": f"sweep {GRID} --seed 1 --out results/pace",
    "sweep scenarios/pace_grid.yaml": f"sweep {LITTLE}",
}
ELSEWHERE = {  # a command -> the file in which it is played by the name of a command or a constant
    "make run": ".ci/run",
    "make test": ".ci/run",
    "make site": "Makefile",
    "make planted": "tests/planted/test_planting.py",
    'make planted BUGS="floor lots"': "tests/planted/test_planting.py",
    WHOLE_BENCH: "tests/bench/test_bench.py",
}
SHARED = {
    "bench",
    "cars",
    "class",
    "dashboard",
    "duel",
    "play",
    "score",
    "teach",
    "validate",
}  # verbs, see is_another_s

KEPT = {  # a command that takes minutes -> the file in which what it prints is kept whole
    "sim validate --structures --worlds 1000 --seed 1": "notebooks/structures.txt",
}
FROM_THIRTY_ON = (  # how lines begin that are printed from 30 points, worlds or cases on: tests/analysis, tests/cli
    *("second lines:", "the largest regret,", "reaches it:", "regret:", "overstated,", "other (understated)"),
    *("what to find out next", "shrinks it by", "optimism"),
)
BY_CHANCE = ("pure:", "U.S. 0.", "values ", "resamples of the", "0.77 timed")  # which equilibria there are, in words
REFUSED = {"sim check faulty.yaml"}  # what is shown to end with status 1


def with_option(words: list[str], name: str, value: str) -> list[str]:
    """Return words with the value of an option replaced, or the option added."""
    if name not in words:
        return [*words, name, value]
    place = words.index(name) + 1
    return [*words[:place], value, *words[place + 1 :]]


def size_of(words: list[str]) -> str | None:
    """Return how many worlds a command is to play, if it plays."""
    verb, subject = words[1], words[2] if len(words) > 2 else ""
    if verb == "sweep":
        return None if {"--plan", "--resume", "--merge"} & set(words) else FEWER
    if verb in ("run", "compare", "explain"):
        if " --worlds 1 " in f"{' '.join(words)} ":
            return None
        return None if subject == "--from" or (subject.startswith("results/") and "box" not in subject) else FEW
    if {"--points", "--structures"} & set(words) or verb == "teach":
        return FEWER
    if verb == "duel" and "--scenario" not in words:  # quick as it is
        return None
    plays = verb in ("score", "duel") or {"--patterns", "--actual", "--quarters", "--learning"} & set(words)
    return FEW if plays else None


def smaller(line: str) -> list[str]:
    """Return the words of a command, with as little to play as shows that it works."""
    for held, stated in PLACEHOLDERS.items():
        line = line.replace(held, stated)
    words = shlex.split(WHOLE_BENCH if line == "sim bench" else line)
    worlds = size_of(words)
    if worlds is not None:
        read = words[1] == "sweep" and "results" in line and "robust" not in line
        words = with_option(words, "--worlds", LUCKS if read else worlds)
    return [*words, "--no-figures"] if words[1] == "run" else words


@cache
def last_pages() -> dict[tuple[str, ...], str]:
    """Return the last page on which each command stands, by its words as they are played."""
    steps = [(page, step) for page, blocks in pages().items() for block in blocks for step in block.steps]
    return {tuple(smaller(step.line)): page for page, step in steps if step.line.startswith("sim ")}


def is_another_s(page: str, line: str) -> bool:
    """Return whether a later page has the same command, of a verb that leaves nothing for the commands after it."""
    words = tuple(smaller(line)) if line.startswith("sim ") else ("", "")
    return words[1] in SHARED and last_pages()[words] != page


def is_elsewhere(line: str) -> bool:
    """Return whether another test, or what runs the tests, plays a command."""
    return (shlex.join(smaller(line)) if line.startswith("sim ") else line) in ELSEWHERE


def is_told_again(line: str) -> bool:
    """Return whether a command must print what its page shows, digit by digit: it is played as it stands.

    What reads a folder of results reads one with fewer worlds, of which one alone is as it was; times are never alike.
    """
    if line.startswith("sim explain results/"):
        return True
    return smaller(line) == shlex.split(line) and "results/" not in line and not line.startswith("sim bench")
