"""Where things stand, said once: tests ask here and do not count folders upward."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
SIM, DOCS, NOTEBOOKS, SCENARIOS = (ROOT / name for name in ("sim", "docs", "notebooks", "scenarios"))
BASELINE = SCENARIOS / "baseline.yaml"

TESTS = ROOT / "tests"
SUPPORT = TESTS / "support"
TIMED = TESTS / "timed"
GOLDEN = TESTS / "golden"
BROKEN = GOLDEN / "scenarios"  # scenarios with faults, each beside the report that it must give
CASES = GOLDEN / "cases"  # files of textbook cases with faults, likewise
DATA = GOLDEN / "data"  # figures of independent programs
