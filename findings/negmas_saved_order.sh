#!/usr/bin/env bash
# NegMAS: a scenario that is saved and loaded lets the other party propose first
#
# Versions: negmas 0.16.0, NumPy 2.4.6, SciPy 1.17.1, pandas 3.1.1.
# Behaviour: a scenario of two parties, importer and exporter in this order, is written with dumpas and read back
# with load. The parties come back in alphabetical order of their names. Who joins first proposes first, so the
# same two parties under the same protocol sign 10 % instead of 25 %.
# A good engineer would expect: a saved scenario is the scenario: the same parties in the same seats, the same
# agreement.
# Documentation: neither dumpas nor load says that the order of parties may change. Utility functions keep their
# names; seats should be given by name.
# Output seen:
#   | before: parties importer, exporter; signed 25 %
#   | after: parties exporter, importer; signed 10 %
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
from negmas import ResponseType
from negmas.inout import Scenario
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.sao import SAOMechanism, SAONegotiator


class Plain(SAONegotiator):
    """Asks for its best and accepts whatever is at or above its reserve."""

    def propose(self, state, dest=None):
        return max(self.nmi.outcomes, key=self.ufun)

    def respond(self, state, source=None):
        enough = self.ufun(state.current_offer) >= self.ufun.reserved_value
        return ResponseType.ACCEPT_OFFER if enough else ResponseType.REJECT_OFFER


agenda = make_os([make_issue(["25 %", "15 %", "10 %"], "tariff")], name="talks")
worth = {"importer": (1.0, 0.6, 0.2), "exporter": (0.2, 0.6, 1.0)}
parties = tuple(
    LinearAdditiveUtilityFunction(
        {"tariff": dict(zip(("25 %", "15 %", "10 %"), values))},
        weights=[1.0], outcome_space=agenda, name=name, reserved_value=0.1,
    )
    for name, values in worth.items()
)
saved = Scenario(agenda, parties)
saved.dumpas(pathlib.Path("talks"))
for label, scenario in (("before", saved), ("after", Scenario.load(pathlib.Path("talks")))):
    talks = SAOMechanism(outcome_space=scenario.outcome_space, n_steps=10)
    for party in scenario.ufuns:
        talks.add(Plain(name=party.name), ufun=party)
    names = ", ".join(party.name for party in scenario.ufuns)
    print(f"{label}: parties {names}; signed {talks.run().agreement[0]}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
