#!/usr/bin/env bash
# Nashpy: vertex enumeration finds other equilibria when payoffs are stated in other units
#
# Versions: nashpy 0.0.43, NumPy 2.4.6, SciPy 1.17.1.
# Behaviour: the same coordination game has three equilibria by vertex_enumeration with payoffs in billions and
# none with the same payoffs in single units; with a million added to every payoff it lists nine. Support
# enumeration gives three each time. No warning is given.
# A good engineer would expect: the same three equilibria: a positive factor or a constant on a player's payoffs
# changes no best response.
# Documentation: the method's docstring names the algorithm and no range of payoffs; this game is not degenerate,
# which is what Nashpy warns of elsewhere. Labels of vertices are compared within a fixed tolerance.
# Output seen:
#   | in billions: support_enumeration: 3 equilibria, 0 warnings
#   | in billions: vertex_enumeration: 3 equilibria, 0 warnings
#   | in units: support_enumeration: 3 equilibria, 0 warnings
#   | in units: vertex_enumeration: 0 equilibria, 0 warnings
#   | plus a million: support_enumeration: 3 equilibria, 0 warnings
#   | plus a million: vertex_enumeration: 9 equilibria, 0 warnings
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

row, column = np.array([[3.0, 0.0], [0.0, 2.0]]), np.array([[2.0, 0.0], [0.0, 3.0]])


def count(method, first, second):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = len(list(getattr(nashpy.Game(first, second), method)()))
    return f"{found} equilibria, {len(said)} warnings"


for label, first, second in (
    ("in billions", row, column),
    ("in units", 1e9 * row, 1e9 * column),
    ("plus a million", row + 1e6, column + 1e6),
):
    for method in ("support_enumeration", "vertex_enumeration"):
        print(f"{label}: {method}: {count(method, first, second)}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
