#!/usr/bin/env bash
# numba: the mean of many single-precision numbers is off by half
#
# Versions: numba 0.68.1, NumPy 2.4.6.
# Behaviour: a compiled np.mean adds float32 values one after the other in float32. Once the running sum is so
# large that a value is below its last digit nothing is added: 40 million values of 0.1 have a mean of 0.052.
# A good engineer would expect: the number that the same line gives without the decorator, to rounding; NumPy adds
# in pairs of blocks.
# Documentation: np.sum and np.mean are listed as supported. The order of addition is known to numba's developers
# for sums (issue 2855, open, of a difference of .3 per cent).
# Output seen:
#   | 1,000,000 values of 0.1: NumPy 0.1000, numba 0.1010
#   | 40,000,000 values of 0.1: NumPy 0.1000, numba 0.0524
#   | as double precision: numba 0.1000
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  numba==0.68.1 numpy==2.4.6
venv/bin/python - > seen.txt <<'EOF'
import numpy as np
from numba import njit


def mean(values):
    return np.mean(values)


compiled = njit(mean)
for count in (1_000_000, 40_000_000):
    values = np.full(count, 0.1, dtype=np.float32)
    print(f"{count:,} values of 0.1: NumPy {mean(values):.4f}, numba {compiled(values):.4f}")
print(f"as double precision: numba {compiled(values.astype(np.float64)):.4f}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
