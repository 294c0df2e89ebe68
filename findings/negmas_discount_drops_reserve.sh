#!/usr/bin/env bash
# NegMAS and GENIUS: a profile with a discount factor loses its reservation value
#
# Versions: negmas 0.16.0, NumPy 2.4.6, SciPy 1.17.1, pandas 3.1.1.
# Behaviour: a GENIUS profile states a reservation of 0.4. With a discount factor of 1 the utility function that
# is read has a reserved value of 0.4; with 0.5 it has minus infinity, so that any agreement beats none.
# A good engineer would expect: 0.4 both times: the file states it, and discounting utilities is no reason to drop
# the fallback.
# Documentation: ignore_reserved=True is the documented way to set reserved values to minus infinity; it was not
# given. ignore_discount=True keeps the reserve.
# Output seen:
#   | discount factor 1.0, ignore_discount=False: reserved value 0.4
#   | discount factor 1.0, ignore_discount=True: reserved value 0.4
#   | discount factor 0.5, ignore_discount=False: reserved value -inf
#   | discount factor 0.5, ignore_discount=True: reserved value 0.4
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


scores = {"tariff": (1.0, 0.5), "quota": (0.5, 1.0)}
folder = pathlib.Path("talks")
folder.mkdir()
(folder / "domain.xml").write_text(space(None))
for factor in ("1.0", "0.5"):
    tail = f'<discount_factor value="{factor}"/><reservation value="0.4"/>'
    for party in ("adam", "zoe"):
        (folder / f"{party}.xml").write_text(space(scores, tail))
    for ignored in (False, True):
        read = Scenario.from_genius_folder(folder, ignore_discount=ignored).ufuns[0]
        print(f"discount factor {factor}, ignore_discount={ignored}: reserved value {float(read.reserved_value)}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
