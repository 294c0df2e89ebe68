#!/usr/bin/env bash
# QuantEcon: best response dynamics overwrite the start that they are given
#
# Versions: quantecon 0.11.4, NumPy 2.4.6.
# Behaviour: time_series(init_action_dist=start) moves the caller's array along with the population. A loop over
# seeds with one start therefore begins its second run where the first ended: every later run starts, and here
# stays, at rest.
# A good engineer would expect: each run begins at the start that was written down, and an argument is not
# changed; a list instead of an array does behave so.
# Documentation: the argument is described as the initial action distribution, array_like; nothing says that it is
# written to.
# Output seen:
#   | seed 1, start as array: from 7 and 3 to 10 and 0
#   | seed 1, start as list: from 7 and 3 to 10 and 0
#   | seed 2, start as array: from 10 and 0 to 10 and 0
#   | seed 2, start as list: from 7 and 3 to 10 and 0
#   | seed 3, start as array: from 10 and 0 to 10 and 0
#   | seed 3, start as list: from 7 and 3 to 10 and 0
#   | the array is now 10 and 0
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  quantecon==0.11.4 numpy==2.4.6
venv/bin/python - > seen.txt <<'EOF'
import numpy as np
from quantecon.game_theory import BRD

dynamics = BRD([[4, 0], [3, 2]], N=10)
array, listed = np.array([7, 3]), [7, 3]
for seed in (1, 2, 3):
    for label, start in (("array", array), ("list", listed)):
        path = dynamics.time_series(30, init_action_dist=start, random_state=seed)
        first, last = (" and ".join(map(str, day.tolist())) for day in path[[0, -1]])
        print(f"seed {seed}, start as {label}: from {first} to {last}")
print("the array is now", " and ".join(map(str, array.tolist())))
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
