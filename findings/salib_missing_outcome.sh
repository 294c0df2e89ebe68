#!/usr/bin/env bash
# SALib: one missing outcome makes every Sobol' index exactly 0
#
# Versions: SALib 1.6.0, NumPy 2.4.6, SciPy 1.17.1, pandas 3.1.1.
# Behaviour: with one NaN among 5,120 outcomes sobol.analyze returns first-order and total indices of 0 for every
# factor and half-widths of 0: a sharp statement that nothing matters. No warning, no NaN.
# A good engineer would expect: NaN, an error, or indices of the complete rows.
# Documentation: the docstring asks for model outputs and says nothing of missing ones.
# Output seen:
#   | complete: total order 0.56 +- 0.09, 0.44 +- 0.04, 0.24 +- 0.03; 0 warnings
#   | one of 5,120 missing: total order 0.00 +- 0.00, 0.00 +- 0.00, 0.00 +- 0.00; 0 warnings
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  SALib==1.6.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
venv/bin/python - > seen.txt <<'EOF'
import warnings

import numpy as np
from SALib.analyze import sobol
from SALib.sample import sobol as design
from SALib.test_functions import Ishigami

problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
outcomes = Ishigami.evaluate(design.sample(problem, 1024, calc_second_order=False, seed=7))
for label, holes in (("complete", 0), ("one of 5,120 missing", 1)):
    values = outcomes.copy()
    values[:holes] = np.nan
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = sobol.analyze(problem, values, calc_second_order=False, seed=1)
    total = [f"{value:.2f} +- {half:.2f}" for value, half in zip(found["ST"], found["ST_conf"])]
    print(f"{label}: total order {', '.join(total)}; {len(said)} warnings")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
