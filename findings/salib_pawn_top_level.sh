#!/usr/bin/env bash
# SALib: PAWN leaves out the highest level of an input that has few levels
#
# Versions: SALib 1.6.0, NumPy 2.4.6, SciPy 1.17.1, pandas 3.1.1.
# Behaviour: pawn.analyze sorts an input into slices whose upper edge is not part of them. Of an input with the levels
# 0, 1 and 2, as a choice of rule in a design of experiments, the points at 2 are in no slice: an outcome that moves at
# that level alone gets a third of the distance that it gets if it moves at another one.
# A good engineer would expect: the same index, whichever level it is that moves the outcome.
# Documentation: the docstring says that the input is sliced, and nothing of levels.
# Output seen:
#   | the outcome moves at level 0: largest distance 0.67, of 2 slices with points
#   | the outcome moves at level 1: largest distance 0.67, of 2 slices with points
#   | the outcome moves at level 2: largest distance 0.33, of 2 slices with points
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  SALib==1.6.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
venv/bin/python - > seen.txt <<'EOF'
import numpy as np
from SALib.analyze import pawn

levels = np.repeat([0.0, 1.0, 2.0], 200)
problem = {"num_vars": 1, "names": ["rule"], "bounds": [[0, 2]]}
for moves_at in (0, 1, 2):
    outcome = np.tile(np.linspace(0.0, 1.0, 200), 3) + 5.0 * (levels == moves_at)
    found = pawn.analyze(problem, levels[:, None], outcome, S=10, seed=1)
    edges = np.quantile(levels, np.linspace(0, 1, 11))
    slices = sum(bool(((levels >= a) & (levels < b)).any()) for a, b in zip(edges[:-1], edges[1:]))
    print(f"the outcome moves at level {moves_at}: largest distance {found['maximum'][0]:.2f}, of {slices} slices with points")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
