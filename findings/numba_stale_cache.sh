#!/usr/bin/env bash
# numba: a cached function goes on with the old code of a function that it calls from another file
#
# Versions: numba 0.68.1, NumPy 2.4.6.
# Behaviour: a compiled rule that is cached (cache=True) keeps what it calls within it. When a rule of another file
# is corrected, the corrected one gives the new number by itself, and the old one within its caller: no warning,
# whatever the calls, until the cache is removed or the caller's own file is touched with a change.
# A good engineer would expect: a cache that is made anew when any of the source in it has changed, as a build does.
# Documentation: the section on cache=True says that changes in functions of other files are not recognised. Issue
# 1833, open since 2016.
# Output seen:
#   | duty of 25 percent on 200: by itself 50, within the bill 50
#   | corrected to 15 percent: by itself 30, within the bill 50
#   | after the cache is removed: by itself 30, within the bill 30
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  numba==0.68.1 numpy==2.4.6
venv/bin/python - > seen.txt <<'END'
import shutil
import subprocess
import sys
from pathlib import Path

DUTY = "from numba import njit\n\n\n@njit(cache=True)\ndef duty(value):\n    return value * {} // 100\n"
BILL = "from duty import duty\nfrom numba import njit\n\n\n@njit(cache=True)\ndef bill(value):\n    return duty(value)\n"
TELL = "from bill import bill\nfrom duty import duty\n\nprint(f'by itself {duty(200)}, within the bill {bill(200)}')\n"


def told():
    return subprocess.run([sys.executable, "tell.py"], capture_output=True, text=True, check=True).stdout.strip()


for name, text in (("duty", DUTY.format(25)), ("bill", BILL), ("tell", TELL)):
    Path(f"{name}.py").write_text(text)
print("duty of 25 percent on 200:", told())
Path("duty.py").write_text(DUTY.format(15))
print("corrected to 15 percent:", told())
shutil.rmtree("__pycache__")
print("after the cache is removed:", told())
END
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
