#!/usr/bin/env bash
# NegMAS and GENIUS: a profile read from GENIUS ranks packages otherwise than GENIUS does
#
# Versions: negmas 0.16.0, NumPy 2.4.6, SciPy 1.17.1, pandas 3.1.1.
# Behaviour: GENIUS divides an evaluation by the largest of its issue before it is weighted; NegMAS multiplies
# weight and raw evaluation. In a profile that scores tariffs 2 to 4 and quotas 10 to 100, GENIUS prefers a low
# tariff with a small quota to a high one with a large quota (0.73 to 0.65); by NegMAS the second is worth five
# times the first (31.4 to 5.8), and utilities leave 0 to 1.
# A good engineer would expect: the utilities of the format's own program, between 0 and 1, and the same order of
# packages.
# Documentation: from_genius_folder has options to leave out discount and reserve, and none for scaling. GENIUS
# says in its source that a value is the evaluation divided by the highest of the issue. A profile whose
# evaluations end at the same number in every issue hides the difference.
# Output seen:
#   | low and small: GENIUS 0.73, NegMAS 5.80
#   | low and large: GENIUS 1.00, NegMAS 32.80
#   | high and small: GENIUS 0.38, NegMAS 4.40
#   | high and large: GENIUS 0.65, NegMAS 31.40
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  negmas==0.16.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
venv/bin/python - > seen.txt <<'EOF'
import pathlib
import warnings

warnings.simplefilter("ignore")
from negmas.inout import Scenario

ISSUES = {"tariff": ("low", "high"), "quota": ("small", "large")}


def space(evaluations, tail=""):
    issues = []
    for place, (issue, values) in enumerate(ISSUES.items(), 1):
        items = ""
        for number, value in enumerate(values, 1):
            scored = f' evaluation="{evaluations[issue][number - 1]}"' if evaluations else ""
            items += f'<item index="{number}" value="{value}"{scored}/>'
        kind = 'etype="discrete" type="discrete" vtype="discrete"'
        issues.append(f'<issue index="{place}" {kind} name="{issue}">{items}</issue>')
    weights = '<weight index="1" value="0.7"/><weight index="2" value="0.3"/>' if evaluations else ""
    objective = '<objective index="0" etype="objective" type="objective" description="" name="any">'
    whole = f'{objective}{"".join(issues)}{weights}</objective>{tail}'
    inner = f'<utility_space number_of_issues="2">{whole}</utility_space>'
    return inner if evaluations else f"<negotiation_template>{inner}</negotiation_template>"


scores = {"tariff": (4, 2), "quota": (10, 100)}
folder = pathlib.Path("talks")
folder.mkdir()
(folder / "domain.xml").write_text(space(None))
for party in ("adam", "zoe"):
    (folder / f"{party}.xml").write_text(space(scores, '<discount_factor value="1.0"/><reservation value="0.0"/>'))
scenario = Scenario.from_genius_folder(folder)
for package in scenario.outcome_space.enumerate():
    raw = [scores[issue][ISSUES[issue].index(value)] for issue, value in zip(ISSUES, package)]
    genius = 0.7 * raw[0] / 4 + 0.3 * raw[1] / 100
    print(f"{' and '.join(package)}: GENIUS {genius:.2f}, NegMAS {scenario.ufuns[0](package):.2f}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
