#!/usr/bin/env bash
# Mesa: the dashboard refuses a model that takes options by keyword, unless they are called kwargs
#
# Versions: Mesa 3.3.1 (the newest for Python 3.11), NumPy 2.4.6, solara 1.64.1.
# Behaviour: two models are the same but for the name of what takes options by keyword, `**kwargs` in one and
# `**options` in the other. SolaraViz accepts the first with a slider for an option; of the second it says that
# a required parameter `options` is missing, though nothing is required, and without that check it would call the
# slider's parameter invalid.
# A good engineer would expect: the kind of a parameter counts, not its name; or that the documentation says so.
# Documentation: the docstrings of SolaraViz and of the check tell of parameters, not of a name that is reserved.
# Output seen:
#   | kwargs: shown
#   | options: ValueError: Missing required model parameter: options
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  'mesa[viz,network]==3.3.1' numpy==2.4.6 solara==1.64.1 'ipyvuetify<3'
venv/bin/python - > seen.txt <<'EOF'
import warnings

warnings.simplefilter("ignore")
import mesa
import solara
from mesa.visualization import Slider, SolaraViz


class Plain(mesa.Model):
    def __init__(self, rng=None, **kwargs):
        super().__init__(rng=rng)
        self.pace = kwargs.get("pace", 1)


class Named(mesa.Model):
    def __init__(self, rng=None, **options):
        super().__init__(rng=rng)
        self.pace = options.get("pace", 1)


for name, model in (("kwargs", Plain()), ("options", Named())):
    page = SolaraViz(model, components=[], model_params={"pace": Slider("pace", 1, 1, 5)})
    try:
        solara.render(page, handle_error=False)
        print(f"{name}: shown")
    except ValueError as wrong:
        print(f"{name}: ValueError: {wrong}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
