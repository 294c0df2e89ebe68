"""Commands of the documentation, made small enough to be tried; those that cannot be, each with the reason."""

import re
import shlex

FEW, FEWER = "6", "2"  # worlds of a run; of each point of a sweep
LUCKS = "30"  # worlds a point of a sweep that is kept and read: fewer are too few for indices
LITTLE = "little.yaml"  # a sweep of four points, which stands beside whatever is typed
PLACEHOLDERS = {  # what a reader puts in, or would wait for -> what is put in here
    "TACTIC TACTIC ...": "timed micro",
    "[--case FILE] [--out DIR] [--json]": "--json",
    "FILE": LITTLE,
    "my_cars.csv": "data/us_car_market_2024.csv",
    "sweep.base=256": "sweep.base=4",
    "sweep scenarios/what_moves.yaml": "sweep scenarios/what_moves.yaml --set sweep.base=4",
    "sweep scenarios/robust_tactics.yaml --plan": f"sweep {LITTLE} --plan",
    "sweep scenarios/robust_tactics.yaml": "sweep scenarios/robust_tactics.yaml --set sweep.points=8",
    "sweep scenarios/pace_grid.yaml": f"sweep {LITTLE}",
}
SERVES, NETWORK, APART = "serves pages until it is told to end", "asks the network", "sets up an environment of its own"
OTHERS, LONG = "needs other machines", "takes more than some seconds in its smallest size"
NOT_TRIED = {  # a command that begins so (regular expression) -> why it is not tried here, and where it is
    r"sim (play|class|dashboard)\b": f"{SERVES}: tests/classroom",
    r"sim teach\b": f"{LONG}: tests/classroom",
    r"sim bench\b": f"{LONG}: tests/bench, tests/timed",
    r"sim validate --(structures|learning|reference)": f"{LONG}: tests/cli, tests/analysis, tests/system",
    r"sim validate --(patterns|actual)": f"{LONG}: tests/cli, tests/analysis",
    r"sim duel .*--(scenario|equilibria)": f"{LONG}: tests/cli",
    r"sim sensitivity results/pace": f"{LONG}: tried in docs/how-to/what_moves_the_outcome.md",
    r"sim score\b": f"{LONG}: tests/cli/test_score_command.py",
    r"sim sweep .*(--cluster|--scheduler-file)": f"{OTHERS}: tests/sweeps plays on a Dask cluster of this one",
    r"sim sweep --merge /shared/pace": f"{OTHERS}: tests/sweeps merges shards",
    r"mpiexec|export DASK": OTHERS,
    r"pip install|python3 -m venv": NETWORK,
    r"make (test|run|notebooks|site|mutants|planted|fuzz)": f"{APART}: .ci/run, or by hand",
    r"\.venv[-\w.]*/bin|\. \.venv": f"{APART}: .ci/run, or by hand",
    r"PYTHONPATH=\S+ \.venv": f"{APART}: tests/fuzz plays cases by number",
    r"grep\b": "a program of the system: tests/runs and tests/analysis hold columns.csv",
    r"findings/": f"{NETWORK}: by hand, tests/system/test_findings.py reads them",
    r"python docs/teaching/generate.py": "writes into the checkout: tests/classroom/test_lesson_numbers.py compares",
}

REFUSED = {"sim check faulty.yaml"}  # what is shown to end with status 1


def reason_not_to_try(line: str) -> str | None:
    """Return why a command is not tried, if it is not."""
    return next((reason for begin, reason in NOT_TRIED.items() if re.match(begin, line)), None)


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
        return None if subject == "--from" or (subject.startswith("results/") and "box" not in subject) else FEW
    plays = verb in ("score", "duel") or {"--patterns", "--actual", "--quarters"} & set(words)
    return FEW if plays else None


def smaller(line: str) -> list[str]:
    """Return the words of a command, with as little to play as shows that it works."""
    for held, stated in PLACEHOLDERS.items():
        line = line.replace(held, stated)
    words = shlex.split(line)
    worlds = size_of(words)
    if worlds is not None:
        read = words[1] == "sweep" and "results" in line and "robust" not in line
        words = with_option(words, "--worlds", LUCKS if read else worlds)
    return [*words, "--no-figures"] if words[1] == "run" else words
