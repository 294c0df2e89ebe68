#!/usr/bin/env bash
# Mesa: batch_run reports the day before a model stopped
#
# Versions: Mesa 3.3.1 (the newest for Python 3.11), NumPy 2.4.6, pandas 3.1.1; Mesa 3.5.1 reports day 5.
# Behaviour: a model collects once in __init__ and once a step, and stops on day 5, the day of its deal. Its own
# collector ends with day 5 and a deal. The last row of batch_run, asked for the end of the run only, is day 4
# without a deal: the end-of-run row is looked up by the count of steps among rows that began at 0.
# A good engineer would expect: the last row collected: a batch of models that stop at a deal shows deals.
# Documentation: data_collection_period=-1 means the end of the episode. Mesa's own examples (Schelling, for one)
# collect in __init__.
# Output seen:
#   | collector: day 5, deal True
#   | batch_run: day 4, deal False
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  mesa[network]==3.3.1 numpy==2.4.6 pandas==3.1.1
venv/bin/python - > seen.txt <<'EOF'
import warnings

warnings.simplefilter("ignore")
import mesa
from mesa.batchrunner import batch_run


class Talks(mesa.Model):
    """A deal is signed on day 5, and the talks end."""

    def __init__(self, rng=None):
        super().__init__(rng=rng)
        self.day, self.deal = 0, False
        self.datacollector = mesa.DataCollector(model_reporters={"day": "day", "deal": "deal"})
        self.datacollector.collect(self)

    def step(self):
        self.day += 1
        self.deal = self.day == 5
        self.running = not self.deal
        self.datacollector.collect(self)


def told(row):
    return f"day {int(row['day'])}, deal {bool(row['deal'])}"


if __name__ == "__main__":
    talks = Talks()
    while talks.running:
        talks.step()
    print("collector:", told(talks.datacollector.get_model_vars_dataframe().iloc[-1]))
    rows = batch_run(Talks, {}, iterations=1, max_steps=90, data_collection_period=-1, display_progress=False)
    print("batch_run:", told(rows[-1]))
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
