#!/usr/bin/env bash
# xarray: gaps of whole numbers in "days" come back from a file as the number that stood for a gap
#
# Versions: xarray 2026.9.0, h5netcdf 1.8.2, h5py 3.16.0, NumPy 2.4.6, pandas 3.1.1.
# Behaviour: a variable of whole numbers with gaps, saved as int64 with a _FillValue, is read back by open_dataset with
# its gaps, whatever its units. With units "days" it comes back as whole numbers, and its gaps are -2^63: a mean over it
# is of the order of -1e18. Nothing is said of the gaps.
# A good engineer would expect: gaps that are gaps in every unit.
# Documentation: decode_cf says that _FillValue is masked (mask_and_scale), and that units of time become time spans.
# Output seen:
#   | day: float64, gaps 1 of 1, mean 58.5
#   | days: int64, gaps 0 of 1, mean -3.074e+18
#   | bn USD: float64, gaps 1 of 1, mean 58.5
#   | gaps are spoken of: False
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  xarray==2026.9.0 h5netcdf==1.8.2 h5py==3.16.0 numpy==2.4.6 pandas==3.1.1
venv/bin/python - > seen.txt <<'EOF'
import warnings

import numpy as np
import xarray as xr

values = np.array([114.0, np.nan, 3.0])
made = xr.Dataset({unit: ("world", values, {"units": unit}) for unit in ("day", "days", "bn USD")})
for name in made:
    made[name].encoding = {"dtype": "int64", "_FillValue": -(2**63)}
made.to_netcdf("made.nc", engine="h5netcdf")
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    read = xr.open_dataset("made.nc", engine="h5netcdf").load()
for name in read:
    held = read[name]
    print(f"{name}: {held.dtype}, gaps {int(held.isnull().sum())} of 1, mean {float(held.mean()):.4g}")
print("gaps are spoken of:", any("fill" in str(one.message).lower() for one in said))
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
