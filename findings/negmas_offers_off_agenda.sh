#!/usr/bin/env bash
# NegMAS: parties sign a package that is not on the agenda
#
# Versions: negmas 0.16.0, NumPy 2.4.6, SciPy 1.17.1, pandas 3.1.1.
# Behaviour: the agenda is a tariff of 10 to 25 %. A negotiator proposes 40 %; the linear utility functions price
# it, the other side accepts, and the agreement is 40 %, with a utility of 1.6 on a scale that ends at 1. The
# reported agreement is not in the outcome space.
# A good engineer would expect: the mechanism holds offers to the outcome space that it was given, or stops.
# Documentation: check_offers is described: an offer outside the outcome space then counts as no offer. It is off
# unless asked for.
# Output seen:
#   | check_offers=False: agreement 40 %, on the agenda: False, worth 1.6
#   | check_offers=True: agreement none
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


from negmas.preferences.value_fun import LinearFun


class Bold(SAONegotiator):
    """Asks for a tariff beyond the range of the issue, whoever listens; never accepts."""

    def propose(self, state, dest=None):
        return (40,)

    def respond(self, state, source=None):
        return ResponseType.REJECT_OFFER


class Meek(Bold):
    """Accepts whatever is at or above its reserve."""

    def propose(self, state, dest=None):
        return (15,)

    def respond(self, state, source=None):
        enough = self.ufun(state.current_offer) >= self.ufun.reserved_value
        return ResponseType.ACCEPT_OFFER if enough else ResponseType.REJECT_OFFER


agenda = make_os([make_issue((10, 25), "tariff")], name="talks")
for checked in (False, True):
    talks = SAOMechanism(outcome_space=agenda, n_steps=10, check_offers=checked)
    for kind, slope in ((Bold, 0.04), (Meek, 0.01)):
        worth = LinearAdditiveUtilityFunction(
            {"tariff": LinearFun(slope)}, weights=[1.0], outcome_space=agenda, reserved_value=0.0
        )
        talks.add(kind(name=kind.__name__), ufun=worth)
        if kind is Bold:
            first = worth
    signed = talks.run().agreement
    told = "none" if signed is None else f"{signed[0]} %, on the agenda: {signed in agenda}, worth {first(signed):.1f}"
    print(f"check_offers={checked}: agreement {told}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
