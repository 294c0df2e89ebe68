#!/usr/bin/env bash
# Mesa: collected arrays of agents show the last day's value on every day
#
# Versions: Mesa 3.3.1 (the newest for Python 3.11), NumPy 2.4.6, pandas 3.1.1; Mesa 3.5.1 copies.
# Behaviour: an agent lowers its offer, an array, in place by one a day. The collector holds the array itself and
# not its value: each of the four days reads as the last. A model reporter of the same array is copied and is
# right.
# A good engineer would expect: collecting is a snapshot, for agents as for models.
# Documentation: the docstring of DataCollector tells of collecting from models and from agents in the same words.
# Values of model reporters are copied deeply, those of agents are not.
# Output seen:
#   | model reporter: first item of the offer by day: [9.0, 8.0, 7.0, 6.0]
#   | agent reporter: first item of the offer by day: [5.0, 5.0, 5.0, 5.0]
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
import numpy as np


class Party(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.offer = np.array([9.0, 9.0])

    def step(self):
        self.offer -= 1


class Talks(mesa.Model):
    def __init__(self, rng=None):
        super().__init__(rng=rng)
        self.party = Party(self)
        reporter = {"offer": lambda model: model.party.offer}
        self.datacollector = mesa.DataCollector(model_reporters=reporter, agent_reporters={"offer": "offer"})

    def step(self):
        self.datacollector.collect(self)
        self.agents.do("step")


talks = Talks()
for _ in range(4):
    talks.step()
for label, table in (
    ("model reporter", talks.datacollector.get_model_vars_dataframe()),
    ("agent reporter", talks.datacollector.get_agent_vars_dataframe()),
):
    print(f"{label}: first item of the offer by day: {[float(offer[0]) for offer in table['offer']]}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
