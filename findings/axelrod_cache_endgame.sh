#!/usr/bin/env bash
# Axelrod: matches that share a deterministic cache lose their end game
#
# Versions: axelrod 4.14.0, NumPy 2.4.6, pandas 3.1.1.
# Behaviour: BackStabber defects in the last two turns of a match whose length it knows. Given the cache of an
# earlier, longer match, a match of 5 turns returns the first 5 turns of the long one: no defection, another
# score.
# A good engineer would expect: a cache saves time and changes no result: both players are deterministic, and the
# length is part of what BackStabber is told.
# Documentation: the cache's docstring says that a shorter match may use the stored result of a longer one because
# results will always be the same; strategies that know the length are in the library's own list.
# Output seen:
#   | 5 turns, own cache: BackStabber plays CCCDD, scores (19, 9)
#   | 10 turns, shared: BackStabber plays CCCCCCCCDD, scores (34, 24)
#   | 5 turns, shared: BackStabber plays CCCCC, scores (15, 15)
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check axelrod==4.14.0 numpy==2.4.6 pandas==3.1.1
venv/bin/python - > seen.txt <<'EOF'
import axelrod

cache = axelrod.DeterministicCache()
for turns, label, store in ((5, "own cache", None), (10, "shared", cache), (5, "shared", cache)):
    match = axelrod.Match((axelrod.BackStabber(), axelrod.Cooperator()), turns=turns, deterministic_cache=store)
    actions = "".join(str(pair[0]) for pair in match.play())
    print(f"{turns} turns, {label}: BackStabber plays {actions}, scores {tuple(map(int, match.final_score()))}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
