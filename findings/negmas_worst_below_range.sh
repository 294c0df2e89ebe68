#!/usr/bin/env bash
# NegMAS: the worst outcome within a range lies below the range
#
# Versions: negmas 0.16.0, NumPy 2.4.6, SciPy 1.17.1, pandas 3.1.1.
# Behaviour: asked for the worst outcome worth at least 0.4999999, worst_in returns one worth 0.4999996. It takes the
# outcome nearest to the lower end, if one is nearer than a millionth, from either side. A timed negotiator offers
# so: with eps=0 it offers less than its target, which a domain of some thousand outcomes shows.
# A good engineer would expect: an outcome within the range, or None.
# Documentation: "Finds an outcome with the lowest possible utility within the given range (if any)". The inverse's own
# eps, "absolute difference between utility values to consider them equal", is switched off here, as it says how.
# Output seen:
#   | at least 0.4999990: worth 0.4999996, within: True
#   | at least 0.4999999: worth 0.4999996, within: False
#   | at least 0.5000001: worth 0.5000004, within: True
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
from negmas import LinearAdditiveUtilityFunction, make_issue
from negmas.preferences import PresortingInverseUtilityFunction
from negmas.preferences.value_fun import TableFun

worth = {0: 0.0, 1: 0.4999996, 2: 0.5000004, 3: 1.0}
utility = LinearAdditiveUtilityFunction([TableFun(worth)], issues=[make_issue(4, "rate")], reserved_value=0.0)
inverse = PresortingInverseUtilityFunction(utility, eps=-1, rel_eps=-1)
inverse.init()
for least in (0.499999, 0.4999999, 0.5000001):
    found = float(utility(inverse.worst_in((least, 1.0), normalized=False)))
    print(f"at least {least:.7f}: worth {found:.7f}, within: {found >= least}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
