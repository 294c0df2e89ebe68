#!/usr/bin/env bash
# Mesa: from_dataframe makes scenarios with one seed, and without the defaults of their class
#
# Versions: Mesa 4.0.0a0, NumPy 2.5.5, pandas 3.1.1, on Python 3.13 (PYTHON=... names another, from 3.12 on).
# Behaviour: MyScenario.from_dataframe(frame, rng=3), of a frame with two rows, gives two scenarios, not six; both begin
# with the same generator, that of seed 3, so that models draw the same numbers at every point. They are of the class
# Scenario: what MyScenario declares as a default, and the frame does not have, is missing.
# A good engineer would expect: by the docstring three seeds a row, and objects of the class that was asked.
# Documentation: "rng: the number of random seeds to use or a list of seeds. [...] If rng is an integer, numpy will be
# used to generate that many seed values."
# Output seen:
#   | scenarios: 2, of the class Scenario
#   | first draw of each: [0.08565, 0.08565]
#   | patience, by default 7: missing, missing
#   | the class called directly: patience 7
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3.13}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  mesa[network]==4.0.0a0 numpy==2.5.5 pandas==3.1.1
venv/bin/python - > seen.txt <<'EOF'
import mesa
import pandas as pd
from mesa.experimental.scenarios import Scenario


class MyScenario(Scenario):
    """A pace of concession, and days of patience."""

    pace: float = 0.5
    patience: int = 7


made = MyScenario.from_dataframe(pd.DataFrame({"pace": [0.2, 0.8]}), rng=3)
print(f"scenarios: {len(made)}, of the class {type(made[0]).__name__}")
models = [mesa.Model(scenario=scenario) for scenario in made]
print("first draw of each:", [round(float(model.rng.random()), 5) for model in models])
print("patience, by default 7:", ", ".join(str(getattr(scenario, "patience", "missing")) for scenario in made))
print("the class called directly: patience", MyScenario(rng=3, pace=0.2).patience)
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
