#!/usr/bin/env bash
# EMA workbench and pandas: the policy called None is missing from a saved archive
#
# Versions: ema_workbench 2.5.3, pandas 3.1.1, NumPy 2.4.6.
# Behaviour: half of eight experiments run under a policy named None, the other half under one named high. After
# save_results and load_results the first four have no policy, and a table by policy has a single line.
# A good engineer would expect: labels come back as they were saved: the archive is the workbench's own format.
# Documentation: save_results says that experiments are saved as CSV; neither it nor load_results names words that
# cannot be labels. The file is read with pandas' own list of words for missing, which has NA and null too.
# Output seen:
#   | before: 8 experiments, by policy {'None': 4, 'high': 4}
#   | after: 8 experiments, by policy {'high': 4}
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  ema-workbench==2.5.3 pandas==3.1.1 numpy==2.4.6
venv/bin/python - > seen.txt <<'EOF'
import logging
import warnings

warnings.simplefilter("ignore")
from ema_workbench import Model, Policy, RealParameter, ScalarOutcome, SequentialEvaluator, load_results, save_results

if __name__ == "__main__":
    talks = Model("talks", function=lambda demand=0.0, tariff=0.0: {"value": demand - tariff})
    talks.uncertainties = [RealParameter("demand", 0, 1)]
    talks.levers = [RealParameter("tariff", 0, 1)]
    talks.outcomes = [ScalarOutcome("value")]
    with SequentialEvaluator(talks) as evaluator:
        results = evaluator.perform_experiments(4, [Policy("None", tariff=0.0), Policy("high", tariff=0.5)])
    save_results(results, "runs.tar.gz")
    for label, (experiments, outcomes) in (("before", results), ("after", load_results("runs.tar.gz"))):
        counts = experiments.groupby("policy", observed=True).size().to_dict()
        print(f"{label}: {len(experiments)} experiments, by policy {counts}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
