#!/usr/bin/env bash
# Mesa: batch_run puts None in place of a swept seed
#
# Versions: Mesa 3.5.1, NumPy 2.5.5, pandas 3.1.1, on Python 3.12 (PYTHON=... names another); Mesa 3.3.1 runs the seeds.
# Behaviour: a model has a parameter `seed`, and three seeds are swept like any other parameter. Each of the three runs
# is made with seed None, so with luck of its own; the rows say None too, and a second batch gives other numbers.
# A good engineer would expect: three runs with seeds 1, 2 and 3, or an error; `seed` is a parameter among others, and
# on Mesa 3.3.1 this is how seeds were swept.
# Documentation: `rng` of batch_run is "a valid value or iterable of values for seeding the random number generator in
# the model"; that it goes to the parameter `seed`, and overwrites it where it is left out, is not said.
# Output seen:
#   | seeds of the rows, swept as a parameter: [None, None, None]
#   | the same batch again gives the same draws: False
#   | seeds of the rows, by rng=[1, 2, 3]: [1, 2, 3]
#   | the same batch again gives the same draws: True
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3.12}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  mesa[network]==3.5.1 numpy==2.5.5 pandas==3.1.1
venv/bin/python - > seen.txt <<'EOF'
import warnings

warnings.simplefilter("ignore")
import mesa
from mesa.batchrunner import batch_run


class Draw(mesa.Model):
    """One number is drawn."""

    def __init__(self, seed=None):
        super().__init__(rng=seed)
        self.drawn = float(self.rng.random())
        self.datacollector = mesa.DataCollector(model_reporters={"drawn": "drawn"})

    def step(self):
        self.datacollector.collect(self)
        self.running = False


def told(said, parameters, **seeds):
    batches = [batch_run(Draw, parameters, display_progress=False, **seeds) for _ in range(2)]
    print(f"seeds of the rows, {said}:", [row["seed"] for row in batches[0]])
    first, second = ([row["drawn"] for row in batch] for batch in batches)
    print("the same batch again gives the same draws:", first == second)


if __name__ == "__main__":
    told("swept as a parameter", {"seed": [1, 2, 3]})
    told("by rng=[1, 2, 3]", {}, rng=[1, 2, 3])
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
