#!/usr/bin/env bash
# Mesa: run_for and run_until go on after a model has stopped
#
# Versions: Mesa 3.5.1, NumPy 2.5.5, pandas 3.1.1, on Python 3.12 (PYTHON=... names another); Mesa 4.0.0a0 does the same.
# Behaviour: a model signs a deal on day 5 and sets `running` to False. run_model stops there. run_for(10) lives ten days,
# and the deal is signed six times; run_until(10) likewise.
# A good engineer would expect: a model that says it no longer runs is not stepped; `running` is "a boolean indicating
# if the model should continue running", and run_model, batch_run and the page of sliders all go by it.
# Documentation: "Run the model for the specified duration"; nothing on `running`.
# Output seen:
#   | run_model: day 5, deals 1, running False
#   | run_for(10): day 10, deals 6, running False
#   | run_until(10): day 10, deals 6, running False
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3.12}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  mesa[network]==3.5.1 numpy==2.5.5 pandas==3.1.1
venv/bin/python - > seen.txt <<'EOF'
import mesa


class Talks(mesa.Model):
    """A deal is signed from day 5 on, and the talks end with it."""

    def __init__(self, rng=None):
        super().__init__(rng=rng)
        self.day = self.deals = 0

    def step(self):
        self.day += 1
        if self.day >= 5:
            self.deals += 1
            self.running = False


for said in ("run_model", "run_for", "run_until"):
    talks = Talks(rng=1)
    days = () if said == "run_model" else (10,)
    getattr(talks, said)(*days)
    shown = f"{said}({days[0]})" if days else said
    print(f"{shown}: day {talks.day}, deals {talks.deals}, running {talks.running}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
