"""The command: `sim VERB`.  Verbs are imported when they are asked for, and what they need when they are called."""

import sys

from sim.cli.output import run_guarded
from sim.cli.verbs import app_for


def main() -> None:
    """Run the command; a fault of the scenario or the data is told in plain words, exit 1."""
    run_guarded(lambda: app_for(sys.argv[1:])())
