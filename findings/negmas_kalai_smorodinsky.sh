#!/usr/bin/env bash
# NegMAS: its Kalai-Smorodinsky point is not the package with the largest smaller advantage ratio
#
# Versions: negmas 0.16.0, NumPy 2.4.6, SciPy 1.17.1, pandas 3.1.1.
# Behaviour: on a finite frontier ks_points returns the package whose two advantage ratios differ least. Of one that
# gives 0.60 and 0.95 of what each side could get, and one that gives 0.62 and 0.55, it names the second: one side gains
# 0.02 and the other loses 0.40.
# A good engineer would expect: the first, as the docstring says that the solution "maximizes minimum advantage ratio".
# On a frontier without gaps both rules give one point; on the packages of a domain they part often.
# Documentation: the docstring of negmas.preferences.ops.ks_points has the sentence quoted.
# Output seen:
#   | frontier: 1.00 and 0.00, smaller 0.00
#   | frontier: 0.62 and 0.55, smaller 0.55
#   | frontier: 0.60 and 0.95, smaller 0.60
#   | frontier: 0.00 and 1.00, smaller 0.00
#   | Kalai-Smorodinsky by NegMAS: 0.62 and 0.55
#   | largest smaller advantage ratio: 0.60 and 0.95
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  negmas==0.16.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
venv/bin/python - > seen.txt <<'EOF'
import warnings

warnings.simplefilter("ignore")
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.ops import ks_points, pareto_frontier

PACKAGES = {"one": (1.0, 0.0), "even": (0.62, 0.55), "good": (0.60, 0.95), "two": (0.0, 1.0)}
issues = [make_issue(list(PACKAGES), "package")]
ufuns = [
    LinearAdditiveUtilityFunction(
        {"package": {name: values[side] for name, values in PACKAGES.items()}}, issues=issues, reserved_value=0.0
    )
    for side in (0, 1)
]
space = make_os(issues)
frontier, _ = pareto_frontier(ufuns, issues=issues)
for point in sorted(frontier, reverse=True):
    print(f"frontier: {point[0]:.2f} and {point[1]:.2f}, smaller {min(point):.2f}")
point = ks_points(ufuns, frontier, outcome_space=space)[0][0]
print(f"Kalai-Smorodinsky by NegMAS: {point[0]:.2f} and {point[1]:.2f}")
best = max(frontier, key=min)
print(f"largest smaller advantage ratio: {best[0]:.2f} and {best[1]:.2f}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
