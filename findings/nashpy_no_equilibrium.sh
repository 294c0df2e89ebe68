#!/usr/bin/env bash
# nashpy: support enumeration finds no equilibrium in a game of three strategies against three
#
# Versions: nashpy 0.0.43, NumPy 2.4.6, SciPy 1.17.1.
# Behaviour: support_enumeration of a game of whole numbers without ties yields nothing, and warns that the game is
# degenerate. It has one equilibrium, in which two strategies of each side are mixed, and vertex_enumeration yields it.
# A strategy that is not in use comes out of the linear equations as -1e-17 and not 0, and a mixture with a number below
# 0 is thrown away before the tolerance, which is a parameter, is asked. Larger games lose some of several equilibria.
# A good engineer would expect: at least one equilibrium, as every finite game has one, and the word degenerate only for
# games with ties.
# Documentation: says that support enumeration may fail for degenerate games; this one is not.
# Output seen:
#   | support enumeration: 0 equilibria, warned that the game is degenerate
#   | vertex enumeration:  1 equilibrium
#   | rows [0.4783 0.5217 0.    ] columns [0.568 0.    0.432]
#   | best gain of a side that deviates: 0.0
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  nashpy==0.0.43 numpy==2.4.6 scipy==1.17.1
venv/bin/python - > seen.txt <<'EOF'
import warnings

import nashpy
import numpy as np

rows = np.array([[83, 26, 10], [29, 41, 81], [45, 9, 33]])
columns = np.array([[60, 81, 72], [99, 18, 88], [5, 55, 27]])
game = nashpy.Game(rows, columns)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    found = list(game.support_enumeration())
said = "warned that the game is degenerate" if "degenerate" in str(caught[0].message) else "no warning"
print(f"support enumeration: {len(found)} equilibria, {said}")
((x, y),) = game.vertex_enumeration()
print("vertex enumeration:  1 equilibrium")
print("rows", np.abs(x.round(4)), "columns", np.abs(y.round(4)))
gain = max((rows @ y).max() - x @ rows @ y, (x @ columns).max() - x @ columns @ y)
print("best gain of a side that deviates:", abs(round(float(gain), 9)))
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
