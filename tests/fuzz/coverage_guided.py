"""One reader under a coverage-guided fuzzer, which keeps what reaches new code and changes it further.

    python tests/fuzz/coverage_guided.py scenario FOLDER SEEDS -runs=20000

Needs atheris, which has an environment of its own (`make fuzz`).  What follows the name goes to libFuzzer.
Only the code that reads is watched: watching the rules too would slow them down for nothing.
"""

import sys

import atheris
from places import ROOT

READING = ("sim.scenario.reading", "sim.scenario.loading", "sim.scenario.sweep", "sim.runs.folder", "sim.runs.results")
READING += ("sim.sweeps.storage", "sim.analysis.score.case_file", "sim.scenario.partial", "sim.scenario.messages")


def modules_left_alone() -> list[str]:
    """Return the modules of the program that do not read."""
    files = (file.relative_to(ROOT).with_suffix("") for file in (ROOT / "sim").rglob("*.py"))
    names = [".".join(file.parts).removesuffix(".__init__") for file in files]
    return [name for name in names if not name.startswith(READING)]


with atheris.instrument_imports(include=["sim", "domains", "yaml"], exclude=modules_left_alone()):
    from readers import READERS


def main() -> None:
    """Fuzz the reader that is named."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, READERS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
